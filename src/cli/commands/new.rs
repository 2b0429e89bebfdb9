//! `isms new`

use crate::base::text::{list_of, one};
use crate::cli::error::CliError;
use crate::cli::options::Global;
use crate::cli::shell::{Shell, say, which};
use crate::edit::assign::Assignment;
use crate::model::kinds::KindInfo;
use crate::ops::new::{self, Wanted};
use crate::ops::writing::told;
use crate::render::escape;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;

/// Begin a record: the next free id, and a file whose comments say what else it may hold
///
/// On a terminal it asks for what is missing; elsewhere it never does.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  isms new risk --title \"The server room floods\" --set owner=ROL-it-lead --set affects=availability")]
pub struct Args {
    /// The kind, such as `risk`
    pub kind: String,

    /// What people call it, in one line
    #[arg(long)]
    pub title: Option<String>,

    /// The id, if it is not to be the next free one
    #[arg(long)]
    pub id: Option<String>,

    /// Set a field, such as `owner=ROL-it-lead` or `current.likelihood=3`; commas divide the items of a list
    #[arg(long = "set", value_name = "FIELD=VALUE")]
    pub fields: Vec<Assignment>,
}

pub fn run(args: &Args, global: &Global) -> Result<ExitCode, CliError> {
    let kind = new::kind(&args.kind)?;
    let shell = Shell::of(global);
    let view = shell.open(&which(global)?)?;
    let wanted = wanted(args, kind)?;
    let change = shell.told(&view, new::create(&view, &wanted))?;
    let shown = escape::terminal_line(&format!("{}{}", view.shown_prefix(), change[0].path));
    writeln!(std::io::stdout(), "{shown}").map_err(|error| CliError::from(error).after(told(&change)))?;
    Ok(ExitCode::SUCCESS)
}

/// What the options say, and on a terminal the answers to what they do not.
fn wanted(args: &Args, kind: &'static KindInfo) -> Result<Wanted, CliError> {
    let title = match &args.title {
        Some(title) => title.clone(),
        None => ask("title", "")?.ok_or_else(|| CliError::usage("a record needs a title").hint("give it with `--title`"))?,
    };
    let mut fields = args.fields.clone();
    for (name, words) in new::missing(kind, &args.fields) {
        let choice = list_of(&words, "or");
        let value = ask(&name, &choice)?.ok_or_else(|| {
            let hint = if words.is_empty() {
                format!("give it with `--set {name}=…`")
            } else {
                format!("give it with `--set {name}=…`: {choice}")
            };
            CliError::usage(format!("{} needs `{name}`", one(kind.name))).hint(hint)
        })?;
        fields.push(format!("{name}={value}").parse::<Assignment>().map_err(CliError::usage)?);
    }
    Ok(Wanted { kind, title, id: args.id.clone(), fields })
}

/// Asks on a terminal; None elsewhere, and for an empty answer.
fn ask(name: &str, choice: &str) -> Result<Option<String>, CliError> {
    let stdin = std::io::stdin();
    if !stdin.is_terminal() {
        return Ok(None);
    }
    say(&if choice.is_empty() { format!("{name}:") } else { format!("{name} ({choice}):") });
    let mut line = String::new();
    stdin.read_line(&mut line)?;
    Ok(Some(line.trim().to_owned()).filter(|answer| !answer.is_empty()))
}
