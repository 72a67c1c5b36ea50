//! Structs: `Record` and `Part`.

use crate::fields::{Parts, parts, words};
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Error, ExprPath, LitBool, LitStr, Result};

/// The questions, reader and writer of a struct; as an answer of its own too, when asked.
pub fn derive_part(input: &DeriveInput, is_answer: bool) -> Result<TokenStream> {
    let name = &input.ident;
    let Parts { specs, reads, writes, names, .. } = struct_parts(input)?;
    let answer = is_answer.then(|| {
        quote! {
            impl ::practice::answer::Answer for #name {
                fn shape() -> ::practice::spec::Shape {
                    ::practice::spec::Shape::Group { fields: <Self as ::practice::answer::Part>::fields() }
                }
                fn read(value: &::serde_json::Value) -> Result<Self, ::practice::answer::Unreadable> {
                    <Self as ::practice::answer::Part>::read_part(value)
                }
                fn write(&self) -> ::serde_json::Value {
                    ::serde_json::Value::Object(<Self as ::practice::answer::Part>::write_part(self))
                }
            }
        }
    });
    Ok(quote! {
        impl ::practice::answer::Part for #name {
            fn fields() -> Vec<::practice::spec::Field> {
                vec![#(#specs),*]
            }
            fn read_part(object: &::serde_json::Value) -> Result<Self, ::practice::answer::Unreadable> {
                Ok(#name { #(#reads)* })
            }
            fn write_part(&self) -> ::serde_json::Map<String, ::serde_json::Value> {
                let #name { #(#names),* } = self;
                let mut object = ::serde_json::Map::new();
                #(#writes)*
                object
            }
        }
        #answer
    })
}

fn struct_parts(input: &DeriveInput) -> Result<Parts> {
    match &input.data {
        Data::Struct(data) => parts(&data.fields),
        _ => Err(Error::new_spanned(input, "a record or part is a struct")),
    }
}

/// What `#[record(…)]` may say.
#[derive(Default)]
struct Marks {
    area: String,
    cite: String,
    chronology: Option<bool>,
    check: Option<ExprPath>,
    unusual: Option<ExprPath>,
}

fn marks(input: &DeriveInput) -> Result<Marks> {
    let mut marks = Marks::default();
    for attribute in input.attrs.iter().filter(|attribute| attribute.path().is_ident("record")) {
        attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("area") {
                marks.area = meta.value()?.parse::<LitStr>()?.value();
            } else if meta.path.is_ident("cite") {
                marks.cite = meta.value()?.parse::<LitStr>()?.value();
            } else if meta.path.is_ident("chronology") {
                marks.chronology = Some(meta.value()?.parse::<LitBool>()?.value());
            } else if meta.path.is_ident("check") {
                marks.check = Some(meta.value()?.parse()?);
            } else if meta.path.is_ident("unusual") {
                marks.unusual = Some(meta.value()?.parse()?);
            } else {
                return Err(meta.error("not something a record can be marked with"));
            }
            Ok(())
        })?;
    }
    Ok(marks)
}

/// A whole record.
pub fn derive(input: DeriveInput) -> Result<TokenStream> {
    let name = &input.ident;
    let part = derive_part(&input, false)?;
    let marks = marks(&input)?;
    if marks.area.is_empty() || marks.cite.is_empty() {
        return Err(Error::new_spanned(name, "a record needs #[record(area = \"…\", cite = \"…\")]"));
    }
    let Some((dating, dating_type)) = struct_parts(&input)?.dating else {
        return Err(Error::new_spanned(name, "one field must be marked #[field(dates_record)]"));
    };
    let (title, about) = words(&input.attrs);
    let kind = snake(&name.to_string());
    let (area, cite) = (&marks.area, &marks.cite);
    let chronology = marks.chronology.unwrap_or(true);
    let check = marks.check.map(|path| {
        quote! {
            fn check(&self, checking: &::practice::record::Checking) -> Vec<::practice::form::Fault> {
                #path(self, checking)
            }
        }
    });
    let unusual = marks.unusual.map(|path| {
        quote! {
            fn unusual(&self, checking: &::practice::record::Checking) -> Vec<String> {
                #path(self, checking)
            }
        }
    });
    Ok(quote! {
        #part
        impl ::practice::record::Record for #name {
            const KIND: &'static str = #kind;
            const CHRONOLOGY: bool = #chronology;
            fn spec() -> &'static ::practice::spec::Spec {
                static SPEC: ::std::sync::LazyLock<::practice::spec::Spec> =
                    ::std::sync::LazyLock::new(|| ::practice::spec::Spec {
                        kind: #kind.to_owned(),
                        area: #area.to_owned(),
                        title: #title.to_owned(),
                        about: #about.to_owned(),
                        cite: #cite.to_owned(),
                        fields: <#name as ::practice::answer::Part>::fields(),
                    });
                &SPEC
            }
            fn about(&self) -> ::practice::moment::Moment {
                <#dating_type as ::practice::record::Dates>::moment(&self.#dating)
            }
            #check
            #unusual
        }
    })
}

/// `StrategyDiscussion` as `strategy_discussion`.
pub fn snake(name: &str) -> String {
    let mut out = String::new();
    for (index, letter) in name.chars().enumerate() {
        if letter.is_uppercase() && index > 0 {
            out.push('_');
        }
        out.extend(letter.to_lowercase());
    }
    out
}
