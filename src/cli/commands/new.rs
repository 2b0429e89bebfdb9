//! `isms new`

use super::list;
use crate::base::text::{list_of, one};
use crate::cli::error::CliError;
use crate::cli::options::Global;
use crate::cli::session::{Session, say};
use crate::cli::writing::{self, told};
use crate::import::stub::{self, Stub, StubError};
use crate::load::Loaded;
use crate::model::kinds::KindInfo;
use crate::render::escape;
use crate::store::write::Change;
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
    #[arg(long = "set", value_name = "FIELD=VALUE", value_parser = field)]
    pub fields: Vec<(String, String)>,
}

fn field(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => Ok((name.trim().into(), value.trim().into())),
        _ => Err("write it as `field=value`".into()),
    }
}

pub fn run(args: &Args, global: &Global) -> Result<ExitCode, CliError> {
    if global.at.is_some() {
        return Err(CliError::usage("a record is written to the files that are there, not to an earlier state").hint("leave out `--at`"));
    }
    let kind = list::kind(&args.kind)?;
    let session = Session::open(global)?;
    let writer = writing::begin(session.tree.root())?;
    let loaded = session.load()?;
    let stub = stub(args, kind, &loaded)?;
    let (path, text) = stub.file();
    let faults = stub::faults(&*session.source, &path, &text)?;
    if let Some(fault) = faults.first() {
        let error = CliError::usage(fault.message.clone());
        return Err(fault.help.iter().fold(error, |error, help| error.hint(help.clone())));
    }
    let change = [Change::new(path.as_str(), text)];
    writer.write(&change)?;
    let shown = escape::terminal_line(&format!("{}{path}", session.shown_prefix()));
    writeln!(std::io::stdout(), "{shown}").map_err(|error| CliError::from(error).after(told(&change)))?;
    Ok(ExitCode::SUCCESS)
}

fn stub(args: &Args, kind: &'static KindInfo, loaded: &Loaded) -> Result<Stub, CliError> {
    let title = match &args.title {
        Some(title) => title.clone(),
        None => ask("title", "")?.ok_or_else(|| CliError::usage("a record needs a title").hint("give it with `--title`"))?,
    };
    let id = args.id.clone().unwrap_or_else(|| stub::next_id(&loaded.program, kind, &title));
    let mut fields = args.fields.clone();
    for (name, words) in stub::required(kind) {
        if fields.iter().any(|(field, _)| *field == name || field.starts_with(&format!("{name}."))) {
            continue;
        }
        let choice = list_of(&words, "or");
        let value = ask(&name, &choice)?.ok_or_else(|| {
            let hint = if words.is_empty() {
                format!("give it with `--set {name}=…`")
            } else {
                format!("give it with `--set {name}=…`: {choice}")
            };
            CliError::usage(format!("{} needs `{name}`", one(kind.name))).hint(hint)
        })?;
        fields.push((name, value));
    }
    Stub::new(kind, id, title, &fields).map_err(|error| match error {
        StubError::NoField { message } => CliError::usage(message).hint("docs/records.md lists the fields of each kind"),
        StubError::Twice { field } => CliError::usage(format!("`{field}` is given twice")).hint("leave one of them out"),
        StubError::Deep { field } => CliError::usage(format!("`{field}` is a list of mappings")).hint("write it in the file by hand"),
        StubError::Value { field, wanted } => CliError::usage(format!("`{field}` is {wanted}")),
    })
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
