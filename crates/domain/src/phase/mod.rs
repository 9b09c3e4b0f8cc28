//! The phases of the process; one file each, one function an act.

pub mod aftercare;
pub mod approval;
pub mod dispatch;
pub mod entry;
pub mod handling;
pub mod intake;
pub mod publication;
pub mod regulation;
pub mod reopening;
pub mod support;
pub mod succession;
pub mod triage;
pub mod confidence;
pub mod initiative;
pub mod inspection;

use crate::workflow::step;
