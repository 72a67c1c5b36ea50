//! Children's own words, as they might say them. None names a brother, a sister or a parent a child may not have.

use crate::demo::chance::Chance;

/// What is seen of a child too young to say: it begins so, and quotes nobody.
const BABY: &[&str] = &[
    "Too young to say. Slept while held, and settled to a voice that is known.",
    "Too young to say. Startled when a door banged, and was quickly comforted.",
    "Too young to say. Fed well, and looked about at every noise.",
    "Too young to say. Cried when put down, and stopped when picked up again.",
    "Too young to say. Watched the faces that came near, and held on to a finger.",
    "Too young to say. Was tired, and did not settle for long.",
];
const JUST_WALKING: &[&str] = &[
    "Too young to say. Went back to Mum after each thing tried, and smiled from there.",
    "Too young to say. Points at what is wanted, and waits to see if somebody looks.",
    "Too young to say. Brought a shoe and then the other one: it was time to go out.",
    "Too young to say. Went quiet and still when voices were raised next door.",
    "Too young to say. Clung at first, then played near by with the pans.",
];
/// A child of two: a word or two at a time.
const TWO: &[&str] = &[
    "“More juice.” Was at ease, and in and out of Mum's lap.",
    "“Daddy gone.” Said it twice, to the window.",
    "“My bear.” Showed it, and would not let it go.",
    "“No bed!” Laughed, and ran.",
    "Few words yet. Played with water and cups, and let me sit alongside.",
];
const LITTLE: &[&str] = &[
    "“My bed is a spaceship.”",
    "“Mummy sad. I do a cuddle.”",
    "“I like it when it's quiet.”",
    "“There was big shouting and I hid in the coats.”",
    "“Can you come to my party?”",
    "“I had toast for tea. And toast.”",
    "“I want to live with the dog next door.”",
    "“You've got the same lanyard as the other lady.”",
    "“I can do my own zip.”",
    "“I don't like the dark bit on the stairs.”",
    "“Mummy's being nice today.”",
    "“This is my house and this is the rain.” (drawing)",
    "“I'm the tiger and you're the lady who runs away.”",
    "“I had a bad dream but it went.”",
    "“Is it a sleeping day or a school day?”",
    "“My tummy is a bit loud.”",
];
const MIDDLE: &[&str] = &[
    "“It's better now because he doesn't come round. I can watch telly downstairs.”",
    "“I wish people would tell me what is happening before it happens.”",
    "“When they argue I put my headphones on and count to a hundred.”",
    "“I don't want to move school again. I only just got a best friend.”",
    "“Mum laughs more. We had pancakes.”",
    "“You said you'd come Tuesday and you came Thursday.”",
    "“If I had three wishes: a lock on my door, a hamster and for Mum not to cry.”",
    "“I listen at night to hear if everyone is asleep. Then I can sleep.”",
    "“I like Wednesdays because of football.”",
    "“My teacher knows. She lets me sit in the library when it's a bad day.”",
    "“Six out of ten. It was four last time.”",
    "“I don't want to talk about that. Can I show you my cards?”",
    "“I got my own bed now and nobody else is allowed on it.”",
    "“Sometimes there's no clean uniform so I say I've got a cold.”",
    "“I want Mum to get help but I don't want her to be cross with me for telling.”",
    "“Will you write that I'm good at maths?”",
    "“It's boring here now. That's good, I think.”",
    "“I didn't do breakfast because we were late again.”",
];
const OLDER: &[&str] = &[
    "“Everyone talks about me like I'm not in the room.”",
    "“I'm fine. I just want to do my exams and be left alone.”",
    "“I do most of it. The washing, the tea, the shopping. I don't mind but nobody asks.”",
    "“You lot come, write it down and go. What's actually different?”",
    "“I feel safer at my nan's but I'd miss my own room.”",
    "“He's not as bad as you think. But I know it's not right either.”",
    "“I can talk to you because you don't go straight back and tell them.”",
    "“I'm not going to be like that when I'm older.”",
    "“I've had four social workers. I'm not doing the whole story again.”",
    "“I told them at school because I knew it'd get back to you.”",
    "“Mum's trying. You should put that in.”",
    "“I go out because it's easier than being in.”",
    "“Can the meeting not be in my English lesson this time?”",
    "“I don't want my mates knowing why I'm called out of class.”",
    "“It's been all right, actually. Weird, but all right.”",
    "“If you read one thing out, read that bit.”",
    "“I sleep better. That's the main thing.”",
    "“I want to know what you've written about me.”",
];

/// What a child of an age says, or what is seen of one too young to say; nothing of one not yet born, and sometimes nothing
/// of others.
pub fn words_of_a_child(age: i32, chance: &mut Chance) -> String {
    let list = match age {
        i32::MIN..0 => return String::new(),
        0 => BABY,
        1 => JUST_WALKING,
        2 => TWO,
        3..7 => LITTLE,
        7..12 => MIDDLE,
        _ => OLDER,
    };
    if chance.happens(0.14) { String::new() } else { (*chance.one(list)).to_owned() }
}
