//! An invented return, the same in every run: children, with a fault planted here and there.

use jiff::Span;
use jiff::civil::{Date, date};

/// The tables of one year, each with the name of its file.
pub type Tables = Vec<(&'static str, String)>;

/// A generator of our own: the numbers are the same everywhere.
struct Chance {
    state: u64,
    one_in: u32,
}

impl Chance {
    fn below(&mut self, most: u32) -> u32 {
        self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.state >> 33) as u32) % most
    }

    fn one_in(&mut self, times: u32) -> bool {
        self.below(times) == 0
    }

    fn of<'a>(&mut self, some: &[&'a str]) -> &'a str {
        some[self.below(some.len() as u32) as usize]
    }
}

fn day(day: Date) -> String {
    day.strftime("%d/%m/%Y").to_string()
}

fn plus(day: Date, days: u32) -> Date {
    day + Span::new().days(days)
}

const HEADINGS: [(&str, &str); 11] = [
    ("header.csv", "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB"),
    ("episodes.csv", "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"),
    ("reviews.csv", "CHILD,DOB,REVIEW,REVIEW_CODE"),
    ("uasc.csv", "CHILD,SEX,DOB,DUC"),
    (
        "oc2.csv",
        "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT,SUBSTANCE_MISUSE,\
         INTERVENTION_RECEIVED,INTERVENTION_OFFERED",
    ),
    ("oc3.csv", "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM"),
    ("ad1.csv", "CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR"),
    ("placed_for_adoption.csv", "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED"),
    ("previous_permanence.csv", "CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM"),
    ("missing.csv", "CHILD,DOB,MISSING,MIS_START,MIS_END"),
    ("sw_episodes.csv", "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON"),
];

/// A return of so many children, looked after in the year that ends in March of `year`, and last year's; one row in so many
/// has a wrong value.
pub fn returns(children: u32, year: i16, one_in: u32) -> (Tables, Tables) {
    let start = date(year - 1, 4, 1);
    let mut chance = Chance { state: 903, one_in };
    let (mut this, mut last) = (tables(), tables());
    for child in 0..children {
        let care = plus(start, chance.below(1100)) - Span::new().days(800);
        one(&mut chance, &format!("{:06}", 100_000 + child), care, start, &mut this, &mut last);
    }
    (this, last)
}

fn tables() -> Tables {
    HEADINGS.iter().map(|(name, headings)| (*name, format!("{headings}\n"))).collect()
}

fn add(tables: &mut Tables, table: usize, cells: &[&str], chance: &mut Chance) {
    let spoilt = chance.one_in(chance.one_in).then(|| 1 + chance.below(cells.len() as u32 - 1) as usize);
    for (at, cell) in cells.iter().enumerate() {
        let cell = if spoilt == Some(at) { chance.of(&["", "X9", "31/02/2025", "2025-04-01", "0"]) } else { cell };
        tables[table].1 += if at == 0 { "" } else { "," };
        tables[table].1 += cell;
    }
    tables[table].1.push('\n');
}

fn one(chance: &mut Chance, child: &str, care: Date, start: Date, this: &mut Tables, last: &mut Tables) {
    let end = plus(start, 364);
    let born = care - Span::new().days(chance.below(5800) + 200);
    let birth = day(born);
    let sex = chance.of(&["M", "F"]);
    let mother = if sex == "F" { "0" } else { "" };
    let upn = format!("A{}{child}9B", chance.below(89_999) + 10_000);
    let header = [child, sex, &birth, "WBRI", &upn[..13.min(upn.len())], mother, ""];
    let need = chance.of(&["N1", "N2", "N4", "N5"]);
    let status = chance.of(&["C2", "C2", "V2", "E1"]);
    let (home, near) = (format!("AA{} 1AA", chance.below(9) + 1), format!("AB{} 2AB", chance.below(9) + 1));
    add(this, 0, &header, chance);
    if care < start {
        add(last, 0, &header, chance);
    }
    let (mut began, mut why, mut place) = (care, "S", "U4");
    let mut workers = vec![care];
    loop {
        let ended = plus(began, 30 + chance.below(420));
        let goes_on = chance.below(10) < 7;
        let closed = ended <= end;
        let provider = if place == "K2" { "PR4" } else { "PR1" };
        let urn = if place == "K2" { "1234567" } else { "XXXXXXX" };
        let (dec, reason) = (day(ended), if goes_on { "X1" } else { chance.of(&["E4A", "E8", "E45"]) });
        let change = if goes_on { "CARPL" } else { "" };
        let row = |dec: &'static str| (dec, "", "");
        let whole = (dec.as_str(), reason, change);
        let write = |tables: &mut Tables, (dec, rec, change): (&str, &str, &str), chance: &mut Chance| {
            let began = day(began);
            add(
                tables,
                1,
                &[child, &began, why, status, need, place, provider, dec, rec, change, &home, &near, urn],
                chance,
            );
        };
        if ended >= start || !closed {
            write(this, if closed { whole } else { row("") }, chance);
        }
        if began < start {
            write(last, if ended < start { whole } else { row("") }, chance);
        }
        if !closed || !goes_on {
            break;
        }
        (began, why) = (ended, "P");
        place = chance.of(&["U4", "U6", "K2", "P1"]);
        workers.push(ended);
    }
    for (at, began) in workers.iter().enumerate() {
        let ended = workers.get(at + 1).map(|next| day(*next)).unwrap_or_default();
        let reason = if at == 0 { "FCONTA" } else { "MANAGE" };
        add(this, 10, &[child, &birth, "SW1234567", &day(*began), &ended, reason], chance);
    }
    for months in [60, 240] {
        let held = plus(start, months + chance.below(40));
        let took = if born + Span::new().years(4) > held { "PN0" } else { "PN1" };
        add(this, 2, &[child, &birth, &day(held), took], chance);
    }
    let score = chance.below(40).to_string();
    add(this, 4, &[child, &birth, &score, "", "0", "", "1", "1", "1", "0", "", ""], chance);
    add(this, 8, &[child, &birth, "Z1", "", ""], chance);
    add(last, 8, &[child, &birth, "Z1", "", ""], chance);
    if chance.one_in(20) {
        let ends = day(born + Span::new().years(18));
        add(this, 3, &[child, sex, &birth, &ends], chance);
        add(last, 3, &[child, sex, &birth, &ends], chance);
    }
    if chance.one_in(5) {
        add(this, 5, &[child, &birth, "YES", "F2", "U1"], chance);
    }
    if chance.one_in(25) {
        let decided = day(plus(start, chance.below(200)));
        add(this, 7, &[child, &birth, &decided, "", ""], chance);
        add(this, 6, &[child, &birth, &decided, &decided, "0", "2", "MF", "L11"], chance);
    }
    if chance.one_in(10) {
        let began = plus(start, chance.below(350));
        add(this, 9, &[child, &birth, "M", &day(began), &day(plus(began, 2))], chance);
    }
}
