use crate::base::diagnostic::Level;
use crate::base::span::Span;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Asset, Control, ControlStatus, Document, DocumentStatus, Finding, Person, RecordKind as _, Risk, Supplier};
use crate::model::program::Program;
use crate::register::cx::Now;
use crate::register::holding::is_held;
use std::collections::BTreeMap;

pub(super) static RULE: Rule = Rule {
    name: "owner-left",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["5.3", "A.6.5"],
    page: include_str!("owner_left.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let mut left: BTreeMap<&str, Vec<(&str, Span)>> = BTreeMap::new();
    // A role without a holder is a matter of `role-unassigned`, where it has duties.
    let is_gone = |owner: &str| cx.program.by_id::<Person>(owner).is_some() && !is_held(cx.program, owner, cx.today);
    for (id, kind, doc) in cx.program.documents() {
        if let Some(owner) = cx.program.node(doc).get("owner").filter(|owner| is_gone(owner.text()) && !is_over(cx.program, kind, id)) {
            left.entry(owner.text()).or_default().push((id, owner.span()));
        }
    }
    for found in cx.actions().iter().filter(|found| found.action.done.is_none()) {
        if let Some(owner) = found.action.owner.as_ref().filter(|owner| is_gone(owner.id())) {
            left.entry(owner.id()).or_default().push((found.of, found.at("/owner")));
        }
    }
    if let Some(isms) = cx.program.isms() {
        let named = isms.data().communications.iter().enumerate().filter_map(|(at, one)| Some((at, one.responsible.as_ref()?.id())));
        for (at, owner) in named.filter(|(_, owner)| is_gone(owner)) {
            left.entry(owner).or_default().push(("isms", isms.at(&format!("/communications/{at}/responsible"))));
        }
    }
    if let Some(context) = cx.program.context() {
        let named = context.data().processes.iter().enumerate().filter_map(|(at, one)| Some((at, one.owner.as_ref()?.id())));
        for (at, owner) in named.filter(|(_, owner)| is_gone(owner)) {
            left.entry(owner).or_default().push(("context", context.at(&format!("/processes/{at}/owner"))));
        }
    }
    for (owner, owned) in left {
        let finding = match &owned[..] {
            [(id, place)] => out.at(*place, format!("`{owner}` owns `{id}` and does not work here")),
            [(_, place), ..] => out.at(*place, format!("`{owner}` owns {} things and does not work here", owned.len())),
            [] => continue,
        };
        finding.help("name a successor; a role rather than a person outlives the next departure");
        for (id, place) in owned.iter().skip(1).take(3) {
            finding.related(*place, format!("owner of `{id}`"));
        }
    }
}

/// Whether a record is closed, retired or ended, so that its owner no longer matters.
fn is_over(program: &Program, kind: &str, id: &str) -> bool {
    match kind {
        Risk::NAME => program.by_id::<Risk>(id).is_some_and(|risk| risk.closed.is_some()),
        Control::NAME => program.by_id::<Control>(id).is_some_and(|control| control.status == Some(ControlStatus::Retired)),
        Asset::NAME => program.by_id::<Asset>(id).is_some_and(|asset| asset.is_retired()),
        Document::NAME => program.by_id::<Document>(id).is_some_and(|document| document.status == Some(DocumentStatus::Retired)),
        Finding::NAME => program.by_id::<Finding>(id).is_some_and(|finding| finding.closed.is_some()),
        Supplier::NAME => program.by_id::<Supplier>(id).is_some_and(|supplier| supplier.ended.is_some()),
        _ => false,
    }
}
