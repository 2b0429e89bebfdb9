//! `isms new`

use crate::base::text::{list_of, one};
use crate::cli::asking::{self, Asking};
use crate::cli::error::CliError;
use crate::cli::options::{Global, wish, words};
use crate::cli::shell::{Shell, which};
use crate::edit::assign::Assignment;
use crate::model::facts::Facts;
use crate::ops::ask::Question;
use crate::ops::ids::Wish;
use crate::ops::new::{self, Dialog, Wanted};
use crate::ops::open::View;
use crate::ops::writing::told;
use crate::render::escape;
use std::collections::BTreeSet;
use std::io::{BufRead, Write};
use std::process::ExitCode;

/// Begin a record: the next free id, and a file whose comments say what else it may hold
///
/// On a terminal it asks for what is missing: what the kind cannot do without, then what rules would ask for next, such as an
/// owner or a rating. An empty line leaves a question out, `?` says more, and Ctrl-C ends it with nothing written. Elsewhere,
/// and with `--no-ask`, it asks nothing.
///
/// Days may be said in words, as in `isms set`. On a terminal, what is not understood is asked again.
///
/// The next free id is one that no record has, in the files here, in the index or on any branch, local or of a remote as it was
/// last fetched. Two people who begin a record at the same moment may still get the same one; `--id random` draws ids for teams
/// that want none of it.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  isms new risk --title \"The server room floods\" --set owner=ROL-it-lead --set affects=availability")]
pub struct Args {
    /// The kind, such as `risk`
    pub kind: String,

    /// What people call it, in one line
    #[arg(long, value_parser = words)]
    pub title: Option<String>,

    /// The id, if it is not to be the next free one; `random` draws one
    #[arg(long, value_parser = wish)]
    pub id: Option<Wish>,

    /// Set a field, such as `owner=ROL-it-lead` or `current.likelihood=3`; commas divide the items of a list
    #[arg(long = "set", value_name = "FIELD=VALUE")]
    pub fields: Vec<Assignment>,

    /// Ask nothing, on a terminal either
    #[arg(long)]
    pub no_ask: bool,
}

/// What a title is.
const TITLE: &str = "What people call it, in one line.";

pub fn run(args: &Args, global: &Global) -> Result<ExitCode, CliError> {
    let kind = new::kind(&args.kind)?;
    let shell = Shell::of(global);
    let view = shell.open(&which(global)?)?;
    let asks = !args.no_ask && asking::somebody();
    let given = Wanted {
        kind,
        title: args.title.clone().unwrap_or_default(),
        id: args.id.clone().unwrap_or_default(),
        fields: args.fields.clone(),
    };
    let wanted = if asks { answered(&mut asking::terminal(), &view, given)? } else { whole(args, given)? };
    let change = shell.told(&view, new::create(&view, &wanted))?;
    let shown = escape::terminal_line(&format!("{}{}", view.shown_prefix(), change[0].path));
    writeln!(std::io::stdout(), "{shown}").map_err(|error| CliError::from(error).after(told(&change)))?;
    Ok(ExitCode::SUCCESS)
}

/// What the options say, where there is nobody to ask.
fn whole(args: &Args, wanted: Wanted) -> Result<Wanted, CliError> {
    if args.title.is_none() {
        return Err(CliError::usage("a record needs a title").hint("give it with `--title`"));
    }
    let Some(name) = wanted.missing().into_iter().next() else { return Ok(wanted) };
    let words = list_of(Facts::of(wanted.kind.name).field(&name).choices(), "or");
    let colon = if words.is_empty() { "" } else { ": " };
    let error = CliError::usage(format!("{} needs `{name}`", one(wanted.kind.name)));
    Err(error.hint(format!("give it with `--set {name}=…`{colon}{words}")))
}

/// What the options say and the answers to what they do not. Options that the record cannot say are asked again.
fn answered<R: BufRead, W: Write>(asking: &mut Asking<R, W>, view: &View, given: Wanted) -> Result<Wanted, CliError> {
    let dialog = Dialog::begin(view)?;
    let mut wanted = Wanted { fields: Vec::new(), ..given.clone() };
    let problem = if wanted.title.is_empty() { None } else { dialog.problem(&wanted)? };
    problem.iter().try_for_each(|problem| asking.say(problem))?;
    if wanted.title.is_empty() || problem.is_some() {
        let title = Question { is_required: true, ..Question::of("title", TITLE) };
        ask(asking, &dialog, &mut wanted, &title, |wanted, text| {
            text.clone_into(&mut wanted.title);
            Ok(())
        })?;
    }
    let mut asked = BTreeSet::new();
    for field in given.fields {
        let path = field.names();
        wanted.fields.push(field);
        let Some(problem) = dialog.problem(&wanted)? else { continue };
        wanted.fields.pop();
        let question = dialog.question(wanted.kind, &path).ok_or_else(|| CliError::usage(problem.clone()))?;
        asking.say(&problem)?;
        ask_field(asking, &dialog, &mut wanted, &question)?;
        asked.insert(path);
    }
    loop {
        let questions = dialog.questions(&wanted, &asked)?;
        if questions.is_empty() {
            return Ok(wanted);
        }
        for question in questions {
            ask_field(asking, &dialog, &mut wanted, &question)?;
            asked.insert(question.path);
        }
    }
}

fn ask_field<R: BufRead, W: Write>(
    asking: &mut Asking<R, W>,
    dialog: &Dialog<'_>,
    wanted: &mut Wanted,
    question: &Question,
) -> Result<(), CliError> {
    ask(asking, dialog, wanted, question, |wanted, text| {
        wanted.fields.push(Assignment::set(&question.path, text)?);
        Ok(())
    })
}

/// Asks until the record can say what is answered.
fn ask<R: BufRead, W: Write>(
    asking: &mut Asking<R, W>,
    dialog: &Dialog<'_>,
    wanted: &mut Wanted,
    question: &Question,
    take: impl Fn(&mut Wanted, &str) -> Result<(), String>,
) -> Result<(), CliError> {
    let mut failed = None;
    asking.field(question, |text| {
        let mut more = wanted.clone();
        take(&mut more, text)?;
        match dialog.problem(&more) {
            Ok(Some(problem)) => return Err(problem),
            Ok(None) => *wanted = more,
            Err(error) => failed = Some(error),
        }
        Ok(())
    })?;
    failed.map_or(Ok(()), |error| Err(error.into()))
}
