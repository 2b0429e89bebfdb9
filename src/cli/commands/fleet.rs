//! `isms fleet`

use super::{check, due};
#[cfg(feature = "parquet")]
use crate::base::date::Date;
use crate::base::date::Period;
use crate::base::text::count;
use crate::check::Selection;
use crate::cli::error::CliError;
use crate::cli::options::{DatedArgs, Global, ReportArgs, ToldArgs, ToldAs, chosen};
use crate::cli::shell::{Answered, Shell, named_by_ending, which, world};
use crate::ops::error::Error;
use crate::ops::fleet::{self, Fleet};
use crate::ops::note::Note;
use crate::register::due::Matter;
use crate::render::{Answer, ToldFormat, Written};
use crate::report::due::Wanted;
use crate::report::fleet::FleetCheckReport;
#[cfg(feature = "parquet")]
use crate::report::trend::By;
#[cfg(feature = "parquet")]
use crate::report::unread;
use clap::Subcommand;
use std::path::PathBuf;
use std::process::ExitCode;

/// Look at many programmes at once: those of a group, or of a consultant's clients
///
/// `fleet.yaml` says which: each by its folder, several by a pattern such as `clients/*`, or as a branch of a repository on this
/// machine. Each is read by itself; what cannot be read is told and costs its own line. Nothing is cloned or fetched: what is not
/// here is named with the git command that brings it. `--at` takes a day, and shows each programme as it was then.
///
/// A test in `--where` is one of `isms list`. It may ask for `programme`, `path`, `owner` and every tag.
#[derive(Debug, Subcommand)]
#[command(after_help = "Examples:
  isms fleet init
  isms fleet status --where 'region = dach and open_majors > 0'
  isms fleet due --owner Eva --within 30d -o week.ics
  isms fleet check --fail-on error -o findings.sarif")]
