//! A child's journey on one line for each part of it, drawn from the episodes worked out from the records.

use super::overview::faults as oddities;
use super::{Looking, dressed, example, is_shown, keep, record_href};
use crate::components::{Button, Select};
use crate::draw::timeline::{Bar, Lane, LaneRule, Point, Shape, Timeline, Zoom, draw, faults, table};
use crate::pages::Sample;
use crate::pages::as_at::kept_day;
use crate::routes::{Routes, of_child};
use axum::extract::Query;
use axum::response::Response;
use casework::Act;
use casework::file::{AsAt, File};
use jiff::civil::Date;
use maud::{Markup, html};
use practice::early_help::StepToEarlyHelp;
use practice::episode::{Episode, Stage};
use practice::looked_after::{LegalSpell, PlacementSpell};
use practice::missing::{self, Gone};
use practice::moment::Moment;
use practice::protection::Conference;
use practice::record::{Entry, Record};
use practice::visits::Visit;
use serde::Deserialize;

/// The addresses.
pub fn routes() -> Routes {
    Routes::new().get("/children/{person}/journey", of_child(Act::SeeFile), show)
}

/// Which part of the journey is wanted: `?zoom=12months&lane=visits`.
#[derive(Deserialize, Clone, Default, Debug)]
pub struct Wanted {
    #[serde(default)]
    zoom: String,
    #[serde(default)]
    lane: String,
}

async fn show(looking: Looking, Query(wanted): Query<Wanted>) -> Response {
    let main = view(&looking.file, &wanted);
    looking.page("/journey", "Journey", main)
}

/// The lanes, top to bottom: a name for addresses, a title, what is drawn in it.
const LANES: [(&str, &str, Holds); 11] = [
    ("contacts", "Contact and referral", Holds::Stages(&[Stage::Contact, Stage::Need])),
    ("early-help", "Early help", Holds::Stages(&[Stage::EarlyHelp])),
    ("assessment", "Assessment", Holds::Stages(&[Stage::Assessment])),
    ("enquiry", "Section 47 enquiry", Holds::Stages(&[Stage::Enquiry])),
    ("in-need", "Child in need plan", Holds::Stages(&[Stage::ChildInNeedPlan])),
    ("protection", "Child protection plan", Holds::Stages(&[Stage::ProtectionPlan])),
    ("looked-after", "Looked after: placements", Holds::Placements),
    ("legal", "Legal status", Holds::LegalStatuses),
    ("education", "Education", Holds::Nothing),
    ("missing", "Missing", Holds::Missing),
    ("visits", "Visits and conferences", Holds::Events),
];

