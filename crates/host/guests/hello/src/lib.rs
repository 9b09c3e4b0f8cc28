//! guest-hello
