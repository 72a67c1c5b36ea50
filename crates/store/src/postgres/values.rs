//! Values in PostgreSQL's binary form.

use crate::value::Value;
use bytes::BytesMut;
use jiff::civil::{Date, date};
use jiff::{Span, Unit};
use postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use std::error::Error;
use uuid::Uuid;

/// The day PostgreSQL counts days from.
const EPOCH: Date = date(2000, 1, 1);

type Fault = Box<dyn Error + Sync + Send>;

impl ToSql for Value {
    fn to_sql(&self, as_type: &Type, out: &mut BytesMut) -> Result<IsNull, Fault> {
        match self {
            Value::Null => return Ok(IsNull::Yes),
            Value::Int(number) if *as_type == Type::INT4 => {
                out.extend_from_slice(&i32::try_from(*number)?.to_be_bytes())
            }
            Value::Int(number) => out.extend_from_slice(&number.to_be_bytes()),
            Value::Text(text) if *as_type == Type::UUID => out.extend_from_slice(Uuid::parse_str(text)?.as_bytes()),
            Value::Text(text) if *as_type == Type::DATE => {
                let days = text.parse::<Date>()?.since((Unit::Day, EPOCH))?.get_days();
                out.extend_from_slice(&days.to_be_bytes());
            }
            Value::Text(text) if *as_type == Type::FLOAT8 => {
                out.extend_from_slice(&text.parse::<f64>()?.to_be_bytes());
            }
            Value::Text(text) => out.extend_from_slice(text.as_bytes()),
            Value::Uuid(name) if *as_type == Type::UUID => out.extend_from_slice(name.as_bytes()),
            Value::Uuid(name) => out.extend_from_slice(name.to_string().as_bytes()),
        }
        Ok(IsNull::No)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

impl<'a> FromSql<'a> for Value {
    fn from_sql(from_type: &Type, raw: &'a [u8]) -> Result<Self, Fault> {
        Ok(match *from_type {
            Type::INT8 => Value::Int(i64::from_be_bytes(raw.try_into()?)),
            Type::INT4 => Value::Int(i64::from(i32::from_be_bytes(raw.try_into()?))),
            Type::UUID => Value::Uuid(Uuid::from_slice(raw)?),
            Type::DATE => {
                let days = i32::from_be_bytes(raw.try_into()?);
                Value::Text(EPOCH.checked_add(Span::new().try_days(days)?)?.to_string())
            }
            Type::FLOAT8 => Value::Text(f64::from_be_bytes(raw.try_into()?).to_string()),
            // The locks answer with nothing, which has a type of its own.
            Type::VOID => Value::Null,
            _ => Value::Text(std::str::from_utf8(raw)?.to_owned()),
        })
    }

    fn accepts(from_type: &Type) -> bool {
        let known = [Type::INT8, Type::INT4, Type::UUID, Type::TEXT, Type::VARCHAR, Type::JSON, Type::VOID];
        known.contains(from_type) || [Type::DATE, Type::FLOAT8].contains(from_type)
    }
}
