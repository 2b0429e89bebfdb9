use crate::base::date::Date;
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Evidence;
use crate::model::program::View;
use crate::register::cx::Cx;
use std::collections::HashMap;

pub(super) static RULE: Rule = Rule {
    name: "evidence-recycled",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["7.5.3", "9.1"],
    page: include_str!("evidence_recycled.md"),
    check: Check::History(check),
};

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    let mut known: HashMap<String, View<'_, Evidence>> = HashMap::new();
    let mut all: Vec<_> = cx.program.all::<Evidence>().filter_map(|evidence| Some((proven(&evidence)?, evidence))).collect();
    all.sort_by_key(|((_, until), _)| *until);
    for (period, evidence) in all {
        for (field, content) in contents(cx, &evidence) {
            let first = *known.entry(content).or_insert(evidence);
            let collected = |evidence: &View<'_, Evidence>| evidence.data().collected.as_ref().map(|collected| collected.on);
            let is_once = collected(&first).is_some() && collected(&first) == collected(&evidence);
            let Some(other) = proven(&first).filter(|other| !is_once && !is_within(*other, period) && !is_within(period, *other)) else {
                continue;
            };
            let (one, other) = (said(period), said(other));
            out.at(
                evidence.at(field),
                format!("evidence `{}` has the content of `{}`, and is to prove {one}, not {other}", evidence.id, first.id),
            )
            .help("collect what shows the later period, or let one record stand for both periods")
            .related(first.at(field), "the same content");
            break;
        }
    }
}

/// The period that evidence is said to prove: its first day and its last.
fn proven(evidence: &View<'_, Evidence>) -> Option<(Date, Date)> {
    let from = evidence.effective.as_ref().map(|period| period.from);
    let until = evidence.data().proves_until()?;
    Some((from.unwrap_or(until), until))
}

fn is_within((from, until): (Date, Date), (first, last): (Date, Date)) -> bool {
    first <= from && until <= last
}

fn said((from, until): (Date, Date)) -> String {
    if from == until { until.to_string() } else { format!("{from} to {until}") }
}

/// What tells the content of its file from others, and the field that says it: a file by its name, by what git calls its content
/// and by its digest.
fn contents(cx: &Cx<'_>, evidence: &View<'_, Evidence>) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    if let Some(file) = &evidence.data().file {
        found.push(("/file", format!("file {file}")));
        if let Some(Some(blob)) = cx.trail.and_then(|trail| trail.file_at(file, 0)) {
            found.push(("/file", format!("blob {blob}")));
        }
    }
    if let Some(digest) = &evidence.data().sha256 {
        found.push(("/sha256", format!("sha256 {digest}")));
    }
    found
}
