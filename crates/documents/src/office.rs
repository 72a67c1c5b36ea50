//! Office files: archives of XML. Macros, embedded files and parts fetched from elsewhere are refused; what passes is
//! packed anew without what it says of its authors.

use crate::archive::{Archive, Packing};
use crate::inspect::{Metadata, Sound};
use crate::sniff::Kind;
use crate::xml::{value, walk};
use crate::{Refusal, picture};

/// Which family an office file is of, and what it is.
struct Office {
    kind: Kind,
    is_open: bool,
}

/// The main part's type decides what an Office Open XML file is.
const MAIN: [(&str, Kind); 3] = [
    ("wordprocessingml.document.main+xml", Kind::Docx),
    ("spreadsheetml.sheet.main+xml", Kind::Xlsx),
    ("presentationml.presentation.main+xml", Kind::Pptx),
];

/// The first part of an OpenDocument file says what it is.
const OPEN: [(&str, Kind); 2] = [
    ("application/vnd.oasis.opendocument.text", Kind::Odt),
    ("application/vnd.oasis.opendocument.spreadsheet", Kind::Ods),
];

/// Parts that say who wrote it, when and with what: replaced by parts that say nothing.
const SAYING: [(&str, &str); 4] = [
    (
        "docProps/core.xml",
        "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\"/>",
    ),
    (
        "docProps/app.xml",
        "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"/>",
    ),
    (
        "docProps/custom.xml",
        "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\"/>",
    ),
    (
        "meta.xml",
        "<office:document-meta xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         office:version=\"1.3\"><office:meta/></office:document-meta>",
    ),
];

/// Looks at an archive: an office file, or refused.
pub fn look(bytes: &[u8]) -> Result<Sound, Refusal> {
    let archive = Archive::read(bytes)?;
    let office = office(&archive)?;
    let mut packing = Packing::default();
    for part in archive.parts.iter().filter(|part| !part.name.ends_with('/')) {
        refuse_name(&part.name)?;
        let content = archive.unpack(part)?;
        refuse_content(&part.name, &content)?;
        if is_xml(&part.name, &content) {
            refuse_xml(&part.name, &content)?;
        }
        let clean = cleaned(&part.name, content)?;
        packing.add(&part.name, &clean, office.is_open && part.name == "mimetype")?;
    }
    let content = packing.finish()?;
    Ok(Sound { kind: office.kind, content: Some(content), preview: None, metadata: Metadata::Properties })
}

fn office(archive: &Archive) -> Result<Office, Refusal> {
    if let Some(types) = archive.part("[Content_Types].xml") {
        let mut kind = None;
        let content = archive.unpack(types)?;
        walk(
            &content,
            |_, attributes| {
                let said = value(attributes, "ContentType");
                if said.to_lowercase().contains("macroenabled") || said.contains("vbaProject") {
                    return Err(Refusal::Macro);
                }
                kind = kind.or(MAIN.iter().find(|(main, _)| said.ends_with(main)).map(|(_, kind)| *kind));
                Ok(())
            },
            |_| Ok(()),
        )?;
        return kind.map(|kind| Office { kind, is_open: false }).ok_or(Refusal::UnknownKind);
    }
    let first = archive.parts.first().filter(|part| part.name == "mimetype").ok_or(Refusal::Archive)?;
    let said = archive.unpack(first)?;
    let kind = OPEN.iter().find(|(name, _)| name.as_bytes() == said.trim_ascii()).map(|(_, kind)| *kind);
    kind.map(|kind| Office { kind, is_open: true }).ok_or(Refusal::UnknownKind)
}

/// Names of parts that macros and embedded files go by.
fn refuse_name(name: &str) -> Result<(), Refusal> {
    let lower = name.to_lowercase();
    let macros = ["vbaproject", "vbadata", "macrosheets/", "activex/", "dialogs/"];
    if macros.iter().any(|mark| lower.contains(mark)) || lower.starts_with("basic/") || lower.starts_with("scripts/") {
        return Err(Refusal::Macro);
    }
    let embedded = ["/embeddings/", "oleobject", "/externallinks/", "attachedtoolbars", "/ctrlprops/"];
    if embedded.iter().any(|mark| lower.contains(mark)) {
        return Err(Refusal::HoldsAnother);
    }
    Ok(())
}

/// First bytes that no part of a document has.
fn refuse_content(name: &str, content: &[u8]) -> Result<(), Refusal> {
    let starts: [(&[u8], Refusal); 8] = [
        (b"PK\x03\x04", Refusal::HoldsAnother),
        (b"\xD0\xCF\x11\xE0", Refusal::HoldsAnother),
        (b"MZ", Refusal::Program),
        (b"\x7FELF", Refusal::Program),
        (b"Rar!", Refusal::HoldsAnother),
        (b"7z\xBC\xAF", Refusal::HoldsAnother),
        (b"\x1F\x8B", Refusal::HoldsAnother),
        (b"%PDF-", Refusal::HoldsAnother),
    ];
    // Metafiles may be kept packed; they draw, and hold nothing.
    let drawing = [".emz", ".wmz"].iter().any(|end| name.to_lowercase().ends_with(end));
    match starts.iter().find(|(start, _)| content.starts_with(start)) {
        Some((_, refusal)) if !drawing => Err(*refusal),
        _ => Ok(()),
    }
}

