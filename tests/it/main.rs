//! Whole-programme tests, in one binary.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod architecture;
mod commands;
mod diff;
mod examples;
mod generated;
mod hostile;
mod hostile_git;
mod import;
mod log;
mod pages;
mod positions;
mod readme;
mod repositories;
mod staged;
mod support;
mod time;
mod trend;
