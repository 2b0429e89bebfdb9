//! `isms start`

use crate::base::text::count;
use crate::catalogue::{Entry, Kind, Profile, Question, Reads, blank, questions};
use crate::cli::acting::ActArgs;
use crate::cli::asking::{self, Answer, Asking, given_up};
use crate::cli::error::CliError;
use crate::cli::options::Global;
use crate::cli::shell::{Shell, which};
use crate::ops::start;
use std::io::{BufRead, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Begin with drafts: answer fifteen questions on the company, and take what companies like it usually have
///
/// Proposes assets, risks, controls, documents, suppliers, duties, metrics, objectives and trainings, each with the reason, to
/// be taken one by one or all. Everything comes as a draft that claims nothing: unrated, unowned, planned. What remains is a
/// list of decisions, which `isms next` puts in order.
///
/// Elsewhere than on a terminal, `--answers` takes a file that answers the questions.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  isms start
  isms start --blank > answers.yaml
  isms start --answers answers.yaml --dry-run")]
pub struct Args {
    /// A file that answers the questions; what it does not answer is not asked
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub answers: Option<PathBuf>,

    /// A file of answers for companies of a kind, such as a consultant keeps; what `--answers` says counts before it
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub profile: Option<PathBuf>,

    /// Print a file of answers to be filled in, and write nothing
    #[arg(long, conflicts_with_all = ["answers", "profile"])]
    pub blank: bool,

    /// List what would be taken, each with its reason, and write nothing
    #[arg(short, long)]
    pub list: bool,

    #[command(flatten)]
    pub act: ActArgs,
}

pub fn run(args: &Args, global: &Global) -> Result<ExitCode, CliError> {
    if args.blank {
        std::io::stdout().lock().write_all(blank().as_bytes())?;
        return Ok(ExitCode::SUCCESS);
    }
    let shell = Shell::of(global);
    let view = shell.open(&which(global)?)?;
    let loaded = shell.told(&view, view.load())?;
    let mut profile = args.profile.as_deref().map(start::profile).transpose()?.unwrap_or_default();
    let asks = args.answers.is_none() && args.profile.is_none();
    if let Some(answers) = &args.answers {
        profile = profile.with(start::profile(answers)?);
    } else if asks {
        if !asking::somebody() {
            let error = CliError::usage("there is nobody to ask what the company is like");
            return Err(error.hint("answer in a file: `isms start --blank > answers.yaml`, then `isms start --answers answers.yaml`"));
        }
        profile = answered(&mut asking::terminal())?;
    }
    let mut entries = start::proposed(&loaded.program, &profile);
    if args.list {
        let mut out = std::io::stdout().lock();
        for entry in &entries {
            writeln!(out, "{}/{}: {} – {}", entry.kind.name(), entry.name, entry.title, entry.why)?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    if asks {
        entries = chosen(&mut asking::terminal(), entries)?;
    }
    args.act.run(global, |view, how| start::start(view, how, &entries))
}

/// What somebody says of the company.
fn answered<R: BufRead, W: Write>(asking: &mut Asking<R, W>) -> Result<Profile, CliError> {
    let mut profile = Profile::default();
    let all = questions();
    asking.say("An empty line leaves a question out, `?` says what may be answered, and Ctrl-C ends it with nothing written.")?;
    for (n, question) in all.iter().enumerate() {
        let help = format!("  {}", told(question));
        let ask = format!("\n{} of {}  {}\n{help}\n> ", n + 1, all.len(), question.ask);
        match asking.ask(&ask, &help, |text| question.read(text))? {
            Answer::Given(answer) => drop(profile.answers.insert(question.id.to_owned(), answer)),
            Answer::Left => {}
            Answer::Over => return Err(given_up()),
        }
    }
    Ok(profile)
}

fn told(question: &Question) -> String {
    match question.reads {
        Reads::Count(_) => "a count".into(),
        Reads::YesNo(_) => "yes or no".into(),
        Reads::Words(_) | Reads::Suppliers => format!("any of {}", question.words().join(", ")),
    }
}

/// What somebody takes of what is proposed: kind by kind, all, none or one by one.
fn chosen<R: BufRead, W: Write>(asking: &mut Asking<R, W>, entries: Vec<&'static Entry>) -> Result<Vec<&'static Entry>, CliError> {
    let mut taken = Vec::new();
    for kind in Kind::ORDER {
        let of: Vec<&'static Entry> = entries.iter().copied().filter(|entry| entry.kind == kind).collect();
        if of.is_empty() {
            continue;
        }
        asking.say("")?;
        of.iter().try_for_each(|entry| asking.say(&format!("  {} – {}", entry.title, entry.why)))?;
        let ask = format!("take {}? [all, none, one by one] ", count(of.len(), kind.name()));
        match decided(asking, &ask, &["all", "none", "one"])? {
            "all" => taken.extend(of),
            "none" => {}
            _ => {
                for entry in of {
                    let ask = format!("{} – {}\n  take it? [yes, no] ", entry.title, entry.why);
                    if decided(asking, &ask, &["yes", "no"])? == "yes" {
                        taken.push(entry);
                    }
                }
            }
        }
    }
    Ok(taken)
}

/// One of some words, of which the first letter is enough.
fn decided<R: BufRead, W: Write>(asking: &mut Asking<R, W>, ask: &str, words: &[&'static str]) -> Result<&'static str, CliError> {
    let read = |text: &str| {
        let said = text.to_lowercase();
        words
            .iter()
            .copied()
            .find(|word| word.starts_with(&said) || said.split(' ').next() == Some(word))
            .ok_or(format!("`{text}` is none of {}", words.join(", ")))
    };
    loop {
        match asking.ask(ask, "  the first letter is enough", read)? {
            Answer::Given(word) => return Ok(word),
            Answer::Left => {}
            Answer::Over => return Err(given_up()),
        }
    }
}
