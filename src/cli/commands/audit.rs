//! `isms audit`

use super::report::{asked, named};
use crate::base::date::Period;
use crate::base::text::{count, is_hidden};
use crate::cli::acting::ActArgs;
use crate::cli::error::CliError;
use crate::cli::options::{Global, ReportArgs, chosen, words};
use crate::cli::shell::{Answered, Shell, which};
use crate::ops::audit;
use crate::ops::note::Note;
use crate::ops::pack::{self, Wanted};
use crate::ops::programme;
use crate::ops::read::Need;
use crate::ops::report::{Seen, reported};
use crate::ops::sample::{self, Size};
use crate::render::Look;
use crate::report::Report as _;
use crate::report::cycle::CycleReport;
use crate::report::programme::ProgrammeReport;
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
    /// over the surveillance audits; how much each looks at is practice and no rule. A wheel shows the visits, and the internal
    /// audits and management reviews that are recorded while the certificate runs; tables say the same.
    Cycle(ReportArgs),
    /// The programme of internal audits: what was looked at when, what comes first and why, who may look
    ///
    /// With `--write`, what is to be looked at in the time ahead and is in no audit to come goes into planned audits, the most
    /// urgent into the first one: drafts, whose days, scope and auditors are for somebody to confirm.
    #[command(after_help = "Examples:
  isms audit plan -o programme.html
  isms audit plan --write --audits 3 --dry-run")]
    Plan(PlanArgs),
    /// What to ask in an audit, what to ask for, what rules and earlier findings say, and room for answers
    ///
    /// It has the clauses and controls that the audit names; all of them where it names none. What is written under `answers:`
    /// in the record of the audit stands in its place.
    Checklist {
        /// The id of the audit
        #[arg(value_name = "AUD")]
        audit: String,

        #[command(flatten)]
        report: ReportArgs,
    },
    /// Draw a sample that anybody can draw again, or draw those again that an audit has in its record
    ///
    /// The population is the records of a kind, those for which a test holds, or the lines of a file; its digest is told with the
    /// sample. The order is that of the SHA-256 of `SEED:ITEM`, so `sha256sum` and `sort` draw the same; the report says how.
    /// The seed follows from the audit and the population unless it is said: whoever keeps the list has no say in what is drawn
    /// where the auditor says a seed after the list is closed, such as a throw of dice.
    #[command(after_help = "Examples:
  isms audit sample AUD-2027-1 --of 'control: status = implemented' --table
  isms audit sample AUD-2027-1 --of tickets.txt --size 12 --what 'changes of April' --commit
  isms audit sample AUD-2027-1")]
    Sample(SampleArgs),
    /// An audit as a report: scope, auditors and their independence, samples, findings as they stand today; what is not written
    /// is said
    Report {
        /// The id of the audit
        #[arg(value_name = "AUD")]
        audit: String,

        #[command(flatten)]
        report: ReportArgs,
    },
    /// Put reports, records, the files they name and the history into one archive for an auditor, with a manifest of digests
    ///
    /// Links are not followed, and what git is told to ignore or what seems to hold a secret is left out and said. `isms verify
    /// FILE` checks it, and `sha256sum -c SHA256SUMS` in the unpacked folder does without isms.
    Pack(PackArgs),
}

/// The programme of audits.
#[derive(Debug, clap::Args)]
pub struct PlanArgs {
    /// Write planned audits; so do `--dry-run` and `--commit`
    #[arg(long)]
    pub write: bool,

    /// Over so many audits
    #[arg(long, value_name = "COUNT", default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=52))]
    pub audits: u8,

    /// Over so long a time from today
    #[arg(long, value_name = "PERIOD", default_value = "12mo")]
    pub within: Period,

    #[command(flatten)]
    pub act: ActArgs,

    #[command(flatten)]
    pub report: ReportArgs,
}

fn plan(args: &PlanArgs, global: &Global) -> Result<ExitCode, CliError> {
    if !(args.write || args.act.is_asked()) {
        return named(ProgrammeReport::NAME, &args.report, global);
    }
    let wanted = programme::Wanted { audits: args.audits.into(), within: args.within };
    args.act.writes(global)?.run(global, |view, how| programme::plan(view, how, wanted))
}

