//! `isms audit`

use crate::cli::error::CliError;
use crate::cli::options::{Global, ReportArgs, chosen};
use crate::cli::shell::{Shell, which};
use crate::ops::read::Need;
use crate::ops::report::{Seen, reported};
use crate::report::readiness::verdict::LikelyGrade;
use crate::report::readiness::{ReadinessReport, Stage};
use clap::{Subcommand, ValueEnum};
use std::process::ExitCode;

/// What an auditor will see
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Clause by clause and control by control: pass, gap, fail or for a person to judge; likely findings first
    Readiness {
        /// Which audit is next
        #[arg(long, value_parser = chosen::<Stage>(), default_value = "2")]
        stage: Stage,

        /// Exit with 1 if a likely finding has this grade or a worse one; a record that cannot be judged counts as a minor
        #[arg(long, value_enum, default_value = "never", value_name = "GRADE")]
        fail_on: FailOn,

        #[command(flatten)]
        report: ReportArgs,
    },
}

/// From which grade on likely findings fail a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    Major,
    Minor,
    Never,
}

impl FailOn {
    fn grade(self) -> Option<LikelyGrade> {
        match self {
            FailOn::Major => Some(LikelyGrade::Major),
            FailOn::Minor => Some(LikelyGrade::Minor),
            FailOn::Never => None,
        }
    }
}

pub fn run(command: &Command, global: &Global) -> Result<ExitCode, CliError> {
    let Command::Readiness { stage, fail_on, report } = command;
    let shell = Shell::of(global);
    let build = |seen: &Seen<'_>| Ok(ReadinessReport::build(&seen.cx, seen.outcome(), *stage, &seen.footed()));
    let readiness = shell.ask(&which(global)?, |view| reported(view, Need::Rules, build))?;
    shell.report(&readiness, report)?;
    let failed = fail_on.grade().is_some_and(|grade| readiness.has(grade));
    Ok(if failed { ExitCode::from(1) } else { ExitCode::SUCCESS })
}
