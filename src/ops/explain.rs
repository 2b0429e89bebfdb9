//! What a rule, a clause, a control or a group of them is about.

use super::error::Error;
use super::note::Note;
use super::open::View;
use crate::base::span::FileId;
use crate::base::text::{did_you_mean, list_of};
use crate::check::rules::{self, RULES};
use crate::load::yaml;
use crate::model::annex_a::{self, AnnexControl};
use crate::model::clause;
use crate::report::explain;
use crate::store::plain;

/// Explains what a name or a number stands for, in Markdown.
///
/// # Errors
/// When it stands for nothing.
pub fn explain(what: &str) -> Result<String, Error> {
    if let Some(rule) = rules::by_name(what) {
        Ok(explain::rule(rule))
    } else if let Some(control) = annex_a::by_id(what) {
        Ok(explain::control(control))
    } else if let Some(clause) = clause::base(what).filter(|_| is_reference(what)) {
        Ok(explain::clause(clause))
    } else if let Some((number, title)) = clause::CHAPTERS.iter().find(|(number, _)| *number == what) {
        Ok(explain::heading(number, title))
    } else {
        theme(what).ok_or_else(|| unknown(what))
    }
}

/// A theme of Annex A by its number or its name, or all of it.
fn theme(what: &str) -> Option<String> {
    let what = what.to_lowercase().replace("organisational", "organizational");
    let name = what.trim_end_matches("controls").trim_end();
    if matches!(name, "a" | "annex a") {
        return Some(explain::controls("Annex A", &annex_a::ANNEX_A.iter().collect::<Vec<_>>()));
    }
    let is_in = |control: &&AnnexControl| control.group().eq_ignore_ascii_case(name) || control.theme.name().eq_ignore_ascii_case(name);
    let controls: Vec<&AnnexControl> = annex_a::ANNEX_A.iter().filter(is_in).collect();
    let first = controls.first()?;
    Some(explain::controls(&format!("{} {} controls", first.group(), first.theme.name()), &controls))
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
///
/// # Errors
/// When bytes cannot be had.
pub fn own_copy(view: &View, what: &str) -> Result<Option<String>, Error> {
    let loaded = view.load()?;
    let Some(path) = loaded.program.isms().and_then(|isms| isms.data().standard_text.as_deref()) else { return Ok(None) };
    let Some(bytes) = view.tree.plain_file(path).map(|path| plain::read(&path)).transpose()? else {
        view.note(Note::usual(format!("`standard_text` in isms.yaml names `{path}`, which is no file here")));
        return Ok(None);
    };
    let (file, findings) = yaml::read(FileId(0), path.to_owned(), bytes);
    if let Some(finding) = findings.first() {
        view.note(Note::usual(format!("`{path}` cannot be read: {}", finding.message)));
    }
    Ok(file.documents().next().and_then(|root| root.get(what)).map(|text| text.text().to_owned()).filter(|text| !text.is_empty()))
}

fn unknown(what: &str) -> Error {
    let error = Error::asked(format!("there is no rule, clause or control `{what}`"));
    let now: Vec<&str> = annex_a::successors_of(what).map(|control| control.id).collect();
    if !now.is_empty() {
        return error.hint(format!("that is a number of the 2013 edition; in the 2022 edition it is {}", list_of(now, "and")));
    }
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
    let otherwise = if what.starts_with("A.") { "Annex A has the controls A.5.1 to A.8.34" } else { "`isms rules` lists the rules" };
    error.hint(near.map_or(otherwise.into(), |near| format!("did you mean `{near}`?")))
}
