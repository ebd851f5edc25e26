"""Reads the countries of iso_3166-1.xml, gives each the length of its name, drops the withdrawn ones, and
writes the document again. usage: rewrite.py INPUT OUTPUT"""

import sys

import pugixml


def main(source: str, target: str) -> None:
    document = pugixml.XmlDocument()
    result = document.load_file(source)
    if not result:
        sys.exit(f"{source}: {result.description()} at byte {result.offset}")

    root = document.document_element()
    countries = root.children("iso_3166_entry")
    for country in countries:
        name = country.attribute("name").value()
        country.append_attribute("length").set_value(str(len(name.encode())))

    withdrawn = root.children("iso_3166_3_entry")
    for entry in withdrawn:
        root.remove_child(entry)
    print(f"{len(countries)} countries kept, {len(withdrawn)} removed")

    # XPath, with a typed error for a query that is none.
    long_names = root.select_nodes("iso_3166_entry[@length > 40]")
    assert all(len(node.node().attribute("name").value()) > 30 for node in long_names)
    try:
        root.select_nodes("][")
    except pugixml.XpathException as error:
        assert str(error) and not error.result, error
    else:
        sys.exit("a malformed query went through")

    # A node keeps its document alive.
    del document, result
    assert root.name() == "iso_3166_entries"
    if not root.root().first_child():
        sys.exit("the document went away under its node")
    document = pugixml.XmlDocument()
    document.load_file(source)
    assert not document.load_string("<a><b></a>"), "a malformed document went through"
    document.reset()
    document.append_copy(root)
    if not document.save_file(target, "  "):
        sys.exit(f"{target}: not written")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: rewrite.py INPUT OUTPUT")
    main(sys.argv[1], sys.argv[2])
