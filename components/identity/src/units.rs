//! Which units there are. They change by decree, so answers may be kept for a while.

use domain::UnitId;
use edge::{Call, Fields, Problem, Reply};
use serde::{Deserialize, Serialize};
use store::{Unit, UnitKind, fold};

/// How long an answer may be kept.
const CACHE: &str = "public, max-age=600";

/// Which units.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct UnitsQuery {
    /// `ward`, `commune`, `district`, `department`, `centre` or `company`.
    #[param(example = "ward")]
    kind: Option<String>,
    /// A part of the name, with or without diacritics.
    #[param(example = "hoan kiem")]
    q: Option<String>,
}

/// Units.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Units {
    /// By kind, then by name.
    pub units: Vec<UnitView>,
}

/// A unit as it is today.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = Unit)]
pub struct UnitView {
    /// Official code of a ward or commune, short code of a department.
    #[schema(example = "00070")]
    pub id: String,
    /// Name with its kind.
    #[schema(example = "Phường Hoàn Kiếm")]
    pub name: String,
    /// `ward`, `commune`, `district`, `department`, `centre` or `company`.
    #[schema(example = "ward")]
    pub kind: &'static str,
    /// The unit above; null for wards and communes, where the field of life says who is above.
    #[schema(required)]
    pub superior: Option<String>,
    /// Degrees north of the centroid, where it has one.
    #[schema(required)]
    pub latitude: Option<f64>,
    /// Degrees east of the centroid, where it has one.
    #[schema(required)]
    pub longitude: Option<f64>,
}

/// Lists the units of today, of one kind or with a part of a name.
#[utoipa::path(
    get,
    path = "/api/units",
    operation_id = "list_units",
    tag = "identity",
    params(UnitsQuery),
    responses((status = 200, description = "The units.", body = Units)),
)]
pub(crate) async fn list(call: Call) -> Result<Reply, Problem> {
    let query: UnitsQuery = call.query()?;
    let mut fields = Fields::new();
    // A plain HTML form sends its empty fields too; they stand for "any".
    let kind = fields.optional_choice::<UnitKind>("kind", query.kind.as_deref().filter(|kind| !kind.is_empty()));
    let (kind,) = fields.finish((kind,))?;
    let wanted = fold(query.q.as_deref().unwrap_or_default());
    let units = call.store().await?.units(kind).await?;
    let mut units: Vec<(String, Unit)> = units.into_iter().map(|unit| (fold(&unit.name), unit)).collect();
    units.retain(|(folded, _)| folded.contains(&wanted));
    // By letters without marks: the order of code points would put every Đ behind the Z.
    units.sort_by(|(a, x), (b, y)| (x.kind as u8, a, &x.name).cmp(&(y.kind as u8, b, &y.name)));
    let units = units.into_iter().map(|(_, unit)| UnitView::from(unit)).collect();
    Ok(Reply::ok(&Units { units }).cache(CACHE))
}

/// Reads one unit.
#[utoipa::path(
    get,
    path = "/api/units/{id}",
    operation_id = "read_unit",
    tag = "identity",
    params(("id" = String, Path, description = "Code of the unit.", example = "00070")),
    responses((status = 200, description = "The unit.", body = UnitView)),
)]
pub(crate) async fn read(call: Call) -> Result<Reply, Problem> {
    let id = UnitId::new(call.param("id"));
    let unit = call.store().await?.unit(&id).await?.ok_or_else(Problem::not_found)?;
    Ok(Reply::ok(&UnitView::from(unit)).cache(CACHE))
}

impl From<Unit> for UnitView {
    fn from(unit: Unit) -> Self {
        Self {
            id: unit.id.to_string(),
            name: unit.name,
            kind: unit.kind.as_str(),
            superior: unit.superior.map(|superior| superior.to_string()),
            latitude: unit.latitude,
            longitude: unit.longitude,
        }
    }
}
