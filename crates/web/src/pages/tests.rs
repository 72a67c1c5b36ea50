use super::samples;
use crate::layout::{Density, Page};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::collections::BTreeSet;
use std::io::Write;

fn attribute<'h>(html: &'h str, name: &str) -> impl Iterator<Item = &'h str> {
    let start = format!(" {name}=\"");
    let parts: Vec<&str> = html.split(start.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect();
    parts.into_iter()
}

#[test]
fn every_sample_has_a_name_of_its_own() {
    let mut names = BTreeSet::new();
    for sample in samples() {
        assert!(names.insert(sample.name), "{} is drawn twice", sample.name);
    }
    assert!(names.len() > 20);
}

#[test]
fn nothing_is_inline_and_nothing_comes_from_elsewhere() {
    for sample in samples() {
        let html = sample.markup.into_string();
        let scripts: Vec<&str> = html.split("<script").skip(1).collect();
        let ours = |script: &str| script.contains(" src=\"/assets/") && script.contains("></script>");
        assert!(scripts.iter().all(|script| ours(script)), "{}: a script of its own", sample.name);
        for forbidden in [" style=", "<style", " onclick=", " onload=", "javascript:", "src=\"http", "href=\"http"] {
            assert!(!html.contains(forbidden), "{}: {forbidden}", sample.name);
        }
    }
}

#[test]
fn a_page_has_one_main_heading_and_no_id_twice() {
    for sample in samples() {
        let html = sample.markup.into_string();
        assert!(html.matches("<h1").count() <= 1, "{} has more than one main heading", sample.name);
        let mut ids = BTreeSet::new();
        for id in attribute(&html, "id") {
            assert!(ids.insert(id.to_owned()), "{}: the id {id} is used twice", sample.name);
        }
        for target in attribute(&html, "for") {
            assert!(ids.contains(target), "{}: no control is called {target}", sample.name);
        }
        for target in attribute(&html, "aria-labelledby") {
            assert!(target.split(' ').all(|id| ids.contains(id)), "{}: nothing is called {target}", sample.name);
        }
    }
}

/// Pages for somebody who has no session that a form of another site could misuse.
const BEFORE_ANY_SESSION: [&str; 6] =
    ["sign-in", "sign-in-wrong", "sign-in-too-many", "enrol-link", "enrol-link-first", "enrol-link-wrong"];

#[test]
fn every_form_that_changes_something_gives_back_the_secret_of_its_session() {
    for sample in samples().into_iter().filter(|sample| !BEFORE_ANY_SESSION.contains(&sample.name)) {
        let html = sample.markup.into_string();
        for form in html.split("<form").skip(1).filter_map(|rest| rest.split("</form>").next()) {
            if form.contains("method=\"post\"") {
                assert!(form.contains("name=\"csrf\""), "{}: {form:.120}", sample.name);
            }
        }
    }
}

#[test]
fn an_address_holds_no_words_about_a_child() {
    for sample in samples() {
        let html = sample.markup.into_string();
        for address in attribute(&html, "href").chain(attribute(&html, "action")) {
            for name in ["Brook", "Ava", "Marsh", "Khan"] {
                assert!(!address.contains(name), "{}: {address}", sample.name);
            }
        }
    }
}

/// Compressed size of a sample's whole page.
fn weight(name: &str, density: Density) -> usize {
    let sample = samples().into_iter().find(|sample| sample.name == name).expect("a sample of this name");
    let page = Page { title: name, council: "Ashcombe Council", density, main: sample.markup, ..Page::default() };
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    gzip.write_all(page.render().into_string().as_bytes()).expect("compressed");
    gzip.finish().expect("compressed").len()
}

#[test]
fn lists_stay_within_their_weight() {
    let board = weight("board-full", Density::Board);
    println!("board of 200 rows: {board} bytes");
    assert!((5_000..=60 * 1024).contains(&board), "the board of 200 rows weighs {board} bytes");
    for name in ["work-crowded", "team-worker", "search-found"] {
        let list = weight(name, Density::Work);
        assert!(list <= 40 * 1024, "{name} weighs {list} bytes");
    }
    assert!(weight("contact-history", Density::Work) <= 45 * 1024);
}
