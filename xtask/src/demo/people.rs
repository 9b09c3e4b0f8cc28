//! Who does the steps, and what came of them.

use super::client::Client;
use super::clock::{Clock, Instant};
use super::pictures::{Photograph, Scene};
use super::reports::{REPORTS, Report};
use super::stories::{Level, Step};
use crate::process;
use crate::workspace;
use anyhow::{Context, Result};
use chrono::TimeDelta;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::HashMap;

/// The demo's people and their cases.
pub struct Town<'a> {
    client: Client,
    url: &'a str,
    /// Random, so that the pictures and keys of a second demo are others.
    run: u64,
    pictures: u64,
    places: HashMap<String, Ward>,
    cases: Vec<Case>,
}

#[derive(Default)]
struct Case {
    code: String,
    unit: String,
    /// When the next thing is due, by the last answer.
    due_at: Option<Instant>,
    /// What was done after it was due: due, and done.
    late: Option<(Instant, Instant)>,
    /// The first thing that went wrong; nothing is done to the case after it.
    failure: Option<String>,
}

#[derive(Deserialize)]
struct Ward {
    id: String,
    name: String,
    latitude: f64,
    longitude: f64,
}

/// The Centre's demo person, who sees every case.
const CENTRE: &str = "pvhcc-centre";

/// What the other modules of the demo play.
const BESIDES: [&str; 8] = [
    "a regulation, a report of waste and a petition of business, published; a caller's report; a complaint, refused",
    "a case that two agencies answer together, one that a supporter declined, and a matter reported again",
    "an initiative the public supports, adopted with two milestones",
    "a report of waste that the Inspectorate inspects",
    "an alert refused as a repeat, one that gave its reason, an update",
    "citizen reception: a session posted, two bookings, one session moved",
    "an account locked after four violations, its objection upheld",
    "a service approved by the Centre; a remark on the regulation, answered",
];

impl<'a> Town<'a> {
    /// A town whose application is at that address.
    pub fn new(agent: &ureq::Agent, url: &'a str) -> Result<Self> {
        let file = workspace::root().join("data/wards.json");
        let text = std::fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let wards: Vec<Ward> = serde_json::from_str(&text).with_context(|| format!("in {}", file.display()))?;
        Ok(Self {
            client: Client::new(agent, url),
            url,
            run: u64::from_str_radix(&process::random_hex(8)?, 16).context("a number")?,
            pictures: 0,
            places: wards.into_iter().map(|ward| (ward.id.clone(), ward)).collect(),
            cases: REPORTS.iter().map(|_| Case::default()).collect(),
        })
    }

    /// Everybody's way to the application.
    pub fn client(&mut self) -> &mut Client {
        &mut self.client
    }

    /// Requests sent.
    pub fn requests(&self) -> u64 {
        self.client.requests
    }

    /// What went wrong, by report.
    pub fn failures(&self) -> Vec<String> {
        let failed = self.cases.iter().zip(REPORTS);
        failed.filter_map(|(case, report)| Some(format!("{}: {}", report.address, case.failure.as_ref()?))).collect()
    }

    /// Does a step of that report's story. One that fails is noted and ends the story.
    ///
    /// # Errors
    /// Only when the application is not there at all.
    pub fn act(&mut self, number: usize, step: &Step, clock: &Clock) -> Result<()> {
        if self.cases[number].failure.is_some() {
            return Ok(());
        }
        match self.try_step(number, step, clock) {
            Ok(answer) => {
                let case = &mut self.cases[number];
                if let Some(due) = case.due_at.filter(|due| step.is_owed() && *due < clock.now()) {
                    case.late = Some((due, clock.now()));
                }
                case.due_at = answer["due_at"].as_str().and_then(|at| at.parse().ok());
                // Citizens' answers do not name the unit; then it is the same.
                for (kept, name) in [(&mut case.code, "code"), (&mut case.unit, "unit")] {
                    if let Some(text) = text_or_id(&answer[name]) {
                        *kept = text.to_owned();
                    }
                }
                Ok(())
            }
            Err(error) if self.cases.iter().all(|case| case.code.is_empty()) => Err(error),
            Err(error) => {
                self.cases[number].failure = Some(format!("{error:#}"));
                Ok(())
            }
        }
    }

