//! What everybody may read: published cases, and how far a case of a known code has come.

use crate::cases::{MediaRow, into_media, named};
use crate::sql::{ACTING_UNIT, instant, unit_name};
use crate::{Error, Store, Value, search_expression, to_millis};
use domain::triage::RefusalReason;
use domain::{Act, CaseCode, CategoryCode, ClockKind, Instant, Kind, Level, MediaRef, State, UnitId};
use serde::Deserialize;

/// Which published cases are wanted. What is given must hold together.
#[derive(Clone, Debug, Default)]
pub struct PublicFilter {
    /// The ward or commune where it is.
    pub ward: Option<UnitId>,
    /// The kind of report.
    pub kind: Option<Kind>,
    /// The field of life.
    pub category: Option<CategoryCode>,
    /// The unit that published.
    pub unit: Option<UnitId>,
    /// Published at this instant or later.
    pub from: Option<Instant>,
    /// Published before this instant.
    pub until: Option<Instant>,
    /// Words to be found, with marks or without.
    pub search: Option<String>,
    /// Before this number of publication.
    pub before: Option<i64>,
    /// How many.
    pub limit: u32,
}

/// A case as everybody may see it. The texts are there once it is published.
#[derive(Debug)]
pub struct PublicCase {
    /// Its public code.
    pub code: CaseCode,
    /// Number of the last act.
    pub version: u32,
    /// Where it stands.
    pub state: State,
    /// Its level.
    pub level: Level,
    /// Its process.
    pub kind: Kind,
    /// The field of life.
    pub category: Place,
    /// The ward or commune.
    pub ward: Place,
    /// The unit that holds it.
    pub unit: Place,
    /// When it was sent, RFC 3339.
    pub submitted_at: String,
    /// The clock an agency answers for that is due soonest, and when.
    pub due: Option<(ClockKind, String)>,
    /// What was done, oldest first.
    pub timeline: Vec<PublicAct>,
    /// The agencies whose contributions are in (R-8.2c).
    pub supporters: Vec<Place>,
    /// What was published.
    pub publication: Option<Publication>,
}

/// An id with its name.
#[derive(Clone, Debug, Deserialize)]
pub struct Place {
    /// The id.
    pub id: String,
    /// The name; `None` when it is no longer known.
    pub name: Option<String>,
}

/// One act, without people and without what they wrote.
#[derive(Debug)]
pub struct PublicAct {
    /// What was done.
    pub act: Act,
    /// When, RFC 3339.
    pub at: String,
    /// The unit that held the case.
    pub unit: Place,
    /// Where it was sent, when it was.
    pub to: Option<Place>,
    /// Why it was refused.
    pub refusal: Option<RefusalReason>,
}

/// What was published.
#[derive(Debug, Deserialize)]
pub struct Publication {
    /// When, RFC 3339.
    pub published_at: String,
    /// Where, masked; `None` where no place was asked for, or the result alone is public.
    pub address: Option<String>,
    /// What was reported, masked; `None` where the result alone is public.
    pub text: Option<String>,
    /// What was done, masked.
    pub result: String,
    /// The name of the head who answers for it.
    pub responsible: String,
    /// The evidence of the result.
    #[serde(deserialize_with = "media")]
    pub evidence: Vec<MediaRef>,
    /// The pictures of the report; none of a confidential one.
    #[serde(deserialize_with = "media")]
    pub pictures: Vec<MediaRef>,
    /// How content the citizen is.
    pub satisfaction: Option<String>,
    /// How a regulation was examined, and what comes of it.
    pub assessment: Option<PublishedAssessment>,
}

/// The answers to the six criteria of a regulation.
#[derive(Debug, Deserialize)]
#[allow(missing_docs)] // the field names are the criteria; the domain documents them
pub struct PublishedAssessment {
    pub necessary: bool,
    pub lawful: bool,
    pub simple: bool,
    pub feasible: bool,
    pub consistent: bool,
    pub treaty_fit: bool,
    pub outcome: String,
}

fn media<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<MediaRef>, D::Error> {
    into_media(Vec::<MediaRow>::deserialize(deserializer)?).map_err(serde::de::Error::custom)
}

#[derive(Deserialize)]
struct CaseRow {
    code: String,
    version: u32,
    state: String,
    level: String,
    kind: String,
    category: Place,
    ward: Place,
    unit: Place,
    submitted_at: String,
    due_kind: Option<String>,
    due_at: Option<String>,
    timeline: Vec<ActRow>,
    supporters: Vec<Place>,
    publication: Option<Publication>,
}

#[derive(Deserialize)]
struct ActRow {
    act: String,
    at: String,
    unit: Place,
    to: Option<Place>,
    refusal: Option<String>,
}

