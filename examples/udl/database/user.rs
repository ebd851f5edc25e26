//! A database, from Rust.

use database::{sqlite_version, Blob, Database, Error, Integer, Null, Real, Text, Value};

fn text(value: &str) -> Value {
    Value::Text(Text { value: value.into() })
}

fn main() -> database::Result<()> {
    assert!(sqlite_version()?.starts_with("3."));
    let people = Database::in_memory()?;
    assert_eq!(people.execute("create table person (name text, age integer, weight real, photo blob)")?, 0);
    let insert = "insert into person values (?, ?, ?, ?)";
    let ada = [text("Ada"), Value::Integer(Integer { value: 36 }), Value::Real(Real { value: 55.5 }), Value::Blob(Blob { value: vec![0, 255] })];
    let bo = [text("Bo\0b ß"), Value::Null(Null {}), Value::Null(Null {}), Value::Blob(Blob { value: vec![] })];
    assert_eq!(people.execute_with(insert, &ada)?, 1);
    assert_eq!(people.execute_with(insert, &bo)?, 1);

    let found = people.query("select * from person order by name")?;
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].values, ada);
    assert_eq!(found[1].values, bo);

    let rows = people.rows("select name from person order by name")?;
    assert_eq!(rows.columns()?, ["name"]);
    let mut names = Vec::new();
    while let Some(row) = rows.next()? {
        names.extend(row.values);
    }
    assert_eq!(names, [text("Ada"), text("Bo\0b ß")]);

    match people.query("select * from nowhere") {
        Err(Error::Refused(error)) => {
            assert_eq!((error.code, error.sql.as_str()), (1, "select * from nowhere"));
            assert_eq!(error.message(), "no such table: nowhere");
        }
        other => panic!("{other:?}"),
    }
    match people.query_with("select ?, ?", &[Value::Null(Null {})]) {
        Err(Error::WrongParameters(error)) => assert_eq!((error.wanted, error.given), (2, 1)),
        other => panic!("{other:?}"),
    }
    assert!(matches!(Database::new("/no/such/folder.db"), Err(Error::CannotOpen(_))));

    people.shut()?;
    assert!(!people.is_open()?);
    assert!(matches!(people.query("select 1"), Err(Error::Closed(_))));
    println!("database from Rust");
    Ok(())
}
