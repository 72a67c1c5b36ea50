//! Adding a relationship: someone already on file, or someone new with as little as is known.

use super::{example, page};
use crate::components::{Button, Choice, ErrorSummary, Input, Radios, Select, Textarea};
use crate::reply::{Reply, go};
use crate::session::Signed;
use crate::state::App;
use axum::extract::{Form, Path, State};
use casework::file::{AsAt, File};
use casework::finish::Ready;
use casework::people::NewPerson;
use casework::{Act, Casework, Problem};
use maud::{Markup, Render, html};
use practice::answer::{Answer, Asked};
use practice::ids::PersonId;
use practice::matching::Query;
use practice::moment::PartialDate;
use practice::people::{Kinship, Relationship};
use practice::record::Record;
use practice::spec::Shape;
use practice::summary::Summary;
use serde::Deserialize;
use serde_json::Value;

/// Someone new, among the people to choose from.
const NEW: &str = "new";

/// The first page: who is it? Those already named in the file are offered at once.
pub async fn ask(State(app): State<App>, signed: Signed, Path(child): Path<PersonId>) -> Reply {
    let actor = signed.actor.clone();
    let file = app
        .run(move |casework| {
            casework.may_of(&actor, Act::Write, &[child])?;
            casework.file(&actor, child, AsAt::Now)
        })
        .await
        .map_err(app.failed(&signed))?;
    let main = form(&file, "", &nearby(&file), &Given::default(), None, &signed.form_token);
    Ok(page(&app, &signed, &file, "/family", "Add a relationship", main))
}

/// A name to look for, with everything else typed so far, which is kept.
#[derive(Deserialize)]
pub struct Sought {
    #[serde(default)]
    name: String,
    #[serde(flatten)]
    given: Given,
}

/// People who could be meant by a name. The name is sent in the body, never in an address.
pub async fn find(
    State(app): State<App>,
    signed: Signed,
    Path(child): Path<PersonId>,
    Form(sought): Form<Sought>,
) -> Reply {
    let name = sought.name.trim().to_owned();
    if name.is_empty() {
        // Enter in another box presses the first button of the form.
        return save(State(app), signed, Path(child), Form(sought.given)).await;
    }
    let actor = signed.actor.clone();
    let (given, family) = name.rsplit_once(' ').map_or(("", name.as_str()), |(given, family)| (given, family));
    let query = Query { given: given.to_owned(), family: family.to_owned(), ..Query::default() };
    let (file, found) = app
        .run(move |casework| {
            casework.may_of(&actor, Act::Write, &[child])?;
            let file = casework.file(&actor, child, AsAt::Now)?;
            let found = casework.search(&actor, &query)?;
            Ok((file, found.into_iter().map(|one| one.summary).filter(|one| one.person != child).collect::<Vec<_>>()))
        })
        .await
        .map_err(app.failed(&signed))?;
    let main = form(&file, &name, &found, &sought.given, None, &signed.form_token);
    Ok(page(&app, &signed, &file, "/family", "Add a relationship", main))
}

#[derive(Deserialize, Clone, Default)]
pub struct Given {
    #[serde(default)]
    key: String,
    #[serde(default)]
    who: String,
    #[serde(default)]
    given: String,
    #[serde(default)]
    family: String,
    #[serde(default)]
    born: String,
    #[serde(default)]
    is_the: String,
    #[serde(default)]
    of: String,
    #[serde(default)]
    responsible: String,
    #[serde(default)]
    told_by: String,
    #[serde(default)]
    strength: String,
}

impl Given {
    /// The relationship, once the person is known; or what must be put right.
    fn relationship(&self, casework: &Casework, child: PersonId, person: PersonId) -> Result<Relationship, Problem> {
        let refused = |words: &str| Problem::Refused(words.to_owned());
        let is_the = Kinship::read(&Value::String(self.is_the.clone()))
            .map_err(|_| refused("Choose how this person is related"))?;
        let of = if self.of.is_empty() {
            child
        } else {
            self.of.parse().map_err(|_| refused("Choose whom this person is related to"))?
        };
        if person == of {
            return Err(refused("A person cannot be related to themselves: choose the other person"));
        }
        Ok(Relationship {
            from: casework.today(),
            person,
            is_the,
            of,
            parental_responsibility: match self.responsible.as_str() {
                "yes" => Asked::Known(true),
                "no" => Asked::Known(false),
                "not_known" => Asked::NotKnown,
                _ => Asked::NotAsked,
            },
            child_says: String::new().into(),
            strength: self.strength.trim().to_owned().into(),
            told_by: self.told_by.trim().to_owned(),
            ended: None,
        })
    }