impl Store {
    /// One page of published cases, newest first, as `{"cases": […], "next": cursor or null}`.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn public_cases(&self, filter: &PublicFilter) -> Result<String, Error> {
        let (sql, params) = public_cases_sql(filter);
        self.json_text(&sql, params)
            .await?
            .ok_or_else(|| Error::Fault(anyhow::anyhow!("the list of published cases came back empty")))
    }

    /// The case of that code as everybody may see it, or `None`.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn public_case(&self, code: &CaseCode) -> Result<Option<PublicCase>, Error> {
        let row: Option<CaseRow> = self.json(&public_case_sql(), vec![code.as_str().into()]).await?;
        row.map(CaseRow::into_case).transpose()
    }
}

/// The statement of a page. One filter alone is a stretch of an index; several, or words, are looked up
/// together in the search index, whose tags hold what is filtered by.
fn public_cases_sql(filter: &PublicFilter) -> (String, Vec<Value>) {
    let mut params = Params(Vec::new());
    let limit = params.add(filter.limit);
    let mut conditions = Vec::new();
    // What the search index says is checked on the row as well: `so-y` is the beginning of `so-y-te` in tags.
    let equal = [
        ("ward", "w", filter.ward.as_ref().map(UnitId::as_str)),
        ("unit", "u", filter.unit.as_ref().map(UnitId::as_str)),
        ("category", "c", filter.category.as_ref().map(CategoryCode::as_str)),
        ("kind", "k", filter.kind.map(Kind::as_str)),
    ];
    let mut tags = Vec::new();
    for (column, tag, value) in equal {
        let Some(value) = value else { continue };
        conditions.push(format!("p.{column} = {}", params.add(value)));
        let value = if tag == "c" { value.replace('-', "") } else { value.replace('"', "") };
        tags.push(format!("\"{tag}{value}\""));
    }
    let words = filter.search.as_deref().and_then(search_expression);
    let nothing_to_find = filter.search.is_some() && words.is_none();
    let indexed = words.is_some() || tags.len() > 1;
    let number = if indexed { "s.rowid" } else { "p.number" };
    if nothing_to_find {
        // Only signs were asked for, and no text holds only signs.
        conditions.push("0".to_owned());
    }
    if let Some(before) = filter.before {
        conditions.push(format!("{number} < {}", params.add(before)));
    }
    // Numbers run with time, so a span of time is a span of numbers, give or take the acts that were under
    // way together: a minute is far more than that. The exact instant is checked on the row.
    if let Some(from) = filter.from {
        let at = params.add(to_millis(from));
        conditions.push(format!(
            "{number} >= (SELECT f.number FROM publications f WHERE f.published_at >= {at} - 60000
               ORDER BY f.published_at, f.number LIMIT 1) AND p.published_at >= {at}"
        ));
    }
    if let Some(until) = filter.until {
        let at = params.add(to_millis(until));
        conditions.push(format!(
            "{number} <= (SELECT t.number FROM publications t WHERE t.published_at < {at} + 60000
               ORDER BY t.published_at DESC, t.number DESC LIMIT 1) AND p.published_at < {at}"
        ));
    }
    let source = if indexed {
        let mut expression = words.unwrap_or_default();
        if !tags.is_empty() {
            let and = if expression.is_empty() { "" } else { " AND " };
            expression = format!("{expression}{and}tags : ({})", tags.join(" AND "));
        }
        conditions.push(format!("s.publication_search MATCH {}", params.add(expression)));
        "publication_search s CROSS JOIN publications p ON p.number = s.rowid"
    } else {
        "publications p"
    };
    let condition = if conditions.is_empty() { "1".to_owned() } else { conditions.join(" AND ") };
    // One row more than a page tells whether there is another.
    let sql = format!(
        "WITH page AS MATERIALIZED (
           SELECT p.* FROM {source} WHERE {condition} ORDER BY {number} DESC LIMIT {limit} + 1)
         SELECT json_object(
           'cases', (SELECT json_group_array(json_object('code', o.code, 'published_at', {published_at}, 'kind', o.kind,
               'category', json_object('code', o.category, 'name', g.name),
               'ward', json_object('id', o.ward, 'name', {ward_name}),
               'unit', json_object('id', o.unit, 'name', {of_unit}), 'address', o.address,
               'excerpt', iif(length({said}) > 240, substr({said}, 1, 239) || '…', {said}),
               'satisfaction', r.satisfaction))
             FROM (SELECT * FROM page ORDER BY number DESC LIMIT {limit} + 0) o
             LEFT JOIN categories g ON g.code = o.category
             LEFT JOIN ratings r ON r.case_id = o.case_id),
           'next', (SELECT CAST(min(number) AS TEXT) FROM (SELECT number FROM page ORDER BY number DESC LIMIT {limit} + 0)
             WHERE (SELECT count(*) FROM page) > {limit}))",
        said = "coalesce(o.text, o.result)",
        published_at = instant("o.published_at"),
        ward_name = unit_name("o.ward"),
        of_unit = unit_name("o.unit"),
    );
    (sql, params.0)
}

