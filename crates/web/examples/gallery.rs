//! Writes the gallery of components as pages, one for each density, with the files they load, into a directory:
//! `cargo run -p web --example gallery -- shots/gallery`, then serve that directory and look.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use maud::{Render, html};
use web::components::{BackLink, Button, IdentityBar, SideNav, gallery};
use web::layout::{Density, NavItem, Page};

fn main() -> io::Result<()> {
    let out = env::args().nth(1).map_or_else(|| PathBuf::from("shots/gallery"), PathBuf::from);
    for asset in ui_assets::ASSETS {
        write(&out.join(asset.path.trim_start_matches('/')), asset.bytes)?;
    }
    let pages = [("read", Density::Read), ("work", Density::Work), ("board", Density::Board)];
    for (name, density) in pages {
        write(&out.join(format!("{name}.html")), page(density).render().into_string().as_bytes())?;
    }
    let samples = web::pages::samples();
    for sample in &samples {
        // The board's rows are lower; every other page is drawn as work is.
        let density = if sample.name.starts_with("board") || sample.name.starts_with("work") {
            Density::Board
        } else {
            Density::Work
        };
        let page = Page {
            main: sample.markup.clone(),
            title: sample.name,
            identity: None,
            side: None,
            back: None,
            ..page(density)
        };
        write(&out.join(format!("{}.html", sample.name)), page.render().into_string().as_bytes())?;
    }
    println!("{} samples", samples.len());
    println!("{} pages in {}", pages.len(), out.display());
    Ok(())
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    fs::write(path, bytes)
}

fn page(density: Density) -> Page<'static> {
    let child = density != Density::Board;
    let identity = IdentityBar {
        name: "Ava Brook".into(),
        known_as: "Avie".into(),
        href: "/children/1".into(),
        born: "4 June 2015".into(),
        age: "11 years".into(),
        number: "100 482".into(),
        legal_status: "None".into(),
        worker: "Priya Shah".into(),
        manager: "Sam Okoro".into(),
        parental_responsibility: "Dana Brook, mother".into(),
        flags: vec!["Address kept from the father".into()],
    };
    let parts = ["Overview", "Record", "Journey", "Chronology", "Family", "Plans", "Meetings", "Documents"];
    let side = SideNav {
        label: "Child's file".into(),
        items: parts.iter().map(|part| ((*part).to_owned(), format!("/children/1/{}", part.to_lowercase()))).collect(),
        current: "/children/1/record".into(),
    };
    Page {
        title: "Gallery",
        council: "Ashcombe Council",
        nav: &[
            NavItem { text: "Front door", href: "/board", key: "g b" },
            NavItem { text: "My work", href: "/work", key: "g w" },
            NavItem { text: "Children", href: "/children", key: "" },
            NavItem { text: "Performance", href: "/performance", key: "" },
            NavItem { text: "Assurance", href: "/assurance", key: "" },
            NavItem { text: "Admin", href: "/admin", key: "" },
        ],
        current: if child { "/children" } else { "/board" },
        user: Some(("Priya Shah", "social worker")),
        search: Some("/children/search"),
        density,
        identity: child.then(|| identity.render()),
        side: child.then(|| side.render()),
        back: child.then(|| BackLink::new("Back to my work", "/work")),
        main: html! {
            div.gt-actions { h1.govuk-heading-l { "Gallery" } (Button::link("New record", "/new")) }
            (gallery())
        },
        ..Page::default()
    }
}
