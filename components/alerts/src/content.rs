//! What an alert says, as it comes in: the same for writing and for editing.

use domain::{
    AccountId, AlertContent, AlertDocument, AlertEvent, AlertKind, AlertText, DOCUMENTS_MAX, MediaId, MediaRef, Reason,
    ShortText, Title, UnitId,
};
use edge::{Call, Fields, Problem, words};
use serde::Deserialize;
use store::Store;

/// So many wards and communes there are.
const AREA_MAX: usize = 126;

/// A document that goes with an alert.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AlertDocumentBody)]
pub struct DocumentBody {
    /// The id of a PDF or picture its author has uploaded; when editing, also of one that is there already.
    pub id: String,
    /// What residents see it by, 2 to 300 characters on one line.
    #[schema(value_type = String, required = true, example = "Công văn 1234/SXD-QLXD")]
    pub title: Option<String>,
}

/// What both forms have.
pub(crate) struct Given<'b> {
    pub kind: Option<&'b str>,
    pub event: Option<&'b str>,
    pub title: Option<&'b str>,
    pub text: Option<&'b str>,
    pub area: &'b [String],
    pub valid_from: Option<&'b str>,
    pub valid_until: Option<&'b str>,
    pub documents: &'b [DocumentBody],
    pub reason: Option<&'b str>,
}

impl Given<'_> {
    /// Checks every field. `kept` are the documents that are there already.
    pub(crate) async fn check(
        &self,
        fields: &mut Fields,
        call: &Call,
        author: &AccountId,
        kept: &[AlertDocument],
    ) -> Result<Option<AlertContent>, Problem> {
        let store = call.store().await?;
        let kind = fields.choice::<AlertKind>("kind", self.kind);
        let event = fields.optional_choice::<AlertEvent>("event", self.event);
        let title = fields.text::<Title>("title", self.title);
        let text = fields.text::<AlertText>("text", self.text);
        let area = self.area(fields, store, call).await?;
        let valid_from = fields.optional_instant("valid_from", self.valid_from);
        let valid_until = fields.instant("valid_until", self.valid_until);
        let documents = self.documents(fields, store, author, kept).await?;
        let reason = fields.optional_text::<Reason>("reason", self.reason);
        let all = (kind, event, title, text, area, valid_from, valid_until, documents, reason);
        let (Some(kind), Some(event), Some(title), Some(text), Some(area), Some(valid_from), Some(valid_until), Some(documents), Some(reason)) =
            all
        else {
            return Ok(None);
        };
        let event = event.unwrap_or(AlertEvent::Other);
        Ok(Some(AlertContent { kind, event, title, text, area, valid_from, valid_until, documents, reason }))
    }

    async fn area(&self, fields: &mut Fields, store: &Store, call: &Call) -> Result<Option<Vec<UnitId>>, Problem> {
        if fields.ids::<UnitId>("area", self.area, 0..=AREA_MAX).is_none() {
            return Ok(None);
        }
        let known = store.wards_among(self.area, call.now).await?;
        Ok(fields.each("area", self.area, |fields, name, id| {
            if known.contains(id) {
                return Some(UnitId::new(id.as_str()));
            }
            fields.error(name, "unknown_unit", words::NOT_A_WARD);
            None
        }))
    }

    async fn documents(
        &self,
        fields: &mut Fields,
        store: &Store,
        author: &AccountId,
        kept: &[AlertDocument],
    ) -> Result<Option<Vec<AlertDocument>>, Problem> {
        let Some(given) = fields.counted("documents", self.documents, 0..=DOCUMENTS_MAX) else {
            return Ok(None);
        };
        let ids: Vec<String> = given.iter().map(|document| document.id.clone()).collect();
        if fields.ids::<MediaId>("documents", &ids, 0..=DOCUMENTS_MAX).is_none() {
            return Ok(None);
        }
        let mut found: Vec<MediaRef> = kept.iter().map(|document| document.media.clone()).collect();
        found.extend(store.unused_media(author, &ids).await?);
        Ok(fields.each("documents", given, |fields, name, document| {
            let title = fields.text::<ShortText>(&format!("{name}.title"), &document.title);
            let Some(media) = found.iter().find(|file| file.id.as_str() == document.id) else {
                fields.error(&format!("{name}.id"), "unknown_media", words::UNKNOWN_MEDIA);
                return None;
            };
            if !media.media_type.is_a_document() {
                fields.error(&format!("{name}.id"), "not_a_document", words::NOT_A_DOCUMENT);
                return None;
            }
            Some(AlertDocument { media: media.clone(), title: title? })
        }))
    }
}
