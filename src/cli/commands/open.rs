//! `isms open`

use crate::cli::error::{CliError, Ending};
use crate::cli::options::{Global, ReportArgs};
use crate::cli::shell::{Shell, which};
use crate::ops::note::Note;
use crate::ops::report::{self, Said};
use crate::render::Format;
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

/// The report that opens without a name.
const FIRST: &str = "state";
/// A browser that is still there after so long has begun.
const BEGINS: Duration = Duration::from_secs(3);
/// So often it is asked.
const ASKED: Duration = Duration::from_millis(20);
/// How a shell ends that finds no such command.
const NO_COMMAND: i32 = 127;

/// Write a report as a page to a temporary folder, and open it in the browser
///
/// The browser is the one of `BROWSER`, else the system's own. Nothing is opened without a terminal: a program asks for a file.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  isms open
  isms open readiness --at 2026-03-31")]
pub struct Args {
    /// A report, such as `register` [default: state]; `isms report` lists them
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
}

pub fn run(args: &Args, global: &Global) -> Result<ExitCode, CliError> {
    let name = args.name.as_deref().unwrap_or(FIRST);
    if !io::stdout().is_terminal() {
        let error = CliError::usage("nothing is opened without a terminal");
        return Err(error.hint(format!("`isms report {name} -o {name}.html` writes the page")));
    }
    let shell = Shell::of(global);
    let view = shell.open(&which(global)?)?;
    let report = shell.told(&view, report::by_name(&view, name, Said::default()))?;
    let folder = tempfile::Builder::new().prefix("isms-").tempdir()?.keep();
    let page = folder.join(format!("{name}.html"));
    let written = ReportArgs { format: Format::by_name("html"), output: Some(page.clone()), ..ReportArgs::default() };
    shell.answered(&view, report, &written)?;
    browse(&page)?;
    shell.tell([Note::done(format!("`{}` is open", page.display()))]);
    Ok(ExitCode::SUCCESS)
}

/// Opens a page with the first browser that there is.
fn browse(page: &Path) -> Result<(), CliError> {
    let told = |what: String| CliError { kind: Ending::Partly, cause: anyhow::Error::msg(what), hints: Vec::new() };
    let here = || format!("the page is `{}`: open it yourself, or set `BROWSER` to a command that does", page.display());
    for browser in browsers() {
        let begun = browser.begin(page);
        match begun.and_then(ended) {
            Ok(None | Some(0)) => return Ok(()),
            Ok(Some(NO_COMMAND)) => {}
            Ok(Some(code)) => return Err(told(format!("the browser `{}` ended with {code}", browser.name())).hint(here())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(CliError::from(error).hint(here())),
        }
    }
    Err(told("no browser was found".into()).hint(here()))
}

/// What opens a page.
enum Browser {
    /// Words of a shell, as `BROWSER` has them; `%s` is the page.
    Said(String),
    /// A program of the system.
    Own(&'static str),
}

/// Those that `BROWSER` names, one after the other; the system's own if it names none.
fn browsers() -> Vec<Browser> {
    let said = std::env::var("BROWSER").unwrap_or_default();
    let said: Vec<Browser> = std::env::split_paths(&said).filter_map(command).map(Browser::Said).collect();
    let own = match std::env::consts::OS {
        "macos" => Browser::Own("open"),
        "windows" => Browser::Own("explorer"),
        _ => Browser::Own("xdg-open"),
    };
    if said.is_empty() { vec![own] } else { said }
}

fn command(words: PathBuf) -> Option<String> {
    words.into_os_string().into_string().ok().filter(|words| !words.trim().is_empty())
}

impl Browser {
    fn name(&self) -> &str {
        match self {
            Self::Said(words) => words,
            Self::Own(program) => program,
        }
    }

    fn begin(&self, page: &Path) -> io::Result<Child> {
        let mut command = match self {
            Self::Own(program) => Command::new(program),
            Self::Said(words) if cfg!(windows) => Command::new(words),
            Self::Said(words) => {
                let line = if words.contains("%s") { words.replace("%s", "\"$1\"") } else { format!("{words} \"$1\"") };
                let mut command = Command::new("sh");
                command.args(["-c", &line, "sh"]);
                command
            }
        };
        command.arg(page).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()
    }
}

/// How it ended, if it did soon; one that stays open has begun.
fn ended(mut child: Child) -> io::Result<Option<i32>> {
    let begun = Instant::now();
    while begun.elapsed() < BEGINS {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status.code().unwrap_or(1)));
        }
        std::thread::sleep(ASKED);
    }
    Ok(None)
}
