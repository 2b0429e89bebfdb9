//! `isms explain`

use crate::base::text::did_you_mean;
use crate::check::rules::{self, RULES};
use crate::cli::args::Global;
use crate::cli::error::CliError;
use crate::model::{annex_a, clause};
use crate::report::explain;
use std::io::Write;
use std::process::ExitCode;

/// Say why a rule, a clause or a control matters, and what an auditor asks
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A rule such as `risk-no-owner`, a clause such as `6.1.2`, or a control such as `A.5.1`
    #[arg(value_name = "RULE|CLAUSE|CONTROL")]
    pub what: String,
}

pub fn run(args: &Args, _: &Global) -> Result<ExitCode, CliError> {
    let what = args.what.trim();
    let text = if let Some(rule) = rules::by_name(what) {
        explain::rule(rule)
    } else if let Some(control) = annex_a::by_id(what) {
        explain::control(control)
    } else if let Some(clause) = clause::base(what) {
        explain::clause(clause)
    } else {
        return Err(unknown(what));
    };
    std::io::stdout().lock().write_all(text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn unknown(what: &str) -> CliError {
    let error = CliError::usage(format!("there is no rule, clause or control `{what}`"));
    let control = format!("A.{what}");
    if annex_a::by_id(&control).is_some() {
        return error.hint(format!("the Annex A control is `{control}`; clauses have no prefix"));
    }
    let names = RULES.iter().map(|rule| rule.name).chain(clause::CLAUSES.iter().map(|clause| clause.id));
    let near = did_you_mean(what, names.chain(annex_a::ANNEX_A.iter().map(|control| control.id)));
    error.hint(near.map_or("`isms rules` lists the rules".into(), |near| format!("did you mean `{near}`?")))
}
