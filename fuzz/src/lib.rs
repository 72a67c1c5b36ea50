//! What is fuzzed: each a function of bytes that somebody could send. `./test` calls the same functions with everything
//! in `fuzz/corpus`.

use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{HeaderMap, HeaderValue};
use practice::form::{self, Form};
use practice::kinds::KINDS;
use practice::words::{NoNames, answers, line, searchable};
use standards::cin_census::{Limits, read};

/// What is fuzzed: a function of bytes.
pub type Target = fn(&[u8]);

/// Every target, by the name of its corpus.
pub const TARGETS: [(&str, Target); 10] = [
    ("census_xml", census_xml),
    ("inspection_lists", inspection_lists),
    ("daily_payload", daily_payload),
    ("search_words", search_words),
    ("dates", dates),
    ("forms", forms),
    ("session", session),
    ("filters", filters),
    ("document", document),
    ("multipart", multipart),
];

/// A file of the children in need census.
pub fn census_xml(bytes: &[u8]) {
    let _ = read(bytes, Limits::default());
}

/// A list of an inspection, as CSV: a workbook is unpacked by the library, within bounds that tests hold it to.
pub fn inspection_lists(bytes: &[u8]) {
    if bytes.starts_with(b"PK") {
        return;
    }
    let (lists, faults) = standards::annex_a::read("list 6.csv", bytes);
    assert!(lists.count(6).is_some() || !faults.is_empty(), "neither rows nor a reason");
    let facts = standards::annex_a::facts::of(&lists);
    let day = jiff::civil::date(2026, 3, 31);
    let _ = standards::annex_a::from_facts::of(&facts, day);
    let _ = standards::annex_a::rules::check(&standards::annex_a::rules::Lists::new(lists, Some(day)), 1);
}

/// A daily payload that was kept.
pub fn daily_payload(bytes: &[u8]) {
    if let Ok(value) = serde_json::from_slice::<serde_json::Value>(bytes) {
        let _ = standards::csc_api::check(&value);
    }
    if let Ok(children) = serde_json::from_slice::<Vec<standards::csc_api::Child>>(bytes) {
        assert!(standards::csc_api::changes(&children, &children).is_empty() || children.len() > 1);
        let _ = standards::csc_api::changes(&children, &[]);
    }
}

/// What is typed in the search box.
pub fn search_words(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let query = practice::matching::read_query(&text);
    let _ = practice::matching::blocking_keys(&query.given, &query.family, query.born);
    let _ = practice::people::address_key(&text, &text);
}

/// A date, a part of one, a time, as typed and as kept.
pub fn dates(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let _ = practice::matching::read_born(&text);
    let _ = form::read_time(&text);
    if let Ok(moment) = text.parse::<practice::moment::Moment>() {
        let written = moment.written();
        assert_eq!(written.parse::<practice::moment::Moment>().ok(), Some(moment), "{written}");
        let _ = moment.to_string();
    }
    if let Ok(date) = text.parse::<practice::moment::PartialDate>() {
        let _ = date.to_string();
    }
}

/// A form: the first byte chooses the kind of record, each line is a path and what was typed.
pub fn forms(bytes: &[u8]) {
    let Some((which, rest)) = bytes.split_first() else { return };
    let kind = &KINDS[usize::from(*which) % KINDS.len()];
    let text = String::from_utf8_lossy(rest);
    let typed: Form =
        text.lines().filter_map(|line| line.split_once('=')).map(|(path, words)| (path.into(), words.into())).collect();
    let spec = (kind.spec)();
    let (body, _) = form::read(spec, &typed);
    let _ = (answers(spec, &body, &NoNames), line(spec, &body, &NoNames), searchable(spec, &body));
    let _ = (kind.read)(&body);
    let again = form::read(spec, &form::write(spec, &body)).0;
    assert_eq!(again, body, "a body turned into a form and back is the same body");
}

/// The cookie of a session, among others.
pub fn session(bytes: &[u8]) {
    let mut headers = HeaderMap::new();
    if let Ok(value) = HeaderValue::from_bytes(bytes) {
        headers.insert("cookie", value);
        let _ = web::session::cookie(&headers, web::session::Site::default().session());
    }
}

/// Where to go next, and the name of a file: words that become part of a header.
pub fn filters(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let next = web::session::safe_next(&text);
    assert!(next.starts_with('/') && !next.starts_with("//") && !next.contains('\\'), "{next}");
    let name = documents::name::for_taking_away(&text, "pdf");
    assert!(!name.contains(['/', '\\', '"', '\r', '\n', '\0']) && name.len() < 1024, "{name}");
}

/// A document of any kind.
pub fn document(bytes: &[u8]) {
    if let Ok(sound) = documents::inspect(bytes)
        && let Some(content) = sound.content
    {
        let again = documents::inspect(&content);
        assert!(again.is_ok_and(|again| again.kind == sound.kind), "what was cleaned is taken again, as the same kind");
    }
}

/// A form in parts, as a browser sends a file.
pub fn multipart(bytes: &[u8]) {
    let request = Request::builder().header("content-type", "multipart/form-data; boundary=x");
    let Ok(request) = request.body(bytes.to_vec().into()) else { return };
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread().build() else { return };
    runtime.block_on(async {
        let Ok(mut parts) = Multipart::from_request(request, &()).await else { return };
        while let Ok(Some(mut part)) = parts.next_field().await {
            let _ = (part.name().map(str::len), part.file_name().map(documents::name::clean));
            while let Ok(Some(_)) = part.chunk().await {}
        }
    });
}
