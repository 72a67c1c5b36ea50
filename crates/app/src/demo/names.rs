//! Invented names: of people by heritage, of streets, schools and places that are nowhere.

use super::chance::Chance;

/// A heritage, as often as it is found in the district, with the names its families use.
pub struct Heritage {
    /// The national code.
    pub code: &'static str,
    /// The first language at home, when it is not English.
    pub language: &'static str,
    /// The religion most often recorded; empty when it is mostly left open.
    pub religion: &'static str,
    girls: &'static [&'static str],
    boys: &'static [&'static str],
    families: &'static [&'static str],
}

const WHITE_GIRLS: &[&str] = &[
    "Amelia", "Ava", "Lily", "Grace", "Ellie", "Poppy", "Jessica", "Chloe", "Daisy", "Holly", "Megan", "Freya", "Lexi",
    "Skye", "Ruby", "Erin", "Paige", "Summer", "Isla", "Evie", "Millie", "Lola", "Tilly", "Harriet", "Scarlett",
    "Keira", "Bethany", "Faith", "Orla", "Niamh",
];
const WHITE_BOYS: &[&str] = &[
    "Oliver", "Jack", "Harry", "Alfie", "Charlie", "Jake", "Riley", "Tyler", "Logan", "Mason", "Ethan", "Callum",
    "Finley", "Noah", "Kai", "Connor", "Luke", "Dylan", "Archie", "Toby", "Jayden", "Reece", "Lewis", "Bobby", "Teddy",
    "Owen", "Liam", "Kian", "Declan", "Corey",
];
const WHITE_FAMILIES: &[&str] = &[
    "Ashcombe",
    "Barlowe",
    "Crosswick",
    "Dunmere",
    "Entwhistle-Grey",
    "Fallowby",
    "Garside",
    "Hargreave",
    "Ingleton",
    "Kershall",
    "Lomaxley",
    "Marsden",
    "Nuttersby",
    "Openshore",
    "Pilkerton",
    "Quarmbright",
    "Ramsbrook",
    "Shawcroft",
    "Tattershall",
    "Unsworth",
    "Varley",
    "Whitbrook",
    "Yateley",
    "Bramhill",
    "Cleggs",
    "Duckett",
    "Farrowdale",
    "Greenhalsh",
    "Haslam",
    "Isherby",
    "Jepworth",
    "Kirkbride",
    "Leavers",
    "Mellorby",
    "Norbury",
    "Ollershaw",
    "Peverell",
    "Rostron",
    "Schofield",
    "Turnough",
    "Wardleworth",
    "Thorpe",
    "Rigg",
    "Tunstead",
    "Holcroft",
    "Wray",
];

/// Every heritage with how often it is found, in percent.
pub const HERITAGES: &[(f64, Heritage)] = &[
    (
        75.5,
        Heritage {
            code: "WBRI",
            language: "",
            religion: "",
            girls: WHITE_GIRLS,
            boys: WHITE_BOYS,
            families: WHITE_FAMILIES,
        },
    ),
    (
        10.0,
        Heritage {
            code: "APKN",
            language: "Urdu",
            religion: "Islam",
            girls: &[
                "Aisha", "Zainab", "Maryam", "Hafsa", "Amna", "Iqra", "Noor", "Sana", "Khadija", "Mahnoor", "Hira",
            ],
            boys: &[
                "Hamza", "Bilal", "Yusuf", "Ibrahim", "Zain", "Adeel", "Haris", "Umar", "Daniyal", "Faizan", "Sameer",
            ],
            families: &["Malik", "Qureshi", "Siddiqui", "Chaudry", "Mirza", "Bhatti", "Raza", "Javed", "Anwar", "Gill"],
        },
    ),
    (
        3.5,
        Heritage {
            code: "WOTH",
            language: "Polish",
            religion: "Christianity",
            girls: &["Zofia", "Maja", "Lena", "Oliwia", "Alicja", "Ilinca", "Daria"],
            boys: &["Jakub", "Filip", "Antoni", "Szymon", "Kacper", "Andrei", "Luca"],
            families: &["Wisniowiecka", "Zielonka", "Mazurek", "Krolik", "Dabek", "Ionas", "Petrache"],
        },
    ),
    (
        2.5,
        Heritage {
            code: "MWBC",
            language: "",
            religion: "",
            girls: &["Tia", "Imani", "Jada", "Kiana", "Amara", "Leona", "Shanice"],
            boys: &["Malachi", "Jerome", "Tyrese", "Kieron", "Marlon", "Isaiah", "Leon"],
            families: &["Campbell-Rowe", "Bramwell", "Grantley", "Fairweather", "Bennetts", "Clarkson-Dean"],
        },
    ),
    (
        2.5,
        Heritage {
            code: "MWAS",
            language: "",
            religion: "",
            girls: &["Leila", "Soraya", "Jasmine", "Mina", "Yasmin", "Anaya"],
            boys: &["Zak", "Rayan", "Aaron", "Kamran", "Adam", "Idris"],
            families: &["Hussey-Khan", "Ahmed-Rigg", "Barnesley", "Iqbal-Moss", "Sadler", "Mirza-Cole"],
        },
    ),
    (
        2.0,
        Heritage {
            code: "BAFR",
            language: "Yoruba",
            religion: "Christianity",
            girls: &["Temi", "Adaeze", "Ngozi", "Folake", "Abena", "Zawadi"],
            boys: &["Tobi", "Chidi", "Kofi", "Emeka", "Kwame", "Jabari"],
            families: &["Adewumi", "Okonjo", "Mensah", "Banda", "Nwosu", "Asante"],
        },
    ),
    (
        1.0,
        Heritage {
            code: "AIND",
            language: "Gujarati",
            religion: "Hinduism",
            girls: &["Priya", "Diya", "Kavya", "Meera"],
            boys: &["Arjun", "Rohan", "Dev", "Nikhil"],
            families: &["Pateley", "Solanki", "Desai", "Parmar"],
        },
    ),
    (
        1.0,
        Heritage {
            code: "OOTH",
            language: "Arabic",
            religion: "Islam",
            girls: &["Rana", "Dalia", "Hala", "Shilan"],
            boys: &["Karim", "Tariq", "Rebin", "Salim"],
            families: &["Haddad", "Mansour", "Barzan", "Nasser"],
        },
    ),
    (
        0.6,
        Heritage {
            code: "BCRB",
            language: "",
            religion: "Christianity",
            girls: &["Chantelle", "Renee", "Kezia"],
            boys: &["Dwayne", "Andre", "Jermaine"],
            families: &["Bartholomew", "Whyte", "Francis-Lee"],
        },
    ),
    (
        0.8,
        Heritage {
            code: "WIRT",
            language: "",
            religion: "Christianity",
            girls: &["Margaret", "Shauna", "Bridget"],
            boys: &["Paddy", "Johnjoe", "Martin"],
            families: &["Delaneys", "Conroy", "Maughan"],
        },
    ),
    (
        0.6,
        Heritage {
            code: "ABAN",
            language: "Bengali",
            religion: "Islam",
            girls: &["Tahmina", "Nusrat", "Ruksana"],
            boys: &["Rafiq", "Tanvir", "Shahin"],
            families: &["Miahs", "Chowdhuri", "Talukder"],
        },
    ),
];

