//! The phases of the process; one file each, one function an act.

pub mod aftercare;
pub mod approval;
pub mod dispatch;
pub mod handling;
pub mod intake;
pub mod publication;
pub mod succession;
pub mod triage;

use crate::workflow::step;
