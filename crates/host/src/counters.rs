//! What the host has done since it started, for tests and measurements.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use serde::Serialize;

/// Live counts; every one only grows.
#[derive(Debug, Default)]
pub struct Counters {
    pub(crate) requests: AtomicU64,
    pub(crate) chained_requests: AtomicU64,
    pub(crate) outbound_requests: AtomicU64,
    pub(crate) instances: AtomicU64,
    pub(crate) traps: AtomicU64,
    pub(crate) sqlite_connections: AtomicU64,
    pub(crate) sqlite_statements: AtomicU64,
    pub(crate) key_value_operations: AtomicU64,
    pub(crate) cron_runs: AtomicU64,
    pub(crate) cron_failures: AtomicU64,
    pub(crate) components_compiled: AtomicU64,
    pub(crate) components_from_cache: AtomicU64,
    responses: Mutex<BTreeMap<u16, u64>>,
}

/// The counts at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Snapshot {
    /// Requests accepted from outside.
    pub requests: u64,
    /// Responses to requests from outside, by status.
    pub responses: BTreeMap<u16, u64>,
    /// Requests of one component to another, and of a component to its own application.
    pub chained_requests: u64,
    /// Requests sent out over the network.
    pub outbound_requests: u64,
    /// Component instances created.
    pub instances: u64,
    /// Instances lost to a trap, a panic or an expired request.
    pub traps: u64,
    /// SQLite connections really opened, which is at their first statement.
    pub sqlite_connections: u64,
    /// SQL statements of guests.
    pub sqlite_statements: u64,
    /// Key-value operations of guests.
    pub key_value_operations: u64,
    /// Cron runs begun.
    pub cron_runs: u64,
    /// Cron runs that failed.
    pub cron_failures: u64,
    /// Components compiled at start.
    pub components_compiled: u64,
    /// Components taken from the compilation cache at start.
    pub components_from_cache: u64,
}

impl Counters {
    pub(crate) fn count(counter: &AtomicU64) {
        counter.fetch_add(1, Relaxed);
    }

    pub(crate) fn response(&self, status: http::StatusCode) {
        let mut responses = self.responses.lock().unwrap_or_else(|p| p.into_inner());
        *responses.entry(status.as_u16()).or_default() += 1;
    }

    /// Reads all counts.
    pub fn snapshot(&self) -> Snapshot {
        let responses = self.responses.lock().unwrap_or_else(|p| p.into_inner());
        Snapshot {
            requests: self.requests.load(Relaxed),
            responses: responses.clone(),
            chained_requests: self.chained_requests.load(Relaxed),
            outbound_requests: self.outbound_requests.load(Relaxed),
            instances: self.instances.load(Relaxed),
            traps: self.traps.load(Relaxed),
            sqlite_connections: self.sqlite_connections.load(Relaxed),
            sqlite_statements: self.sqlite_statements.load(Relaxed),
            key_value_operations: self.key_value_operations.load(Relaxed),
            cron_runs: self.cron_runs.load(Relaxed),
            cron_failures: self.cron_failures.load(Relaxed),
            components_compiled: self.components_compiled.load(Relaxed),
            components_from_cache: self.components_from_cache.load(Relaxed),
        }
    }
}
