//! `isms init`

use crate::cli::args::Global;
use crate::cli::error::CliError;
use crate::cli::session::{environment, say};
use crate::model::program::ROOT;
use crate::model::schemas;
use crate::store::git;
use crate::store::worktree::write_new;
use include_dir::{Dir, include_dir};
use std::io;
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

/// What a new programme begins as; its tests compare it with `examples/minimal`.
static MINIMAL: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/examples/minimal");
/// The example company.
static ACME: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/examples/acme");
/// The name that `examples/minimal` has.
const PLACEHOLDER: &str = "Example Organisation";

pub fn run(args: &Args, global: &Global) -> Result<ExitCode, CliError> {
    let root = match &global.dir {
        Some(dir) => dir.join(&args.folder),
        None => args.folder.clone(),
    };
    if root.join(ROOT).exists() {
        return Err(CliError::message(format!("`{}` holds a programme already", root.display()))
            .hint("choose another folder; nothing is overwritten"));
    }
    let mut files = match &args.org {
        Some(org) => minimal(org)?,
        None => all(&ACME),
    };
    files.extend(schemas::files().into_iter().map(|(name, text)| (format!("schemas/{name}"), text.into_bytes())));
    files.sort();
    // One that cannot be opened is one all the same.
    let has_repository = !matches!(git::Repository::discover(&root, &environment()), Ok(None));
    write_new(&root, &files).map_err(|error| failed(&root, error))?;
    if !global.quiet {
        say(&format!("wrote {} to `{}`", crate::base::text::count(files.len(), "file"), root.display()));
    }
    if !args.no_git && !has_repository {
        git::init(&root)?;
        if !global.quiet {
            say("began a git repository there");
        }
    }
    if !global.quiet {
        let at = if args.folder == Path::new(".") { String::new() } else { format!(" -C {}", root.display()) };
        say(&format!("next: `isms{at}` shows what to do first, `isms{at} check` everything that is missing"));
        if !args.no_git || has_repository {
            say(&format!("      `isms{at} hook install` checks each commit"));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn failed(root: &Path, error: io::Error) -> CliError {
    let exists = error.kind() == io::ErrorKind::AlreadyExists;
    let cause = CliError::failed(anyhow::Error::from(error).context(format!("cannot write a programme to `{}`", root.display())));
    if exists { cause.hint("choose another folder; nothing is overwritten") } else { cause }
}

/// Every file of an embedded folder, schemas excepted: those come from the structs.
fn all(folder: &Dir<'static>) -> Vec<(String, Vec<u8>)> {
    let mut open = vec![folder];
    let mut files = Vec::new();
    while let Some(folder) = open.pop() {
        open.extend(folder.dirs().filter(|dir| dir.path() != Path::new("schemas")));
        files.extend(folder.files().map(|file| (file.path().to_string_lossy().replace('\\', "/"), file.contents().to_vec())));
    }
    files
}

/// The smallest programme, for an organisation of this name.
fn minimal(org: &str) -> Result<Vec<(String, Vec<u8>)>, CliError> {
    let name = org.trim();
    if name.is_empty() || name.chars().any(char::is_control) {
        return Err(CliError::usage("the organisation's name is empty or has control characters")
            .hint("write it as on the certificate: `--org \"Our company\"`"));
    }
    let quoted = serde_json::Value::String(name.into()).to_string();
    let mut files = all(&MINIMAL);
    for (path, bytes) in &mut files {
        let text = String::from_utf8_lossy(bytes);
        // In YAML a JSON string is a quoted string; in prose the name stands as it is.
        let text = if path.ends_with(".yaml") {
            text.replace(&format!("name: {PLACEHOLDER}"), &format!("name: {quoted}"))
        } else {
            text.replace(PLACEHOLDER, name)
        };
        *bytes = text.into_bytes();
    }
    Ok(files)
}
