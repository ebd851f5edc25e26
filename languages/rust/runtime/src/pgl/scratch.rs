//! Memory for the views of one call's arguments.

use std::alloc::{alloc, dealloc, handle_alloc_error, Layout};

use super::abi::Slice;

/// Gives memory until it is dropped.
#[derive(Default)]
pub struct Scratch {
    blocks: Vec<(*mut u8, Layout)>,
    guests: Vec<(*mut (), unsafe fn(*mut ()))>,
}

impl Scratch {
    #[inline]
    pub fn new() -> Self {
        Scratch::default()
    }

    /// Ends a handle with the call.
    pub fn end_later(&mut self, handle: *mut (), free: unsafe fn(*mut ())) {
        self.guests.push((handle, free));
    }

    /// Keeps values in a row.
    pub fn keep<T: Copy>(
        &mut self,
        len: usize,
        mut values: impl FnMut(&mut Scratch, usize) -> T,
    ) -> Slice<T> {
        let layout = Layout::array::<T>(len).expect("more elements than memory can have");
        if layout.size() == 0 {
            let data = std::ptr::NonNull::dangling().as_ptr();
            return Slice { data, len };
        }
        // SAFETY: the size is not zero, and all elements are written before they are seen.
        unsafe {
            let data = alloc(layout);
            if data.is_null() {
                handle_alloc_error(layout);
            }
            self.blocks.push((data, layout));
            let data = data.cast::<T>();
            for i in 0..len {
                data.add(i).write(values(self, i));
            }
            Slice { data, len }
        }
    }

    #[inline(never)]
    fn end(&mut self) {
        for (data, layout) in self.blocks.drain(..) {
            // SAFETY: `keep` allocated it so.
            unsafe { dealloc(data, layout) };
        }
        for (handle, free) in self.guests.drain(..) {
            // SAFETY: nobody else frees it.
            unsafe { free(handle) };
        }
    }
}

impl Drop for Scratch {
    /// Most are empty, which is seen where they are made, if this is short.
    #[inline]
    fn drop(&mut self) {
        if !self.blocks.is_empty() || !self.guests.is_empty() {
            self.end();
        }
    }
}
