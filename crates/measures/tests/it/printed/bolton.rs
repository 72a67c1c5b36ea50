//! Bolton's tables.

use super::{asked, care, child, printed};
use facts::Facts;
use facts::tables::{CinEpisode, LegalStatus};
use jiff::civil::{Date, date};
use measures::engine::{Population, Setting};

/// Referrals of a year, so many of them with one in the year before.
fn referrals(year: i16, all: usize, again: usize) -> Facts {
    let mut facts = Facts::default();
    let mut refer = |n: usize, day: Date| {
        facts.cin_episodes.push(CinEpisode {
            cine_referral_id: format!("r{n}-{day}").into(),
            cine_person_id: child(n),
            cine_referral_date: Some(day),
            ..CinEpisode::default()
        });
    };
    for n in 0..all {
        refer(n, date(year, 3, 31));
    }
    for n in 0..again {
        refer(n, date(year - 1, 3, 31));
    }
    // Others were referred longer ago.
    for n in again..all {
        refer(n, date(year - 1, 3, 30));
    }
    facts
}

#[test]
fn bolton_re_referrals_with_three_comparators() {
    let setting = Setting::default();
    let table = [
        (2013, 227, "North West 26.4", "statistical neighbours 27.97", "England 24.9", "22.7"),
        (2014, 223, "North West 27.3", "statistical neighbours 25.03", "England 23.4", "22.3"),
        (2015, 231, "North West 25.5", "statistical neighbours 22.94", "England 24", "23.1"),
    ];
    for (year, again, region, neighbours, england, ours) in table {
        let facts = referrals(year, 1000, again);
        let row = printed("IND-FD-07", "Bolton", &facts, &setting, date(year, 3, 31), 1);
        assert_eq!(row, [format!("Bolton {ours}").as_str(), neighbours, region, england]);
    }
    // The broken twin: one child more, and it is not what was printed.
    let twin = printed("IND-FD-07", "Bolton", &referrals(2015, 1000, 232), &setting, date(2015, 3, 31), 1);
    assert_ne!(twin[0], "Bolton 23.1");
}

#[test]
fn bolton_placed_out_of_borough() {
    let setting = Setting { districts: vec!["BL1".to_owned()], ..Setting::default() };
    for (year, comparators) in [
        (2014, ["statistical neighbours 14.6", "North West 9", "England 13"]),
        (2015, ["statistical neighbours 14.9", "North West 10", "England 14"]),
    ] {
        let mut facts = Facts::default();
        for n in 0..500 {
            // Thirty-five far outside; ten outside and near; ten far but within.
            let (postcode, miles) = match n {
                ..35 => ("ZZ9 9ZZ", 21.0),
                35..45 => ("ZZ9 9ZZ", 5.0),
                45..55 => ("BL1 1AA", 30.0),
                _ => ("BL1 1AA", 3.0),
            };
            care(&mut facts, n, date(2010, 1, 1), None, "U4", postcode, miles);
        }
        let row = printed("IND-LAC-06", "Bolton", &facts, &setting, date(year, 3, 31), 1);
        assert_eq!(row[0], "Bolton 7.0");
        assert_eq!(row[1..], comparators);
    }
}

#[test]
fn bolton_looked_after_rates() {
    let setting = Setting {
        populations: vec![Population {
            year: 2013,
            estimate: 60_000.0,
            source: "invented, to print the rates".to_owned(),
        }],
        ..Setting::default()
    };
    for (year, children, ours, comparators) in [
        (2014, 480, "Bolton 80.00", vec!["statistical neighbours 76.3", "North West 81", "England 60"]),
        (2015, 522, "Bolton 87.00", vec!["statistical neighbours 76.4", "North West 82", "England 60"]),
        // The rate of England for 2016 cannot be read in the source: the last that can is of 2015.
        (2016, 510, "Bolton 85.00", vec!["statistical neighbours 76.3", "North West 82", "England 60"]),
    ] {
        let mut facts = Facts::default();
        (0..children).for_each(|n| care(&mut facts, n, date(2010, 1, 1), None, "U4", "", 1.0));
        // And some who left the day before, and some who come for short breaks.
        for n in children..children + 20 {
            care(&mut facts, n, date(2010, 1, 1), Some((date(year, 3, 30), "E4A")), "U4", "", 1.0);
        }
        for n in children + 20..children + 30 {
            care(&mut facts, n, date(2010, 1, 1), None, "U4", "", 1.0);
            facts.legal_statuses.push(LegalStatus {
                lega_person_id: child(n),
                lega_legal_status: "V4".into(),
                lega_legal_status_start_date: Some(date(2010, 1, 1)),
                ..LegalStatus::default()
            });
        }
        let row = printed("IND-LAC-02", "Bolton", &facts, &setting, date(year, 3, 31), 2);
        assert_eq!(row[0], ours);
        assert_eq!(row[1..], comparators[..]);
        let outcome = asked("IND-LAC-02", &facts, &setting, date(year, 3, 31));
        assert_eq!(outcome.population.unwrap().source, "invented, to print the rates");
    }
}

#[test]
fn bolton_left_care_through_adoption() {
    for (year, adopted, comparators) in [
        (2014, 70, ["statistical neighbours 22", "North West 17", "England 17"]),
        (2015, 62, ["statistical neighbours 22", "North West 19", "England 17"]),
        (2016, 52, ["statistical neighbours 19.1", "North West 18", "England 15"]),
    ] {
        let mut facts = Facts::default();
        for n in 0..200 {
            let reason = if n < adopted { ["E11", "E12"][n % 2] } else { ["E4A", "E45", "E5"][n % 3] };
            care(&mut facts, n, date(2010, 1, 1), Some((date(year, 3, 31), reason)), "A4", "", 1.0);
        }
        // Adopted a day after the year ends.
        care(&mut facts, 500, date(2010, 1, 1), Some((date(year, 4, 1), "E11")), "A4", "", 1.0);
        let row = printed("IND-AD-05", "Bolton", &facts, &Setting::default(), date(year, 3, 31), 0);
        assert_eq!(row[0], format!("Bolton {}", adopted / 2));
        assert_eq!(row[1..], comparators);
    }
    // "73% above" the national figure: 26 against 15.
    assert_eq!(((26.0f64 / 15.0 - 1.0) * 100.0).round(), 73.0);
}