    fn new_person(&self) -> Result<NewPerson, Problem> {
        let born = match self.born.trim() {
            "" => None,
            text => Some(text.parse::<PartialDate>().map_err(|_| {
                Problem::Refused("Give the date of birth as 2015, 2015-03 or 2015-03-27, or leave it empty".into())
            })?),
        };
        Ok(NewPerson {
            given: self.given.trim().to_owned(),
            family: self.family.trim().to_owned(),
            born,
            ..NewPerson::default()
        })
    }
}

/// Keeps the relationship, and the person when they are new.
pub async fn save(
    State(app): State<App>,
    signed: Signed,
    Path(child): Path<PersonId>,
    Form(given): Form<Given>,
) -> Reply {
    let actor = signed.actor.clone();
    let asked = given.clone();
    let saved = app
        .run(move |casework| {
            casework.may_of(&actor, Act::Write, &[child])?;
            let existing: Option<PersonId> = if asked.who == NEW {
                None
            } else {
                let words = "Choose the person, or say that they are someone new";
                Some(asked.who.parse().map_err(|_| Problem::Refused(words.into()))?)
            };
            // Everything that can be wrong is found before anyone new is added.
            let new = existing.is_none().then(|| asked.new_person()).transpose()?;
            asked.relationship(casework, child, existing.unwrap_or(PersonId(uuid::Uuid::nil())))?;
            let person = match (existing, new) {
                (None, Some(new)) => casework.add_person(&actor, &format!("{} person", asked.key), &new)?,
                (Some(person), _) => person,
                (None, None) => return Err(Problem::NotFound),
            };
            let tie = asked.relationship(casework, child, person)?;
            let mut people = vec![child, tie.person, tie.of];
            people.sort();
            people.dedup();
            casework.record_ready(&actor, &asked.key, Ready::of(people, &tie))
        })
        .await;
    match saved {
        Ok(_) => Ok(go(&format!("/children/{child}/family"))),
        Err(Problem::Refused(words)) => {
            let actor = signed.actor.clone();
            let file =
                app.run(move |casework| casework.file(&actor, child, AsAt::Now)).await.map_err(app.failed(&signed))?;
            let main = form(&file, "", &nearby(&file), &given, Some(&words), &signed.form_token);
            Ok(page(&app, &signed, &file, "/family", "Add a relationship", main))
        }
        Err(problem) => Err(app.failed(&signed)(problem)),
    }
}

/// People this child's records already name.
fn nearby(file: &File) -> Vec<Summary> {
    file.others.values().filter(|one| one.person != file.child).cloned().collect()
}

/// One form, so that looking for somebody keeps what is typed below.
fn form(file: &File, name: &str, found: &[Summary], given: &Given, wrong: Option<&str>, csrf: &str) -> Markup {
    let child = file.child;
    let only = found.len() == 1 && !name.is_empty();
    let key = if given.key.is_empty() { uuid::Uuid::now_v7().to_string() } else { given.key.clone() };
    html! {
        @if let Some(words) = wrong { (ErrorSummary::new([(words, "#who".to_owned())])) }
        h1.govuk-heading-l { "Add a relationship" }
        form method="post" action={ "/children/" (child) "/family/save" } novalidate {
            input type="hidden" name="csrf" value=(csrf);
            input type="hidden" name="key" value=(key);
            div.gt-filter {
                (Input { value: Some(name.to_owned()), ..Input::new("name", "Find someone on file by name") })
                button class="govuk-button govuk-button--secondary" type="submit" data-module="govuk-button"
                    formaction={ "/children/" (child) "/family/add" } { "Find" }
            }
            (who(found, given, only))
            (Select::new("is_the", "This person is the", kinships(), &given.is_the))
            (of_whom(file, given))
            (Radios {
                classes: "govuk-radios--inline".into(),
                ..Radios::new("responsible", "Does this person hold parental responsibility?", [
                    ("yes", "Yes"),
                    ("no", "No"),
                    ("not_known", "Asked, not known"),
                    ("", "Not asked"),
                ].map(|(value, words)| Choice::new(value, words).checked(given.responsible == value)).to_vec())
            })
            (Input { value: Some(given.told_by.clone()), ..Input::new("told_by", "Who told us, and when were they asked?") })
            (Textarea {
                rows: Some(2),
                value: given.strength.clone(),
                ..Textarea::new("strength", "What strength or safety does this person bring?")
            })
            (Button::new("Save"))
            " " a.govuk-link href={ "/children/" (child) "/family" } { "Cancel" }
        }
    }
}

