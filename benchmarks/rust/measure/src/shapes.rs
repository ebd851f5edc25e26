//! The calls, as a user writes them. What differs between the bindings is written out; the rest is the same text.

use std::hint::black_box;

use crate::timing::Loop;

/// Numbers from memory come in blocks of so many.
const BLOCK: usize = 1024;

/// One call after the other.
fn repeat(mut call: impl FnMut() + 'static) -> Loop {
    let run = move |calls| {
        for _ in 0..calls {
            call();
        }
    };
    Loop { block: 1, run: Box::new(run) }
}

/// Calls with numbers from memory; their results are added up.
fn over<T: Copy + 'static>(numbers: Vec<T>, mut call: impl FnMut(T) -> i64 + 'static) -> Loop {
    let run = move |calls| {
        let mut sum = 0i64;
        for _ in 0..calls / BLOCK {
            for &number in black_box(&numbers[..]) {
                sum = sum.wrapping_add(call(number));
            }
        }
        black_box(sum);
    };
    Loop { block: BLOCK, run: Box::new(run) }
}

/// The same statement for several bindings.
macro_rules! each {
    ($($binding:ident),+ => |$b:ident| $make:expr) => {
        vec![$((stringify!($binding), { use $binding as $b; $make })),+]
    };
}

type Shape = (&'static str, Vec<(&'static str, Loop)>);

fn words() -> Vec<i32> {
    (0..BLOCK as i32).collect()
}

fn long_numbers() -> Vec<i64> {
    (0..BLOCK as i64).collect()
}

