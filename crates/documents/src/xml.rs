//! The XML inside office files: well formed, without entities of its own, and nothing fetched from elsewhere.

use crate::Refusal;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// No office program nests deeper.
const DEEPEST: usize = 512;

/// Goes through a part. Each start tag is given with its name without prefix, and its attributes likewise.
pub fn walk(
    bytes: &[u8],
    mut see: impl FnMut(&str, &[(String, String)]) -> Result<(), Refusal>,
    mut hear: impl FnMut(&str) -> Result<(), Refusal>,
) -> Result<(), Refusal> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|_| Refusal::Damaged)?;
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.expand_empty_elements = true;
    config.check_end_names = true;
    let mut depth = 0_usize;
    loop {
        match reader.read_event().map_err(|_| Refusal::Damaged)? {
            Event::DocType(_) => return Err(Refusal::Entities),
            Event::Decl(said) => {
                let encoding = said.encoding().transpose().map_err(|_| Refusal::Damaged)?;
                if encoding.is_some_and(|name| !name.as_ref().eq_ignore_ascii_case("UTF-8".as_ref())) {
                    return Err(Refusal::Damaged);
                }
            }
            Event::Start(tag) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(Refusal::Swells);
                }
                see(plain(tag.local_name().as_ref())?, &attributes(&tag)?)?;
            }
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Text(words) => hear(words.as_ref().as_str_or_damaged()?)?,
            Event::CData(words) => hear(words.as_ref().as_str_or_damaged()?)?,
            Event::GeneralRef(name) => {
                let known = name.is_char_ref()
                    || ["amp", "lt", "gt", "quot", "apos"].contains(&name.as_ref().as_str_or_damaged()?);
                if !known {
                    return Err(Refusal::Entities);
                }
            }
            // A style sheet for the part would be fetched.
            Event::PI(said) if said.as_ref().as_str_or_damaged()?.starts_with("xml-stylesheet") => {
                return Err(Refusal::FetchesParts);
            }
            Event::PI(_) | Event::Comment(_) => {}
            Event::Empty(_) => return Err(Refusal::Damaged),
            Event::Eof => return if depth == 0 { Ok(()) } else { Err(Refusal::Damaged) },
        }
    }
}

/// Text of the reader, which is UTF-8 since its source is.
trait Words {
    fn as_str_or_damaged(&self) -> Result<&str, Refusal>;
}

impl Words for [u8] {
    fn as_str_or_damaged(&self) -> Result<&str, Refusal> {
        std::str::from_utf8(self).map_err(|_| Refusal::Damaged)
    }
}

impl Words for str {
    fn as_str_or_damaged(&self) -> Result<&str, Refusal> {
        Ok(self)
    }
}

fn plain<W: Words + ?Sized>(name: &W) -> Result<&str, Refusal> {
    name.as_str_or_damaged()
}

fn attributes(tag: &BytesStart<'_>) -> Result<Vec<(String, String)>, Refusal> {
    let one = |attribute: Result<quick_xml::events::attributes::Attribute<'_>, _>| {
        let attribute = attribute.map_err(|_| Refusal::Damaged)?;
        let value = attribute.normalized_value(quick_xml::XmlVersion::default()).map_err(|_| Refusal::Entities)?;
        Ok((plain(attribute.key.local_name().as_ref())?.to_owned(), value.into_owned()))
    };
    tag.attributes().map(one).collect()
}

/// The value of an attribute.
pub fn value<'a>(attributes: &'a [(String, String)], name: &str) -> &'a str {
    attributes.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value)
}