fn who(found: &[Summary], given: &Given, only: bool) -> Markup {
    let mut choices: Vec<Choice> = found
        .iter()
        .map(|one| {
            let id = one.person.to_string();
            let born = if one.born.is_empty() {
                "date of birth not known".to_owned()
            } else {
                format!("born {}", shown(&one.born))
            };
            let chosen = given.who == id || only;
            Choice { hint: Some(born.into()), ..Choice::new(id, one.name.as_str()).checked(chosen) }
        })
        .collect();
    if !choices.is_empty() {
        choices.push(Choice::divider("or"));
    }
    let new = html! {
        (Input { value: Some(given.given.clone()), ..Input::new("given", "Given names, if known") })
        (Input { value: Some(given.family.clone()), ..Input::new("family", "Family name, if known") })
        (Input {
            value: Some(given.born.clone()),
            classes: "govuk-input--width-10".into(),
            hint: Some("For example 1993, 1993-03 or 1993-03-27".into()),
            ..Input::new("born", "Date of birth, as well as it is known")
        })
    };
    let someone_new = Choice { conditional: Some(new), ..Choice::new(NEW, "Someone new").checked(given.who == NEW) };
    choices.push(someone_new);
    html! { (Radios::new("who", "Who is it?", choices)) }
}

fn shown(born: &str) -> String {
    born.parse::<PartialDate>().map_or_else(|_| born.to_owned(), |date| date.to_string())
}

/// Every relation, as its record words it.
fn kinships() -> Vec<(&'static str, &'static str)> {
    let is_the = Relationship::spec().fields.iter().find(|field| field.name == "is_the").map(|field| &field.shape);
    match is_the {
        Some(Shape::Choice { options }) => {
            let words = options.iter().map(|option| (option.value.as_str(), option.label.as_str()));
            std::iter::once(("", "Choose")).chain(words).collect()
        }
        _ => Vec::new(),
    }
}

fn of_whom(file: &File, given: &Given) -> Markup {
    let child = file.child.to_string();
    let others: Vec<(String, &str)> = nearby_names(file);
    let chosen = if given.of.is_empty() { &child } else { &given.of };
    let this = [(child.as_str(), file.names.of(file.child))].into_iter();
    html! {
        (Select::new("of", "of", this.chain(others.iter().map(|(id, name)| (id.as_str(), *name))), chosen))
    }
}

fn nearby_names(file: &File) -> Vec<(String, &str)> {
    let others = file.others.values().filter(|one| one.person != file.child);
    others.map(|one| (one.person.to_string(), one.name.as_str())).collect()
}

/// The form as it opens, and after a name has found one person.
pub fn sample(found: bool) -> Markup {
    let file = example::file(AsAt::Now);
    let people = nearby(&file);
    let main = if found {
        let one: Vec<Summary> = people.into_iter().take(1).collect();
        form(&file, "Osei", &one, &Given::default(), None, "sample")
    } else {
        let given = Given { who: NEW.into(), ..Given::default() };
        form(&file, "", &people, &given, Some("Choose how this person is related"), "sample")
    };
    super::dressed(&file, "/family", "Add a relationship", main).render().render()
}
