"""Opens a LevelDB database, writes, reads and walks through it."""

import sys
import tempfile

import leveldb

options = leveldb.Options()
options.create_if_missing = True
with tempfile.TemporaryDirectory() as folder:
    status, db = leveldb.Db.open(options, folder)
    assert status.ok() and db is not None, status.to_string()
    write = leveldb.WriteOptions()
    for name, value in (("b", "two"), ("a", "one"), ("ä", "drei")):
        assert db.put(write, name, value).ok()
    read = leveldb.ReadOptions()
    status, found = db.get(read, "a")
    assert status.ok() and found == "one"
    status, _ = db.get(read, "missing")
    assert status.is_not_found(), status.to_string()

    batch = leveldb.WriteBatch()
    batch.put("c", "three")
    batch.delete("b")
    assert db.write(write, batch).ok()

    cursor = db.new_iterator(read)
    assert cursor is not None
    seen = []
    cursor.seek_to_first()
    while cursor.valid():
        seen.append((cursor.key(), cursor.value()))
        cursor.next()
    assert seen == [("a", "one"), ("c", "three"), ("ä", "drei")], seen
    cursor.close()
    status, again = leveldb.Db.open(options, folder)
    assert not status.ok() and again is None  # locked by the first
    db.close()
    print(f"leveldb: {len(seen)} entries; a second opening said {status.to_string()!r}", file=sys.stdout)
