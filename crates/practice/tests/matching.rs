//! Person matching against a table of pairs, each with the band a careful reader would put it in.

use std::collections::BTreeSet;

use practice::matching::{Band, Candidate, Query, blocking_keys};
use proptest::prelude::*;

/// `given family|born|sex|postcode|nhs number`, with any former names after a `/`.
fn held(text: &str) -> Candidate {
    let cells: Vec<&str> = text.split('|').collect();
    let known = |at: usize| Some(cells[at].to_owned()).filter(|cell| !cell.is_empty());
    Candidate {
        names: cells[0].split('/').map(split).collect(),
        born: cells[1].parse().ok(),
        sex: known(2),
        postcode: known(3),
        nhs_number: known(4),
        upn: None,
    }
}

/// The given name is the first word, or two for a middle name or a numbered twin; the rest is the surname.
fn split(name: &str) -> (String, String) {
    let words: Vec<&str> = name.split_whitespace().collect();
    let given = match words[..] {
        ["Emma", "Jane", ..] | ["Twin", ..] => 2,
        _ => 1.min(words.len()),
    };
    (words[..given].join(" "), words[given..].join(" "))
}

fn asked(text: &str) -> Query {
    let Candidate { names, born, sex, postcode, nhs_number, upn } = held(text);
    let (given, family) = names[0].clone();
    Query { given, family, born, sex, postcode, nhs_number, upn }
}

fn pairs() -> Vec<(String, String, String, String)> {
    csv::Reader::from_path("tests/data/person-pairs.csv").unwrap().deserialize().map(|row| row.unwrap()).collect()
}

fn band(name: &str) -> Band {
    match name {
        "certain" => Band::Certain,
        "likely" => Band::Likely,
        "possible" => Band::Possible,
        "unlikely" => Band::Unlikely,
        other => panic!("no band {other}"),
    }
}

#[test]
fn each_pair_is_in_the_band_a_careful_reader_would_choose() {
    let mut wrong = Vec::new();
    for (a, b, expected, why) in pairs() {
        let found = asked(&a).compare(&held(&b));
        if found.band() != band(&expected) {
            let reasons: Vec<String> = found.reasons.iter().map(ToString::to_string).collect();
            wrong.push(format!("{why}: {a} and {b}: {expected} but {} ({})", found.score, reasons.join("; ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(pairs().len() >= 40);
}

#[test]
fn the_same_two_people_score_the_same_whichever_is_asked_for() {
    for (a, b, ..) in pairs() {
        if !b.contains('/') {
            assert_eq!(asked(&a).compare(&held(&b)).score, asked(&b).compare(&held(&a)).score, "{a} and {b}");
        }
    }
}

#[test]
fn whoever_may_be_the_same_person_shares_a_key() {
    for (a, b, expected, why) in pairs() {
        let (query, candidate) = (asked(&a), held(&b));
        if band(&expected) == Band::Unlikely || query.nhs_number.is_some() {
            continue;
        }
        let wanted: BTreeSet<String> = blocking_keys(&query.given, &query.family, query.born).into_iter().collect();
        let kept = candidate.names.iter().flat_map(|(given, family)| blocking_keys(given, family, candidate.born));
        assert!(kept.into_iter().any(|key| wanted.contains(&key)), "{why}: {a} and {b}: {wanted:?}");
    }
}

#[test]
fn the_keys_of_a_name_are_these() {
    let keys = blocking_keys("Kate", "O'Brien-Smith", "2012-03-04".parse().ok());
    assert!(keys.iter().any(|key| key == "d:2012-03-04"), "{keys:?}");
    assert!(keys.iter().any(|key| key == "z:APRN") && keys.iter().any(|key| key == "z:SM0"), "{keys:?}");
    assert!(
        keys.iter().any(|key| key == "y:SM0:2012") && keys.iter().any(|key| key == "b:KTRN:2012-03-04"),
        "{keys:?}"
    );
    assert_eq!(blocking_keys("Baby", "", None), [""; 0]);
    assert_eq!(blocking_keys("Baby", "", "2026-02-14".parse().ok()), ["d:2026-02-14"]);
}

#[test]
fn reasons_are_plain_sentences_with_their_points() {
    let told = |a: &str, b: &str| -> Vec<String> {
        asked(a).compare(&held(b)).reasons.iter().map(ToString::to_string).collect()
    };
    assert_eq!(
        told("Kate Kowalsky|2012-06-07|F|BL9 0AA|", "Katherine Kowalski|2012-07-06|F|BL9 0AB|"),
        [
            "Surname sounds the same (Kowalsky, Kowalski): 20",
            "Forms of the same given name (Kate, Katherine): 22",
            "Day and month swapped: 20",
            "Sex the same: 3",
            "Postcodes close together: 4",
        ]
    );
    assert_eq!(
        told("Mia Hall|2017-01-20|F||", "Ava Hall|2017-01-20|F||")[1],
        "Twin warning: same surname and date of birth, different given name (Mia, Ava): -25"
    );
}

#[test]
fn marks_apostrophes_and_letters_of_other_alphabets_are_the_same_name() {
    for (a, b) in
        [("Łukasz Wójcik", "Lukasz Wojcik"), ("Zoë Ní-Bhriain", "Zoe Ni Bhriain"), ("Bjørn Strauß", "bjorn STRAUSS")]
    {
        let reasons = asked(&format!("{a}||||")).compare(&held(&format!("{b}||||"))).reasons;
        assert_eq!(reasons.iter().map(|reason| reason.points).collect::<Vec<_>>(), [25, 25, 0], "{a} and {b}");
    }
}

#[test]
fn a_pupil_number_ties_a_changed_name() {
    let query =
        Query { given: "Jade".into(), family: "Brown".into(), upn: Some("A123456789012".into()), ..Query::default() };
    let mut candidate = held("Jade Wilson||||");
    candidate.upn = Some("a123456789012".into());
    assert_eq!(query.compare(&candidate).band(), Band::Certain);
    candidate.upn = Some("B123456789012".into());
    assert_eq!(query.compare(&candidate).band(), Band::Unlikely);
}

proptest! {
    #[test]
    fn any_text_at_all_is_compared(a in ".{0,20}", b in ".{0,20}", c in ".{0,20}", d in ".{0,20}") {
        let query = Query { given: a.clone(), family: b.clone(), postcode: Some(c.clone()), nhs_number: Some(d.clone()), ..Query::default() };
        let candidate = Candidate { names: vec![(c, d), (a.clone(), b.clone())], postcode: Some(b.clone()), nhs_number: Some(a.clone()), ..Candidate::default() };
        prop_assert!(query.compare(&candidate).score <= 100);
        let keys = blocking_keys(&a, &b, None);
        prop_assert!(keys.is_sorted_by(|x, y| x < y), "in order and each once: {keys:?}");
        prop_assert_eq!(keys, blocking_keys(&format!(" {a} "), &b, None));
    }
}