struct Params(Vec<Value>);

impl Params {
    fn add(&mut self, value: impl Into<Value>) -> String {
        self.0.push(value.into());
        format!("?{}", self.0.len())
    }
}

/// Reads of the journal only what names no person: act, instant, unit, the unit it went to, the coded reason.
fn public_case_sql() -> String {
    let place = |id: &str| format!("json_object('id', {id}, 'name', {})", unit_name(id));
    format!(
        "SELECT json_object('code', c.code, 'version', c.version, 'state', c.state, 'level', c.level, 'kind', c.kind,
           'category', json_object('id', c.category, 'name', g.name),
           'ward', {ward}, 'unit', {unit},
           'submitted_at', {submitted_at}, 'due_at', {due_at},
           'due_kind', (SELECT k.kind FROM clocks k WHERE k.case_id = c.id AND k.closed_at IS NULL
             AND k.kind NOT IN ('question_window', 'contribution') ORDER BY k.due_at, k.kind LIMIT 1),
           'timeline', (SELECT json_group_array(json_object('act', j.act, 'at', {at}, 'unit', {acting},
               'to', iif(j.act IN ('forward', 'reroute', 'dispatch'), {to}, NULL),
               'refusal', iif(j.act = 'refuse', j.outcome ->> '$.fact.reason', NULL)))
             FROM (SELECT act, at, unit, outcome, outcome ->> '$.fact.to' AS target FROM journal
               WHERE subject_id = c.id
                 AND act NOT IN ('log_inspection', 'look_at_identity', 'hide_comment')
               ORDER BY seq) j),
           'supporters', (SELECT json_group_array({supporter} ORDER BY s.invited_seq, s.unit) FROM contributions s
             WHERE s.case_id = c.id AND s.state = 'contributed'),
           'publication', (SELECT json_object('published_at', {published_at}, 'address', p.address, 'text', p.text,
               'result', p.result, 'responsible', coalesce(a.name, ''),
               'evidence', coalesce((SELECT o.outcome -> '$.fact.evidence' FROM journal o
                 WHERE o.subject_id = c.id AND o.act = 'publish' ORDER BY o.seq DESC LIMIT 1), json('[]')),
               'pictures', (SELECT json_group_array(json_object('id', m.media, 'type', m.media_type, 'sha256', m.sha256))
                 FROM (SELECT * FROM case_media WHERE case_id = c.id ORDER BY seq, position) m
                 JOIN reports r ON r.case_id = m.case_id WHERE m.purpose = 'report' AND r.confidential = 0 AND p.text > ''),
               'satisfaction', (SELECT s.satisfaction FROM ratings s WHERE s.case_id = c.id),
               'assessment', {assessment})
             FROM publications p LEFT JOIN accounts a ON a.id = p.responsible WHERE p.case_id = c.id))
         FROM cases c LEFT JOIN categories g ON g.code = c.category WHERE c.code = ?1",
        ward = place("c.ward"),
        unit = place("c.unit"),
        submitted_at = instant("c.submitted_at"),
        due_at = instant("c.due_at"),
        at = instant("j.at"),
        acting = place(ACTING_UNIT),
        supporter = place("s.unit"),
        to = place("j.target"),
        published_at = instant("p.published_at"),
        assessment = crate::kinds::assessment("x.case_id = c.id ORDER BY x.seq DESC LIMIT 1"),
    )
}

impl CaseRow {
    fn into_case(self) -> Result<PublicCase, Error> {
        let due = match (self.due_kind, self.due_at) {
            (Some(kind), Some(at)) => Some((named(&kind, ClockKind::parse)?, at)),
            _ => None,
        };
        Ok(PublicCase {
            code: CaseCode::new(self.code),
            version: self.version,
            state: named(&self.state, State::parse)?,
            level: named(&self.level, Level::parse)?,
            kind: named(&self.kind, Kind::parse)?,
            category: self.category,
            ward: self.ward,
            unit: self.unit,
            submitted_at: self.submitted_at,
            due,
            timeline: self.timeline.into_iter().map(ActRow::into_act).collect::<Result<_, _>>()?,
            supporters: self.supporters,
            publication: self.publication,
        })
    }
}

