//! The files every page loads: GOV.UK Frontend without GOV.UK's branding, and the product's own stylesheet and script.
//! Each is embedded with a fingerprint in its name, so it may be cached for ever, and with a compressed copy.

/// A file to serve.
#[derive(Debug, Clone, Copy)]
pub struct Asset {
    /// The URL path it is served at, with a fingerprint of its content: `/assets/goldthread-0123456789abcdef.css`.
    pub path: &'static str,
    /// The name the code uses for it: `goldthread.css`.
    pub logical: &'static str,
    /// The value of the `content-type` header.
    pub content_type: &'static str,
    /// The file itself.
    pub bytes: &'static [u8],
    /// The file compressed with gzip.
    pub gzip: &'static [u8],
}

/// Every embedded file.
pub const ASSETS: &[Asset] = include!(concat!(env!("OUT_DIR"), "/table.rs"));

/// Where the worked examples of GOV.UK Frontend's components lie on the machine that built this: for tests alone.
pub const FIXTURES_DIR: &str = env!("UI_FIXTURES_DIR");

/// The file served at `path`, with or without the leading `/assets/`.
pub fn find(path: &str) -> Option<&'static Asset> {
    let name = path.strip_prefix("/assets/").unwrap_or(path);
    ASSETS.iter().find(|asset| asset.path.strip_prefix("/assets/") == Some(name))
}

/// The URL of the file called `logical`. A name that is not embedded gives a URL that answers 404.
pub fn url(logical: &str) -> &'static str {
    let asset = ASSETS.iter().find(|asset| asset.logical == logical);
    debug_assert!(asset.is_some(), "no asset is called {logical}");
    asset.map_or("/assets/missing", |asset| asset.path)
}

#[cfg(test)]
mod tests;
