//! Children's own words, as they might say them.

use crate::demo::chance::Chance;

const LITTLE: &[&str] = &[
    "“My bed is a spaceship.”",
    "“Mummy sad. I do a cuddle.”",
    "“I like it when it's quiet.”",
    "“Daddy shouts loud like a lion.”",
    "“Can you come to my party?”",
    "“I had toast for tea. And toast.”",
    "“Nana's house has a dog. I want to live with the dog.”",
];
const MIDDLE: &[&str] = &[
    "“It's better now because he doesn't come round. I can watch telly downstairs.”",
    "“I wish people would tell me what is happening before it happens.”",
    "“When they argue I put my headphones on and my sister gets in my bed.”",
    "“I don't want to move school again. I only just got a best friend.”",
    "“Mum laughs more. We had pancakes.”",
    "“You said you'd come Tuesday and you came Thursday.”",
    "“If I had three wishes: a lock on my door, a hamster and for Mum not to cry.”",
    "“I worry about the baby at night. I listen to see if she's breathing.”",
];
const OLDER: &[&str] = &[
    "“Everyone talks about me like I'm not in the room.”",
    "“I'm fine. I just want to do my exams and be left alone.”",
    "“I do most of it. The washing, getting them up. I don't mind but nobody asks.”",
    "“You lot come, write it down and go. What's actually different?”",
    "“I feel safer at my nan's but I'd miss my brother.”",
    "“He's not as bad as you think. But I know it's not right either.”",
    "“I can talk to you because you don't go straight back and tell them.”",
    "“I'm not going to be like that when I'm older.”",
];

/// What a child of an age says; nothing for one too young, and sometimes nothing from others.
pub fn words_of_a_child(age: i32, chance: &mut Chance) -> String {
    let list = match age {
        i32::MIN..3 => return String::new(),
        3..7 => LITTLE,
        7..12 => MIDDLE,
        _ => OLDER,
    };
    if chance.happens(0.14) { String::new() } else { (*chance.one(list)).to_owned() }
}
