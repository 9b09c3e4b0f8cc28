//! The demo people, for the sign-in page of a local run.

use crate::{Me, MembershipView, sign_in};
use edge::queue::NamedId;
use edge::{Call, Problem, Reply, words};
use serde::{Deserialize, Serialize};
use store::{Person, fold};

/// As many as a page shows; a query finds the others.
const SHOWN_MAX: usize = 50;

/// Which people.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct AccountsQuery {
    /// Words of the account, the name, the unit or the role, with or without diacritics.
    #[param(example = "hoan kiem thu truong")]
    q: Option<String>,
}

/// Demo people.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct DemoAccounts {
    /// Citizens first; at most 50.
    pub accounts: Vec<DemoAccount>,
}

/// A demo person.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct DemoAccount {
    /// The account to sign in as.
    #[schema(example = "00070-head")]
    pub id: String,
    /// The name.
    pub name: String,
    /// Whether the identity is verified.
    pub verified: bool,
    /// The ward or commune lived in.
    #[schema(required)]
    pub residence: Option<NamedId>,
    /// Roles; none for a citizen.
    pub memberships: Vec<MembershipView>,
}

/// Lists the demo people. Where nobody may sign in as one, which is the rule, nothing is here (404).
#[utoipa::path(
    get,
    path = "/api/dev/accounts",
    operation_id = "list_demo_accounts",
    tag = "identity",
    params(AccountsQuery),
    responses((status = 200, description = "Demo people.", body = DemoAccounts)),
)]
pub(crate) async fn list(call: Call) -> Result<Reply, Problem> {
    sign_in::only_where_it_is_on().await?;
    let query: AccountsQuery = call.query()?;
    let wanted = fold(query.q.as_deref().unwrap_or_default());
    let mut people = call.store().await?.demo_accounts().await?;
    people.retain(|person| {
        let described = described(person);
        wanted.split(' ').all(|word| described.contains(word))
    });
    people.sort_by(|a, b| (!a.memberships.is_empty(), &a.id).cmp(&(!b.memberships.is_empty(), &b.id)));
    people.truncate(SHOWN_MAX);
    Ok(Reply::ok(&DemoAccounts { accounts: people.into_iter().map(DemoAccount::from).collect() }))
}

/// Everything of a person that a query may name.
fn described(person: &Person) -> String {
    let mut text = format!("{} {}", person.id, person.name);
    for (membership, unit) in &person.memberships {
        text.push_str(&format!(" {unit} {}", words::role(membership.role)));
    }
    if let Some((_, ward)) = &person.residence {
        text.push_str(&format!(" {ward}"));
    }
    fold(&text)
}

impl From<Person> for DemoAccount {
    fn from(person: Person) -> Self {
        let Me { id, name, verified, residence, memberships, .. } = Me::from(person);
        Self { id, name, verified, residence, memberships }
    }
}
