//! Figures for other programs: the same session, the same policy and the same log as the pages, as JSON. What there is
//! stands once, here; the routes and the description of them are both made from it.

use super::as_at::Asked;
use super::figures::export::{Card, lines};
use super::figures::{behind_json, groups_json};
use crate::reply::Reply;
use crate::routes::{Routes, SIGNED, does};
use crate::session::Signed;
use crate::state::App;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::handler::Handler;
use axum::response::IntoResponse;
use casework::{Act, Problem};
use serde_json::{Value, json};
use uuid::Uuid;

/// What a route is, for whoever reads the description.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Told {
    pub path: &'static str,
    /// Who may ask; `None` for everybody signed in.
    pub act: Option<Act>,
    pub summary: &'static str,
    /// What may be asked in the address: name and words.
    pub query: &'static [(&'static str, &'static str)],
    /// What is answered, in words.
    pub answers: &'static str,
}

/// The routes with what they are.
#[derive(Default)]
struct Api {
    routes: Routes,
    told: Vec<Told>,
}

impl Api {
    fn get<H: Handler<T, App>, T: 'static>(mut self, told: Told, handler: H) -> Api {
        let asks = told.act.map_or(SIGNED, does);
        self.told.push(told);
        Api { routes: self.routes.get(told.path, asks, handler), ..self }
    }
}

const AS_AT: [(&str, &str); 2] =
    [("as_at", "A day, such as 2026-10-31"), ("view", "`true`: what was true then; `known`: what was known then")];

fn api() -> Api {
    let figures = Some(Act::SeeFigures);
    Api::default()
        .get(
            Told {
                path: "/api/figures",
                act: figures,
                summary: "The measures of a scorecard as they stand",
                query: &[("card", "The scorecard: `director`"), AS_AT[0], AS_AT[1]],
                answers: "A list of measures: figure, counts, definition, months, figures of others, what was said",
            },
            scorecard,
        )
        .get(
            Told {
                path: "/api/figures/{measure}",
                act: figures,
                summary: "One measure as it stands",
                query: &AS_AT,
                answers: "A measure, as in a scorecard",
            },
            measure,
        )
        .get(
            Told {
                path: "/api/figures/{measure}/groups",
                act: figures,
                summary: "One measure broken down",
                query: &[
                    ("by", "team, worker, ethnicity, age, sex, disability, locality or placement"),
                    AS_AT[0],
                    AS_AT[1],
                ],
                answers: "A list of groups: name, figure, counts; small ones say that they are hidden",
            },
            groups_json,
        )
        .get(
            Told {
                path: "/api/figures/{measure}/children",
                act: Some(Act::OpenFigures),
                summary: "The children behind a figure, those one may open",
                query: &[("on", "The last day of the figure, such as 2026-10-31")],
                answers: "A list of children: id, name, born, whether they count, why something was late",
            },
            behind_json,
        )
        .get(
            Told {
                path: "/api/reports",
                act: figures,
                summary: "The reports that were issued, latest first",
                query: &[],
                answers: "A list of reports: id, scorecard, period, when issued, by whom",
            },
            reports,
        )
        .get(
            Told {
                path: "/api/reports/{report}",
                act: figures,
                summary: "A report as it was issued",
                query: &[],
                answers: "What it says, word for word",
            },
            report,
        )
        .get(
            Told {
                path: "/api/openapi.json",
                act: None,
                summary: "This description",
                query: &[],
                answers: "An OpenAPI document",
            },
            description,
        )
}

/// The addresses.
pub fn routes() -> Routes {
    api().routes
}

