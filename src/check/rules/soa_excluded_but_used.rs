use crate::base::diagnostic::Level;
use crate::base::text::list_of;
use crate::check::{About, Check, Findings, Rule};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "soa-excluded-but-used",
    level: Level::Error,
    mandatory: true,
    about: About::Practice,
    clauses: &["6.1.3 b", "6.1.3 c", "6.1.3 d"],
    page: include_str!("soa_excluded_but_used.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let Some(soa) = cx.program.soa() else { return };
    for row in cx.soa().iter().filter(|row| row.applicable == Some(false)) {
        let risks = row.risks.iter().map(|risk| (risk.data().id.as_str(), risk.at("/treatment/controls")));
        let obligations = row.obligations.iter().map(|obligation| (obligation.data().id.as_str(), obligation.at("/controls")));
        let users: Vec<_> = risks.chain(obligations).collect();
        if users.is_empty() {
            continue;
        }
        let names = list_of(users.iter().map(|(id, _)| id), "and");
        let rest = if users.len() == 1 { "rests" } else { "rest" };
        let place = soa.at(&format!("/controls/{}/applicable", row.id));
        let finding = out.at(place, format!("`{}` {} is excluded, but {names} {rest} on it", row.id, row.title));
        finding.help("include it, or let them rest on another control");
        for (id, place) in users.iter().take(3) {
            finding.related(*place, format!("used by `{id}`"));
        }
    }
}
