//! Whole-programme tests, in one binary.

mod architecture;
mod commands;
mod generated;
mod hostile;
mod support;
