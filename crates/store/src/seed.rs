//! What a fresh installation holds: units, categories, the calendar, and demo people where wanted.
//!
//! The rows come from `data/`. Written as one SQL script, because that is what `spin up --sqlite @file`,
//! the embedded host and a libSQL server all take; running it again changes nothing.

use crate::schema;
use crate::settings::{read_calendar, read_terms};
use anyhow::{Context, Result};
use domain::{Kind, Terms};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write;
use working_time::Calendar;

const WARDS: &str = include_str!("../../../data/wards.json");
const DEPARTMENTS: &str = include_str!("../../../data/departments.json");
const CATEGORIES: &str = include_str!("../../../data/categories.json");
const TERMS: &str = include_str!("../../../data/terms.json");
const CALENDAR: &str = include_str!("../../../data/calendar.json");
const RECEPTION_SITES: &str = include_str!("../../../data/reception-sites.json");

const LEGACY_WARDS: &str = include_str!("../../../data/hanoi_legacy_526.json");
const LEGACY_DISTRICTS: &str = include_str!("../../../data/hanoi_districts_30.json");
const LEGACY_MAP: &str = include_str!("../../../data/hanoi_ward_map_526_to_126.csv");

/// First and last day of the units before the 126.
const LEGACY_SINCE: &str = "2025-01-01";
const LEGACY_UNTIL: &str = "2025-06-30";

/// Whether invented people are wanted. Never where real people sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Demo {
    /// Citizens, and staff for every unit.
    Yes,
    /// Nobody.
    No,
}

/// An invented person.
#[derive(Clone, Debug)]
pub struct DemoPerson {
    /// The account, for example `00070-head`.
    pub id: String,
    /// A Vietnamese name.
    pub name: String,
    /// The ward lived in.
    pub residence: Option<&'static str>,
    /// Whether the identity counts as verified.
    pub verified: bool,
    /// Unit and role.
    pub membership: Option<(String, &'static str)>,
}

#[derive(Deserialize)]
struct Unit {
    id: String,
    name: String,
    kind: String,
    superior: Option<String>,
    latitude: Option<f64>,
    longitude: Option<f64>,
}

/// A unit of before July 2025, as its data file has it.
#[derive(Deserialize)]
struct Legacy {
    code: String,
    name: String,
    #[serde(rename = "type")]
    kind: String,
    dcode: Option<String>,
    lat: f64,
    lon: f64,
}

#[derive(Deserialize)]
struct Category {
    code: String,
    kind: String,
    name: String,
    first_units: Vec<FirstUnit>,
    escalates_to: String,
    usual_level: String,
}

#[derive(Deserialize)]
struct FirstUnit {
    valid_from: String,
    /// Left out: the ward where it is.
    unit: Option<String>,
}

/// The day the 126 wards and communes came into being.
const WARDS_SINCE: &str = "2025-07-01";
/// The day the departments of today came into being.
const DEPARTMENTS_SINCE: &str = "2025-03-01";

/// The schema and the rows, as one script that may run twice and in two processes at once.
///
/// # Errors
/// When a data file is broken.
pub fn script(demo: Demo) -> Result<String> {
    let mut sql = schema::script();
    sql.push_str("BEGIN IMMEDIATE;\n");
    for (unit, since) in units()? {
        writeln!(
            sql,
            "INSERT OR IGNORE INTO units(id, valid_from, name, kind, superior, latitude, longitude) \
             VALUES ({}, '{since}', {}, {}, {}, {}, {});",
            text(&unit.id),
            text(&unit.name),
            text(&unit.kind),
            optional(unit.superior.as_deref()),
            number(unit.latitude),
            number(unit.longitude),
        )?;
    }
    let categories: Vec<Category> = serde_json::from_str(CATEGORIES).context("data/categories.json")?;
    for (position, category) in categories.iter().enumerate() {
        writeln!(
            sql,
            "INSERT OR IGNORE INTO categories(code, kind, name, position, escalates_to, usual_level) \
             VALUES ({}, {}, {}, {position}, {}, {});",
            text(&category.code),
            text(&category.kind),
            text(&category.name),
            text(&category.escalates_to),
            text(&category.usual_level),
        )?;
        for first in &category.first_units {
            writeln!(
                sql,
                "INSERT OR IGNORE INTO first_units(category, valid_from, unit) VALUES ({}, {}, {});",
                text(&category.code),
                text(&first.valid_from),
                optional(first.unit.as_deref()),
            )?;
        }
    }
    for terms in dated_terms()? {
        writeln!(
            sql,
            "INSERT OR IGNORE INTO terms(kind, version, valid_from, valid_to, spec) VALUES ({}, {}, {}, {}, {});",
            text(&terms.kind),
            text(&terms.version),
            text(&terms.valid_from),
            optional(terms.valid_to.as_deref()),
            text(&serde_json::to_string(&terms.spec)?),
        )?;
    }
    let calendar = calendar()?;
    writeln!(
        sql,
        "INSERT OR IGNORE INTO calendars(id, version, spec) VALUES ('city', {}, {});",
        text(calendar.version()),
        text(CALENDAR),
    )?;
    write_reception_sites(&mut sql)?;
    if demo == Demo::Yes {
        for person in demo_people()? {
            write_person(&mut sql, &person)?;
        }
    }
    sql.push_str("COMMIT;\n");
    Ok(sql)
}

/// The units of before 1 July 2025 with their successors, for an installation that wants the history: 526 wards,
/// communes and townships and 30 districts, which all are over. May run twice, after [`script`].
///
/// # Errors
/// When a data file is broken.
pub fn history() -> Result<String> {
    let districts: Vec<Legacy> = serde_json::from_str(LEGACY_DISTRICTS).context("data/hanoi_districts_30.json")?;
    let wards: Vec<Legacy> = serde_json::from_str(LEGACY_WARDS).context("data/hanoi_legacy_526.json")?;
    let mut sql = String::from("BEGIN IMMEDIATE;\n");
    for unit in districts.iter().chain(&wards) {
        let kind = match unit.kind.as_str() {
            "Phường" => "ward",
            "Xã" | "Thị trấn" => "commune",
            "Quận" | "Huyện" | "Thị xã" => "district",
            other => anyhow::bail!("unknown kind of unit {other:?}"),
        };
        writeln!(
            sql,
            "INSERT OR IGNORE INTO units(id, valid_from, valid_to, name, kind, superior, latitude, longitude, standing) \
             VALUES ({}, '{LEGACY_SINCE}', '{LEGACY_UNTIL}', {}, '{kind}', {}, {}, {}, 2);",
            text(&unit.code),
            text(&unit.name),
            optional(unit.dcode.as_deref()),
            unit.lat,
            unit.lon,
        )?;
    }
    for (unit, successors) in legacy_successors()? {
        for (successor, default) in successors {
            writeln!(
                sql,
                "INSERT OR IGNORE INTO unit_successors(unit, ended_on, successor, is_default) \
                 VALUES ({}, '{LEGACY_UNTIL}', {}, {});",
                text(&unit),
                text(&successor),
                u8::from(default),
            )?;
        }
    }
    sql.push_str("COMMIT;\n");
    Ok(sql)
}

/// Who took over from each ward and district on 1 July 2025, and who by default. From a district took over
/// whoever took over from its wards; by default, the one that took over from most of them.
///
/// # Errors
/// When the data file is broken.
pub fn legacy_successors() -> Result<BTreeMap<String, BTreeMap<String, bool>>> {
    let mut all: BTreeMap<String, BTreeMap<String, bool>> = BTreeMap::new();
    let mut districts: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for line in LEGACY_MAP.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let [ward, _, district, _, successor, _, default, _] = cells[..] else {
            anyhow::bail!("data/hanoi_ward_map_526_to_126.csv: {line:?}");
        };
        all.entry(ward.to_owned()).or_default().insert(successor.to_owned(), default == "1");
        let taken = districts.entry(district.to_owned()).or_default().entry(successor.to_owned()).or_default();
        *taken += usize::from(default == "1");
    }
    for (district, taken) in districts {
        // The first in order among equals, so that two runs agree.
        let default = taken.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0))).map(|(code, _)| code.clone());
        let successors = taken.into_keys().map(|code| (code.clone(), Some(code) == default)).collect();
        all.insert(district, successors);
    }
    Ok(all)
}

