//! `isms hook`

use super::check;
use crate::check::{Rule, rules};
use crate::cli::args::Global;
use crate::cli::error::CliError;
use crate::cli::session::{Session, Staged, repository, say};
use crate::store::git::Repository;
use crate::store::worktree::write_file;
use crate::store::{StoreError, plain};
use clap::Subcommand;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The line that says who wrote a hook.
const MARK: &str = "# Written by `isms hook install`; `isms hook uninstall` takes it out again.";
/// Where an earlier hook is kept by `--chain`.
const EARLIER: &str = "pre-commit.before-isms";
/// What helps a hook that looks where the programme was.
const MOVED: &str = "`isms hook uninstall`, then `isms hook install`, in the programme's folder make the hook look there";

/// Check what is staged before each commit
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Install the pre-commit hook; an existing one is left alone
    Install {
        /// Keep an existing hook under another name and run it first
        #[arg(long)]
        chain: bool,
    },
    /// Take the hook out, and put an earlier one back
    Uninstall,
    /// What the hook runs: check what is staged against the last commit
    ///
    /// Refuses what the commit would make worse, and leaves alone what was open before: a young programme has a long
    /// to-do list, and nobody should need `--no-verify` to work on it. A change that outdates an approval passes: it is
    /// committed first and approved then, and `isms check` says so until that is done. Before the first commit of the
    /// programme only the shape of records and their references count.
    Run,
}

pub fn run(command: &Command, global: &Global) -> Result<ExitCode, CliError> {
    match command {
        Command::Run => check_staged(global),
        Command::Install { chain } => install(*chain, global),
        Command::Uninstall => uninstall(global),
    }
}

/// The first commit has nothing to be compared with, so it is held to shape and references only. A branch without any
/// programme is none of this hook's business.
fn check_staged(global: &Global) -> Result<ExitCode, CliError> {
    // What is to be said about the state is said once, by the check.
    let session = match Session::open_staged(&Global { quiet: true, ..global.clone() }, Staged::Yes) {
        Err(error) if matches!(error.cause.downcast_ref(), Some(StoreError::Absent { elsewhere: false, .. })) => {
            if !global.quiet {
                say(&format!("note: {}, so nothing was checked", error.cause));
            }
            return Ok(ExitCode::SUCCESS);
        }
        session => session.map_err(|error| error.hint(MOVED))?,
    };
    let repository = repository(&session.tree)?;
    if session.place() != repository.prefix() && !global.quiet {
        say(&format!("note: the programme is in `{}` by now; {MOVED}", session.place()));
    }
    let has_past = match repository.at("HEAD") {
        Ok(_) => true,
        Err(StoreError::Absent { .. }) => false,
        Err(error) => return Err(error.into()),
    };
    let named = |which: fn(&Rule) -> bool| rules::RULES.iter().filter(|rule| which(rule)).map(|rule| rule.name.to_owned()).collect();
    let staged = check::Args { staged: true, without_history: true, ..check::Args::default() };
    let args = if has_past {
        check::Args { since: Some("HEAD".into()), ignore: named(Rule::is_about_stale_approvals), ..staged }
    } else {
        check::Args { select: named(Rule::is_structural), ..staged }
    };
    check::run(&args, global)
}

