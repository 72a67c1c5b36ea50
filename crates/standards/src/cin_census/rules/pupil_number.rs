//! Unique pupil numbers (UPN): their form, and why there is none.

use std::ops::RangeInclusive;

use jiff::ToSpan;
use jiff::civil::Date;

use super::super::rows::Child;
use super::columns::{FORMER_UPN, NFA, UPN, UPN_UNKNOWN};
use super::identity::repeated;
use super::shapes::{child, later};
use super::subject::Cin;
use crate::rules::{Found, Rule, always, error, from, query, until, whole};

const CORRECT: &str = "Take the UPN from the school's or the department's record of the child.";

pub const RULES: &[Rule<Cin>] = &[
    error(
        "1510",
        "The UPN's first letter does not match its digits.",
        CORRECT,
        &[UPN.name],
        &[always(child(|_, child, found| upn_is(child, |upn| check_letter(upn) != Some(false), found)))],
    ),
    error(
        "1520",
        "This UPN is used by more than one child in the return.",
        "Find out whose UPN it is, and correct the others.",
        &[UPN.name],
        &[always(whole(|cin, found| {
            repeated(
                cin,
                |child| Some(UPN.text(&child.identifiers)).filter(|upn| !upn.is_empty()),
                |child| UPN.at(&child.identifiers),
                found,
            )
        }))],
    ),
    error(
        "1530",
        "Characters 2 to 4 of the UPN are not a known local authority code.",
        CORRECT,
        &[UPN.name],
        &[
            until(2023, child(|_, child, found| upn_is(child, |upn| authority(upn, &[]), found))),
            from(2024, child(|_, child, found| upn_is(child, |upn| authority(upn, NEW_AUTHORITIES), found))),
        ],
    ),
    error(
        "1540",
        "Characters 5 to 12 of the UPN must all be digits.",
        CORRECT,
        &[UPN.name],
        &[always(child(|_, child, found| {
            upn_is(
                child,
                |upn| {
                    let mut middle = upn.chars().skip(4).take(8).peekable();
                    middle.peek().is_some() && middle.all(|mark| mark.is_ascii_digit())
                },
                found,
            )
        }))],
    ),
    error(
        "1550",
        "The last character of the UPN is not allowed.",
        "A UPN ends in a digit, or for a temporary one in a capital letter other than I, O and S.",
        &[UPN.name],
        &[always(child(|_, child, found| {
            upn_is(child, |upn| whole_length(upn).is_none_or(|upn| last(upn[12])), found)
        }))],
    ),
    query(
        "1560Q",
        "The former UPN is not in the right format.",
        "A UPN is a letter, eleven digits, and a digit or a capital letter other than I, O and S.",
        &[FORMER_UPN.name],
        &[always(child(|_, child, found| {
            let text = FORMER_UPN.text(&child.identifiers);
            let fits = whole_length(text).is_some_and(|upn| {
                upn[0].is_ascii_alphabetic() && upn[1..12].iter().all(u8::is_ascii_digit) && last(upn[12])
            });
            if !text.is_empty() && !fits {
                found.flag([FORMER_UPN.at(&child.identifiers)]);
            }
        }))],
    ),
    query(
        "8770Q",
        "A school-age child has neither a UPN nor an accepted reason for not having one.",
        "Give the UPN, or one of UN2 to UN7 as UPNunknown.",
        &[UPN.name, UPN_UNKNOWN.name],
        &[
            until(
                2024,
                child(|cin, child, found| {
                    let six = cin.before_end(6.years());
                    no_upn(child, |born| born < six, found);
                }),
            ),
            from(
                2025,
                child(|cin, child, found| {
                    // 31 August of the calendar year six years before the reference date.
                    let oldest = later(later(cin.reference, 4.months()), 31.days()).saturating_sub(6.years());
                    no_upn(child, |born| born <= oldest, found);
                }),
            ),
        ],
    ),
    error(
        "8772",
        "The UPN reason says no further action, but a referral went further.",
        "Give the UPN or another reason, or correct ReferralNFA.",
        &[UPN_UNKNOWN.name, NFA.name],
        &[always(child(|_, child, found| {
            let further: Vec<_> = child.episodes.iter().filter(|row| !NFA.yes(row)).collect();
            if UPN_UNKNOWN.text(&child.identifiers).eq_ignore_ascii_case("UN7") && !further.is_empty() {
                let places = further.into_iter().map(|row| NFA.at(row));
                found.flag([UPN_UNKNOWN.at(&child.identifiers)].into_iter().chain(places));
            }
        }))],
    ),
];

