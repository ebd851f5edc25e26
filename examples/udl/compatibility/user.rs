//! Compatibility of profiles, from Rust.

use compatibility::{calculate_compatibility, Error};

fn main() -> compatibility::Result<()> {
    assert_eq!(calculate_compatibility(&[0.0, 1.0], &[0.0, 1.0])?, 1.0);
    assert_eq!(calculate_compatibility(&[0.0, 1.0], &[1.0, 0.0])?, 0.0);
    assert!((calculate_compatibility(&[0.25, 0.5], &[0.5, 0.5])? - 0.875).abs() < 1e-12);

    assert!(matches!(calculate_compatibility(&[], &[]), Err(Error::Empty(_))));
    match calculate_compatibility(&[0.5], &[0.5, 0.5]) {
        Err(error @ Error::DifferentLength(_)) if error.is_compatibility_error() => {
            assert_eq!(error.message(), "the profiles have 1 and 2 answers");
            let Error::DifferentLength(lengths) = error else { unreachable!() };
            assert_eq!((lengths.length_a, lengths.length_b), (1, 2));
        }
        other => panic!("{other:?}"),
    }
    match calculate_compatibility(&[0.5, 0.5], &[0.5, 1.5]) {
        Err(Error::OutOfRange(error)) => assert_eq!((error.index, error.answer), (1, 1.5)),
        other => panic!("{other:?}"),
    }
    println!("compatibility from Rust");
    Ok(())
}
