//! Uploaded files: what is known of them. Their bytes lie in the key-value store.

use crate::cases::named;
use crate::{Error, Store, to_millis};
use domain::{AccountId, Instant, MediaId, MediaType, UnitId};
use serde::Deserialize;

/// A file whose bytes are stored.
#[derive(Clone, Debug)]
pub struct NewMedia {
    /// Its id.
    pub id: MediaId,
    /// Who sent it.
    pub owner: AccountId,
    /// What it is.
    pub media_type: MediaType,
    /// Its bytes.
    pub size: u64,
    /// SHA-256 of them, in hex.
    pub sha256: String,
    /// The bytes of every chunk but the last.
    pub chunk_size: u32,
    /// When.
    pub stored_at: Instant,
}

/// A file, and the act it belongs to.
#[derive(Clone, Debug)]
pub struct StoredMedia {
    /// Its id.
    pub id: MediaId,
    /// Who sent it.
    pub owner: AccountId,
    /// What it is.
    pub media_type: MediaType,
    /// Its bytes.
    pub size: u64,
    /// SHA-256 of them, in hex.
    pub sha256: String,
    /// The bytes of every chunk but the last.
    pub chunk_size: u32,
    /// The act it belongs to, if it belongs to one.
    pub used: Option<MediaUse>,
    /// The alert it goes with, if it goes with one.
    pub alert: Option<AlertUse>,
}

/// A file that goes with an alert: whoever may read the alert may read it.
#[derive(Clone, Debug)]
pub struct AlertUse {
    /// The unit that issues the alert.
    pub unit: UnitId,
    /// Whether it was sent: then every unit may read it.
    pub sent: bool,
    /// Whether it is or was shown: then everybody may.
    pub shown: bool,
}

/// What a file serves in a case.
#[derive(Clone, Debug)]
pub struct MediaUse {
    /// The unit that holds the case.
    pub unit: UnitId,
    /// The units that were asked for their support (R-8.2b).
    pub supporters: Vec<UnitId>,
    /// Who sent the report.
    pub reporter: AccountId,
    /// What for.
    pub purpose: MediaPurpose,
    /// Whether the sender's identity is hidden.
    pub confidential: bool,
    /// Whether the case is published, and what the file is part of with it.
    pub published: bool,
    /// Whether the Inspectorate sees the case.
    pub open_to_inspection: bool,
    /// Whether it still stands: evidence of a result that was sent back does not.
    pub stands: bool,
    /// The unit whose head judges what it shows.
    pub reviewer: Option<UnitId>,
}

/// What a file is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MediaPurpose {
    /// The report.
    Report,
    /// The citizen's answer to a request for information (R-7.1b).
    Information,
    /// A draft result (R-8.1d).
    Draft,
    /// The evidence of a result.
    Evidence,
    /// A supporter's contribution (R-8.2b).
    Contribution,
    /// How far a milestone has come.
    Progress,
    /// A step of an inspection.
    Inspection,
    /// What shows a violation, or what is objected to it.
    Conduct,
}

impl MediaPurpose {
    fn parse(word: &str) -> Option<Self> {
        match word {
            "report" => Some(MediaPurpose::Report),
            "information" => Some(MediaPurpose::Information),
            "draft" => Some(MediaPurpose::Draft),
            "evidence" => Some(MediaPurpose::Evidence),
            "contribution" => Some(MediaPurpose::Contribution),
            "progress" => Some(MediaPurpose::Progress),
            "inspection" => Some(MediaPurpose::Inspection),
            "conduct" => Some(MediaPurpose::Conduct),
            _ => None,
        }
    }
}

const UNUSED: &str = "(SELECT count(*) FROM media m WHERE m.owner = ?1 AND m.stored_at > ?2
   AND NOT EXISTS (SELECT 1 FROM case_media a WHERE a.media = m.id)
   AND NOT EXISTS (SELECT 1 FROM alert_media d WHERE d.media = m.id)
   AND NOT EXISTS (SELECT 1 FROM conduct_media b WHERE b.media = m.id))";