/// The letters a check letter may be, in the order of the remainders.
const LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPQRTUVWXYZ";

/// The authorities whose numbers stand in pupil numbers.
const AUTHORITIES: &[RangeInclusive<u16>] = &[
    1..=5,
    201..=213,
    301..=320,
    330..=336,
    340..=344,
    350..=359,
    370..=373,
    380..=384,
    390..=394,
    420..=420,
    660..=681,
    701..=708,
    800..=803,
    805..=808,
    810..=813,
    815..=816,
    820..=823,
    825..=826,
    830..=831,
    835..=841,
    845..=846,
    850..=852,
    855..=857,
    860..=861,
    865..=896,
    908..=909,
    916..=916,
    919..=919,
    921..=921,
    925..=926,
    928..=929,
    931..=931,
    933..=933,
    935..=938,
    940..=941,
];
/// Cumberland; Westmorland and Furness.
const NEW_AUTHORITIES: &[RangeInclusive<u16>] = &[942..=943];

fn upn_is(child: &Child, fits: fn(&str) -> bool, found: &mut Found) {
    let upn = UPN.text(&child.identifiers);
    if !upn.is_empty() && !fits(upn) {
        found.flag([UPN.at(&child.identifiers)]);
    }
}

/// The bytes of a pupil number of exactly thirteen characters, all of them plain.
fn whole_length(upn: &str) -> Option<&[u8; 13]> {
    upn.as_bytes().try_into().ok()
}

fn last(mark: u8) -> bool {
    mark.is_ascii_digit() || LETTERS.contains(&mark)
}

/// Whether the first letter fits; `None` when the rest is not twelve digits.
fn check_letter(upn: &str) -> Option<bool> {
    let upn = whole_length(upn)?;
    let digits = &upn[1..];
    if !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let sum: usize = digits.iter().zip(2..).map(|(digit, place)| usize::from(digit - b'0') * place).sum();
    Some(LETTERS[sum % LETTERS.len()] == upn[0])
}

/// Whether the authority's number in the pupil number is known; so it is when there is none to look at.
fn authority(upn: &str, more: &[RangeInclusive<u16>]) -> bool {
    if upn.chars().count() != 13 {
        return true;
    }
    let digits: String = upn.chars().skip(1).take(3).collect();
    let number = Some(&digits).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
    let number = number.and_then(|digits| digits.parse::<u16>().ok());
    number.is_some_and(|number| AUTHORITIES.iter().chain(more).any(|range| range.contains(&number)))
}

/// The reasons that excuse a child of school age.
const EXCUSED: [&str; 6] = ["UN2", "UN3", "UN4", "UN5", "UN6", "UN7"];

fn no_upn(child: &Child, of_age: impl Fn(Date) -> bool, found: &mut Found) {
    let who = &child.identifiers;
    let reason = UPN_UNKNOWN.text(who).to_ascii_uppercase();
    let born = super::columns::BORN.day(who);
    let went_further = child.episodes.iter().any(|row| NFA.no(row));
    if born.is_some_and(of_age) && went_further && UPN.blank(who) && !EXCUSED.contains(&reason.as_str()) {
        found.flag([UPN.at(who), UPN_UNKNOWN.at(who)]);
    }
}
