//! Stylesheets and scripts, kept by browsers for a year because a new one has a new name.

use crate::reply::Reply;
use crate::routes::{ANYONE, Routes};
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// The addresses.
pub fn routes() -> Routes {
    Routes::new().get("/assets/{*path}", ANYONE, asset).get("/health", ANYONE, || async { "ok" })
}

async fn asset(Path(path): Path<String>, headers: HeaderMap) -> Reply {
    let Some(asset) = ui_assets::find(&format!("/assets/{path}")) else {
        return Ok(StatusCode::NOT_FOUND.into_response());
    };
    let gzip = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|it| it.contains("gzip"));
    let common = [(header::CONTENT_TYPE, asset.content_type), (header::CACHE_CONTROL, cached(&path))];
    Ok(if gzip {
        (common, [(header::CONTENT_ENCODING, "gzip")], asset.gzip).into_response()
    } else {
        (common, asset.bytes).into_response() as Response
    })
}

/// A fingerprinted name never changes what it stands for; a plain one may.
fn cached(path: &str) -> &'static str {
    if path.contains('-') && !path.starts_with("govuk-frontend.") {
        "public, max-age=31536000, immutable"
    } else {
        "public, max-age=60"
    }
}
