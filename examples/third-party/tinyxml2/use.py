"""Reads, changes and writes an XML document with tinyxml2."""

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
printer = tinyxml2.XmlPrinter()
owner = second.get_document()
assert owner is not None
owner.print(printer)
text = printer.c_str()
assert '<item price="3">fresh air</item>' in text, text
assert tinyxml2.XmlDocument().parse("<open>") is tinyxml2.XmlError.ERROR_PARSING
assert second.attribute("missing") is None
print(f"tinyxml2: {len(text)} characters written")
