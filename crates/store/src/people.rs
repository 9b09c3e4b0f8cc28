//! Accounts and sessions.

use crate::cases::named;
use crate::{Error, Store, to_millis};
use domain::{Account, AccountId, Instant, Membership, Role, UnitId};
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
        })
    }
}
