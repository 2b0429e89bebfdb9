//! One file per command: its arguments, and what it does.

pub mod approve;
pub mod audit;
pub mod check;
pub mod completions;
pub mod diff;
pub mod done;
pub mod evidence;
pub mod explain;
pub mod hook;
pub mod import;
pub mod init;
pub mod list;
pub mod log;
pub mod man;
pub mod new;
pub mod record;
pub mod report;
pub mod risk;
pub mod rules;
pub mod schema;
pub mod set;
pub mod show;
pub mod soa;
pub mod state;
pub mod trend;
pub mod verify;
