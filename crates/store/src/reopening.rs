//! Cases that continue others because a matter is still not solved (R-13.2, Đ.18 k.4).

use crate::cases::named;
use crate::sql::unit_name;
use crate::{Error, Store};
use domain::aftercare::Satisfaction;
use domain::reopening::Continued;
use domain::{CaseId, CategoryCode, Kind, Point, ShortText, UnitId};
use serde::Deserialize;

/// What a case that continues another takes over from it.
#[derive(Clone, Debug)]
pub struct Inherited {
    /// Which of the regulation's kinds it is.
    pub kind: Kind,
    /// Field of life.
    pub category: CategoryCode,
    /// The ward or commune.
    pub ward: UnitId,
    /// Where, in words.
    pub address: Option<ShortText>,
    /// Where, as a point.
    pub point: Option<Point>,
    /// Whether the sender's identity is hidden.
    pub confidential: bool,
    /// Whether it was sent in the name of an organisation.
    pub of_organisation: bool,
    /// How the old case stands in its chain, and its rating.
    pub continued: Continued,
}

/// A matter that was reported again and again and found wanting (Đ.18 k.4).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct RepeatedMatter {
    /// The first case.
    pub root: String,
    /// Code of the first case.
    pub code: String,
    /// The unit that holds the last case.
    pub unit: String,
    /// Its name.
    pub unit_name: Option<String>,
    /// How many cases there are.
    pub cases: u32,
    /// How many of them were rated unsatisfactory.
    pub unsatisfied: u32,
}

const INHERITED: &str = "SELECT json_object('kind', c.kind, 'category', c.category, 'ward', c.ward,
   'address', r.address, 'latitude', r.latitude, 'longitude', r.longitude, 'confidential', r.confidential,
   'of_organisation', EXISTS (SELECT 1 FROM report_organisations o WHERE o.case_id = c.id),
   'rating', (SELECT t.satisfaction FROM ratings t WHERE t.case_id = c.id),
   'root', coalesce(h.root, c.id), 'position', coalesce(h.position, 1),
   'has_next', EXISTS (SELECT 1 FROM case_chains n WHERE n.continues = c.id))
 FROM cases c JOIN reports r ON r.case_id = c.id LEFT JOIN case_chains h ON h.case_id = c.id WHERE c.id = ?1";

// A rating stands once for a case, so whoever was discontent that often has a case at that place of the chain.
fn repeated_sql() -> String {
    format!(
        "SELECT json_group_array(json(m.matter)) FROM (
           SELECT json_object('root', f.root, 'code', (SELECT code FROM cases WHERE id = f.root), 'unit', l.unit,
             'unit_name', {}, 'cases', (SELECT max(position) FROM case_chains WHERE root = f.root),
             'unsatisfied', f.unsatisfied) AS matter
           FROM (SELECT g.root, (SELECT count(*) FROM case_chains o CROSS JOIN ratings r ON r.case_id = o.case_id
               WHERE o.root = g.root AND r.satisfaction = 'unsatisfied') AS unsatisfied
             FROM case_chains g WHERE g.position = ?1 AND g.root > ?2) f
           CROSS JOIN cases l
             ON l.id = (SELECT case_id FROM case_chains WHERE root = f.root ORDER BY position DESC LIMIT 1)
           WHERE f.unsatisfied >= ?1 ORDER BY f.root LIMIT ?3 + 0) m",
        unit_name("l.unit")
    )
}

impl Store {
    /// What a case that continues this one takes over, and whether it may; `None` when there is no such case.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn inherited(&self, case: &CaseId) -> Result<Option<Inherited>, Error> {
        #[derive(Deserialize)]
        struct Row {
            kind: String,
            category: String,
            ward: String,
            address: Option<String>,
            latitude: Option<f64>,
            longitude: Option<f64>,
            confidential: u8,
            of_organisation: u8,
            rating: Option<String>,
            root: String,
            position: u32,
            has_next: u8,
        }
        let row: Option<Row> = self.json(INHERITED, vec![case.as_str().into()]).await?;
        row.map(|row| {
            let point = row.latitude.zip(row.longitude).and_then(|(latitude, longitude)| Point::new(latitude, longitude));
            Ok(Inherited {
                kind: named(&row.kind, Kind::parse)?,
                category: CategoryCode::new(row.category),
                ward: UnitId::new(row.ward),
                address: row.address.map(|text| ShortText::new(&text).map_err(crate::cases::damaged)).transpose()?,
                point,
                confidential: row.confidential != 0,
                of_organisation: row.of_organisation != 0,
                continued: Continued {
                    rating: row.rating.map(|rating| named(&rating, Satisfaction::parse)).transpose()?,
                    root: CaseId::new(row.root),
                    position: row.position,
                    has_next: row.has_next != 0,
                },
            })
        })
        .transpose()
    }

    /// Matters whose cases were rated unsatisfactory that often (Đ.18 k.4: five times), in the order of their
    /// first case, behind that one.
    ///
    /// # Errors
    /// [`Error::Fault`].
    pub async fn repeated_dissatisfaction(
        &self,
        times: u32,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Vec<RepeatedMatter>, Error> {
        let params = vec![times.into(), after.unwrap_or_default().into(), limit.into()];
        Ok(self.json(&repeated_sql(), params).await?.unwrap_or_default())
    }
}

/// The cases on the matter of case `c`, oldest first; empty when it stands alone.
pub(crate) fn chain_json() -> String {
    "(SELECT json_group_array(json_object('code', x.code, 'state', x.state, 'position', o.position,
        'satisfaction', (SELECT t.satisfaction FROM ratings t WHERE t.case_id = x.id)) ORDER BY o.position)
      FROM case_chains h CROSS JOIN case_chains o ON o.root = h.root CROSS JOIN cases x ON x.id = o.case_id
      WHERE h.case_id = c.id)"
        .to_owned()
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::schema::plan_of;

    #[test]
    fn matters_that_were_found_wanting_five_times_are_found_without_reading_others() {
        let plan = plan_of(&repeated_sql());
        assert!(plan.contains("SEARCH g USING COVERING INDEX case_chains_by_position (position=? AND root>?)"), "{plan}");
        assert!(plan.contains("case_chains_of_root (root=?)"), "{plan}");
        assert!(!plan.contains("SCAN g") && !plan.contains("SCAN r\n") && !plan.contains("SCAN l"), "{plan}");
    }
}
