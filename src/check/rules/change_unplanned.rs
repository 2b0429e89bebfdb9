use crate::base::date::{Date, Period};
use crate::base::diagnostic::Level;
use crate::base::span::Span;
use crate::check::{About, Check, Findings, Rule};
use crate::history::past::Past;
use crate::model::approvals::RECORD;
use crate::model::kinds::{Change, Document, DocumentType, RecordKind as _, Role};
use crate::model::program::View;
use crate::register::change::is_of_isms;
use crate::register::cx::Cx;

pub(super) static RULE: Rule = Rule {
    name: "change-unplanned",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["6.3", "8.1"],
    page: include_str!("change_unplanned.md"),
    check: Check::History(check),
};

/// Changes are looked for this far back.
const WINDOW: Period = Period::months(12);
/// A change record may name a day this far from the commit.
const NEAR: i64 = 30;

/// Something whose changes must be planned: where it is followed in the history, and how it is called here.
struct Watched<'a> {
    kind: &'static str,
    id: &'a str,
    part: &'static str,
    /// The approval that it had before the change counted as one; None where nobody approves.
    approval: Option<&'static str>,
    place: Span,
    what: String,
}

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(trail) = cx.trail else { return };
    for watched in watched(cx) {
        let past = trail.record(watched.kind, watched.id);
        let changes = past.windows(2).filter(|pair| is_change(&watched, &pair[0], &pair[1]));
        let recent = changes.map(|pair| &trail.commits[pair[0].place]).filter(|commit| commit.committer.day().plus(WINDOW) >= cx.today);
        if let Some(commit) = recent.into_iter().find(|commit| !is_planned(cx, watched.id, commit.committer.day())) {
            let (day, name) = (commit.committer.day(), &commit.author.name);
            let message =
                format!("{} changed on {day} in {} by {name}, and no change record speaks of it", watched.what, commit.id.short());
            out.at(watched.place, message)
                .help(format!("plan such changes as `change` records; for this one write its day, `done: {day}`"));
        }
    }
}

fn watched<'a>(cx: &Cx<'a>) -> Vec<Watched<'a>> {
    let program = cx.program;
    let mut found = Vec::new();
    if let Some(scope) = program.scope() {
        let what = "the scope".to_owned();
        found.push(Watched { kind: "scope", id: "scope", part: "", approval: Some(RECORD), place: scope.at("/statement"), what });
    }
    if let Some(isms) = program.isms().filter(|isms| isms.risk.is_some()) {
        let (place, what) = (isms.at("/risk/version"), "the risk method".to_owned());
        found.push(Watched { kind: "isms", id: "isms", part: "/risk", approval: Some("/risk/approval"), place, what });
    }
    for policy in program.all::<Document>().filter(|document| document.kind == DocumentType::MasterPolicy) {
        let what = format!("policy `{}`", policy.id);
        found.push(Watched {
            kind: Document::NAME,
            id: &policy.data().id,
            part: "",
            approval: Some(RECORD),
            place: policy.at("/version"),
            what,
        });
    }
    // Before the scope was approved there was nothing to change.
    if program.scope().is_some_and(|scope| scope.approval.is_some()) {
        found.extend(program.all::<Role>().map(|role: View<'a, Role>| {
            let (place, what) = (role.at("/duties"), format!("the duties of role `{}`", role.id));
            Watched { kind: Role::NAME, id: &role.data().id, part: "/duties", approval: None, place, what }
        }));
    }
    found
}

fn is_change(watched: &Watched<'_>, after: &Past, before: &Past) -> bool {
    let differs = before.part(watched.part).is_some() && after.blob.is_some() && after.part(watched.part) != before.part(watched.part);
    differs && watched.approval.is_none_or(|place| before.approval(place).is_some())
}

/// Whether a change record names what changed, or a day near the commit. One of an asset alone plans no change of the system.
pub(super) fn is_planned(cx: &Cx<'_>, id: &str, day: Date) -> bool {
    let near = |on: Option<Date>| on.is_some_and(|on| on.days_since(day).abs() <= NEAR);
    cx.program.all::<Change>().any(|change| {
        let may_be_meant = is_of_isms(&change).unwrap_or(true);
        may_be_meant && (near(change.done) || near(change.planned_for)) || change.touches.iter().any(|touched| touched.id() == id)
    })
}
