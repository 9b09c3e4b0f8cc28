//! on real data: on 1 July 2025 the 526 wards, communes and townships and the 30 districts of Hanoi became 126
//! wards and communes, and hundreds of codes went on for another unit.

#[path = "../../../components/verification/tests/support/mod.rs"]
mod support;

use domain::{AccountId, CategoryCode, Point, UnitId};
use edge::Method;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use store::seed;
use support::*;

const CASES: usize = 300;

/// Hanoi in June 2025: the old units stand, the new ones do not exist yet.
fn june() -> Town {
    let town = Town::at("2025-06-23 08:00", vec![verification::routes(), assignment::routes(), organisation::routes()]);
    town.db.execute_batch(&seed::history().unwrap()).unwrap();
    let before = "DELETE FROM units WHERE valid_from = '2025-07-01';
      UPDATE units SET valid_to = NULL, standing = 1 WHERE valid_from = '2025-01-01';
      DELETE FROM unit_successors;
      UPDATE terms SET valid_from = '2025-01-01';
      -- The staff of the old wards and districts; their accounts are called after the code, as today's are.
      DELETE FROM memberships WHERE unit GLOB '[0-9]*';
      INSERT OR IGNORE INTO accounts(id, name, created_at) SELECT id || '-' || role, 'Cán bộ ' || id || ' ' || role, 0
        FROM units, (SELECT 'intake' AS role UNION SELECT 'head' UNION SELECT 'handler') WHERE kind IN ('ward', 'commune', 'district');
      INSERT INTO memberships(account, unit, role) SELECT id || '-' || role, id, role
        FROM units, (SELECT 'intake' AS role UNION SELECT 'head' UNION SELECT 'handler') WHERE kind IN ('ward', 'commune', 'district');
      -- Two residents in every old ward.
      INSERT INTO accounts(id, name, residence, verified_at, verified_by, created_at)
        SELECT 'resident-' || id || n, 'Dân ' || id, id, 0, 'demo', 0 FROM units, (SELECT 'a' AS n UNION SELECT 'b')
        WHERE kind IN ('ward', 'commune');";
    town.db.execute_batch(before).unwrap();
    town.db.pragma_update(None, "journal_mode", "WAL").unwrap();
    town
}

/// The plan as an administrator would send it.
fn plan() -> Value {
    let data = |name: &str| -> Vec<Value> {
        let path = format!("{}/../../data/{name}", env!("CARGO_MANIFEST_DIR"));
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
    };
    let mut changes: Vec<Value> = data("wards.json")
        .iter()
        .map(|unit| {
            json!({ "change": "found", "unit": { "id": unit["id"], "name": unit["name"], "kind": unit["kind"],
              "latitude": unit["latitude"], "longitude": unit["longitude"] } })
        })
        .collect();
    assert_eq!(changes.len(), 126);
    for (unit, successors) in seed::legacy_successors().unwrap() {
        let successors: Vec<_> =
            successors.iter().map(|(to, default)| json!({ "unit": to, "default": default })).collect();
        changes.push(json!({ "change": "abolish", "unit": unit, "successors": successors }));
    }
    assert_eq!(changes.len(), 126 + 526 + 30);
    json!({
        "title": "Sắp xếp đơn vị hành chính thành phố Hà Nội", "effective_on": "2025-07-01", "changes": changes,
        "legal_basis": "Nghị quyết 1656/NQ-UBTVQH15 ngày 16/6/2025",
    })
}

#[track_caller]
fn one<T: rusqlite::types::FromSql>(town: &Town, sql: &str) -> T {
    town.db.query_row(sql, [], |row| row.get(0)).unwrap_or_else(|error| panic!("{sql}: {error}"))
}

fn tick(town: &Town) -> sweep::Swept {
    pollster::block_on(async { sweep::sweep(&store().await, town.now()).await }).unwrap()
}

