//! Accounts and sessions.

use crate::cases::named;
use crate::sql::{instant, unit_name};
use crate::{Error, Store, to_millis};
use domain::{Account, AccountId, Instant, Membership, Role, UnitId};
use domain::Lock;
use serde::Deserialize;

/// A valid session.
#[derive(Clone, Debug)]
pub struct Session {
    /// Its public id; the token itself is not stored.
    pub id: String,
    /// Who is signed in.
    pub account: Account,
    /// The person's name.
    pub name: String,
    /// The ward or commune the person lives in.
    pub residence: Option<UnitId>,
    /// The lock on the account, if one stood when it was last written; ask it whether it still runs.
    pub lock: Option<Lock>,
}

/// A session to be opened.
#[derive(Clone, Debug)]
pub struct NewSession<'a> {
    /// Hex SHA-256 of the token.
    pub token_hash: &'a str,
    /// Its public id.
    pub id: &'a str,
    /// Whose.
    pub account: &'a AccountId,
    /// From when.
    pub created_at: Instant,
    /// Until when.
    pub expires_at: Instant,
}

#[derive(Deserialize)]
struct SessionRow {
    id: String,
    account: String,
    name: String,
    residence: Option<String>,
    verified: u8,
    memberships: Vec<(String, String)>,
    locked_until: Option<i64>,
}

impl Store {
    /// The session of a token, if it stands at that instant.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn session(&self, token_hash: &str, now: Instant) -> Result<Option<Session>, Error> {
        let row: Option<SessionRow> = self
            .json(
                "SELECT json_object('id', s.id, 'account', a.id, 'name', a.name, 'residence', a.residence,
                   'verified', a.verified_at IS NOT NULL,
                   'locked_until', (SELECT c.locked_until FROM conduct c WHERE c.account = a.id AND c.state = 'locked'),
                   'memberships', (SELECT json_group_array(json_array(m.unit, m.role))
                     FROM memberships m WHERE m.account = a.id))
                 FROM sessions s JOIN accounts a ON a.id = s.account
                 WHERE s.token_hash = ?1 AND s.revoked_at IS NULL AND s.expires_at > ?2",
                vec![token_hash.into(), to_millis(now).into()],
            )
            .await?;
        row.map(SessionRow::into_session).transpose()
    }

    /// Opens a session for an account; `false` when there is no such account.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn open_session(&self, session: &NewSession<'_>) -> Result<bool, Error> {
        let opened = self
            .json_text(
                "INSERT INTO sessions(token_hash, id, account, created_at, expires_at)
                 SELECT ?1, ?2, a.id, ?4, ?5 FROM accounts a WHERE a.id = ?3 RETURNING id",
                vec![
                    session.token_hash.into(),
                    session.id.into(),
                    session.account.as_str().into(),
                    to_millis(session.created_at).into(),
                    to_millis(session.expires_at).into(),
                ],
            )
            .await?;
        Ok(opened.is_some())
    }

    /// Ends a session of that account; `false` when it has none of that id that stands.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn end_session(&self, account: &AccountId, id: &str, now: Instant) -> Result<bool, Error> {
        let ended = self
            .json_text(
                "UPDATE sessions SET revoked_at = ?3 WHERE account = ?1 AND id = ?2 AND revoked_at IS NULL RETURNING id",
                vec![account.as_str().into(), id.into(), to_millis(now).into()],
            )
            .await?;
        Ok(ended.is_some())
    }
}

/// Sessions shown to their owner; more than these nobody has by hand.
const SESSIONS_MAX: u32 = 100;

fn sessions_sql() -> String {
    format!(
        "SELECT json_object('sessions', json_group_array(json_object('id', s.id, 'created_at', {created_at},
           'expires_at', {expires_at}, 'current', json(iif(s.id = ?2, 'true', 'false')))))
         FROM (SELECT * FROM sessions WHERE account = ?1 AND revoked_at IS NULL AND expires_at > ?3
           ORDER BY created_at DESC LIMIT {SESSIONS_MAX}) s",
        created_at = instant("s.created_at"),
        expires_at = instant("s.expires_at"),
    )
}

