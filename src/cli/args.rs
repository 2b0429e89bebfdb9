//! What a user may type. Help texts are written here once; docs, completions and the man page follow.

use super::commands::{
    audit, check, completions, diff, explain, hook, import, init, list, log, man, new, report, risk, rules, schema, show, soa, trend,
    verify,
};
use super::options::Global;
use clap::{Parser, Subcommand};

/// Run an ISO/IEC 27001 management system out of a folder of YAML records in git
#[derive(Debug, Parser)]
#[command(name = "isms", version, propagate_version = false, max_term_width = 100, disable_help_subcommand = true)]
#[command(
    after_help = "Exit codes: 0 clean or done, 1 findings, 2 wrong usage, 3 could not do it and nothing changed, 4 could not do all of it.
ISMS_CACHE: the folder where what is known of commits is kept, or `off` [default: isms in the user's cache folder]"
)]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,

    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The commands, in the order a programme is run.
#[derive(Debug, Subcommand)]
pub enum Command {
    Init(init::Args),
    #[command(alias = "validate")]
    Check(check::Args),
    Explain(explain::Args),
    Rules(rules::Args),
    Schema(schema::Args),
    New(new::Args),
    List(list::Args),
    Show(show::Args),
    Log(log::Args),
    Diff(diff::Args),
    Verify(verify::Args),
    Trend(trend::Args),
    #[command(subcommand)]
    Risk(risk::Command),
    #[command(subcommand)]
    Soa(soa::Command),
    #[command(subcommand)]
    Audit(audit::Command),
    Report(report::Args),
    Import(import::Args),
    #[command(subcommand)]
    Hook(hook::Command),
    Completions(completions::Args),
    Man(man::Args),
}
