//! Forty ordinary files to start from: what councils are sent, made here from nothing.

use documents::Packing;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use std::io::Cursor;

/// A picture with something on it.
pub fn picture(width: u32, height: u32) -> DynamicImage {
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| {
        Rgb([(x * 7 % 256) as u8, (y * 5 % 256) as u8, ((x ^ y) % 256) as u8])
    }))
}

/// A picture as a file.
pub fn written(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// The words of the planted place and camera.
pub const PLANTED: [&str; 3] = ["GOLDCAM 3000", "51.75209", "14 Bobbin Court"];

/// A JPEG that says where it was taken, in an EXIF segment, an XMP segment and a comment.
pub fn jpeg_with_place(width: u32, height: u32) -> Vec<u8> {
    let plain = written(&picture(width, height), ImageFormat::Jpeg);
    let mut bytes = plain[..2].to_vec();
    let mut segment = |mark: u8, content: &[u8]| {
        bytes.extend([0xFF, mark]);
        bytes.extend(u16::try_from(content.len() + 2).unwrap().to_be_bytes());
        bytes.extend(content);
    };
    segment(0xE1, &exif(PLANTED[0]));
    let xmp = format!(
        "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta><exif:GPSLatitude>{}</exif:GPSLatitude></x:xmpmeta>",
        PLANTED[1]
    );
    segment(0xE1, xmp.as_bytes());
    segment(0xFE, PLANTED[2].as_bytes());
    bytes.extend(&plain[2..]);
    bytes
}

/// A little-endian EXIF block with a camera's model and a quarter turn.
fn exif(model: &str) -> Vec<u8> {
    let mut exif = b"Exif\0\0II\x2A\0\x08\0\0\0\x02\0".to_vec();
    let length = u32::try_from(model.len() + 1).unwrap();
    exif.extend([0x10, 1, 2, 0]);
    exif.extend(length.to_le_bytes());
    exif.extend(38_u32.to_le_bytes());
    exif.extend([0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0]);
    exif.extend([0; 4]);
    exif.extend(model.as_bytes());
    exif.push(0);
    exif
}

pub const TYPES: &str = "[Content_Types].xml";

/// The parts of a small Word document.
pub fn docx_parts() -> Vec<(String, Vec<u8>)> {
    let main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    parts(
        main,
        "word/document.xml",
        "<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>Dear Mr Cole</w:t></w:r></w:p></w:body></w:document>",
    )
}

fn parts(main: &str, at: &str, body: &str) -> Vec<(String, Vec<u8>)> {
    let types = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Types><Default Extension=\"rels\" ContentType=\"application/x\"/>\
         <Override PartName=\"/{at}\" ContentType=\"{main}\"/></Types>"
    );
    let rels =
        format!("<Relationships><Relationship Id=\"r1\" Type=\"t/officeDocument\" Target=\"{at}\"/></Relationships>");
    let core = "<coreProperties><creator>14 Bobbin Court</creator></coreProperties>";
    [(TYPES, types.as_str()), ("_rels/.rels", &rels), ("docProps/core.xml", core), (at, body)]
        .map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()))
        .to_vec()
}

/// An archive of some parts.
pub fn packed(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut packing = Packing::default();
    for (name, content) in parts {
        packing.add(name, content, name == "mimetype").unwrap();
    }
    packing.finish().unwrap()
}

/// A Word document with one part added, or changed when it is there.
pub fn docx_with(name: &str, content: &[u8]) -> Vec<u8> {
    let mut parts = docx_parts();
    parts.retain(|(part, _)| part != name);
    parts.push((name.to_owned(), content.to_vec()));
    packed(&parts)
}

fn open_document(kind: &str) -> Vec<u8> {
    let of = |name: &str, text: &str| (name.to_owned(), text.as_bytes().to_vec());
    packed(&[
        of("mimetype", &format!("application/vnd.oasis.opendocument.{kind}")),
        of(
            "content.xml",
            "<office:document-content xmlns:office=\"o\"><office:body>Hello</office:body></office:document-content>",
        ),
        of(
            "meta.xml",
            "<office:document-meta xmlns:office=\"o\"><creator>14 Bobbin Court</creator></office:document-meta>",
        ),
        of("META-INF/manifest.xml", "<manifest:manifest xmlns:manifest=\"m\"/>"),
    ])
}

/// A PDF of some objects, with a table of where they are.
pub fn pdf(objects: &[&str]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n{object}\nendobj\n", number + 1).as_bytes());
    }
    let table = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).as_bytes());
    for place in places {
        bytes.extend(format!("{place:010} 00000 n \n").as_bytes());
    }
    let trailer = format!("trailer\n<< /Root 1 0 R /Size {} >>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1);
    bytes.extend(trailer.as_bytes());
    bytes
}

/// A PDF of one page.
pub fn page(inside: &str) -> Vec<u8> {
    let catalog = format!("<< /Type /Catalog /Pages 2 0 R {inside} >>");
    pdf(&[&catalog, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"])
}

/// Forty files, each of a kind that is taken.
pub fn all() -> Vec<Vec<u8>> {
    let mut seeds = Vec::new();
    for size in [1, 16, 90, 300] {
        let picture = picture(size, size + 3);
        seeds.push(written(&picture, ImageFormat::Png));
        seeds.push(written(&picture, ImageFormat::Jpeg));
        seeds.push(written(&picture, ImageFormat::WebP));
        seeds.push(jpeg_with_place(size + 8, size + 8));
    }
    for inside in [
        "",
        "/Lang (en-GB)",
        "/Metadata 4 0 R",
        "/PageMode /UseOutlines",
        "/ViewerPreferences << >>",
        "/MarkInfo << >>",
        "/Version /1.7",
        "/PageLayout /OneColumn",
        "/Extensions << >>",
    ] {
        seeds.push(page(inside));
    }
    let sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
    let show = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml";
    seeds.push(packed(&docx_parts()));
    seeds.push(docx_with("word/media/photo.jpeg", &jpeg_with_place(40, 30)));
    seeds.push(docx_with("word/media/photo.png", &written(&picture(20, 20), ImageFormat::Png)));
    seeds.push(docx_with("word/comments.xml", b"<w:comments xmlns:w=\"w\"/>"));
    seeds.push(packed(&parts(sheet, "xl/workbook.xml", "<workbook><sheets/></workbook>")));
    seeds.push(packed(&parts(show, "ppt/presentation.xml", "<presentation/>")));
    seeds.push(open_document("text"));
    seeds.push(open_document("spreadsheet"));
    for words in ["Dear Mr Cole\r\n", "Zoë said “no”.\n", "1,2,3\n4,5,6\n", "She ran.", "café", "a\tb", "x"] {
        seeds.push(words.as_bytes().to_vec());
    }
    assert_eq!(seeds.len(), 40);
    seeds
}
