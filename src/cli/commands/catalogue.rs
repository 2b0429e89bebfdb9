//! `isms catalogue`

use crate::catalogue::Kind;
use crate::cli::acting::ActArgs;
use crate::cli::error::CliError;
use crate::cli::options::{Global, ReportArgs, chosen};
use crate::cli::shell::{Shell, which};
use crate::edit::assign::Assignment;
use crate::ops::catalogue;
use crate::render::Answer;
use clap::Subcommand;
use std::process::ExitCode;

/// Drafts to begin with: risks, controls, policies, metrics and more, in words of our own
///
/// A draft claims nothing: it has no rating, no owner, no day and no result. `isms check` names each that nobody has rewritten,
/// by its words and not by its tag, and approving one asks why it fits.
#[derive(Debug, Subcommand)]
#[command(after_help = "Examples:
  isms catalogue list risk --for saas
  isms catalogue show control A.5.15
  isms catalogue add document access-control")]
pub enum Command {
    /// List the drafts there are
    List {
        /// Only these kinds
        #[arg(value_name = "KIND", value_parser = chosen::<Kind>())]
        kinds: Vec<Kind>,

        /// Only those for companies like this: `saas`, `production`, `remote`
        #[arg(long = "for", value_name = "TRAIT", value_delimiter = ',')]
        traits: Vec<String>,

        #[command(flatten)]
        report: ReportArgs,
    },
    /// Show a draft whole, with what to find out first
    Show {
        #[arg(value_name = "KIND", value_parser = chosen::<Kind>())]
        kind: Kind,

        /// Its name; of a control, also its number in Annex A
        name: String,

        #[command(flatten)]
        report: ReportArgs,
    },
    /// Take a draft into the programme
    Add {
        #[arg(value_name = "KIND", value_parser = chosen::<Kind>())]
        kind: Kind,

        /// Its name; of a control, also its number in Annex A
        name: String,

        /// Set a field of the record, such as `owner=ROL-it-lead`
        #[arg(long = "set", value_name = "FIELD=VALUE")]
        fields: Vec<Assignment>,

        #[command(flatten)]
        act: ActArgs,
    },
    /// Say what the catalogue has otherwise today of what was taken from it; nothing changes by itself
    Diff(ReportArgs),
}

pub fn run(command: &Command, global: &Global) -> Result<ExitCode, CliError> {
    match command {
        Command::List { kinds, traits, report } => {
            Shell::of(global).report(&Answer::whole(&catalogue::list(kinds, traits)?), report)?;
        }
        Command::Show { kind, name, report } => Shell::of(global).report(&Answer::whole(&catalogue::show(*kind, name)?), report)?,
        Command::Add { kind, name, fields, act } => {
            return act.run(global, |view, how| catalogue::add(view, how, *kind, name, fields));
        }
        Command::Diff(report) => drop(Shell::of(global).answer(&which(global)?, report, catalogue::diff)?),
    }
    Ok(ExitCode::SUCCESS)
}
