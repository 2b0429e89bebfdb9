//! `isms check`

use crate::base::diagnostic::Level;
use crate::check::Selection;
use crate::cli::error::CliError;
use crate::cli::options::Global;
use crate::cli::shell::{Shell, named_by_ending, which};
use crate::ops::check::{Wanted, check};
use crate::ops::open::{State, View, Which};
use crate::ops::paths::programme_of;
use crate::ops::writing::told;
use crate::render::{CHECK_FORMATS, CheckFormat};
use crate::store::worktree::WorkTree;
use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use std::path::PathBuf;
use std::process::ExitCode;

/// Check records against their schemas, their references and the rules of an auditor
///
/// People are told by who must act: the owner of the action or record that a finding stands in, or else the role with the
/// duty `isms-conformity`; a role that one person holds stands with the person. What several findings in the care of one owner have in common is said once with all places. The
/// first twenty are shown and the rest counted. Formats for programs have each finding, and the exit code counts all.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Args {
    /// Show only findings in these files or folders; everything is read all the same
    #[arg(value_name = "PATH", value_hint = clap::ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,

    #[command(flatten)]
    pub shown: Shown,

    /// Check what is staged in git instead of the files
    #[arg(long)]
    pub staged: bool,

    /// Show only findings that this commit, or the last one of this day, did not have yet
    #[arg(long, value_name = "REV|DATE")]
    pub since: Option<String>,

    /// Run only these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub select: Vec<String>,

    /// Leave these rules out
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub ignore: Vec<String>,

    /// Show findings that an exception silences, too
    #[arg(long)]
    pub show_waived: bool,

    /// Tell people all findings, and not the first twenty; programs always get all
    #[arg(long)]
    pub all: bool,

    /// Apply the fixes that cannot change a meaning, such as quotes around a version
    #[arg(long, conflicts_with_all = ["staged", "at"])]
    pub fix: bool,
}

/// How findings come out, and what they do to the exit code.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Shown {
    /// How findings are shown [default: by the ending of --output, else human]
    #[arg(long, value_parser = format())]
    pub format: Option<&'static CheckFormat>,

    /// Write to this file, all or nothing; `-` is stdout
    #[arg(short, long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub output: Option<PathBuf>,

    /// Exit with 1 if there are findings of this level or worse
    #[arg(long, value_enum, default_value = "error", value_name = "LEVEL")]
    pub fail_on: FailOn,
}

/// Takes the name of a format of findings, and lists them in help.
fn format() -> impl TypedValueParser<Value = &'static CheckFormat> {
    PossibleValuesParser::new(CHECK_FORMATS.iter().map(|format| PossibleValue::new(format.name).help(format.holds)))
        .map(|name| CheckFormat::by_name(&name).expect("the parser takes only these names"))
}

/// From which level on findings fail a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    Info,
    Warning,
    #[default]
    Error,
    Never,
}

impl FailOn {
    pub fn fails(self, level: Level) -> bool {
        match self {
            FailOn::Info => true,
            FailOn::Warning => level >= Level::Warning,
            FailOn::Error => level >= Level::Error,
            FailOn::Never => false,
        }
    }
}

pub fn run(args: &Args, global: &Global) -> Result<ExitCode, CliError> {
    let mut which = which(global)?;
    if args.staged {
        if which.state != State::Files {
            return Err(CliError::usage("`--at` and `--staged` name two different states").hint("leave one of them out"));
        }
        which.state = State::Staged;
    }
    let wanted = Wanted {
        paths: args.paths.clone(),
        only_worse: false,
        since: args.since.clone(),
        selection: Selection { select: args.select.clone(), ignore: args.ignore.clone() },
        show_waived: args.show_waived,
        without_history: false,
        fix: args.fix,
        all: args.all,
    };
    let shell = Shell::of(global);
    let view = shell.open(&elsewhere(args, &which).unwrap_or(which))?;
    judged(&shell, &view, &wanted, &args.shown)
}

/// `isms check examples/acme` from outside any programme means the one that the path is in.
fn elsewhere(args: &Args, which: &Which) -> Option<Which> {
    if which.dir.is_some() || WorkTree::discover(&std::env::current_dir().ok()?).is_some() {
        return None;
    }
    let dir = args.paths.iter().find_map(|path| programme_of(path))?;
    Some(Which { dir: Some(dir), ..which.clone() })
}

/// Judges a state and shows what is found.
pub fn judged(shell: &Shell, view: &View, wanted: &Wanted, shown: &Shown) -> Result<ExitCode, CliError> {
    let endings = CHECK_FORMATS.iter().filter_map(|format| Some((format.extension?, format)));
    let named = shown.format.map_or_else(|| named_by_ending(shown.output.as_deref(), endings), |format| Ok(Some(format)))?;
    let format = named.unwrap_or(&CHECK_FORMATS[0]);
    let checked = shell.told(view, check(view, wanted))?;
    let report = checked.report();
    let write = shell.emit(shown.output.as_deref(), |out, look| (format.write)(&report, look, out));
    write.map_err(|error| error.after(told(&checked.fixed)))?;
    let failed = checked.findings.iter().any(|finding| shown.fail_on.fails(finding.level));
    // The command ends here: to give a programme back value by value takes a good part of the time that reading it did.
    std::mem::forget(checked);
    Ok(if failed { ExitCode::from(1) } else { ExitCode::SUCCESS })
}
