//! The form: what the files are, the files, and what is to be made of what is found.

use crate::components::{Button, Choice, DateInput, ErrorSummary, Input, Radios, Select};
use crate::days;
use checks::worker::LARGEST;
use checks::{Asked, What};
use jiff::civil::Date;
use maud::{Markup, html};

/// What was chosen, and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub(super) struct Sent {
    what: String,
    year: String,
    as_at: String,
    /// The day they are as at, in three boxes.
    as_at_boxes: [String; 3],
    authority: String,
    /// `page`, or the ending of a file.
    pub show: String,
    /// The part that something is wrong with, and what.
    fault: Option<(String, String)>,
}

/// The years a return may be of: the one that is collected next first.
fn years(today: Date) -> Vec<String> {
    let last = if today.month() < 4 { today.year() } else { today.year() + 1 };
    (0..8).map(|back| (last - back).to_string()).collect()
}

impl Sent {
    /// Nothing yet: the year is the one that ended last.
    pub fn empty(today: Date) -> Sent {
        let year = years(today).swap_remove(1);
        Sent { what: What::Ssda903.name().to_owned(), year, show: "page".to_owned(), ..Sent::default() }
    }

    pub fn answer(&mut self, name: &str, value: String) {
        match name {
            "what" => self.what = value,
            "year" => self.year = value,
            "as_at" => self.as_at = value,
            "as_at-day" => self.as_at_boxes[0] = value,
            "as_at-month" => self.as_at_boxes[1] = value,
            "as_at-year" => self.as_at_boxes[2] = value,
            "authority" => self.authority = value,
            "show" => self.show = value,
            _ => {}
        }
    }

    pub fn wrong(&self, part: &str, why: &str) -> Sent {
        Sent { fault: Some((part.to_owned(), why.to_owned())), ..self.clone() }
    }

    /// What is asked of so many files; otherwise the part that is wrong, and why.
    pub fn asked(&self, files: usize) -> Result<Asked, (&'static str, &'static str)> {
        let what = super::what(&self.what);
        let label = checks::many(files, "file", "files");
        let year = self.year.parse().map_err(|_| ("year", "Choose the collection year."))?;
        let as_at = days::typed(&self.as_at, self.as_at_boxes.each_ref().map(String::as_str))
            .map_err(|_| ("as_at", "Write the day in numbers, for example 31 3 2026."))?;
        let authority = match self.authority.trim().to_ascii_uppercase() {
            code if code.is_empty() => None,
            code if code.len() == 9 && code.starts_with('E') && code[1..].bytes().all(|one| one.is_ascii_digit()) => {
                Some(code)
            }
            _ => return Err(("authority", "An authority's code is E and eight digits, as E08000003.")),
        };
        // A census says its own year.
        let year = (what == What::Ssda903).then_some(year);
        Ok(Asked { what, label, year, as_at, authority, threads: 1 })
    }

    fn fault(&self, part: &str) -> Option<String> {
        self.fault.as_ref().filter(|(of, _)| of == part).map(|(_, why)| why.clone())
    }
}

pub(super) fn view(sent: &Sent, today: Date, csrf: &str) -> Markup {
    let years = years(today);
    let what = What::ALL.map(|one| {
        let hint = match one {
            What::Ssda903 => "CSV files, a ZIP of them, or the XML; last year's beside it",
            What::Cin => "One XML file",
            What::AnnexA => "The workbook, or a CSV file for each list",
            What::Ssd => "CSV or Parquet files, each called as its table is",
        };
        let choice = Choice { hint: Some(hint.into()), ..Choice::new(one.name(), one.title()) };
        choice.checked(super::what(&sent.what) == one)
    });
    let show = [
        (
            "page",
            "On a page",
            "To filter, page through and take away. Findings are held in memory for an hour, for you alone",
        ),
        ("xlsx", "As a workbook", "Nothing is held"),
        ("csv", "As CSV", "Nothing is held"),
        ("json", "As JSON", "Nothing is held"),
        ("html", "As a page to keep", "Nothing is held"),
    ];
    let show = show.map(|(value, words, hint)| {
        Choice { hint: Some(hint.into()), ..Choice::new(value, words) }
            .checked(sent.show == value || sent.show.is_empty() && value == "page")
    });
    html! {
        @if let Some((part, why)) = &sent.fault { (ErrorSummary::new([(why.as_str(), if part == "as_at" { "as_at-day".to_owned() } else { part.clone() })])) }
        h1.govuk-heading-l { "Check files" }
        p.govuk-body {
            "Files of any system, held against every published rule and our own further checks. They are read in memory by a \
             process that can do nothing else, and are gone when it ends. That you checked files is in the log; nothing in \
             them is."
        }
        form method="post" action="/checks" enctype="multipart/form-data" novalidate data-sending {
            input type="hidden" name="csrf" value=(csrf);
            div.gt-columns {
                (Radios { classes: "govuk-radios--small".into(), ..Radios::new("what", "What are they?", what.to_vec()) })
                div {
                    (file("now", "The files", "All of this year's at once; they can be dropped here", sent))
                    (file("last", "Last year's files", "For the looked-after return, when you have them", sent))
                    (file("providers", "Ofsted's list of providers", "Its workbook, for the rules about placements", sent))
                    (file("postcodes", "A directory of postcodes", "The files of the areas you need, from the folder multi_csv of the \
                        directory of the Office for National Statistics, for the rules about distances", sent))
                }
                div {
                    (Select {
                        error: sent.fault("year").map(Into::into),
                        hint: Some("2026 is April 2025 to March 2026. A census says its own".into()),
                        ..Select::new("year", "Collection year", years.iter().map(|year| (year.as_str(), year.as_str())), &sent.year)
                    })
                    @let [day, month, year] = sent.as_at_boxes.each_ref().map(String::as_str);
                    (DateInput {
                        error: sent.fault("as_at").map(Into::into),
                        hint: Some("For the inspection lists".into()),
                        ..DateInput::new("as_at", "The day they are as at", [day, month, year])
                    })
                    (Input {
                        classes: "govuk-input--width-10".into(),
                        value: Some(sent.authority.clone()),
                        error: sent.fault("authority").map(Into::into),
                        hint: Some("As E08000003, for the rules about where children are placed".into()),
                        ..Input::new("authority", "The authority's code")
                    })
                }
                (Radios { classes: "govuk-radios--small".into(), ..Radios::new("show", "How shall findings be shown?", show.to_vec()) })
            }
            (Button::new("Check"))
            p.govuk-body role="status" data-sending-status {}
            progress.gt-progress data-sending-bar hidden aria-label="How much has been sent" {}
        }
        p.govuk-body.gt-soft {
            "At most " (LARGEST / 1024 / 1024) " MB in all. Larger files, and the whole directory of postcodes in one, are checked by "
            code { "goldthread check" } " on the command line, which needs no database."
        }
    }
}

fn file(name: &str, label: &str, hint: &str, sent: &Sent) -> Markup {
    let input = Input {
        kind: "file".into(),
        classes: "govuk-file-upload gt-drop".into(),
        error: sent.fault(name).map(Into::into),
        hint: Some(hint.into()),
        ..Input::new(name, label)
    };
    html! { (Input { attributes: [("multiple", "")].into(), ..input }) }
}
