//! `isms approve`, `isms accept`

use crate::cli::acting::ActArgs;
use crate::cli::error::CliError;
use crate::cli::options::{Global, words};
use crate::ops::consent::{self, Accepted, Consent};
use crate::ops::signoff::{self, Signed};
use std::path::PathBuf;
use std::process::ExitCode;

/// Approve a record as it is: a risk's plan, a document, the scope, the method
///
/// Who approved, when, and a digest of what was approved are written down together, so that a later change ends the
/// approval. Whoever may not approve is refused. Approvers who never touch git sign a paper or write a mail: keep it as
/// evidence, and name it with `--shown-by`; who typed it is written down, too. A sheet of `isms signoff` is recorded as a
/// whole: what has changed since it was printed is left out, and named.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  isms approve RSK-001
  isms approve method --by ROL-managing-director --shown-by EVD-minutes --commit
  isms approve --sheet sheet.html --by ROL-managing-director --scan signed.pdf --without RSK-014")]
pub struct Args {
    /// The id of a record, or `scope`, `soa`, `plan`, `method`
    #[arg(value_name = "ID", required_unless_present = "sheet", conflicts_with = "sheet")]
    pub what: Option<String>,

    /// All that a sheet says which `isms signoff` wrote and somebody signed
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub sheet: Option<PathBuf>,

    /// The signed sheet, to be kept as evidence
    #[arg(long, value_name = "FILE", requires_all = ["sheet", "by"], conflicts_with = "shown_by", value_hint = clap::ValueHint::FilePath)]
    pub scan: Option<PathBuf>,

    /// What was struck out on the sheet
    #[arg(long, value_name = "ID", requires = "sheet")]
    pub without: Vec<String>,

    /// Why the risks on a sheet are acceptable, where that was written by hand; of a text that is still the catalogue's, why it
    /// fits as it is
    #[arg(long, value_name = "WORDS", value_parser = words)]
    pub why: Option<String>,

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
    #[arg(long, value_name = "WORDS", value_parser = words)]
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
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    pub on: Option<String>,

    /// The evidence or review that keeps what they said, where you type for them
    #[arg(long, value_name = "EVD|REV", requires = "by")]
    pub shown_by: Option<String>,
}

impl ConsentArgs {
    fn consent(&self) -> Consent {
        Consent { by: self.by.clone(), on: self.on.clone(), shown_by: self.shown_by.clone(), why: None }
    }
}

pub fn run(args: &Args, global: &Global) -> Result<ExitCode, CliError> {
    let consent = Consent { why: args.why.clone().filter(|_| args.sheet.is_none()), ..args.consent.consent() };
    let (Some(sheet), None) = (&args.sheet, &args.what) else {
        return args.act.run(global, |view, how| consent::approve(view, how, args.what.as_deref().unwrap_or_default(), &consent));
    };
    let signed = Signed { sheet: sheet.clone(), scan: args.scan.clone(), without: args.without.clone(), why: args.why.clone() };
    args.act.run(global, |view, how| signoff::record(view, how, &signed, &consent))
}

pub fn accept(args: &AcceptArgs, global: &Global) -> Result<ExitCode, CliError> {
    let accepted = Accepted { risk: args.risk.clone(), until: args.until.clone(), why: args.why.clone() };
    args.act.run(global, |view, how| consent::accept(view, how, &accepted, &args.consent.consent()))
}
