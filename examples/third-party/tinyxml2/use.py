"""Reads, changes and writes an XML document with tinyxml2."""

import tempfile
from pathlib import Path

import tinyxml2

document = tinyxml2.XmlDocument()
assert document.parse("<list><item price='12'>tea</item><item price='x'>air</item></list>") is tinyxml2.XmlError.SUCCESS

root = document.root_element()
assert root is not None and root.name() == "list"
item = root.first_child_element("item")
assert item is not None and item.get_text() == "tea"
assert item.query_int_attribute("price") == (tinyxml2.XmlError.SUCCESS, 12)

second = item.next_sibling_element("item")
assert second is not None
error, _ = second.query_int_attribute("price")
assert error is tinyxml2.XmlError.WRONG_ATTRIBUTE_TYPE
second.set_attribute("price", 3)
second.set_text("fresh air")

# The document lives for as long as one of its nodes is held.
del document, root, item
owner = second.get_document()
assert owner is not None
with tempfile.TemporaryDirectory() as folder:
    path = Path(folder) / "list.xml"
    assert owner.save_file(str(path)) is tinyxml2.XmlError.SUCCESS
    text = path.read_text()
assert '<item price="3">fresh air</item>' in text, text
assert tinyxml2.XmlDocument().parse("<open>") is not tinyxml2.XmlError.SUCCESS
print(f"tinyxml2: {len(text)} characters written")
