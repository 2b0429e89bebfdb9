use crate::base::diagnostic::Level;
use crate::base::text::{did_you_mean, list_of};
use crate::check::{About, Check, Findings, Rule};
use crate::model::annex_a::{self, ANNEX_A};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "soa-unknown-control",
    level: Level::Error,
    mandatory: true,
    about: About::Practice,
    clauses: &["6.1.3 d"],
    page: include_str!("soa_unknown_control.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let Some(soa) = cx.program.soa() else { return };
    let entries = soa.node().get("controls").into_iter().flat_map(|controls| controls.entries());
    for (key, _) in entries.filter(|(key, _)| annex_a::by_id(key.text()).is_none()) {
        let id = key.text();
        let now: Vec<&str> = annex_a::successors_of(id).map(|control| control.id).collect();
        let help = match did_you_mean(id, ANNEX_A.iter().map(|control| control.id)) {
            _ if !now.is_empty() => format!("it is a number of the 2013 edition, today {}", list_of(now, "and")),
            Some(near) => format!("did you mean `{near}`?"),
            None => "a control of your own is a record in `controls/` without `implements:`, and appears here by itself".into(),
        };
        out.at(key.span(), format!("Annex A of the 2022 edition has no control `{id}`")).help(help);
    }
}