/// A sample of an audit.
#[derive(Debug, clap::Args)]
pub struct SampleArgs {
    /// The id of the audit
    #[arg(value_name = "AUD")]
    pub audit: String,

    /// What to draw from: a kind, `KIND: TEST` with a test as of `isms list --where`, or a file with an item on each line
    #[arg(long, value_name = "KIND: TEST|FILE", requires = "how-many")]
    pub of: Option<String>,

    /// How many to draw
    #[arg(long, value_name = "COUNT", requires = "of", group = "how-many", value_parser = clap::value_parser!(u32).range(1..))]
    pub size: Option<u32>,

    /// Draw as many as is custom, and show how many that is for other populations
    #[arg(long, requires = "of", group = "how-many")]
    pub table: bool,

    /// What the order follows from [default: the audit and the digest of the population]
    #[arg(long, value_name = "WORDS", requires = "of", value_parser = visible)]
    pub seed: Option<String>,

    /// What people call what is drawn from
    #[arg(long, value_name = "WORDS", requires = "of", value_parser = visible)]
    pub what: Option<String>,

    /// Write it into the record of the audit; so do `--dry-run` and `--commit`
    #[arg(long, requires = "of")]
    pub write: bool,

    #[command(flatten)]
    pub act: ActArgs,

    #[command(flatten)]
    pub report: ReportArgs,
}

/// Takes words of which everything is seen.
fn visible(text: &str) -> Result<String, &'static str> {
    if text.chars().any(is_hidden) { Err("it has a character that nobody sees") } else { words(text) }
}

fn sample(args: &SampleArgs, global: &Global) -> Result<ExitCode, CliError> {
    let writes = args.write || args.act.is_asked();
    let Some(of) = &args.of else {
        if writes {
            return Err(CliError::usage("nothing is drawn that could be written").hint("say what to draw from with `--of`"));
        }
        return asked(&args.report, global, |view| sample::again(view, &args.audit));
    };
    let size = args.size.map_or(Size::Usual, |size| Size::Number(size as usize));
    let (audit, of, seed, what) = (args.audit.clone(), of.clone(), args.seed.clone(), args.what.clone());
    let wanted = sample::Wanted { audit, of, size, seed, what };
    if !writes {
        return asked(&args.report, global, |view| sample::draw(view, &wanted));
    }
    args.act.writes(global)?.run(global, |view, how| sample::record(view, how, &wanted))
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

    /// How the command ends that has written this.
    fn ends<R>(self, answered: &Answered<R>, readiness: impl Fn(&R) -> &ReadinessReport) -> ExitCode {
        self.grade().map_or(ExitCode::SUCCESS, |grade| answered.judged(|report| readiness(report).has(grade)))
    }
}

pub fn run(command: &Command, global: &Global) -> Result<ExitCode, CliError> {
    let shell = Shell::of(global);
    let (stage, fail_on, report) = match command {
        Command::Readiness { stage, fail_on, report } => (stage, fail_on, report),
        Command::Checklist { audit: id, report } => return asked(report, global, |view| audit::checklist(view, id)),
        Command::Report { audit: id, report } => return asked(report, global, |view| audit::report(view, id)),
        Command::Plan(args) => return plan(args, global),
        Command::Sample(args) => return sample(args, global),
        Command::Pack(args) => return pack(args, global),
        Command::Cycle(report) => {
            let build = |seen: &Seen<'_>| Ok(CycleReport::build(&seen.cx, &seen.origin));
            return asked(report, global, |view| reported(view, Need::Approvals, build));
        }
    };
    Ok(if stage.is_visit() {
        let build = |seen: &Seen<'_>| Ok(VisitReport::build(&seen.cx, seen.outcome(), seen.due(), *stage, &seen.footed()));
        let visit = shell.answer(&which(global)?, report, |view| reported(view, Need::Rules, build))?;
        fail_on.ends(&visit, |visit| &visit.readiness)
    } else {
        let build = |seen: &Seen<'_>| Ok(ReadinessReport::build(&seen.cx, seen.outcome(), seen.due(), *stage, &seen.footed()));
        let readiness = shell.answer(&which(global)?, report, |view| reported(view, Need::Rules, build))?;
        fail_on.ends(&readiness, |readiness| readiness)
    })
}
