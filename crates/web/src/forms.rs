//! Any record's form, made from its specification. Ids are paths, so a fault leads to its question.

mod choose;
mod write;

use crate::components::{Button, Content, ErrorSummary, Fieldset, Input};
use casework::drafts::OpenDraft;
use maud::{Markup, html};
use practice::documents::StoredFile;
use practice::form::{Fault, Form, join, parts_under};
use practice::ids::PersonId;
use practice::spec::{Field, Post, Shape, Spec};
use std::collections::BTreeMap;

/// What a form offers to choose from.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    /// People on file near these children: id and name.
    pub people: Vec<(String, String)>,
    /// Workers: sign-in name and name.
    pub staff: Vec<(String, String)>,
    /// Those of them who hold a post, for questions that name nobody else.
    pub posts: BTreeMap<Post, Vec<(String, String)>>,
    /// Teams: short name and name.
    pub teams: Vec<(String, String)>,
    /// Earlier records of each kind: id and line, latest first.
    pub links: BTreeMap<String, Vec<(String, String)>>,
}

impl Lists {
    /// Whom a question may name. Where nobody holds the post, anyone: what happened is written down all the same.
    fn holding(&self, post: Post) -> &[(String, String)] {
        self.posts.get(&post).filter(|held| !held.is_empty()).unwrap_or(&self.staff)
    }
}

/// A form being filled in.
pub struct FormView<'a> {
    /// The questions.
    pub spec: &'a Spec,
    /// What is typed so far.
    pub form: &'a Form,
    /// What must be put right.
    pub faults: &'a [Fault],
    /// The children it is about: id and name.
    pub children: &'a [(PersonId, String)],
    /// What there is to choose from.
    pub lists: &'a Lists,
}

impl<'a> FormView<'a> {
    /// A form over a draft.
    pub fn over(
        open: &'a OpenDraft,
        form: &'a Form,
        faults: &'a [Fault],
        children: &'a [(PersonId, String)],
        lists: &'a Lists,
    ) -> Self {
        FormView { spec: open.spec(), form, faults, children, lists }
    }

    /// Every question.
    pub fn questions(&self) -> Markup {
        self.fields(&self.spec.fields, "")
    }

    /// What must be put right, each leading to its question.
    pub fn summary(&self) -> Option<ErrorSummary> {
        // What is wrong with no one answer is about whom the record names.
        let place = |fault: &Fault| if fault.path.is_empty() { "people".to_owned() } else { fault.path.clone() };
        (!self.faults.is_empty())
            .then(|| ErrorSummary::new(self.faults.iter().map(|fault| (self.said(fault), place(fault)))))
    }

    /// A fault's message, naming the child when it is about one child's answer.
    fn said(&self, fault: &Fault) -> String {
        let about = self.children.iter().find(|(child, _)| fault.path.contains(&child.to_string()));
        match about {
            Some((_, name)) => format!("{} for {name}", fault.message),
            None => fault.message.clone(),
        }
    }

    fn fields(&self, fields: &[Field], path: &str) -> Markup {
        html! { @for field in fields { (self.field(field, &join(path, &field.name))) } }
    }

