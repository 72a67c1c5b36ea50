//! The rows of one child out of its element.

use super::episode;
use super::fault::{Faults, Place};
use super::group::Group;
use super::node::Node;
use super::rows::{Cell, Characteristics, Child, Identifiers};

const PATH: &str = "Message/Children/Child";

/// The child's number as the file has it, for naming the child in faults raised before its identifiers are read.
fn named(node: &Node) -> Option<String> {
    let identifiers = node.children.iter().find(|inner| inner.name == "ChildIdentifiers")?;
    let id = identifiers.children.iter().find(|inner| inner.name == "LAchildID")?;
    let text: String = id.texts.iter().map(|(_, text)| text.as_str()).collect();
    Some(text.trim().to_string()).filter(|id| !id.is_empty())
}

/// Reads one `Child`. Its number is left in `faults.child`.
pub(super) fn child(node: Node, faults: &mut Faults) -> Child {
    faults.child = named(&node);
    let mut group = Group::new(node, PATH);
    let line = group.line();
    let identifiers = group.one("ChildIdentifiers", faults);
    let identifiers = identifiers_of(identifiers, line, faults);
    let mut characteristics = Characteristics::default();
    if let Some(mut inner) = group.one("ChildCharacteristics", faults) {
        characteristics.line = inner.line();
        characteristics.ethnicity = inner.code("Ethnicity", "Ethnicity", faults);
        for mut list in inner.blocks("Disabilities", faults) {
            characteristics.disabilities.extend(list.codes("Disability", "Disability", faults));
            list.finish(faults);
        }
        inner.finish(faults);
    }
    let episodes = group.many("CINdetails", faults).into_iter().map(|inner| episode::episode(inner, faults)).collect();
    group.finish(faults);
    Child { line, identifiers, characteristics, episodes }
}

fn identifiers_of(group: Option<Group>, line: u32, faults: &mut Faults) -> Identifiers {
    let mut group = group.unwrap_or_else(|| {
        let empty = Node { name: "ChildIdentifiers".into(), line, ..Node::default() };
        Group::new(empty, format!("{PATH}/ChildIdentifiers"))
    });
    let at_line = group.line();
    let id_form = |text: &str| text.len() <= 20 && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let id = group.shaped("LAchildID", faults, id_form, "at most 20 letters and digits, nothing else");
    let upn_wanted = "a letter, eleven digits, and a digit or a letter";
    let identifiers = Identifiers {
        la_child_id: id.unwrap_or(Cell { raw: String::new(), value: None, line: at_line }),
        upn: group.shaped("UPN", faults, upn_form, upn_wanted),
        former_upn: group.shaped("FormerUPN", faults, upn_form, upn_wanted),
        upn_unknown: group.code("UPNunknown", "UPNunknown", faults),
        born: group.date("PersonBirthDate", faults),
        expected: group.date("ExpectedPersonBirthDate", faults),
        sex: group.code("Sex", "Sex", faults),
        gender_current: group.code("GenderCurrent", "GenderCurrent", faults),
        died: group.date("PersonDeathDate", faults),
    };
    group.finish(faults);
    if identifiers.la_child_id.value.is_none() {
        let at = Place { line: identifiers.la_child_id.line, element: "ChildIdentifiers/LAchildID".into() };
        let message = "The child has no number, so it cannot be told from other children.";
        faults.error(&at, "", message, "Give the child its LAchildID.");
    }
    identifiers
}

fn upn_form(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 13
        && bytes[0].is_ascii_uppercase()
        && bytes[1..12].iter().all(u8::is_ascii_digit)
        && (bytes[12].is_ascii_digit() || bytes[12].is_ascii_uppercase())
}