impl ActRow {
    fn into_act(self) -> Result<PublicAct, Error> {
        Ok(PublicAct {
            act: named(&self.act, Act::parse)?,
            at: self.at,
            unit: self.unit,
            to: self.to,
            refusal: self.refusal.map(|reason| named(&reason, RefusalReason::parse)).transpose()?,
        })
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::schema;

    fn plan(filter: &PublicFilter) -> String {
        let (sql, _) = public_cases_sql(filter);
        let plan = schema::plan_of(&sql);
        // Only how the page is found; after that at most a page is looked at.
        let (_, found) = plan.split_once("MATERIALIZE page\n").unwrap();
        found.split_once("SCAN page\n").unwrap().0.to_owned()
    }

    fn filter() -> PublicFilter {
        PublicFilter { limit: 20, ..PublicFilter::default() }
    }

    // DESIGN: at a million cases a page must cost what it costs at ten thousand.
    #[test]
    fn no_page_of_published_cases_scans_the_table_or_sorts_more_than_a_page() {
        let now: Instant = "2026-03-02T08:00:00+07:00".parse().unwrap();
        let ward = Some(UnitId::new("00070"));
        let category = Some(CategoryCode::new("cay-xanh"));
        let search = Some("cống".to_owned());
        let filters = [
            PublicFilter { before: Some(9), ..filter() },
            PublicFilter { ward: ward.clone(), before: Some(9), ..filter() },
            PublicFilter { category: category.clone(), ..filter() },
            PublicFilter { unit: Some(UnitId::new("so-xay-dung")), ..filter() },
            PublicFilter { kind: Some(Kind::Waste), before: Some(9), ..filter() },
            PublicFilter { kind: Some(Kind::Waste), ward: ward.clone(), ..filter() },
            PublicFilter { ward: ward.clone(), category: category.clone(), ..filter() },
            PublicFilter { search: search.clone(), before: Some(9), ..filter() },
            PublicFilter { search, ward: ward.clone(), from: Some(now), until: Some(now), ..filter() },
            PublicFilter { from: Some(now), until: Some(now), ..filter() },
            PublicFilter { from: Some(now), until: Some(now), ward, before: Some(9), ..filter() },
        ];
        for filter in filters {
            assert_eq!(schema::recompilations_of(&public_cases_sql(&filter).0), 0, "{filter:?}");
            let plan = plan(&filter);
            assert!(!plan.contains("SCAN p\n"), "{filter:?}\n{plan}");
            assert!(!plan.contains("SCAN f\n") && !plan.contains("SCAN t\n"), "{filter:?}\n{plan}");
            assert!(!plan.contains("TEMP B-TREE"), "{filter:?}\n{plan}");
        }
        // The first page of all: from the end of the table until the page is full.
        let plan = plan(&filter());
        assert!(!plan.contains("TEMP B-TREE"), "{plan}");
    }

    #[test]
    fn words_and_several_filters_are_looked_up_together_in_the_search_index() {
        let ward = Some(UnitId::new("00070"));
        let both = PublicFilter { ward: ward.clone(), category: Some(CategoryCode::new("cay-xanh")), ..filter() };
        let words = PublicFilter { ward, search: Some("Nắp cống".to_owned()), before: Some(9), ..filter() };
        for filter in [both, words] {
            let plan = plan(&filter);
            // M: the match is the index's own; p is then one row at a time by number.
            let (_, index) = plan.split_once("SCAN s VIRTUAL TABLE INDEX ").unwrap_or_else(|| panic!("{plan}"));
            let (how, _) = index.split_once('\n').unwrap();
            assert!(how.contains('M'), "{plan}");
            assert!(plan.contains("SEARCH p USING INTEGER PRIMARY KEY (rowid=?)"), "{plan}");
        }
    }

    #[test]
    fn each_filter_alone_is_a_stretch_of_its_index() {
        for (filter, index) in [
            (PublicFilter { ward: Some(UnitId::new("00070")), ..filter() }, "publications_by_ward (ward=?)"),
            (PublicFilter { unit: Some(UnitId::new("00070")), ..filter() }, "publications_by_unit (unit=?)"),
            (PublicFilter { category: Some(CategoryCode::new("x")), ..filter() }, "publications_by_category (category=?)"),
            (PublicFilter { kind: Some(Kind::Waste), ..filter() }, "publications_by_kind (kind=?)"),
        ] {
            let plan = plan(&filter);
            assert!(plan.contains(index), "{plan}");
        }
    }

    #[test]
    fn one_public_case_is_found_by_indexes_alone() {
        let plan = schema::plan_of(&public_case_sql());
        assert!(!plan.contains("SCAN c\n") && !plan.contains("SCAN journal"), "{plan}");
        assert!(!plan.contains("SCAN k\n") && !plan.contains("SCAN case_media"), "{plan}");
    }
}
