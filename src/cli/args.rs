//! What a user may type. Help texts are written here once; docs, completions and the man page follow.

use super::commands::{
    audit, check, completions, diff, explain, hook, import, init, list, log, man, new, risk, rules, schema, show, soa, trend, verify,
};
use clap::{Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

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

/// Options of every command.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Global {
    /// Work on the programme in this folder or above it
    #[arg(short = 'C', long, global = true, value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    pub dir: Option<PathBuf>,

    /// Read the programme as it was at a commit, tag or branch, or at the end of a day
    ///
    /// `REV:FOLDER` names a folder of that commit, and `approved:ID` the commit that brought the approval which a record or
    /// a file such as `soa` carries.
    #[arg(long, global = true, value_name = "REV|DATE")]
    pub at: Option<String>,

    /// Judge dates as of this day [default: ISMS_TODAY, else the day or the commit's of --at, else today]
    #[arg(long, global = true, value_name = "DATE")]
    pub today: Option<String>,

    /// Use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: ColorWhen,

    /// Say nothing on stderr but errors
    #[arg(short, long, global = true)]
    pub quiet: bool,

    /// Say on stderr what was read, and as of which day
    #[arg(short, long, global = true)]
    pub verbose: bool,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ColorWhen {
    #[default]
    Auto,
    Always,
    Never,
}

/// How a report comes out.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct ReportArgs {
    /// Write it in this format [default: by the ending of --output, else text]
    #[arg(long, value_enum)]
    pub format: Option<ReportFormat>,

    /// Write it to this file, all or nothing; `-` is stdout
    #[arg(short, long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub output: Option<PathBuf>,
}

/// The formats of reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    Text,
    Md,
    Html,
    Csv,
    Json,
    Yaml,
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
    Import(import::Args),
    #[command(subcommand)]
    Hook(hook::Command),
    Completions(completions::Args),
    Man(man::Args),
}
