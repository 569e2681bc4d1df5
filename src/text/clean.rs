//! Cleaning text that comes from outside: control characters and escape sequences never get in.
