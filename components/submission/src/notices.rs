use crate::page::PageQuery;
use domain::Role;
use edge::{Call, Fields, Problem, Reply, words};
use serde::Serialize;
use std::borrow::Cow;
use store::submission::{NoticeCursor, NoticeRow};
use utoipa::ToSchema;

/// A page of notices.
#[derive(Serialize, ToSchema)]
pub struct NoticePage {
    /// Newest first.
    notices: Vec<NoticeLine>,
    /// For `after` of the next page; null on the last.
    #[schema(required)]
    next: Option<String>,
}

/// A notice.
#[derive(Serialize, ToSchema)]
struct NoticeLine {
    /// The case it is about.
    code: String,
    /// What about.
    topic: &'static str,
    /// The same as a Vietnamese sentence.
    sentence: Cow<'static, str>,
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// The desk it was sent to; null when it was sent to the person.
    #[schema(required)]
    desk: Option<NoticeDesk>,
}

/// A desk: everybody with that role in that unit.
#[derive(Serialize, ToSchema)]
struct NoticeDesk {
    /// The unit.
    unit: String,
    /// Its name.
    unit_name: String,
    /// The role.
    role: String,
}

/// Notices to the person signed in and to the desks that person holds, newest first.
#[utoipa::path(
    get, path = "/api/notices", tag = "submission", operation_id = "list_notices", params(PageQuery),
    security(("session" = []), ("bearer" = [])),
    responses((status = 200, description = "A page.", body = NoticePage))
)]
pub async fn get(call: Call) -> Result<Reply, Problem> {
    let account = &call.signed_in().await?.account;
    let page: PageQuery = call.query()?;
    let mut fields = Fields::new();
    let limit = page.limit(&mut fields);
    let after = after(&mut fields, page.after.as_deref());
    let (limit, after) = fields.finish((limit, after))?;
    let (rows, more) = call.store().await?.notices_for(account, after.as_ref(), limit).await?;
    let next = rows.last().filter(|_| more).map(cursor);
    let notices = rows.into_iter().map(line).collect::<Result<_, Problem>>()?;
    Ok(Reply::ok(&NoticePage { notices, next }))
}

fn line(row: NoticeRow) -> Result<NoticeLine, Problem> {
    Ok(NoticeLine {
        code: row.code,
        topic: row.topic.as_str(),
        // R-18.3a: what the Support Centre is told in the place of a caller.
        sentence: match &row.desk {
            Some((_, _, role)) if role == Role::Support.as_str() => words::to_call_back(row.topic).into(),
            _ => words::topic(row.topic).into(),
        },
        at: store::from_millis(row.at)?.to_rfc3339_opts(chrono::SecondsFormat::Secs, false),
        desk: row.desk.map(|(unit, unit_name, role)| NoticeDesk { unit: unit.to_string(), unit_name, role }),
    })
}

/// In hex, so that nobody reads row ids out of it or builds one by hand.
fn cursor(row: &NoticeRow) -> String {
    hex::encode(format!("{}.{}", row.at, row.key))
}

fn after(fields: &mut Fields, text: Option<&str>) -> Option<Option<NoticeCursor>> {
    let Some(text) = text else { return Some(None) };
    let read = || {
        let plain = String::from_utf8(hex::decode(text).ok()?).ok()?;
        let (at, key) = plain.split_once('.')?;
        Some(NoticeCursor { at: at.parse().ok()?, key: key.to_owned() })
    };
    let cursor = read();
    if cursor.is_none() {
        fields.error("after", "not_a_cursor", words::NOT_A_CURSOR);
    }
    cursor.map(Some)
}
