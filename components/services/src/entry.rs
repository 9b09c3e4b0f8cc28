//! One entry: what is sent of it, and how everybody reads it.

use domain::{
    HttpsLink, PhoneContact, ReportText, Role, ServiceCategory, ServiceContent, ServiceId, ShortText, Title, UnitId,
};
use edge::queue::NamedId;
use edge::{Call, Fields, Problem, Reply, StatusCode, words};
use serde::Deserialize;
use store::Store;

/// The most wards and communes one names; who serves more serves the city.
const AREAS_MAX: usize = 60;

/// What an entry says.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ServiceWording)]
pub struct Wording {
    /// What it is for: `administration`, `health`, `education`, `transport`, `utilities`, `environment`, `culture`,
    /// `social`, `safety` or `other`.
    #[schema(value_type = String, required = true, example = "health")]
    category: Option<String>,
    /// Its name, 5 to 150 characters on one line.
    #[schema(value_type = String, required = true, min_length = 5, max_length = 150)]
    title: Option<String>,
    /// What it offers, 10 to 4,000 characters.
    #[schema(value_type = String, required = true, min_length = 10, max_length = 4000)]
    text: Option<String>,
    /// Codes of the wards and communes it is for; none: the whole city.
    #[schema(value_type = Vec<String>, max_items = 60, example = json!(["00070"]))]
    areas: Option<Vec<String>>,
    /// Where one goes.
    place: Option<String>,
    /// When it is open, in words.
    hours: Option<String>,
    /// Where it is on the web, `https` only.
    #[schema(example = "https://dichvucong.gov.vn")]
    link: Option<String>,
    /// Whom to call.
    #[schema(example = "024 1022")]
    phone: Option<String>,
    /// From when it is offered; now, where it is left out.
    #[schema(format = DateTime)]
    valid_from: Option<String>,
    /// Until when; without an end, where it is left out.
    #[schema(format = DateTime)]
    valid_to: Option<String>,
}

impl Wording {
    /// The checked content, every mistake noted in `fields`.
    pub(crate) async fn check(
        &self,
        fields: &mut Fields,
        call: &Call,
        store: &Store,
    ) -> Result<Option<ServiceContent>, Problem> {
        let category = fields.choice::<ServiceCategory>("category", &self.category);
        let title = fields.text::<Title>("title", &self.title);
        let text = fields.text::<ReportText>("text", &self.text);
        let areas = fields.ids::<UnitId>("areas", self.areas.as_deref().unwrap_or_default(), 0..=AREAS_MAX);
        let place = fields.optional_text::<ShortText>("place", &self.place);
        let hours = fields.optional_text::<ShortText>("hours", &self.hours);
        let link = given(&self.link).map(|link| HttpsLink::new(link).ok_or(()));
        if let Some(Err(())) = link {
            fields.error("link", "not_a_link", words::NOT_A_LINK);
        }
        let phone = given(&self.phone).map(PhoneContact::new);
        if let Some(Err(_)) = phone {
            fields.error("phone", "not_a_phone", words::NOT_A_HOTLINE);
        }
        let valid_from = fields.optional_instant("valid_from", &self.valid_from);
        let valid_to = fields.optional_instant("valid_to", &self.valid_to);
        if let Some(areas) = &areas {
            let unknown = store.unknown_wards(areas).await?;
            for (at, area) in areas.iter().enumerate() {
                if unknown.iter().any(|code| code == area.as_str()) {
                    fields.error(&format!("areas[{at}]"), "unknown_ward", words::NOT_A_WARD);
                }
            }
        }
        let content = || {
            Some(ServiceContent {
                category: category?,
                title: title?,
                text: text?,
                areas: areas?,
                place: place?,
                hours: hours?,
                link: link.transpose().ok()?,
                phone: phone.transpose().ok()?,
                valid_from: valid_from?.unwrap_or(call.now),
                valid_to: valid_to?,
            })
        };
        Ok(content())
    }
}

fn given(text: &Option<String>) -> Option<&str> {
    text.as_deref().filter(|text| !text.trim().is_empty())
}

/// An entry as everybody reads it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OfferedService {
    /// Its id.
    pub id: String,
    /// What it is for.
    pub category: String,
    /// Its name.
    pub title: String,
    /// What it offers.
    pub text: String,
    /// The unit that offers it.
    pub unit: NamedId,
    /// The wards and communes it is for; empty: the whole city.
    pub areas: Vec<Area>,
    /// Where one goes.
    #[schema(required)]
    pub place: Option<String>,
    /// When it is open.
    #[schema(required)]
    pub hours: Option<String>,
    /// Where it is on the web.
    #[schema(required)]
    pub link: Option<String>,
    /// Whom to call.
    #[schema(required)]
    pub phone: Option<String>,
    /// From when it is offered.
    #[schema(format = DateTime)]
    pub valid_from: String,
    /// Until when; null without an end.
    #[schema(required, format = DateTime)]
    pub valid_to: Option<String>,
}

/// A ward or commune.
pub type Area = NamedId;

/// Reads an entry: one that is offered now, everybody; others, the unit's own people and the Centre, who also
/// read where it stands.
#[utoipa::path(
    get,
    path = "/api/services/{id}",
    operation_id = "read_service",
    tag = "services",
    params(("id" = String, Path, description = "The entry.")),
    responses((status = 200, description = "The entry; a `UnitService` for the unit and the Centre.", body = OfferedService)),
)]
pub(crate) async fn read(call: Call) -> Result<Reply, Problem> {
    let id = ServiceId::new(call.param("id"));
    let view = call.store().await?.service_view(&id, call.now).await?.ok_or_else(Problem::not_found)?;
    let insider = call.session().await?.is_some_and(|session| {
        session.account.works_in(&view.unit) || session.account.has(Role::Centre)
    });
    match (insider, view.offered) {
        (true, _) => Ok(Reply::raw_json(StatusCode::OK, view.internal)),
        (false, true) => Ok(Reply::raw_json(StatusCode::OK, view.public)),
        (false, false) => Err(Problem::not_found()),
    }
}
