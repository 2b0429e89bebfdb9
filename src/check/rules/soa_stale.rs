use crate::base::diagnostic::Level;
use crate::base::text::{count, list_of};
use crate::check::{About, Check, Findings, Rule};
use crate::history::approval::brought;
use crate::history::fields::Mark;
use crate::history::trail::Trail;
use crate::model::approvals::{RECORD, approval_at};
use crate::model::digest;
use crate::model::kinds::{Control, RecordKind as _, Risk};
use crate::register::cx::Cx;

pub(super) static RULE: Rule = Rule {
    name: "soa-stale",
    level: Level::Warning,
    mandatory: false,
    about: About::Approval,
    clauses: &["6.1.3", "8.2"],
    page: include_str!("soa_stale.md"),
    check: Check::History(check),
};

/// What a row of the SoA rests on: which controls a risk is treated with, and what a control implements.
const RESTS_ON: [(&str, &str); 2] = [(Risk::NAME, "/treatment/controls"), (Control::NAME, "/implements")];

/// So many records are named.
const NAMED: usize = 5;

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    let (Some(trail), Some(soa)) = (cx.trail, cx.program.soa()) else { return };
    let Some(approved) = approval_at("soa", soa.node(), RECORD) else { return };
    let Some(released) = brought(trail, "soa", "soa", &approved) else { return };
    let mut changed: Vec<&str> = RESTS_ON.iter().flat_map(|(kind, pointer)| changed(cx, trail, kind, pointer, released.place)).collect();
    if changed.is_empty() {
        return;
    }
    changed.sort_by(|a, b| crate::base::text::natural(a, b));
    let named = list_of(changed.iter().take(NAMED), "and");
    let more = changed.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" and {}", count(more, "more record")) } else { String::new() };
    let on = approved.on();
    out.at(
        soa.at("/approval/on"),
        format!("since the Statement of Applicability was approved on {on}, what it rests on has changed: {named}{more}"),
    )
    .help("look at the rows with `isms soa diff`, give it a new version, and let it be approved again")
    .about(&changed);
}

/// The records of a kind whose part is not what it was after a commit.
fn changed<'a>(cx: &Cx<'a>, trail: &'a Trail, kind: &'static str, pointer: &'static str, place: usize) -> Vec<&'a str> {
    let then = |id: &str| trail.record(kind, id).iter().find(|past| past.place >= place).and_then(|past| past.part(pointer));
    let records = cx.program.records().filter(|(_, info, _)| info.name == kind);
    let mut changed: Vec<&str> = records
        .filter(|(id, _, doc)| digest::content(kind, cx.program.node(*doc), pointer, None).map(Mark::from) != then(id))
        .map(|(id, _, _)| id)
        .collect();
    changed.extend(trail.ids(kind).filter(|id| cx.program.known(id).is_none() && then(id).is_some()));
    changed
}
