//! Writes every sample of every page, with the files they load, into a directory:
//! `cargo run -p web --example samples -- shots/samples`, then serve that directory and look.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use maud::{Markup, html};
use web::layout::Page;
use web::pages::samples;

fn main() -> io::Result<()> {
    let out = env::args().nth(1).map_or_else(|| PathBuf::from("shots/samples"), PathBuf::from);
    for asset in ui_assets::ASSETS {
        write(&out.join(asset.path.trim_start_matches('/')), asset.bytes)?;
    }
    let samples = samples();
    for sample in &samples {
        write(&out.join(format!("{}.html", sample.name)), whole(sample.name, &sample.markup).as_bytes())?;
    }
    println!("{} pages in {}", samples.len(), out.display());
    Ok(())
}

/// A sample that is only the part a page draws is put into a page.
fn whole(name: &str, markup: &Markup) -> String {
    if markup.0.starts_with("<!DOCTYPE") {
        return markup.0.clone();
    }
    let main = html! { (markup) };
    Page { title: name, council: "Ashcombe Council", main, ..Page::default() }.render().into_string()
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    fs::write(path, bytes)
}