    fn try_step(&mut self, number: usize, step: &Step, clock: &Clock) -> Result<Value> {
        let report = &REPORTS[number];
        let unit = self.cases[number].unit.clone();
        let (intake, head, handler) = (format!("{unit}-intake"), format!("{unit}-head"), format!("{unit}-handler"));
        let citizen = report.citizen;
        match step {
            Step::Submit => self.submit(number, clock),
            Step::Accept(level) => self.office(number, &intake, "acceptance", acceptance(*level), clock),
            Step::TryInVain => {
                let attempt = json!({ "channel": "phone", "reached": false, "note": "Gọi hai hồi chuông, không nghe máy" });
                self.office(number, &intake, "contacts", attempt, clock)
            }
            Step::RequestInformation(question) => {
                self.office(number, &intake, "information-requests", json!({ "question": question }), clock)
            }
            Step::ProvideInformation(answer) => {
                let media = [self.photograph(number, citizen, report.pictures.0, clock)?];
                self.own(number, "POST", "information", json!({ "answer": answer, "media": media }), clock)
            }
            Step::Refuse(code, explanation) => {
                self.office(number, &intake, "refusal", json!({ "reason": code, "explanation": explanation }), clock)
            }
            Step::Forward(reason) => self.office(number, &intake, "forwarding", json!({ "reason": reason }), clock),
            Step::Reroute { to, reason } => {
                self.office(number, &head, "rerouting", json!({ "to": to, "reason": reason }), clock)
            }
            Step::Withdraw(reason) => self.own(number, "POST", "withdrawal", json!({ "reason": reason }), clock),
            Step::Dispatch => {
                let instruction = json!({ "instruction": "Kiểm tra hiện trường và tham mưu kết quả đúng hạn." });
                self.office(number, &head, "dispatch", instruction, clock)
            }
            Step::Assign => self.office(number, &head, "assignment", json!({ "handler": handler }), clock),
            Step::MakeComplex(reason) => {
                self.office(number, &head, "level", json!({ "level": "complex", "reason": reason }), clock)
            }
            Step::Extend(legal_basis) => {
                self.office(number, &head, "extension", json!({ "legal_basis": legal_basis, "total_days": 30 }), clock)
            }
            Step::Urge(reason) => self.office(number, CENTRE, "urging", json!({ "reason": reason }), clock),
            Step::Draft => self.office(number, &handler, "draft", json!({ "conclusion": report.work.0 }), clock),
            Step::ReturnDraft(reason) => {
                self.office(number, &head, "draft-return", json!({ "reason": reason }), clock)
            }
            Step::Approve => self.office(number, &head, "approval", json!({}), clock),
            Step::RecordResult => {
                let evidence = [self.photograph(number, &handler, Scene::Mended, clock)?];
                self.office(number, &handler, "result", json!({ "result": report.work.1, "evidence": evidence }), clock)
            }
            Step::ReturnResult(reason) => {
                self.office(number, &head, "result-return", json!({ "reason": reason }), clock)
            }
            Step::Publish => self.office(number, &head, "publication", json!({}), clock),
            Step::Ask(question) => self.own(number, "POST", "question", json!({ "question": question }), clock),
            Step::Answer(answer) => self.office(number, &head, "answer", json!({ "answer": answer }), clock),
            Step::Rate(content, word) => {
                self.own(number, "PUT", "rating", json!({ "satisfaction": content, "comment": word }), clock)
            }
        }
    }

    /// An officer's act.
    fn office(&mut self, number: usize, account: &str, act: &str, body: Value, clock: &Clock) -> Result<Value> {
        let path = format!("/api/cases/{}/{act}", self.cases[number].code);
        self.client.post(account, &path, &body, clock)
    }

    /// The sender's own act.
    fn own(&mut self, number: usize, method: &str, act: &str, body: Value, clock: &Clock) -> Result<Value> {
        let path = format!("/api/reports/{}/{act}", self.cases[number].code);
        match method {
            "PUT" => self.client.put(REPORTS[number].citizen, &path, &body, clock),
            _ => self.client.post(REPORTS[number].citizen, &path, &body, clock),
        }
    }

    fn submit(&mut self, number: usize, clock: &Clock) -> Result<Value> {
        let report = &REPORTS[number];
        let (scene, count) = report.pictures;
        let mut media = Vec::new();
        for _ in 0..count {
            media.push(self.photograph(number, report.citizen, scene, clock)?);
        }
        let (latitude, longitude) = self.place(report, number)?;
        let body = json!({
            "kind": "field", "category": report.category, "text": report.text, "address": report.address,
            "ward": report.ward, "latitude": latitude, "longitude": longitude,
            "happened_at": seen_at(clock.now()).to_rfc3339(), "media": media, "confidential": report.confidential,
        });
        let key = format!("demo-{:016x}-{number}", self.run);
        let headers = [("content-type", "application/json"), ("idempotency-key", key.as_str())];
        self.client.send(report.citizen, "POST", "/api/reports", &headers, body.to_string().as_bytes(), clock)
    }

    fn photograph(&mut self, number: usize, account: &str, scene: Scene, clock: &Clock) -> Result<String> {
        let report = &REPORTS[number];
        self.pictures += 1;
        let jpeg = Photograph {
            scene,
            seed: self.run.wrapping_add(self.pictures),
            sign: &format!("{} {}", report.ward, clock.now().format("%d.%m.%Y")),
            place: self.place(report, number)?,
            taken_at: seen_at(clock.now()),
        }
        .take()?;
        self.client.upload(account, &jpeg, clock)
    }

