use variants::{Circle, Option as Choice, Rectangle, Setting, Shape};

#[test]
fn of_records() -> variants::Result<()> {
    assert_eq!(variants::area(&Shape::Circle(Circle { radius: 2.0 }))?, 12.0);
    assert_eq!(variants::area(&Rectangle { width: 2.0, height: 3.0 }.into())?, 6.0);
    assert_eq!(variants::make_shape(3)?, Shape::Circle(Circle { radius: 3.0 }));
    assert_eq!(variants::shapes(3)?.len(), 3);
    assert!(
        matches!(variants::shapes(2)?[1], Shape::Rectangle(Rectangle { width, .. }) if width == 2.0)
    );
    Ok(())
}

#[test]
fn of_values() -> variants::Result<()> {
    let settings = [
        Setting::Empty,
        true.into(),
        Setting::I64(1 << 53),
        0.5.into(),
        "text é".to_owned().into(),
    ];
    let kinds = ["nothing", "truth", "number", "real", "text"];
    for (setting, kind) in settings.iter().zip(kinds) {
        assert_eq!(variants::kind(setting)?, kind);
        assert_eq!(variants::echo(setting)?, *setting);
    }
    assert_eq!(Setting::default(), Setting::Empty);
    Ok(())
}

#[test]
fn inside_others() -> variants::Result<()> {
    let options = [
        Choice { name: "a".into(), value: Setting::Bool(true) },
        Choice { name: "b".into(), value: Setting::String("x".into()) },
    ];
    let by_name = variants::by_name(&options)?;
    assert_eq!(by_name.len(), 2);
    assert_eq!(by_name["b"], options[1].value);
    Ok(())
}
