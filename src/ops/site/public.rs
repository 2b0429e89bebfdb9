//! The site for anybody: only what was approved, in the words that were approved, from the commits that brought the approvals.

use super::Pages;
use super::folder::{FIRST_FILE, Folder};
use crate::history::approval::{Standing, brought};
use crate::model::approvals::{RECORD, approvals};
use crate::model::kinds::{Document, RecordKind as _};
use crate::ops::error::Error;
use crate::ops::open::View;
use crate::ops::read::{Need, Read};
use crate::register::cx::Cx;
use crate::register::document::{DocumentState, state};
use crate::render::frame::Way;
use crate::report::Report as _;
use crate::report::pages::{Approved, PublicDocument, TrustPage, is_public};
use crate::report::soa::{SoaAudience, SoaReport};

/// The page of the Statement of Applicability.
const SOA: &str = "soa.html";

pub fn pages(view: &View) -> Result<Pages, Error> {
    let committed = committed(view)?;
    let read = committed.read(Need::Rules)?;
    let cx = read.cx();
    let mut folder = Folder::default();
    let mut approved = Approved {
        scope: at_approval(&committed, &cx, "scope", "scope")?
            .and_then(|(_, read)| read.cx().program.scope().and_then(|scope| scope.statement.clone())),
        documents: documents(&committed, &cx)?,
        ..Approved::default()
    };
    if let Some((then, read)) = at_approval(&committed, &cx, "soa", "soa")? {
        let report = SoaReport::build(&read.cx(), SoaAudience::Public, &then.origin());
        approved.soa = Some((report.soa_version.clone().unwrap_or_default(), report.approval.on));
        folder.ways = vec![Way::new(FIRST_FILE, "Information security"), Way::new(SOA, "Statement of Applicability")];
        let mut doc = report.doc();
        // What the scope was then was perhaps not approved yet; the first page has the one that was. An assessment is nobody's
        // business.
        doc.head.facts.retain(|fact| fact.name != "Scope" && fact.name != "Rests on");
        folder.put(SOA, &doc)?;
    }
    let tiles = approved.soa.as_ref().map(|_| (TrustPage::SOA, SOA.to_owned()));
    folder.put_first(&TrustPage::of(&cx, approved, &committed.origin()).doc(), tiles.as_slice())?;
    Ok(folder.pages)
}

/// The commit that is looked at; of a work tree the last one: what is in no commit yet is not for the public.
fn committed(view: &View) -> Result<View, Error> {
    view.elsewhere(&view.source.commit().unwrap_or_else(|| "HEAD".into())).map_err(|error| {
        error.hint("pages for the public show what was approved and committed; commit first, or write them for another `--audience`")
    })
}

/// The state in which something was approved, where the approval that it carries counts and counted there.
fn at_approval(committed: &View, cx: &Cx<'_>, kind: &'static str, id: &str) -> Result<Option<(View, Read)>, Error> {
    let known = cx.program.documents().find(|(known, of, _)| *known == id && *of == kind);
    let (Some(trail), Some((.., doc))) = (cx.trail, known) else { return Ok(None) };
    let approved = approvals(kind, cx.program.node(doc)).next();
    let Some(past) = approved.and_then(|approved| brought(trail, kind, id, &approved)) else { return Ok(None) };
    let then = committed.elsewhere(&trail.commits[past.place].id.to_string())?;
    let read = then.read(Need::Rules)?;
    let counts = {
        let cx = read.cx();
        let standing = cx.program.documents().find(|(known, of, _)| *known == id && *of == kind);
        standing.and_then(|(.., doc)| cx.approvals.at(kind, id, cx.program.node(doc), RECORD)).is_some_and(Standing::counts)
    };
    Ok(counts.then_some((then, read)))
}

/// The documents that are classed as public and in force, as they were approved.
fn documents(committed: &View, cx: &Cx<'_>) -> Result<Vec<PublicDocument>, Error> {
    let mut found = Vec::new();
    for document in cx.program.all::<Document>() {
        let is_in_force = matches!(
            state(document, &cx.approvals, cx.cadences, cx.today),
            DocumentState::Approved | DocumentState::Due | DocumentState::Stale
        );
        if !is_in_force || !is_public(document.classification.as_deref()) {
            continue;
        }
        let Some((_, read)) = at_approval(committed, cx, Document::NAME, &document.id)? else { continue };
        let then = read.loaded.program.by_id::<Document>(&document.id).filter(|then| is_public(then.classification.as_deref()));
        found.extend(then.map(|then| PublicDocument {
            title: then.title.clone(),
            kind: then.kind,
            version: then.version.clone(),
            approved: then.approval.as_ref().map(|approval| approval.on),
        }));
    }
    Ok(found)
}
