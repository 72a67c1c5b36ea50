//! Fields: what a doc comment and `#[field(…)]` say about a question.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Field, Fields, Ident, LitStr, Result};

/// The words of a doc comment: its first paragraph, and the rest.
pub fn words(attributes: &[Attribute]) -> (String, String) {
    let mut paragraphs = vec![String::new()];
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("doc")) {
        if let syn::Meta::NameValue(pair) = &attribute.meta
            && let syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) = &pair.value
        {
            let line = text.value().trim().to_owned();
            match paragraphs.last_mut() {
                Some(last) if line.is_empty() && !last.is_empty() => paragraphs.push(String::new()),
                Some(last) => {
                    if !last.is_empty() {
                        last.push(' ');
                    }
                    last.push_str(&line);
                }
                None => {}
            }
        }
    }
    let first = paragraphs.remove(0);
    (first, paragraphs.join(" ").trim().to_owned())
}

/// The question's words without the full stop a doc comment ends with.
fn as_question(text: &str) -> String {
    text.strip_suffix('.').unwrap_or(text).to_owned()
}

/// What `#[field(…)]` may say.
#[derive(Default)]
struct Marks {
    dates_record: bool,
    in_line: bool,
    key: bool,
    needed: Option<bool>,
    sensitivity: Option<Ident>,
    post: Option<Ident>,
    cite: String,
}

fn marks(field: &Field) -> Result<Marks> {
    let mut marks = Marks::default();
    for attribute in field.attrs.iter().filter(|attribute| attribute.path().is_ident("field")) {
        attribute.parse_nested_meta(|meta| {
            let name = meta.path.get_ident().map(Ident::to_string).unwrap_or_default();
            match name.as_str() {
                "dates_record" => marks.dates_record = true,
                "line" => marks.in_line = true,
                "key" => marks.key = true,
                "needed" => marks.needed = Some(true),
                "optional" => marks.needed = Some(false),
                "manager" => marks.post = Some(Ident::new("Manager", meta.path.get_ident().unwrap().span())),
                "chair" => marks.post = Some(Ident::new("Chair", meta.path.get_ident().unwrap().span())),
                "third_party" => {
                    marks.sensitivity = Some(Ident::new("ThirdParty", meta.path.get_ident().unwrap().span()))
                }
                "safe_address" => {
                    marks.sensitivity = Some(Ident::new("SafeAddress", meta.path.get_ident().unwrap().span()));
                }
                "cite" => marks.cite = meta.value()?.parse::<LitStr>()?.value(),
                _ => return Err(meta.error("not something a field can be marked with")),
            }
            Ok(())
        })?;
    }
    Ok(marks)
}

/// The three things every set of named fields becomes: its questions, a reader and a writer.
pub struct Parts {
    /// Expressions, each a `Field`.
    pub specs: Vec<TokenStream>,
    /// `name: read,` for each field, from an expression `object`.
    pub reads: Vec<TokenStream>,
    /// Statements putting each field into `object`, from bindings by reference.
    pub writes: Vec<TokenStream>,
    /// The field names.
    pub names: Vec<Ident>,
    /// The field that dates the record, and its type.
    pub dating: Option<(Ident, syn::Type)>,
}

/// Reads the named fields of a struct or of a choice's answer.
pub fn parts(fields: &Fields) -> Result<Parts> {
    let mut parts = Parts { specs: vec![], reads: vec![], writes: vec![], names: vec![], dating: None };
    for field in fields {
        let Some(ident) = &field.ident else {
            return Err(syn::Error::new_spanned(field, "questions need names: use named fields"));
        };
        let name = ident.to_string();
        let kind = &field.ty;
        let marks = marks(field)?;
        parts.names.push(ident.clone());
        if marks.key {
            parts.reads.push(quote! {
                #ident: ::practice::answer::RowKey(object.get("key").and_then(|key| key.as_str()).unwrap_or_default().to_owned()),
            });
            parts.writes.push(quote! {
                object.insert("key".to_owned(), ::serde_json::Value::String(#ident.0.clone()));
            });
            continue;
        }
        let (label, hint) = words(&field.attrs);
        if label.is_empty() {
            return Err(syn::Error::new_spanned(field, "a question needs a doc comment: it is what people read"));
        }
        let label = as_question(&label);
        let needed = match marks.needed {
            Some(needed) => quote!(#needed),
            None => quote!(<#kind as ::practice::answer::Answer>::NEEDED),
        };
        let (dates, line, cite) = (marks.dates_record, marks.in_line, &marks.cite);
        let sensitivity = marks.sensitivity.unwrap_or_else(|| Ident::new("Normal", ident.span()));
        let post = marks.post.unwrap_or_else(|| Ident::new("Anyone", ident.span()));
        if dates {
            parts.dating = Some((ident.clone(), kind.clone()));
        }
        parts.specs.push(quote! {
            ::practice::spec::Field {
                name: #name.to_owned(),
                label: #label.to_owned(),
                hint: #hint.to_owned(),
                shape: <#kind as ::practice::answer::Answer>::shape(),
                needed: #needed,
                dates_record: #dates,
                in_line: #line,
                sensitivity: ::practice::spec::Sensitivity::#sensitivity,
                cite: #cite.to_owned(),
                post: ::practice::spec::Post::#post,
            }
        });
        parts.reads.push(quote! {
            #ident: <#kind as ::practice::answer::Answer>::read(object.get(#name).unwrap_or(&::serde_json::Value::Null))
                .map_err(|fault| fault.within(#name))?,
        });
        parts.writes.push(quote! {
            object.insert(#name.to_owned(), <#kind as ::practice::answer::Answer>::write(#ident));
        });
    }
    Ok(parts)
}
