//! F2: bombs, remote parts, scripts, files that are two things. Each is refused in a way that is stated.

use crate::seeds::{self, PLANTED, TYPES, docx_parts, docx_with, jpeg_with_place, packed, page, pdf, written};
use crate::{look, worker};
use documents::worker::NotKept;
use documents::{Refusal, sniff};
use flate2::Compression;
use flate2::write::{DeflateEncoder, ZlibEncoder};
use image::ImageFormat;
use std::io::Write;

type Case = (&'static str, Vec<u8>, &'static [Refusal]);

fn xml(text: &str) -> Vec<u8> {
    docx_with("word/document.xml", text.as_bytes())
}

/// Twelve ways to make a reader of XML fetch something.
fn external_entities() -> Vec<Case> {
    const ENTITIES: &[Refusal] = &[Refusal::Entities];
    const UNREADABLE: &[Refusal] = &[Refusal::Entities, Refusal::Damaged];
    let wide: Vec<u8> = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let mut wide_marked = vec![0xFF, 0xFE];
    wide_marked.extend(&wide);
    vec![
        ("entity of a file", xml("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>"), ENTITIES),
        ("entity of an address", xml("<!DOCTYPE a [<!ENTITY x SYSTEM \"http://127.0.0.1:9/x\">]><a>&x;</a>"), ENTITIES),
        ("parameter entity", xml("<!DOCTYPE a [<!ENTITY % x SYSTEM \"http://127.0.0.1:9/x\">%x;]><a/>"), ENTITIES),
        ("external declaration", xml("<!DOCTYPE a SYSTEM \"http://127.0.0.1:9/x.dtd\"><a/>"), ENTITIES),
        ("public declaration", xml("<!DOCTYPE a PUBLIC \"-//x\" \"http://127.0.0.1:9/x.dtd\"><a/>"), ENTITIES),
        ("declaration after a remark", xml("<?xml version=\"1.0\"?><!-- x --><!DOCTYPE a SYSTEM \"x\"><a/>"), ENTITIES),
        ("small letters", xml("<!doctype a SYSTEM \"http://127.0.0.1:9/x\"><a/>"), UNREADABLE),
        ("two bytes a letter", docx_with("word/document.xml", &wide_marked), UNREADABLE),
        ("two bytes, unmarked", docx_with("word/document.xml", &wide), UNREADABLE),
        ("another encoding", xml("<?xml version=\"1.0\" encoding=\"UTF-7\"?>+ADw-+ACE-DOCTYPE"), UNREADABLE),
        ("in the relations", docx_with("word/_rels/document.xml.rels", b"<!DOCTYPE a SYSTEM \"x\"><a/>"), ENTITIES),
        ("in the list of parts", docx_with(TYPES, b"<!DOCTYPE a SYSTEM \"http://127.0.0.1:9/\"><Types/>"), ENTITIES),
    ]
}

fn entity_bombs() -> Vec<Case> {
    const ENTITIES: &[Refusal] = &[Refusal::Entities];
    let mut laughs = "<!DOCTYPE a [<!ENTITY l0 \"ha\">".to_owned();
    for n in 1..10 {
        laughs += &format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10));
    }
    laughs += "]><a>&l9;</a>";
    let quadratic = format!("<!DOCTYPE a [<!ENTITY x \"{}\">]><a>{}</a>", "y".repeat(50_000), "&x;".repeat(50_000));
    vec![
        ("a billion laughs", xml(&laughs), ENTITIES),
        ("quadratic", xml(&quadratic), ENTITIES),
        ("recursive", xml("<!DOCTYPE a [<!ENTITY x \"&y;\"><!ENTITY y \"&x;\">]><a>&x;</a>"), ENTITIES),
        ("undeclared", xml("<a>&lol;</a>"), ENTITIES),
    ]
}

