//! bench-hello
