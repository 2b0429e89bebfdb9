//! `isms site`

use crate::base::text::count;
use crate::cli::error::CliError;
use crate::cli::options::Global;
use crate::cli::shell::{Shell, which};
use crate::ops::note::Note;
use crate::ops::site;
use std::path::PathBuf;
use std::process::ExitCode;

/// Write the whole programme as a folder of pages that lead to each other: every report, and every record with its history
///
/// The pages need no server, no network and no script: `index.html` opens from the folder. Another run writes only the pages
/// that changed and removes those that the site has no more; `site.sha256` names them, and no other file is touched. They show
/// all that the programme says, people and weaknesses too: they are for those who may read the programme.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  isms site -o ../pages
  isms site -o ../as-of-march --at 2026-03-31")]
pub struct Args {
    /// The folder to write it to; made if it is not there
    #[arg(short, long, value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    pub output: PathBuf,
}

pub fn run(args: &Args, global: &Global) -> Result<ExitCode, CliError> {
    let shell = Shell::of(global);
    let put = shell.ask(&which(global)?, |view| site::put(view, &site::site(view)?, &args.output))?;
    let pages = format!("`{}` has {}: {} written, {} removed", args.output.display(), count(put.pages, "page"), put.written, put.removed);
    shell.tell([Note::done(pages)]);
    Ok(ExitCode::SUCCESS)
}
