//! Records that cannot be judged, because something is wrong with the records themselves: no auditor raises that as a
//! nonconformity, but what follows from them is not known.

use crate::base::diagnostic::Diagnostic;
use crate::check::{About, rules};
use crate::load::kind_at;
use crate::model::single::SINGLES;
use crate::register::cx::Cx;
use crate::report::place::{Place, place};
use schemars::JsonSchema;
use serde::Serialize;

/// A fault of a record, and what cannot be concluded because of it.
#[derive(Serialize, JsonSchema)]
pub struct Unjudged {
    #[serde(flatten)]
    pub place: Place,
    pub rule: String,
    /// What is wrong with it.
    pub fault: String,
    /// What cannot be concluded.
    pub unknown: String,
    /// What to do about it.
    pub fix: String,
    /// The clauses that it would have spoken of.
    pub clauses: Vec<String>,
}

/// Rules on the content of a record that say that it cannot be read as what it is.
pub const OFF: &[&str] = &["risk-score-off-scale"];

/// What follows from the records of a kind or a singleton, and the clauses that it speaks of.
const FOLLOWS: &[(&str, &str, &[&str])] = &[
    ("assessment", "whether risks were assessed when they had to be", &["8.2"]),
    ("asset", "which risks it is exposed to", &["6.1.2"]),
    ("audit", "what was audited, and what came of it", &["9.2.1", "9.2.2"]),
    ("change", "whether the change was planned", &["6.3", "8.1"]),
    ("context", "issues, parties, opportunities and processes", &["4.1", "4.2", "4.4", "6.1.1"]),
    ("control", "whether it works, and the rows of the Statement of Applicability that rest on it", &["6.1.3", "8.1"]),
    ("document", "whether it is approved and in force", &["7.5.1", "7.5.2"]),
    ("evidence", "what it supports, and until when", &["8.1", "9.1"]),
    ("exception", "what it silences or allows", &[]),
    ("finding", "what was found, and whether it is mended", &["10.2"]),
    ("incident", "what followed from it", &["8.1"]),
    ("isms", "the method, the intervals, and everything judged by them", &["6.1.2", "7.4", "7.5.3"]),
    ("metric", "what was measured", &["9.1"]),
    ("objective", "whether it is planned and followed", &["6.2"]),
    ("obligation", "how it is met", &["4.2"]),
    ("person", "whether they are there and able", &["5.3", "7.2"]),
    ("plan", "mandate and resources", &["7.1"]),
    ("review", "what top management looked at and decided", &["9.3.1", "9.3.2", "9.3.3"]),
    ("risk", "its rating, its rank, and whether it is within the appetite", &["6.1.2", "8.2"]),
    ("role", "who is responsible", &["5.3"]),
    ("scope", "what is in scope", &["4.3"]),
    ("soa", "which controls apply", &["6.1.3"]),
    ("supplier", "whether it is under control", &["8.1"]),
    ("threat", "the risks that name it", &["6.1.2"]),
    ("training", "who is trained", &["7.2", "7.3"]),
];

/// Whether a finding is about a record and not about the management system.
pub fn is_of_record(finding: &Diagnostic) -> bool {
    rules::by_name(finding.rule).is_some_and(|rule| rule.about == About::Shape || OFF.contains(&rule.name))
}

/// What cannot be judged, in the order of files.
pub(super) fn unjudged(cx: &Cx<'_>, findings: &[Diagnostic]) -> Vec<Unjudged> {
    let faults = findings.iter().filter(|finding| is_of_record(finding));
    let told = |finding: &Diagnostic| {
        let place = place(cx.program, finding.primary.span);
        let kind = cx.program.known(&place.record).map(|known| known.kind.name).or_else(|| kind_of(&place.file));
        let follows = FOLLOWS.iter().find(|(name, ..)| Some(*name) == kind);
        let guarded = rules::by_name(finding.rule).map_or(&[][..], |rule| rule.clauses);
        let clauses = follows.map_or(&[][..], |(.., clauses)| clauses).iter().chain(guarded.iter().filter(|clause| !clause.contains(' ')));
        let mut clauses: Vec<String> = clauses.map(|clause| (*clause).to_owned()).collect();
        clauses.dedup();
        Unjudged {
            rule: finding.rule.into(),
            fault: finding.message.clone(),
            fix: finding.help.clone().unwrap_or_default(),
            unknown: follows.map_or("what it says", |(_, unknown, _)| unknown).into(),
            clauses,
            place,
        }
    };
    faults.map(told).collect()
}

/// The kind or singleton that a file would have held.
fn kind_of(path: &str) -> Option<&'static str> {
    SINGLES.iter().find(|single| single.file == path).map(|single| single.name).or_else(|| kind_at(path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::clause;
    use crate::model::kinds::KINDS;

    #[test]
    fn it_is_known_what_follows_from_each_kind() {
        let mut names: Vec<&str> = KINDS.iter().map(|kind| kind.name).chain(SINGLES.iter().map(|single| single.name)).collect();
        names.sort_unstable();
        assert_eq!(FOLLOWS.iter().map(|(name, ..)| *name).collect::<Vec<_>>(), names);
        assert!(FOLLOWS.iter().flat_map(|(.., clauses)| *clauses).all(|id| clause::leaf().any(|clause| clause.id == *id)));
        assert!(OFF.iter().all(|name| rules::by_name(name).is_some()));
    }
}
