//! sla-sweep
