"""A database, from Python."""

from pathlib import Path

import pytest
from database import Database, DatabaseError, Row, Value, sqlite_version


@pytest.fixture
def people() -> Database:
    db = Database.in_memory()
    assert db.execute("create table person (name text, age integer, weight real, photo blob)") == 0
    insert = "insert into person values (?, ?, ?, ?)"
    assert db.execute(insert, [Value.TEXT("Ada"), Value.INTEGER(36), Value.REAL(55.5), Value.BLOB(b"\0\xff")]) == 1
    assert db.execute(insert, parameters=(Value.TEXT("Bo\0b ß"), Value.NULL(), Value.NULL(), Value.BLOB(b""))) == 1
    return db


def test_rows_are_records(people: Database) -> None:
    rows = people.query("select * from person order by name")
    assert rows == [Row(values=[Value.TEXT("Ada"), Value.INTEGER(36), Value.REAL(55.5), Value.BLOB(b"\0\xff")]),
                    Row(values=[Value.TEXT("Bo\0b ß"), Value.NULL(), Value.NULL(), Value.BLOB(b"")])]


def test_every_kind_of_value(people: Database) -> None:
    values: list[Value] = [Value.INTEGER(-(2**63)), Value.INTEGER(2**63 - 1), Value.REAL(1e300), Value.TEXT(""), Value.BLOB(bytes(range(256))), Value.NULL()]
    for value in values:
        (row,) = people.query("select ?", [value])
        (back,) = row.values
        assert back == value and type(back) is type(value)


def test_iteration(people: Database) -> None:
    rows = people.rows("select name from person order by name")
    assert rows.columns() == ["name"]
    names = []
    while (row := rows.next()) is not None:
        (value,) = row.values
        assert isinstance(value, Value.TEXT)
        names.append(value.value)
    assert names == ["Ada", "Bo\0b ß"]
    assert rows.next() is None


def test_many_rows(people: Database) -> None:
    sql = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 10000) select i, 'row ' || i from n"
    rows = people.query(sql)
    assert len(rows) == 10000 and rows[-1].values == [Value.INTEGER(10000), Value.TEXT("row 10000")]


def test_typed_errors(people: Database, tmp_path: Path) -> None:
    with pytest.raises(DatabaseError.Refused, match="code=1, sql=") as refused:
        people.query("select * from nowhere")
    assert (refused.value.code, refused.value.sql) == (1, "select * from nowhere")
    assert refused.value.__notes__ == ["no such table: nowhere"]
    with pytest.raises(DatabaseError.WrongParameters) as wrong:
        people.query("select ?, ?", [Value.INTEGER(1)])
    assert (wrong.value.wanted, wrong.value.given) == (2, 1)
    with pytest.raises(DatabaseError.CannotOpen) as cannot:
        Database(str(tmp_path / "no" / "such" / "folder.db"))
    assert cannot.value.path.endswith("folder.db")
    with pytest.raises(DatabaseError.CannotOpen):
        Database(str(tmp_path / "none.db"), create=False)
    assert not (tmp_path / "none.db").exists()
    with pytest.raises(DatabaseError):
        people.execute("")


def test_a_file_keeps_its_rows(tmp_path: Path) -> None:
    path = str(tmp_path / "kept.db")
    with Database(path) as db:
        db.execute("create table t (x)")
        db.execute("insert into t values (?)", [Value.INTEGER(1)])
    assert Database(path).query("select x from t") == [Row(values=[Value.INTEGER(1)])]


def test_close(people: Database) -> None:
    rows = people.rows("select name from person order by name")
    assert people.is_open()
    people.shut()
    people.shut()
    assert not people.is_open()
    with pytest.raises(DatabaseError.Closed):
        people.query("select 1")
    # What is being read stays readable to its end.
    assert rows.next() == Row(values=[Value.TEXT("Ada")])


def test_wrong_types(people: Database) -> None:
    with pytest.raises(TypeError):
        people.query("select ?", [1])  # type: ignore[list-item]
    with pytest.raises(TypeError):
        people.query(1)  # type: ignore[arg-type]
    with pytest.raises(ValueError):
        people.query("select ?", [Value.INTEGER(2**63)])


def test_documentation() -> None:
    assert "how many rows it changed" in (Database.execute.__doc__ or "")
    assert sqlite_version().startswith("3.")