/// A zip written by hand, so that it can lie: name, packed bytes, and the length they are said to have.
fn lying(parts: &[(&str, Vec<u8>, u32)], starts: Option<&[u32]>, count: u16) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for (number, (name, packed, size)) in parts.iter().enumerate() {
        let start = starts.map_or(u32::try_from(bytes.len()).unwrap(), |starts| starts[number]);
        let mut shared = vec![20, 0, 0, 0, 8, 0, 0, 0, 0x21, 0, 0, 0, 0, 0];
        shared.extend(u32::try_from(packed.len()).unwrap().to_le_bytes());
        shared.extend(size.to_le_bytes());
        shared.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        shared.extend([0, 0]);
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&shared);
        bytes.extend(name.as_bytes());
        bytes.extend(packed);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&shared);
        directory.extend([0; 10]);
        directory.extend(start.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let start = u32::try_from(bytes.len()).unwrap();
    let length = u32::try_from(directory.len()).unwrap();
    bytes.extend(directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend(count.to_le_bytes());
    bytes.extend(count.to_le_bytes());
    bytes.extend(length.to_le_bytes());
    bytes.extend(start.to_le_bytes());
    bytes.extend([0, 0]);
    bytes
}

fn zeros(length: usize) -> Vec<u8> {
    let mut deflate = DeflateEncoder::new(Vec::new(), Compression::best());
    let piece = vec![0; 1024 * 1024];
    for _ in 0..length / piece.len() {
        deflate.write_all(&piece).unwrap();
    }
    deflate.finish().unwrap()
}

fn zip_bombs() -> Vec<Case> {
    const SWELLS: &[Refusal] = &[Refusal::Swells];
    const TANGLED: &[Refusal] = &[Refusal::Tangled];
    let ninety = || zeros(90 * 1024 * 1024);
    let mega = 1024 * 1024;
    let mut nested = packed(&docx_parts());
    for _ in 0..6 {
        nested = docx_with("word/inside.bin", &nested);
    }
    let many: Vec<(&str, Vec<u8>, u32)> = (0..4).map(|n| (["a", "b", "c", "d"][n], ninety(), 90 * mega)).collect();
    let mut overlapping = vec![(TYPES, zeros(mega as usize), mega), ("b", zeros(mega as usize), mega)];
    overlapping[1].0 = TYPES;
    let million = lying(&[("a", vec![3, 0], 0)], None, u16::MAX);
    let mut trailing = packed(&docx_parts());
    let end = trailing.len();
    trailing[end - 22 + 8..end - 22 + 12].copy_from_slice(&[200, 0, 200, 0]);
    vec![
        ("one part of 10 GB said small", lying(&[(TYPES, zeros(600 * mega as usize), 100)], None, 1), TANGLED),
        ("one part that grows 1,000 times", lying(&[(TYPES, ninety(), 90 * mega)], None, 1), SWELLS),
        ("four parts of 90 MB", lying(&many, None, 4), SWELLS),
        ("archives in archives", nested, &[Refusal::HoldsAnother]),
        ("two parts in one place", lying(&overlapping, Some(&[0, 0]), 2), TANGLED),
        ("a million parts", million, &[Refusal::TooManyParts]),
        ("more parts said than there are", trailing, TANGLED),
        ("a length of 4 GB", lying(&[(TYPES, vec![3, 0], u32::MAX)], None, 1), TANGLED),
    ]
}

fn office() -> Vec<Case> {
    let relation = |kind: &str, target: &str, mode: &str| {
        let text = format!(
            "<Relationships><Relationship Id=\"r\" Type=\"http://x/{kind}\" Target=\"{target}\" TargetMode=\"{mode}\"/></Relationships>"
        );
        docx_with("word/_rels/settings.xml.rels", text.as_bytes())
    };
    const FETCHES: &[Refusal] = &[Refusal::FetchesParts];
    let macros = String::from_utf8(docx_parts()[0].1.clone()).unwrap();
    let macros = macros.replace("wordprocessingml.document.main", "ms-word.document.macroEnabled.main");
    vec![
        ("a template from elsewhere", relation("attachedTemplate", "http://127.0.0.1:9/x.dotm", "External"), FETCHES),
        ("a template on a share", relation("attachedTemplate", "\\\\127.0.0.1\\x.dotm", "external"), FETCHES),
        ("a picture from elsewhere", relation("image", "https://127.0.0.1/x.png", "External"), FETCHES),
        ("an address that is not marked so", relation("frame", "file:///etc/passwd", "Internal"), FETCHES),
        (
            "a field that fetches",
            xml(
                "<w:p xmlns:w=\"w\"><w:instrText>INCLUDE</w:instrText><w:instrText>PICTURE \"http://127.0.0.1\"</w:instrText></w:p>",
            ),
            FETCHES,
        ),
        (
            "a field that runs",
            xml("<w:p xmlns:w=\"w\"><w:fldSimple w:instr=\"DDEAUTO c:\\\\cmd.exe\"/></w:p>"),
            FETCHES,
        ),
        ("macros", docx_with("word/vbaProject.bin", b"\xD0\xCF\x11\xE0"), &[Refusal::Macro]),
        ("macros by their type", docx_with(TYPES, macros.as_bytes()), &[Refusal::Macro]),
        ("an embedded object", docx_with("word/embeddings/oleObject1.bin", b"x"), &[Refusal::HoldsAnother]),
        ("a program inside", docx_with("word/media/image1.png", b"MZ\x90\0"), &[Refusal::Program]),
        (
            "a drawing with a script",
            docx_with("word/media/a.svg", b"<svg><script>alert(1)</script></svg>"),
            &[Refusal::Script],
        ),
        ("a part that leads out", packed(&[("../../x".into(), b"x".to_vec())]), &[Refusal::Tangled]),
        ("an ordinary archive", packed(&[("a.txt".into(), b"x".to_vec())]), &[Refusal::Archive]),
    ]
}

fn others() -> Vec<Case> {
    const TWO: &[Refusal] = &[Refusal::TwoKinds];
    let picture = written(&seeds::picture(30, 30), ImageFormat::Png);
    let joined = |one: &[u8], other: &[u8]| [one, other].concat();
    let script = "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>";
    let mut zip = ZlibEncoder::new(Vec::new(), Compression::default());
    zip.write_all(script.as_bytes()).unwrap();
    let hidden = [
        &b"%PDF-1.5\n1 0 obj << /Type /ObjStm /Filter /FlateDecode >>\nstream\n"[..],
        &zip.finish().unwrap(),
        b"\nendstream endobj\n%%EOF",
    ]
    .concat();
    let vast = vast_png(20_000, 10_000);
    vec![
        (
            "SVG with a script",
            b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>".to_vec(),
            &[Refusal::WebPage],
        ),
        (
            "SVG behind its declaration",
            b"<?xml version=\"1.0\"?><svg onload=\"alert(1)\"/>".to_vec(),
            &[Refusal::WebPage],
        ),
        ("a web page", b"<!DOCTYPE html><script>alert(1)</script>".to_vec(), &[Refusal::WebPage]),
        ("PDF with a script", page(script), &[Refusal::Script]),
        ("PDF with a script spelt oddly", page("/OpenAction << /S /J#61v#61Script >>"), &[Refusal::Script]),
        ("PDF with a packed script", hidden, &[Refusal::Script]),
        ("PDF that starts a program", page("/OpenAction << /S /Launch /F (cmd.exe) >>"), &[Refusal::Script]),
        (
            "PDF with a file inside",
            pdf(&["<< /Type /Catalog /Names << /EmbeddedFiles 2 0 R >> >>"]),
            &[Refusal::HoldsAnother],
        ),
        ("PDF that is locked", pdf(&["<< /Encrypt 2 0 R >>"]), &[Refusal::Locked]),
        ("picture and archive", joined(&picture, &packed(&docx_parts())), TWO),
        ("PDF and archive", joined(&page(""), &packed(&docx_parts())), TWO),
        ("picture and web page", joined(&picture, b"<html><script>alert(1)</script>"), TWO),
        ("picture and PDF", joined(&jpeg_with_place(8, 8)[..20], &page("")), TWO),
        ("a picture of 200 million points", vast, &[Refusal::TooManyPoints]),
        ("an old Word file", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and more".to_vec(), &[Refusal::OldOffice]),
        ("a program", b"MZ\x90\0 and more".to_vec(), &[Refusal::Program]),
        ("nothing", Vec::new(), &[Refusal::Empty]),
    ]
}

/// A PNG that says it is vast and is a few bytes.
fn vast_png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1A\n".to_vec();
    let mut chunk = |name: &[u8], content: &[u8]| {
        let mut sum = flate2::Crc::new();
        sum.update(name);
        sum.update(content);
        bytes.extend(u32::try_from(content.len()).unwrap().to_be_bytes());
        bytes.extend(name);
        bytes.extend(content);
        bytes.extend(sum.sum().to_be_bytes());
    };
    let size = [width.to_be_bytes(), height.to_be_bytes()].concat();
    chunk(b"IHDR", &[size.as_slice(), &[8, 2, 0, 0, 0]].concat());
    let mut zip = ZlibEncoder::new(Vec::new(), Compression::best());
    let row = vec![0; 1 + 3 * width as usize];
    for _ in 0..100 {
        zip.write_all(&row).unwrap();
    }
    chunk(b"IDAT", &zip.finish().unwrap());
    chunk(b"IEND", &[]);
    bytes
}

#[test]
fn hostile_files_are_refused_in_a_stated_way() {
    let groups = [
        ("external entities", external_entities(), 12),
        ("entity bombs", entity_bombs(), 4),
        ("zip bombs", zip_bombs(), 8),
        ("office", office(), 13),
        ("others", others(), 17),
    ];
    let (worker, mut wrong) = (worker(), Vec::new());
    for (group, cases, count) in groups {
        assert_eq!(cases.len(), count, "{group}");
        for (name, bytes, expected) in &cases {
            match look(&worker, bytes) {
                Err(NotKept::Refused(refusal)) if expected.contains(&refusal) => {}
                other => wrong.push(format!("{group}: {name}: {:?}", other.map(|(looked, _)| looked.kind))),
            }
        }
        proof::say("F2", group, count, "all refused, each with what to do instead");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_picture_keeps_nothing_of_where_it_was_taken() {
    let sent = jpeg_with_place(64, 48);
    let planted = |bytes: &[u8]| PLANTED.iter().filter(|words| sniff::contains(bytes, words.as_bytes())).count();
    assert_eq!(planted(&sent), 3, "the place must be there to be taken out");
    let (looked, kept) = look(&worker(), &sent).unwrap();
    assert_eq!(planted(&kept) + planted(&looked.preview.unwrap()), 0);
    let turned = image::load_from_memory(&kept).unwrap();
    assert_eq!((turned.width(), turned.height()), (48, 64), "the picture is turned as its camera said");
    let inside = docx_with("word/media/photo.jpeg", &sent);
    let (_, office) = look(&worker(), &inside).unwrap();
    let part = documents::inspect(&office).unwrap().content.unwrap();
    assert_eq!(planted(&part) + planted(&office), 0, "nor does one inside a document");
    proof::say("F2", "place planted", 2, "0 of 3 marks found in what is kept, nor in its preview");
    proof::say("F2", "twin caught", 1, "the same marks are found in what was sent");
}
