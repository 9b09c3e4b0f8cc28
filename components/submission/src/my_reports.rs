use crate::page::PageQuery;
use edge::{Call, Fields, Problem, Reply, StatusCode};
use serde::Serialize;
use utoipa::ToSchema;

/// A page of own reports.
#[derive(Serialize, ToSchema)]
pub struct ReportPage {
    /// Newest first.
    reports: Vec<ReportLine>,
    /// For `after` of the next page; null on the last.
    #[schema(required)]
    next: Option<String>,
}

/// An own report in a list.
#[derive(Serialize, ToSchema)]
struct ReportLine {
    /// Its code.
    code: String,
    /// Where the case stands.
    state: String,
    /// Its level.
    level: String,
    /// Kind of report.
    kind: String,
    /// Its category.
    category: String,
    /// The category's name.
    category_name: String,
    /// The first 200 characters.
    excerpt: String,
    /// Where, in words; null where the kind asks for no place.
    #[schema(required)]
    address: Option<String>,
    /// The ward or commune.
    ward: String,
    /// Its name.
    ward_name: String,
    /// The unit that holds the case.
    unit: String,
    /// Its name.
    unit_name: String,
    /// When it was sent.
    #[schema(format = DateTime)]
    submitted_at: String,
    /// When something happened last.
    #[schema(format = DateTime)]
    updated_at: String,
    /// When the agency's next step is due.
    #[schema(required, format = DateTime)]
    due_at: Option<String>,
    /// Whether a request for information waits for an answer.
    information_pending: bool,
}

/// Own reports, newest first.
#[utoipa::path(
    get, path = "/api/reports", tag = "submission", operation_id = "list_own_reports", params(PageQuery),
    security(("session" = []), ("bearer" = [])),
    responses((status = 200, description = "A page.", body = ReportPage))
)]
pub async fn get(call: Call) -> Result<Reply, Problem> {
    let reporter = &call.signed_in().await?.account.id;
    let page: PageQuery = call.query()?;
    let mut fields = Fields::new();
    let limit = page.limit(&mut fields);
    let after = fields.optional_id::<String>("after", &page.after);
    let (limit, after) = fields.finish((limit, after))?;
    let reports = call.store().await?.reports_of(reporter, after.as_deref(), limit).await?;
    Ok(Reply::raw_json(StatusCode::OK, reports))
}
