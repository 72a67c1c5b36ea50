//! Writes a page holding both drawings of an invented family: `cargo run -p web --example drawings -- page.html`.

use jiff::civil::date;
use web::draw::timeline::{self, Bar, Lane, LaneRule, Point, Shape, Timeline, Zoom};

#[path = "drawings/family.rs"]
mod family;

fn main() -> std::io::Result<()> {
    let path = std::env::args().nth(1).unwrap_or_else(|| "drawings.html".to_owned());
    let journey = journey();
    let page = maud::html! {
        (maud::DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Drawings" }
                style { (maud::PreEscaped(include_str!("../../ui-assets/own/draw.css"))) "body{font-family:system-ui,sans-serif;margin:16px;line-height:1.4}" }
            }
            body { main {
                (family::page())
                (timeline::draw(&journey))
                ul { @for fault in timeline::faults(&journey) { li { (fault) } } }
                (timeline::table(&journey))
            } }
        }
    };
    std::fs::write(path, page.into_string())
}

fn bar(lane: &mut Lane, start: (i16, i8, i8), end: Option<(i16, i8, i8)>, label: &str, pattern: u8) {
    let day = |(y, m, d)| date(y, m, d);
    lane.bars.push(Bar { start: day(start), end: end.map(day), label: label.into(), href: "#".into(), pattern });
}

fn point(lane: &mut Lane, at: (i16, i8, i8), label: &str, shape: Shape) {
    lane.points.push(Point { at: date(at.0, at.1, at.2), label: label.into(), href: "#".into(), shape });
}

fn journey() -> Timeline {
    let lane = |title: &str, rule| Lane { title: title.into(), rule, bars: vec![], points: vec![] };
    let mut contact = lane("Contact and referral", LaneRule::Free);
    point(&mut contact, (2018, 3, 2), "Health visitor", Shape::Circle);
    point(&mut contact, (2021, 9, 14), "School", Shape::Circle);
    point(&mut contact, (2021, 10, 5), "Police, domestic abuse", Shape::Circle);
    point(&mut contact, (2023, 1, 20), "School", Shape::Circle);
    point(&mut contact, (2024, 2, 9), "Police", Shape::Circle);
    let mut early = lane("Early help", LaneRule::NoOverlap);
    bar(&mut early, (2018, 3, 20), Some((2019, 1, 31)), "Family support", 0);
    bar(&mut early, (2022, 3, 1), Some((2022, 11, 4)), "Parenting group", 0);
    let mut assessment = lane("Assessment", LaneRule::NoOverlap);
    bar(&mut assessment, (2021, 10, 6), Some((2021, 12, 8)), "Assessment", 1);
    bar(&mut assessment, (2023, 1, 23), Some((2023, 3, 17)), "Assessment", 1);
    bar(&mut assessment, (2024, 2, 10), Some((2024, 4, 12)), "Assessment", 1);
    let mut s47 = lane("Section 47", LaneRule::NoOverlap);
    bar(&mut s47, (2023, 2, 1), Some((2023, 2, 16)), "Enquiry, substantiated", 4);
    bar(&mut s47, (2024, 2, 10), Some((2024, 2, 23)), "Enquiry, substantiated", 4);
    let mut need = lane("In need", LaneRule::NoOverlap);
    bar(&mut need, (2016, 2, 1), Some((2017, 3, 20)), "In need plan", 2);
    bar(&mut need, (2021, 12, 9), Some((2023, 2, 22)), "In need plan", 2);
    let mut plan = lane("Protection plan", LaneRule::NoOverlap);
    bar(&mut plan, (2023, 2, 23), Some((2024, 3, 1)), "Neglect", 4);
    let mut care = lane("Looked after: placements", LaneRule::Continuous);
    bar(&mut care, (2024, 2, 24), Some((2024, 6, 3)), "Foster, Elm Road", 3);
    bar(&mut care, (2024, 5, 20), Some((2025, 1, 10)), "Foster, Mill Lane", 3);
    bar(&mut care, (2025, 1, 20), None, "Kinship, Nan", 3);
    let mut status = lane("Legal status", LaneRule::Continuous);
    bar(&mut status, (2024, 2, 24), Some((2024, 3, 20)), "Section 20", 7);
    bar(&mut status, (2024, 3, 20), Some((2025, 1, 15)), "Interim care order", 7);
    bar(&mut status, (2025, 1, 15), None, "Care order", 7);
    let mut school = lane("Education", LaneRule::NoOverlap);
    bar(&mut school, (2019, 9, 3), Some((2024, 7, 19)), "Hazel Primary", 5);
    bar(&mut school, (2024, 9, 2), None, "Brook Academy", 5);
    point(&mut school, (2025, 11, 4), "Suspended 2 days", Shape::Square);
    let mut missing = lane("Missing", LaneRule::NoOverlap);
    for month in [3, 4, 6, 7, 9, 11] {
        bar(&mut missing, (2025, month, 4), Some((2025, month, 5)), "Missing overnight", 6);
    }
    point(&mut missing, (2025, 12, 2), "Return interview", Shape::Triangle);
    let zooms = ["All", "5 years", "12 months"].map(|label| Zoom {
        label: label.into(),
        href: "#".into(),
        current: label == "All",
    });
    Timeline {
        id: "journey".into(),
        title: "Ava's journey".into(),
        from: date(2017, 1, 1),
        to: date(2026, 12, 31),
        today: date(2026, 6, 4),
        lanes: vec![contact, early, assessment, s47, need, plan, care, status, school, missing],
        zooms: zooms.into(),
    }
}
