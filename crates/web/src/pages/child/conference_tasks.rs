//! What is to be done before a conference that is booked: worked out from the records, so that nothing known is typed
//! again. Sending to several people at once comes with the page for sending; until then each sending is recorded.

use super::{is_shown, offers_writing};
use crate::components::{Tag, Task, TaskList};
use crate::pages::new_record::begins;
use casework::file::File;
use maud::{Markup, html};
use practice::answer::Asked;
use practice::assessment::Assessment;
use practice::clock::Run;
use practice::moment::Moment;
use practice::oversight::{Circulated, Circulation};
use practice::plans::{ChildInNeedMeeting, Plan};
use practice::protection::{Coming, Conference, ConferenceBooked, ConferenceReply, CoreGroup};
use practice::record::{On, Record, Standing};

/// How far one part has got.
enum State {
    Done,
    Part,
    Missing,
}

/// One part of the preparation.
struct Part {
    what: &'static str,
    state: State,
    /// What is recorded, and what is not.
    found: Vec<String>,
    /// Who does it, by when.
    whose: String,
    /// Where it is done.
    href: String,
}

/// The list for one booking.
pub fn list(file: &File, booking: &On<'_, ConferenceBooked>) -> Markup {
    let parts = parts(file, booking);
    let left = parts.iter().filter(|part| !matches!(part.state, State::Done)).count();
    let item = |part: &Part| Task {
        title: part.what.into(),
        href: if offers_writing(file) { part.href.clone() } else { String::new() },
        hint: Some(html! { @for line in &part.found { (line) br; } span.gt-soft { (part.whose) } }.into()),
        status: match part.state {
            State::Done => "Done".into(),
            State::Part => html! { (Tag::new("Part done", "yellow")) }.into(),
            State::Missing => html! { (Tag::new("Missing", "red")) }.into(),
        },
        ..Task::default()
    };
    html! {
        h3.govuk-heading-s {
            "Before the meeting: "
            @if left == 0 { "everything is recorded" } @else { (left) " of " (parts.len()) " still to do" }
        }
        (TaskList {
            items: parts.iter().map(item).collect(),
            id_prefix: format!("before-{}", booking.entry.id),
            ..TaskList::default()
        })
    }
}

/// The records of a file that bear on one booking.
struct Before<'f> {
    file: &'f File,
    standing: Standing<'f>,
    booking: &'f On<'f, ConferenceBooked>,
    /// The conference before this one: what was said and sent for that one is not for this one.
    after: Option<Moment>,
}

fn parts(file: &File, booking: &On<'_, ConferenceBooked>) -> Vec<Part> {
    let standing = file.records.standing();
    let earlier =
        standing.of_kind::<Conference>().rev().find(|held| held.held < booking.on && is_shown(file, held.entry));
    let after = earlier.map(|held| held.held);
    let before = Before { file, standing, booking, after };
    vec![
        before.chair_and_room(),
        before.invitations(),
        before.replies(),
        before.agency_reports(),
        before.report_to_family(),
        before.child(),
        before.family(),
    ]
}

