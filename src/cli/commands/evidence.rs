//! `isms evidence`

use crate::cli::acting::ActArgs;
use crate::cli::error::CliError;
use crate::cli::options::{Global, wish, words};
use crate::ops::evidence::{self, Collected};
use crate::ops::ids::Wish;
use clap::Subcommand;
use std::path::PathBuf;
use std::process::ExitCode;

/// Keep what shows that something is so
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a file evidence, with its digest
    ///
    /// A file in the programme's folder stays where it is; any other is copied to `evidence/files`. What looks like a
    /// password, a key or a list of people is told before git keeps it for ever.
    Add {
        #[arg(value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
        file: PathBuf,

        /// What it speaks for: ids of records, controls of Annex A, clauses
        #[arg(long, value_name = "ID", num_args = 1.., value_delimiter = ',')]
        supports: Vec<String>,

        /// What people call it [default: the name of the file]
        #[arg(long, value_parser = words)]
        title: Option<String>,

        /// The id, if it is not to follow from the title; `random` draws one
        #[arg(long, value_parser = wish)]
        id: Option<Wish>,

        /// Where it is from, such as a system
        #[arg(long)]
        source: Option<String>,

        /// The first day it speaks of [default: the day it was collected]
        #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
        from: Option<String>,

        /// The last day it speaks of
        #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
        to: Option<String>,

        #[command(flatten)]
        happened: super::record::HappenedArgs,

        #[command(flatten)]
        act: ActArgs,
    },
}

pub fn run(command: &Command, global: &Global) -> Result<ExitCode, CliError> {
    let Command::Add { file, supports, title, id, source, from, to, happened, act } = command;
    let collected = Collected {
        file: file.clone(),
        supports: supports.clone(),
        title: title.clone(),
        id: id.clone().unwrap_or_default(),
        source: source.clone(),
        on: happened.on.clone(),
        from: from.clone(),
        to: to.clone(),
        by: happened.by.clone(),
    };
    act.run(global, |view, how| evidence::add(view, how, &collected))
}
