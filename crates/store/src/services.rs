//! Services and utilities: loading an entry for an act, writing one, and the lists people read.

use crate::cases::named;
use crate::records::{Words, object, tip};
use crate::sql::{instant, unit_name};
use crate::{Error, Store, Value, fold, from_millis, search_expression, to_millis};
use domain::{
    AccountId, Instant, Service, ServiceAct, ServiceCategory, ServiceContent, ServiceFact, ServiceId, ServiceOutcome,
    ServiceState, UnitId,
};
use serde::Deserialize;
use serde_json::json;

/// Which entries a citizen wants. What is given must hold together.
#[derive(Clone, Debug, Default)]
pub struct ServiceFilter {
    /// The ward or commune it has to be for; what is for the whole city is for it, too.
    pub ward: Option<UnitId>,
    /// What it is for.
    pub category: Option<ServiceCategory>,
    /// Words to be found, with marks or without.
    pub search: Option<String>,
    /// Before this number.
    pub before: Option<i64>,
    /// How many.
    pub limit: u32,
}

/// An entry with what decides who may read it.
#[derive(Clone, Debug)]
pub struct ServiceView {
    /// The unit that offers it.
    pub unit: UnitId,
    /// Where it stands.
    pub state: ServiceState,
    /// Whether citizens may read it now.
    pub offered: bool,
    /// The entry as everybody may read it, as JSON.
    pub public: String,
    /// The entry as the unit and the Centre read it, as JSON.
    pub internal: String,
}

impl Store {
    /// The entry of that id as an act finds it, or `None`.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn service(&self, id: &ServiceId) -> Result<Option<Service>, Error> {
        #[derive(Deserialize)]
        struct Row {
            version: u32,
            hash: String,
            state: String,
            unit: String,
            authors: Vec<String>,
            valid_to: Option<i64>,
        }
        let row: Option<Row> = self
            .json(
                "SELECT json_object('version', version, 'hash', hex(hash), 'state', state, 'unit', unit,
                   'authors', json(authors), 'valid_to', valid_to) FROM services WHERE id = ?1",
                vec![id.as_str().into()],
            )
            .await?;
        row.map(|row| {
            Ok(Service {
                id: id.clone(),
                tip: tip(row.version, &row.hash)?,
                state: named(&row.state, ServiceState::parse)?,
                unit: UnitId::new(row.unit),
                authors: row.authors.into_iter().map(AccountId::new).collect(),
                valid_to: row.valid_to.map(from_millis).transpose()?,
            })
        })
        .transpose()
    }

    /// Writes an act on an entry.
    ///
    /// # Errors
    /// [`Error::Stale`] when somebody acted first.
    pub async fn commit_service(&self, outcome: &ServiceOutcome) -> Result<(), Error> {
        let fact = match &outcome.fact {
            ServiceFact::Worded(content) => json!({ "content": content_json(content) }),
            ServiceFact::Reasoned(reason) => json!({ "reason": reason.as_str() }),
            ServiceFact::Moved => json!({}),
        };
        let words = Words {
            subject: "service",
            act: ServiceAct::as_str(outcome.act),
            from: outcome.from.map(ServiceState::as_str),
            to: outcome.to.as_str(),
        };
        self.commit_record(outcome, words, object(fact)).await
    }

    /// Those of the codes that are no ward or commune of today.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn unknown_wards(&self, codes: &[UnitId]) -> Result<Vec<String>, Error> {
        if codes.is_empty() {
            return Ok(Vec::new());
        }
        let codes: Vec<&str> = codes.iter().map(UnitId::as_str).collect();
        let unknown: Option<Vec<String>> = self
            .json(
                "SELECT json_group_array(n.value) FROM json_each(?1) n WHERE NOT EXISTS (
                   SELECT 1 FROM current_units u WHERE u.id = n.value AND u.kind IN ('ward', 'commune'))",
                vec![json!(codes).to_string().into()],
            )
            .await?;
        Ok(unknown.unwrap_or_default())
    }

    /// The entry of that id as it is read, or `None`.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn service_view(&self, id: &ServiceId, now: Instant) -> Result<Option<ServiceView>, Error> {
        #[derive(Deserialize)]
        struct Row {
            unit: String,
            state: String,
            offered: u8,
            public: serde_json::Value,
            internal: serde_json::Value,
        }
        let sql = format!(
            "SELECT json_object('unit', o.unit, 'state', o.state, 'offered', o.state = 'approved' AND {OFFERED},
               'public', json_object({public}), 'internal', json_object({internal})) FROM services o WHERE o.id = ?2",
            public = public(),
            internal = internal(),
        );
        let row: Option<Row> = self.json(&sql, vec![to_millis(now).into(), id.as_str().into()]).await?;
        row.map(|row| {
            Ok(ServiceView {
                unit: UnitId::new(row.unit),
                state: named(&row.state, ServiceState::parse)?,
                offered: row.offered != 0,
                public: row.public.to_string(),
                internal: row.internal.to_string(),
            })
        })
        .transpose()
    }

    /// A page of what is offered now, latest first, as `{"services": […], "next": cursor or null}`.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn services_offered(&self, filter: &ServiceFilter, now: Instant) -> Result<String, Error> {
        let (sql, params) = offered_sql(filter, now);
        self.page(&sql, params).await
    }

    /// A page of a unit's entries, in that state or whatever it is, latest first.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn services_of_unit(
        &self,
        unit: &UnitId,
        state: Option<ServiceState>,
        before: Option<i64>,
        limit: u32,
    ) -> Result<String, Error> {
        let params = vec![
            limit.into(),
            unit.as_str().into(),
            before.unwrap_or(i64::MAX).into(),
            state.map(ServiceState::as_str).into(),
        ];
        self.page(&of_unit_sql(), params).await
    }

    /// A page of the entries of every unit in that state, latest first, for the Centre.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn services_in(&self, state: ServiceState, before: Option<i64>, limit: u32) -> Result<String, Error> {
        self.page(&in_state_sql(), vec![limit.into(), state.as_str().into(), before.unwrap_or(i64::MAX).into()]).await
    }
}

