use domain::nearest_wards;
use edge::{Call, Fields, Problem, Reply, words};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

const NEAREST: usize = 5;

/// A point of WGS 84.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PointQuery {
    /// Degrees north.
    #[param(value_type = f64, required = true, example = 21.0285)]
    latitude: Option<f64>,
    /// Degrees east.
    #[param(value_type = f64, required = true, example = 105.8522)]
    longitude: Option<f64>,
}

/// The wards and communes a point may lie in.
#[derive(Serialize, ToSchema)]
pub struct NearestWards {
    /// Says, in Vietnamese, that the citizen decides.
    note: &'static str,
    /// Nearest centroid first.
    wards: Vec<NearWard>,
}

/// A ward or commune near a point.
#[derive(Serialize, ToSchema)]
struct NearWard {
    /// Its official code, for `ward` of a report.
    #[schema(example = "00070")]
    code: String,
    /// Its name.
    name: String,
    /// From the point to its centroid.
    metres: u32,
}

/// The five wards or communes whose centres are nearest to a point. A suggestion: the citizen confirms the ward.
#[utoipa::path(
    get, path = "/api/wards/nearest", tag = "publication", operation_id = "nearest_wards", params(PointQuery),
    responses((status = 200, description = "Nearest first.", body = NearestWards))
)]
pub async fn get(call: Call) -> Result<Reply, Problem> {
    let query: PointQuery = call.query()?;
    let mut fields = Fields::new();
    let latitude = fields.required("latitude", query.latitude);
    let longitude = fields.required("longitude", query.longitude);
    let point = latitude.zip(longitude).and_then(|(latitude, longitude)| fields.point("latitude", latitude, longitude));
    let (point,) = fields.finish((point,))?;
    let wards = call.store().await?.wards().await?;
    let wards = nearest_wards(&wards, &point, NEAREST)
        .into_iter()
        .map(|(ward, metres)| NearWard {
            code: ward.unit.to_string(),
            name: ward.name.clone(),
            metres: metres.round() as u32,
        })
        .collect();
    Ok(Reply::ok(&NearestWards { note: words::NEAREST_ONLY_SUGGESTS, wards }))
}