fn install(chain: bool, global: &Global) -> Result<ExitCode, CliError> {
    let session = Session::open(global)?;
    let repository = repository(&session.tree)?;
    let line = command_line(&repository)?;
    let folder = hooks_folder(&repository, &line)?;
    if repository.includes_settings() && !global.quiet {
        say(
            "note: the repository's configuration includes other files, which are not read; if `core.hooksPath` is set there, git looks elsewhere",
        );
    }
    let hook = folder.join("pre-commit");
    let earlier = folder.join(EARLIER);
    match read(&hook)? {
        Some(text) if text.contains(&line) => say("the hook is installed already"),
        Some(text) if text.contains(MARK) => write_hook(&hook, &format!("{text}{line} || exit $?\n"))?,
        Some(_) if !chain => {
            return Err(CliError::message(format!("there is another hook at `{}`", hook.display()))
                .hint(format!("add this line to it: {line}"))
                .hint("or run `isms hook install --chain` to keep it and run it first"));
        }
        Some(_) if earlier.exists() => {
            return Err(
                CliError::message(format!("`{}` is there already", earlier.display())).hint("move it away, then run the command again")
            );
        }
        Some(_) => {
            fs::rename(&hook, &earlier)?;
            let script = script(&line, true);
            write_hook(&hook, &script).inspect_err(|_| drop(fs::rename(&earlier, &hook)))?;
        }
        None => {
            fs::create_dir_all(&folder)?;
            write_hook(&hook, &script(&line, false))?;
        }
    }
    say(&format!("`{}` now checks what is staged before each commit", hook.display()));
    Ok(ExitCode::SUCCESS)
}

fn uninstall(global: &Global) -> Result<ExitCode, CliError> {
    let session = Session::open(global)?;
    let repository = repository(&session.tree)?;
    let folder = repository.configured_hooks().unwrap_or_else(|| repository.default_hooks());
    let hook = folder.join("pre-commit");
    match read(&hook)? {
        Some(text) if text.contains(MARK) => {}
        Some(_) => {
            return Err(
                CliError::message(format!("the hook at `{}` is not ours", hook.display())).hint("remove the line that runs isms by hand")
            );
        }
        None => {
            say("there is no hook to take out");
            return Ok(ExitCode::SUCCESS);
        }
    }
    let earlier = folder.join(EARLIER);
    if earlier.exists() {
        fs::rename(&earlier, &hook)?;
        say(&format!("the earlier hook is back at `{}`", hook.display()));
    } else {
        fs::remove_file(&hook)?;
        say(&format!("took out `{}`", hook.display()));
    }
    Ok(ExitCode::SUCCESS)
}

/// The folder hooks go to. A folder from the configuration may serve every repository of this user, so it is used
/// only if it belongs to this one.
fn hooks_folder(repository: &Repository, line: &str) -> Result<PathBuf, CliError> {
    let Some(configured) = repository.configured_hooks() else { return Ok(repository.default_hooks()) };
    let own = repository.top().is_some_and(|top| configured.starts_with(top));
    if own {
        return Ok(configured);
    }
    Err(CliError::message(format!("`core.hooksPath` leads out of this repository, to `{}`", configured.display()))
        .hint(format!("add this line to the pre-commit hook there: {line}")))
}

fn read(path: &Path) -> Result<Option<String>, CliError> {
    let failed = |error| CliError::failed(anyhow::Error::from(error).context(format!("cannot read the hook at `{}`", path.display())));
    let bytes = plain::read_if_there(path).map_err(failed)?;
    Ok(bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
}

/// The command that checks this programme, from the top of the work tree. Clients with windows start hooks with a
/// short PATH, so the place of the program is written down; PATH is asked first, for when it has moved.
fn command_line(repository: &Repository) -> Result<String, CliError> {
    let program = std::env::current_exe()?;
    let program = quoted(&program.to_string_lossy());
    let folder = match repository.prefix() {
        "" => quoted("."),
        prefix => quoted(prefix.trim_end_matches('/')),
    };
    Ok(format!("\"$(command -v isms || printf %s {program})\" -C {folder} hook run"))
}

/// For a POSIX shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

fn script(line: &str, chained: bool) -> String {
    let first = if chained { format!("\"$(dirname \"$0\")/{EARLIER}\" \"$@\" || exit $?\n") } else { String::new() };
    format!("#!/bin/sh\n{MARK}\n{first}{line} || exit $?\n")
}

fn write_hook(path: &Path, text: &str) -> Result<(), CliError> {
    write_file(path, text.as_bytes())?;
    make_executable(path)?;
    Ok(())
}

#[cfg(unix)]
fn make_executable(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn make_executable(_: &Path) -> io::Result<()> {
    Ok(())
}
