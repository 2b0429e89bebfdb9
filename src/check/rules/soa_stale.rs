use crate::base::diagnostic::Level;
use crate::base::text::{first_of, natural};
use crate::check::{About, Check, Findings, Rule};
use crate::history::approval::brought;
use crate::history::fields::Mark;
use crate::history::trail::Trail;
use crate::model::approvals::{RECORD, approval_at};
use crate::model::digest;
use crate::model::kinds::{Control, RecordKind as _, Risk};
use crate::model::program::View;
use crate::model::reference::Ref;
use crate::register::cx::Cx;
use std::collections::HashSet;

pub(super) static RULE: Rule = Rule {
    name: "soa-stale",
    level: Level::Warning,
    mandatory: false,
    about: About::Approval,
    clauses: &["6.1.3", "8.2"],
    page: include_str!("soa_stale.md"),
    check: Check::History(check),
};

/// So many records are named.
const NAMED: usize = 5;

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    let (Some(trail), Some(soa)) = (cx.trail, cx.program.soa()) else { return };
    let Some(approved) = approval_at("soa", soa.node(), RECORD) else { return };
    let Some(released) = brought(trail, "soa", "soa", &approved) else { return };
    let mut changed = changed_risks(cx, trail, released.place);
    changed.extend(changed_since(cx, trail, Control::NAME, "/implements", released.place));
    if changed.is_empty() {
        return;
    }
    changed.sort_by(|a, b| natural(a, b));
    let named = first_of(&changed, NAMED, "and");
    let on = approved.on();
    out.at(
        soa.at("/approval/on"),
        format!("since the Statement of Applicability was approved on {on}, what it rests on has changed: {named}"),
    )
    .help("look at the rows with `isms soa diff`, give it a new version, and let it be approved again")
    .about(&changed);
}

/// The risks that are treated with other controls than at a commit. A new one that asks for nothing but what others ask for,
/// which are as they were, leaves the necessary controls the same (6.1.3 d).
fn changed_risks<'a>(cx: &Cx<'a>, trail: &'a Trail, place: usize) -> Vec<&'a str> {
    let mut changed = changed_since(cx, trail, Risk::NAME, "/treatment/controls", place);
    let all: HashSet<&str> = changed.iter().copied().collect();
    let asked = |risk: &View<'a, Risk>| risk.data().treatment.iter().flat_map(|treatment| &treatment.controls).map(Ref::id);
    let (others, unsettled): (Vec<_>, Vec<_>) = cx.program.all::<Risk>().partition(|risk| !all.contains(risk.id.as_str()));
    let settled: HashSet<&str> = others.iter().flat_map(asked).collect();
    let is_new = |id: &str| trail.record(Risk::NAME, id).iter().all(|past| past.place < place);
    let same = unsettled.iter().filter(|risk| is_new(&risk.id) && asked(risk).all(|control| settled.contains(control)));
    let same: HashSet<&str> = same.map(|risk| risk.id.as_str()).collect();
    changed.retain(|id| !same.contains(id));
    changed
}

/// The records of a kind whose part is not what it was after a commit.
fn changed_since<'a>(cx: &Cx<'a>, trail: &'a Trail, kind: &'static str, pointer: &'static str, place: usize) -> Vec<&'a str> {
    let then = |id: &str| trail.record(kind, id).iter().find(|past| past.place >= place).and_then(|past| past.part(pointer));
    let records = cx.program.records().filter(|(_, info, _)| info.name == kind);
    let mut changed: Vec<&str> = records
        .filter(|(id, _, doc)| digest::content(kind, cx.program.node(*doc), pointer, None).map(Mark::from) != then(id))
        .map(|(id, _, _)| id)
        .collect();
    changed.extend(trail.ids(kind).filter(|id| cx.program.known(id).is_none() && then(id).is_some()));
    changed
}