impl Store {
    /// The sessions of an account that stand at that instant, newest first, as `{"sessions": […]}`.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn sessions(&self, account: &AccountId, current: &str, now: Instant) -> Result<String, Error> {
        let list = self
            .json_text(&sessions_sql(), vec![account.as_str().into(), current.into(), to_millis(now).into()])
            .await?;
        list.ok_or_else(|| Error::Fault(anyhow::anyhow!("the list of sessions came back empty")))
    }

    /// A person with residence and roles, each with the unit's name; `None` when there is no such account.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn person(&self, account: &AccountId) -> Result<Option<Person>, Error> {
        let row: Option<PersonRow> =
            self.json(&person_sql("a.id = ?1"), vec![account.as_str().into()]).await?;
        row.map(PersonRow::into_person).transpose()
    }

    /// Everybody who works somewhere, and the demo citizens. For the sign-in page of a local run.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn demo_accounts(&self) -> Result<Vec<Person>, Error> {
        // A range of ids, not LIKE: citizens may be millions.
        const WHO: &str = "a.id IN (SELECT account FROM memberships UNION SELECT * FROM (SELECT id FROM accounts
           WHERE id >= 'citizen-' AND id < 'citizen.' ORDER BY id LIMIT 200))";
        let sql = format!("SELECT json_group_array(json(person)) FROM ({})", person_sql(WHO));
        let rows: Option<Vec<PersonRow>> = self.json(&sql, Vec::new()).await?;
        rows.unwrap_or_default().into_iter().map(PersonRow::into_person).collect()
    }

    /// Notes where a person lives; `false` when that is no ward or commune of today.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn set_residence(&self, account: &AccountId, ward: &UnitId, now: Instant) -> Result<bool, Error> {
        let noted = self
            .json_text(
                "UPDATE accounts SET residence = ?2, residence_at = ?3, residence_confirm = 0 WHERE id = ?1 AND EXISTS (
                   SELECT 1 FROM current_units u WHERE u.id = ?2 AND u.kind IN ('ward', 'commune')) RETURNING id",
                vec![account.as_str().into(), ward.as_str().into(), to_millis(now).into()],
            )
            .await?;
        Ok(noted.is_some())
    }
}

/// A person as the person sees themself.
#[derive(Clone, Debug)]
pub struct Person {
    /// The account.
    pub id: AccountId,
    /// The name.
    pub name: String,
    /// Whether the identity was verified.
    pub verified: bool,
    /// Ward or commune lived in: code and name.
    pub residence: Option<(UnitId, String)>,
    /// Whether the residence passed to a successor that the person has not confirmed yet.
    pub residence_to_confirm: bool,
    /// Roles, each with the unit's name.
    pub memberships: Vec<(Membership, String)>,
}

#[derive(Deserialize)]
struct PersonRow {
    id: String,
    name: String,
    verified: u8,
    residence: Option<String>,
    residence_name: Option<String>,
    residence_confirm: u8,
    memberships: Vec<(String, String, Option<String>)>,
}

fn person_sql(which: &str) -> String {
    format!(
        "SELECT json_object('id', a.id, 'name', a.name, 'verified', a.verified_at IS NOT NULL,
           'residence', a.residence, 'residence_name', {residence_name}, 'residence_confirm', a.residence_confirm,
           'memberships', (SELECT json_group_array(json_array(m.unit, m.role, {of_unit}))
             FROM memberships m WHERE m.account = a.id)) AS person
         FROM accounts a WHERE {which}",
        residence_name = unit_name("a.residence"),
        of_unit = unit_name("m.unit"),
    )
}

impl PersonRow {
    fn into_person(self) -> Result<Person, Error> {
        let memberships = self
            .memberships
            .into_iter()
            .map(|(unit, role, name)| {
                let name = name.unwrap_or_else(|| unit.clone());
                Ok((Membership { unit: UnitId::new(unit), role: named(&role, Role::parse)? }, name))
            })
            .collect::<Result<_, Error>>()?;
        let residence = self.residence.map(|id| {
            let name = self.residence_name.unwrap_or_else(|| id.clone());
            (UnitId::new(id), name)
        });
        Ok(Person { id: AccountId::new(self.id), name: self.name, verified: self.verified != 0, residence, residence_to_confirm: self.residence_confirm != 0, memberships })
    }
}

impl SessionRow {
    fn into_session(self) -> Result<Session, Error> {
        let memberships = self
            .memberships
            .into_iter()
            .map(|(unit, role)| Ok(Membership { unit: UnitId::new(unit), role: named(&role, Role::parse)? }))
            .collect::<Result<_, Error>>()?;
        Ok(Session {
            id: self.id,
            account: Account { id: AccountId::new(self.account), verified: self.verified != 0, memberships },
            name: self.name,
            residence: self.residence.map(UnitId::new),
            lock: self.locked_until.map(|until| Ok::<_, Error>(Lock { until: crate::from_millis(until)? })).transpose()?,
        })
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use crate::schema::plan_of;

    #[test]
    fn a_person_and_their_sessions_are_found_by_index() {
        let sessions = plan_of(&super::sessions_sql());
        assert!(sessions.contains("USING INDEX sessions_by_account (account=?)"), "{sessions}");
        assert!(!sessions.contains("TEMP B-TREE"), "{sessions}");
        let person = plan_of(&super::person_sql("a.id = ?1"));
        assert!(!person.contains("SCAN"), "{person}");
    }
}
