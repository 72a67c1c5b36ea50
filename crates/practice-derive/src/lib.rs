//! `#[derive(Record)]`, `#[derive(Part)]` and `#[derive(Choice)]`: a type becomes its own specification.
//!
//! The macros emit data and plain conversions, nothing else. Doc comments are the words people read: a field's first
//! paragraph is the question, the rest is its hint.

mod choice;
mod fields;
mod record;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// A kind of record. Needs `#[record(area = "…", cite = "…")]` and one field marked `#[field(dates_record)]`.
///
/// Optional: `chronology = false` for records that are never worth a line, `check = path` for checks across answers
/// (`fn(&Self, &Checking) -> Vec<Fault>`), `unusual = path` for answers worth a second look (`fn(&Self, &Checking) ->
/// Vec<String>`).
#[proc_macro_derive(Record, attributes(record, field))]
pub fn record(input: TokenStream) -> TokenStream {
    record::derive(parse_macro_input!(input as DeriveInput)).unwrap_or_else(syn::Error::into_compile_error).into()
}

/// Several questions kept together inside a record.
#[proc_macro_derive(Part, attributes(field))]
pub fn part(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    record::derive_part(&input, true).unwrap_or_else(syn::Error::into_compile_error).into()
}

/// An answer to choose, each with its own follow-up questions as named fields.
#[proc_macro_derive(Choice, attributes(field, choice))]
pub fn choice(input: TokenStream) -> TokenStream {
    choice::derive(&parse_macro_input!(input as DeriveInput)).unwrap_or_else(syn::Error::into_compile_error).into()
}
