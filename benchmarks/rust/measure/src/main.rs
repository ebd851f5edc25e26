//! Measures each shape for every binding in turns and prints JSON: {shape: {binding: [best, median]}}.
//! usage: measure ROUNDS [SHAPE...]

mod shapes;
mod timing;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let rounds = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(41);
    let wanted: Vec<String> = arguments.collect();
    let mut lines = Vec::new();
    for (shape, mut loops) in shapes::all() {
        if !wanted.is_empty() && !wanted.iter().any(|name| name == shape) {
            continue;
        }
        let times = timing::interleave(&mut loops, rounds);
        let entries: Vec<String> = loops
            .iter()
            .zip(times)
            .map(|((name, _), (best, median))| format!("\"{name}\": [{best}, {median}]"))
            .collect();
        lines.push(format!("\"{shape}\": {{{}}}", entries.join(", ")));
    }
    println!("{{{}}}", lines.join(",\n "));
}
