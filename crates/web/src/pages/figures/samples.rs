//! Figures of made-up facts: a scorecard, one for those who see aggregates alone, a measure, the children behind it.

use super::behind;
use super::measure::{self, MeasurePage, Sent};
use super::report;
use super::{Scorecard, view};
use crate::pages::Sample;
use crate::pages::contact::sample_child;
use casework::figures::{
    Behind, Changed, Comment, Content, Every, Figures, Issued, Member, Said, SaidThen, Shown, since,
};
use casework::file::AsAt;
use casework::names::StaffNames;
use facts::Facts;
use facts::tables::{CinAssessment, CinEpisode, Contact};
use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};
use maud::{Markup, html};
use measures::cards::CARDS;
use measures::comparators::{SHIPPED, comparators};
use measures::narrative::Contradiction;
use measures::{By, Population, Setting};
use practice::moment::Moment;
use std::collections::BTreeMap;
use std::sync::Arc;

const ON: Date = date(2026, 11, 17);

/// Two years of contacts, referrals and assessments: eleven contacts in most months, and many more in the last.
fn facts() -> Facts {
    let mut all = Facts::default();
    for month in 0..26_i32 {
        let start = ON.first_of_month().saturating_sub(month.months());
        let many = if month == 1 { 40 } else { 9 + month % 5 };
        for number in 0..many {
            let day = start.saturating_add((number % 27).days());
            let (id, person) = (format!("{month}-{number}"), format!("child-{}", (month * 7 + number) % 90));
            all.contacts.push(Contact {
                cont_contact_id: id.as_str().into(),
                cont_person_id: person.as_str().into(),
                cont_contact_date: Some(day),
                ..Contact::default()
            });
            if number % 2 == 0 {
                all.cin_episodes.push(CinEpisode {
                    cine_referral_id: id.as_str().into(),
                    cine_person_id: person.as_str().into(),
                    cine_referral_date: Some(day),
                    cine_referral_team: ["east", "west", "north", "south"][person.len() % 2 + (month % 2) as usize * 2]
                        .into(),
                    ..CinEpisode::default()
                });
                all.cin_assessments.push(CinAssessment {
                    cina_assessment_id: id.as_str().into(),
                    cina_person_id: person.as_str().into(),
                    cina_assessment_start_date: Some(day),
                    cina_assessment_auth_date: Some(day.saturating_add((20 + number * 3).days())),
                    cina_referral_id: id.as_str().into(),
                    ..CinAssessment::default()
                });
            }
        }
    }
    all
}

/// What the samples of figures are made of.
pub fn figures() -> Figures {
    let population = Population { year: 2025, estimate: 4_300.0, source: "Made up for this sample".into() };
    let setting = Setting { populations: vec![population], ..Setting::default() };
    let comparators = comparators(SHIPPED).unwrap_or_default();
    let bolton = comparators.into_iter().filter(|one| one.authority == "Bolton").collect();
    Figures::worked_out(facts(), setting, bolton, Timestamp::constant(1_794_826_800, 0), ON)
}

fn said() -> Said {
    Said {
        written: Moment::at(date(2026, 10, 9), 14, 5),
        by: "dir".into(),
        figure: "71.0% (44 of 62), 1 Oct 2025 to 30 Sept 2026".into(),
        says: "Two workers left the east team in August, and assessments begun by them finished late.".into(),
        will_do: "The hub holds new referrals for the east team until both posts are filled on 2 November.".into(),
    }
}

fn page(shown: Shown, id: &str, by: Option<By>, sent: Option<Sent>) -> Option<MeasurePage> {
    let said = vec![(said(), "Dana Price".to_owned())];
    let measure = measures::find(id)?;
    Some(MeasurePage {
        measure,
        figures: Arc::new(if shown.whole { figures() } else { figures().for_aggregates() }),
        as_at: AsAt::Now,
        shown,
        said,
        by,
        team: String::new(),
        staff: Arc::default(),
        sent,
    })
}

/// A measure of one team, with other authorities loaded beside their counts.
fn of_a_team() -> Markup {
    let whole = Shown { whole: true, lists: true, comments: true, issues: true };
    page(whole, "IND-FD-07", None, None)
        .map_or_else(|| html! {}, |page| measure::view(&MeasurePage { team: "east".to_owned(), ..page }, ""))
}

