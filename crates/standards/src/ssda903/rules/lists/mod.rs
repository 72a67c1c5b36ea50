//! Lists that come from elsewhere: where postcodes are, and whom Ofsted has registered. The user supplies them, and a rule
//! that needs one is not run without it.

mod read;

use std::collections::HashMap;

use jiff::civil::Date;

pub use read::{postcodes, providers};

/// What is known beside the two returns.
#[derive(Debug, Default)]
pub struct Lists {
    /// Where postcodes are.
    pub postcodes: Option<Postcodes>,
    /// Whom Ofsted has registered.
    pub providers: Option<Providers>,
    /// The nine-character code of the authority whose return it is, `E08000003`.
    pub authority: Option<String>,
}

/// Where one postcode is.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    /// The nine-character code of its county, or of its district where that has no county.
    pub authority: String,
    /// Metres east and north on the national grid; `None` when it has no place there.
    pub grid: Option<(f64, f64)>,
}

/// Postcodes and where they are.
#[derive(Debug, Default)]
pub struct Postcodes(HashMap<String, Spot>);

impl Postcodes {
    /// Adds a postcode, however it is written.
    pub fn add(&mut self, postcode: &str, spot: Spot) {
        self.0.insert(plain(postcode), spot);
    }

    /// Adds those of another list; where both have one, it is the other's.
    pub fn append(&mut self, other: Postcodes) {
        self.0.extend(other.0);
    }

    /// Where a postcode is, however it is written.
    pub fn find(&self, postcode: &str) -> Option<&Spot> {
        self.0.get(&plain(postcode))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A postcode as it is compared: in capitals, without blanks.
pub fn plain(postcode: &str) -> String {
    postcode.chars().filter(|one| !one.is_whitespace()).map(|one| one.to_ascii_uppercase()).collect()
}

impl Spot {
    /// The authority as the collection has it: another country's by its short name, and none for an island that is no
    /// part of one.
    pub fn place(&self) -> Option<&str> {
        match self.authority.as_bytes() {
            [b'S', ..] => Some("SCO"),
            [b'N', ..] => Some("NIR"),
            [b'W', ..] => Some("WAL"),
            [b'E', b'0' | b'1', ..] => Some(&self.authority),
            _ => None,
        }
    }

    /// Tenths of a mile in a straight line.
    pub fn tenths_of_a_mile_to(&self, other: &Spot) -> Option<u32> {
        let ((east, north), (to_east, to_north)) = (self.grid?, other.grid?);
        let metres = ((east - to_east).powi(2) + (north - to_north).powi(2)).sqrt();
        // Half a tenth goes to the even one, as the collection has it.
        Some((metres / 160.93).round_ties_even() as u32)
    }
}

/// One registration of a provider.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Provider {
    /// The types of placement it is registered for.
    pub places: Vec<String>,
    /// The kinds of provider it may be.
    pub kinds: Vec<String>,
    /// The day it closed; `None` while it is open.
    pub closed: Option<Date>,
    /// Its postcode.
    pub postcode: String,
}

/// Registrations by their number.
#[derive(Debug, Default)]
pub struct Providers(HashMap<String, Vec<Provider>>);

impl Providers {
    /// Adds a registration.
    pub fn add(&mut self, number: &str, provider: Provider) {
        self.0.entry(number.trim().to_ascii_uppercase()).or_default().push(provider);
    }

    /// The registrations of that number; several when it moved or changed.
    pub fn find(&self, number: &str) -> &[Provider] {
        self.0.get(&number.trim().to_ascii_uppercase()).map_or(&[], Vec::as_slice)
    }

    /// Every registration.
    pub fn all(&self) -> impl Iterator<Item = &Provider> {
        self.0.values().flatten()
    }

    /// How many numbers there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
