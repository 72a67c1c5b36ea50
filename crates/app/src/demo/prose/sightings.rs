//! What workers see, and what they make of it.

use super::Cast;
use crate::demo::chance::Chance;
use crate::demo::concern::Concern;

/// What I saw and heard away from home.
pub fn saw_elsewhere(better: bool, cast: &Cast, chance: &mut Chance) -> String {
    let opening: &[&str] = &[
        "[4+] We used the small room by the office, with the door open.",
        "[4+] {child} was brought out of a lesson and did not mind.",
        "[-3] {child} was busy with water and cups and let me sit alongside.",
        "The {helper} was there at first and then went to make a call.",
        "We met where {mum} had asked to, away from the house.",
    ];
    let about: &[&str] = if better {
        &[
            "[5+] {child} talked about home without looking at the clock.",
            "[5+] {he} had things to show me, and none of them was about trouble.",
            "[-4] {he} was clean, lively and cross to be stopped from playing.",
            "Staff say that things have been steady since I was last here.",
        ]
    } else {
        &[
            "[5+] {child} asked twice whether {mum} would be told what {he} said.",
            "[5+] {he} gave short answers until we talked about something else.",
            "[-4] {he} was tired and wanted to be held.",
            "Staff have noticed no change, for better or worse.",
        ]
    };
    cast.each(&[opening, about], chance)
}

/// What I saw and heard at home.
pub fn saw(of: Concern, better: bool, cast: &Cast, chance: &mut Chance) -> String {
    let opening: &[&str] = &[
        "{mum} opened the door at once and had expected me.",
        "It took some time for {mum} to come to the door.",
        "[2+] The television was on and {children} were at the table.",
        "[4+] {children} had just come in from {school}.",
        "{mum} was on the telephone to the surgery and waved me in.",
        "The {helper} let me in and stayed for the first half.",
        "It rained, and everyone was in the kitchen where it is warm.",
        "I was offered tea and {mum} sat down to talk.",
    ];
    let home: &[&str] = if better {
        &[
            "The kitchen was clean and there was food in the fridge.",
            "[4+] There was a made bed, and {child} showed me a new drawing on the wall.",
            "The back step has been swept and there is a stair gate now.",
            "[5+] {child} made the tea, badly and proudly, and {mum} drank it.",
            "The house was warm and {children} were relaxed around {mum}.",
            "A bedtime chart is up and {mum} says they keep to it most nights.",
        ]
    } else {
        &[
            "There was little food and the back room was cold.",
            "[1+] {child}'s bedding had not been washed and the window still does not close.",
            "[2+] {mum} was tired and did not notice when {child} spoke to her.",
            "There was a smell of damp and the washing had been wet for some days.",
            "I had to ask twice before the telephone was put down.",
            "[many] {children} were quiet and watched {mum} before they answered.",
        ]
    };
    let about: &[&str] = match of {
        Concern::DomesticAbuse => &[
            "{mum} says she has not seen {dad} since the last visit; a man's coat was in the hall.",
            "{mum} has been to the freedom course twice and spoke about what she had learned.",
            "[0+] {child} flinched when a door banged.",
            "The new lock is on, and {mum} showed me that she keeps the number by the door.",
            "{mum} asked what would happen if she let {dad} see {child} at her sister's.",
        ],
        Concern::Neglect => &[
            "We went through the week's meals together.",
            "The dentist's letter was on the table; I helped {mum} to ring and book.",
            "[4+] {child} was in clean uniform and had been on time all week.",
            "We looked at the red book together. Two injections are still to be had.",
            "The cupboard was bare of anything for lunches; we made a list.",
        ],
        Concern::Substances => &[
            "{mum} showed me the card from the recovery service with this week's appointment.",
            "There were empty cans by the back door; {mum} said they were a neighbour's.",
            "{mum} talked about Friday, and rang her key worker while I was there.",
            "{mum} was steady and clear. She had set an alarm for the chemist.",
        ],
        Concern::OutsideHarm => &[
            "We walked round the block because {child} talks better outside.",
            "{child} has been home by nine on all but one night.",
            "{child} showed me two messages {he} did not answer. That is new.",
            "{child} would not say where the new jacket came from.",
        ],
        Concern::Disability => &[
            "{mum} showed me how the hoist is used and where it catches.",
            "{child} was on the floor with the music on, smiling, and looked at me when I spoke.",
        ],
        _ => &[
            "{mum} talked about the last two weeks without being asked.",
            "[2+] {child} played near us and came over twice to listen.",
            "We walked to the shop together. It is easier to talk side by side.",
            "{mum} had written down three questions for me.",
            "{mum} cried when she spoke of her own childhood.",
        ],
    };
    cast.each(&[opening, home, about], chance)
}

/// What it means.
pub fn meaning(better: bool, cast: &Cast, chance: &mut Chance) -> String {
    let list: &[&str] = if better {
        &[
            "Daily life for {children} is better than a month ago. It needs to last.",
            "{mum} is doing what the plan asks. I want to see it hold over the holidays.",
            "[2+] {child} is more settled, which fits with what {school} says.",
            "This is the third good visit running. The plan may be nearer its end than I thought.",
            "The house is not the point: {mum} looks at {child} when {he} speaks now.",
        ]
    } else {
        &[
            "Not much has changed for {children} since the last visit. The plan is not yet working.",
            "{mum} wants things to be different, but what {children} live with day to day is the same.",
            "[6+] I am worried that {child} is carrying too much. I will talk it over in supervision.",
            "I saw what I was meant to see today. I will come at teatime, unannounced.",
            "{mum} is trying, and trying is not yet enough for {children}.",
        ]
    };
    cast.one(list, chance)
}

/// What has changed since the last meeting.
pub fn progress(better: bool, cast: &Cast, chance: &mut Chance) -> String {
    let list: &[&str] = if better {
        &[
            "[4+] {children} have been at {school} every day and appointments are being kept.",
            "{mum} has help from her sister, and mornings are calmer. {child} is sleeping.",
            "What was agreed in the spring is still happening, and nobody has had to remind anyone.",
            "The {helper} says the house sounds different: there is laughing in it.",
            "The safety plan has been used once and it worked: {mum} rang before things went wrong.",
        ]
    } else {
        &[
            "Two actions are not done and the reasons are not clear. Nothing is different yet for {child}.",
            "The same three things were promised as last time. We agreed to do one of them today.",
            "Two of us saw the week quite differently. We will visit together.",
            "[2+] {mum} missed the last two sessions. {school} has seen {child} tired again.",
            "There was another incident. {children} were at home.",
        ]
    };
    cast.one(list, chance)
}
