//! Archives, read more strictly than any office program reads them.
//!
//! The reader is our own because it accepts less than libraries do: no second length of anything, no part over
//! another, no name that leads elsewhere, nothing that is not what it says. What passes is written out again from its
//! content alone, so that nothing can hide between the parts.

use crate::Refusal;
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use std::collections::BTreeSet;
use std::io::{Read, Write};

/// No document has more parts.
const MOST_PARTS: usize = 5_000;
/// No part is larger when unpacked, in bytes.
const LARGEST_PART: u64 = 96 * 1024 * 1024;
/// All parts together, unpacked, in bytes.
const LARGEST_WHOLE: u64 = 256 * 1024 * 1024;
/// A large part that grows more often than this is a bomb.
const MOST_GROWTH: u64 = 250;
/// Below this size, in bytes, growth does no harm.
const SMALL_PART: u64 = 4 * 1024 * 1024;

/// An archive whose directory has been checked.
pub struct Archive<'a> {
    bytes: &'a [u8],
    /// Its parts, in the order of the directory.
    pub parts: Vec<Part>,
}

/// One part of an archive.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its name within the archive.
    pub name: String,
    deflated: bool,
    start: usize,
    packed: usize,
    size: u64,
    sum: u32,
}

impl<'a> Archive<'a> {
    /// Reads the directory, and checks that it and the parts say the same.
    pub fn read(bytes: &'a [u8]) -> Result<Self, Refusal> {
        let end = bytes.len().checked_sub(22).ok_or(Refusal::Damaged)?;
        if bytes.get(end..end + 4) != Some(b"PK\x05\x06") {
            return Err(Refusal::Tangled);
        }
        let (disks, here, all) = (u32_at(bytes, end + 4)?, u16_at(bytes, end + 8)?, u16_at(bytes, end + 10)?);
        let (size, start) = (u32_at(bytes, end + 12)? as usize, u32_at(bytes, end + 16)? as usize);
        if usize::from(all) > MOST_PARTS {
            return Err(Refusal::TooManyParts);
        }
        if disks != 0 || here != all || all == 0 || start.checked_add(size) != Some(end) {
            return Err(Refusal::Tangled);
        }
        let (mut at, mut parts) = (start, Vec::new());
        let (mut used, mut names, mut whole) = (Vec::new(), BTreeSet::new(), 0_u64);
        for _ in 0..all {
            let (part, range, next) = part(bytes, at, start)?;
            whole = whole.saturating_add(part.size);
            let growth = part.size / (part.packed as u64).max(1);
            if part.size > LARGEST_PART || whole > LARGEST_WHOLE || (part.size > SMALL_PART && growth > MOST_GROWTH) {
                return Err(Refusal::Swells);
            }
            if !names.insert(part.name.to_lowercase()) {
                return Err(Refusal::Tangled);
            }
            used.push(range);
            at = next;
            parts.push(part);
        }
        used.sort_unstable();
        let apart = used.windows(2).all(|pair| matches!(pair, [(_, end), (next, _)] if end <= next));
        if at != end || !apart || used.first().is_none_or(|(first, _)| *first != 0) {
            return Err(Refusal::Tangled);
        }
        Ok(Archive { bytes, parts })
    }

    /// A part by its name.
    pub fn part(&self, name: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.name == name)
    }

    /// A part's content. It must be as long as it says, and its sum must agree.
    pub fn unpack(&self, part: &Part) -> Result<Vec<u8>, Refusal> {
        let packed = self.bytes.get(part.start..part.start + part.packed).ok_or(Refusal::Damaged)?;
        let mut content = Vec::new();
        if part.deflated {
            let mut inflate = DeflateDecoder::new(packed).take(part.size + 1);
            inflate.read_to_end(&mut content).map_err(|_| Refusal::Damaged)?;
        } else {
            content.extend_from_slice(packed);
        }
        let mut sum = flate2::Crc::new();
        sum.update(&content);
        if content.len() as u64 == part.size && sum.sum() == part.sum { Ok(content) } else { Err(Refusal::Tangled) }
    }
}

