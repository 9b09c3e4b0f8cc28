//! bench-native
