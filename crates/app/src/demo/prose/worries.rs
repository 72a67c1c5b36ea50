//! What people tell the hub, and why the hub decides as it does.

use super::Cast;
use crate::demo::chance::Chance;
use crate::demo::concern::Concern;

/// What someone is worried about, in two or three sentences.
pub fn concern(of: Concern, cast: &Cast, chance: &mut Chance) -> String {
    let (what, more): (&[&str], &[&str]) = match of {
        Concern::DomesticAbuse => (
            &[
                "Officers were called to an argument between {mum} and {dad}. {children} were in the house.",
                "A neighbour rang 999 on hearing shouting. {dad} had left when officers arrived; {children} were upstairs.",
                "{mum} reported that {dad} came to the house late in the evening and would not leave. {children} were awake.",
                "{mum} told officers that {dad} has been checking her phone and keeping her from seeing her sister.",
                "{dad} was arrested after damage to the front door. {children} were taken to the {helper}'s for the night.",
            ],
            &[
                "[0+] {child} was seen by officers and was quiet. Nobody was hurt.",
                "[many] One of the children came down the stairs and was taken back up by an officer.",
                "{mum} did not want to make a complaint and said it was over nothing.",
                "Both adults had been drinking.",
                "This is the second call to the address since the school holidays.",
                "{dad} was spoken to separately and gave a different account.",
                "The officers left once the {helper} had come to stay.",
                "[5+] {child} told the officer it happens on Fridays.",
                "{mum} has agreed to speak to the domestic abuse service.",
                "There is a court order that {dad} should not come to the address.",
            ],
        ),
        Concern::Neglect => (
            &[
                "[2+] {child} has come to {school} hungry and tired three times in two weeks, in clothes that are not clean.",
                "{children} have missed several health appointments, and letters and calls are not answered.",
                "[many] The house was cold and there was very little food when the worker called. {children} share one mattress.",
                "The house was cold and there was very little food when the worker called. Nothing is ready for the week.",
                "[1+] {child} has had head lice and an untreated rash for some weeks. {mum} says she will see the GP but has not.",
                "[5+] {child}'s attendance at {school} has fallen to 68%. {mum} says mornings are too hard.",
            ],
            &[
                "{mum} was open about finding things hard since she lost her job.",
                "Help with food and a washing machine was offered last month and was not taken up.",
                "[many] {child} said {he} looks after the little ones when {mum} is asleep.",
                "This has been getting worse since the summer.",
                "The {helper} has been buying nappies and food, and cannot go on doing it.",
                "The landlord has been asked about the damp and has not come.",
                "[5+] {child} asked whether there would be seconds.",
                "{mum} is warm with {children} and worries about what people will think.",
            ],
        ),
        Concern::LowMood => (
            &[
                "{mum} told the health visitor that she has been crying most days and not sleeping.",
                "{mum} was taken to hospital by ambulance after telling her sister that she could not go on. {children} are with the {helper}.",
                "{mum} has stopped taking her medicine and is hearing things that frighten her.",
                "[7+] {child} told a teacher that {mum} stays in bed and that {he} makes the tea.",
            ],
            &[
                "She loves {children} and asked for help.",
                "The crisis team will visit daily this week.",
                "There is little family nearby.",
                "{mum} has been unwell like this before and got better with help.",
                "[2+] {school} offered breakfast club and {mum} cried with relief.",
                "[5+] {child} is worried about leaving her on her own.",
            ],
        ),
        Concern::Substances => (
            &[
                "[2+] {mum} came to collect {children} smelling strongly of drink and was unsteady.",
                "People come and go from the house at night and {children} are often awake.",
                "{dad} has started using again after a year without, and {mum} is frightened it will go as it did before.",
                "[4+] {child} told a teacher there are things in the kitchen drawer {he} is not to touch.",
            ],
            &[
                "{mum} says she has it under control.",
                "Nobody else at home knows who to ring when it is bad.",
                "She has missed two appointments with the recovery service.",
                "The {helper} helps at weekends and is worried too.",
                "[4+] {children} are often late for {school}.",
            ],
        ),
        Concern::Hurt => (
            &[
                "[3+] {child} came to {school} with a mark on the arm and said an adult at home had grabbed it.",
                "[4+] {child} told a friend's mother that {dad} hits when he is angry.",
                "[-4] A mark was noticed that {mum} explained in two different ways.",
                "[5+] {child} said {he} was frightened to go home because of what {dad} would do about the broken window.",
            ],
            &[
                "{mum} has not been told of this contact, in case it puts {child} at risk.",
                "[4+] {child} is with the designated lead now and is calm.",
                "[0+] A doctor has been asked to see {child}.",
                "There is no record of an earlier injury.",
            ],
        ),
        Concern::SexualHarm => (
            &[
                "[4+] {child} told a trusted adult at {school} something that suggests harm by someone known to the family.",
                "An adult who visits the house has a history that means {children} may not be safe with him.",
                "[4+] {child} has said and drawn things that a child of that age would not usually know about.",
            ],
            &[
                "[4+] {child} was listened to and was not asked questions.",
                "{mum} was shocked and says he will not be in the house again.",
                "The police have been told.",
            ],
        ),
        Concern::OutsideHarm => (
            &[
                "{child} was found at the bus station late at night, with two phones and no coat.",
                "{child} has been missing from home four times this month and will not say where.",
                "{child} has new trainers and money, and has been seen in cars with older men.",
                "{child} was stopped carrying a small knife and said it was for protection.",
            ],
            &[
                "{mum} rings round friends every time and does not know what else to do.",
                "{school} are thinking about a reduced timetable.",
                "{child} will talk to the youth worker but to nobody else.",
                "Other young people known to us were with {child}.",
            ],
        ),
        Concern::Disability => (
            &[
                "{mum} asks for help caring for {child}, who does not sleep and needs someone awake at night.",
                "{school} say {child}'s needs have changed and the family has no break at all.",
                "{child} is leaving hospital and the house cannot take the equipment needed.",
            ],
            &[
                "The family has managed alone for a long time.",
                "A short break once a fortnight would make a difference.",
                "{mum}'s back is hurt from lifting.",
            ],
        ),
        Concern::NowhereToLive => (
            &[
                "{child} came to the housing office with a bag this morning. {mum} says {child} cannot come home.",
                "{child} has slept at four different friends' homes this month and has nowhere for tonight.",
                "{child} left home after an argument and has been staying with a friend's family, who cannot go on.",
            ],
            &[
                "{child} is still going to college most days.",
                "{mum} would talk, but not this week.",
                "{child} has no money of {his} own.",
                "The {helper} lives in the next town and may help.",
            ],
        ),
        Concern::Strain => (
            &[
                "The family has two weeks' notice to leave their home, and everyone sleeps in one room.",
                "{mum} has had no money since her benefits stopped, and has been borrowing from people who frighten her.",
                "{children}'s grandfather died last month; {mum} looked to him for everything.",
                "[6+] {mum} says she cannot cope with {child}'s temper and asked for {him} to live somewhere else.",
            ],
            &[
                "{mum} would like someone to talk to.",
                "The food bank has helped twice.",
                "They were turned away by housing last week and do not know why.",
                "[1+] {child} is not sleeping.",
                "They have not had help before.",
            ],
        ),
    };
    cast.each(&[what, more], chance)
}

