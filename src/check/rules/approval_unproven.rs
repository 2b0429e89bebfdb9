use super::common::approved_by;
use crate::base::diagnostic::Level;
use crate::base::text::count;
use crate::check::{About, Check, Findings, Rule};
use crate::history::approval::{Standing, asked, brought};
use crate::history::trail::Trail;
use crate::model::approvals::{ACCEPTANCE, Approved, approvals};
use crate::model::kinds::{Document, DocumentStatus, Risk};
use crate::model::program::Program;
use crate::model::single::trust::Strength;
use crate::register::cx::Cx;

pub(super) static RULE: Rule = Rule {
    name: "approval-unproven",
    level: Level::Error,
    mandatory: true,
    about: About::Approval,
    clauses: &["6.1.3 f", "7.5.2 c"],
    page: include_str!("approval_unproven.md"),
    check: Check::History(check),
};

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    let records = cx.program.documents().filter(|(id, ..)| counts_today(cx.program, id));
    let unproven = records.flat_map(|(id, kind, doc)| {
        let record = cx.program.node(doc);
        let falls_short = move |approved: &Approved<'_>| cx.approvals.standing(kind, id, record, approved) == Standing::Unproven;
        approvals(kind, record).filter(falls_short).map(move |approved| (kind, id, record, approved))
    });
    let Some(trail) = cx.trail else {
        let ids: Vec<&str> = unproven.map(|(_, id, ..)| id).collect();
        if !ids.is_empty() {
            let message =
                format!("{} cannot be shown to be by who approved: there is no history here to ask", count(ids.len(), "approval"));
            let help = "commit the programme, or bring all of its history with `git fetch --unshallow`; until then they do not count";
            out.at(cx.program.place_in("isms", "/trust"), message).help(help).about(ids);
        }
        return;
    };
    for (kind, id, record, approved) in unproven {
        let verb = if approved.place == ACCEPTANCE { "acceptance" } else { "approval" };
        let why = match brought(trail, kind, id, &approved) {
            None => "is in no commit yet".into(),
            Some(past) => brought_by(trail, past.place, cx.approvals.strength(kind, id, &approved)),
        };
        let signed = if asked(cx.program, approved.place) == Strength::Signed { ", signed" } else { "" };
        out.at(
            record.place(&format!("{}/by", approved.place)),
            format!("the {verb} of `{id}` by `{}` {why}, so it does not count", approved.by()),
        )
        .help(format!("let `{}` give it again, with its day in `on:`, in a commit of their own{signed}", approved.by()))
        .against(approved_by(cx.program, kind, id).iter().copied());
    }
}

/// Whether anybody rests on the approvals of a record.
fn counts_today(program: &Program, id: &str) -> bool {
    program.by_id::<Risk>(id).is_none_or(|risk| risk.closed.is_none())
        && program.by_id::<Document>(id).is_none_or(|document| document.status == Some(DocumentStatus::Approved))
}

fn brought_by(trail: &Trail, place: usize, strength: Option<Strength>) -> String {
    let commit = &trail.commits[place];
    if strength < Some(Strength::Committed) {
        return format!("came with {} by {}, whose address is not theirs", commit.id.short(), commit.author.who());
    }
    format!("came with {}, whose signature is {} and not by a key of theirs", commit.id.short(), trail.signature(commit).state.word())
}
