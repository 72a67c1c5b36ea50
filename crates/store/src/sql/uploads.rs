//! Files sent in drafts.

use crate::engine::Conn;
use crate::value::{Row, Value};
use crate::{DraftId, StoreError, Upload};
use practice::ids::StaffId;

const UPLOAD: &str = "draft, hash, preview, size, staff, sent, file";

pub(super) fn add(conn: &mut dyn Conn, upload: &Upload) -> Result<(), StoreError> {
    let size = i64::try_from(upload.size).map_err(|_| StoreError::Engine("a file of no possible size".to_owned()))?;
    let sql = format!("INSERT INTO upload ({UPLOAD}) VALUES ($1, $2, $3, $4, $5, $6, $7)");
    let values = [
        Value::Uuid(upload.draft.0),
        Value::from(upload.hash.as_str()),
        Value::text_or_null(upload.preview.as_deref()),
        Value::Int(size),
        Value::from(upload.by.0.as_str()),
        Value::instant(upload.at),
        Value::from(upload.file.as_str()),
    ];
    conn.run(&sql, &values).map(|_| ())
}

pub(super) fn of(conn: &mut dyn Conn, draft: DraftId) -> Result<Vec<Upload>, StoreError> {
    let sql = format!("SELECT {UPLOAD} FROM upload WHERE draft = $1 ORDER BY seq");
    conn.query(&sql, &[Value::Uuid(draft.0)])?.iter().map(read).collect()
}

pub(super) fn after(conn: &mut dyn Conn, place: u64, limit: usize) -> Result<Vec<(u64, Upload)>, StoreError> {
    let sql = format!("SELECT {UPLOAD}, seq FROM upload WHERE seq > $1 ORDER BY seq LIMIT $2");
    let place = Value::Int(i64::try_from(place).unwrap_or(i64::MAX));
    let rows = conn.query(&sql, &[place, Value::limit(limit)])?;
    rows.iter().map(|row| Ok((row.count(7)?, read(row)?))).collect()
}

fn read(row: &Row) -> Result<Upload, StoreError> {
    let size = u64::try_from(row.int(3)?);
    Ok(Upload {
        draft: DraftId(row.uuid(0)?),
        hash: row.text(1)?,
        preview: row.text_or_none(2)?,
        size: size.map_err(|_| StoreError::Engine("a file of no possible size".to_owned()))?,
        by: StaffId(row.text(4)?),
        at: row.instant(5)?,
        file: row.text(6)?,
    })
}
