//! The phases of the process; one file each, one function an act.

pub mod aftercare;
pub mod approval;
pub mod confidence;
pub mod dispatch;
pub mod entry;
pub mod handling;
pub mod initiative;
pub mod inspection;
pub mod intake;
pub mod publication;
pub mod regulation;
pub mod reopening;
pub mod succession;
pub mod support;
pub mod triage;

use crate::workflow::step;
