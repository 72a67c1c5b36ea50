//! Fetches govuk-frontend at the version in `package-lock.json`, takes out what may not be used outside GOV.UK, and
//! writes the table of files that `src/lib.rs` embeds. `UI_NODE_MODULES=dir` names an installed `node_modules`
//! instead, for machines without npm or a network.

#[path = "build/branding.rs"]
mod branding;
#[path = "build/npm.rs"]
mod npm;

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, process};

use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

/// A file ready to be served.
struct File {
    /// The name pages ask for: `goldthread.css`.
    logical: String,
    /// The URL it is served at: `/assets/goldthread-0123456789abcdef.css`.
    path: String,
    bytes: Vec<u8>,
}

fn main() {
    for file in ["build.rs", "build", "own", "package.json", "package-lock.json"] {
        println!("cargo:rerun-if-changed={file}");
    }
    println!("cargo:rerun-if-env-changed=UI_NODE_MODULES");
    if let Err(message) = run() {
        eprintln!("\nui-assets: {message}\n");
        process::exit(1);
    }
}

fn run() -> Result<(), String> {
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set; build with cargo")?);
    let modules = npm::node_modules(&out)?;
    let govuk = modules.join("govuk-frontend/dist/govuk");

    let css = branding::strip_css(&read(&govuk.join("govuk-frontend.min.css"))?);
    let js = branding::strip_source_map(&read(&govuk.join("govuk-frontend.min.js"))?);
    let mut files = vec![file("govuk-frontend.css", css.into_bytes()), file("govuk-frontend.js", js.into_bytes())];
    for name in ["favicon.svg", "goldthread.css", "goldthread.js"] {
        let mut text = read(&Path::new("own").join(name))?;
        // Drawings have a file of their own to read; browsers load one.
        if name == "goldthread.css" {
            text.push_str(&read(Path::new("own/draw.css"))?);
        }
        for known in &files {
            text = text.replace(&format!("/assets/{}", known.logical), &known.path);
        }
        files.push(file(name, text.into_bytes()));
    }

    let table = write_files(&out, &files)?;
    write(&out.join("table.rs"), table.as_bytes())?;
    println!("cargo:rustc-env=UI_FIXTURES_DIR={}", govuk.join("components").display());
    Ok(())
}

fn file(logical: &str, bytes: Vec<u8>) -> File {
    let hash: String = Sha256::digest(&bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let (stem, extension) = logical.rsplit_once('.').unwrap_or((logical, "bin"));
    File { logical: logical.to_owned(), path: format!("/assets/{stem}-{hash}.{extension}"), bytes }
}

/// Writes each file and its compressed copy, and returns the Rust text of the table over them.
fn write_files(out: &Path, files: &[File]) -> Result<String, String> {
    let mut table = String::from("&[\n");
    for File { logical, path, bytes } in files {
        let plain = out.join(logical);
        let gzip = out.join(format!("{logical}.gz"));
        write(&plain, bytes)?;
        write(&gzip, &compress(bytes)?)?;
        let _ = writeln!(
            table,
            "Asset {{ path: {path:?}, logical: {logical:?}, content_type: {:?}, bytes: include_bytes!({plain:?}), \
             gzip: include_bytes!({gzip:?}) }},",
            content_type(logical)
        );
    }
    table.push(']');
    Ok(table)
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

fn compress(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).map_err(|error| format!("cannot compress: {error}"))
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    fs::write(path, bytes).map_err(|error| format!("cannot write {}: {error}", path.display()))
}
