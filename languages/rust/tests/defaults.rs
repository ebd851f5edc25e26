#![allow(deprecated)] // what is used here is deprecated on purpose

use defaults::{AddOptions, GreetOptions, Mode, Options, Window, WindowNewOptions};

#[test]
fn left_out_and_given() -> defaults::Result<()> {
    assert_eq!(defaults::add(1)?, 10);
    assert_eq!(defaults::add_with(1, AddOptions { b: 2, ..AddOptions::default() })?, 2);
    assert_eq!(defaults::add_with(1, AddOptions { b: 2, c: 3 })?, 6);
    assert_eq!(defaults::greet()?, "Hello, world.");
    let loud = GreetOptions { loud: true, ..GreetOptions::default() };
    assert_eq!(defaults::greet_with(loud)?, "Hello, world!");
    assert_eq!(defaults::greet_with(GreetOptions { name: "Ada", loud: false })?, "Hello, Ada.");
    Ok(())
}

#[test]
fn a_single_one() -> defaults::Result<()> {
    assert_eq!(defaults::scale(4.0)?, 2.0);
    assert_eq!(defaults::scale_with(4.0, 2.0)?, 8.0);
    assert_eq!((defaults::mark()?, defaults::mark_with(b'x')?), (b'*', b'x'));
    assert_eq!((defaults::note()?, defaults::note_with('x')?), ('♪', 'x'));
    assert!(defaults::is_fast()? && !defaults::is_fast_with(Mode::Slow)?);
    assert_eq!((defaults::or_seven()?, defaults::or_seven_with(Some(8))?), (7, 8));
    assert_eq!((defaults::count()?, defaults::count_with(&[1, 2])?), (0, 2));
    Ok(())
}

#[test]
fn fields() -> defaults::Result<()> {
    let options = Options::default();
    assert_eq!((options.level, options.mode, options.ratio), (3, Mode::Fast, None));
    assert!(!options.verbose && options.sizes.is_empty());
    assert_eq!(defaults::show()?, "default 3");
    let own = Options { name: "own".into(), verbose: true, ..options };
    assert_eq!(defaults::show_with(&own)?, "own 3 verbose");
    Ok(())
}

#[test]
fn what_only_cpp_can_compute() -> defaults::Result<()> {
    let first = defaults::numbered()?;
    assert_eq!(defaults::numbered()?, first + 100);
    assert_eq!(defaults::numbered_with(Some(7))?, 7);
    assert_eq!(defaults::numbered_with(None)?, first + 200);
    assert_eq!(defaults::titled("x")?, "***x");
    let options = defaults::TitledOptions { times: 2, ..Default::default() };
    assert_eq!(defaults::titled_with("x", options)?, "******x");
    let options = defaults::TitledOptions { title: Some("-"), times: 2 };
    assert_eq!(defaults::titled_with("x", options)?, "--x");
    Ok(())
}

#[test]
fn constructors() -> defaults::Result<()> {
    let window = Window::new()?;
    assert_eq!((window.width(), window.height()), (640, 480));
    let window = Window::new_with(WindowNewOptions { width: 800, ..Default::default() })?;
    assert_eq!((window.width(), window.height()), (800, 480));
    assert_eq!(window.get_w()?, 800);
    assert_eq!(defaults::old_answer()?, 42);
    Ok(())
}