    /// A point near the middle of the ward: at most some two hundred metres from it.
    fn place(&self, report: &Report, number: usize) -> Result<(f64, f64)> {
        let ward = self.places.get(report.ward).with_context(|| format!("there is no ward {}", report.ward))?;
        let off = |step: usize| ((number * step % 41) as f64 - 20.0) / 10_000.0;
        Ok((ward.latitude + off(17), ward.longitude + off(29)))
    }

    /// What became of every report, and where to look.
    pub fn print_table(&mut self, clock: &Clock) -> Result<()> {
        println!("\n{:<14} {:<31} {:<19} {:<34} {:<10} clock", "code", "ward", "category", "ending", "state");
        for (number, report) in REPORTS.iter().enumerate() {
            let code = self.cases[number].code.clone();
            if code.is_empty() {
                println!("{:<14} {} was not sent", "–", report.address);
                continue;
            }
            let case = self.client.get(CENTRE, &format!("/api/cases/{code}"), clock)?;
            let ward = self.places.get(report.ward).map_or(report.ward, |ward| ward.name.as_str());
            let state = case["state"].as_str().unwrap_or("?");
            let ending = report.ending.in_words();
            let clock_words = in_words(&case, report, self.cases[number].late, clock);
            println!("{code:<14} {ward:<31} {:<19} {ending:<34} {state:<10} {clock_words}", report.category);
        }
        let url = self.url;
        println!("\nBesides");
        for story in BESIDES {
            println!("  {story}");
        }
        println!("\nTo look at");
        println!("  the pages                    {url}/");
        println!("  any case of the table        {url}/tra-cuu?ma=<code>");
        for ending in ["published, rated satisfied", "LATE: published after its time", "refused: duplicate (c)"] {
            let found = self.cases.iter().zip(REPORTS).find(|(_, report)| report.ending.in_words() == ending);
            if let Some((case, _)) = found {
                println!("    {ending:<33} {url}/tra-cuu?ma={}", case.code);
            }
        }
        println!("  what everybody may read      {url}/cong-khai");
        println!("  found without diacritics     {url}/cong-khai?q=via+he");
        println!("  the desks, signed in         {url}/can-bo   (00070-intake, 00070-head, 00070-handler, pvhcc-centre)");
        println!("  initiatives                  {url}/sang-kien");
        println!("  the Inspectorate's desk      {url}/can-bo   (thanh-tra-inspector)");
        println!("  alerts                       {url}/canh-bao");
        println!("  citizen reception            {url}/tiep-cong-dan");
        println!("  services                     {url}/dich-vu");
        println!("  a unit's own affairs         {url}/quan-ly   (00070-head, pvhcc-centre)");
        let now = clock.now().format("%Y-%m-%dT%H:%M:%S%%2B07:00");
        println!("  a deadline explained         {url}/api/deadlines/explain?from={now}&limit=7wd");
        Ok(())
    }
}

/// The clock of a case: what is due, or what was late.
fn in_words(case: &Value, report: &Report, late: Option<(Instant, Instant)>, clock: &Clock) -> String {
    if report.ending.needs_time() && !clock.can_be_moved() {
        return "would be late; that needs the control port".to_owned();
    }
    let minute = |at: Instant| at.format("%d/%m %H:%M");
    let at = |name: &str| case[name].as_str().and_then(|at| at.parse::<Instant>().ok());
    let stands = match (at("due_at"), case["overdue"].as_bool(), at("closes_at")) {
        (Some(due), Some(true), _) => Some(format!("OVERDUE since {}", minute(due))),
        (Some(due), ..) => Some(format!("due {}", minute(due))),
        (None, _, Some(closes)) if case["state"] == "published" => Some(format!("open for a question until {}", minute(closes))),
        _ => None,
    };
    let was = late.map(|(due, done)| format!("WAS LATE: due {}, done {}", minute(due), minute(done)));
    let parts: Vec<String> = stands.into_iter().chain(was).collect();
    if parts.is_empty() { "–".to_owned() } else { parts.join("; ") }
}

/// Some answers give a unit by its id, others by id and name.
fn text_or_id(value: &Value) -> Option<&str> {
    value.as_str().or_else(|| value["id"].as_str())
}

/// A citizen sends what was seen a little before.
fn seen_at(now: Instant) -> Instant {
    now - TimeDelta::minutes(25)
}

fn acceptance(level: Level) -> Value {
    let mut body = json!({
        "checklist": { "content_clear": true, "identity_complete": true, "media_intact": true, "place_specific": true },
    });
    let (name, reason) = match level {
        Level::Normal => ("normal", None),
        Level::Urgent(reason) => ("urgent", Some(reason)),
        Level::Complex(reason) => ("complex", Some(reason)),
    };
    body["level"] = json!(name);
    if let Some(reason) = reason {
        body["level_reason"] = json!(reason);
    }
    body
}
