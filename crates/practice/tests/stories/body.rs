//! What a row says was recorded, turned into a record's body, with invented answers for what it leaves out.

use practice::answer::{NOT_ASKED, NOT_KNOWN};
use practice::codes;
use practice::form::read_time;
use practice::ids::PersonId;
use practice::moment::{Moment, PartialDate, month_name};
use practice::spec::{Choice, Field, Shape, Spec};
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// What answers may name besides themselves.
pub struct Around<'a> {
    /// The children the record is about, by name.
    pub children: &'a [(String, PersonId)],
    /// Earlier records: label ("contact 1"), kind, id.
    pub earlier: &'a [(String, String, Uuid)],
    /// When the record happened.
    pub when: Moment,
}

/// An answer given: where, and in what words.
struct Given {
    path: Vec<String>,
    words: String,
}

/// The body of a record from `field: value; field: value`.
pub fn body(spec: &Spec, what: &str, around: &Around<'_>) -> Result<Value, String> {
    let mut given = Vec::new();
    for pair in what.split(';').map(str::trim).filter(|pair| !pair.is_empty()) {
        let (path, words) = pair.split_once(':').ok_or_else(|| format!("`{pair}` is not written `field: value`"))?;
        let path: Vec<String> = path.split('.').map(plain).collect();
        let path = if spec.fields.iter().any(|field| is(field, &path[0])) { path } else { found(spec, path)? };
        given.push(Given { path, words: words.trim().to_owned() });
    }
    let mut body = fields(&spec.fields, given, around)?;
    if let Some(field) = spec.dating_field() {
        body.insert(field.name.clone(), json!(around.when.written()));
    }
    Ok(Value::Object(body))
}

fn plain(name: &str) -> String {
    name.trim().trim_end_matches('?').replace('_', " ").to_lowercase()
}

fn is(field: &Field, name: &str) -> bool {
    plain(&field.name) == name || plain(&field.label) == name
}

/// The one place in the record where a question of this name is asked.
fn found(spec: &Spec, path: Vec<String>) -> Result<Vec<String>, String> {
    let mut places = Vec::new();
    look(&spec.fields, &path[0], &mut Vec::new(), &mut places);
    places.dedup();
    match places.as_slice() {
        [place] => Ok(place.iter().cloned().chain(path).collect()),
        [] => {
            let names: Vec<&str> = spec.fields.iter().map(|field| field.name.as_str()).collect();
            Err(format!("a {} does not ask `{}`; it asks {}", spec.title.to_lowercase(), path[0], names.join(", ")))
        }
        _ => Err(format!("`{}` is asked in more than one place: write its whole path", path[0])),
    }
}

fn look(fields: &[Field], name: &str, at: &mut Vec<String>, places: &mut Vec<Vec<String>>) {
    for field in fields {
        if is(field, name) && !at.is_empty() {
            places.push(at.clone());
        }
        at.push(plain(&field.name));
        if let Shape::Choice { options } = &field.shape {
            options.iter().for_each(|option| look(&option.fields, name, at, places));
        } else if !matches!(field.shape, Shape::List { .. }) {
            look(field.shape.fields(), name, at, places);
        }
        at.pop();
    }
}

fn fields(asked: &[Field], mut given: Vec<Given>, around: &Around<'_>) -> Result<Map<String, Value>, String> {
    let mut object = Map::new();
    for field in asked {
        let (mine, rest): (Vec<Given>, Vec<Given>) = given.into_iter().partition(|one| is(field, &one.path[0]));
        given = rest;
        let mine: Vec<Given> =
            mine.into_iter().map(|one| Given { path: one.path[1..].to_vec(), words: one.words }).collect();
        let value = if mine.is_empty() { invented(field, around)? } else { answer(&field.shape, mine, around)? };
        if !value.is_null() {
            object.insert(field.name.clone(), value);
        }
    }
    match given.first() {
        None => Ok(object),
        Some(one) => {
            let names: Vec<&str> = asked.iter().map(|field| field.name.as_str()).collect();
            Err(format!("nothing here asks `{}`; what is asked: {}", one.path.join("."), names.join(", ")))
        }
    }
}

