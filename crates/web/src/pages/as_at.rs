//! As at another day: asked for in the address, said before anything else, kept from link to link.

use crate::components::{Button, DateInput, Details, InsetText, Radios};
use crate::days;
use casework::file::AsAt;
use casework::{Done, Problem};
use jiff::civil::Date;
use maud::{Markup, html};
use practice::moment::{Moment, long_date};
use serde::Deserialize;

/// As at which day a page is asked for: `?as_at=2026-11-17&view=known`, or typed in three boxes.
#[derive(Deserialize, Clone, Default, Debug)]
pub struct Asked {
    #[serde(default)]
    pub as_at: String,
    #[serde(default, rename = "as_at-day")]
    pub day: String,
    #[serde(default, rename = "as_at-month")]
    pub month: String,
    #[serde(default, rename = "as_at-year")]
    pub year: String,
    #[serde(default)]
    pub view: String,
    /// What was done just now.
    #[serde(default)]
    pub done: String,
}

impl Asked {
    /// The day and the way of looking; now, when no day is given. What is not a day is said, never read as today.
    pub fn as_at(&self, today: Date) -> Done<AsAt> {
        match (days::typed(&self.as_at, [&self.day, &self.month, &self.year]), self.view.as_str()) {
            (Ok(None), _) => Ok(AsAt::Now),
            (Ok(Some(day)), _) if day > today => {
                Err(Problem::Refused(format!("{} has not come yet. Go back and give an earlier day.", long_date(day))))
            }
            (Ok(Some(day)), "known") => Ok(AsAt::KnownBy(Moment::day(day))),
            (Ok(Some(day)), _) => Ok(AsAt::TrueOn(Moment::day(day))),
            (Err(typed), _) => {
                let words = format!("`{typed}` is not a day. Go back and give a real one, such as 17 11 2026.");
                Err(Problem::Refused(words))
            }
        }
    }
}

/// An address that stays as at the same day.
pub fn keep(as_at: AsAt, path: &str) -> String {
    let (day, view) = match as_at {
        AsAt::Now => return path.to_owned(),
        AsAt::TrueOn(on) => (on.date, "true"),
        AsAt::KnownBy(on) => (on.date, "known"),
    };
    let (path, mark) = path.split_once('#').map_or((path, String::new()), |(path, mark)| (path, format!("#{mark}")));
    let join = if path.contains('?') { '&' } else { '?' };
    format!("{path}{join}as_at={day}&view={view}{mark}")
}

/// The day a page is as at, kept by a form that is sent with GET.
pub fn kept_day(as_at: AsAt) -> Markup {
    let (day, view) = match as_at {
        AsAt::Now => return Markup::default(),
        AsAt::TrueOn(on) => (on.date, "true"),
        AsAt::KnownBy(on) => (on.date, "known"),
    };
    html! {
        input type="hidden" name="as_at" value=(day);
        input type="hidden" name="view" value=(view);
    }
}

/// Which day is shown, said before anything else, with the way back.
pub fn banner(as_at: AsAt, here: &str) -> Markup {
    let words = match as_at {
        AsAt::Now => return Markup::default(),
        AsAt::TrueOn(on) => {
            format!("What was true on {}, from all that is known now.", long_date(on.date))
        }
        AsAt::KnownBy(on) => {
            format!("What we knew by the end of {}. Nothing recorded later is shown.", long_date(on.date))
        }
    };
    html! {
        (InsetText {
            classes: "gt-as-at".into(),
            content: html! { strong { (words) } " " a.govuk-link href=(here) { "Back to now" } }.into(),
            ..InsetText::default()
        })
    }
}

/// The question that shows the page as at another day.
pub fn control(as_at: AsAt, here: &str) -> Markup {
    let (day, known) = match as_at {
        AsAt::Now => (None, false),
        AsAt::TrueOn(on) => (Some(on.date), false),
        AsAt::KnownBy(on) => (Some(on.date), true),
    };
    let choice = crate::components::Choice::new;
    // A form sent with GET puts its answers in the place of what the address asks.
    let (path, asks) = here.split_once('?').unwrap_or((here, ""));
    let form = html! {
        form method="get" action=(path) {
            @for (name, value) in asks.split('&').filter_map(|ask| ask.split_once('=')) {
                input type="hidden" name=(name) value=(value);
            }
            (DateInput { hint: Some("For example 17 11 2026".into()), ..days::boxes("as_at", "Day", day) })
            (Radios::new("view", "Show", vec![
                choice("true", "What was true then, from all that is known now").checked(!known),
                choice("known", "What we knew then").checked(known),
            ]))
            (Button::secondary("Show this day"))
        }
    };
    html! {
        (Details {
            id: "as-at".into(),
            classes: "gt-no-print".into(),
            ..Details::new("As at another day", form)
        })
    }
}
