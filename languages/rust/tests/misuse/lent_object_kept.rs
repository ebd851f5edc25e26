//! case: callbacks
//! error: E0521
//! A lent object ends with the call it is lent for.

use std::cell::Cell;

fn main() -> callbacks::Result<()> {
    thread_local!(static KEPT: Cell<Option<&'static callbacks::Counter>> = const { Cell::new(None) });
    callbacks::read_counter(|counter| {
        KEPT.with(|kept| kept.set(Some(counter)));
        0
    })?;
    Ok(())
}
