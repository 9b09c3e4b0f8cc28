//! Who reports through the Support Centre (R-18.3a): whose account it is, or which caller.

use crate::desk::boolean;
use crate::sql::{instant, unit_name};
use crate::{Error, Store, fold};
use domain::{AccountId, CaseId, PhoneNumber};
use serde::Deserialize;

/// The beginning of a caller's id. The trigger that keeps callers knows them by it; no account is called so.
pub const CALLER_PREFIX: &str = "caller-";

/// More accounts than these do not share a number; if they do, none of them is meant.
const SHARE_MAX: usize = 20;

/// One more than may share a number, so that it is known whether more do.
const WHOSE: &str = "SELECT json_object(
     'accounts', (SELECT json_group_array(json_array(a.id, a.name)) FROM
       (SELECT * FROM accounts WHERE phone = ?1 AND verified_at IS NOT NULL LIMIT 21) a),
     'caller', (SELECT c.id FROM callers c WHERE c.phone = ?1))";

fn entries_sql() -> String {
    format!(
        "SELECT json_object('entries', json_group_array(json_object(
             'code', c.code, 'kind', c.kind, 'state', c.state, 'category_name', (SELECT name FROM categories WHERE code = c.category),
             'unit', json_object('id', c.unit, 'name', {unit}), 'name', e.name, 'phone', e.phone, 'channel', e.channel,
             'at', {at}, 'without_account', {without}, 'information_pending', {pending},
             'question_until', (SELECT {until} FROM clocks k WHERE k.case_id = c.id AND k.kind = 'question_window'
               AND k.closed_at IS NULL)))
             FILTER (WHERE e.n <= ?3),
           'next', iif(max(e.n) > ?3, max(iif(e.n = ?3, c.code, NULL)), NULL))
         FROM (SELECT row_number() OVER () AS n, p.* FROM (SELECT * FROM entries WHERE by = ?1
             AND case_id < CASE WHEN ?2 IS NULL THEN '~' ELSE (SELECT id FROM cases WHERE code = ?2) END
             ORDER BY case_id DESC LIMIT ?3 + 1) p) e
         CROSS JOIN cases c ON c.id = e.case_id",
        unit = unit_name("c.unit"),
        at = instant("e.at"),
        without = boolean("c.reporter GLOB 'caller-*'"),
        pending = boolean(
            "c.state = 'verifying' AND EXISTS (SELECT 1 FROM information_requests i WHERE i.case_id = c.id AND i.answered_at IS NULL)"
        ),
        until = instant("k.due_at"),
    )
}

impl Store {
    /// Whom a report by telephone belongs to: the one verified account of that number and name, else the caller
    /// of that number, else nobody yet. The name must fit as well, because anybody may write any number into
    /// their own account, and would then read what somebody else reports.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn whose_call(&self, phone: &PhoneNumber, name: &str) -> Result<Option<AccountId>, Error> {
        #[derive(Deserialize)]
        struct Row {
            accounts: Vec<(String, String)>,
            caller: Option<String>,
        }
        let row: Option<Row> = self.json(WHOSE, vec![phone.as_str().into()]).await?;
        let Some(Row { accounts, caller }) = row else { return Ok(None) };
        if accounts.len() > SHARE_MAX {
            return Ok(caller.map(AccountId::new));
        }
        let name = fold(name);
        let mut theirs = accounts.into_iter().filter(|(_, called)| fold(called) == name);
        match (theirs.next(), theirs.next()) {
            (Some((account, _)), None) => Ok(Some(AccountId::new(account))),
            _ => Ok(caller.map(AccountId::new)),
        }
    }

    /// Who called, as it was entered with that case: name, telephone, e-mail, channel and instant as JSON; `None`
    /// when it was not entered.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn caller_of(&self, case: &CaseId) -> Result<Option<String>, Error> {
        let sql = format!(
            "SELECT json_object('name', e.name, 'phone', e.phone, 'email', e.email, 'channel', e.channel, 'entered_at', {})
             FROM entries e WHERE e.case_id = ?1",
            instant("e.at")
        );
        self.json_text(&sql, vec![case.as_str().into()]).await
    }

    /// A page of what an officer of the Support Centre entered, newest first, as `{"entries": […], "next": …}`.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn entries_of(&self, officer: &AccountId, after: Option<&str>, limit: u32) -> Result<String, Error> {
        let list = self.json_text(&entries_sql(), vec![officer.as_str().into(), after.into(), limit.into()]).await?;
        list.ok_or_else(|| Error::Fault(anyhow::anyhow!("the list of entries came back empty")))
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use crate::schema::plan_of;

    #[test]
    fn a_number_is_looked_up_by_index() {
        let plan = plan_of(super::WHOSE);
        assert!(plan.contains("SEARCH accounts USING INDEX accounts_by_phone (phone=?)"), "{plan}");
        assert!(!plan.contains("SCAN c\n"), "{plan}");
    }

    #[test]
    fn entries_are_read_in_the_order_of_an_index() {
        let plan = plan_of(&super::entries_sql());
        assert!(plan.contains("SEARCH entries USING INDEX entries_of_officer (by=? AND case_id<?)"), "{plan}");
        assert!(!plan.contains("TEMP B-TREE"), "{plan}");
        for table in ["c", "k", "i"] {
            assert!(!plan.lines().any(|line| line.trim() == format!("SCAN {table}")), "{plan}");
        }
    }
}