fn texts() -> [(&'static str, String); 4] {
    [
        ("text in, 7 ASCII", "Hello, ".into()),
        ("text in, 33 ASCII", "The quick brown fox jumps over it".into()),
        ("text in, 33 non-ASCII", "абвгдеёжзийклмнопрстуфхцчшщъыьэюя".into()),
        ("text in, 1,024 ASCII", "x".repeat(1024)),
    ]
}

fn scalars(shapes: &mut Vec<Shape>) {
    shapes.push(("noop()", each!(benchlib, hand, cxxed => |b| repeat(|| b::noop().unwrap()))));
    shapes.push((
        "add(i32, i32)",
        each!(benchlib, hand, cxxed => |b| over(words(), |n| i64::from(b::add(n, 3).unwrap()))),
    ));
    shapes.push((
        "add(i32, i32) noexcept",
        each!(benchlib, hand, cxxed => |b| over(words(), |n| i64::from(b::add_noexcept(n, 3)))),
    ));
    shapes.push((
        "six arguments of six types",
        each!(benchlib, hand, cxxed => |b| over(words(), |n| {
            b::mixed(true, 2, n, 4, 5.0, 6.0).unwrap() as i64
        })),
    ));
}

fn objects(shapes: &mut Vec<Shape>) {
    let mut ours = benchlib::Counter::new().unwrap();
    let mut hand = hand::Counter::new().unwrap();
    let mut cxxed = cxxed::new_counter().unwrap();
    shapes.push((
        "counter.inc(i64)",
        vec![
            ("benchlib", over(long_numbers(), move |n| ours.inc(n).unwrap())),
            ("hand", over(long_numbers(), move |n| hand.inc(n).unwrap())),
            ("cxxed", over(long_numbers(), move |n| cxxed.pin_mut().inc(n).unwrap())),
        ],
    ));
    shapes.push((
        "Counter created and dropped",
        vec![
            ("benchlib", repeat(|| drop(black_box(benchlib::Counter::new().unwrap())))),
            ("hand", repeat(|| drop(black_box(hand::Counter::new().unwrap())))),
            ("cxxed", repeat(|| drop(black_box(cxxed::new_counter().unwrap())))),
        ],
    ));
}

fn text(shapes: &mut Vec<Shape>) {
    for (shape, text) in texts() {
        shapes.push((
            shape,
            each!(benchlib, hand, cxxed => |b| {
                let text = text.clone();
                repeat(move || { black_box(b::length(black_box(&text)).unwrap()); })
            }),
        ));
    }
    macro_rules! out {
        ($shape:literal, $function:ident) => {
            shapes.push((
                $shape,
                vec![
                    (
                        "benchlib",
                        repeat(|| {
                            black_box::<&str>(&benchlib::$function().unwrap());
                        }),
                    ),
                    (
                        "hand",
                        repeat(|| {
                            black_box::<&str>(&hand::$function().unwrap());
                        }),
                    ),
                    (
                        "cxxed",
                        repeat(|| {
                            black_box::<&str>(cxxed::$function().unwrap().to_str().unwrap());
                        }),
                    ),
                ],
            ));
        };
    }
    out!("text out, 7 ASCII", greet_7);
    out!("text out, 33 ASCII", greet_33);
    out!("text out, 33 non-ASCII", greet_33_utf8);
    out!("text out, 1,024 ASCII", greet_1k);
}

fn records(shapes: &mut Vec<Shape>) {
    shapes.push((
        "record by value, Vec3 in and out",
        each!(benchlib, hand, cxxed => |b| repeat(|| {
            black_box(b::scale(black_box(b::Vec3 { x: 1.0, y: 2.0, z: 3.0 }), 2.0).unwrap());
        })),
    ));
    shapes.push((
        "record with text, out",
        each!(benchlib, hand, cxxed => |b| repeat(|| { black_box(b::make_person().unwrap()); })),
    ));
    shapes.push((
        "record with text, in",
        each!(benchlib, hand, cxxed => |b| {
            let person = b::make_person().unwrap();
            repeat(move || { black_box(b::age_of(black_box(&person)).unwrap()); })
        }),
    ));
}

fn bulk(shapes: &mut Vec<Shape>) {
    for (into, out, count) in [
        ("1,000 doubles in", "1,000 doubles out", 1_000),
        ("1,000,000 doubles in", "1,000,000 doubles out", 1_000_000),
    ] {
        shapes.push((
            into,
            each!(benchlib, hand, cxxed => |b| {
                let numbers = vec![0.5; count];
                repeat(move || { black_box(b::sum(black_box(&numbers)).unwrap()); })
            }),
        ));
        shapes.push((
            out,
            vec![
                (
                    "benchlib",
                    repeat(move || {
                        black_box::<&[f64]>(&benchlib::iota(count).unwrap());
                    }),
                ),
                (
                    "hand",
                    repeat(move || {
                        black_box::<&[f64]>(&hand::iota(count).unwrap());
                    }),
                ),
                (
                    "cxxed",
                    repeat(move || {
                        black_box::<&[f64]>(cxxed::iota(count).unwrap().as_slice());
                    }),
                ),
            ],
        ));
    }
    shapes.push((
        "1,000 records out, every field read",
        each!(benchlib, hand, cxxed => |b| repeat(|| {
            let mut sum = 0.0;
            for sample in b::make_samples(1000).unwrap().iter() {
                sum += sample.x + sample.y + sample.z + f64::from(sample.tag);
            }
            black_box(sum);
        })),
    ));
    shapes.push((
        "1,000 records in",
        each!(benchlib, hand, cxxed => |b| {
            let samples: Vec<b::Sample> = b::make_samples(1000).unwrap().iter().copied().collect();
            repeat(move || { black_box(b::sum_tags(black_box(&samples)).unwrap()); })
        }),
    ));
    shapes.push((
        "map of 100 words out",
        each!(benchlib, hand => |b| repeat(|| { black_box(b::make_histogram().unwrap()); })),
    ));
    shapes.push((
        "map of 100 words in",
        each!(benchlib, hand => |b| {
            let histogram = b::make_histogram().unwrap();
            repeat(move || { black_box(b::sum_histogram(black_box(&histogram)).unwrap()); })
        }),
    ));
}

fn errors(shapes: &mut Vec<Shape>) {
    shapes.push((
        "1,000 callbacks",
        each!(benchlib, hand, cxxed => |b| repeat(|| { black_box(b::fold(1000, |value| value ^ 1).unwrap()); })),
    ));
    shapes.push((
        "an exception, thrown and caught",
        each!(benchlib, hand, cxxed => |b| repeat(|| { black_box(b::checked(-1).unwrap_err()); })),
    ));
    shapes.push((
        "std::expected, failed and caught",
        each!(benchlib, hand, cxxed => |b| repeat(|| {
            black_box(b::checked_expected(-1).unwrap_err());
        })),
    ));
}

/// Every shape with its bindings, ours first.
pub fn all() -> Vec<Shape> {
    let mut shapes = Vec::new();
    scalars(&mut shapes);
    objects(&mut shapes);
    text(&mut shapes);
    records(&mut shapes);
    bulk(&mut shapes);
    errors(&mut shapes);
    shapes
}