/// The pages in each of their states.
pub fn samples() -> Vec<Sample> {
    let whole = Shown { whole: true, lists: true, comments: true, issues: true };
    let aggregates = Shown { whole: false, lists: false, comments: false, issues: false };
    let (figures, open) = (figures(), figures().for_aggregates());
    let names = |_: &Said| "Dana Price".to_owned();
    let card = |at: usize, shown: Shown, as_at: AsAt| {
        let said: BTreeMap<String, Said> = [("IND-AS-01".to_owned(), said())].into();
        CARDS.get(at).map_or_else(
            || html! {},
            |card| {
                let figures = if shown.whole { &figures } else { &open };
                let teams = vec![("east".to_owned(), "East".to_owned()), ("west".to_owned(), "West".to_owned())];
                let team = if as_at == AsAt::Now { String::new() } else { "east".to_owned() };
                view(&Scorecard { card, figures, as_at, shown, team, teams, said, names: &names })
            },
        )
    };
    let measure =
        |shown, id: &str, by, sent| page(shown, id, by, sent).map_or_else(|| html! {}, |page| measure::view(&page, ""));
    let contradicted = Sent {
        comment: Comment { key: "k".into(), says: "Lower than our neighbours".into(), ..Comment::default() },
        fault: String::new(),
        wrong: vec![Contradiction {
            claim: "Lower than our neighbours".into(),
            because: "ours is 23.1, statistical neighbours 22.94".into(),
        }],
    };
    let empty =
        Sent { comment: Comment::default(), fault: "Say what the figure tells you, and why".into(), wrong: vec![] };
    let member = |number: u128, counts: bool| Member {
        child: Some(sample_child(number, "Ava Brook", "2015-06-04")),
        name: String::new(),
        counts,
        amount: 12.0,
        late: if counts { vec![] } else { vec!["Initial conference held: The family was away".into()] },
    };
    let behind = |id: &str, count: u128, more| {
        let Some(measure) = measures::find(id) else { return html! {} };
        let Some(outcome) = figures.latest(measure).cloned() else { return html! {} };
        let members = (0..count).map(|number| member(number + 1, number % 3 > 0)).collect();
        behind::view(&Behind { measure, outcome, members, more }, &StaffNames::default(), whole, count > 0, "")
    };
    let to = date(2026, 10, 31);
    let then_said = SaidThen {
        by: "Dana Price".into(),
        on: date(2026, 11, 3),
        of: "71.0% (44 of 62), Oct 2026".into(),
        says: said().says,
        will_do: said().will_do,
    };
    let issued = Issued {
        id: uuid::Uuid::nil(),
        card: "service".into(),
        title: "Children's social care".into(),
        every: Every::Month,
        to,
        issued: Moment::at(date(2026, 11, 4), 10, 12),
        by: "dir".into(),
    };
    let Some(card_of_service) = measures::cards::card("service") else { return Vec::new() };
    let said_of = [("IND-AS-01".to_owned(), vec![then_said])].into();
    let content = Content::alone(&figures, card_of_service, Every::Month, to, said_of);
    let mut before = content.clone();
    // As it was known before some were written down.
    if let Some(line) = before.lines.first_mut() {
        (line.figure, line.counted) = ("37".into(), 37.0);
    }
    let changed: Vec<Changed> = before.lines.iter().map(|line| since(&figures, line)).collect();
    let none: Vec<Changed> = content.lines.iter().map(|line| since(&figures, line)).collect();
    let empty_content = Content { lines: Vec::new(), ..content.clone() };
    let staff = StaffNames::default();
    let then = AsAt::KnownBy(Moment::day(date(2026, 9, 1)));
    vec![
        Sample { name: "figures", markup: card(0, whole, AsAt::Now) },
        Sample { name: "figures-then", markup: card(1, whole, then) },
        Sample { name: "figures-aggregates", markup: card(4, aggregates, AsAt::Now) },
        Sample { name: "figure", markup: measure(whole, "IND-AS-01", Some(By::AgeBand), None) },
        Sample { name: "figure-funnel", markup: measure(whole, "IND-AS-01", Some(By::Team), None) },
        Sample { name: "figure-of-a-team", markup: of_a_team() },
        Sample { name: "figure-aggregates", markup: measure(aggregates, "IND-FD-07", Some(By::Ethnicity), None) },
        Sample { name: "figure-contradicted", markup: measure(whole, "IND-FD-07", None, Some(contradicted)) },
        Sample { name: "figure-refused", markup: measure(whole, "IND-FD-01", None, Some(empty)) },
        Sample { name: "figure-waits", markup: measure(whole, "IND-FD-11", None, None) },
        Sample { name: "figure-children", markup: behind("IND-AS-01", 7, 0) },
        Sample { name: "figures-flow", markup: super::flow::sample(true) },
        Sample { name: "figures-flow-nobody", markup: super::flow::sample(false) },
        Sample {
            name: "reports",
            markup: report::list_view(std::slice::from_ref(&issued), &staff, Some(ON), "service"),
        },
        Sample { name: "reports-none", markup: report::list_view(&[], &staff, None, "") },
        Sample { name: "report-draft", markup: report::draft_view(&content, "") },
        Sample { name: "report", markup: report::view(&issued, &content, "Dana Price", true) },
        Sample {
            name: "report-aggregates",
            markup: report::view(&issued, &content.clone().for_aggregates(), "Dana Price", false),
        },
        Sample { name: "report-nothing", markup: report::view(&issued, &empty_content, "Dana Price", true) },
        Sample { name: "report-since", markup: report::since_view(&issued, &before, &changed) },
        Sample { name: "report-since-nothing", markup: report::since_view(&issued, &content, &none) },
        Sample { name: "figure-children-none", markup: behind("IND-FD-04", 0, 4) },
    ]
}
