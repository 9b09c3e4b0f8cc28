//! The register of those who were received (Luật Tiếp công dân, Điều 25): read page by page, and as a file.

use crate::page::board;
use chrono::Datelike;
use domain::reception::{Ground, Matter, ResultKind};
use edge::queue::NamedId;
use edge::{Call, Fields, Problem, Reply, StatusCode, words};
use http::header::CONTENT_DISPOSITION;
use serde::{Deserialize, Serialize};
use store::reception::{RegisterResult, RegisterRow};

/// Most lines of one file. A year beyond it goes on with `after`.
const FILE_MAX: u32 = 5_000;

/// Which part of which year.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct RegisterQuery {
    /// The year; usually this one.
    #[param(example = 2026)]
    year: Option<i32>,
    /// The number after which it begins.
    after: Option<u32>,
    /// At most that many, 1 to 100; usually 20.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
}

/// Which part of which year, as a file.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct FileQuery {
    /// The year; usually this one.
    #[param(example = 2026)]
    year: Option<i32>,
    /// The number after which it begins.
    after: Option<u32>,
}

/// A page of the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = ReceptionRegister)]
pub struct Register {
    /// The year.
    pub year: i32,
    /// In the order of the numbers.
    pub lines: Vec<RegisterLine>,
    /// What `after` is to be for the next page; null at the end.
    #[schema(required)]
    pub next: Option<u32>,
}

/// A line of the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = ReceptionRegisterLine)]
pub struct RegisterLine {
    /// The number of the year.
    pub number: u32,
    /// When the person was received.
    #[schema(format = DateTime)]
    pub received_at: String,
    /// What the citizen follows the booking by.
    pub code: String,
    /// Who was received.
    pub name: String,
    /// Where they live.
    pub address: String,
    /// How many came.
    pub people: u32,
    /// Who spoke for them.
    #[schema(required)]
    pub representative: Option<String>,
    /// `complaint`, `denunciation` or `petition`.
    pub matter: String,
    /// What it was about.
    pub subject: String,
    /// In short.
    pub content: String,
    /// How it went so far.
    pub course: String,
    /// What was asked for.
    pub request: String,
    /// Where the booking stands.
    pub state: String,
    /// How it was handled, oldest first.
    pub results: Vec<LineResult>,
}

/// A decision in the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = ReceptionRegisterResult)]
pub struct LineResult {
    /// `accepted`, `needs_longer`, `transferred`, `resolved` or `refused`.
    pub kind: String,
    /// The ground of a refusal.
    #[schema(required)]
    pub ground: Option<String>,
    /// The unit that took over.
    #[schema(required)]
    pub to: Option<NamedId>,
    /// How many working days more.
    #[schema(required)]
    pub days: Option<u32>,
    /// In words.
    pub explanation: String,
    /// When.
    #[schema(format = DateTime)]
    pub at: String,
}

/// Reads the register, in the order of its numbers; for the board.
#[utoipa::path(
    get,
    path = "/api/desks/reception/register",
    operation_id = "read_reception_register",
    tag = "reception",
    params(RegisterQuery),
    responses((status = 200, description = "A page of the register.", body = Register)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn list(call: Call) -> Result<Reply, Problem> {
    let account = &call.signed_in().await?.account;
    let query: RegisterQuery = call.query()?;
    let store = call.store().await?;
    let board = board(store, account).await?;
    let mut fields = Fields::new();
    let year = year(&mut fields, query.year, &call);
    let limit = fields.within("limit", query.limit.or(Some(20)), 1..=100);
    let (year, limit) = fields.finish((year, limit))?;
    let after = query.after.unwrap_or(0);
    let mut rows = store.reception_register(&board, year, after, limit.saturating_add(1)).await?;
    let page = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > page;
    rows.truncate(page);
    let next = rows.last().filter(|_| more).map(|row| row.number);
    Ok(Reply::ok(&Register { year, lines: rows.into_iter().map(RegisterLine::from).collect(), next }))
}

/// The register as a CSV file for a spreadsheet; for the board. At most 5,000 lines; `after` goes on.
#[utoipa::path(
    get,
    path = "/api/desks/reception/register.csv",
    operation_id = "export_reception_register",
    tag = "reception",
    params(FileQuery),
    responses((status = 200, description = "The file.", content_type = "text/csv", body = String)),
    security(("session" = []), ("bearer" = [])),
)]
pub(crate) async fn export(call: Call) -> Result<Reply, Problem> {
    let account = &call.signed_in().await?.account;
    let query: FileQuery = call.query()?;
    let store = call.store().await?;
    let board = board(store, account).await?;
    let mut fields = Fields::new();
    let year = year(&mut fields, query.year, &call);
    let (year,) = fields.finish((year,))?;
    let rows = store.reception_register(&board, year, query.after.unwrap_or(0), FILE_MAX).await?;
    let file = csv_file(&rows).map_err(anyhow_of)?;
    let disposition = format!("attachment; filename=\"so-tiep-cong-dan-{year}.csv\"");
    Ok(Reply::bytes(StatusCode::OK, "text/csv; charset=utf-8", file)
        .header(CONTENT_DISPOSITION, disposition))
}

