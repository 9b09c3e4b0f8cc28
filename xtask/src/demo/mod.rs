//! `cargo xtask demo`: reports from all over Hanoi, carried through every ending by the units' demo
//! people, over HTTP like everybody else.

mod alerts;
mod cohandling;
mod client;
mod clock;
mod kinds;
mod initiatives;
mod conduct;
mod people;
mod pictures;
mod reception;
mod reports;
mod stories;

use crate::process;
use anyhow::{Context, Result, bail};
use clap::Args;
use clock::{Clock, Instant, WorkingDays};
use people::Town;
use reports::REPORTS;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use std::time::Duration;
use stories::{Step, TODAY, WORKING_DAYS};

/// Send reports to the running application and carry them through every ending.
///
/// Forty reports with photographs: published, returned, refused, forwarded, withdrawn, late, and on
/// every desk. Prints a table of what became of each.
///
/// Where the control port answers, the application's clock is moved: the demo lives in the last eleven
/// working days, and lateness is real. At the end the clock follows the machine's again. Do not work in
/// the application meanwhile: what you do would be dated in the past.
#[derive(Args)]
pub struct Demo {
    /// The application.
    #[arg(long, value_name = "URL", default_value = USUAL_URL)]
    url: String,

    /// Its control port [default: http://127.0.0.1:3001, where one answers and --url is left out].
    #[arg(long, value_name = "URL")]
    control: Option<String>,

    /// Leave the clock alone; nothing will be late.
    #[arg(long, conflicts_with = "control")]
    no_control: bool,
}

const USUAL_URL: &str = "http://127.0.0.1:3000";
const USUAL_CONTROL: &str = "http://127.0.0.1:3001";

impl Demo {
    pub fn run(self) -> Result<()> {
        let url = with_scheme(self.url);
        let control = match self.control {
            Some(control) => Some(with_scheme(control)),
            // Beside another address it would be the clock of another application.
            None if url == USUAL_URL && !self.no_control => usual_control(),
            None => None,
        };
        run(&url, control.as_deref())
    }
}

fn with_scheme(address: String) -> String {
    if address.contains("://") { address } else { format!("http://{address}") }
}

fn usual_control() -> Option<String> {
    Clock::new(&agent(), Some(USUAL_CONTROL)).is_ok().then(|| USUAL_CONTROL.to_owned())
}

fn agent() -> ureq::Agent {
    let timeout = Some(Duration::from_secs(60));
    ureq::Agent::config_builder().http_status_as_error(false).timeout_global(timeout).build().into()
}

/// Something that happens in the demo.
enum Event {
    /// A step of the report of that number.
    Step(usize, Step),
    /// Alerts are written, approved, read and cancelled.
    Alerts,
    /// Reception is posted, booked and moved.
    Reception,
    /// One report of each other kind.
    Kinds,
    /// Several agencies answer together; a matter is reported again.
    Cohandling,
    /// An initiative is adopted, and a report of waste inspected.
    Initiatives,
    /// An account is locked and unlocked; a service is published, a remark answered.
    Conduct,
    /// The sweep runs.
    Sweep,
}

/// Runs the demo against the application at that address.
///
/// # Errors
/// The application does not answer, or does not do what the demo expects of it.
pub fn run(url: &str, control: Option<&str>) -> Result<()> {
    let started = std::time::Instant::now();
    let agent = agent();
    let mut clock = Clock::new(&agent, control)?;
    restore_after_signal(&agent, control)?;
    if !clock.can_be_moved() {
        println!("No control port: everything happens now, and nothing can be late.");
    }
    let Plan { past, today } = plan()?;
    let mut town = Town::new(&agent, url)?;
    let progress = process::bar(past.len() + today.len());

    let mut done = Ok(());
    for (at, event) in past {
        done = clock.move_to(at).and_then(|()| happen(&mut town, event, &mut clock));
        progress.inc(1);
        progress.set_message(at.format("%d/%m %H:%M").to_string());
        if done.is_err() {
            break;
        }
    }
    // Whatever happened, the application shall not be left in the past.
    clock.follow_real_time()?;
    done?;
    for event in today {
        happen(&mut town, event, &mut clock)?;
        progress.inc(1);
    }
    progress.finish_and_clear();
    town.print_table(&clock)?;
    println!("\n{} requests in {} s", town.requests(), started.elapsed().as_secs());
    let failures = town.failures();
    if failures.is_empty() {
        return Ok(());
    }
    bail!("{} of {} stories could not be told to the end:\n  {}", failures.len(), REPORTS.len(), failures.join("\n  "))
}

/// Everything that happens.
struct Plan {
    /// In the past, in order.
    past: Vec<(Instant, Event)>,
    /// At the machine's time.
    today: Vec<Event>,
}

fn plan() -> Result<Plan> {
    let days = WorkingDays::before_today(WORKING_DAYS)?;
    let (mut past, mut today) = (Vec::new(), Vec::new());
    for (number, report) in REPORTS.iter().enumerate() {
        for (day, minute, step) in stories::story(report, number) {
            if day == TODAY {
                today.push(Event::Step(number, step));
            } else {
                past.push((days.at(day, minute)?, Event::Step(number, step)));
            }
        }
    }
    // The schedule runs every minute; in the demo's time twice a day and at night is enough.
    for day in 0..days.count() {
        for hour in [7, 12, 17, 23] {
            past.push((days.at(day, hour * 60 + 1)?, Event::Sweep));
        }
    }
    past.push((days.at(WORKING_DAYS - 1, 11 * 60)?, Event::Alerts));
    past.push((days.at(WORKING_DAYS - 1, 11 * 60 + 15)?, Event::Reception));
    today.push(Event::Kinds);
    past.push((days.at(WORKING_DAYS - 2, 10 * 60 + 30)?, Event::Cohandling));
    past.push((days.at(WORKING_DAYS - 2, 14 * 60)?, Event::Initiatives));
    today.push(Event::Conduct);
    today.push(Event::Sweep);
    past.sort_by_key(|(at, _)| *at);
    Ok(Plan { past, today })
}

fn happen(town: &mut Town<'_>, event: Event, clock: &mut Clock) -> Result<()> {
    match event {
        Event::Step(number, step) => town.act(number, &step, clock),
        Event::Cohandling => cohandling::play(town.client(), clock).context("supporters and chains"),
        Event::Alerts => alerts::play(town.client(), clock).context("alerts"),
        Event::Reception => reception::play(town.client(), clock).context("reception"),
        Event::Kinds => kinds::play(town.client(), clock).context("kinds"),
        Event::Initiatives => initiatives::play(town.client(), clock).context("initiatives"),
        Event::Conduct => conduct::play(town.client(), clock).context("conduct"),
        Event::Sweep => clock.sweep(),
    }
}

/// Ctrl-C in the middle must not leave the application in the past either.
fn restore_after_signal(agent: &ureq::Agent, control: Option<&str>) -> Result<()> {
    let Some(control) = control else { return Ok(()) };
    let mut clock = Clock::new(agent, Some(control))?;
    let mut signals = Signals::new([SIGINT, SIGTERM]).context("cannot watch for Ctrl-C")?;
    std::thread::spawn(move || {
        if signals.forever().next().is_some() {
            if let Err(error) = clock.follow_real_time() {
                eprintln!("error: the application's clock still stands in the past: {error:#}");
            }
            std::process::exit(130);
        }
    });
    Ok(())
}
