use std::error::Error as _;

use errors::{Account, Error, FailureKind, Live};

#[test]
fn fields() -> errors::Result<()> {
    let mut account = Account::new(100)?;
    account.withdraw(30)?;
    match account.withdraw(500) {
        Err(Error::InsufficientFunds(error)) => {
            assert_eq!((error.balance, error.needed), (70, 500));
            assert_eq!(error.message(), "balance 70 is less than 500");
            assert_eq!(error.to_string(), error.message());
            assert!(error.source().is_none());
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(account.balance(), 70);
    Ok(())
}

#[test]
fn fields_that_own_memory() {
    let error = match errors::open("eve") {
        Err(Error::UnknownAccount(error)) => error,
        other => panic!("{other:?}"),
    };
    assert_eq!(error.name, "eve");
    assert_eq!(error.similar, ["ada", "eva"]);
    // The next error does not change this one.
    assert!(errors::open("bob").is_err());
    assert_eq!(error.name, "eve");
    assert_eq!(error.message(), "no account \"eve\"");
}

#[test]
fn families() {
    let bank = errors::close_bank().unwrap_err();
    assert!(matches!(bank, Error::BankError(_)) && bank.is_bank_error());
    assert_eq!(bank.message(), "the bank never closes");
    assert!(errors::open("eve").unwrap_err().is_bank_error());
    let rejected = errors::reject(7).unwrap_err();
    assert!(!rejected.is_bank_error());
    match rejected {
        Error::Rejected(error) => assert_eq!((error.code, error.reason.as_str()), (7, "rejected")),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_the_library_does_not_declare() {
    let kinds = [
        (1, FailureKind::OutOfRange, "out of range"),
        (2, FailureKind::InvalidArgument, "invalid argument"),
        (4, FailureKind::Unexpected, "a bug"),
    ];
    assert!(errors::throw_foreign(0).is_ok());
    for (number, kind, message) in kinds {
        let error = errors::throw_foreign(number).unwrap_err();
        assert_eq!(error.failure(), Some(kind));
        assert_eq!(error.message(), message);
    }
    assert_eq!(errors::throw_foreign(3).unwrap_err().failure(), Some(FailureKind::Memory));
    assert_eq!(errors::throw_foreign(5).unwrap_err().failure(), Some(FailureKind::Unexpected));
    match errors::throw_foreign(4) {
        Err(Error::Failure(failure)) => assert_eq!(failure.cpp_type(), "std::logic_error"),
        other => panic!("{other:?}"),
    }
    assert!(errors::throw_foreign(6).unwrap_err().message().contains('\u{fffd}'));
}

#[test]
fn errors_travel() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let error: Box<dyn std::error::Error + Send + Sync> = errors::open("x").unwrap_err().into();
    assert_eq!(error.to_string(), "no account \"x\"");
    assert_eq!(std::mem::size_of::<Error>(), 16);
    assert_eq!(errors::open("ada")?.balance(), 100);
    Ok(())
}

#[test]
fn zz_nothing_is_left() {
    assert_eq!(Live::now(), Live { handles: 0, owners: 0 });
}
