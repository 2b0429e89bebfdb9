//! Whole-programme tests, in one binary.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod acting;
mod architecture;
#[cfg(target_os = "linux")]
mod asking;
mod broken;
mod circles;
mod commands;
mod completing;
mod contract;
mod cycle;
mod decided;
mod decisions;
mod diff;
mod due;
mod examples;
mod generated;
mod hooks;
mod hostile;
mod hostile_git;
mod import;
mod log;
#[cfg(target_os = "linux")]
mod newcomer;
mod pack;
mod pages;
mod passed_over;
mod past;
mod positions;
mod readiness;
mod readme;
mod released;
mod renaming;
mod repositories;
mod road;
mod sheets;
mod signable;
mod staged;
mod support;
mod tested;
mod time;
mod trend;
mod trust;
mod usage;
mod writing;
