//! Is the library that runs the one the crate was generated for?

use std::sync::atomic::{AtomicBool, Ordering};

use super::abi::Symbol;

/// What the crate uses of its library.
pub struct Contract {
    symbols: &'static [Symbol],
    require: unsafe extern "C" fn(*const Symbol, usize) -> i32,
    holds: AtomicBool,
}

impl Contract {
    pub const fn new(
        symbols: &'static [Symbol],
        require: unsafe extern "C" fn(*const Symbol, usize) -> i32,
    ) -> Self {
        Contract { symbols, require, holds: AtomicBool::new(false) }
    }

    /// The status: 0 if it is. Asks the library until it is.
    #[inline]
    pub fn status(&self) -> i32 {
        if self.holds.load(Ordering::Relaxed) {
            return 0;
        }
        self.ask()
    }

    #[cold]
    fn ask(&self) -> i32 {
        // SAFETY: the symbols are constants.
        let status = unsafe { (self.require)(self.symbols.as_ptr(), self.symbols.len()) };
        self.holds.store(status == 0, Ordering::Relaxed);
        status
    }
}