/// What a lane holds.
#[derive(Clone, Copy)]
enum Holds {
    /// Episodes of these stages.
    Stages(&'static [Stage]),
    /// Placements while looked after.
    Placements,
    /// Legal statuses while looked after.
    LegalStatuses,
    /// Times the child was missing or away.
    Missing,
    /// Things that happened on a day.
    Events,
    /// An area with no kind of record of its own yet.
    Nothing,
}

/// The page.
pub fn view(file: &File, wanted: &Wanted) -> Markup {
    let timeline = timeline(file, wanted);
    let found = faults(&timeline);
    html! {
        h1.govuk-heading-l { "Journey" }
        (filter(file, wanted))
        (draw(&timeline))
        @let empty = empty(&timeline);
        @if !empty.is_empty() { p.gt-soft { "Nothing is recorded under: " (empty.join(", ")) "." } }
        (oddities(file))
        @if !found.is_empty() {
            h2.govuk-heading-m { "Faults in the dates" }
            ul class="govuk-list govuk-list--bullet" { @for one in &found { li { (one) } } }
        }
        h2.govuk-heading-m { "Episodes and events" }
        (table(&timeline))
    }
}

/// The lanes that hold nothing.
fn empty(timeline: &Timeline) -> Vec<&str> {
    let empty = timeline.lanes.iter().filter(|lane| lane.bars.is_empty() && lane.points.is_empty());
    empty.map(|lane| lane.title.as_str()).collect()
}

fn filter(file: &File, wanted: &Wanted) -> Markup {
    let lanes = LANES.iter().map(|(name, title, _)| (*name, *title));
    let options = [("", "Every part")].into_iter().chain(lanes);
    html! {
        form.gt-filter.gt-no-print method="get" action={ "/children/" (file.child) "/journey" } {
            (kept_day(file.as_at))
            input type="hidden" name="zoom" value=(wanted.zoom);
            (Select::new("lane", "Part of the journey", options, &wanted.lane))
            (Button::secondary("Show"))
        }
    }
}

/// What to draw.
pub fn timeline(file: &File, wanted: &Wanted) -> Timeline {
    let today = file.journey.on.date;
    let lanes: Vec<Lane> = LANES
        .iter()
        .filter(|(name, ..)| wanted.lane.is_empty() || wanted.lane == *name)
        .map(|(_, title, holds)| lane(file, title, *holds))
        .collect();
    let starts = lanes
        .iter()
        .flat_map(|lane| lane.bars.iter().map(|bar| bar.start).chain(lane.points.iter().map(|point| point.at)));
    let years = |count: i64| today.saturating_sub(jiff::Span::new().years(count));
    let first = starts.min().unwrap_or(today).min(years(1));
    let from = match wanted.zoom.as_str() {
        "5years" => years(5),
        "12months" => years(1),
        _ => first,
    };
    let zoom = |label: &str, name: &str| {
        let lane = if wanted.lane.is_empty() { String::new() } else { format!("&lane={}", wanted.lane) };
        Zoom {
            label: label.to_owned(),
            href: keep(file.as_at, &format!("/children/{}/journey?zoom={name}{lane}", file.child)),
            current: wanted.zoom == name || (name == "all" && !["5years", "12months"].contains(&wanted.zoom.as_str())),
        }
    };
    Timeline {
        id: "journey".into(),
        title: "Episodes over time".into(),
        from,
        to: today.saturating_add(jiff::Span::new().months(2)),
        today,
        lanes,
        zooms: vec![zoom("All", "all"), zoom("5 years", "5years"), zoom("12 months", "12months")],
    }
}

fn lane(file: &File, title: &str, holds: Holds) -> Lane {
    let (rule, bars, points) = match holds {
        Holds::Stages(stages) => {
            let one_at_a_time = !stages.iter().any(|stage| matches!(stage, Stage::Contact | Stage::Assessment));
            let rule = if one_at_a_time { LaneRule::NoOverlap } else { LaneRule::Free };
            let of_lane = file.journey.episodes.iter().filter(|episode| stages.contains(&episode.stage));
            (rule, of_lane.map(|episode| bar(file, episode)).collect(), Vec::new())
        }
        Holds::Placements => (LaneRule::NoOverlap, placements(file), Vec::new()),
        Holds::LegalStatuses => (LaneRule::NoOverlap, legal_statuses(file), Vec::new()),
        Holds::Missing => (LaneRule::Free, times_missing(file), Vec::new()),
        Holds::Events => (LaneRule::Free, Vec::new(), events(file)),
        Holds::Nothing => (LaneRule::Free, Vec::new(), Vec::new()),
    };
    Lane { title: title.to_owned(), rule, bars, points }
}

fn bar(file: &File, episode: &Episode) -> Bar {
    let label = if episode.label.is_empty() || episode.label == episode.stage.label() {
        episode.stage.label().to_owned()
    } else {
        format!("{}: {}", episode.stage.label(), episode.label)
    };
    Bar {
        start: episode.opened.date,
        end: episode.closed.map(|(closed, _)| closed.date),
        label,
        href: record_href(file, episode.opened_by),
        pattern: Stage::ALL.iter().position(|stage| *stage == episode.stage).unwrap_or(0) as u8,
    }
}

/// The pattern of a bar that belongs to being looked after.
const LOOKED_AFTER: u8 = 7;

fn placements(file: &File) -> Vec<Bar> {
    let spells = file.journey.care.iter().flat_map(|period| &period.placements);
    let bar = |spell: &PlacementSpell| Bar {
        start: spell.from.date,
        end: spell.until.map(|until| until.date),
        label: spell.placed.kind.label().to_owned(),
        href: record_href(file, spell.by),
        pattern: LOOKED_AFTER,
    };
    spells.map(bar).collect()
}

fn legal_statuses(file: &File) -> Vec<Bar> {
    let spells = file.journey.care.iter().flat_map(|period| &period.legal);
    let bar = |spell: &LegalSpell| Bar {
        start: spell.from.date,
        end: spell.until.map(|until| until.date),
        label: spell.status.label().to_owned(),
        href: record_href(file, spell.by),
        pattern: LOOKED_AFTER,
    };
    spells.map(bar).collect()
}

fn times_missing(file: &File) -> Vec<Bar> {
    let standing = file.records.standing().by(file.journey.on);
    let bar = |gone: Gone| Bar {
        start: gone.since.date,
        end: gone.returned.as_ref().map(|(returned, ..)| returned.date),
        label: practice::words::of(&gone.kind),
        href: record_href(file, gone.by),
        pattern: LOOKED_AFTER,
    };
    missing::times(&standing).into_iter().map(bar).collect()
}

/// Visits, conferences and steps to early help, each a point on its day. A contact is the start of its own bar.
fn events(file: &File) -> Vec<Point> {
    let standing = file.records.standing().by(file.journey.on);
    let point = |entry: &Entry, label: String, shape: Shape| Point {
        at: entry.about.date,
        label,
        href: record_href(file, entry.id),
        shape,
    };
    let mut points = Vec::new();
    for entry in standing.entries().iter().filter(|entry| is_shown(file, entry)) {
        if let Some(visit) = entry.get::<Visit>() {
            let how = match (visit.saw_alone(file.child), visit.saw(file.child)) {
                (true, _) => "Visit, seen alone",
                (false, true) => "Visit, seen",
                (false, false) => "Visit, not seen",
            };
            let shape = if visit.saw(file.child) { Shape::Circle } else { Shape::Cross };
            points.push(point(entry, how.to_owned(), shape));
        } else if let Some(held) = entry.get::<Conference>() {
            points.push(point(entry, practice::words::of(&held.kind), Shape::Square));
        } else if entry.kind == StepToEarlyHelp::KIND {
            points.push(point(entry, "Step to early help".to_owned(), Shape::Diamond));
        }
    }
    points
}

/// A journey with many marks, for the weight of the page: eighteen years of visits every sixteen days.
pub fn crowded(marks: u32) -> File {
    let start = jiff::civil::date(2009, 1, 5);
    let day = |number: u32| start.saturating_add(jiff::Span::new().days(i64::from(number) * 16));
    let template = example::revisions().into_iter().find(|one| one.id == example::record(18));
    let revisions = (0..marks).filter_map(|number| {
        let on: Date = day(number);
        let mut one = template.clone()?;
        one.id = example::record(1000 + u128::from(number));
        one.body["when"] = on.to_string().into();
        one.about = Moment::day(on);
        Some(one)
    });
    example::file_of(example::AMARA, example::revisions().into_iter().chain(revisions).collect(), AsAt::Now)
}

/// The page in each of its states.
pub fn samples() -> Vec<Sample> {
    let drawn = |file: &File, wanted: Wanted| dressed(file, "/journey", "Journey", view(file, &wanted)).render();
    let file = example::file(AsAt::Now);
    let year = Wanted { zoom: "12months".into(), lane: String::new() };
    let one = Wanted { zoom: String::new(), lane: "visits".into() };
    vec![
        Sample { name: "child-journey", markup: drawn(&file, Wanted::default()) },
        Sample { name: "child-journey-12-months", markup: drawn(&file, year) },
        Sample { name: "child-journey-visits", markup: drawn(&file, one) },
        Sample { name: "child-journey-crowded", markup: drawn(&crowded(400), Wanted::default()) },
        Sample { name: "child-journey-bare", markup: drawn(&example::bare(), Wanted::default()) },
    ]
}
