use overloads::{Box, Canvas, Circle};

#[test]
fn functions() -> overloads::Result<()> {
    assert_eq!(overloads::describe(7)?, "number 7");
    assert_eq!(overloads::describe_with_text("x")?, "text x");
    assert_eq!(overloads::describe_with_numbers(&[1, 2])?, "2 numbers");
    assert_eq!(overloads::describe_with_number_unit(3, "m")?, "3 m");
    Ok(())
}

#[test]
fn constructors() -> overloads::Result<()> {
    let canvas = Canvas::new()?;
    assert_eq!((canvas.width(), canvas.height()), (80, 25));
    let canvas = Canvas::with_width_height(4, 5)?;
    assert_eq!((canvas.width(), canvas.height()), (4, 5));
    let canvas = Canvas::with_box(Box { width: 2.5, ..Box::default() })?;
    assert_eq!((canvas.width(), canvas.height()), (2, 1));
    Ok(())
}

#[test]
fn methods() -> overloads::Result<()> {
    let mut canvas = Canvas::new()?;
    assert_eq!(canvas.draw(Box::default())?, "box");
    assert_eq!(canvas.draw_circle(Circle { radius: 2.0 })?, "circle");
    assert_eq!(canvas.pixels()?, 80);
    Ok(())
}
