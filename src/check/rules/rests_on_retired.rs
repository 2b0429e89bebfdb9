use super::common::FEW;
use crate::base::diagnostic::Level;
use crate::base::span::Span;
use crate::base::text::{count, list_of};
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Asset, Control, ControlStatus, Document, DocumentStatus, Exception, Obligation, Supplier};
use crate::register::cx::Now;
use std::collections::BTreeMap;

pub(super) static RULE: Rule = Rule {
    name: "rests-on-retired",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["7.5.3", "8.1", "A.5.22"],
    page: include_str!("rests_on_retired.md"),
    check: Check::Records(check),
};

/// Something in force that rests on a record: what it is called, on which record, and where it says so.
type Use<'a> = (&'a str, &'a str, Span);

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let mut resting: BTreeMap<String, Vec<Use<'_>>> = BTreeMap::new();
    let not_yet = instead(cx).filter_map(|used| Some((not_yet(cx, used.1)?, used)));
    for (over, used) in uses(cx).into_iter().filter_map(|used| Some((over(cx, used.1)?, used))).chain(not_yet) {
        resting.entry(over).or_default().push(used);
    }
    for (over, users) in resting {
        let names = users.iter().map(|(who, ..)| who);
        let who = match users.len() {
            1 => format!("`{}` rests", users[0].0),
            2..=FEW => format!("{} rest", list_of(names.clone(), "and")),
            many => format!("`{}` and {} rest", users[0].0, count(many - 1, "more record")),
        };
        let finding = out.at(users[0].2, format!("{who} on {over}")).help("name what took its place, or end what rests on it").about(names);
        users[1..].iter().take(FEW).fold(finding, |finding, (.., place)| finding.related(*place, "this, too"));
    }
}

/// What open risks, duties, exceptions, controls at work, assets in use and the scope rest on.
fn uses<'a>(cx: &Now<'a>) -> Vec<Use<'a>> {
    let program = cx.program;
    let mut found: Vec<Use<'a>> = Vec::new();
    for risk in cx.risks().iter().map(|row| row.risk) {
        let Some(treatment) = &risk.data().treatment else { continue };
        let controls = treatment.controls.iter().enumerate();
        found.extend(controls.map(|(n, control)| (risk.data().id.as_str(), control.id(), risk.at(&format!("/treatment/controls/{n}")))));
        let supplier = treatment.instrument.as_ref().and_then(|instrument| instrument.supplier.as_ref());
        found.extend(supplier.map(|supplier| (risk.data().id.as_str(), supplier.id(), risk.at("/treatment/instrument/supplier"))));
    }
    for duty in program.all::<Obligation>() {
        let controls = duty.data().controls.iter().enumerate();
        found.extend(controls.map(|(n, control)| (duty.data().id.as_str(), control.id(), duty.at(&format!("/controls/{n}")))));
    }
    found.extend(instead(cx));
    for control in program.all::<Control>().filter(|control| control.status == Some(ControlStatus::Implemented)) {
        let documents = control.data().documents.iter().enumerate();
        found.extend(documents.map(|(n, document)| (control.data().id.as_str(), document.id(), control.at(&format!("/documents/{n}")))));
    }
    for asset in program.all::<Asset>().filter(|asset| !asset.is_retired()) {
        let supplier = asset.data().supplier.iter();
        found.extend(supplier.map(|supplier| (asset.data().id.as_str(), supplier.id(), asset.at("/supplier"))));
    }
    if let Some(scope) = program.scope() {
        let interfaces = scope.data().interfaces.iter().enumerate();
        found.extend(interfaces.filter_map(|(n, interface)| {
            Some(("scope", interface.supplier.as_ref()?.id(), scope.at(&format!("/interfaces/{n}/supplier"))))
        }));
    }
    found
}

/// What is done instead of what exceptions allow to be left out.
fn instead<'a>(cx: &Now<'a>) -> impl Iterator<Item = Use<'a>> {
    let (program, today) = (cx.program, cx.today);
    program.all::<Exception>().filter(move |exception| exception.is_in_force(today)).flat_map(|exception| {
        let instead = exception.data().compensating.iter().enumerate();
        instead.map(move |(n, control)| (exception.data().id.as_str(), control.id(), exception.at(&format!("/compensating/{n}"))))
    })
}

/// What is yet to come of a control that stands in for another today, in words, if it does not work yet.
fn not_yet(cx: &Now<'_>, id: &str) -> Option<String> {
    let status = cx.program.by_id::<Control>(id)?.status?;
    matches!(status, ControlStatus::Planned | ControlStatus::InProgress).then(|| format!("control `{id}`, which does not work yet"))
}

/// What is over of a record, in words, if anything is.
fn over(cx: &Now<'_>, id: &str) -> Option<String> {
    let program = cx.program;
    if let Some(control) = program.by_id::<Control>(id) {
        return (control.status == Some(ControlStatus::Retired)).then(|| format!("control `{id}`, which is retired"));
    }
    if let Some(document) = program.by_id::<Document>(id) {
        return match document.status? {
            DocumentStatus::Approved => None,
            DocumentStatus::Retired => Some(format!("document `{id}`, which is retired")),
            DocumentStatus::Draft | DocumentStatus::InReview => Some(format!("document `{id}`, which is not in force yet")),
        };
    }
    let ended = program.by_id::<Supplier>(id)?.ended.filter(|ended| *ended <= cx.today)?;
    Some(format!("supplier `{id}`, whose work ended on {ended}"))
}
