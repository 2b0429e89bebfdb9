//! `isms init`

use crate::base::text::count;
use crate::cli::error::CliError;
use crate::cli::options::Global;
use crate::cli::shell::{Shell, environment};
use crate::ops::init::init;
use crate::ops::note::Note;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Write a new programme: the smallest honest one, or the example company
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The folder to write it to; made if it is not there
    #[arg(value_name = "DIR", default_value = ".", value_hint = clap::ValueHint::DirPath)]
    pub folder: PathBuf,

    /// The organisation's name, as on the certificate
    #[arg(long, value_name = "NAME", required_unless_present = "example")]
    pub org: Option<String>,

    /// Write the example company instead of an empty programme
    #[arg(long, conflicts_with = "org")]
    pub example: bool,

    /// Do not begin a git repository where there is none
    #[arg(long)]
    pub no_git: bool,
}

pub fn run(args: &Args, global: &Global) -> Result<ExitCode, CliError> {
    let root = match &global.dir {
        Some(dir) => dir.join(&args.folder),
        None => args.folder.clone(),
    };
    let begun = init(&root, args.org.as_deref(), !args.no_git, &environment())?;
    let shell = Shell::of(global);
    shell.tell(begun.notes);
    let mut lines = vec![format!("wrote {} to `{}`", count(begun.written, "file"), root.display())];
    lines.extend(begun.kept);
    if begun.began_git {
        lines.push("began a git repository there".into());
    }
    let at = if args.folder == Path::new(".") { String::new() } else { format!(" -C {}", root.display()) };
    lines.push(format!("next: `isms{at}` shows what to do first, `isms{at} check` everything that is missing"));
    if !args.no_git || begun.has_repository {
        lines.push(format!("      `isms{at} hook install` checks each commit"));
    }
    shell.tell(lines.into_iter().map(Note::done));
    Ok(ExitCode::SUCCESS)
}