type Range = (usize, usize);

/// One line of the directory with the bytes it stands for; where the next line is.
fn part(bytes: &[u8], at: usize, limit: usize) -> Result<(Part, Range, usize), Refusal> {
    if bytes.get(at..at + 4) != Some(b"PK\x01\x02") {
        return Err(Refusal::Tangled);
    }
    let flags = u16_at(bytes, at + 8)?;
    let method = u16_at(bytes, at + 10)?;
    let (sum, packed, size) = (u32_at(bytes, at + 16)?, u32_at(bytes, at + 20)?, u32_at(bytes, at + 24)?);
    let lengths = [28, 30, 32].map(|place| u16_at(bytes, at + place).map(usize::from));
    let [name, extra, comment] = lengths;
    let (name, extra, comment) = (name?, extra?, comment?);
    let (disk, kind, start) =
        (u16_at(bytes, at + 34)?, u32_at(bytes, at + 38)? >> 28, u32_at(bytes, at + 42)? as usize);
    let name = bytes.get(at + 46..at + 46 + name).ok_or(Refusal::Damaged)?;
    // 1: locked; 64: locked strongly; 8192: the directory is locked.
    if flags & (1 | 64 | 8192) != 0 {
        return Err(Refusal::Locked);
    }
    let is_link = kind == 0xA;
    if is_link || disk != 0 || !matches!(method, 0 | 8) || [packed, size].contains(&u32::MAX) {
        return Err(Refusal::Tangled);
    }
    let said = [u16_at(bytes, start + 6)? & !0x0800, u16_at(bytes, start + 8)?];
    let own_name = usize::from(u16_at(bytes, start + 26)?);
    let own_extra = usize::from(u16_at(bytes, start + 28)?);
    let content = start + 30 + own_name + own_extra;
    let end = content.checked_add(packed as usize).ok_or(Refusal::Tangled)?;
    let agrees = bytes.get(start..start + 4) == Some(b"PK\x03\x04")
        && said == [flags & !0x0800, method]
        && bytes.get(start + 30..start + 30 + own_name) == Some(name)
        && (method == 8 || packed == size)
        && end <= limit;
    // Without a trailer behind the content, the sizes before it must be the directory's.
    let trailer = flags & 8 != 0;
    let sizes = [u32_at(bytes, start + 14)?, u32_at(bytes, start + 18)?, u32_at(bytes, start + 22)?];
    if !agrees || (!trailer && sizes != [sum, packed, size]) {
        return Err(Refusal::Tangled);
    }
    let name = std::str::from_utf8(name).map_err(|_| Refusal::Tangled)?;
    if !is_plain(name) {
        return Err(Refusal::Tangled);
    }
    let part = Part {
        name: name.to_owned(),
        deflated: method == 8,
        start: content,
        packed: packed as usize,
        size: size.into(),
        sum,
    };
    Ok((part, (start, end), at + 46 + name.len() + extra + comment))
}

/// A name that leads nowhere but into the archive.
fn is_plain(name: &str) -> bool {
    let odd = |c: char| c.is_control() || matches!(c, '\\' | ':');
    let up = name.split('/').any(|step| step == "..");
    !name.is_empty() && name.len() <= 512 && !name.starts_with('/') && !up && !name.contains(odd)
}

fn u16_at(bytes: &[u8], at: usize) -> Result<u16, Refusal> {
    let two = bytes.get(at..).and_then(|rest| rest.first_chunk()).ok_or(Refusal::Damaged)?;
    Ok(u16::from_le_bytes(*two))
}

fn u32_at(bytes: &[u8], at: usize) -> Result<u32, Refusal> {
    let four = bytes.get(at..).and_then(|rest| rest.first_chunk()).ok_or(Refusal::Damaged)?;
    Ok(u32::from_le_bytes(*four))
}

/// Writes an archive whose bytes say nothing but its content: no times, no comments, no gaps.
#[derive(Default)]
pub struct Packing {
    bytes: Vec<u8>,
    directory: Vec<u8>,
    parts: u16,
}

