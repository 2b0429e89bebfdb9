//! `isms verify`

use crate::cli::error::CliError;
use crate::cli::options::{Global, ReportArgs};
use crate::cli::session::{Session, repository};
use crate::history::trail::Trail;
use crate::register::cx::Cx;
use crate::report::verify::{Ground, VerifyReport};
use std::process::ExitCode;

/// Verify approvals, evidence, signatures and the history itself
///
/// Holds each approval against the content it was given for, and says how strongly git speaks for it: a name written into
/// the record, a commit by the approver, or a commit signed with the approver's key. Compares evidence with the digests
/// that were recorded, checks all signatures with git and the keys of your own configuration, holds every commit and folder
/// against its id, and looks for commits that were noted elsewhere. Ends with 1 if something does not hold.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A commit or tag that must be in the history; those under `anchors:` in `isms.yaml` must be, too
    #[arg(long, value_name = "COMMIT")]
    pub anchor: Vec<String>,

    #[command(flatten)]
    pub report: ReportArgs,
}

pub fn run(args: &Args, global: &Global) -> Result<ExitCode, CliError> {
    let session = Session::open(global)?;
    let repository = repository(&session.tree)?;
    if repository.is_shallow() {
        return Err(
            CliError::message("this clone is shallow: what approvals rest on is not here").hint("run `git fetch --unshallow` first")
        );
    }
    let loaded = session.load()?;
    session.mention_findings(&loaded);
    let history = repository.history(&session.revision())?;
    let trail = Trail::of(Box::new(history.checked()))?;
    let signed: Vec<_> = trail.commits.iter().filter(|commit| commit.signed).map(|commit| commit.id).collect();
    let signatures = repository.signatures(&signed)?;
    let ground = Ground {
        trail: &trail,
        signatures: &signatures,
        laid_over: repository.laid_over()?,
        anchors: args.anchor.iter().map(|name| (name.clone(), repository.commit_id(name))).collect(),
    };
    let report = VerifyReport::build(&Cx::new(&loaded.program, Some(&trail), session.today), &ground, &session.origin());
    session.report(&report, &args.report)?;
    Ok(if report.problems > 0 { ExitCode::from(1) } else { ExitCode::SUCCESS })
}
