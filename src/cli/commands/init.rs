//! `isms init`

use crate::base::date::Date;
use crate::base::text::{count, shell_word};
use crate::cli::asking::{self, Asking};
use crate::cli::error::CliError;
use crate::cli::options::Global;
use crate::cli::shell::{Shell, environment, which, world};
use crate::ops::answers::{self, Answers};
use crate::ops::example::{DAY, WRONG};
use crate::ops::init::{self, PLACEHOLDER, init, must_be_free};
use crate::ops::note::Note;
use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Write a new programme: the smallest honest one, or the example company
///
/// On a terminal it asks what only a person knows: the organisation and its sites, who directs it, who runs the management
/// system, what is in scope, and the day the certificate is wanted. An empty line leaves a question out, `?` says more, and
/// Ctrl-C ends it with nothing written. Elsewhere, and with `--no-ask`, it asks nothing.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The folder to write it to; made if it is not there
    #[arg(value_name = "DIR", default_value = ".", value_hint = clap::ValueHint::DirPath)]
    pub folder: PathBuf,

    /// The organisation's name, as on the certificate
    #[arg(long, value_name = "NAME")]
    pub org: Option<String>,

    /// Write the example company, with its past, instead of an empty programme
    #[arg(long, conflicts_with = "org")]
    pub example: bool,

    /// Do not begin a git repository where there is none
    #[arg(long)]
    pub no_git: bool,

    /// Ask nothing, on a terminal either
    #[arg(long)]
    pub no_ask: bool,
}

pub fn run(args: &Args, global: &Global) -> Result<ExitCode, CliError> {
    let root = match &global.dir {
        Some(dir) => dir.join(&args.folder),
        None => args.folder.clone(),
    };
    must_be_free(&root)?;
    let today = which(global)?.today.unwrap_or_else(world().clock);
    let given = Answers { org: args.org.clone(), ..Answers::default() };
    let answers = match (args.example, args.no_ask || !asking::somebody()) {
        (true, _) => None,
        (false, false) => Some(answered(&mut asking::terminal(), given, today)?),
        (false, true) if given.org.is_some() => Some(given),
        (false, true) => {
            let error = CliError::usage("the organisation has no name, and there is nobody to ask");
            return Err(error.hint("give it with `--org NAME`, as on the certificate; `--example` writes the example company"));
        }
    };
    let begun = init(&root, answers.as_ref().map(|answers| (answers, today)), !args.no_git, &environment())?;
    let shell = Shell::of(global);
    shell.tell(begun.notes);
    let mut lines = vec![format!("wrote {} to `{}`", count(begun.written, "file"), root.display())];
    lines.extend(begun.kept);
    let at = if args.folder == Path::new(".") { String::new() } else { format!(" -C {}", shell_word(&root.display().to_string())) };
    lines.extend(match (begun.past, begun.began_git) {
        (Some(past), true) => Some(format!("began a git repository there, with {} of its past", count(past, "commit"))),
        (Some(past), false) => Some(format!("its past was there: {}", count(past, "commit"))),
        (None, true) => Some("began a git repository there".into()),
        (None, false) => None,
    });
    if answers.is_some_and(|answers| answers.org.is_none()) {
        lines.push(format!("the organisation is called `{PLACEHOLDER}` until `isms{at} set isms organisation.name=…` names it"));
    }
    lines.extend(if args.example { tour(&at, begun.past.is_some()) } else { first(&at, begun.has_repository) });
    if !args.no_git || begun.has_repository {
        lines.push(format!("      `isms{at} hook install` checks each commit"));
    }
    shell.tell(lines.into_iter().map(Note::done));
    Ok(ExitCode::SUCCESS)
}

/// What is answered to the questions that the options leave open.
fn answered<R: BufRead, W: Write>(asking: &mut Asking<R, W>, given: Answers, today: Date) -> Result<Answers, CliError> {
    let mut answers = given;
    for (question, slot) in answers::questions() {
        if answers.has(&slot) {
            continue;
        }
        if let Some(more) = asking.field(&question, |text| init::answered(&answers, &slot, text, today))? {
            answers = more;
        }
    }
    Ok(answers)
}

/// What to do with a programme that is to be filled.
fn first(at: &str, has_repository: bool) -> Vec<String> {
    let next = format!("next: `isms{at}` shows what to do first, `isms{at} check` everything that is missing");
    let commit = format!("      `git{at} add -A && git{at} commit -m \"Begin\"` begins the history that shows who decided what when");
    [next].into_iter().chain(has_repository.then_some(commit)).collect()
}

/// What to look at in the example.
fn tour(at: &str, has_past: bool) -> Vec<String> {
    let mut lines = vec![format!("next: `isms{at} --today {DAY}`, the day that it was written to be judged on")];
    if has_past {
        lines.push(format!("      `isms{at} check --at {WRONG}`: what was wrong then"));
        lines.push(format!("      `isms{at} diff {WRONG} {DAY}`: what became of it"));
        lines.push(format!("      `isms{at} trend --today {DAY}`: how it went"));
        lines.push(format!("      `isms{at} log RSK-003`: the past of one risk"));
    } else {
        lines.push("      it stands here without its past; in a folder outside of any repository it has one".into());
    }
    lines
}
