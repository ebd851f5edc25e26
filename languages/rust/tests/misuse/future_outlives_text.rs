//! case: tasks
//! error: E0597
//! What a future was given is there until it is polled to its end, or dropped.

fn main() {
    let greets = {
        let name = String::from("Ada");
        tasks::greet(&name)
    };
    drop(greets);
}
