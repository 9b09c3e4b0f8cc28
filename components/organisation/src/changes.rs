//! The changes of a plan, as a client sends them.

use domain::{NewUnit, Plan, PlanFlaw, ShortText, Successor, UnitChange, UnitId};
use edge::{Fields, words};
use serde::Deserialize;
use std::collections::BTreeSet;
use store::UnitKind;

/// The most changes of one plan; July 2025 had 682.
pub(crate) const CHANGES_MAX: usize = 2_000;
/// The most successors of one unit.
const SUCCESSORS_MAX: usize = 200;

/// One change. Which fields it has, `change` says.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(tag = "change", rename_all = "snake_case", deny_unknown_fields)]
pub enum Change {
    /// A unit begins.
    Found {
        /// The unit.
        unit: NewUnitBody,
    },
    /// A unit ends; others take over.
    Abolish {
        /// Its code.
        unit: String,
        /// Who takes over; exactly one by default.
        successors: Vec<SuccessorBody>,
    },
    /// Several units become a new one.
    Merge {
        /// Their codes.
        units: Vec<String>,
        /// The new unit.
        into: NewUnitBody,
    },
    /// A unit becomes several new ones.
    Split {
        /// Its code.
        unit: String,
        /// The new units; exactly one takes over by default.
        into: Vec<SplitPart>,
    },
    /// A unit goes on under another name.
    Rename {
        /// Its code.
        unit: String,
        /// The new name.
        name: String,
    },
}

/// A unit that begins.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewUnit)]
pub struct NewUnitBody {
    /// Its code; one of a unit that ends in the same plan may be used again.
    #[schema(example = "00070")]
    pub id: String,
    /// Its name with its kind.
    #[schema(example = "Phường Hoàn Kiếm")]
    pub name: String,
    /// `ward`, `commune`, `department`, `centre`, `district` or `company`.
    #[schema(example = "ward")]
    pub kind: String,
    /// The unit above; left out for wards and communes.
    pub superior: Option<String>,
    /// Degrees north of the centroid.
    pub latitude: Option<f64>,
    /// Degrees east of the centroid.
    pub longitude: Option<f64>,
}

/// Who takes over.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Successor)]
pub struct SuccessorBody {
    /// Its code.
    #[schema(example = "00082")]
    pub unit: String,
    /// Whether it takes what nothing else decides on: residents, staff, cases without a point.
    #[serde(default)]
    pub default: bool,
}

/// A part of a unit that is split.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SplitPart {
    /// The new unit.
    pub unit: NewUnitBody,
    /// Whether it takes what nothing else decides on.
    #[serde(default)]
    pub default: bool,
}

/// The checked plan; every mistake is noted under the name of its change.
pub(crate) fn plan(fields: &mut Fields, changes: &[Change], standing: &BTreeSet<UnitId>) -> Option<Plan> {
    let changes = fields.counted("changes", changes, 1..=CHANGES_MAX)?;
    let read = fields.each("changes", changes, change)?;
    match Plan::of(read, standing) {
        Ok(plan) => Some(plan),
        Err(flaws) => {
            for (n, flaw) in flaws {
                fields.error(&format!("changes[{n}]"), code(flaw), words::plan_flaw(flaw));
            }
            None
        }
    }
}

fn change(fields: &mut Fields, name: &str, change: &Change) -> Option<UnitChange> {
    match change {
        Change::Found { unit } => new_unit(fields, &format!("{name}.unit"), unit).map(UnitChange::Found),
        Change::Abolish { unit, successors } => {
            let unit = fields.id::<UnitId>(&format!("{name}.unit"), unit);
            let list = format!("{name}.successors");
            let successors = fields.counted(&list, successors, 1..=SUCCESSORS_MAX);
            let successors = successors.and_then(|successors| fields.each(&list, successors, successor));
            Some(UnitChange::Abolish(unit?, successors?))
        }
        Change::Merge { units, into } => {
            let units = fields.ids::<UnitId>(&format!("{name}.units"), units, 2..=SUCCESSORS_MAX);
            let into = new_unit(fields, &format!("{name}.into"), into);
            Some(UnitChange::Merge(units?, into?))
        }
        Change::Split { unit, into } => {
            let unit = fields.id::<UnitId>(&format!("{name}.unit"), unit);
            let list = format!("{name}.into");
            let parts = fields.counted(&list, into, 2..=SUCCESSORS_MAX);
            let parts = parts.and_then(|parts| {
                fields.each(&list, parts, |fields, name, part| {
                    new_unit(fields, &format!("{name}.unit"), &part.unit).map(|unit| (unit, part.default))
                })
            });
            Some(UnitChange::Split(unit?, parts?))
        }
        Change::Rename { unit, name: called } => {
            let unit = fields.id::<UnitId>(&format!("{name}.unit"), unit);
            let called = fields.text::<ShortText>(&format!("{name}.name"), called);
            Some(UnitChange::Rename(unit?, called?))
        }
    }
}

fn successor(fields: &mut Fields, name: &str, successor: &SuccessorBody) -> Option<Successor> {
    let unit = fields.id::<UnitId>(&format!("{name}.unit"), &successor.unit)?;
    Some(Successor { unit, default: successor.default })
}

fn new_unit(fields: &mut Fields, name: &str, unit: &NewUnitBody) -> Option<NewUnit> {
    let id = fields.id::<UnitId>(&format!("{name}.id"), &unit.id);
    let called = fields.text::<ShortText>(&format!("{name}.name"), &unit.name);
    let kind = fields.choice::<UnitKind>(&format!("{name}.kind"), &unit.kind);
    let superior = fields.optional_id::<UnitId>(&format!("{name}.superior"), &unit.superior);
    let centroid = match (unit.latitude, unit.longitude) {
        (None, None) => Some(None),
        (Some(latitude), Some(longitude)) => {
            fields.point(&format!("{name}.latitude"), latitude, longitude).map(Some)
        }
        _ => {
            fields.error(&format!("{name}.latitude"), "missing", words::COORDINATE_MISSING);
            None
        }
    };
    Some(NewUnit { unit: id?, name: called?, kind: kind?.as_str(), superior: superior?, centroid: centroid? })
}

fn code(flaw: PlanFlaw) -> &'static str {
    match flaw {
        PlanFlaw::UnknownUnit => "unknown_unit",
        PlanFlaw::ChangedTwice => "changed_twice",
        PlanFlaw::NotOneDefault => "not_one_default",
        PlanFlaw::SuccessorTwice => "successor_twice",
        PlanFlaw::SuccessorMissing => "successor_missing",
        PlanFlaw::CodeTaken => "code_taken",
        PlanFlaw::SuperiorMissing => "superior_missing",
    }
}
