use domain::Kind;
use edge::{Call, Fields, Problem, Reply, StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// The fields of life a report may be about.
#[derive(Serialize, ToSchema)]
pub struct CategoryList {
    /// In the order they are offered.
    categories: Vec<Category>,
}

/// A field of life.
#[derive(Serialize, ToSchema)]
struct Category {
    /// Its code, for `category` of a report.
    #[schema(example = "duong-ha-tang")]
    code: String,
    /// Its Vietnamese name.
    name: String,
    /// The level such cases usually have: `urgent`, `normal` or `complex`. The desk decides (Điều 8 khoản 4).
    usual_level: String,
    /// The kind of report it belongs to.
    #[schema(example = "field")]
    kind: String,
    /// The unit that receives such a report, or `ward`: the ward or commune where it is (Điều 5 khoản 9, 10).
    first_unit: String,
    /// That unit's name; null for `ward`.
    #[schema(required)]
    first_unit_name: Option<String>,
}

/// Which categories.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CategoryQuery {
    /// Only those of this kind of report.
    #[param(example = "field")]
    kind: Option<String>,
}

/// The categories a report may have, and who receives each.
#[utoipa::path(
    get, path = "/api/categories", tag = "publication", operation_id = "list_categories", params(CategoryQuery),
    responses((status = 200, description = "In their order. May be kept for five minutes.", body = CategoryList))
)]
pub async fn get(call: Call) -> Result<Reply, Problem> {
    let query: CategoryQuery = call.query()?;
    let mut fields = Fields::new();
    let kind = fields.optional_choice::<Kind>("kind", &query.kind);
    let (kind,) = fields.finish((kind,))?;
    let categories = call.store().await?.categories(kind, call.now).await?;
    Ok(Reply::raw_json(StatusCode::OK, categories).cache("public, max-age=300"))
}
