//! `isms explain`

use crate::cli::error::CliError;
use crate::cli::options::Global;
use crate::cli::shell::{Shell, which, world};
use crate::ops::explain::{explain, own_copy};
use crate::ops::open::View;
use crate::render::escape;
use std::io::Write;
use std::process::ExitCode;

/// Say why a rule, a clause or a control matters, and what an auditor asks
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A rule such as `risk-no-owner`, a clause such as `6.1.2`, a control such as `A.5.1`, or a chapter or theme such as `6` or `A.5`
    #[arg(value_name = "RULE|CLAUSE|CONTROL")]
    pub what: String,
}

pub fn run(args: &Args, global: &Global) -> Result<ExitCode, CliError> {
    let what = args.what.trim();
    let mut text = explain(what)?;
    // It explains where there is no programme, too.
    if let Ok(view) = which(global).and_then(|which| Ok(View::open(world(), &which)?))
        && let Some(own) = Shell::of(global).told(&view, own_copy(&view, what))?
    {
        text.push_str(&format!("\n## In your own copy\n\n{}\n", escape::terminal(own.trim_end())));
    }
    std::io::stdout().lock().write_all(text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}
