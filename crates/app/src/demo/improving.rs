//! How the invented authority was judged, and what it does about that.

use super::chance::plus;
use super::diary::Diary;
use casework::Role;
use jiff::civil::Date;
use practice::answer::Link;
use practice::ids::{AUTHORITY, RecordId, StaffId};
use practice::improvement::{
    ActionOutcome, ImprovementAction, ImprovementProgress, InspectionJudgement, JudgedArea, Judgement,
    PerformanceMeeting, RaisedBy, SelfEvaluation,
};
use practice::moment::Moment;
use practice::record::Record;

/// What each area was judged to be: the time before, and last.
const JUDGED: &[(JudgedArea, Judgement, Judgement, &str)] = &[
    (
        JudgedArea::Overall,
        Judgement::RequiresImprovement,
        Judgement::Good,
        "Leaders know their service, and its children.",
    ),
    (
        JudgedArea::HelpAndProtection,
        Judgement::RequiresImprovement,
        Judgement::RequiresImprovement,
        "Children in danger are seen the same day. Plans do not always say what must change by when.",
    ),
    (JudgedArea::LookedAfter, Judgement::Good, Judgement::Good, "Children live with people who know them well."),
    (
        JudgedArea::LeavingCare,
        Judgement::RequiresImprovement,
        Judgement::Good,
        "Advisers keep in touch, and homes are safe.",
    ),
    (JudgedArea::Leadership, Judgement::Inadequate, Judgement::Good, "Figures are read with care, and acted on."),
];

/// Writes of inspections, our own evaluation, actions and meetings.
pub fn live(mut diary: Diary<'_>) -> Diary<'_> {
    let today = diary.today().date;
    let by = diary.force.someone(Role::HubManager, None, today, &mut diary.chance);
    let day = |back: i32| Moment::day(plus(today, -back));
    let mut all = Writing { diary: &mut diary, by: by.clone() };
    for (area, before, last, said) in JUDGED {
        for (back, judgement) in [(2_300, before), (900, last)] {
            all.write(InspectionJudgement {
                published: day(back),
                framework: "Inspection of local authority children's services".to_owned(),
                area: *area,
                judgement: *judgement,
                said: (*said).into(),
            });
        }
    }
    all.write(SelfEvaluation {
        on: day(70),
        area: JudgedArea::HelpAndProtection,
        judgement: Judgement::Good,
        evidence:
            "Conferences are nearly all in time, and children are seen. Audits find plans clearer than a year ago."
                .into(),
        weaknesses: "Visits slip in school holidays. Fathers are still named late.".into(),
    });
    let late = all.action(
        day(200),
        plus(today, -20),
        RaisedBy::Inspection,
        "IND-CP-13",
        [
            "Plans do not say by when.",
            "A second person reads each plan before it is agreed.",
            "Parents can say what has to be different, and by when.",
        ],
    );
    let open = all.action(
        day(120),
        plus(today, 90),
        RaisedBy::Funded { money: "£60,000 a year, by members".to_owned() },
        "IND-FD-04",
        [
            "Contacts from the police wait over weekends.",
            "A screener works on Saturdays and Sundays.",
            "A child hurt on a Friday night is talked about on Saturday.",
        ],
    );
    let done = all.action(
        day(260),
        plus(today, -60),
        RaisedBy::Challenge { board: "The safeguarding partnership".to_owned() },
        "IND-CP-04",
        [
            "Conferences were late, and nobody said why.",
            "The reason is written down when the day passes.",
            "Families know why they wait.",
        ],
    );
    all.step(day(30), late, "The form asks for a day. Older plans are being read again.", ActionOutcome::GoesOn);
    all.step(day(45), open, "Two people share the weekends.", ActionOutcome::GoesOn);
    all.step(
        day(62),
        done,
        "Reasons stand beside every late conference.",
        ActionOutcome::Closed {
            evidence: "Every late conference of the quarter has its reason.".into(),
            different: "Families are told on the day.".into(),
            satisfied: "The partnership's performance group".to_owned(),
        },
    );
    for (back, area, story) in [
        (65, JudgedArea::LookedAfter, "Fewer children move, and those who do move twice. It is the same few homes."),
        (8, JudgedArea::HelpAndProtection, "More contacts at weekends since September, most of them from the police."),
    ] {
        all.write(PerformanceMeeting {
            held: day(back),
            who: "Director, heads of service, the analyst".to_owned(),
            area,
            story: story.into(),
            decided: "Look at it again in three months, with the children's own words.".into(),
        });
    }
    diary
}

struct Writing<'d, 'w> {
    diary: &'d mut Diary<'w>,
    by: StaffId,
}

impl Writing<'_, '_> {
    fn write<R: Record>(&mut self, record: R) -> RecordId {
        self.diary.write(&self.by, &[AUTHORITY], record)
    }

    fn action(&mut self, agreed: Moment, due: Date, from: RaisedBy, measure: &str, words: [&str; 3]) -> RecordId {
        let [found, will_do, different] = words;
        self.write(ImprovementAction {
            agreed,
            from,
            area: JudgedArea::HelpAndProtection,
            found: found.into(),
            will_do: will_do.into(),
            different: different.into(),
            owner: self.by.clone(),
            due,
            measure: measure.to_owned(),
            stood: String::new(),
        })
    }

    fn step(&mut self, on: Moment, action: RecordId, did: &str, outcome: ActionOutcome) {
        self.write(ImprovementProgress { on, action: Link::to(action), did: did.into(), outcome });
    }
}
