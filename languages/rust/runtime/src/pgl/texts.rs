//! Text and paths.

use std::path::{Path, PathBuf};

use super::abi::{Slice, Str};
use super::convert::{by_value, Abi, Lift, Lower};
use super::failure::Failure;
use super::scratch::Scratch;
use super::sequences::plain;

/// Text that C reads where it is.
#[inline]
pub fn text(text: &str) -> Str {
    plain(text.as_bytes())
}

/// Texts of any type, one view for each.
pub fn texts<T: AsRef<str>>(texts: &[T], scratch: &mut Scratch) -> Slice<Str> {
    scratch.keep(texts.len(), |_, i| text(texts[i].as_ref()))
}

/// The bytes of a path. Those that are not UTF-8 are refused by the library.
#[inline]
pub fn path(path: &Path) -> Str {
    #[cfg(unix)]
    let bytes = std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str());
    #[cfg(not(unix))]
    let bytes = path.to_str().map_or(&b"\xff"[..], str::as_bytes);
    plain(bytes)
}

/// Paths of any type, one view for each.
pub fn paths<T: AsRef<Path>>(paths: &[T], scratch: &mut Scratch) -> Slice<Str> {
    scratch.keep(paths.len(), |_, i| path(paths[i].as_ref()))
}

/// The text that a view shows.
///
/// # Safety
/// It must be UTF-8, as the library promises, and stay for `'a`.
#[inline]
pub unsafe fn text_of<'a>(text: Str) -> &'a str {
    std::str::from_utf8_unchecked(text.get())
}

/// Types whose C form is a view of their text.
macro_rules! viewed {
    ($($T:ty: $view:ident),*) => {$(
        unsafe impl Abi for $T {
            type C = Str;
            by_value!();
        }
        impl Lower for $T {
            #[inline]
            fn lower(&self, _: &mut Scratch) -> Str {
                $view(self)
            }
        }
    )*};
}
viewed!(str: text, String: text, Path: path, PathBuf: path);

impl Lift for String {
    #[inline]
    unsafe fn lift(value: &Str) -> Result<String, Failure> {
        Ok(text_of(*value).to_owned())
    }
}
impl Lift for PathBuf {
    unsafe fn lift(value: &Str) -> Result<PathBuf, Failure> {
        String::lift(value).map(PathBuf::from)
    }
}