    fn typed(&self, path: &str) -> &'a str {
        self.form.get(path).map_or("", String::as_str)
    }

    fn fault(&self, path: &str) -> Option<Content> {
        self.faults.iter().find(|fault| fault.path == path).map(|fault| self.said(fault).into())
    }

    /// The question as asked; one that may be left open says so.
    fn question(&self, field: &Field) -> String {
        let optional =
            !field.needed && !matches!(field.shape, Shape::List { .. } | Shape::PerChild { .. } | Shape::Asked { .. });
        if optional { format!("{} (optional)", field.label) } else { field.label.clone() }
    }

    fn hint(&self, field: &Field) -> Option<Content> {
        (!field.hint.is_empty()).then(|| field.hint.as_str().into())
    }

    fn field(&self, field: &Field, path: &str) -> Markup {
        self.shape(field, &field.shape, path, false)
    }

    fn shape(&self, field: &Field, shape: &Shape, path: &str, or_gap: bool) -> Markup {
        match shape {
            Shape::Text => self.text(field, path),
            Shape::Count => self.count(field, path),
            Shape::Prose => self.prose(field, path, or_gap),
            Shape::Date | Shape::PartialDate => self.date(field, path, false),
            Shape::Moment => self.date(field, path, true),
            Shape::YesNo => self.yes_no(field, path, or_gap),
            Shape::Code { set } => self.code(field, set, path, or_gap),
            Shape::Codes { set } => self.codes(field, set, path),
            Shape::Choice { options } => self.choice(field, options, path, or_gap),
            Shape::Choices { options } => {
                let options = options.iter().map(|one| (one.value.clone(), one.label.clone())).collect::<Vec<_>>();
                self.ticks(field, &options, path)
            }
            Shape::Person => self.pick(field, &self.lists.people, path),
            Shape::People => self.ticks(field, &self.lists.people, path),
            Shape::Staff => self.pick(field, self.lists.holding(field.post), path),
            Shape::Team => self.pick(field, &self.lists.teams, path),
            Shape::Link { kind } => self.pick(field, self.lists.links.get(kind).map_or(&[], Vec::as_slice), path),
            Shape::File => self.file(field, path),
            Shape::Asked { shape } => self.shape(field, shape, path, true),
            Shape::Group { fields } => self.group(field, html! { (self.fields(fields, path)) }, path),
            Shape::List { fields } => self.list(field, fields, path),
            Shape::PerChild { fields } => self.per_child(field, fields, path),
        }
    }

    /// A file is sent with the form it stands in; what is kept so far is said above the box.
    fn file(&self, field: &Field, path: &str) -> Markup {
        let kept = serde_json::from_str(self.typed(path)).ok().and_then(|value| StoredFile::of(&value));
        let label = if kept.is_some() { "Send another instead (optional)" } else { field.label.as_str() };
        html! {
            div id=(path) {
                @if let Some(file) = &kept {
                    p.govuk-body { strong { (file.in_words()) } " is kept. " (file.metadata_in_words()) " " (file.scan_in_words()) }
                }
                (Input {
                    id: format!("{path}-file"),
                    kind: "file".into(),
                    classes: "govuk-file-upload".into(),
                    hint: self.hint(field),
                    error: self.fault(path),
                    label: write::bold(label.to_owned()),
                    ..Input::new(format!("_file:{path}"), "")
                })
            }
        }
    }

    fn group(&self, field: &Field, inside: Markup, path: &str) -> Markup {
        html! {
            div.gt-group id=(path) {
                (Fieldset { content: inside.into(), ..Fieldset::asking(self.question(field)) })
            }
        }
    }

    fn per_child(&self, field: &Field, fields: &[Field], path: &str) -> Markup {
        html! {
            div.gt-children id=(path) {
                @if self.children.is_empty() {
                    p.govuk-body { (field.label) ": say first which children this is about." }
                }
                @for (child, name) in self.children {
                    div.gt-child {
                        (Fieldset {
                            content: self.fields(fields, &join(path, &child.to_string())).into(),
                            ..Fieldset::asking(name.as_str())
                        })
                    }
                }
            }
        }
    }

    fn list(&self, field: &Field, fields: &[Field], path: &str) -> Markup {
        let mut rows: Vec<String> = parts_under(self.form, path).into_iter().collect();
        // An empty list that must have something shows its first row.
        if rows.is_empty() && field.needed {
            rows.push("r000".to_owned());
        }
        let inside = html! {
            @for (index, row) in rows.iter().enumerate() {
                @let row_path = join(path, row);
                div.gt-row {
                    (Fieldset {
                        content: html! {
                            input type="hidden" name={ (row_path) "._" } value="row";
                            (self.fields(fields, &row_path))
                            (Button::secondary(format!("Remove number {}", index + 1)).sending("_do", format!("remove:{row_path}")))
                        }.into(),
                        ..Fieldset::asking(format!("Number {}", index + 1))
                    })
                }
            }
            @let another = html! {
                @if rows.is_empty() { "Add one" } @else { "Add another" }
                span.govuk-visually-hidden { " to: " (field.label) }
            };
            (Button::secondary(another).sending("_do", format!("add:{path}")))
        };
        self.group(field, inside, path)
    }
}

