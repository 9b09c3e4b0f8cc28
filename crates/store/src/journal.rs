//! The hash chain of the journal.

use sha2::{Digest, Sha256};

/// One journal row, as it is hashed.
#[derive(Debug)]
pub struct Row<'a> {
    /// `case` or `alert`.
    pub subject: &'a str,
    /// Its id.
    pub subject_id: &'a str,
    /// Position in the subject's chain, from 1.
    pub seq: u32,
    /// What was done.
    pub act: &'a str,
    /// By whom.
    pub actor: Option<&'a str>,
    /// Which unit held it.
    pub unit: &'a str,
    /// When, in milliseconds.
    pub at: i64,
    /// From where.
    pub from: Option<&'a str>,
    /// To where.
    pub to: &'a str,
    /// The outcome, as the JSON text that is stored.
    pub outcome: &'a str,
}

/// SHA-256 over the previous hash and every field, each led by its length so that no two rows spell
/// the same bytes. A field that is absent counts as length 2⁶⁴−1.
pub fn row_hash(prev_hash: &[u8], row: &Row<'_>) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(prev_hash);
    let mut field = |value: Option<&[u8]>| {
        let length = value.map_or(u64::MAX, |bytes| bytes.len() as u64);
        hasher.update(length.to_be_bytes());
        hasher.update(value.unwrap_or_default());
    };
    field(Some(row.subject.as_bytes()));
    field(Some(row.subject_id.as_bytes()));
    field(Some(&row.seq.to_be_bytes()));
    field(Some(row.act.as_bytes()));
    field(row.actor.map(str::as_bytes));
    field(Some(row.unit.as_bytes()));
    field(Some(&row.at.to_be_bytes()));
    field(row.from.map(str::as_bytes));
    field(Some(row.to.as_bytes()));
    field(Some(row.outcome.as_bytes()));
    hasher.finalize().into()
}
