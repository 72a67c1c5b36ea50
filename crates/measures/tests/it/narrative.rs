//! Claims that hold and claims that do not.

use jiff::civil::date;
use measures::comparators::{SHIPPED, comparators, latest};
use measures::narrative::{Figures, contradictions};

/// Bolton's re-referrals, by the comparators that are shipped.
fn rereferrals(year: i16) -> Figures {
    let all = comparators(SHIPPED).unwrap();
    let by = |year: i16| latest(&all, "Bolton", "IND-FD-07", None, date(year, 3, 31));
    let ours = |year: i16| by(year).iter().find(|one| one.name == "Bolton").map(|one| one.value);
    let others = by(year).iter().filter(|one| one.name != "Bolton").map(|one| (one.name.clone(), one.value)).collect();
    let about = measures::find("IND-FD-07").unwrap().name.to_owned();
    Figures { about, ours: ours(year).unwrap(), before: ours(year - 1), others, higher_is_better: Some(false) }
}

#[test]
fn comparatively_low_is_contradicted_by_its_own_table() {
    let said = "Re-referrals remain comparatively low.";
    let found = contradictions(said, &rereferrals(2015));
    let because: Vec<&str> = found.iter().map(|one| one.because.as_str()).collect();
    assert_eq!(because, ["ours is 23.1, statistical neighbours 22.94"]);
    // The same words held a year before, against all three.
    assert_eq!(contradictions(said, &rereferrals(2014)), []);
    assert_eq!(rereferrals(2014).others.len(), 3);
}

#[test]
fn claims_that_hold_and_claims_that_do_not() {
    let figures = rereferrals(2015);
    let holds = [
        "We are below the North West and England.",
        "The rate is higher than our statistical neighbours.",
        "It is lower than the national average.",
        "Performance is better than the region.",
        "We are in line with statistical neighbours.",
        "Re-referrals have risen.",
        "This has not improved.",
        "The rate has worsened, yet it is not higher than England.",
        "Low staff turnover helped.",
        "The figure of 23.1 is below England. Work goes on.",
        "Nothing is claimed here.",
        "Staff turnover fell.",
        "The rate has risen because agency use fell.",
        "Contacts fell, and so did waiting.",
    ];
    let fails = [
        ("We are below our neighbours.", 1),
        ("It is higher than England.", 1),
        ("Performance is worse than the region.", 1),
        ("We are better than all comparators.", 1),
        ("The rate has fallen.", 1),
        ("Agency use rose, and re-referrals have fallen.", 1),
        ("Repeat referrals fell again.", 1),
        ("In 2015 it fell.", 1),
        ("Re-referrals improved this year.", 1),
        ("The rate is in line with the North West.", 1),
        ("It is not lower than England.", 1),
        ("Relatively high.", 2),
        ("The figure of 23.1 is above England. Work goes on.", 1),
    ];
    for said in holds {
        assert_eq!(contradictions(said, &figures), [], "{said}");
    }
    for (said, n) in fails {
        assert_eq!(contradictions(said, &figures).len(), n, "{said}: {:?}", contradictions(said, &figures));
    }
    println!("{} claims that hold, {} that do not", holds.len(), fails.len());
    // Better means nothing where neither way is better.
    let neutral = Figures { higher_is_better: None, ..figures };
    assert_eq!(contradictions("Performance is worse than the region.", &neutral), []);
}

#[test]
fn the_comparators_shipped_are_whole() {
    let all = comparators(SHIPPED).unwrap();
    for one in &all {
        assert!(measures::find(&one.measure).is_some(), "{} {}", one.authority, one.measure);
        assert!(!one.place.is_empty() && one.value.is_finite());
    }
    println!("{} figures shipped", all.len());
    assert_eq!(all.len(), 172);
    // Broken twins, each with its line.
    for (from, to, said) in [
        (",own history,", ",ours,", "line 2: the set is none"),
        (",43000,", ",many,", "line 2: the value is no number"),
        ("2015-04-01", "01/04/2015", "line 2: a date is written"),
        (",2015-04-01,2016-03-31,", ",2016-04-01,2016-03-31,", "line 2: a period has a first and a last day"),
        ("Ofsted inspection of Bury's children's services, published 2016", "", "line 2: a figure without a source"),
    ] {
        assert!(SHIPPED.contains(from), "{from}");
        let fault = comparators(&SHIPPED.replacen(from, to, 1)).unwrap_err().to_string();
        assert!(fault.starts_with(said), "{fault}");
    }
}