pub enum Command {
    /// Write a `fleet.yaml` that names the programmes in the folders below
    Init {
        /// The folder to write it to
        #[arg(value_name = "DIR", default_value = ".", value_hint = clap::ValueHint::DirPath)]
        folder: PathBuf,
    },
    /// Show how each stands, those that need help first, with why
    ///
    /// Before all comes what cannot be judged, then open majors, an audit that is near, errors, acceptances that ran out, what is
    /// late, and risks above the appetite that nobody accepts. Tests and `--sort` know these by `unread`, `open_majors`,
    /// `next_audit`, `days_to_audit`, `errors`, `expired_acceptances`, `overdue` and `above_unaccepted`, and also `organisation`,
    /// `phase`, `step`, `due_soon`, `risks`, `above_appetite`, `warnings` and `last_change`.
    Status {
        /// Show only programmes that pass this test
        #[arg(long = "where", value_name = "TEST")]
        test: Option<String>,

        /// Sort by these fields; `-` before one puts the highest first
        #[arg(long, value_name = "FIELD", value_delimiter = ',', allow_hyphen_values = true)]
        sort: Vec<String>,

        #[command(flatten)]
        report: ReportArgs,
    },
    /// List everything that has a day in any of them: what is late, and what comes
    Due {
        /// How far to look ahead, such as `30d` or `12mo`
        #[arg(long, default_value = "30d", value_name = "PERIOD")]
        within: Period,

        /// Only programmes that somebody looks after; or only what a role or person sees to, where `me` is whoever git says you are
        #[arg(long, value_name = "OWNER|ROL|PER|me")]
        owner: Option<String>,

        /// Only these
        #[arg(long, value_parser = chosen::<Matter>(), value_delimiter = ',', value_name = "KIND")]
        kind: Vec<Matter>,

        /// Show only programmes that pass this test
        #[arg(long = "where", value_name = "TEST")]
        test: Option<String>,

        /// Exit with 1 if something is late
        #[arg(long, value_enum, default_value = "never", value_name = "WHEN")]
        fail_on: due::FailOn,

        #[command(flatten)]
        report: DatedArgs,
    },
    /// Put programmes beside each other: risk methods, risks by level, and controls of which they say different things
    ///
    /// Levels are compared where methods have the same ones, and scores never; what cannot be compared is said.
    Compare {
        /// Their names in `fleet.yaml`, at least two
        #[arg(value_name = "PROGRAMME", required = true, num_args = 2..)]
        names: Vec<String>,

        #[command(flatten)]
        report: ReportArgs,
    },
    /// Write rows of all registers as Parquet files, for questions in SQL over all programmes
    ///
    /// In the folder, each table has a folder, in it each day, in it 64 groups of programmes; DuckDB and Spark read day and group
    /// as columns. The last commit of each programme is judged on the day; files that differ from it are named. What was written
    /// already from the same commit is not read again. docs/fleet.md has questions to begin with.
    #[cfg(feature = "parquet")]
    Export {
        /// The folder; made if it is not there
        #[arg(short, long, value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
        output: PathBuf,

        /// Export only programmes that pass this test
        #[arg(long = "where", value_name = "TEST")]
        test: Option<String>,

        /// Where files differ from the last commit, export the files
        #[arg(long, conflicts_with = "at")]
        changed: bool,

        /// Leave this out; columns stay, without values
        #[arg(long, value_parser = chosen::<fleet::Without>(), value_delimiter = ',', value_name = "WHAT")]
        without: Vec<fleet::Without>,

        /// Also the end of each period since --since
        #[arg(long, value_parser = chosen::<By>(), requires = "since", value_name = "PERIOD")]
        by: Option<By>,

        /// The day from which on periods are exported
        #[arg(long, requires = "by", value_name = "DATE")]
        since: Option<Date>,
    },
    /// Check all of them, and the file that names them
    ///
    /// As SARIF each finding carries its programme, and as JUnit XML each programme is a suite. Their paths are seen from the folder
    /// of `fleet.yaml` where a programme lies below it, and stand as that file has them elsewhere.
    Check {
        /// Check only programmes that pass this test
        #[arg(long = "where", value_name = "TEST")]
        test: Option<String>,

        /// Run only these rules
        #[arg(long, value_name = "RULE", value_delimiter = ',')]
        select: Vec<String>,

        /// Leave these rules out
        #[arg(long, value_name = "RULE", value_delimiter = ',')]
        ignore: Vec<String>,

        /// Tell people all findings, and not errors alone; programs always get all
        #[arg(long)]
        all: bool,

        /// Exit with 1 if there are findings of this level or worse
        #[arg(long, value_enum, default_value = "error", value_name = "LEVEL")]
        fail_on: check::FailOn,

        #[command(flatten)]
        report: ToldArgs,
    },
}

