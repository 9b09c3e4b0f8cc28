//! A ward that is merged into its neighbour, with one case that passes on.

use super::life::*;
use domain::*;

fn admin(id: &str) -> Account {
    let membership = Membership { unit: UnitId::new(CENTRE), role: Role::Admin };
    Account { id: AccountId::new(id), verified: true, memberships: vec![membership] }
}

/// Plans, approves, lets take effect and completes; a case of the ward passes on, another plan is given up.
pub fn reorganised() {
    let moving = Life::begins("moving", "2026-03-17 08:00");
    let store = open();
    pollster::block_on(async {
        let plan = |id: &str| {
            let changes = vec![
                UnitChange::Abolish(
                    UnitId::new("00008"),
                    vec![Successor { unit: UnitId::new(OTHER_WARD), default: true }],
                ),
                UnitChange::Rename(UnitId::new("00025"), ShortText::new("Phường Giảng Võ Mới").unwrap()),
            ];
            PlanReorganisation {
                id: ReorganisationId::new(id),
                title: ShortText::new("Nhập phường Ngọc Hà").unwrap(),
                legal_basis: reason(),
                effective_at: at("2026-03-18 00:00"),
                plan: Plan::of(changes, &[UnitId::new("00008"), UnitId::new("00025"), UnitId::new(OTHER_WARD)].into()).unwrap(),
            }
        };
        let now = at("2026-03-17 09:00");
        for id in ["reorganisation", "reorganisation-given-up"] {
            store.commit_reorganisation(&plan_reorganisation(&admin("one"), plan(id), now).unwrap()).await.unwrap();
        }
        let load = async |id: &str| store.reorganisation(&ReorganisationId::new(id)).await.unwrap().unwrap();
        let given_up = load("reorganisation-given-up").await;
        let cancelled = cancel_reorganisation(&given_up, &admin("one"), reason(), now).unwrap();
        store.commit_reorganisation(&cancelled).await.unwrap();
        let approved = approve_reorganisation(&load("reorganisation").await, &admin("two"), now).unwrap();
        store.commit_reorganisation(&approved).await.unwrap();
    });
    // Sent up and back, so that the ward that ends holds it on the day.
    moving
        .acts(Act::Accept, "2026-03-17 09:30")
        .acts_with(Act::Reroute, "2026-03-17 09:40", &Given { to: UnitId::new("00008"), ..Given::default() });
    pollster::block_on(async {
        let now = at("2026-03-18 00:01");
        let id = ReorganisationId::new("reorganisation");
        let approved = store.reorganisation_under_way(now).await.unwrap().unwrap();
        store.commit_reorganisation(&take_effect(&approved, now).unwrap()).await.unwrap();
        let waiting = store.cases_to_pass_on("", 10).await.unwrap();
        // The case that the ward holds, and one that it supports.
        assert_eq!(waiting.len(), 2, "{waiting:?}");
        for one in &waiting {
            let loaded = store.case(&one.code).await.unwrap().unwrap();
            let successor = |of: &[domain::Candidate]| successor_of(of, one.point, None).cloned();
            let command = succession::Succeed {
                reorganisation: id.clone(),
                to: successor(&one.units).unwrap_or(one.from_unit.clone()),
                ward: one.from_ward.clone(),
                holder_ended: !one.units.is_empty(),
                officer_stays: true,
                supporters: one
                    .supporters
                    .iter()
                    .map(|(from, of)| succession::Handover { from: from.clone(), to: successor(of).unwrap(), officer_stays: false })
                    .collect(),
            };
            store.commit(&succession::succeed(&loaded.case, command, &loaded.office(now)).unwrap()).await.unwrap();
        }
        assert!(store.nothing_left_to_move(&id).await.unwrap());
        let in_effect = store.reorganisation(&id).await.unwrap().unwrap();
        store.commit_reorganisation(&complete(&in_effect, now).unwrap()).await.unwrap();
    });
    moving.acts(Act::Accept, "2026-03-18 08:30");
    let short = store::seed::calendar().unwrap().spec().clone();
    let short = working_time::CalendarSpec { weekly: short.weekly.clone().map(|day| day.into_iter().take(1).collect()), ..short };
    let mornings = working_time::Calendar::new(short).unwrap();
    let loaded = load(&moving.code);
    let office = Office { calendar: &mornings, ..loaded.office(at("2026-03-18 08:40")) };
    commit(&succession::recount(&loaded.case, &office).unwrap().unwrap()).unwrap();
}

/// A calendar, terms, retention, a unit's own settings and its contact officers (R-28.2, R-14.1, R-18.2b).
pub fn settings() {
    use store::keeping::{Contact, Keeping, SettingVersion};
    let (store, now) = (open(), at("2026-03-17 08:30"));
    let (actor, unit, ward) = (AccountId::new("admin"), UnitId::new(CENTRE), UnitId::new("00008"));
    let mut spec: serde_json::Value = serde_json::from_str(include_str!("../../../../data/calendar.json")).unwrap();
    spec["version"] = "vn-2025-2027-2".into();
    let terms: Vec<serde_json::Value> = serde_json::from_str(include_str!("../../../../data/terms.json")).unwrap();
    let mut field = terms[0].as_object().unwrap().clone();
    for key in ["kind", "version", "valid_from", "valid_to"] {
        field.remove(key);
    }
    let days = serde_json::json!({ "keep_days": 60 });
    let field = serde_json::Value::Object(field);
    pollster::block_on(async {
        for (family, key, version, spec) in
            [("calendar", "city", "vn-2025-2027-2", &spec), ("terms", "field", "another", &field), ("retention", "sessions", "60d", &days)]
        {
            let valid_from = "2026-05-01".to_owned();
            let setting = SettingVersion { family, key, version, valid_from, reason: "Theo văn bản mới", spec };
            store.put_setting(&setting, &actor, &unit, now).await.unwrap();
        }
        let contact = |id| Contact {
            id, name: "Nguyễn Văn An", position: "Chuyên viên", phone: "024 3825 0000", email: Some("an@hanoi.gov.vn"),
            field: "Hạ tầng", since: "2026-01-01".to_owned(),
        };
        let own = serde_json::json!({ "calendar": "city", "urgent_around_the_clock": 1, "reason": "Trực đêm" });
        // Of the ward that ends, too: what was set for it is not said of another that gets its code.
        for (unit, act, outcome) in [
            (&ward, "put_settings", own.clone()),
            (&UnitId::new("00025"), "put_settings", own),
            (&ward, "put_contact", contact("contact-1").outcome()),
            (&ward, "put_contact", contact("contact-2").outcome()),
            (&ward, "remove_contact", serde_json::json!({ "contact": "contact-2" })),
        ] {
            let id = format!("unit:{unit}");
            store.keep(&Keeping { subject: "unit", id, act, actor: &actor, unit, at: now, outcome }).await.unwrap();
        }
    });
}
