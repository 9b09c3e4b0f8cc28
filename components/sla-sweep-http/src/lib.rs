//! sla-sweep-http
