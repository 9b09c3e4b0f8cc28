//! Who is signed in.

use edge::queue::NamedId;
use edge::{Call, Problem, Reply, words};
use serde::Serialize;
use store::Person;

/// The person who is signed in.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Me {
    /// The account.
    #[schema(example = "citizen-lan")]
    pub id: String,
    /// The name.
    #[schema(example = "Nguyễn Thị Lan")]
    pub name: String,
    /// Whether the identity is verified; only then reports can be sent.
    pub verified: bool,
    /// The ward or commune lived in; null when it was not said.
    #[schema(required)]
    pub residence: Option<NamedId>,
    /// Whether that ward or commune followed from a reorganisation and waits to be confirmed.
    pub residence_to_confirm: bool,
    /// Roles; none for a citizen.
    pub memberships: Vec<MembershipView>,
}

/// A role in a unit.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
#[schema(as = Membership)]
pub struct MembershipView {
    /// The unit.
    pub unit: NamedId,
    /// `intake`, `head`, `handler`, `centre`, `support`, `inspector`, `personnel` or `admin`.
    #[schema(example = "intake")]
    pub role: &'static str,
    /// The same in Vietnamese.
    #[schema(example = "cán bộ tiếp nhận")]
    pub role_name: &'static str,
}

/// Says who is signed in, where they live and in which units they work.
#[utoipa::path(
    get,
    path = "/api/me",
    operation_id = "read_me",
    tag = "identity",
    responses((status = 200, description = "The person who is signed in.", body = Me)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn read(call: Call) -> Result<Reply, Problem> {
    let account = &call.signed_in().await?.account;
    let person = call.store().await?.person(&account.id).await?.ok_or_else(Problem::not_signed_in)?;
    Ok(Reply::ok(&Me::from(person)))
}

impl From<Person> for Me {
    fn from(person: Person) -> Self {
        Self {
            id: person.id.to_string(),
            name: person.name,
            verified: person.verified,
            residence: person.residence.map(|(id, name)| NamedId { id: id.to_string(), name: Some(name) }),
            residence_to_confirm: person.residence_to_confirm,
            memberships: person
                .memberships
                .into_iter()
                .map(|(membership, name)| MembershipView {
                    unit: NamedId { id: membership.unit.to_string(), name: Some(name) },
                    role: membership.role.as_str(),
                    role_name: words::role(membership.role),
                })
                .collect(),
        }
    }
}
