//! Where looked-after children live, how settled, how far from home.

use super::tools::*;
use std::collections::{BTreeMap, HashMap};

pub const MEASURES: &[Built] = &[
    Built {
        id: "IND-LAC-05",
        period: Period::Snapshot,
        shape: Shape::Share,
        tables: &["ssd_cla_episodes", "ssd_cla_placement"],
        note: "As it was recorded, else by the postcode of the placement. Needs the postcode districts of the authority, or records.",
        cases: |index, window, cases| {
            for child in index.looked_after(window.to) {
                cases.case(child, index.outside(child.who, window.to));
            }
        },
    },
    Built {
        id: "IND-LAC-06",
        period: Period::Snapshot,
        shape: Shape::Share,
        tables: &["ssd_cla_episodes", "ssd_cla_placement"],
        note: "As IND-LAC-05. Needs the postcode districts of the authority, or records.",
        cases: |index, window, cases| {
            for child in index.looked_after(window.to) {
                let miles = index.placement(child.who, window.to).and_then(|(_, row)| row.clap_cla_placement_distance);
                cases.case(child, miles.is_some_and(|miles| miles > 20.0) && index.outside(child.who, window.to));
            }
        },
    },
    Built {
        id: "IND-LAC-07",
        period: Period::Snapshot,
        shape: Shape::Parts,
        tables: &["ssd_cla_episodes", "ssd_cla_placement"],
        note: "",
        cases: |index, window, cases| {
            for child in index.looked_after(window.to) {
                let lives = index.placement(child.who, window.to);
                cases.part(child, lives.map_or("not known", |(_, row)| kind(&row.clap_cla_placement_type)));
            }
        },
    },
    Built {
        id: "IND-LAC-08",
        period: Period::Snapshot,
        shape: Shape::Parts,
        tables: &["ssd_cla_episodes", "ssd_cla_placement"],
        note: "Kinship by the placement type, in-house and agency by the provider.",
        cases: |index, window, cases| {
            for child in index.looked_after(window.to) {
                let Some((_, row)) = index.placement(child.who, window.to) else { continue };
                let part = match (code(&row.clap_cla_placement_type), code(&row.clap_cla_placement_provider)) {
                    ("U1" | "U2" | "U3", _) => "kinship",
                    ("U4" | "U5" | "U6", "PR1") => "in-house",
                    ("U4" | "U5" | "U6", "PR4" | "PR5") => "agency",
                    ("U4" | "U5" | "U6", _) => "other",
                    _ => continue,
                };
                cases.part(child, part);
            }
        },
    },
    Built {
        id: "IND-LAC-09",
        period: Period::Year,
        shape: Shape::Share,
        tables: &["ssd_cla_episodes", "ssd_cla_placement"],
        note: "Temporary placements are not counted.",
        cases: |index, window, cases| {
            for child in index.looked_after(window.to) {
                let own = index.placements.of(child.who).iter();
                let own = own.filter(|one| one.date <= window.to && one.end.is_none_or(|end| end >= window.from));
                let kinds = own.map(|one| code(&index.facts.cla_placements[one.row as usize].clap_cla_placement_type));
                cases.case(child, kinds.filter(|kind| !kind.starts_with('T')).count() >= 3);
            }
        },
    },
    Built {
        id: "IND-LAC-10",
        period: Period::Snapshot,
        shape: Shape::Share,
        tables: &["ssd_cla_episodes", "ssd_cla_placement", "ssd_person"],
        note: "Without a break for two and a half years.",
        cases: |index, window, cases| {
            let (long, settled) = (months_before(window.to, 30), months_before(window.to, 24));
            for child in index.looked_after(window.to).into_iter().filter(|child| child.date <= long) {
                if index.aged(child.who, window.to, 0, 15) {
                    let lives = index.placement(child.who, window.to);
                    let adoptive = |kind: &str| code(kind).starts_with('A');
                    let stays = lives
                        .is_some_and(|(event, row)| event.date <= settled || adoptive(&row.clap_cla_placement_type));
                    cases.case(child, stays);
                }
            }
        },
    },
    Built {
        id: "IND-LAC-22",
        period: Period::Snapshot,
        shape: Shape::Share,
        tables: &["ssd_cla_episodes", "ssd_cla_placement"],
        note: "In one foster placement for two years; formal by type U1 or U4.",
        cases: |index, window, cases| {
            let settled = months_before(window.to, 24);
            for child in index.looked_after(window.to) {
                let Some((event, row)) = index.placement(child.who, window.to) else { continue };
                let kind = code(&row.clap_cla_placement_type);
                if kind.starts_with('U') && event.date <= settled {
                    cases.case(child, matches!(kind, "U1" | "U4"));
                }
            }
        },
    },
    Built {
        id: "IND-LAC-25",
        period: Period::Snapshot,
        shape: Shape::Share,
        tables: &["ssd_cla_episodes", "ssd_cla_placement", "ssd_family"],
        note: "Children of one family number; together by one postcode. A group stands in the list by its first child.",
        cases: |index, window, cases| {
            let after: HashMap<u32, Event> =
                index.looked_after(window.to).into_iter().map(|one| (one.who, one)).collect();
            let mut groups: BTreeMap<&str, BTreeMap<u32, Event>> = BTreeMap::new();
            for member in index.families.all() {
                let family = &index.facts.families[member.row as usize].fami_family_id;
                if let Some(child) = after.get(&member.who) {
                    groups.entry(family).or_default().insert(member.who, *child);
                }
            }
            for group in groups.values().filter(|group| group.len() >= 2) {
                let homes = group.keys().map(|who| {
                    let postcode =
                        index.placement(*who, window.to).map_or("", |(_, row)| &row.clap_cla_placement_postcode);
                    postcode.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase()
                });
                let homes: Vec<String> = homes.collect();
                let together = !homes[0].is_empty() && homes.iter().all(|home| *home == homes[0]);
                if let Some(child) = group.values().next() {
                    cases.case(*child, together);
                }
            }
        },
    },
    Built {
        id: "IND-CL-11",
        period: Period::Snapshot,
        shape: Shape::Share,
        tables: &["ssd_cla_episodes", "ssd_cla_placement", "ssd_person"],
        note: "Looked-after: types H5, K3 and P2. Care leavers of that age: accommodation D, E or U.",
        cases: |index, window, cases| {
            for child in index.looked_after(window.to) {
                if index.aged(child.who, window.to, 16, 17) {
                    let kind =
                        index.placement(child.who, window.to).map_or("", |(_, row)| &row.clap_cla_placement_type);
                    cases.first(child.who);
                    cases.case(child, matches!(code(kind), "H5" | "K3" | "P2"));
                }
            }
            for young in index.care_leavers.all() {
                if index.aged(young.who, window.to, 16, 17) && cases.first(young.who) {
                    let lives = &index.facts.care_leavers[young.row as usize].clea_care_leaver_accommodation;
                    cases.case(*young, lives.trim().starts_with(['D', 'E', 'U']));
                }
            }
        },
    },
];

/// A kind of placement in plain words.
fn kind(text: &str) -> &'static str {
    match code(text) {
        "A3" | "A4" | "A5" | "A6" => "placed for adoption",
        "H5" | "K3" | "P2" => "supported or independent living",
        "K1" | "K2" => "children's home",
        "P1" => "with parents",
        "S1" => "residential school",
        "R1" | "R2" | "R3" | "R5" => "other residential",
        kind if kind.starts_with('U') => "foster",
        _ => "other",
    }
}
