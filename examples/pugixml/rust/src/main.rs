//! Reads the countries of iso_3166-1.xml, gives each the length of its name, drops the withdrawn ones, and
//! writes the document again. usage: rewrite INPUT OUTPUT

use std::error::Error;

use pugixml::{XmlDocument, XmlNode};

fn load(path: &str) -> Result<XmlDocument, Box<dyn Error>> {
    let document = XmlDocument::new()?;
    let result = document.load_file(path)?;
    if !result.to_bool()? {
        let why = result.description()?;
        return Err(format!("{path}: {why} at byte {}", result.offset).into());
    }
    Ok(document)
}

/// The document is dropped here; its root keeps it alive.
fn rewritten_root(path: &str) -> Result<XmlNode, Box<dyn Error>> {
    let document = load(path)?;
    let root = document.document_element()?;
    let countries = root.children_with_name("iso_3166_entry")?;
    for country in &countries {
        let name = country.attribute("name")?.value()?;
        let length = country.append_attribute("length")?;
        length.set_value(&name.len().to_string())?;
    }

    let withdrawn = root.children_with_name("iso_3166_3_entry")?;
    for entry in &withdrawn {
        root.remove_child(entry)?;
    }
    println!(
        "{} countries kept, {} removed",
        countries.len(),
        withdrawn.len()
    );
    Ok(root)
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut path = || arguments.next().ok_or("usage: rewrite INPUT OUTPUT");
    let (source, target) = (path()?, path()?);
    let root = rewritten_root(&source)?;
    assert_eq!(root.name()?, "iso_3166_entries");

    // XPath, with a typed error for a query that is none.
    for node in &root.select_nodes("iso_3166_entry[@length > 40]")? {
        assert!(node.node()?.attribute("name")?.value()?.len() > 40);
    }
    match root.select_nodes("][") {
        Err(pugixml::Error::XpathException(error)) => assert!(!error.result.to_bool()?),
        _ => return Err("a malformed query went through".into()),
    }

    let document = load(&source)?;
    if document.load_string("<a><b></a>")?.to_bool()? {
        return Err("a malformed document went through".into());
    }
    document.reset()?;
    document.append_copy_with_proto_xml_node(&root)?;
    if !document.save_file(&target)? {
        return Err(format!("{target}: not written").into());
    }
    Ok(())
}
