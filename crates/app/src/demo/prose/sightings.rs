//! What workers see, and what they make of it.

use super::Cast;
use crate::demo::chance::Chance;
use crate::demo::concern::Concern;

/// What I saw and heard.
pub fn saw(of: Concern, better: bool, cast: &Cast, chance: &mut Chance) -> String {
    let opening: &[&str] = &[
        "{mum} opened the door at once and had expected me.",
        "It took some time for {mum} to come to the door.",
        "The television was on and {children} were at the table.",
        "{children} had just come in from {school}.",
        "I was offered tea and {mum} sat down to talk.",
    ];
    let home: &[&str] = if better {
        &[
            "The kitchen was clean and there was food in the fridge.",
            "Each child had a made bed, and {child} showed me a new drawing on the wall.",
            "The house was warm and {children} were relaxed around {mum}.",
            "A bedtime chart is up and {mum} says they keep to it most nights.",
        ]
    } else {
        &[
            "There was little food and the back room was cold.",
            "{child}'s bedding had not been washed and the window still does not close.",
            "{mum} was tired and did not notice when {child} spoke to her.",
            "{children} were quiet and watched {mum} before they answered.",
        ]
    };
    let about: &[&str] = match of {
        Concern::DomesticAbuse => &[
            "{mum} says she has not seen {dad} since the last visit; a man's coat was in the hall.",
            "{mum} has been to the freedom course twice and spoke about what she had learned.",
            "{child} flinched when a door banged.",
        ],
        Concern::Neglect => &[
            "We went through the week's meals together.",
            "The dentist's letter was on the table; I helped {mum} to ring and book.",
            "{child} was in clean uniform and had been on time all week.",
        ],
        Concern::Substances => &[
            "{mum} showed me the card from the recovery service with this week's appointment.",
            "There were empty cans by the back door; {mum} said they were a neighbour's.",
        ],
        Concern::OutsideHarm => &[
            "We walked round the block because {child} talks better outside.",
            "{child} has been home by nine on all but one night.",
        ],
        Concern::Disability => &[
            "{mum} showed me how the hoist is used and where it catches.",
            "{child} was on the floor with the music on, smiling, and looked at me when I spoke.",
        ],
        _ => &[
            "{mum} talked about the last two weeks without being asked.",
            "{child} played near us and came over twice to listen.",
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
            "{child} is more settled, which fits with what {school} says.",
        ]
    } else {
        &[
            "Not much has changed for {children} since the last visit. The plan is not yet working.",
            "{mum} wants things to be different, but what {children} live with day to day is the same.",
            "I am worried that {child} is carrying too much. I will talk it over in supervision.",
        ]
    };
    cast.one(list, chance)
}

/// What has changed since the last meeting.
pub fn progress(better: bool, cast: &Cast, chance: &mut Chance) -> String {
    let list: &[&str] = if better {
        &[
            "{children} have been at {school} every day and appointments are being kept.",
            "{mum} has help from her sister, and mornings are calmer. {child} is sleeping.",
            "The safety plan has been used once and it worked: {mum} rang before things went wrong.",
        ]
    } else {
        &[
            "Two actions are not done and the reasons are not clear. {child} says nothing is different.",
            "{mum} missed the last two sessions. {school} has seen {child} tired again.",
            "There was another incident. {children} were at home.",
        ]
    };
    cast.one(list, chance)
}
