//! `isms retire`, `isms rm`

use crate::cli::acting::ActArgs;
use crate::cli::error::CliError;
use crate::cli::options::{Global, words};
use crate::ops::remove;
use std::process::ExitCode;

/// Take a control, a document or an asset out of use; it stays, and says so
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  isms retire CTL-old-vpn --why \"The new access proxy does it\"")]
pub struct Args {
    /// The id of the record
    #[arg(value_name = "ID")]
    pub id: String,

    /// Why nobody needs it any more
    #[arg(long, value_name = "WORDS", value_parser = words)]
    pub why: String,

    /// The day it ends [default: today]
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    pub on: Option<String>,

    #[command(flatten)]
    pub act: ActArgs,
}

/// Take a record away, if nothing refers to it
///
/// Git keeps what it was. Records of what happened, such as findings and evidence, are closed or grow old instead, and so are
/// risks, controls, metrics and obligations that were there for a month: one that is gone looks like one that was hidden.
#[derive(Debug, clap::Args)]
pub struct RmArgs {
    /// The id of the record
    #[arg(value_name = "ID")]
    pub id: String,

    #[command(flatten)]
    pub act: ActArgs,
}

pub fn run(args: &Args, global: &Global) -> Result<ExitCode, CliError> {
    args.act.run(global, |view, how| remove::retire(view, how, &args.id, &args.why, args.on.as_deref()))
}

pub fn rm(args: &RmArgs, global: &Global) -> Result<ExitCode, CliError> {
    args.act.run(global, |view, how| remove::remove(view, how, &args.id))
}
