//! Checks of fields that ask the database: what is named must be there.

use crate::{Fields, Problem, words};
use domain::{AccountId, MediaId, MediaRef, UnitId};
use std::ops::RangeInclusive;
use store::Store;

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
