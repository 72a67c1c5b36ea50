//! Pictures: decoded within bounds and written anew, so that nothing but the points is kept.

use crate::Refusal;
use crate::inspect::{Metadata, Sound};
use crate::sniff::Kind;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::{png, webp};
use image::error::ImageError;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use std::io::Cursor;

/// No picture has more points.
pub const MOST_POINTS: u64 = 50_000_000;
/// No decoder is given more memory, in bytes.
const MEMORY: u64 = 224 * 1024 * 1024;
/// The longer side of a preview, in points.
const PREVIEW: u32 = 800;
/// How faithfully photographs are written anew, of 100.
const FAITHFUL: u8 = 92;

/// Looks at a picture: what is kept is a JPEG or a PNG made from its points.
pub fn look(bytes: &[u8], format: ImageFormat) -> Result<Sound, Refusal> {
    if is_many(bytes, format)? {
        return Err(Refusal::ManyPictures);
    }
    let mut picture = decode(bytes, format)?;
    let kind = if picture.color().has_alpha() || format == ImageFormat::Png { Kind::Png } else { Kind::Jpeg };
    if kind == Kind::Jpeg {
        picture = DynamicImage::ImageRgb8(picture.into_rgb8());
    }
    let content = written(&picture, kind, FAITHFUL)?;
    let small = DynamicImage::ImageRgb8(picture.thumbnail(PREVIEW, PREVIEW).into_rgb8());
    drop(picture);
    let preview = written(&small, Kind::Jpeg, 75)?;
    Ok(Sound { kind, content: Some(content), preview: Some(preview), metadata: Metadata::Removed })
}

fn decode(bytes: &[u8], format: ImageFormat) -> Result<DynamicImage, Refusal> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(said)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_POINTS || decoder.total_bytes() > MEMORY {
        return Err(Refusal::TooManyPoints);
    }
    let turned = decoder.orientation().map_err(said)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(said)?;
    picture.apply_orientation(turned);
    Ok(picture)
}

fn written(picture: &DynamicImage, kind: Kind, faithful: u8) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    let done = match kind {
        Kind::Jpeg => picture.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, faithful)),
        _ => picture.write_with_encoder(png::PngEncoder::new(&mut bytes)),
    };
    done.map(|()| bytes).map_err(said)
}

fn said(error: ImageError) -> Refusal {
    match error {
        ImageError::Limits(_) => Refusal::TooManyPoints,
        _ => Refusal::Damaged,
    }
}

/// Does it move, or has it several pages? Only the first would be kept.
fn is_many(bytes: &[u8], format: ImageFormat) -> Result<bool, Refusal> {
    match format {
        ImageFormat::Png => Ok(png::PngDecoder::new(Cursor::new(bytes)).and_then(|one| one.is_apng()).map_err(said)?),
        ImageFormat::WebP => Ok(webp::WebPDecoder::new(Cursor::new(bytes)).map_err(said)?.has_animation()),
        _ => Ok(false),
    }
}

/// A picture inside an office file, without what it says of where and when; the points are left as they are.
pub fn stripped(bytes: &[u8]) -> Option<Vec<u8>> {
    match bytes {
        [0xFF, 0xD8, 0xFF, ..] => stripped_jpeg(bytes),
        [0x89, b'P', b'N', b'G', ..] => stripped_png(bytes),
        _ => None,
    }
}

/// Keeps the segments that draw: not comments, and of those of applications only the colour profile and Adobe's.
fn stripped_jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut kept = bytes.get(..2)?.to_vec();
    let mut at = 2;
    loop {
        let [0xFF, mark] = *bytes.get(at..)?.first_chunk()? else { return None };
        let length = usize::from(u16::from_be_bytes(*bytes.get(at + 2..)?.first_chunk()?));
        let segment = bytes.get(at..at + 2 + length)?;
        if !matches!(mark, 0xE1 | 0xE3..=0xED | 0xEF | 0xFE) {
            kept.extend(segment);
        }
        at += segment.len();
        // From the first scan on everything draws, up to the end of the picture.
        if mark == 0xDA {
            let rest = bytes.get(at..)?;
            let end = rest.windows(2).position(|two| two == [0xFF, 0xD9])? + 2;
            let progressive = rest.get(end..).is_some_and(|more| more.starts_with(&[0xFF]));
            kept.extend(if progressive { rest } else { &rest[..end] });
            return Some(kept);
        }
    }
}

/// Keeps the chunks that draw.
fn stripped_png(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut kept = bytes.get(..8)?.to_vec();
    let mut at = 8;
    loop {
        let length = u32::from_be_bytes(*bytes.get(at..)?.first_chunk()?) as usize;
        let chunk = bytes.get(at..at.checked_add(length)?.checked_add(12)?)?;
        let name = chunk.get(4..8)?;
        if !matches!(name, b"eXIf" | b"tEXt" | b"zTXt" | b"iTXt" | b"tIME") {
            kept.extend(chunk);
        }
        at += chunk.len();
        if name == b"IEND" {
            return Some(kept);
        }
    }
}

/// The smallest picture of a kind: it takes the place of a thumbnail, which may show what was taken out since.
pub fn blank(kind: Kind) -> Result<Vec<u8>, Refusal> {
    written(&DynamicImage::new_rgb8(1, 1), kind, 75)
}