fn anyhow_of(error: csv::Error) -> Problem {
    store::Error::Fault(error.into()).into()
}

fn year(fields: &mut Fields, year: Option<i32>, call: &Call) -> Option<i32> {
    fields.within("year", year.or(Some(call.now.year())), 2000..=2999)
}

/// The lines as a spreadsheet reads them: with a byte order mark, without which it takes Vietnamese for something
/// else.
fn csv_file(rows: &[RegisterRow]) -> Result<Vec<u8>, csv::Error> {
    let mut file = csv::WriterBuilder::new().from_writer("\u{feff}".as_bytes().to_vec());
    file.write_record(words::REGISTER_COLUMNS)?;
    for row in rows {
        let matter = match Matter::parse(&row.matter) {
            Some(matter) => words::matter(matter),
            None => row.matter.as_str(),
        };
        let results: Vec<String> = row.results.iter().map(result_in_words).collect();
        let content = format!("{}. {}", row.subject, row.content);
        file.write_record([
            row.number.to_string().as_str(),
            row.received_at.get(..10).unwrap_or_default(),
            row.code.as_str(),
            safe(&row.name).as_str(),
            safe(&row.address).as_str(),
            row.people.to_string().as_str(),
            safe(row.representative.as_deref().unwrap_or_default()).as_str(),
            matter,
            safe(&content).as_str(),
            safe(&row.course).as_str(),
            safe(&row.request).as_str(),
            safe(&results.join("\n")).as_str(),
        ])?;
    }
    file.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

fn result_in_words(result: &RegisterResult) -> String {
    let kind = ResultKind::parse(&result.kind).map(words::result_kind);
    let ground = result.ground.as_deref().and_then(Ground::parse);
    let ground = ground.map(|ground| format!("{} ({})", words::ground(ground), ground.article()));
    let to = result.to.as_ref().map(|unit| unit.name.clone().unwrap_or_else(|| unit.id.clone()));
    let parts = [result.at.get(..10).map(str::to_owned), kind.map(str::to_owned), ground, to];
    let head: Vec<String> = parts.into_iter().flatten().collect();
    format!("{}: {}", head.join(", "), result.explanation)
}

/// A spreadsheet runs a cell that begins like a formula; a quote in front makes it text.
fn safe(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

impl From<RegisterRow> for RegisterLine {
    fn from(row: RegisterRow) -> Self {
        let result = |result: RegisterResult| LineResult {
            kind: result.kind,
            ground: result.ground,
            to: result.to.map(|unit| NamedId { id: unit.id, name: unit.name }),
            days: result.days,
            explanation: result.explanation,
            at: result.at,
        };
        Self {
            number: row.number,
            received_at: row.received_at,
            code: row.code,
            name: row.name,
            address: row.address,
            people: row.people,
            representative: row.representative,
            matter: row.matter,
            subject: row.subject,
            content: row.content,
            course: row.course,
            request: row.request,
            state: row.state,
            results: row.results.into_iter().map(result).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn row(content: &str) -> RegisterRow {
        RegisterRow {
            number: 1,
            received_at: "2026-03-10T08:00:00+07:00".into(),
            code: "TCD26-7K3M9Q2X".into(),
            name: "Nguyễn Thị Lan".into(),
            address: "Số 125 Hàng Bông, Hoàn Kiếm".into(),
            people: 2,
            representative: None,
            matter: "complaint".into(),
            subject: "Thu hồi đất".into(),
            content: content.into(),
            course: content.into(),
            request: String::new(),
            state: "answered".into(),
            results: vec![RegisterResult {
                kind: "refused".into(),
                ground: Some("settled".into()),
                to: None,
                days: None,
                explanation: "Đã giải quyết".into(),
                at: "2026-03-11T08:00:00+07:00".into(),
            }],
        }
    }

    #[test]
    fn no_cell_is_a_formula() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"] {
            assert!(safe(formula).starts_with('\''), "{formula:?}");
        }
        assert_eq!(safe("Số 125"), "Số 125");
    }

    #[test]
    fn a_refusal_stands_in_the_register_with_its_ground() {
        let words = result_in_words(&row("x").results[0]);
        assert!(words.starts_with("2026-03-11, ") && words.contains("Điều 9 khoản 3"), "{words}");
    }

    proptest! {
        /// Whatever people write, a reader of CSV reads it as it was.
        #[test]
        fn a_cell_reads_as_it_was_written(content in "[ -~\n\"',;ăâđêôơư]{0,80}") {
            let file = csv_file(&[row(&content)]).unwrap();
            let text = std::str::from_utf8(&file).unwrap().strip_prefix('\u{feff}').unwrap();
            let mut reader = csv::Reader::from_reader(text.as_bytes());
            prop_assert_eq!(reader.headers().unwrap().len(), 12);
            let records: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
            prop_assert_eq!(records.len(), 1);
            let course = &records[0][9];
            prop_assert_eq!(course.strip_prefix('\'').filter(|_| safe(&content) != content).unwrap_or(course), &content);
        }
    }
}
