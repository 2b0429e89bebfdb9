//! The programme as a folder of pages that lead to each other, to be read without a server and without this tool.

mod board;
mod folder;
mod full;
mod public;
mod put;
mod search;
mod staff;
mod texts;

pub use put::Put;

use super::error::Error;
use super::open::View;
use crate::base::choice::Choice;
use std::path::Path;

/// For whom a site is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Audience {
    /// Whoever may read the programme.
    #[default]
    Full,
    /// Everybody who works here.
    Staff,
    /// Top management and the board.
    Board,
    /// Anybody.
    Public,
}

impl Choice for Audience {
    const ALL: &'static [(&'static str, &'static str, Self)] = &[
        ("full", "Whoever may read the programme: every report and every record", Audience::Full),
        ("staff", "Everybody who works here: rules in force, who does what, trainings, how to report", Audience::Staff),
        ("board", "Top management and the board: how security stands, without single records", Audience::Board),
        (
            "public",
            "Anybody: scope, certificate, Statement of Applicability and public documents, as approved and committed",
            Audience::Public,
        ),
    ];
}

/// Writes the pages for an audience into a folder: only what changed, and nothing that is not the site's own is touched.
///
/// # Errors
/// When bytes cannot be had, or files not written; for the public also where nothing was committed.
pub fn site(view: &View, audience: Audience, folder: &Path) -> Result<Put, Error> {
    match audience {
        Audience::Full => full::pages(view, folder),
        Audience::Staff => staff::pages(view, folder),
        Audience::Board => board::pages(view, folder),
        Audience::Public => public::pages(view, folder),
    }
}