impl Store {
    /// How many files that person sent since then that belong to no act yet.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn unused_media_count(&self, owner: &AccountId, since: Instant) -> Result<u32, Error> {
        let count: Option<u32> = self
            .json(&format!("SELECT json({UNUSED})"), vec![owner.as_str().into(), to_millis(since).into()])
            .await?;
        Ok(count.unwrap_or_default())
    }

    /// Notes a file whose bytes are stored; `false`, and nothing noted, when the person has `unused_max` files
    /// since then that belong to no act.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn add_media(&self, media: &NewMedia, since: Instant, unused_max: u32) -> Result<bool, Error> {
        // The count stands in the write: uploads that end at the same moment cannot pass it together.
        let added = self
            .json_text(
                &format!(
                    "INSERT INTO media(id, owner, media_type, size, sha256, chunk_size, stored_at)
                     SELECT ?3, ?1, ?4, ?5, ?6, ?7, ?8 WHERE {UNUSED} < ?9 RETURNING id"
                ),
                vec![
                    media.owner.as_str().into(),
                    to_millis(since).into(),
                    media.id.as_str().into(),
                    media.media_type.as_str().into(),
                    i64::try_from(media.size).unwrap_or(i64::MAX).into(),
                    media.sha256.as_str().into(),
                    media.chunk_size.into(),
                    to_millis(media.stored_at).into(),
                    unused_max.into(),
                ],
            )
            .await?;
        Ok(added.is_some())
    }

    /// The file of that id, with the act it belongs to and how that stands at that instant.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn media(&self, id: &MediaId, now: Instant) -> Result<Option<StoredMedia>, Error> {
        #[derive(Deserialize)]
        struct Row {
            owner: String,
            #[serde(rename = "type")]
            media_type: String,
            size: u64,
            sha256: String,
            chunk_size: u32,
            used: Option<UseRow>,
            alert: Option<AlertUseRow>,
        }
        #[derive(Deserialize)]
        struct AlertUseRow {
            unit: String,
            sent: u8,
            shown: u8,
        }
        #[derive(Deserialize)]
        struct UseRow {
            unit: String,
            supporters: Vec<String>,
            reporter: String,
            purpose: String,
            confidential: u8,
            published: u8,
            open_to_inspection: u8,
            stands: u8,
            reviewer: Option<String>,
        }
        let row: Option<Row> = self
            .json(
                &format!("SELECT json_object('owner', m.owner, 'type', m.media_type, 'size', m.size, 'sha256', m.sha256,
                   'chunk_size', m.chunk_size,
                   'used', json(coalesce((SELECT json_object('unit', c.unit,
                       'supporters', (SELECT json_group_array(s.unit) FROM contributions s
                         WHERE s.case_id = c.id AND s.state <> 'lapsed'), 'reporter', c.reporter, 'purpose', a.purpose,
                       'confidential', r.confidential,
                       'published', EXISTS (SELECT 1 FROM publications p WHERE p.case_id = c.id
                         AND (a.purpose <> 'report' OR p.text > '')),
                       'open_to_inspection', c.kind = 'waste'
                         AND (c.state NOT IN ('submitted', 'verifying', 'refused', 'withdrawn')
                           OR EXISTS (SELECT 1 FROM inspections n WHERE n.case_id = c.id AND n.ended_at IS NULL)),
                       'stands', a.purpose <> 'evidence' OR a.seq = (SELECT max(seq) FROM results WHERE case_id = c.id))
                     FROM case_media a JOIN cases c ON c.id = a.case_id JOIN reports r ON r.case_id = c.id
                     WHERE a.media = m.id LIMIT 1),
                     (SELECT json_object('unit', v.unit, 'supporters', json_array(), 'reporter', c.account, 'purpose', 'conduct',
                       'confidential', r.confidential, 'published', 0, 'stands', 1, 'open_to_inspection', 0, 'reviewer', v.reviewer)
                     FROM conduct_media a JOIN conduct c ON c.id = a.conduct_id JOIN violations v ON v.id = a.violation
                     JOIN reports r ON r.case_id = v.case_id WHERE a.media = m.id LIMIT 1))),
                   'alert', (SELECT json_object('unit', l.unit, 'sent', l.sent_at IS NOT NULL, 'shown', coalesce({shown}, 0))
                     FROM alert_media d JOIN alerts l ON l.id = d.alert WHERE d.media = m.id))
                 FROM media m WHERE m.id = ?1", shown = crate::alerts::shown("l")),
                vec![id.as_str().into(), to_millis(now).into()],
            )
            .await?;
        row.map(|row| {
            let used = row.used.map(|used| {
                Ok(MediaUse {
                    unit: UnitId::new(used.unit),
                    supporters: used.supporters.into_iter().map(UnitId::new).collect(),
                    reporter: AccountId::new(used.reporter),
                    purpose: named(&used.purpose, MediaPurpose::parse)?,
                    confidential: used.confidential != 0,
                    published: used.published != 0,
                    open_to_inspection: used.open_to_inspection != 0,
                    stands: used.stands != 0,
                    reviewer: used.reviewer.map(UnitId::new),
                })
            });
            Ok(StoredMedia {
                id: id.clone(),
                owner: AccountId::new(row.owner),
                media_type: named(&row.media_type, MediaType::parse)?,
                size: row.size,
                sha256: row.sha256,
                chunk_size: row.chunk_size,
                used: used.transpose()?,
                alert: row.alert.map(|alert| AlertUse {
                    unit: UnitId::new(alert.unit),
                    sent: alert.sent != 0,
                    shown: alert.shown != 0,
                }),
            })
        })
        .transpose()
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::schema::plan_of;

    #[test]
    fn unused_files_are_counted_among_the_owners_of_a_day() {
        let plan = plan_of(&format!("SELECT {UNUSED}"));
        assert!(plan.contains("SEARCH m USING COVERING INDEX media_of_owner (owner=? AND stored_at>?)"), "{plan}");
        assert!(plan.contains("INDEX case_media_by_media (media=?)"), "{plan}");
    }
}