/// A few hundred cases all over the old city, in every kind of place on the way.
fn reports(town: &Town) -> Vec<String> {
    let mut statement = town
        .db
        .prepare("SELECT id, latitude, longitude FROM units WHERE kind IN ('ward', 'commune') AND standing = 1 ORDER BY id")
        .unwrap();
    let wards: Vec<(String, f64, f64)> =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap().collect::<Result<_, _>>().unwrap();
    assert_eq!(wards.len(), 526);
    let mut codes = Vec::new();
    for n in 0..CASES {
        let (ward, latitude, longitude) = &wards[n * 7 % wards.len()];
        // A little beside the centre of the old ward; every fifth without a point.
        let shift = (n % 11) as f64 / 2_000.0;
        let code = town.reports_that("Vỉa hè sụt sâu, người đi bộ phải xuống lòng đường.", |report| {
            report.ward = UnitId::new(ward.as_str());
            report.point = if n % 5 == 0 { None } else { Point::new(latitude + shift, longitude - shift) };
            report.category = CategoryCode::new("duong-ha-tang");
            report.reporter = AccountId::new(format!("resident-{ward}a"));
        });
        let who = |role: &str| format!("{ward}-{role}");
        match n % 6 {
            0 => {}
            1 => drop(town.done(&who("intake"), "forwarding", &code, reason())), // to the district
            2 => drop(town.done(&who("intake"), "acceptance", &code, acceptance())),
            3 => drop(town.done(&who("intake"), "refusal", &code, json!({ "reason": "a", "explanation": "Thiếu địa chỉ nơi xảy ra sự việc." }))),
            // To a department: only the place changes its name.
            4 => {
                town.done(&who("intake"), "acceptance", &code, acceptance());
                town.done(&who("intake"), "rerouting", &code, json!({ "to": "so-xay-dung", "reason": "Thuộc thẩm quyền của Sở." }));
            }
            _ => {
                town.done(&who("intake"), "acceptance", &code, acceptance());
                town.done(&who("head"), "dispatch", &code, json!({}));
                town.done(&who("head"), "assignment", &code, json!({ "handler": who("handler") }));
            }
        }
        codes.push(code);
    }
    codes
}

/// State, officer, clocks (kind, start, limit, end) of a case: what must not change.
fn what_stays(town: &Town, code: &str) -> (String, Option<String>, Vec<(String, i64, String, i64)>) {
    let mut clocks: Vec<_> = town
        .load(code)
        .case
        .clocks
        .iter()
        .map(|clock| {
            (clock.kind.as_str().to_owned(), clock.origin.timestamp_millis(), clock.limit.to_string(), clock.due_at.timestamp_millis())
        })
        .collect();
    clocks.sort();
    let case = town.load(code).case;
    (case.state.as_str().to_owned(), case.handler.map(|id| id.to_string()), clocks)
}

