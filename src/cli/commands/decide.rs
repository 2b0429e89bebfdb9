//! `isms soa decide`

use crate::base::text::count;
use crate::cli::acting::ActArgs;
use crate::cli::asking;
use crate::cli::dialog;
use crate::cli::error::CliError;
use crate::cli::options::Global;
use crate::cli::shell::{Shell, say, which};
use crate::ops::act::How;
use crate::ops::decide::{self, Decision};
use std::path::PathBuf;
use std::process::ExitCode;

/// Decide which controls of Annex A are needed here
///
/// On a terminal the undecided ones are asked one after the other, each with what speaks for it: risks, obligations, controls
/// that are there, and what would be found if it were left out. A suggestion is never taken by itself. Each decision is
/// written as it is given, so that Ctrl-C loses none; with `--commit` or `--dry-run` all of them are taken at the end.
/// Elsewhere nothing is asked.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  isms soa decide
  isms soa decide --set 'A.5.1=yes:because=business:justification=One set of rules for all sites' --commit
  isms soa decide --set 'A.7.4=no:justification=We have had no premises since 2025' --dry-run
  isms soa decide --from decisions.csv")]
pub struct Args {
    /// A decision: `CONTROL=yes|no`, then `:because=`, `:risks=`, `:obligations=` with lists, last `:justification=` with words
    #[arg(long = "set", value_name = "DECISION")]
    pub decisions: Vec<String>,

    /// Decisions from a CSV or YAML file; what is undecided there is left
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub from: Option<PathBuf>,

    #[command(flatten)]
    pub act: ActArgs,
}

pub fn run(args: &Args, global: &Global) -> Result<ExitCode, CliError> {
    if args.decisions.is_empty() && args.from.is_none() {
        return ask(args, global);
    }
    let read = |text: &String| text.parse().map_err(|problem: String| CliError::usage(format!("`{text}`: {problem}")));
    let typed: Vec<Decision> = args.decisions.iter().map(read).collect::<Result<_, _>>()?;
    args.act.run(global, |view, how| {
        let mut decisions = args.from.as_ref().map_or(Ok(Vec::new()), |file| decide::from_file(view, file))?;
        decisions.extend(typed);
        decide::decide(view, how, &decisions)
    })
}

/// Asks on the terminal.
fn ask(args: &Args, global: &Global) -> Result<ExitCode, CliError> {
    if !asking::somebody() {
        return Err(CliError::usage("no decision is named, and there is no terminal to ask on").hint("name them with `--set` or `--from`"));
    }
    let shell = Shell::of(global);
    let rows = shell.ask(&which(global)?, decide::undecided)?;
    if rows.is_empty() {
        say("all 93 controls are decided; `isms set A.5.1 …` changes a decision");
        return Ok(ExitCode::SUCCESS);
    }
    let at_end = args.act.dry_run || args.act.commit || args.act.message.is_some();
    let when =
        if at_end { "all decisions are taken at the end, and Ctrl-C leaves nothing" } else { "each decision is written as it is given" };
    say(&format!("{} undecided; {when}", count(rows.len(), "control")));
    let mut collected: Vec<Decision> = Vec::new();
    let mut take = |decision: &Decision| -> Result<(), CliError> {
        if at_end {
            collected.retain(|earlier| earlier.control != decision.control);
            collected.push(decision.clone());
            return Ok(());
        }
        let how = How { force: args.act.force, ..How::default() };
        let done = shell.ask(&which(global)?, |view| decide::decide(view, &how, std::slice::from_ref(decision)))?;
        done.told.iter().for_each(|line| say(line));
        Ok(())
    };
    let decided = dialog::run(&mut asking::terminal(), &rows, &mut take)?;
    say(&format!("{decided} decided, {} left", rows.len() - decided));
    if collected.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    args.act.run(global, |view, how| decide::decide(view, how, &collected))
}