/// Runs [`script`] on an open database.
///
/// # Errors
/// When a data file is broken or the database refuses.
pub fn install(db: &rusqlite::Connection, demo: Demo) -> Result<()> {
    db.execute_batch(&script(demo)?).context("installing the schema and its first rows")
}

/// The invented people: four citizens, one Centre, one administrator, and for every unit `U` the accounts
/// `U-intake`, `U-head`, `U-deputy`, `U-handler`, `U-handler2`.
///
/// # Errors
/// When a data file is broken.
pub fn demo_people() -> Result<Vec<DemoPerson>> {
    let citizen = |id: &str, name: &str, residence: &'static str, verified: bool| DemoPerson {
        id: id.to_owned(),
        name: name.to_owned(),
        residence: Some(residence),
        verified,
        membership: None,
    };
    let mut people = vec![
        citizen("citizen-lan", "Nguyễn Thị Lan", "00070", true),
        citizen("citizen-minh", "Trần Quang Minh", "00004", true),
        citizen("citizen-hoa", "Lê Thanh Hòa", "00166", true),
        citizen("citizen-new", "Phạm Văn Mới", "00070", false),
        staff("pvhcc-centre", 0, "pvhcc", "centre"),
        staff("admin", 1, "pvhcc", "admin"),
        staff("pvhcc-support", 2, "pvhcc", "support"),
        staff("thanh-tra-inspector", 3, "thanh-tra", "inspector"),
        staff("pvhcc-personnel", 4, "pvhcc", "personnel"),
    ];
    let mut number = 5;
    for (unit, _) in units()? {
        for (suffix, role) in
            [("intake", "intake"), ("head", "head"), ("deputy", "head"), ("handler", "handler"), ("handler2", "handler")]
        {
            people.push(staff(&format!("{}-{suffix}", unit.id), number, &unit.id, role));
            number += 1;
        }
    }
    Ok(people)
}

