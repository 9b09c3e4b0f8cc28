//! Helpers for the OpenAPI documents. Each component derives its own from its handlers; one
//! document of the whole application is merged from them.

use crate::{FieldError, ProblemBody, Related, Routes, words};
use http::Method;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::schema::Components;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{ContentBuilder, InfoBuilder, OpenApi, Ref, RefOr, ResponseBuilder};
use utoipa::{PartialSchema, ToSchema};

/// One document of several, with [`with_problems`] applied.
pub fn merge(title: &str, version: &str, documents: impl IntoIterator<Item = OpenApi>) -> OpenApi {
    let mut whole = OpenApi::new(InfoBuilder::new().title(title).version(version).build(), utoipa::openapi::Paths::new());
    for document in documents {
        whole.merge(document);
    }
    with_problems(whole)
}

/// The document with what every operation has in common: the `Problem` schema, the two ways to show
/// a session, and a `default` response that is a problem.
pub fn with_problems(mut document: OpenApi) -> OpenApi {
    let components = document.components.get_or_insert_with(Components::new);
    components.schemas.insert("Problem".to_owned(), ProblemBody::schema());
    components.schemas.insert(FieldError::name().into_owned(), FieldError::schema());
    components.schemas.insert(Related::name().into_owned(), Related::schema());
    components.security_schemes.insert(
        "session".to_owned(),
        SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new("session"))),
    );
    components.security_schemes.insert(
        "bearer".to_owned(),
        SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build()),
    );
    let problem = ResponseBuilder::new()
        .description(words::PROBLEM_DESCRIBED)
        .content(
            "application/problem+json",
            ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build(),
        )
        .build();
    for path in document.paths.paths.values_mut() {
        for operation in operations(path) {
            operation
                .responses
                .responses
                .entry("default".to_owned())
                .or_insert_with(|| RefOr::T(problem.clone()));
        }
    }
    document
}

/// The routes that a document does not describe, as `GET /path`.
pub fn undescribed(routes: &Routes, document: &OpenApi) -> Vec<String> {
    routes
        .list()
        .into_iter()
        .filter(|(method, pattern)| {
            // OpenAPI has no parameters that span segments.
            let path = document.paths.paths.get(&pattern.replace("{*", "{"));
            path.is_none_or(|path| operation(path, method).is_none())
        })
        .map(|(method, pattern)| format!("{method} {pattern}"))
        .collect()
}

fn operation<'a>(path: &'a PathItem, method: &Method) -> Option<&'a Operation> {
    match *method {
        Method::GET => path.get.as_ref(),
        Method::POST => path.post.as_ref(),
        Method::PUT => path.put.as_ref(),
        Method::DELETE => path.delete.as_ref(),
        _ => None,
    }
}

fn operations(path: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [&mut path.get, &mut path.post, &mut path.put, &mut path.delete].into_iter().flatten()
}
