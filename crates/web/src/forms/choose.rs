//! Questions answered by choosing: radios, boxes to tick, lists.

use super::FormView;
use crate::components::{Checkboxes, Choice, Content, Radios, Select, SelectOption};
use jiff::civil::Date;
use maud::{Markup, html};
use practice::answer::{NOT_ASKED, NOT_KNOWN};
use practice::codes;
use practice::form::join;
use practice::spec::{self, Field, Shape};

/// More than this many answers make a list to open, not radios.
const MOST_RADIOS: usize = 10;

impl FormView<'_> {
    fn gaps(&self, path: &str) -> [Choice; 2] {
        let chosen = self.typed(path);
        [(NOT_KNOWN, "Asked, not known"), (NOT_ASKED, "Not asked")]
            .map(|(value, words)| Choice::new(value, words).checked(chosen == value))
    }

    fn radios(&self, field: &Field, path: &str, mut choices: Vec<Choice>, or_gap: bool, inline: bool) -> Markup {
        if or_gap {
            choices.extend(self.gaps(path));
        }
        html! { (Radios {
            id_prefix: path.to_owned(),
            hint: self.hint(field),
            error: self.fault(path),
            classes: if inline { "govuk-radios--small govuk-radios--inline" } else { "govuk-radios--small" }.into(),
            ..Radios::new(path, self.question(field), choices)
        }) }
    }

    pub(super) fn yes_no(&self, field: &Field, path: &str, or_gap: bool) -> Markup {
        let typed = self.typed(path);
        let choices =
            [("yes", "Yes"), ("no", "No")].map(|(value, words)| Choice::new(value, words).checked(typed == value));
        self.radios(field, path, choices.to_vec(), or_gap, true)
    }

    pub(super) fn choice(&self, field: &Field, options: &[spec::Choice], path: &str, or_gap: bool) -> Markup {
        let typed = self.typed(path);
        let plain = options.iter().all(|option| option.fields.is_empty());
        if plain && options.len() > MOST_RADIOS {
            let list: Vec<(String, String)> =
                options.iter().map(|one| (one.value.clone(), one.label.clone())).collect();
            return self.pick(field, &list, path);
        }
        let choices = options.iter().map(|option| Choice {
            hint: (!option.hint.is_empty()).then(|| Content::from(option.hint.as_str())),
            conditional: (!option.fields.is_empty()).then(|| self.fields(&option.fields, &join(path, &option.value))),
            ..Choice::new(option.value.clone(), option.label.clone()).checked(typed == option.value)
        });
        let short = options.len() <= 4 && plain && options.iter().all(|option| option.label.len() <= 18);
        self.radios(field, path, choices.collect(), or_gap, short)
    }

    /// The day the record is about, for telling which codes were in force.
    fn day(&self) -> Option<Date> {
        let path = &self.spec.dating_field()?.name;
        let part = |name: &str| self.typed(&join(path, name)).trim().parse::<i16>().ok();
        Date::new(part("year")?, i8::try_from(part("month")?).ok()?, i8::try_from(part("day")?).ok()?).ok()
    }

    fn offered(&self, set: &str, chosen: impl Fn(&str) -> bool) -> Vec<(String, String)> {
        let day = self.day();
        let entries = codes::set(set).map_or(&[][..], |list| &list.entries);
        entries
            .iter()
            .filter(|entry| day.is_none_or(|day| entry.in_force_on(day)) || chosen(entry.code))
            .map(|entry| (entry.code.to_owned(), entry.label.to_owned()))
            .collect()
    }

    pub(super) fn code(&self, field: &Field, set: &str, path: &str, or_gap: bool) -> Markup {
        let typed = self.typed(path);
        let offered = self.offered(set, |code| code == typed);
        if offered.len() > MOST_RADIOS {
            return self.pick(field, &offered, path);
        }
        let choices = offered.into_iter().map(|(code, label)| {
            let checked = code == typed;
            Choice::new(code, label).checked(checked)
        });
        self.radios(field, path, choices.collect(), or_gap, false)
    }

    pub(super) fn codes(&self, field: &Field, set: &str, path: &str) -> Markup {
        let offered = self.offered(set, |code| self.typed(&join(path, code)) == "on");
        self.ticks(field, &offered, path)
    }

    /// Boxes to tick. `_boxes` tells which were on the page, since a browser sends only those ticked.
    pub(super) fn ticks(&self, field: &Field, options: &[(String, String)], path: &str) -> Markup {
        if options.is_empty() {
            return html! { p.govuk-body { (field.label) ": there is nothing to choose from yet." } };
        }
        let choices = options.iter().map(|(value, label)| Choice {
            name: join(path, value),
            ..Choice::new("on", label.as_str()).checked(self.typed(&join(path, value)) == "on")
        });
        let many = options.len() > 8;
        html! {
            input type="hidden" name="_boxes" value=(path);
            (Checkboxes {
                id_prefix: path.to_owned(),
                hint: self.hint(field),
                error: self.fault(path),
                classes: if many { "govuk-checkboxes--small gt-columns" } else { "govuk-checkboxes--small" }.into(),
                ..Checkboxes::new(path, self.question(field), choices.collect())
            })
        }
    }

    /// A list to open.
    pub(super) fn pick(&self, field: &Field, options: &[(String, String)], path: &str) -> Markup {
        let typed = self.typed(path);
        let none = match field.shape {
            Shape::Link { .. } if options.is_empty() => "None recorded",
            _ => "Choose",
        };
        let known = typed.is_empty() || options.iter().any(|(value, _)| value == typed);
        let unlisted = (!known).then(|| {
            let worker = self.lists.staff.iter().find(|(id, _)| field.shape == Shape::Staff && id == typed);
            worker.cloned().unwrap_or_else(|| (typed.to_owned(), "As chosen before".to_owned()))
        });
        let option = |(value, label): &(String, String)| SelectOption {
            value: Some(value.clone()),
            text: label.clone(),
            selected: value == typed,
            ..SelectOption::default()
        };
        let mut items = vec![SelectOption { value: Some(String::new()), text: none.into(), ..SelectOption::default() }];
        items.extend(options.iter().map(option));
        items.extend(unlisted.as_ref().map(option));
        html! { (Select {
            id: path.to_owned(),
            name: path.to_owned(),
            label: super::write::bold(self.question(field)),
            hint: self.hint(field),
            error: self.fault(path),
            options: items,
            ..Select::default()
        }) }
    }
}