/// The city's calendar, as a fresh installation has it.
///
/// # Errors
/// When the data file is broken.
pub fn calendar() -> Result<Calendar> {
    read_calendar(CALENDAR).context("data/calendar.json")
}

/// The terms of a kind, as a fresh installation has them.
///
/// # Errors
/// When the data file is broken.
pub fn terms(kind: Kind) -> Result<Terms> {
    let rows = dated_terms()?;
    let row = rows.iter().find(|row| row.kind == kind.as_str()).context("data/terms.json has none of that kind")?;
    read_terms(kind, &row.version, &serde_json::to_string(&row.spec)?).context("data/terms.json")
}

#[derive(Deserialize)]
struct DatedTerms {
    kind: String,
    version: String,
    valid_from: String,
    valid_to: Option<String>,
    #[serde(flatten)]
    spec: serde_json::Map<String, serde_json::Value>,
}

fn dated_terms() -> Result<Vec<DatedTerms>> {
    serde_json::from_str(TERMS).context("data/terms.json")
}

fn staff(id: &str, number: usize, unit: &str, role: &'static str) -> DemoPerson {
    const FAMILY: [&str; 11] =
        ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô", "Dương"];
    const GIVEN: [&str; 13] = [
        "Văn An", "Thị Bích", "Quốc Cường", "Thùy Dung", "Minh Đức", "Thu Hà", "Đình Khải", "Ngọc Linh", "Hải Nam",
        "Kim Oanh", "Hồng Phúc", "Xuân Sơn", "Thanh Tùng",
    ];
    DemoPerson {
        id: id.to_owned(),
        name: format!("{} {}", FAMILY[number % FAMILY.len()], GIVEN[number % GIVEN.len()]),
        residence: None,
        verified: true,
        membership: Some((unit.to_owned(), role)),
    }
}

#[derive(Deserialize)]
struct ReceptionSites {
    rules: serde_json::Map<String, serde_json::Value>,
    sites: Vec<ReceptionSite>,
}

#[derive(Deserialize)]
struct ReceptionSite {
    id: String,
    unit: String,
    name: String,
    address: String,
    #[serde(flatten)]
    spec: serde_json::Map<String, serde_json::Value>,
}

/// The sites where citizens are received, each with its hours and the rules.
fn write_reception_sites(sql: &mut String) -> Result<()> {
    let ReceptionSites { rules, sites } =
        serde_json::from_str(RECEPTION_SITES).context("data/reception-sites.json")?;
    for (position, site) in sites.into_iter().enumerate() {
        let mut spec = site.spec;
        spec.insert("rules".into(), rules.clone().into());
        let spec = serde_json::to_string(&spec)?;
        crate::reception::read_site(&site.id, &site.unit, &spec).context("data/reception-sites.json")?;
        writeln!(
            sql,
            "INSERT OR IGNORE INTO reception_sites(id, unit, name, address, position, spec) \
             VALUES ({}, {}, {}, {}, {position}, {});",
            text(&site.id),
            text(&site.unit),
            text(&site.name),
            text(&site.address),
            text(&spec),
        )?;
    }
    Ok(())
}

fn write_person(sql: &mut String, person: &DemoPerson) -> Result<()> {
    let (verified_at, verified_by) = if person.verified { ("0", "'demo'") } else { ("NULL", "NULL") };
    writeln!(
        sql,
        "INSERT OR IGNORE INTO accounts(id, name, residence, verified_at, verified_by, created_at) \
         VALUES ({}, {}, {}, {verified_at}, {verified_by}, 0);",
        text(&person.id),
        text(&person.name),
        optional(person.residence),
    )?;
    if let Some((unit, role)) = &person.membership {
        writeln!(
            sql,
            "INSERT OR IGNORE INTO memberships(account, unit, role) VALUES ({}, {}, {});",
            text(&person.id),
            text(unit),
            text(role),
        )?;
    }
    Ok(())
}

fn units() -> Result<Vec<(Unit, &'static str)>> {
    let wards: Vec<Unit> = serde_json::from_str(WARDS).context("data/wards.json")?;
    let departments: Vec<Unit> = serde_json::from_str(DEPARTMENTS).context("data/departments.json")?;
    let wards = wards.into_iter().map(|unit| (unit, WARDS_SINCE));
    Ok(wards.chain(departments.into_iter().map(|unit| (unit, DEPARTMENTS_SINCE))).collect())
}

fn text(value: &str) -> String {
    format!("'{}'", value.replace('\'', "''"))
}

fn optional(value: Option<&str>) -> String {
    value.map_or_else(|| "NULL".to_owned(), text)
}

fn number(value: Option<f64>) -> String {
    value.map_or_else(|| "NULL".to_owned(), |value| value.to_string())
}