fn content_json(content: &ServiceContent) -> serde_json::Value {
    let place = content.place.as_ref().map(domain::ShortText::as_str);
    json!({
        "category": content.category.as_str(),
        "title": content.title.as_str(),
        "text": content.text.as_str(),
        "areas": content.areas.iter().map(UnitId::as_str).collect::<Vec<_>>(),
        "place": place,
        "hours": content.hours.as_ref().map(domain::ShortText::as_str),
        "link": content.link.as_ref().map(domain::HttpsLink::as_str),
        "phone": content.phone.as_ref().map(domain::PhoneContact::as_str),
        "valid_from": to_millis(content.valid_from),
        "valid_to": content.valid_to.map(to_millis),
        "folded": fold(&[content.title.as_str(), content.text.as_str(), place.unwrap_or_default()].join(" ")),
    })
}

/// Whether the entry `o` is valid at the instant ?1.
const OFFERED: &str = "o.valid_from <= ?1 AND (o.valid_to IS NULL OR o.valid_to > ?1)";

fn public() -> String {
    format!(
        "'id', o.id, 'category', o.category, 'title', o.title, 'text', o.text,
         'unit', json_object('id', o.unit, 'name', {unit}),
         'areas', (SELECT json_group_array(json_object('id', a.value, 'name', {area})) FROM json_each(o.areas) a),
         'place', o.place, 'hours', o.hours, 'link', o.link, 'phone', o.phone,
         'valid_from', {from}, 'valid_to', {to}",
        unit = unit_name("o.unit"),
        area = unit_name("a.value"),
        from = instant("o.valid_from"),
        to = instant("o.valid_to"),
    )
}

fn internal() -> String {
    format!(
        "{public}, 'state', o.state, 'version', o.version, 'written_at', {written}, 'approved_at', {approved},
         'reason', o.reason, 'authors', (SELECT json_group_array(json_object('id', w.id, 'name', w.name))
           FROM accounts w WHERE w.id IN (SELECT value FROM json_each(o.authors)))",
        public = public(),
        written = instant("o.written_at"),
        approved = instant("o.approved_at"),
    )
}

