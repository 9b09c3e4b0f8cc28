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
        assert_eq!(waiting.len(), 1, "{waiting:?}");
        let loaded = store.case(&waiting[0].code).await.unwrap().unwrap();
        let command = succession::Succeed {
            reorganisation: id.clone(),
            to: successor_of(&waiting[0].units, waiting[0].point, None).unwrap().clone(),
            ward: waiting[0].from_ward.clone(),
        };
        store.commit(&succession::succeed(&loaded.case, command, &loaded.office(now)).unwrap()).await.unwrap();
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
