//! `isms approve`, `isms accept`

use crate::cli::acting::ActArgs;
use crate::cli::error::CliError;
use crate::cli::options::Global;
use crate::ops::consent::{self, Accepted, Consent};
use std::process::ExitCode;

/// Approve a record as it is: a risk's plan, a document, the scope, the method
///
/// Who approved, when, and a digest of what was approved are written down together, so that a later change ends the
/// approval. Whoever may not approve is refused. Approvers who never touch git sign a paper or write a mail: keep it as
/// evidence, and name it with `--shown-by`; who typed it is written down, too.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  isms approve RSK-001
  isms approve method --by ROL-managing-director --shown-by EVD-minutes --commit")]
pub struct Args {
    /// The id of a record, or `scope`, `soa`, `plan`, `method`
    #[arg(value_name = "ID")]
    pub what: String,

    #[command(flatten)]
    pub consent: ConsentArgs,

    #[command(flatten)]
    pub act: ActArgs,
}

/// Accept what is left of a risk until a day
///
/// Only the authority that the method names for the level may, or that of a higher level.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  isms accept RSK-014 --until +6mo --why \"The spare part comes in May\"")]
pub struct AcceptArgs {
    /// The id of the risk
    #[arg(value_name = "RISK")]
    pub risk: String,

    /// The last day it counts, such as `2027-01-31` or `+6mo`
    #[arg(long, value_name = "DAY")]
    pub until: String,

    /// Why it is acceptable
    #[arg(long, value_name = "WORDS")]
    pub why: String,

    #[command(flatten)]
    pub consent: ConsentArgs,

    #[command(flatten)]
    pub act: ActArgs,
}

/// Who says yes.
#[derive(Debug, clap::Args)]
pub struct ConsentArgs {
    /// The role or person who says yes [default: whoever git knows you as, in the role that gives them a say]
    #[arg(long, value_name = "ROL|PER")]
    pub by: Option<String>,

    /// The day they said it [default: today]
    #[arg(long, value_name = "DAY")]
    pub on: Option<String>,

    /// The evidence or review that keeps what they said, where you type for them
    #[arg(long, value_name = "EVD|REV", requires = "by")]
    pub shown_by: Option<String>,
}

impl ConsentArgs {
    fn consent(&self) -> Consent {
        Consent { by: self.by.clone(), on: self.on.clone(), shown_by: self.shown_by.clone() }
    }
}

pub fn run(args: &Args, global: &Global) -> Result<ExitCode, CliError> {
    args.act.run(global, |view, how| consent::approve(view, how, &args.what, &args.consent.consent()))
}

pub fn accept(args: &AcceptArgs, global: &Global) -> Result<ExitCode, CliError> {
    let accepted = Accepted { risk: args.risk.clone(), until: args.until.clone(), why: args.why.clone() };
    args.act.run(global, |view, how| consent::accept(view, how, &accepted, &args.consent.consent()))
}
