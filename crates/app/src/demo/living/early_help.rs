//! Early help, stepped to from a contact or from social care.

use super::{Life, at, working};
use crate::demo::chance::plus;
use crate::demo::story::Step;
use casework::Role;
use jiff::civil::Date;
use practice::answer::Link;
use practice::codes::Code;
use practice::early_help::{EarlyHelpEnd, EarlyHelpEnded, FamilyAgrees, StepToEarlyHelp};
use practice::front_door::Screening;
use practice::ids::RecordId;

impl Life<'_> {
    /// A contact that leads to early help.
    pub(super) fn early_help(&mut self, step: &Step, days: i32) {
        let received = self.contact(step);
        let decided = self.screened(&received, Screening::EarlyHelp);
        self.stepped_to_early_help(working(decided.date, 1), Some(received.id), days);
    }

    /// Early help begins, and ends some days later.
    pub(super) fn stepped_to_early_help(&mut self, on: Date, contact: Option<RecordId>, days: i32) {
        let lead = self.someone(Role::EarlyHelpLead, on);
        let name = self.diary.force.name(&lead).to_owned();
        let cast = self.cast(on);
        let people = self.ids();
        let agency = *self.diary.chance.weighed(&[(6.0, "eh"), (3.0, "school"), (1.0, "voluntary")]);
        let start = StepToEarlyHelp {
            on: at(on, 14, 0),
            contact: contact.map(Link::to),
            threshold: Code::new("3"),
            lead_agency: Code::new(agency),
            lead: name,
            agreed: FamilyAgrees::Yes,
            help: cast
                .one(
                    &[
                        "A worker visits weekly to help with routines and money.",
                        "[5+] {children} join the after-school club, and {mum} the coffee morning.",
                        "[-4] A place at nursery, and somebody to go with {mum} the first time.",
                    ],
                    &mut self.diary.chance,
                )
                .into(),
            safety_net: cast.say("Those who see {children} each week will ring us if things slip back.").into(),
        };
        self.diary.write(&lead, &people, start);
        let end = plus(on, days);
        let lead = self.someone(Role::EarlyHelpLead, end);
        let why = *self.diary.chance.weighed(&[
            (62.0, EarlyHelpEnd::NeedsMet),
            (22.0, EarlyHelpEnd::FamilyDeclined),
            (9.0, EarlyHelpEnd::SteppedUp),
            (7.0, EarlyHelpEnd::Moved),
        ]);
        let changed = cast.one(
            &[
                "[4+] {children} are at {school} on time and {mum} has friends to turn to.",
                "Bills are sorted out and bedtimes are calmer. The shouting has nearly stopped.",
                "The boiler works, the debt letter is answered, and {mum} sleeps.",
                "The family used some of the help and then stopped answering.",
            ],
            &mut self.diary.chance,
        );
        self.diary.write(
            &lead,
            &people,
            EarlyHelpEnded { on: at(working(end, 0), 15, 0), changed: changed.into(), why },
        );
    }
}