fn is_xml(name: &str, content: &[u8]) -> bool {
    let lower = name.to_lowercase();
    let named = [".xml", ".rels", ".vml", ".rdf", ".svg"].iter().any(|end| lower.ends_with(end));
    let start = content.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(content).trim_ascii_start();
    named || start.starts_with(b"<?xml") || start.starts_with(b"<!DOCTYPE")
}

/// What a part of XML may not do.
fn refuse_xml(name: &str, content: &[u8]) -> Result<(), Refusal> {
    let is_relations = name.ends_with(".rels");
    // The words of a field may be cut into many runs.
    let mut field = String::new();
    walk(
        content,
        |tag, attributes| {
            let target = value(attributes, "Target");
            if is_relations && tag == "Relationship" {
                let elsewhere = value(attributes, "TargetMode").eq_ignore_ascii_case("external") || leads_out(target);
                if elsewhere && !value(attributes, "Type").ends_with("/hyperlink") {
                    return Err(Refusal::FetchesParts);
                }
            }
            let href = value(attributes, "href");
            let is_link = matches!(tag, "a" | "hyperlink" | "hlinkClick" | "hlinkHover" | "form");
            match tag {
                "script" | "event-listener" | "foreignObject" => return Err(Refusal::Script),
                "encryption-data" | "documentProtectionEncrypted" => return Err(Refusal::Locked),
                "object-ole" | "OLEObject" | "plugin" | "applet" | "control" => return Err(Refusal::HoldsAnother),
                "ddeLink" | "dde-link" | "dde-source" | "dde-connection-decl" => return Err(Refusal::FetchesParts),
                _ => {}
            }
            if href.to_lowercase().contains("script:") {
                return Err(Refusal::Script);
            }
            if !is_link && leads_out(href) {
                return Err(Refusal::FetchesParts);
            }
            if tag == "fldSimple" {
                refuse_field(value(attributes, "instr"))?;
            }
            if tag == "p" {
                field.clear();
            }
            Ok(())
        },
        |_| Ok(()),
    )?;
    refuse_fields(content)
}

/// Fields that fetch or run, whatever runs their words are cut into.
fn refuse_fields(content: &[u8]) -> Result<(), Refusal> {
    if !crate::sniff::contains(content, b"instrText") {
        return Ok(());
    }
    let (inside, words) = (std::cell::Cell::new(false), std::cell::RefCell::new(String::new()));
    walk(
        content,
        |tag, _| {
            inside.set(tag == "instrText");
            if tag == "p" {
                refuse_field(&words.take())?;
            }
            Ok(())
        },
        |text| {
            if inside.get() {
                words.borrow_mut().push_str(text);
            }
            Ok(())
        },
    )?;
    refuse_field(&words.take())
}

fn refuse_field(words: &str) -> Result<(), Refusal> {
    let upper = words.to_uppercase();
    let fetching = ["INCLUDEPICTURE", "INCLUDETEXT", "DDEAUTO", "DDE ", "IMPORT ", "LINK ", "DATABASE"];
    // A hyperlink's field is followed only by somebody who chooses to.
    let found = fetching.iter().any(|mark| upper.contains(mark)) && !upper.trim_start().starts_with("HYPERLINK");
    if found { Err(Refusal::FetchesParts) } else { Ok(()) }
}

/// Does an address lead out of the file?
fn leads_out(address: &str) -> bool {
    let address = address.trim();
    let scheme = address.split_once(':').map(|(scheme, _)| scheme);
    let is_scheme =
        |scheme: &str| scheme.len() > 1 && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    address.starts_with("//") || address.starts_with("\\\\") || scheme.is_some_and(is_scheme)
}

/// A part without what it says of people, places and times.
fn cleaned(name: &str, content: Vec<u8>) -> Result<Vec<u8>, Refusal> {
    if let Some((_, nothing)) = SAYING.iter().find(|(part, _)| part.eq_ignore_ascii_case(name)) {
        return Ok(format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>{nothing}").into_bytes());
    }
    let lower = name.to_lowercase();
    if lower.starts_with("docprops/thumbnail") || lower.starts_with("thumbnails/") {
        return picture::blank(if lower.ends_with(".png") { Kind::Png } else { Kind::Jpeg });
    }
    match content.as_slice() {
        [0xFF, 0xD8, 0xFF, ..] | [0x89, b'P', b'N', b'G', ..] => picture::stripped(&content).ok_or(Refusal::Damaged),
        _ => Ok(content),
    }
}