impl Before<'_> {
    fn form(&self, kind: &str) -> String {
        begins(self.file.child, kind, "")
    }

    /// The form that says what was sent or gathered, as the clock asks for it.
    fn sending(&self, clock: &str) -> String {
        begins(self.file.child, Circulation::KIND, clock)
    }

    fn chair(&self) -> String {
        self.booking
            .chair
            .as_ref()
            .map_or("The chair".to_owned(), |chair| self.file.names.staff.worker(chair).to_owned())
    }

    fn worker(&self) -> String {
        let worker = self.file.journey.worker.as_ref();
        worker.map_or("The social worker, once there is one".to_owned(), |one| {
            self.file.names.staff.worker(one).to_owned()
        })
    }

    /// Is something since the last conference, and shown?
    fn is_new(&self, at: Moment, entry: &practice::record::Entry) -> bool {
        self.after.is_none_or(|after| at > after) && is_shown(self.file, entry)
    }

    /// The clock that says by when, which the booking started.
    fn due(&self, clocks: &[&str]) -> Option<&Run> {
        let started = |run: &&Run| run.start.record == Some(self.booking.entry.id) && clocks.contains(&run.clock.id);
        self.file.journey.clocks.iter().find(started)
    }

    fn by(&self, who: String, clocks: &[&str]) -> String {
        match self.due(clocks) {
            Some(run) => format!("{who}, by {}", run.due),
            None => format!("{who}, by the day of the meeting"),
        }
    }

    fn chair_and_room(&self) -> Part {
        let chair = self.booking.chair.as_ref().map(|chair| format!("Chair: {}.", self.file.names.staff.worker(chair)));
        let room = (!self.booking.place.is_empty()).then(|| format!("Room: {}.", self.booking.place));
        let state = match (&chair, &room) {
            (Some(_), Some(_)) => State::Done,
            (None, None) => State::Missing,
            _ => State::Part,
        };
        let found = vec![chair.unwrap_or("No chair is named.".into()), room.unwrap_or("No room is named.".into())];
        let href = format!("/records/{}?child={}", self.booking.entry.id, self.file.child);
        Part { what: "Chair and room", state, found, whose: "Whoever booked it, now".into(), href }
    }

    fn invitations(&self) -> Part {
        let agencies: Vec<&str> = self.booking.invited.iter().map(|agency| agency.label()).collect();
        let file = self.file;
        let ties = file.journey.person.relationships.iter();
        let parents: Vec<&str> = ties
            .filter(|tie| {
                tie.of == file.child && tie.ended.is_none() && tie.parental_responsibility.known() == Some(&true)
            })
            .map(|tie| file.names.of(tie.person))
            .collect();
        let found = vec![
            match agencies.as_slice() {
                [] => "No agency is invited yet.".to_owned(),
                some => format!("Invited: {}.", some.join(", ")),
            },
            match parents.as_slice() {
                [] => "Nobody is recorded as holding parental responsibility.".to_owned(),
                some => format!("Hold parental responsibility: {}.", some.join(", ")),
            },
        ];
        let state = if agencies.is_empty() { State::Missing } else { State::Done };
        let href = format!("/records/{}?child={}", self.booking.entry.id, file.child);
        Part { what: "Invitations", state, found, whose: format!("{}, as soon as it is booked", self.chair()), href }
    }

    /// Replies to this invitation, the latest of each agency and name.
    fn answered(&self) -> Vec<On<'_, ConferenceReply>> {
        let mut latest: Vec<On<'_, ConferenceReply>> = Vec::new();
        for reply in self.standing.of_kind::<ConferenceReply>().filter(|one| is_shown(self.file, one.entry)) {
            if reply.conference.as_ref().is_some_and(|link| link.id == self.booking.entry.id) {
                latest.retain(|one| (one.agency.as_str(), &one.name) != (reply.agency.as_str(), &reply.name));
                latest.push(reply);
            }
        }
        latest
    }

    /// The agencies invited of which nobody's reply meets this.
    fn without(&self, meets: impl Fn(&ConferenceReply) -> bool) -> Vec<&str> {
        let answered = self.answered();
        let has = |agency: &str| answered.iter().any(|one| one.agency.as_str() == agency && meets(one.record()));
        self.booking.invited.iter().filter(|agency| !has(agency.as_str())).map(|agency| agency.label()).collect()
    }

    fn replies(&self) -> Part {
        let answered = self.answered();
        let who = |wanted: &[Coming]| -> String {
            let of = answered.iter().filter(|one| wanted.contains(&one.coming));
            of.map(|one| match one.agency.as_str() {
                "" => one.name.clone(),
                _ => format!("{} ({})", one.name, one.agency.label()),
            })
            .collect::<Vec<_>>()
            .join(", ")
        };
        let silent = self.without(|_| true);
        let groups = [
            ("Coming", who(&[Coming::Yes, Coming::Deputy])),
            ("Report only", who(&[Coming::ReportOnly])),
            ("Not coming", who(&[Coming::No])),
            ("Not heard from", silent.join(", ")),
        ];
        let named = groups.iter().filter(|(_, names)| !names.is_empty());
        let mut found: Vec<String> = named.map(|(how, names)| format!("{how}: {names}.")).collect();
        if found.is_empty() {
            found.push("Nobody has replied.".to_owned());
        }
        let state = match (answered.is_empty(), silent.is_empty()) {
            (true, _) => State::Missing,
            (false, true) => State::Done,
            (false, false) => State::Part,
        };
        let href = format!("{}?conference={}", self.form(ConferenceReply::KIND), self.booking.entry.id);
        Part { what: "Who is coming", state, found, whose: self.by(self.chair(), &[]), href }
    }

    fn sent(&self, what: Circulated) -> Option<On<'_, Circulation>> {
        let mut of = self.standing.of_kind::<Circulation>().rev().filter(|sent| sent.what == what);
        of.find(|sent| self.is_new(sent.on, sent.entry))
    }

    fn agency_reports(&self) -> Part {
        let missing = self.without(|reply| reply.report == Asked::Known(true));
        let gathered = self.sent(Circulated::AgencyReports);
        let mut found = Vec::new();
        if let Some(sent) = &gathered {
            found.push(format!("Received or chased on {}: {}.", sent.on, sent.to));
        }
        if !missing.is_empty() {
            found.push(format!("No report is recorded from: {}.", missing.join(", ")));
        } else if !self.booking.invited.is_empty() {
            found.push("Every agency invited has sent its report.".to_owned());
        }
        let state = match (self.booking.invited.is_empty() || !missing.is_empty(), gathered.is_some()) {
            (false, _) => State::Done,
            (true, true) => State::Part,
            (true, false) if missing.len() < self.booking.invited.len() => State::Part,
            (true, false) => State::Missing,
        };
        let clock = "CLK-S47-08";
        let (whose, href) = (self.by(self.chair(), &[clock]), self.sending(clock));
        Part { what: "Reports of agencies", state, found, whose, href }
    }

    fn report_to_family(&self) -> Part {
        let clocks = ["CLK-S47-07", "CLK-CP-06"];
        let (state, found) = match self.sent(Circulated::ReportToFamily) {
            Some(sent) => {
                let late = self.due(&clocks).is_some_and(|run| sent.on > run.due);
                let late = if late { " That was later than it should be: say so at the meeting." } else { "" };
                (State::Done, format!("Shared on {} with {}.{late}", sent.on, sent.to))
            }
            None => {
                (State::Missing, "The social worker's report is not recorded as shared with the family.".to_owned())
            }
        };
        let whose = self.by(self.worker(), &clocks);
        let href = self.sending(clocks[0]);
        Part { what: "Report shared with the family", state, found: vec![found], whose, href }
    }

    fn child(&self) -> Part {
        let words = self.file.journey.words.as_ref();
        let (state, found) = match words {
            Some((when, ..)) if self.after.is_none_or(|after| *when > after) => {
                (State::Done, format!("The child's own words were written down on {when}."))
            }
            Some((when, ..)) => (State::Missing, format!("Nothing since the last conference. Last on {when}.")),
            None => (State::Missing, "The child's own words are not recorded.".to_owned()),
        };
        Part {
            what: "The child's views",
            state,
            found: vec![found],
            whose: self.by(self.worker(), &[]),
            href: self.form("visit"),
        }
    }

    /// What the parents say, wherever it was last written down since the conference before.
    fn family(&self) -> Part {
        let told = |words: &Asked<practice::answer::Prose>| words.known().is_some_and(|words| !words.is_empty());
        let standing = &self.standing;
        let plans = standing.of_kind::<Plan>().filter(|one| told(&one.family_words)).map(|one| (one.agreed, one.entry));
        let groups =
            standing.of_kind::<CoreGroup>().filter(|one| told(&one.family_views)).map(|one| (one.held, one.entry));
        let meetings = standing
            .of_kind::<ChildInNeedMeeting>()
            .filter(|one| told(&one.family_views))
            .map(|one| (one.held, one.entry));
        let assessments = standing
            .of_kind::<Assessment>()
            .filter(|one| !one.parents.is_empty())
            .map(|one| (one.authorised, one.entry));
        let all = plans.chain(groups).chain(meetings).chain(assessments);
        let latest = all.filter(|(at, entry)| self.is_new(*at, entry)).max_by_key(|(at, _)| *at);
        let (state, found) = match latest {
            Some((at, entry)) => {
                (State::Done, format!("Written down on {at}, in: {}.", super::shown::title(&entry.kind).to_lowercase()))
            }
            None => (State::Missing, "The parents' views are not written down since the last conference.".to_owned()),
        };
        Part {
            what: "The parents' views",
            state,
            found: vec![found],
            whose: self.by(self.worker(), &[]),
            href: self.form("case_note"),
        }
    }
}
