//! JSON in, with errors a citizen's program can be corrected by.

use crate::{FieldError, Problem, words};
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::error::Category;

pub(crate) fn is_json(headers: &HeaderMap) -> bool {
    is_type(headers, "application/json")
}

/// Whether the body is of that media type; parameters such as a charset do not matter.
fn is_type(headers: &HeaderMap, expected: &str) -> bool {
    let given = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    given.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(expected)
}

pub(crate) fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    let text = std::str::from_utf8(body)
        .map_err(|_| Problem::new(StatusCode::BAD_REQUEST, "bad_utf8", words::BAD_UTF8))?;
    let mut json = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        problem(&path, error.into_inner())
    })?;
    json.end().map_err(|error| problem("", error))?;
    Ok(value)
}

fn problem(path: &str, error: serde_json::Error) -> Problem {
    match error.classify() {
        Category::Data => Problem::invalid_fields(vec![field_error(path, &error.to_string())]),
        Category::Io | Category::Syntax | Category::Eof => {
            Problem::new(StatusCode::BAD_REQUEST, "bad_json", words::bad_json(error.line(), error.column()))
        }
    }
}

/// What serde says, in our words. Its sentences are English and repeat what was sent, so only the
/// names of fields and types are taken from them.
pub(crate) fn field_error(path: &str, message: &str) -> FieldError {
    let path = if path == "." || path == "?" { "" } else { path };
    let named = message.split('`').nth(1).unwrap_or_default();
    let (field, code, detail) = if message.starts_with("missing field") {
        (join(path, named), "missing", words::FIELD_MISSING.to_owned())
    } else if message.starts_with("unknown field") {
        (last_is(path, named), "unknown_field", words::FIELD_UNKNOWN.to_owned())
    } else if message.starts_with("duplicate field") {
        (last_is(path, named), "repeated_field", words::FIELD_REPEATED.to_owned())
    } else if message.starts_with("unknown variant") {
        (path.to_owned(), "unknown_choice", words::FIELD_CHOICE_UNKNOWN.to_owned())
    } else {
        let message = message.rsplit_once(" at line ").map_or(message, |(message, _)| message);
        let expected = message.rsplit_once("expected ").map_or("", |(_, expected)| expected);
        (path.to_owned(), "wrong_type", words::wrong_type(expected))
    };
    FieldError { field, code, detail }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// The path, with the name at its end: serde tells some of these errors at the field and some at
/// what holds it.
fn last_is(path: &str, name: &str) -> String {
    if path == name || path.ends_with(&format!(".{name}")) { path.to_owned() } else { join(path, name) }
}
