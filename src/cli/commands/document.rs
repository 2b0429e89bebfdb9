//! `isms document`

use super::report::asked;
use crate::cli::error::CliError;
use crate::cli::options::{Global, ReportArgs};
use crate::ops::document;
use clap::Subcommand;
use std::process::ExitCode;

/// Policies, procedures and plans, as people get them
#[derive(Debug, Subcommand)]
pub enum Command {
    /// The text of a document, with its version, owner, approval and next review, and the versions that commits have
    ///
    /// The text is Markdown or plain text inside the programme, as `file` of its record names it. HTML in it is shown as it is
    /// typed. A draft, and what has changed since it was approved, is told so above the text; of an approval it is said what
    /// git shows, and no more.
    #[command(after_help = "Example:
  isms document render DOC-information-security-policy -o policy.docx
  isms document render DOC-access-policy --at approved:DOC-access-policy -o approved.html")]
    Render {
        /// The document
        #[arg(value_name = "DOC")]
        id: String,
        #[command(flatten)]
        report: ReportArgs,
    },
}

pub fn run(command: &Command, global: &Global) -> Result<ExitCode, CliError> {
    match command {
        Command::Render { id, report } => asked(report, global, |view| document::render(view, id)),
    }
}