/// A family name; a few families use two.
pub fn family(heritage: &Heritage, chance: &mut Chance) -> String {
    (*chance.one(heritage.families)).to_owned()
}

/// A given name that starts unlike those given already, unless told otherwise.
pub fn given(heritage: &Heritage, girl: bool, taken: &[String], chance: &mut Chance) -> String {
    let list = if girl { heritage.girls } else { heritage.boys };
    for _ in 0..6 {
        let name = *chance.one(list);
        if !taken.iter().any(|one| one == name) {
            return name.to_owned();
        }
    }
    format!("{} {}", chance.one(list), chance.one(list))
}

/// Twins are often given names that look alike: that is how records get mixed up.
pub const TWINS: &[(&str, &str, bool)] = &[
    ("Ellie", "Elsie", true),
    ("Jayden", "Jaden", false),
    ("Mia", "Maya", true),
    ("Harvey", "Harley", false),
    ("Lily", "Lilly-Mae", true),
    ("Zain", "Zayn", false),
];

/// An adult's given name.
pub fn adult(heritage: &Heritage, woman: bool, taken: &[String], chance: &mut Chance) -> String {
    const WOMEN: &[&str] = &[
        "Kelly", "Stacey", "Donna", "Michelle", "Leanne", "Gemma", "Nicola", "Rachel", "Samantha", "Tracey", "Hayley",
        "Kirsty", "Danielle", "Natalie", "Joanne",
    ];
    const MEN: &[&str] = &[
        "Darren", "Lee", "Craig", "Wayne", "Scott", "Gary", "Dean", "Shaun", "Carl", "Ryan", "Stuart", "Anthony",
        "Ian", "Neil", "Jason",
    ];
    if matches!(heritage.code, "WBRI" | "MWBC" | "BCRB" | "WIRT") {
        (*chance.one(if woman { WOMEN } else { MEN })).to_owned()
    } else {
        given(heritage, woman, taken, chance)
    }
}

const STREETS: &[&str] = &[
    "Tanyard Lane",
    "Loomfield Street",
    "Bobbin Court",
    "Heather Brow",
    "Quarry Steps",
    "Cotton Row",
    "Weir Bank",
    "Larkhill Rise",
    "Dyehouse Road",
    "Shuttle Way",
    "Peel Moor Avenue",
    "Brickfield Close",
    "Canal Foot",
    "Fellside View",
    "Hawthorn Terrace",
    "Millrace Drive",
    "Old Tram Road",
    "Packhorse Green",
    "Ropewalk",
    "Sparrow Hill",
];
const TOWNS: &[(&str, &str)] = &[
    ("Wharnley", "BL9"),
    ("Ramsgill", "BL0"),
    ("Radbrook", "M26"),
    ("Whitecliffe", "M45"),
    ("Prestow", "M25"),
    ("Tottenby", "BL8"),
];

/// Street, town and postcode of a home that does not exist: no postcode ends in ZZ.
pub fn address(chance: &mut Chance) -> (String, String, String) {
    let (town, outward) = chance.one(TOWNS);
    let street = format!("{} {}", chance.between(1, 148), chance.one(STREETS));
    ((street), (*town).to_owned(), format!("{outward} {}ZZ", chance.between(1, 9)))
}

/// A place that schools are named after.
pub fn place(chance: &mut Chance) -> &'static str {
    chance.one::<&str>(&["Weir Bank", "St Agatha's", "Larkhill", "Moorside", "Holly Mount", "Canal Foot", "Packhorse"])
}

/// A school, nursery or college of a place, for an age at the start of the school year.
pub fn school(place: &str, age: i32) -> String {
    let kind = match age {
        i32::MIN..2 => return String::new(),
        2..4 => "Nursery",
        4..11 => "Primary School",
        11..16 => "High School",
        _ => "College",
    };
    format!("{place} {kind}")
}

/// Other authorities, which do not exist either.
pub const AUTHORITIES: &[&str] =
    &["Eastmoor Council", "Calderhurst Council", "Saltbridge City Council", "Norwell Council"];