pub fn run(command: &Command, global: &Global) -> Result<ExitCode, CliError> {
    let shell = Shell::of(global);
    match command {
        Command::Init { folder } => {
            let root = global.dir.as_ref().map_or_else(|| folder.clone(), |dir| dir.join(folder));
            let begun = fleet::begin(&root)?;
            shell.tell(begun.notes);
            let next = if begun.programmes == 0 { "name them in it, then `isms fleet status`" } else { "`isms fleet status`" };
            let named = count(begun.programmes, "programme");
            shell.tell([Note::done(format!("wrote `{}`, which names {named}\nnext: {next}", begun.path.display()))]);
            Ok(ExitCode::SUCCESS)
        }
        Command::Status { test, sort, report } => {
            let wanted = fleet::Wanted { test: test.as_deref(), sort };
            asked(&shell, global, report, |fleet| fleet::status(fleet, wanted))?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Due { within, owner, kind, test, fail_on, report } => {
            let wanted = Wanted { within: *within, owner: owner.clone(), matters: kind.clone() };
            let due = asked(&shell, global, &report.report(), |fleet| fleet::due(fleet, test.as_deref(), &wanted))?;
            Ok(match fail_on {
                due::FailOn::Overdue => due.judged(|due| due.overdue > 0),
                due::FailOn::Never => ExitCode::SUCCESS,
            })
        }
        Command::Compare { names, report } => {
            asked(&shell, global, report, |fleet| fleet::compare(fleet, names))?;
            Ok(ExitCode::SUCCESS)
        }
        #[cfg(feature = "parquet")]
        Command::Export { output, test, changed, without, by, since } => {
            let wanted = fleet::WantedRows { test: test.as_deref(), changed: *changed, without, since: by.zip(*since) };
            exported(&shell, fleet::export(opened(global)?, wanted, output)?, output)
        }
        Command::Check { test, select, ignore, all, fail_on, report } => {
            let selection = Selection { select: select.clone(), ignore: ignore.clone() };
            let ask = |fleet| fleet::check(fleet, test.as_deref(), &selection, *all);
            let endings = ToldAs::all().map(|(_, ending, format)| (ending, format));
            let named = report.format.map_or_else(|| named_by_ending(report.output.as_deref(), endings), |format| Ok(Some(format)))?;
            let check = match named {
                Some(ToldAs::Findings(format)) => found(&shell, global, (report, format), ask)?,
                Some(ToldAs::Report(format)) => asked(&shell, global, &report.report(Some(format)), ask)?,
                None => asked(&shell, global, &report.report(None), ask)?,
            };
            Ok(check.judged(|check| check.worst().is_some_and(|worst| fail_on.fails(worst))))
        }
    }
}

/// Asks all programmes for a report, writes it, and tells what is to be said of it.
fn asked<R: Written>(
    shell: &Shell,
    global: &Global,
    args: &ReportArgs,
    ask: impl FnOnce(Fleet) -> Result<(R, Fleet), Error>,
) -> Result<Answered<R>, CliError> {
    let (report, fleet) = ask(opened(global)?)?;
    shell.tell(fleet.notes());
    let unread = fleet.unread();
    // It is about several organisations, so that it has the looks of none.
    shell.report(&Answer { report: &report, unread: &unread, brand: None }, args)?;
    Ok(Answered::of(report, unread.is_empty() && !fleet.is_short()))
}

/// The same for findings, in a format of theirs.
fn found(
    shell: &Shell,
    global: &Global,
    (args, format): (&ToldArgs, &ToldFormat),
    ask: impl FnOnce(Fleet) -> Result<(FleetCheckReport, Fleet), Error>,
) -> Result<Answered<FleetCheckReport>, CliError> {
    if args.bom {
        return Err(CliError::usage(format!("`--bom` is for CSV, and this is `{}`", format.name)).hint("leave it out"));
    }
    let (report, fleet) = ask(opened(global)?)?;
    shell.tell(fleet.notes());
    shell.emit(args.output.as_deref(), |out, _| (format.write)(&report.told(), out))?;
    Ok(Answered::of(report, fleet.unread().is_empty() && !fleet.is_short()))
}

fn opened(global: &Global) -> Result<Fleet, CliError> {
    Ok(Fleet::open(world(), &which(global)?)?)
}

/// Tells what was written, and of which programmes nothing was.
#[cfg(feature = "parquet")]
fn exported(shell: &Shell, (exported, fleet): (fleet::Exported, Fleet), output: &std::path::Path) -> Result<ExitCode, CliError> {
    shell.tell(fleet.notes());
    let lost = exported.unread.iter().map(|one| {
        let help = one.help.as_ref().map_or(String::new(), |help| format!("; {help}"));
        Note::always(format!("nothing of `{}` is exported: {}{help}", one.about.programme, one.why))
    });
    shell.tell(lost);
    let absent = exported.absent.iter();
    shell.tell(absent.map(|(name, (days, why))| Note::usual(format!("nothing of `{name}` on {} before: {why}", count(*days, "day")))));
    shell.tell(unread::told(&fleet.unread()).map(Note::always));
    let fleet::Exported { days, read, kept, files, .. } = exported;
    let of = if days == 1 { String::new() } else { format!(" on {days} days") };
    let told =
        format!("`{}`: {}{of} read, {kept} there already; {} written", output.display(), count(read, "programme"), count(files, "file"));
    shell.tell([Note::done(told)]);
    Ok(ExitCode::from(u8::from(fleet.is_short() || !fleet.unread().is_empty())))
}
