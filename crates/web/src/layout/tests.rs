use super::*;
use crate::components::gallery;

fn page() -> String {
    let nav = [
        NavItem { text: "My work", href: "/work", key: "g w" },
        NavItem { text: "Children", href: "/children", key: "" },
    ];
    Page {
        title: "Contacts <new>",
        council: "Ashcombe Council",
        nav: &nav,
        current: "/work",
        user: Some(("Priya Shah", "social worker")),
        search: Some("/children/search"),
        csrf: "token-1",
        density: Density::Board,
        main: html! { h1 { "Contacts" } (gallery()) },
        ..Page::default()
    }
    .render()
    .into_string()
}

#[test]
fn a_page_names_itself_then_the_product_then_the_council() {
    assert!(page().contains("<title>Contacts &lt;new&gt; - Goldthread - Ashcombe Council</title>"));
    let failed = Page { title: "Visit", council: "Ashcombe Council", has_errors: true, ..Page::default() };
    assert!(failed.render().into_string().contains("<title>Error: Visit - Goldthread"));
}

#[test]
fn nothing_is_inline_and_nothing_comes_from_another_host() {
    let page = page();
    for forbidden in [" style=", "<style", " onclick=", " onload=", "javascript:", "src=\"http", "href=\"http"] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    let scripts: Vec<&str> = page.split("<script").skip(1).collect();
    assert_eq!(scripts.len(), 1);
    assert!(scripts.iter().all(|script| script.contains(" src=\"/assets/") && script.contains("></script>")));
}

#[test]
fn every_file_a_page_asks_for_is_embedded() {
    let page = page();
    let files: Vec<&str> = page.split("\"/assets/").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(files.len(), 5);
    for file in files {
        assert!(ui_assets::find(file).is_some(), "{file}");
    }
}

#[test]
fn only_the_current_section_is_marked_and_the_first_link_skips_to_the_content() {
    let page = page();
    let nav = page.split("<nav class=\"gt-nav\"").nth(1).and_then(|rest| rest.split("</nav>").next()).unwrap_or("");
    assert_eq!(nav.matches("aria-current=\"page\"").count(), 1);
    assert!(nav.contains("<a href=\"/work\" aria-current=\"page\" data-key=\"g w\">My work</a>"));
    let first = page.split("<a ").nth(1).unwrap_or("");
    assert!(first.starts_with("href=\"#main-content\""), "{first:.60}");
    assert!(page.contains("id=\"main-content\""));
}

#[test]
fn every_id_is_used_once() {
    let page = page();
    let mut seen = std::collections::BTreeSet::new();
    for id in page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(seen.insert(id), "{id} is used twice");
    }
    assert!(seen.len() > 20);
    for target in page.split(" for=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(seen.contains(target), "no control is called {target}");
    }
}

#[test]
fn a_stranger_is_offered_no_search_sign_out_or_shortcuts() {
    let page = Page { title: "Sign in", council: "Ashcombe Council", ..Page::default() }.render().into_string();
    for absent in ["/sign-out", "role=\"search\"", "data-keys-open", "<dialog", "gt-nav\""] {
        assert!(!page.contains(absent), "{absent}");
    }
}

#[test]
fn on_the_page_of_a_draft_the_buttons_of_the_header_send_its_form_and_enter_still_saves() {
    let header = |draft: Option<DraftBar>| {
        let user = Some(("Priya Shah", "social worker"));
        let page = Page { title: "Visit", user, search: Some("/search"), csrf: "token-1", draft, ..Page::default() };
        let page = page.render().into_string();
        page.split("<header").nth(1).and_then(|rest| rest.split("</header>").next()).unwrap_or_default().to_owned()
    };
    let loses = |header: &str| {
        let buttons = header.split("<button").skip(1).filter_map(|rest| rest.split('>').next());
        buttons.filter(|button| !button.contains(" form=\"draft\"")).count()
    };
    let kept = header(Some(DraftBar::default()));
    assert_eq!(loses(&kept), 0, "{kept}");
    assert_eq!(kept.matches("<button").count(), 3);
    assert!(!kept.contains("<form"));
    let secret = "<input type=\"hidden\" form=\"draft\" name=\"csrf\" value=\"token-1\">";
    let (secret, first) = (kept.find(secret), kept.find("name=\"_"));
    assert!(secret.is_some() && secret < first, "a form with a file is refused when its secret does not come first");
    assert!(
        kept.split("<button").nth(1).is_some_and(|first| first.contains("value=\"enter\"")),
        "Enter must not search"
    );
    assert_eq!(
        loses(&header(None)),
        2,
        "the header of any other page, which would lose what was typed, must be caught"
    );
}
