use std::io::Read;

use super::*;

const KILOBYTE: usize = 1024;

/// Total compressed size of the files with this extension.
fn weight(extension: &str) -> usize {
    ASSETS.iter().filter(|asset| asset.logical.ends_with(extension)).map(|asset| asset.gzip.len()).sum()
}

fn text(logical: &str) -> &'static str {
    let asset = find(url(logical)).expect("embedded");
    std::str::from_utf8(asset.bytes).expect("text")
}

#[test]
fn stylesheets_and_scripts_stay_within_their_weight() {
    let (css, js) = (weight(".css"), weight(".js"));
    println!("css {css} bytes, js {js} bytes, compressed");
    assert!(css > 10 * KILOBYTE && css <= 25 * KILOBYTE, "stylesheets weigh {css} bytes");
    assert!(js > 10 * KILOBYTE && js <= 20 * KILOBYTE, "scripts weigh {js} bytes");
    let own = find(url("goldthread.js")).expect("embedded").gzip.len();
    assert!(own <= 6 * KILOBYTE, "our own script weighs {own} bytes");
}

#[test]
fn nothing_is_loaded_from_another_host() {
    for asset in ASSETS {
        let text = text(asset.logical);
        let text = text.replace("http://www.w3.org/", "").replace("[href^=\"http://\"]", "");
        for start in ["http://", "url("] {
            assert!(!text.contains(start), "{} asks for another file by {start}", asset.logical);
        }
        assert!(!text.contains("@import"), "{} imports a stylesheet", asset.logical);
        assert!(!text.replace("[href^=\"https://\"]", "").contains("https://"), "{}", asset.logical);
    }
}

#[test]
fn no_typeface_crown_or_crest_of_gov_uk_is_left() {
    for word in ["@font-face", "GDS Transport", "woff", "crest.svg", "Calvert"] {
        assert!(ASSETS.iter().all(|asset| !text(asset.logical).contains(word)), "{word} is still there");
    }
}

#[test]
fn compressed_copies_are_the_same_files() {
    for asset in ASSETS {
        let mut bytes = Vec::new();
        flate2::read::GzDecoder::new(asset.gzip).read_to_end(&mut bytes).expect("gzip");
        assert_eq!(bytes, asset.bytes, "{}", asset.logical);
    }
}

#[test]
fn a_fingerprinted_path_finds_its_file_and_nothing_else_does() {
    let path = url("goldthread.css");
    assert!(path.starts_with("/assets/goldthread-") && path.ends_with(".css"), "{path}");
    assert_eq!(find(path).map(|asset| asset.logical), Some("goldthread.css"));
    assert_eq!(find(path.trim_start_matches("/assets/")).map(|asset| asset.logical), Some("goldthread.css"));
    assert!(find("/assets/goldthread.css").is_none());
    assert!(find("/assets/../Cargo.toml").is_none());
}

#[test]
fn our_script_imports_the_fingerprinted_module() {
    assert!(text("goldthread.js").contains(url("govuk-frontend.js")));
}
