//! `isms audit`

use crate::base::text::count;
use crate::cli::error::CliError;
use crate::cli::options::{Global, ReportArgs, chosen};
use crate::cli::shell::{Shell, which};
use crate::ops::note::Note;
use crate::ops::pack::{self, Wanted};
use crate::ops::read::Need;
use crate::ops::report::{Seen, reported};
use crate::render::Look;
use crate::report::cycle::CycleReport;
use crate::report::readiness::verdict::LikelyGrade;
use crate::report::readiness::{ReadinessReport, Stage, VisitReport};
use clap::{Subcommand, ValueEnum};
use std::io::{IsTerminal as _, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};

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
    /// The visits that the certificate asks for – surveillance and recertification – with their windows, clauses and controls
    ///
    /// The certification body's own plan counts where its audit record names clauses or controls. Everything else is divided
    /// over the surveillance audits; how much each looks at is practice and no rule.
    Cycle(ReportArgs),
    /// Put reports, records, the files they name and the history into one archive for an auditor, with a manifest of digests
    ///
    /// Links are not followed, and what git is told to ignore or what seems to hold a secret is left out and said. `isms verify
    /// FILE` checks it, and `sha256sum -c SHA256SUMS` in the unpacked folder does without isms.
    Pack(PackArgs),
}

/// What a bundle holds.
#[derive(Debug, clap::Args)]
pub struct PackArgs {
    /// Write it to this file, all or nothing [default: stdout, if that is no terminal]
    #[arg(short, long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub output: Option<PathBuf>,

    /// Only what anybody may see: the public Statement of Applicability
    #[arg(long)]
    pub public: bool,

    /// Leave out records of a kind, such as `incident`, or a field, such as `risk.scenario`; reports are left out then
    #[arg(long, value_name = "KIND[.FIELD]", value_delimiter = ',', conflicts_with = "public")]
    pub without: Vec<String>,
}

fn pack(args: &PackArgs, global: &Global) -> Result<ExitCode, CliError> {
    let shell = Shell::of(global);
    if args.output.is_none() && std::io::stdout().is_terminal() {
        return Err(CliError::usage("a bundle is nothing for a terminal").hint("name a file: `-o pack.zip`"));
    }
    let wanted = Wanted { public: args.public, without: args.without.clone() };
    let mut bundle = shell.ask(&which(global)?, |view| pack::pack(view, &wanted))?;
    let bundle_of = Mutex::new(&mut bundle);
    let write = |out: &mut dyn Write, _: &Look| bundle_of.lock().unwrap_or_else(PoisonError::into_inner).write(out);
    shell.emit(args.output.as_deref(), write)?;
    let left = bundle.manifest.left_out.iter().map(|left| Note::always(format!("`{}` is left out: {}", left.path, left.why)));
    shell.tell(left);
    let files = count(bundle.manifest.files.len(), "file");
    let into = args.output.as_ref().map_or(String::new(), |path| format!(" into `{}`", path.display()));
    shell.tell([Note::done(format!("packed {files}{into}; manifest sha256:{}", bundle.digest))]);
    Ok(ExitCode::SUCCESS)
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
    let shell = Shell::of(global);
    let (stage, fail_on, report) = match command {
        Command::Readiness { stage, fail_on, report } => (stage, fail_on, report),
        Command::Pack(args) => return pack(args, global),
        Command::Cycle(report) => {
            let build = |seen: &Seen<'_>| Ok(CycleReport::build(&seen.cx, &seen.origin));
            shell.report(&shell.ask(&which(global)?, |view| reported(view, Need::Approvals, build))?, report)?;
            return Ok(ExitCode::SUCCESS);
        }
    };
    let has = |readiness: &ReadinessReport| fail_on.grade().is_some_and(|grade| readiness.has(grade));
    let failed = if stage.is_visit() {
        let build = |seen: &Seen<'_>| Ok(VisitReport::build(&seen.cx, seen.outcome(), *stage, &seen.footed()));
        let visit = shell.ask(&which(global)?, |view| reported(view, Need::Rules, build))?;
        shell.report(&visit, report)?;
        has(&visit.readiness)
    } else {
        let build = |seen: &Seen<'_>| Ok(ReadinessReport::build(&seen.cx, seen.outcome(), *stage, &seen.footed()));
        let readiness = shell.ask(&which(global)?, |view| reported(view, Need::Rules, build))?;
        shell.report(&readiness, report)?;
        has(&readiness)
    };
    Ok(if failed { ExitCode::from(1) } else { ExitCode::SUCCESS })
}
