//! Enums: an answer to choose.

use crate::fields::{Parts, parts, words};
use crate::record::snake;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Error, Fields, Result};

/// A choice is a plain string when no answer has follow-ups, else an object whose `is` names the answer.
pub fn derive(input: &DeriveInput) -> Result<TokenStream> {
    let name = &input.ident;
    let Data::Enum(data) = &input.data else {
        return Err(Error::new_spanned(input, "a choice is an enum"));
    };
    let follow_ups = data.variants.iter().any(|variant| !variant.fields.is_empty());
    let (mut options, mut reads, mut writes) = (Vec::new(), Vec::new(), Vec::new());
    for variant in &data.variants {
        let ident = &variant.ident;
        let value = snake(&ident.to_string());
        let (label, hint) = words(&variant.attrs);
        if label.is_empty() {
            return Err(Error::new_spanned(variant, "an answer needs a doc comment: it is what people read"));
        }
        let label = label.strip_suffix('.').unwrap_or(&label).to_owned();
        let Parts { specs, reads: field_reads, writes: field_writes, names, .. } = match &variant.fields {
            Fields::Unit => parts(&Fields::Unit)?,
            named @ Fields::Named(_) => parts(named)?,
            other => return Err(Error::new_spanned(other, "follow-up questions need names: use named fields")),
        };
        options.push(quote! {
            ::practice::spec::Choice {
                value: #value.to_owned(),
                label: #label.to_owned(),
                hint: #hint.to_owned(),
                fields: vec![#(#specs),*],
            }
        });
        if names.is_empty() {
            reads.push(quote! { #value => Ok(#name::#ident), });
        } else {
            reads.push(quote! { #value => Ok(#name::#ident { #(#field_reads)* }), });
        }
        let pattern = if names.is_empty() { quote!(#name::#ident) } else { quote!(#name::#ident { #(#names),* }) };
        writes.push(if follow_ups {
            quote! {
                #pattern => {
                    let mut object = ::serde_json::Map::new();
                    object.insert("is".to_owned(), ::serde_json::Value::String(#value.to_owned()));
                    #(#field_writes)*
                    ::serde_json::Value::Object(object)
                }
            }
        } else {
            quote! { #pattern => ::serde_json::Value::String(#value.to_owned()), }
        });
    }
    Ok(quote! {
        impl ::practice::answer::Answer for #name {
            fn shape() -> ::practice::spec::Shape {
                ::practice::spec::Shape::Choice { options: vec![#(#options),*] }
            }
            fn read(object: &::serde_json::Value) -> Result<Self, ::practice::answer::Unreadable> {
                let chosen = object.get("is").unwrap_or(object).as_str().unwrap_or_default();
                match chosen {
                    #(#reads)*
                    _ => Err(::practice::answer::Unreadable::not("one of the answers", object)),
                }
            }
            fn write(&self) -> ::serde_json::Value {
                match self {
                    #(#writes)*
                }
            }
        }
    })
}