/// The answer of a question a story leaves out. One that need not be answered, or has a natural gap, stays out.
fn invented(field: &Field, around: &Around<'_>) -> Result<Value, String> {
    if !field.needed {
        return Ok(Value::Null);
    }
    Ok(match &field.shape {
        Shape::Text | Shape::Prose => json!("—"),
        Shape::YesNo => json!(false),
        Shape::Count => json!(1),
        Shape::Date | Shape::PartialDate => json!(around.when.date.to_string()),
        Shape::Moment => json!(around.when.written()),
        Shape::Staff => json!("a.worker"),
        Shape::Team => json!("team"),
        Shape::File => {
            json!({ "hash": "00".repeat(32), "size": 1, "kind": "pdf", "name": "—", "metadata": "kept",
                "scan": "not_scanned" })
        }
        Shape::Person => json!(around.children.first().map(|(_, id)| id.to_string())),
        // The latest such record; none recorded is a record kept elsewhere.
        Shape::Link { kind } => {
            let latest = around.earlier.iter().rev().find(|(_, of, _)| of == kind).map(|(_, _, id)| *id);
            json!(latest.unwrap_or_else(Uuid::nil).to_string())
        }
        Shape::Choice { .. } | Shape::Group { .. } | Shape::PerChild { .. } => {
            answer(&field.shape, Vec::new(), around)?
        }
        Shape::Code { .. } | Shape::Codes { .. } | Shape::Choices { .. } | Shape::People => Value::Null,
        Shape::List { .. } | Shape::Asked { .. } => Value::Null,
    })
}

fn answer(shape: &Shape, given: Vec<Given>, around: &Around<'_>) -> Result<Value, String> {
    match shape {
        Shape::Choice { options } => choice(shape, options, given, around),
        Shape::Group { fields: asked } => fields(asked, given, around).map(Value::Object),
        Shape::List { fields: asked } => {
            let mut keys: Vec<String> = given.iter().filter_map(|one| one.path.first().cloned()).collect();
            keys.dedup();
            let row = |key: String| {
                let mut row = fields(asked, under(&given, &key), around)?;
                row.insert("key".to_owned(), json!(key));
                Ok(Value::Object(row))
            };
            keys.into_iter().map(row).collect()
        }
        Shape::PerChild { fields: asked } => {
            let named = |one: &Given| around.children.iter().any(|(name, _)| plain(name) == one.path[0]);
            let whole = given.iter().filter(|one| !one.path.is_empty());
            let (own, shared): (Vec<&Given>, Vec<&Given>) = whole.partition(|one| named(one));
            let mut answers = Map::new();
            for (name, id) in around.children {
                let mut mine = under(own.iter().copied(), &plain(name));
                let said = |one: &Given| mine.iter().any(|other| other.path == one.path);
                let of_all: Vec<Given> = shared
                    .iter()
                    .filter(|one| !said(one))
                    .map(|one| Given { path: one.path.clone(), words: one.words.clone() })
                    .collect();
                mine.extend(of_all);
                answers.insert(id.to_string(), Value::Object(fields(asked, mine, around)?));
            }
            Ok(Value::Object(answers))
        }
        Shape::Asked { shape } => match given.iter().map(|one| plain(&one.words)).next().as_deref() {
            Some("not known") => Ok(json!(NOT_KNOWN)),
            Some("not asked") => Ok(json!(NOT_ASKED)),
            _ => answer(shape, given, around),
        },
        _ => match given.as_slice() {
            [one] if one.path.is_empty() => leaf(shape, &one.words, around),
            [one] => Err(format!("nothing is asked under `{}`", one.path.join("."))),
            _ => Err(format!("answered twice: {}", given.iter().map(|one| &*one.words).collect::<Vec<_>>().join(", "))),
        },
    }
}

/// What is given under a name, seen from inside it.
fn under<'g>(given: impl IntoIterator<Item = &'g Given>, name: &str) -> Vec<Given> {
    let mine = given.into_iter().filter(|one| one.path.first().is_some_and(|first| first == name));
    mine.map(|one| Given { path: one.path[1..].to_vec(), words: one.words.clone() }).collect()
}

fn choice(shape: &Shape, options: &[Choice], given: Vec<Given>, around: &Around<'_>) -> Result<Value, String> {
    let (said, mut more): (Vec<Given>, Vec<Given>) = given.into_iter().partition(|one| one.path.is_empty());
    let chosen = match (said.first(), more.first()) {
        (Some(one), _) => option(options, &one.words)?,
        (None, Some(one)) => options
            .iter()
            .find(|option| plain(&option.value) == one.path[0])
            .or_else(|| options.iter().find(|option| option.fields.iter().any(|field| is(field, &one.path[0]))))
            .ok_or_else(|| format!("no answer here asks `{}`", one.path.join(".")))?,
        (None, None) => options.first().ok_or("a choice of nothing")?,
    };
    for one in &mut more {
        if one.path.len() > 1 && one.path[0] == plain(&chosen.value) {
            one.path.remove(0);
        }
    }
    let mut object = fields(&chosen.fields, more, around)?;
    if !shape.has_follow_ups() {
        return Ok(json!(chosen.value));
    }
    object.insert("is".to_owned(), json!(chosen.value));
    Ok(Value::Object(object))
}

