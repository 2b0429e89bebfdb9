//! `isms site`

use crate::base::text::count;
use crate::cli::error::CliError;
use crate::cli::options::{Global, chosen};
use crate::cli::shell::{Shell, which};
use crate::ops::note::Note;
use crate::ops::site::{self, Audience};
use std::path::PathBuf;
use std::process::ExitCode;

/// Write the whole programme as a folder of pages that lead to each other: every report, and every record with its history
///
/// The pages need no server and no network: `index.html` opens from the folder. Another run writes only the pages that changed
/// and removes those that the site has no more; `site.sha256` names them, and no other file is touched. Without `--audience`
/// they show all that the programme says, people and weaknesses too: they are for those who may read the programme. What changed
/// since the last management review and how the figures went have pages of their own, made from the commits; so they have in
/// those for the board, without single records. Pages for the public hold what was approved and committed, and nothing else:
/// scope, certificate while it counts, Statement of Applicability, and documents whose classification is `public`, with their
/// texts as they were approved. Pages for staff hold the texts of documents in force that everybody must know, or whose
/// classification is `internal` or `public`, and what each role must know and do, without results, days or people who are late.
/// Comments in the texts are on neither.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  isms site -o ../pages
  isms site -o ../as-of-march --at 2026-03-31
  isms site -o ../trust --audience public")]
pub struct Args {
    /// The folder to write it to; made if it is not there
    #[arg(short, long, value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    pub output: PathBuf,

    /// For whom it is
    #[arg(long, value_parser = chosen::<Audience>(), default_value = "full")]
    pub audience: Audience,
}

pub fn run(args: &Args, global: &Global) -> Result<ExitCode, CliError> {
    let shell = Shell::of(global);
    let put = shell.ask(&which(global)?, |view| site::site(view, args.audience, &args.output))?;
    let pages = format!("`{}` has {}: {} written, {} removed", args.output.display(), count(put.pages, "page"), put.written, put.removed);
    shell.tell([Note::done(pages)]);
    Ok(ExitCode::SUCCESS)
}
