//! The only floor with a terminal, a clock and an environment.

mod acting;
pub mod args;
mod asking;
mod commands;
mod completing;
mod dialog;
mod error;
mod options;
mod rowless;
mod shell;

use crate::render::escape;
use args::{Cli, Command, misplaced, program};
use clap::FromArgMatches as _;
use commands::{
    approve, audit, catalogue, check, completions, diff, document, done, due, edit, evidence, explain, export, fleet, hook, impact, import,
    init, list, log, man, merge_driver, migrate, new, next, open, plan, record, recover, rename, report as reports, retire, risk, rules,
    schema, set, show, signoff, site, soa, start, state, suggest, trend, verify,
};
use error::{CliError, Ending};
use options::Global;
use std::io::Write as _;
use std::process::ExitCode;

/// Runs the command line of this process and says how it ended.
pub fn main() -> ExitCode {
    match completing::answered(program) {
        Ok(false) => {}
        Ok(true) => return ExitCode::SUCCESS,
        // A shell shows nobody what it got instead of an answer.
        Err(_) => return ExitCode::FAILURE,
    }
    let parsed = program().try_get_matches().and_then(|matches| Ok((Cli::from_arg_matches(&matches)?, misplaced(&matches))));
    let outcome = match parsed {
        Ok((cli, None)) => dispatch(&cli),
        Ok((_, Some((command, option)))) => Err(CliError::usage(format!("`isms {command}` has no option `--{option}`"))
            .hint(format!("`isms {command} --help` lists those that it has"))),
        Err(error) => return usage(&error),
    };
    outcome.unwrap_or_else(|error| report(&error))
}

fn dispatch(cli: &Cli) -> Result<ExitCode, CliError> {
    let global: &Global = &cli.global;
    match &cli.command {
        None => state::run(global),
        Some(Command::Init(args)) => init::run(args, global),
        Some(Command::Start(args)) => start::run(args, global),
        Some(Command::Catalogue(command)) => catalogue::run(command, global),
        Some(Command::Suggest(args)) => suggest::run(args, global),
        Some(Command::Check(args)) => check::run(args, global),
        Some(Command::Explain(args)) => explain::run(args, global),
        Some(Command::Rules(args)) => rules::run(args, global),
        Some(Command::Schema(args)) => schema::run(args),
        Some(Command::New(args)) => new::run(args, global),
        Some(Command::Set(args)) => set::run(args, global),
        Some(Command::Edit(args)) => edit::run(args, global),
        Some(Command::Rename(args)) => rename::run(args, global),
        Some(Command::Retire(args)) => retire::run(args, global),
        Some(Command::Rm(args)) => retire::rm(args, global),
        Some(Command::Approve(args)) => approve::run(args, global),
        Some(Command::Signoff(args)) => signoff::run(args, global),
        Some(Command::Accept(args)) => approve::accept(args, global),
        Some(Command::Done(args)) => done::run(args, global),
        Some(Command::Close(args)) => done::close(args, global),
        Some(Command::Record(command)) => record::run(command, global),
        Some(Command::Acknowledge(args)) => record::acknowledge(args, global),
        Some(Command::Evidence(command)) => evidence::run(command, global),
        Some(Command::Status(args)) => state::status(args, global),
        Some(Command::Next(args)) => next::run(args, global),
        Some(Command::Due(args)) => due::run(args, global),
        Some(Command::Plan(args)) => plan::run(args, global),
        Some(Command::List(args)) => list::run(args, global),
        Some(Command::Show(args)) => show::run(args, global),
        Some(Command::Impact(args)) => impact::run(args, global),
        Some(Command::Log(args)) => log::run(args, global),
        Some(Command::Verify(args)) => verify::run(args, global),
        Some(Command::Diff(args)) => diff::whole(args, global),
        Some(Command::Trend(args)) => trend::run(args, global),
        Some(Command::Report(args)) => reports::run(args, global),
        Some(Command::Open(args)) => open::run(args, global),
        Some(Command::Site(args)) => site::run(args, global),
        Some(Command::Risk(command)) => risk::run(command, global),
        Some(Command::Soa(command)) => soa::run(command, global),
        Some(Command::Audit(command)) => audit::run(command, global),
        Some(Command::Document(command)) => document::run(command, global),
        Some(Command::Import(args)) => import::run(args, global),
        Some(Command::Export(command)) => export::run(command, global),
        Some(Command::Migrate(args)) => migrate::run(args, global),
        Some(Command::Recover(args)) => recover::run(args, global),
        Some(Command::Fleet(command)) => fleet::run(command, global),
        Some(Command::Hook(command)) => hook::run(command, global),
        Some(Command::MergeDriver(args)) => merge_driver::run(args, global),
        Some(Command::Completions(args)) => completions::run(args),
        Some(Command::Man(_)) => man::run(program()),
    }
}

/// Help and version go to stdout and are no error; wrong usage goes to stderr.
fn usage(error: &clap::Error) -> ExitCode {
    // It quotes arguments, which may be names of files that somebody else chose. A closed pipe is not an error.
    let plain = error.render().to_string();
    let lines = escape::lines(&plain);
    let _ = if lines == plain { error.print() } else { write!(std::io::stderr(), "{lines}") };
    ExitCode::from(if error.use_stderr() { 2 } else { 0 })
}

fn report(error: &CliError) -> ExitCode {
    if error.kind != Ending::BrokenPipe {
        shell::say(&error.text());
    }
    error.exit_code()
}
