//! What usually belongs to a record, by the catalogue and the words on Annex A.

use super::act::find;
use super::error::Error;
use super::open::View;
use super::read::Need;
use super::taking::{id_of, source};
use crate::base::node::Node;
use crate::base::text::quoted;
use crate::catalogue::{Entry, Kind, of};
use crate::edit::value::Value;
use crate::edit::yaml;
use crate::model::kinds::{Asset, Control, Document, RecordKind as _, Risk};
use crate::model::program::Program;
use crate::model::{annex_a, annex_a_guidance, clause};
use crate::report::suggest::{SuggestReport, Suggested};

/// So many of each kind are enough for one sitting.
const MOST: usize = 12;

/// What usually belongs to a record, a clause or a control of Annex A, and is not there.
///
/// # Errors
/// When there is no such record, and when the catalogue knows nothing of its kind.
pub fn suggest(view: &View, what: &str) -> Result<SuggestReport, Error> {
    let read = view.read(Need::Nothing)?;
    let program = &read.loaded.program;
    let is_asked = annex_a::by_id(what).is_some() || clause::by_id(what).is_some();
    let (of, suggested) = if is_asked && program.known(what).is_none() {
        (what.to_owned(), for_requirement(program, what))
    } else {
        let found = find(program, what)?;
        let suggested = match found.kind {
            Risk::NAME => for_risk(program, found.id),
            Asset::NAME => for_asset(program, found.id, found.node),
            Control::NAME => for_control(program, found.id),
            kind => {
                let error = Error::asked(format!("the catalogue knows nothing that usually belongs to a {kind}"));
                return Err(error.hint("ask for a risk, an asset, a control, a clause such as `7.2` or a control of Annex A"));
            }
        };
        (found.id.to_owned(), suggested)
    };
    Ok(SuggestReport::new(of, read.today, suggested, &view.origin()))
}

/// The entry that a record was taken from, by its tag.
fn entry_of(node: Node<'_>) -> Option<&'static Entry> {
    source(node)?.entry
}

/// Controls that usually treat a risk like this one: like it is what it was taken from, else what has the same threat.
fn for_risk(program: &Program, id: &str) -> Vec<Suggested> {
    let Some(risk) = program.by_id::<Risk>(id) else { return Vec::new() };
    let own = entry_of(risk.node());
    let same = |entry: &&Entry| match own {
        Some(own) => std::ptr::eq(*entry, own),
        None => risk.threat.as_ref().is_some_and(|threat| entry.record.text_at(&["threat"]) == Some(threat.id())),
    };
    let treats = risk.treatment.iter().flat_map(|treatment| &treatment.controls);
    let treated: Vec<&str> = treats
        .filter_map(|control| program.get::<Control>(control))
        .flat_map(|control| control.data().implements.iter().map(|annex| annex.id()))
        .collect();
    let mut suggested: Vec<(&str, Suggested)> = Vec::new();
    for entry in of(Kind::Risk).filter(same) {
        for annex in entry.annex.iter().filter(|annex| !treated.contains(&annex.as_str())) {
            if suggested.iter().any(|(known, _)| known == annex) {
                continue;
            }
            let title = annex_a::by_id(annex).map_or("", |control| control.title);
            let why = format!("{annex} {title} usually treats “{}”", entry.title);
            let own = program.all::<Control>().find(|control| control.implements.iter().any(|named| named.id() == annex));
            let (what, command) = match own {
                Some(control) => {
                    (format!("control {} {}", control.id, control.title), format!("isms set {id} treatment.controls+={}", control.id))
                }
                None => {
                    let Some(draft) = crate::catalogue::find(Kind::Control, annex) else { continue };
                    (format!("a control: {}", draft.title), format!("isms catalogue add control {}", draft.name))
                }
            };
            suggested.push((annex, Suggested { what, why, command }));
        }
    }
    suggested.into_iter().map(|(_, one)| one).take(MOST).collect()
}

/// Risks that usually happen to an asset like this one.
fn for_asset(program: &Program, id: &str, node: Node<'_>) -> Vec<Suggested> {
    let kind = node.get("type").map(Node::text);
    let own = entry_of(node);
    let is_like = |entry: &&Entry| match own {
        Some(own) => std::ptr::eq(*entry, own),
        None => kind.is_some() && entry.record.text_at(&["type"]) == kind,
    };
    let names: Vec<&str> = of(Kind::Asset).filter(is_like).map(|entry| entry.name.as_str()).collect();
    let happens = |entry: &&Entry| entry.assets.iter().any(|asset| names.contains(&asset.as_str()));
    let is_new = |entry: &&Entry| id_of(Kind::Risk, &entry.name).is_some_and(|id| program.known(&id).is_none());
    let one = |entry: &'static Entry| Suggested {
        what: format!("a risk: {}", entry.title),
        why: entry.why.clone(),
        command: format!("isms catalogue add risk {} --set assets={id}", entry.name),
    };
    of(Kind::Risk).filter(happens).filter(is_new).take(MOST).map(one).collect()
}

