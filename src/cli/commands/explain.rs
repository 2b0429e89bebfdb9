//! `isms explain`

use crate::base::span::FileId;
use crate::base::text::did_you_mean;
use crate::check::rules::{self, RULES};
use crate::cli::error::CliError;
use crate::cli::options::Global;
use crate::cli::session::Session;
use crate::load::yaml;
use crate::model::{annex_a, clause};
use crate::render::escape;
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

pub fn run(args: &Args, global: &Global) -> Result<ExitCode, CliError> {
    let what = args.what.trim();
    let mut text = if let Some(rule) = rules::by_name(what) {
        explain::rule(rule)
    } else if let Some(control) = annex_a::by_id(what) {
        explain::control(control)
    } else if let Some(clause) = clause::base(what).filter(|_| is_reference(what)) {
        explain::clause(clause)
    } else {
        return Err(unknown(what));
    };
    if let Some(own) = own_copy(what, global)? {
        text.push_str(&format!("\n## In your own copy\n\n{}\n", escape::terminal(own.trim_end())));
    }
    std::io::stdout().lock().write_all(text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// A clause, or an item of its lists such as `6.1.2 c2`.
fn is_reference(what: &str) -> bool {
    what.split_once(' ').is_none_or(|(_, item)| {
        let mut letters = item.chars();
        letters.next().is_some_and(|letter| letter.is_ascii_lowercase()) && letters.all(|c| c.is_ascii_digit())
    })
}

/// What a licensee's own copy of the standard says, if `isms.yaml` names one: a YAML file that git does not track, with
/// the numbers of clauses and controls as names and the text as values.
fn own_copy(what: &str, global: &Global) -> Result<Option<String>, CliError> {
    let Ok(session) = Session::open(global) else { return Ok(None) };
    let loaded = session.load()?;
    let Some(path) = loaded.program.isms().and_then(|isms| isms.data().standard_text.as_deref()) else { return Ok(None) };
    let Some(bytes) = session.tree.plain_file(path).map(std::fs::read).transpose()? else {
        session.say(&format!("note: `standard_text` in isms.yaml names `{path}`, which is no file here"));
        return Ok(None);
    };
    let (file, findings) = yaml::read(FileId(0), path.to_owned(), bytes);
    if let Some(finding) = findings.first() {
        session.say(&format!("note: `{path}` cannot be read: {}", finding.message));
    }
    Ok(file.documents().next().and_then(|root| root.get(what)).map(|text| text.text().to_owned()).filter(|text| !text.is_empty()))
}

fn unknown(what: &str) -> CliError {
    let error = CliError::usage(format!("there is no rule, clause or control `{what}`"));
    let number = what.trim_start_matches(['A', 'a']).trim_start_matches(['.', ' ', '-']);
    let control = format!("A.{number}");
    if annex_a::by_id(&control).is_some() && number != what {
        return error.hint(format!("did you mean `{control}`?"));
    }
    if annex_a::by_id(&control).is_some() {
        return error.hint(format!("the Annex A control is `{control}`; clauses have no prefix"));
    }
    let names = RULES.iter().map(|rule| rule.name).chain(clause::CLAUSES.iter().map(|clause| clause.id));
    let near = did_you_mean(what, names.chain(annex_a::ANNEX_A.iter().map(|control| control.id)));
    error.hint(near.map_or("`isms rules` lists the rules".into(), |near| format!("did you mean `{near}`?")))
}