/// The words of the question at a path, for a conflict or a message.
pub fn label_of(spec: &Spec, path: &str) -> String {
    question_at(spec, path).map_or_else(|| path.to_owned(), |field| field.label.clone())
}

/// Is the question at a path answered in words, so that two answers can stand one after the other?
pub fn is_in_words(spec: &Spec, path: &str) -> bool {
    let shape = question_at(spec, path).map(|field| match &field.shape {
        Shape::Asked { shape } => shape.as_ref(),
        shape => shape,
    });
    matches!(shape, Some(Shape::Text | Shape::Prose)) && !path.ends_with("._")
}

fn question_at<'s>(spec: &'s Spec, path: &str) -> Option<&'s Field> {
    fn find<'s>(fields: &'s [Field], parts: &[&str]) -> Option<&'s Field> {
        let (first, rest) = parts.split_first()?;
        let field = fields.iter().find(|field| field.name == *first)?;
        deeper(&field.shape, rest).or(Some(field))
    }
    fn deeper<'s>(shape: &'s Shape, rest: &[&str]) -> Option<&'s Field> {
        match shape {
            Shape::Group { fields } => find(fields, rest),
            Shape::List { fields } | Shape::PerChild { fields } => find(fields, rest.get(1..)?),
            Shape::Choice { options } => {
                let (chosen, rest) = rest.split_first()?;
                find(&options.iter().find(|option| option.value == *chosen)?.fields, rest)
            }
            Shape::Asked { shape } => deeper(shape, rest),
            _ => None,
        }
    }
    let parts: Vec<&str> = path.split('.').collect();
    find(&spec.fields, &parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use practice::kinds::KINDS;
    use std::collections::BTreeSet;

    fn ids(html: &str) -> Vec<&str> {
        html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
    }

    #[test]
    fn every_kind_of_record_has_a_form_with_ids_alone_on_the_page() {
        let children = [
            (PersonId(uuid::Uuid::from_u128(1)), "Ava".to_owned()),
            (PersonId(uuid::Uuid::from_u128(2)), "Ben".to_owned()),
        ];
        let lists = Lists::default();
        for kind in KINDS {
            let form = Form::new();
            let view = FormView { spec: (kind.spec)(), form: &form, faults: &[], children: &children, lists: &lists };
            let html = view.questions().into_string();
            let found = ids(&html);
            let alone: BTreeSet<&str> = found.iter().copied().collect();
            assert_eq!(found.len(), alone.len(), "{} has an id twice", kind.name);
            assert!(!html.contains("style="), "{}", kind.name);
        }
    }

    #[test]
    fn every_gap_leads_to_something_on_the_page() {
        let children = [(PersonId(uuid::Uuid::from_u128(1)), "Ava".to_owned())];
        let people: Vec<PersonId> = children.iter().map(|(id, _)| *id).collect();
        let lists = Lists {
            staff: vec![("s".into(), "Sam".into())],
            teams: vec![("t".into(), "East".into())],
            ..Lists::default()
        };
        for kind in KINDS {
            let form = Form::new();
            let (body, _) = practice::form::read((kind.spec)(), &form);
            let faults = practice::form::gaps((kind.spec)(), &body, &people);
            let view =
                FormView { spec: (kind.spec)(), form: &form, faults: &faults, children: &children, lists: &lists };
            let html = view.questions().into_string();
            for fault in &faults {
                let id = format!(" id=\"{}\"", fault.path);
                assert!(html.contains(&id), "{}: nothing to lead to for {}", kind.name, fault.path);
            }
        }
    }

    #[test]
    fn a_question_is_named_wherever_it_stands() {
        let spec = practice::kinds::find("visit").map(|kind| (kind.spec)()).expect("visits");
        let child = uuid::Uuid::from_u128(1);
        assert_eq!(label_of(spec, "outcome"), "Did it go ahead?");
        assert_eq!(label_of(spec, &format!("outcome.held.children.{child}.words")), "The child's own words");
        assert_eq!(label_of(spec, "when.day"), "When was the visit?");
        assert!(is_in_words(spec, "next") && is_in_words(spec, &format!("outcome.held.children.{child}.words")));
        assert!(!is_in_words(spec, "outcome") && !is_in_words(spec, "when.day"));
    }
}
