use super::common::approved_by;
use crate::base::date::Date;
use crate::base::diagnostic::Level;
use crate::base::digest::Digest;
use crate::base::node::Node;
use crate::check::{About, Check, Findings, Rule};
use crate::history::approval::{Confirmed, earlier};
use crate::model::approvals::approvals;
use crate::model::digest;
use crate::model::kinds::{RecordKind as _, Risk};
use crate::register::cx::Cx;

pub(super) static RULE: Rule = Rule {
    name: "confirmation-contradicted",
    level: Level::Error,
    mandatory: false,
    about: About::Practice,
    clauses: &["6.1.3 f", "7.5.3", "8.2"],
    page: include_str!("confirmation_contradicted.md"),
    check: Check::History(check),
};

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    for (id, kind, doc) in cx.program.documents() {
        let record = cx.program.node(doc);
        for approved in approvals(kind, record) {
            let Some(day) = confirmed(approved.approval) else { continue };
            let problem = cx.approvals.confirms(kind, id, record, &approved, day).and_then(said);
            if let Some(problem) = problem {
                let place = record.place(&format!("{}/confirms", approved.place));
                out.at(place, format!("the approval in `{id}` of {} is said to confirm that of {day}, and {problem}", approved.on()))
                    .against(approved_by(cx.program, kind, id).iter().copied())
                    .help("take `confirms` out: what was changed is approved for the first time");
            }
        }
    }
    let Some(trail) = cx.trail else { return };
    for row in cx.risks() {
        let Some(assessed) = row.risk.assessed.as_ref() else { continue };
        let (Some(day), id, record) = (assessed.confirms, row.risk.data().id.as_str(), row.risk.node()) else { continue };
        let judged = |node: Node<'_>| node.find("/assessed/on").is_some_and(|on| on.text() == day.to_string());
        let found = match earlier(trail, Risk::NAME, id, day, |version| judged(version.node())) {
            Some(Ok((_, then))) if ratings(then.node()) == ratings(record) => Confirmed::Same,
            Some(Ok(_)) => Confirmed::Changed,
            Some(Err(())) => Confirmed::Never,
            None => continue,
        };
        if let Some(problem) = said(found) {
            let message = format!("the judgement of risk `{id}` of {} is said to confirm that of {day}, and {problem}", assessed.on);
            out.at(row.risk.at("/assessed/confirms"), message)
                .against(["8.2"])
                .help("take `confirms` out: what was rated anew was judged anew, and is to be approved then");
        }
    }
}

fn confirmed(approval: Node<'_>) -> Option<Date> {
    approval.get("confirms")?.text().parse().ok()
}

fn said(found: Confirmed) -> Option<&'static str> {
    match found {
        Confirmed::Same => None,
        Confirmed::Changed => Some("what it is for has changed since"),
        Confirmed::Never => Some("git has none of that day"),
    }
}

/// Likelihoods and impacts; in what words they are given reasons for may change.
fn ratings(risk: Node<'_>) -> Vec<Option<Digest>> {
    let states = ["current", "inherent", "residual"].into_iter().flat_map(|state| ["likelihood", "impact"].map(|part| (state, part)));
    states.map(|(state, part)| risk.find(&format!("/{state}/{part}")).map(digest::whole)).collect()
}
