"""Reads, changes and writes a JSON document with JsonCpp."""

import json

import jsoncpp
from jsoncpp import CharReaderBuilder, FastWriter, Value, ValueType

settings = CharReaderBuilder()
reader = settings.new_char_reader()
assert reader is not None

document = Value()
assert reader.parse('{"price": 12, "tags": ["tea", "\\u8336"], "largest": 18446744073709551615}', document) == (True, "")
assert document.type() is ValueType.OBJECT_VALUE and document.get_member_names() == ["largest", "price", "tags"]
assert document["price"].as_int() == 12 and document["tags"][1].as_string() == "\u8336"
assert document["largest"].as_u_int64() == Value.MAX_U_INT64 == 2**64 - 1

done, problem = reader.parse("{", Value())
assert not done and "Missing '}'" in problem, problem
try:
    document["tags"][0].as_int()
except jsoncpp.LogicError as error:
    assert "not convertible to Int" in str(error)
else:
    raise AssertionError("text is no number")

# An element is the document's own, and keeps it.
tags = document["tags"]
tags.append(Value("more"))
assert len(document["tags"]) == 3
assert [tag.as_string() for tag in tags] == ["tea", "\u8336", "more"]
assert document.get("missing", Value(7)).as_int() == 7
del document
assert tags[2].as_string() == "more"

text = FastWriter().write(tags)
assert json.loads(text) == ["tea", "\u8336", "more"], text
print(f"jsoncpp: {len(text.strip())} characters written")
