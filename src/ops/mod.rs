//! What can be asked of a programme, whoever asks: no arguments, no terminal, no clock, no environment.
//!
//! Whoever asks says where they stand ([`open::World`]) and which state of which programme they mean ([`open::Which`]). They
//! get values, notes beside them ([`note::Note`]), or an error with what to do next ([`error::Error`]). A command is
//! arguments, one call and one print; a server or an editor would need no line of `cli`.

pub mod act;
pub mod answers;
mod approved;
pub mod ask;
pub mod audit;
pub mod catalogue;
pub mod check;
pub mod compare;
pub mod consent;
pub mod decide;
pub mod document;
pub mod due;
pub mod edit;
pub mod error;
pub mod evidence;
pub mod example;
pub mod explain;
pub mod export;
pub mod finish;
mod fix;
pub mod fleet;
pub mod hook;
pub mod ids;
pub mod import;
pub mod init;
mod layout;
pub mod list;
mod load;
pub mod log;
pub mod merge;
pub mod migrate;
pub mod new;
pub mod next;
pub mod note;
pub mod offer;
pub mod open;
pub mod pack;
pub mod paths;
mod period;
pub mod plan;
pub mod programme;
pub mod read;
pub mod record;
pub mod recover;
pub mod registers;
pub mod release;
pub mod remove;
pub mod rename;
pub mod report;
pub mod sample;
pub mod set;
pub mod show;
pub mod signoff;
pub mod site;
pub mod start;
pub mod suggest;
mod taking;
pub mod tested;
#[cfg(test)]
mod tests;
pub mod trend;
pub mod update;
pub mod verify;
mod waiting;
mod when;
pub mod who;
pub mod writing;
