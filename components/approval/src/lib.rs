//! Drafts, approval, results, publication and answers (Điều 8 k.1d, Điều 12, 13).

#![deny(missing_docs)]

mod aftercare;
mod answer;
mod approval;
mod contribution;
mod decision;
mod draft;
mod draft_return;
mod publication;
mod queue;
mod result;
mod result_return;

use edge::Routes;
use utoipa::OpenApi;

/// Most files that one act may bring.
const FILES_MAX: usize = 20;

/// The routes.
pub fn routes() -> Routes {
    Routes::new()
        .get("/api/desks/approval/cases", queue::queue)
        .get("/api/desks/aftercare/cases", aftercare::aftercare)
        .post("/api/cases/{code}/draft", draft::draft)
        .post("/api/cases/{code}/draft-return", draft_return::draft_return)
        .post("/api/cases/{code}/approval", approval::approval)
        .post("/api/cases/{code}/result", result::result)
        .post("/api/cases/{code}/result-return", result_return::result_return)
        .post("/api/cases/{code}/publication", publication::publication)
        .post("/api/cases/{code}/answer", answer::answer)
        .post("/api/cases/{code}/supporters/{unit}/contribution", contribution::file)
        .post("/api/cases/{code}/supporters/{unit}/contribution-return", contribution::give_back)
        .post("/api/cases/{code}/supporters/{unit}/contribution-approval", contribution::approve)
}

#[derive(OpenApi)]
#[openapi(paths(
    queue::queue,
    aftercare::aftercare,
    draft::draft,
    draft_return::draft_return,
    approval::approval,
    result::result,
    result_return::result_return,
    publication::publication,
    answer::answer,
    contribution::file,
    contribution::give_back,
    contribution::approve,
))]
struct Document;

/// The routes' description.
pub fn openapi() -> utoipa::openapi::OpenApi {
    edge::openapi::with_problems(Document::openapi())
}

edge::component!(routes);