fn page_sql(source: &str, row: &str, limit: &str) -> String {
    format!(
        "WITH page AS MATERIALIZED ({source})
         SELECT json_object(
           'services', (SELECT json_group_array(json_object({row}))
             FROM (SELECT * FROM page ORDER BY number DESC LIMIT {limit} + 0) o),
           'next', (SELECT CAST(min(number) AS TEXT) FROM (SELECT number FROM page ORDER BY number DESC LIMIT {limit} + 0)
             WHERE (SELECT count(*) FROM page) > {limit}))"
    )
}

fn of_unit_sql() -> String {
    let source = "SELECT * FROM services WHERE unit = ?2 AND number < ?3 AND (?4 IS NULL OR state = ?4)
      ORDER BY number DESC LIMIT ?1 + 1";
    page_sql(source, &internal(), "?1")
}

fn in_state_sql() -> String {
    let source = "SELECT * FROM services WHERE state = ?2 AND number < ?3 ORDER BY number DESC LIMIT ?1 + 1";
    page_sql(source, &internal(), "?1")
}

fn offered_sql(filter: &ServiceFilter, now: Instant) -> (String, Vec<Value>) {
    let mut params: Vec<Value> = vec![
        to_millis(now).into(),
        filter.limit.into(),
        filter.before.unwrap_or(i64::MAX).into(),
    ];
    let mut parts: Vec<String> = Vec::new();
    if let Some(ward) = &filter.ward {
        parts.push(format!("tags : (\"w{}\" OR \"wcity\")", ward.as_str().replace('"', "")));
    }
    if let Some(category) = filter.category {
        parts.push(format!("tags : \"c{}\"", category.as_str()));
    }
    let words = filter.search.as_deref().and_then(search_expression);
    // Only signs were asked for, and no text holds only signs.
    let nothing_to_find = filter.search.is_some() && words.is_none();
    parts.extend(words);
    let valid = if nothing_to_find { "0".to_owned() } else { format!("o.state = 'approved' AND {OFFERED}") };
    let source = if parts.is_empty() {
        format!("SELECT o.* FROM services o WHERE o.number < ?3 AND {valid} ORDER BY o.number DESC LIMIT ?2 + 1")
    } else {
        params.push(parts.join(" AND ").into());
        format!(
            "SELECT o.* FROM service_search s CROSS JOIN services o ON o.number = s.rowid
             WHERE s.service_search MATCH ?4 AND s.rowid < ?3 AND {valid} ORDER BY s.rowid DESC LIMIT ?2 + 1"
        )
    };
    (page_sql(&source, &public(), "?2"), params)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::schema::{plan_of, recompilations_of};

    #[test]
    fn no_page_sorts_or_scans_what_it_does_not_show() {
        let now: Instant = "2026-03-02T08:00:00+07:00".parse().unwrap();
        let filter = |ward: Option<&str>, search: Option<&str>| ServiceFilter {
            ward: ward.map(UnitId::new),
            category: None,
            search: search.map(str::to_owned),
            before: Some(9),
            limit: 20,
        };
        for filter in [filter(None, None), filter(Some("00070"), None), filter(Some("00070"), Some("tiêm chủng"))] {
            let (sql, _) = offered_sql(&filter, now);
            let plan = plan_of(&sql);
            let (_, found) = plan.split_once("MATERIALIZE page\n").unwrap();
            let (found, _) = found.split_once("SCAN page\n").unwrap();
            assert!(!found.contains("TEMP B-TREE") && !found.contains("SCAN o\n"), "{found}");
            assert_eq!(recompilations_of(&sql), 0, "{sql}");
        }
        let (sql, _) = offered_sql(&filter(None, None), now);
        assert!(plan_of(&sql).contains("services_by_state (state=? AND number<?)"), "{}", plan_of(&sql));
        for (sql, index) in [
            (of_unit_sql(), "services USING INDEX services_of_unit (unit=? AND number<?)"),
            (in_state_sql(), "services USING INDEX services_by_state (state=? AND number<?)"),
        ] {
            assert!(plan_of(&sql).contains(index), "{}", plan_of(&sql));
            assert_eq!(recompilations_of(&sql), 0, "{sql}");
        }
    }
}