/// Why a contact was decided as it was.
pub fn rationale(earlier: usize, further: bool, cast: &Cast, chance: &mut Chance) -> String {
    let seen = match earlier {
        0 => "There is no earlier contact about these children.".to_owned(),
        1 => "There was one earlier contact, read together with this one.".to_owned(),
        many if further => {
            format!("There were {many} earlier contacts. Read together they show a pattern and not single events.")
        }
        many => format!("There were {many} earlier contacts. Read together they do not show things getting worse."),
    };
    let why = if further {
        cast.one(
            &[
                "What is described is likely to affect {children}'s health or development without help, so an assessment is needed.",
                "Several people see the same thing from different sides. It needs to be looked at as a whole.",
                "{mum} agrees that things have slipped and wants somebody to come.",
                "The worry is serious, has lasted, and {mum} has not been able to change it alone.",
                "[5+] {child} has said clearly that things are not all right. That needs to be understood face to face.",
                "Help was offered earlier and did not change daily life for {children}.",
            ],
            chance,
        )
    } else {
        cast.one(
            &[
                "One call, no injury, and {mum} has asked for help herself.",
                "The worry is real and small. The {helper} is helping, and {mum} welcomes it.",
                "{children} were not hurt and {mum} is taking the right steps herself. Nothing more is needed from us.",
                "[2+] {school} knows the family well and will go on keeping an eye on {child}.",
                "The information does not change what is already known. {mum} has been given numbers to ring.",
                "A service already visits and will tell us if anything changes.",
            ],
            chance,
        )
    };
    format!("{seen} {why}")
}
