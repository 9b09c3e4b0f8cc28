//! Units: wards, communes, departments, the Centre. A few hundred rows that change by decree.

use crate::cases::named;
use crate::{Error, Store};
use domain::UnitId;
use serde::Deserialize;

/// What a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitKind {
    /// Phường.
    Ward,
    /// Xã.
    Commune,
    /// Sở, ban, ngành.
    Department,
    /// Trung tâm Phục vụ hành chính công.
    Centre,
    /// Quận, huyện, thị xã; until 30 June 2025.
    District,
    /// Doanh nghiệp, tổ chức cung cấp dịch vụ sự nghiệp công, dịch vụ công ích (Điều 2).
    Company,
}

impl UnitKind {
    /// Every value.
    pub const ALL: &'static [UnitKind] =
        &[UnitKind::Ward, UnitKind::Commune, UnitKind::Department, UnitKind::Centre, UnitKind::District, UnitKind::Company];

    /// The word used in the database and in the interface.
    pub fn as_str(self) -> &'static str {
        match self {
            UnitKind::Ward => "ward",
            UnitKind::Commune => "commune",
            UnitKind::Department => "department",
            UnitKind::Centre => "centre",
            UnitKind::District => "district",
            UnitKind::Company => "company",
        }
    }

    /// The value of that word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == text)
    }
}

/// A unit as it is today.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Official code of a ward or commune, short code of a department.
    pub id: UnitId,
    /// Name with its kind, for example `Phường Hoàn Kiếm`.
    pub name: String,
    /// What it is.
    pub kind: UnitKind,
    /// The unit above; none for wards, where the field of life says who is above.
    pub superior: Option<UnitId>,
    /// Centroid, in degrees.
    pub latitude: Option<f64>,
    /// Centroid, in degrees.
    pub longitude: Option<f64>,
}

#[derive(Deserialize)]
struct UnitRow {
    id: String,
    name: String,
    kind: String,
    superior: Option<String>,
    latitude: Option<f64>,
    longitude: Option<f64>,
}

const UNIT: &str = "json_object('id', u.id, 'name', u.name, 'kind', u.kind, 'superior', u.superior,
  'latitude', u.latitude, 'longitude', u.longitude)";

impl Store {
    /// Every unit of today, of one kind if it is named; in no order.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn units(&self, kind: Option<UnitKind>) -> Result<Vec<Unit>, Error> {
        let rows: Option<Vec<UnitRow>> = self
            .json(
                &format!("SELECT json_group_array({UNIT}) FROM current_units u WHERE ?1 IS NULL OR u.kind = ?1"),
                vec![kind.map(UnitKind::as_str).into()],
            )
            .await?;
        rows.unwrap_or_default().into_iter().map(UnitRow::into_unit).collect()
    }

    /// The unit of that id as it is today, or `None`.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn unit(&self, id: &UnitId) -> Result<Option<Unit>, Error> {
        let row: Option<UnitRow> =
            self.json(&format!("SELECT {UNIT} FROM current_units u WHERE u.id = ?1"), vec![id.as_str().into()]).await?;
        row.map(UnitRow::into_unit).transpose()
    }

    /// The officers of a unit to whom a case may be given (R-8.1c), as `{"handlers": [{"id", "name"}]}`.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn handlers(&self, unit: &UnitId) -> Result<String, Error> {
        let list = self
            .json_text(
                "SELECT json_object('handlers', json_group_array(json_object('id', id, 'name', name))) FROM (
                   SELECT a.id, a.name FROM memberships m JOIN accounts a ON a.id = m.account
                   WHERE m.unit = ?1 AND m.role = 'handler' ORDER BY a.name, a.id)",
                vec![unit.as_str().into()],
            )
            .await?;
        list.ok_or_else(|| Error::Fault(anyhow::anyhow!("the list of handlers came back empty")))
    }
}

impl UnitRow {
    fn into_unit(self) -> Result<Unit, Error> {
        Ok(Unit {
            id: UnitId::new(self.id),
            name: self.name,
            kind: named(&self.kind, UnitKind::parse)?,
            superior: self.superior.map(UnitId::new),
            latitude: self.latitude,
            longitude: self.longitude,
        })
    }
}
