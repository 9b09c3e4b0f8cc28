//! working-time
