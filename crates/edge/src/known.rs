//! Checks of fields that ask the database: what is named must be there.

use crate::{Fields, Problem, words};
use domain::support::Tier;
use domain::{AccountId, MediaId, MediaRef, UnitId};
use std::ops::RangeInclusive;
use store::Store;

/// The most units that are asked for their support in one act.
pub const SUPPORTERS_MAX: usize = 10;

impl Fields {
    /// The id of a unit that exists today.
    ///
    /// # Errors
    /// 500 when the database fails.
    pub async fn known_unit(
        &mut self,
        name: &str,
        value: &Option<String>,
        store: &Store,
    ) -> Result<Option<UnitId>, Problem> {
        let Some(unit) = self.id::<UnitId>(name, value) else {
            return Ok(None);
        };
        if store.unit_exists(unit.as_str()).await? {
            return Ok(Some(unit));
        }
        self.error(name, "unknown_unit", words::UNKNOWN_UNIT);
        Ok(None)
    }

    /// Units that can support a case, each with its level of government (R-8.2a).
    ///
    /// # Errors
    /// 500 when the database fails.
    pub async fn known_supporters(
        &mut self,
        name: &str,
        ids: &[String],
        count: RangeInclusive<usize>,
        store: &Store,
    ) -> Result<Option<Vec<(UnitId, Tier)>>, Problem> {
        let Some(units) = self.ids::<UnitId>(name, ids, count) else {
            return Ok(None);
        };
        let found = store.tiers(&units).await?;
        Ok(self.each(name, &units, |fields, name, unit| {
            let known = found.iter().find(|(id, _)| id == unit);
            if known.is_none() {
                fields.error(name, "unknown_unit", words::UNKNOWN_UNIT);
            }
            known.cloned()
        }))
    }

    /// The level of government of the unit that holds a case, beside which others can support it (R-8.2a).
    ///
    /// # Errors
    /// 422 for a unit that neither leads nor supports; 500 when the database fails.
    pub async fn tier_of(unit: &UnitId, store: &Store) -> Result<Tier, Problem> {
        let found = store.tiers(std::slice::from_ref(unit)).await?;
        let tier = found.first().map(|(_, tier)| *tier);
        tier.ok_or_else(|| Problem::invalid_field("supporters", "unknown_unit", words::NOT_A_SUPPORTER))
    }

    /// Files that this person uploaded and no act has used yet, in the order named. What is somebody
    /// else's is as unknown as what is not there.
    ///
    /// # Errors
    /// 500 when the database fails.
    pub async fn unused_media(
        &mut self,
        name: &str,
        ids: &[String],
        count: RangeInclusive<usize>,
        owner: &AccountId,
        store: &Store,
    ) -> Result<Option<Vec<MediaRef>>, Problem> {
        if self.ids::<MediaId>(name, ids, count).is_none() {
            return Ok(None);
        }
        let found = store.unused_media(owner, ids).await?;
        Ok(self.each(name, ids, |fields, name, id| {
            let file = found.iter().find(|file| file.id.as_str() == id);
            if file.is_none() {
                fields.error(name, "unknown_media", words::UNKNOWN_MEDIA);
            }
            file.cloned()
        }))
    }
}