/// Tests, evidence and documents of a control.
fn for_control(program: &Program, id: &str) -> Vec<Suggested> {
    let Some(control) = program.by_id::<Control>(id) else { return Vec::new() };
    let mut suggested = Vec::new();
    let numbers: Vec<&str> = control.implements.iter().map(|annex| annex.id()).collect();
    if control.tests.is_empty() {
        for entry in numbers.iter().filter_map(|number| crate::catalogue::find(Kind::Control, number)) {
            let Some(test) = &entry.test else { continue };
            suggested.push(Suggested {
                what: format!("a test: {}", test.text_at(&["what"]).unwrap_or_default()),
                why: format!("so somebody sees whether {} works", entry.annex.join(", ")),
                command: format!("isms set {id} {}", quoted(&format!("tests+={}", yaml::flow(&Value::Map(test.clone()))))),
            });
        }
    }
    let is_shown = control.shown_by().next().is_some();
    for guidance in numbers.iter().filter(|_| !is_shown).filter_map(|number| annex_a_guidance::by_id(number)) {
        suggested.extend(guidance.evidence.iter().map(|evidence| Suggested {
            what: format!("evidence: {evidence}"),
            why: format!("usually shows that {} works", guidance.id),
            command: format!("isms evidence add … --supports {id}"),
        }));
    }
    if control.documents.is_empty() {
        suggested.extend(numbers.iter().flat_map(|number| documents(program, number, Some(id))));
    }
    suggested.truncate(MOST);
    suggested
}

/// Documents that usually answer a clause or a control, and controls that usually implement it.
fn for_requirement(program: &Program, number: &str) -> Vec<Suggested> {
    let mut suggested = documents(program, number, None);
    let is_implemented = program.all::<Control>().any(|control| control.implements.iter().any(|annex| annex.id() == number));
    if let Some(entry) = crate::catalogue::find(Kind::Control, number).filter(|_| !is_implemented) {
        suggested.push(Suggested {
            what: format!("a control: {}", entry.title),
            why: entry.why.clone(),
            command: format!("isms catalogue add control {}", entry.name),
        });
    }
    suggested.truncate(MOST);
    suggested
}

fn documents(program: &Program, number: &str, control: Option<&str>) -> Vec<Suggested> {
    let own = program.all::<Document>().filter(|document| document.satisfies.iter().any(|asked| asked.id() == number));
    let own: Vec<Suggested> = own
        .filter_map(|document| {
            Some(Suggested {
                what: format!("document {} {}", document.id, document.title),
                why: format!("it says that it answers {number}"),
                command: format!("isms set {} documents+={}", control?, document.id),
            })
        })
        .collect();
    let is_answered = program.all::<Document>().any(|document| document.satisfies.iter().any(|asked| asked.id() == number));
    if is_answered {
        return own;
    }
    let drafts = of(Kind::Document).filter(|entry| entry.annex.iter().any(|annex| annex == number));
    drafts
        .map(|entry| Suggested {
            what: format!("a document: {}", entry.title),
            why: format!("usually answers {number}"),
            command: format!("isms catalogue add document {}", entry.name),
        })
        .collect()
}
