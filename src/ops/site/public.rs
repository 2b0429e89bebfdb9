//! The site for anybody: only what was approved, in the words that were approved, from the commits that brought the approvals.

use super::folder::{FIRST_FILE, Folder, files};
use super::put::{Put, put};
use super::texts::Texts;
use crate::history::approval::{Standing, brought};
use crate::model::approvals::{RECORD, approvals};
use crate::model::kinds::{Document, RecordKind as _};
use crate::ops::act::find;
use crate::ops::error::Error;
use crate::ops::note::Note;
use crate::ops::open::View;
use crate::ops::read::{Need, Read};
use crate::register::cx::Cx;
use crate::register::document::{DocumentState, state};
use crate::render::frame::{Files, Way};
use crate::report::Report as _;
use crate::report::pages::{Approved, InForce, TrustPage, is_public};
use crate::report::soa::{SoaAudience, SoaReport};
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

/// The page of the Statement of Applicability.
const SOA: &str = "soa.html";

pub fn pages(view: &View, folder: &Path) -> Result<Put, Error> {
    let committed = committed(view)?;
    let read = committed.read(Need::Approvals)?;
    let cx = read.cx();
    let mut states = Then { committed: &committed, states: HashMap::new() };
    let mut texts = Texts::default();
    let documents = documents(&mut states, &cx, &mut texts)?;
    let with_pages: Vec<&str> = documents.iter().filter(|(_, has_page)| *has_page).map(|(document, _)| document.id.as_str()).collect();
    let files = Arc::new(Files::from(files(&with_pages)));
    let soa = states.of(&cx, "soa", "soa")?.is_some().then(|| Way::new(SOA, "Statement of Applicability"));
    let first = (soa.is_some() || !files.is_empty()).then(|| Way::new(FIRST_FILE, "Information security"));
    let ways = first.into_iter().chain(soa).collect();
    let scope = states.of(&cx, "scope", "scope")?.and_then(|((_, read), _)| read.loaded.program.scope()?.statement.clone());
    let mut approved = Approved { scope, ..Approved::default() };
    put(view, folder, |sink| {
        let folder = Folder { ways, files, ..Folder::new(sink, committed.brand()) };
        if let Some(((then, read), _)) = states.of(&cx, "soa", "soa")? {
            let report = SoaReport::build(&read.cx(), SoaAudience::Public, &then.origin());
            approved.soa = Some((report.soa_version.clone().unwrap_or_default(), report.approval.on));
            let mut doc = report.doc();
            // What the scope was then was perhaps not approved yet; the first page has the one that was. An assessment is
            // nobody's business.
            doc.head.facts.retain(|fact| fact.name != "Scope" && fact.name != "Rests on");
            folder.put(SOA, &doc)?;
        }
        for (document, _) in &documents {
            folder.put_record(&document.id, &document.page(texts.of_page(document, &folder.files), true))?;
        }
        approved.documents = documents;
        let tiles = approved.soa.as_ref().map(|_| (TrustPage::SOA, SOA.to_owned()));
        folder.put_first(&TrustPage::of(&cx, approved, &committed.origin()).doc(), tiles.as_slice())
    })
}

/// The commit that is looked at; of a work tree the last one: what is in no commit yet is not for the public.
fn committed(view: &View) -> Result<View, Error> {
    view.elsewhere(&view.source.commit().unwrap_or_else(|| "HEAD".into())).map_err(|error| {
        error.hint("pages for the public show what was approved and committed; commit first, or write them for another `--audience`")
    })
}

/// The states that approvals were brought in, by their commits: several are often given at once.
struct Then<'v> {
    committed: &'v View,
    states: HashMap<usize, State>,
}

/// A commit, and what was read of it.
type State = (View, Read);

impl Then<'_> {
    /// The state in which something was approved, where the approval that it carries counts and counted there, and what it was
    /// called then.
    fn of(&mut self, cx: &Cx<'_>, kind: &'static str, id: &str) -> Result<Option<(&State, String)>, Error> {
        let (Some(trail), Ok(found)) = (cx.trail, find(cx.program, id)) else { return Ok(None) };
        let approved = approvals(kind, found.node).next();
        let Some(past) = approved.and_then(|approved| brought(trail, kind, id, &approved)) else { return Ok(None) };
        if !self.states.contains_key(&past.place) {
            let view = self.committed.elsewhere(&trail.commits[past.place].id.to_string())?;
            let read = view.read(Need::Approvals)?;
            self.states.insert(past.place, (view, read));
        }
        let state = &self.states[&past.place];
        let then = state.1.cx();
        let Some(found) = cx.program.names().all(id).find_map(|name| find(then.program, name).ok()) else { return Ok(None) };
        let standing = then.approvals.at(kind, found.id, found.node, RECORD);
        Ok(standing.is_some_and(Standing::counts).then(|| (state, found.id.to_owned())))
    }
}

/// The documents that are classed as public and in force, as they were approved: with their texts of then.
fn documents(states: &mut Then<'_>, cx: &Cx<'_>, texts: &mut Texts) -> Result<Vec<(InForce, bool)>, Error> {
    let mut found = Vec::new();
    for document in cx.program.all::<Document>().filter(|document| is_public(document.classification.as_deref())) {
        let state = state(document, &cx.approvals, cx.cadences, cx.today);
        if !matches!(state, DocumentState::Approved | DocumentState::Due | DocumentState::Stale) {
            continue;
        }
        let committed = states.committed;
        let then = states.of(cx, Document::NAME, &document.id)?;
        let then = then.and_then(|((then, read), id)| Some((then, &read.loaded.program, read.loaded.program.by_id::<Document>(&id)?)));
        let Some((view, program, then)) = then.filter(|(.., then)| is_public(then.classification.as_deref())) else {
            committed.note(Note::usual(format!("`{}` is left out: it was not approved as a document for the public", document.id)));
            continue;
        };
        if state == DocumentState::Stale {
            let on = then.approval.as_ref().map_or(String::new(), |approval| format!(" on {}", approval.on));
            committed.note(Note::usual(format!("`{}` is shown as it was approved{on}; what changed since is left out", document.id)));
        }
        let has_page = texts.add(view, program, then);
        found.push((InForce::of(then.data(), Vec::new()), has_page));
    }
    Ok(found)
}