fn option<'o>(options: &'o [Choice], words: &str) -> Result<&'o Choice, String> {
    let wanted = plain(words);
    let found = options.iter().find(|option| plain(&option.value) == wanted || plain(&option.label) == wanted);
    found.ok_or_else(|| {
        let labels: Vec<&str> = options.iter().map(|option| option.label.as_str()).collect();
        format!("`{words}` is not an answer; the answers are: {}", labels.join("; "))
    })
}

fn leaf(shape: &Shape, words: &str, around: &Around<'_>) -> Result<Value, String> {
    let many = |one: &dyn Fn(&str) -> Result<Value, String>| match one(words) {
        Ok(value) => Ok(json!([value])),
        Err(_) => words.split(',').map(|part| one(part.trim())).collect::<Result<Vec<_>, _>>().map(Value::Array),
    };
    let person = |name: &str| match around.children.iter().find(|(child, _)| plain(child) == plain(name)) {
        Some((_, id)) => Ok(json!(id.to_string())),
        None => Ok(json!(Uuid::new_v5(&Uuid::NAMESPACE_OID, name.as_bytes()).to_string())),
    };
    match shape {
        Shape::YesNo => match plain(words).as_str() {
            "yes" => Ok(json!(true)),
            "no" => Ok(json!(false)),
            _ => Err(format!("`{words}` is neither yes nor no")),
        },
        Shape::Count => words.parse::<u32>().map(|n| json!(n)).map_err(|_| format!("`{words}` is not a whole number")),
        Shape::Date => moment(words).map(|at| json!(at.date.to_string())),
        Shape::Moment => moment(words).map(|at| json!(at.written())),
        Shape::PartialDate => partial(words).map(|day| json!(day.written())),
        Shape::Code { set } => code(set, words),
        Shape::Codes { set } => many(&|one| code(set, one)),
        Shape::Choices { options } => many(&|one| option(options, one).map(|found| json!(found.value))),
        Shape::Person => person(words),
        Shape::People => many(&person),
        Shape::Link { kind } => {
            let found = around.earlier.iter().find(|(label, of, _)| of == kind && plain(label) == plain(words));
            let labels = around.earlier.iter().filter(|(_, of, _)| of == kind).map(|(label, _, _)| label.as_str());
            found.map(|(_, _, id)| json!(id.to_string())).ok_or_else(|| {
                format!("no earlier record is called `{words}`; there are: {}", labels.collect::<Vec<_>>().join(", "))
            })
        }
        _ => Ok(json!(words)),
    }
}

fn code(set: &str, words: &str) -> Result<Value, String> {
    let list = codes::set(set).ok_or_else(|| format!("there is no list of codes called {set}"))?;
    let found = list.entries.iter().find(|entry| entry.code == words || plain(entry.label) == plain(words));
    found.map(|entry| json!(entry.code)).ok_or_else(|| format!("`{words}` is not a code or a label of {set}"))
}

/// "4 June 2026", "4 June 2026 9:30am", "4 June 2026 at 9:30am", "2026-06-04T09:30".
pub fn moment(text: &str) -> Result<Moment, String> {
    let wrong = || format!("`{text}` is not a date written like 4 June 2026 or 4 June 2026 9:30am");
    if let Ok(moment) = text.parse::<Moment>() {
        return Ok(moment);
    }
    let words: Vec<&str> = text.split_whitespace().filter(|word| *word != "at").collect();
    let [day, month, year, time @ ..] = words.as_slice() else { return Err(wrong()) };
    let month = (1..=12).find(|number| month_name(*number).eq_ignore_ascii_case(month)).ok_or_else(wrong)?;
    let (day, year) = (day.parse().map_err(|_| wrong())?, year.parse().map_err(|_| wrong())?);
    let date = jiff::civil::Date::new(year, month, day).map_err(|_| wrong())?;
    let time = if time.is_empty() { None } else { Some(read_time(&time.concat()).ok_or_else(wrong)?) };
    Ok(Moment { date, time })
}

fn partial(text: &str) -> Result<PartialDate, String> {
    if let Ok(day) = text.parse() {
        return Ok(day);
    }
    match moment(&format!("1 {text}")) {
        Ok(first) => Ok(PartialDate::Month(first.date.year(), first.date.month())),
        Err(_) => moment(text).map(|at| PartialDate::Day(at.date)),
    }
}