#[test]
fn the_city_of_556_units_becomes_a_city_of_126_and_nothing_is_lost() {
    let town = june();
    let codes = reports(&town);
    let plan = plan();
    assert!(plan.to_string().len() > 60_000, "longer than an ordinary request");
    let post = |who: &str, path: &str, body: &Value| town.send(who, Method::POST, path, Some(body.to_string()));
    let planned = post("admin", "/api/reorganisations", &plan);
    assert_eq!(planned.status, 201, "{}", planned.json);
    let id = planned.json["id"].as_str().unwrap().to_owned();
    let at_id = |rest: &str| format!("/api/reorganisations/{id}{rest}");

    let preview = town.get("pvhcc-centre", &at_id("/preview")).ok();
    assert_eq!(preview["units"].as_array().unwrap().len(), 556);
    let open: i64 = one(&town, "SELECT count(*) FROM cases WHERE desk > ''");
    let ended: i64 = one(&town, "SELECT count(*) FROM cases WHERE desk IS NULL");
    assert!(open > 200 && ended > 40, "{open} {ended}");
    let at_departments: i64 = one(&town, "SELECT count(*) FROM cases WHERE desk > '' AND unit = 'so-xay-dung'");
    assert_eq!(preview["totals"]["open_cases"], open - at_departments, "the others stand at units that end");
    assert_eq!(preview["totals"]["residents"], 526 * 2 + 4, "two in each ward, and the demo's citizens");

    assert_eq!(post("admin", &at_id("/approval"), &json!({})).status, 403, "nobody approves their own plan");
    post("pvhcc-centre", &at_id("/approval"), &json!({})).ok();

    // Nothing moves before the day.
    town.clock_moves_to("2025-06-30 23:59");
    assert_eq!(tick(&town).moved, sweep::organisation::Moved::default());
    let before: BTreeMap<&str, _> = codes.iter().map(|code| (code.as_str(), what_stays(&town, code))).collect();
    let ends_before: Vec<String> = rows(&town, "SELECT code || hex(hash) FROM cases WHERE desk IS NULL ORDER BY code");
    let held: BTreeMap<String, (String, String)> = holders(&town);

    // On the day, the process dies in the middle of it: the units have changed, a part of the cases has moved.
    town.clock_moves_to("2025-07-01 00:00");
    pollster::block_on(async {
        let store = store().await;
        store.turn_units(town.now()).await.unwrap();
        let approved = store.reorganisation_under_way(town.now()).await.unwrap().unwrap();
        store.commit_reorganisation(&domain::take_effect(&approved, town.now()).unwrap()).await.unwrap();
        assert_eq!(store.move_residents(&approved, 100).await.unwrap(), 100);
    });
    let progress = town.get("admin", &at_id("")).ok();
    assert_eq!(progress["state"], "in_effect");
    assert_eq!((&progress["progress"]["cases"], &progress["progress"]["cases_left"]), (&json!(open), &json!(open)));
    assert_eq!(progress["progress"]["residents_left"], 526 * 2 + 4 - 100);
    town.the_books_are_in_order();

    // And runs again, by two ticks at the same moment.
    let ticks: Vec<sweep::Swept> = std::thread::scope(|scope| {
        let one = || {
            let now = town_now();
            scope.spawn(move || pollster::block_on(async { sweep::sweep(&store().await, now).await }).unwrap())
        };
        let both = [one(), one()];
        both.into_iter().map(|tick| tick.join().unwrap()).collect()
    });
    // Whoever meets the other leaves the case to the next tick.
    assert!(ticks.iter().map(|tick| tick.moved.cases).sum::<u32>() > 0, "{ticks:?}");
    let idle = (0..20).any(|_| tick(&town).moved == sweep::organisation::Moved::default());
    assert!(idle, "after twenty ticks something waits still");
    let done = town.get("admin", &at_id("")).ok();
    assert_eq!(done["state"], "done", "{}", done["progress"]);
    assert_eq!(done["progress"], json!({ "cases": open, "cases_left": 0, "residents_left": 0 }));

    // The units are those of a fresh installation with its history.
    let fresh = rusqlite::Connection::open_in_memory().unwrap();
    seed::install(&fresh, seed::Demo::No).unwrap();
    fresh.execute_batch(&seed::history().unwrap()).unwrap();
    for sql in [
        "SELECT id || '|' || valid_from || '|' || coalesce(valid_to, '') || '|' || name || '|' || kind || '|' || standing FROM units ORDER BY 1",
        "SELECT unit || '|' || ended_on || '|' || successor || '|' || is_default FROM unit_successors ORDER BY 1",
    ] {
        assert_eq!(rows(&town, sql), rows_of(&fresh, sql));
    }

    // Every open case is open at a successor of its unit; what is to stay stayed.
    let successors = seed::legacy_successors().unwrap();
    let standing: BTreeSet<String> = rows(&town, "SELECT id FROM current_units").into_iter().collect();
    let mut moved_elsewhere = 0;
    for (code, (unit, ward)) in &held {
        let case = town.load(code).case;
        assert!(standing.contains(case.unit.as_str()), "{code} at {}", case.unit);
        match successors.get(unit) {
            Some(successors) => assert!(successors.contains_key(case.unit.as_str()), "{code}: {unit} → {}", case.unit),
            None => assert_eq!(case.unit.as_str(), unit, "a department goes on"),
        }
        let place: String = one(&town, &format!("SELECT ward FROM cases WHERE code = '{code}'"));
        assert!(successors[ward].contains_key(&place), "{code} lies in {ward} → {place}");
        let (state, officer, clocks) = before[code.as_str()].clone();
        // The staff of a ward that was split went to one part; an officer does not follow the case to another.
        let works_there = |id: &String| -> bool {
            one(&town, &format!("SELECT count(*) FROM memberships WHERE account = '{id}' AND unit = '{}'", case.unit))
        };
        let officer = officer.filter(works_there);
        assert_eq!(what_stays(&town, code), (state, officer, clocks), "{code}");
        assert!(case.clocks.iter().all(|clock| clock.unit == case.unit), "the successor answers for the clocks");
        moved_elsewhere += usize::from(case.unit.as_str() != unit);
    }
    assert_eq!(held.len() as i64, open);
    assert!(moved_elsewhere > 100, "{moved_elsewhere}");
    assert_eq!(rows(&town, "SELECT code || hex(hash) FROM cases WHERE desk IS NULL ORDER BY code"), ends_before);
    assert_eq!(one::<i64>(&town, "SELECT count(*) FROM successions"), open, "each passed on once");

    // R-8.5c: the stretches of a clock meet: what one unit's ends is the instant at which the next begins.
    let gaps: i64 = one(
        &town,
        "SELECT count(*) FROM successions s JOIN clocks k ON k.case_id = s.case_id AND k.n = s.seq
         WHERE NOT EXISTS (SELECT 1 FROM clocks b WHERE b.case_id = k.case_id AND b.kind = k.kind AND b.n < k.n
           AND b.closed_at = k.opened_at AND b.origin_at = k.origin_at AND b.due_at = k.due_at AND b.unit = s.from_unit)",
    );
    assert_eq!(gaps, 0);

    // Residents and staff.
    for ward in ["00001", "00004", "00007"] {
        let default = successors[ward].iter().find(|(_, default)| **default).unwrap().0;
        let lives: String = one(&town, &format!("SELECT residence FROM accounts WHERE id = 'resident-{ward}a'"));
        assert_eq!(&lives, default, "{ward}");
        let works: String = one(&town, &format!("SELECT unit FROM memberships WHERE account = '{ward}-head'"));
        assert_eq!(&works, default, "{ward}");
    }
    let asked: i64 = one(&town, "SELECT count(*) FROM accounts WHERE id LIKE 'resident-%' AND residence_confirm = 1");
    let split = successors.iter().filter(|(ward, to)| ward.len() == 5 && to.len() > 1).count() as i64;
    assert_eq!(asked, split * 2, "those of a ward that was split are asked to confirm");
    let strays: i64 = one(&town, "SELECT count(*) FROM memberships WHERE unit NOT IN (SELECT id FROM current_units)");
    assert_eq!(strays, 0);

    // A head of a new ward works on with a case that came over, and a new report goes to a new ward.
    let code = held.keys().find(|code| what_stays(&town, code).0 == "accepted").unwrap();
    let unit = town.load(code).case.unit;
    let head: String = one(&town, &format!("SELECT account FROM memberships WHERE unit = '{unit}' AND role = 'head' LIMIT 1"));
    town.done(&head, "dispatch", code, json!({}));
    let new = town.reports();
    assert_eq!(town.load(&new).case.unit.as_str(), "00070");
    assert_eq!(tick(&town).moved, sweep::organisation::Moved::default(), "what came in later is not moved");
    town.the_books_are_in_order();

    fn town_now() -> domain::Instant {
        at("2025-07-01 00:00")
    }
}

fn holders(town: &Town) -> BTreeMap<String, (String, String)> {
    let mut statement = town.db.prepare("SELECT code, unit, ward FROM cases WHERE desk > ''").unwrap();
    statement.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?)))).unwrap().collect::<Result<_, _>>().unwrap()
}

fn rows(town: &Town, sql: &str) -> Vec<String> {
    rows_of(&town.db, sql)
}

fn rows_of(db: &rusqlite::Connection, sql: &str) -> Vec<String> {
    let mut statement = db.prepare(sql).unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
}
