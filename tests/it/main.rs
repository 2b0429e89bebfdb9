//! Whole-programme tests, in one binary.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod acting;
mod added_columns;
mod any_text;
mod apart;
mod architecture;
#[cfg(target_os = "linux")]
mod asking;
mod auditing;
mod branding;
mod broken;
mod browser;
mod building;
mod carried;
mod circles;
mod commands;
mod completing;
mod contract;
mod cycle;
mod decided;
mod decisions;
mod diff;
mod documents;
mod due;
mod examples;
#[cfg(feature = "parquet")]
mod exported;
mod fleet;
mod generated;
mod golden;
mod hooks;
mod hostile;
mod hostile_git;
mod import;
#[cfg(target_os = "linux")]
mod killing;
mod languages;
mod lists;
mod log;
mod maps;
mod merging;
#[cfg(target_os = "linux")]
mod newcomer;
mod office;
mod opening;
mod pack;
mod pages;
mod papers;
mod passed_over;
mod past;
mod payloads;
mod pictures;
mod planning;
mod positions;
mod printed;
mod programme;
mod raised;
mod readiness;
mod readme;
mod released;
mod renaming;
mod rendering;
mod repositories;
mod returned;
mod road;
mod sampling;
mod sheets;
mod signable;
mod site;
mod staged;
mod starting;
mod support;
mod tables;
mod tested;
mod time;
mod trend;
mod trust;
mod unbranded;
mod unread;
mod updating;
mod usage;
mod workbooks;
mod writing;
