//! Plans: worries, what should be different, who does what.

use super::Cast;
use crate::demo::chance::Chance;
use crate::demo::concern::Concern;

/// What we are worried about.
pub fn worry(of: Concern, cast: &Cast) -> String {
    cast.say(match of {
        Concern::DomesticAbuse => {
            "{children} live with {dad} frightening {mum}, and may be hurt or go on being afraid."
        }
        Concern::Neglect => "{children} do not get the meals, sleep, warmth and health care they need every day.",
        Concern::LowMood => "When {mum} is unwell, nobody makes sure that {children} are cared for.",
        Concern::Substances => {
            "When {mum} or {dad} has been drinking or using, {children} are not looked after safely."
        }
        Concern::Hurt => "{child} has been hurt by an adult at home, and it may happen again.",
        Concern::SexualHarm => {
            "{child} may be harmed again if adults at home do not keep {child} apart from those who are not safe."
        }
        Concern::OutsideHarm => "{child} is being drawn in by older people, goes missing, and may be badly hurt.",
        Concern::Disability => {
            "{child}'s family cannot go on giving the care {child} needs day and night without help."
        }
        Concern::NowhereToLive => "{child} has no settled home, and does not know where the next meal or bed will be.",
        Concern::Strain => "The strain on {mum} means that {children}'s needs come last.",
    })
}

/// What will be different for the child.
pub fn different(of: Concern, cast: &Cast) -> String {
    cast.say(match of {
        Concern::DomesticAbuse => {
            "{children} say they feel safe at home, and there has been no incident for six months."
        }
        Concern::Neglect => {
            "Every day {children} will eat three meals, sleep in a bed of their own and be at {school} on time."
        }
        Concern::LowMood => "There is always a well adult for {children}, and they know who to ring.",
        Concern::Substances => "{children} are never alone with an adult who has been drinking or using.",
        Concern::Hurt => "Nobody hurts {child}, and {child} can say so to someone every week.",
        Concern::SexualHarm => "{child} is only with people who are safe, and has someone to talk to.",
        Concern::OutsideHarm => "{child} is home at night, back in lessons, and has an adult to trust.",
        Concern::Disability => "{child} is well cared for, has friends and outings, and the family sleeps.",
        Concern::NowhereToLive => "{child} has a home that lasts, money to live on, and someone to ring.",
        Concern::Strain => "The family has a secure home and {mum} has time and strength for {children}.",
    })
}

/// Actions: what, whose, how we will know. The owner may be `{mum}` or the worker.
pub fn actions(of: Concern) -> &'static [(&'static str, &'static str, &'static str)] {
    match of {
        Concern::DomesticAbuse => &[
            ("Go to the programme on healthy relationships each week", "{mum}", "{child} says home is calmer"),
            (
                "Keep away from the house and see the children only at the contact centre",
                "{dad}",
                "No police call-outs",
            ),
            (
                "Do the safety plan with each child, in pictures for the youngest",
                "{worker}",
                "Each child can say who to ring",
            ),
        ],
        Concern::Neglect => &[
            ("Breakfast and uniform ready the night before", "{mum}", "On time at school nine days in ten"),
            ("Register with the dentist and go to every appointment", "{mum}", "The health visitor confirms it"),
            ("Work through the graded care profile together", "{worker}", "Scores of 4 and 5 come down to 3 or better"),
            ("Repair the boiler and the back window", "Housing officer", "The children's room is warm"),
        ],
        Concern::Substances => &[
            (
                "Go to the recovery service each week and let us see the results",
                "{mum}",
                "Results clear for three months",
            ),
            ("Have the children every Friday to Sunday", "The {helper}", "The children say weekends are safe"),
            ("Visit unannounced once a fortnight", "{worker}", "An adult who is well is always there"),
        ],
        Concern::OutsideHarm => &[
            ("Be home by nine, and ring if late", "{child}", "No missing episodes for a month"),
            ("Meet the youth worker twice a week", "Youth worker", "{child} goes, and says it helps"),
            ("Map friends and places with the police", "{worker}", "The adults who cause harm are known and disrupted"),
        ],
        Concern::Disability => &[
            ("Short break every second weekend", "{worker}", "The family sleeps through twice a month"),
            ("Assess the bathroom for a lift", "Occupational therapist", "{mum} no longer lifts alone"),
        ],
        _ => &[
            ("Keep every appointment with the support worker", "{mum}", "{child} says Mum is having more good days"),
            ("Spend time alone with each child every fortnight", "{worker}", "Each child's words are in each review"),
            ("Have the children on bad days", "The {helper}", "The children know the plan and have used it"),
        ],
    }
}

/// What happens if it does not work.
pub fn contingency(protection: bool, cast: &Cast, chance: &mut Chance) -> String {
    let list: &[&str] = if protection {
        &[
            "If {children} are not safer by the review, we will ask for legal advice the same week.",
            "If {mum} and {dad} do not keep to the safety plan, {children} will stay with the {helper} while we meet lawyers.",
        ]
    } else {
        &[
            "If nothing is different at the review, the manager will decide whether a strategy discussion is needed.",
            "If help is not taken up by the second review, we will meet with the family's wider network to agree what next.",
        ]
    };
    cast.one(list, chance)
}

/// What came of an action that is done.
pub const DONE: &[&str] = &[
    "Done. Too early to say what it changes for {child}.",
    "Done, with help. {mum} says it took more out of her than she expected.",
    "Done on the day it was promised.",
    "Done late, but done. {child} had stopped asking.",
];
/// What came of an action that is done and helped.
pub const DONE_WELL: &[&str] = &[
    "It made a difference: {child} says so.",
    "Done, and it has lasted. {school} has noticed.",
    "Done. {mum} now does this without being reminded.",
    "Done. {child} talked about it before I asked.",
];
/// How far an action is that has begun.
pub const BEGUN: &[&str] = &[
    "Begun; too early to tell.",
    "First appointment kept.",
    "Asked for. We are waiting for a date.",
    "Half done. The rest follows after the holidays.",
];
/// How far an action is that should be done by now.
pub const UNDER_WAY: &[&str] = &[
    "Not finished. The appointment was moved twice.",
    "Not finished: there is a waiting list. I have rung to ask where {child} is on it.",
    "Started and then stopped when {mum} was ill. Agreed to begin again this week.",
    "Still to finish. I should have chased this sooner.",
];
/// Why an action is no longer needed.
pub const DROPPED: &[&str] = &[
    "No longer needed: the family found another way.",
    "Dropped at the meeting; {mum} says it did not help, and we agree.",
];
