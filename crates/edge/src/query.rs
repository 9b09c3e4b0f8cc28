//! Query parameters.

use crate::{Problem, json, words};
use http::StatusCode;
use percent_encoding::percent_decode_str;
use serde::de::DeserializeOwned;

/// Longer than any of our forms; what is longer is an attack on the parser.
const QUERY_LIMIT: usize = 8 * 1024;

pub(crate) fn parse<T: DeserializeOwned>(query: &str) -> Result<T, Problem> {
    if query.len() > QUERY_LIMIT {
        return Err(Problem::new(StatusCode::URI_TOO_LONG, "query_too_long", words::QUERY_TOO_LONG));
    }
    // The parser below puts a replacement character for what it cannot read. A search for a
    // damaged word would silently be another search.
    decode(query).ok_or_else(|| Problem::new(StatusCode::BAD_REQUEST, "bad_query", words::BAD_QUERY))?;
    let pairs = form_pairs(query);
    serde_path_to_error::deserialize(pairs).map_err(|error| {
        let path = error.path().to_string();
        Problem::invalid_fields(vec![json::field_error(&path, &error.into_inner().to_string())])
    })
}

fn form_pairs(text: &str) -> serde_urlencoded::Deserializer<'_> {
    serde_urlencoded::Deserializer::new(form_urlencoded::parse(text.as_bytes()))
}

/// A percent-encoded text; `None` when an escape is broken or what it stands for is not UTF-8.
pub(crate) fn decode(text: &str) -> Option<String> {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('%') {
        let digits = after.as_bytes().get(..2)?;
        if !digits.iter().all(u8::is_ascii_hexdigit) {
            return None;
        }
        rest = after;
    }
    percent_decode_str(text).decode_utf8().ok().map(|decoded| decoded.into_owned())
}