/// The first day an archive can speak of: 1 January 1980, at midnight.
const NO_TIME: [u8; 4] = [0, 0, 0x21, 0];

impl Packing {
    /// Adds a part. `plain` leaves it unpacked, as the first part of an OpenDocument file must be.
    pub fn add(&mut self, name: &str, content: &[u8], plain: bool) -> Result<(), Refusal> {
        let mut sum = flate2::Crc::new();
        sum.update(content);
        let packed = if plain {
            content.to_vec()
        } else {
            let mut deflate = DeflateEncoder::new(Vec::new(), Compression::default());
            deflate.write_all(content).and_then(|()| deflate.finish()).map_err(|_| Refusal::Damaged)?
        };
        let size = |length: usize| u32::try_from(length).map(u32::to_le_bytes).map_err(|_| Refusal::TooLarge);
        let start = size(self.bytes.len())?;
        let mut shared = Vec::new();
        // Version 2.0; the name is UTF-8.
        shared.extend([20, 0, 0, 8, if plain { 0 } else { 8 }, 0]);
        shared.extend(NO_TIME);
        shared.extend(sum.sum().to_le_bytes());
        shared.extend(size(packed.len())?);
        shared.extend(size(content.len())?);
        shared.extend(u16::try_from(name.len()).map_err(|_| Refusal::Tangled)?.to_le_bytes());
        shared.extend([0, 0]);
        self.bytes.extend(b"PK\x03\x04");
        self.bytes.extend(&shared);
        self.bytes.extend(name.as_bytes());
        self.bytes.extend(&packed);
        self.directory.extend(b"PK\x01\x02\x14\x00");
        self.directory.extend(&shared);
        self.directory.extend([0; 10]);
        self.directory.extend(start);
        self.directory.extend(name.as_bytes());
        self.parts = self.parts.checked_add(1).ok_or(Refusal::TooManyParts)?;
        Ok(())
    }

    /// The archive.
    pub fn finish(mut self) -> Result<Vec<u8>, Refusal> {
        let size = |length: usize| u32::try_from(length).map(u32::to_le_bytes).map_err(|_| Refusal::TooLarge);
        let start = size(self.bytes.len())?;
        let length = size(self.directory.len())?;
        self.bytes.append(&mut self.directory);
        self.bytes.extend(b"PK\x05\x06\0\0\0\0");
        self.bytes.extend(self.parts.to_le_bytes());
        self.bytes.extend(self.parts.to_le_bytes());
        self.bytes.extend(length);
        self.bytes.extend(start);
        self.bytes.extend([0, 0]);
        Ok(self.bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut packing = Packing::default();
        for (name, content) in parts {
            packing.add(name, content, false).unwrap();
        }
        packing.finish().unwrap()
    }

    #[test]
    fn what_is_packed_is_unpacked_the_same() {
        let bytes = packed(&[("a.xml", b"<a/>"), ("b/c.xml", &[7; 3000])]);
        let archive = Archive::read(&bytes).unwrap();
        let names: Vec<&str> = archive.parts.iter().map(|part| part.name.as_str()).collect();
        assert_eq!(names, ["a.xml", "b/c.xml"]);
        assert_eq!(archive.unpack(archive.part("b/c.xml").unwrap()).unwrap(), [7; 3000]);
    }

    #[test]
    fn names_that_lead_out_are_refused() {
        for name in ["../a", "/a", "a/../../b", "C:a", "a\\b", ""] {
            assert_eq!(Archive::read(&packed(&[(name, b"x")])).map(|_| ()), Err(Refusal::Tangled), "{name}");
        }
        assert!(Archive::read(&packed(&[("a", b"x"), ("A", b"y")])).is_err());
    }

    #[test]
    fn bytes_before_between_and_behind_are_refused_or_dropped() {
        let good = packed(&[("a", b"x")]);
        let mut before = b"MZ".to_vec();
        before.extend(&good);
        assert!(Archive::read(&before).is_err());
        let mut behind = good.clone();
        behind.extend(b"more");
        assert!(Archive::read(&behind).is_err());
    }
}