/// The description of everything here, as OpenAPI 3.1.
pub fn openapi() -> Value {
    let parameter = |place: &str, name: &str, words: &str| json!({ "name": name, "in": place, "required": place == "path", "description": words, "schema": { "type": "string" } });
    let path = |told: &Told| {
        let named = told.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
        let named = named.map(|name| parameter("path", name, &format!("The {name}, by its id")));
        let asked = told.query.iter().map(|(name, words)| parameter("query", name, words));
        let act = told.act.map_or("Everybody signed in.".to_owned(), |act| format!("Whoever may {}.", act.name()));
        let get = json!({
            "summary": told.summary,
            "description": act,
            "parameters": named.chain(asked).collect::<Vec<Value>>(),
            "responses": {
                "200": { "description": told.answers, "content": { "application/json": {} } },
                "303": { "description": "Nobody is signed in: to the page where one signs in" },
                "403": { "description": "This role does not do this" },
                "404": { "description": "There is none, or one may not know of it" },
                "422": { "description": "What was asked cannot be read" },
            },
        });
        (told.path.to_owned(), json!({ "get": get }))
    };
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Goldthread figures",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Reading only. The session, the access and the log are those of the pages: each request is an entry of the log.",
        },
        "components": { "securitySchemes": { "session": { "type": "apiKey", "in": "cookie", "name": "session" } } },
        "security": [{ "session": [] }],
        "paths": api().told.iter().map(path).collect::<serde_json::Map<String, Value>>(),
    })
}

async fn description(_signed: Signed) -> Reply {
    Ok(Json(openapi()).into_response())
}

async fn scorecard(
    State(app): State<App>,
    signed: Signed,
    Query(wanted): Query<Card>,
    Query(asked): Query<Asked>,
) -> Reply {
    let actor = signed.actor.clone();
    let read = app.run(move |casework| lines(casework, &actor, &asked, &wanted.card));
    Ok(Json(read.await.map_err(app.failed(&signed))?).into_response())
}

async fn measure(State(app): State<App>, signed: Signed, Path(id): Path<String>, Query(asked): Query<Asked>) -> Reply {
    let actor = signed.actor.clone();
    let read = app.run(move |casework| {
        let figures = casework.figures(&actor, asked.as_at(casework.today().date)?)?;
        let measure = measures::find(&id).ok_or(Problem::NotFound)?;
        let said = casework.said_since(&actor, jiff::civil::Date::MIN)?.remove(measure.id).unwrap_or_default();
        Ok(figures.line(measure, said))
    });
    Ok(Json(read.await.map_err(app.failed(&signed))?).into_response())
}

async fn reports(State(app): State<App>, signed: Signed) -> Reply {
    let actor = signed.actor.clone();
    let all = app.run(move |casework| casework.reports(&actor)).await.map_err(app.failed(&signed))?;
    let staff = app.casework.staff_names();
    let one = |one: &casework::figures::Issued| {
        json!({
            "id": one.id, "card": one.card, "title": one.title, "every": one.every.name(), "to": one.to,
            "issued": one.issued.written(), "by": staff.worker(&one.by),
        })
    };
    Ok(Json(all.iter().map(one).collect::<Vec<Value>>()).into_response())
}

async fn report(State(app): State<App>, signed: Signed, Path(id): Path<Uuid>) -> Reply {
    let actor = signed.actor.clone();
    let read = app.run(move |casework| casework.report(&actor, id)).await.map_err(app.failed(&signed))?;
    Ok(Json(read.1).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_answers_is_described_and_everything_described_answers() {
        let (api, described) = (api(), openapi());
        let declared: Vec<&str> = api.routes.declared().iter().map(|one| one.path).collect();
        let paths: Vec<&String> = described["paths"].as_object().expect("paths").keys().collect();
        assert_eq!(declared.len(), paths.len());
        for (path, one) in described["paths"].as_object().expect("paths") {
            assert!(declared.contains(&path.as_str()), "{path} is described and does not answer");
            let named = path.matches('{').count();
            let asked = one["get"]["parameters"].as_array().expect("parameters");
            assert_eq!(asked.iter().filter(|one| one["in"] == "path").count(), named, "{path}");
        }
        assert!(api.routes.declared().iter().all(|one| one.method == "GET"), "reading only");
    }
}
