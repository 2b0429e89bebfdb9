use crate::base::date::Date;
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Control, Evidence};
use crate::model::program::View;
use crate::register::control::valid_until;
use crate::register::cx::Now;
use std::collections::HashMap;

pub(super) static RULE: Rule = Rule {
    name: "control-implemented-no-evidence",
    level: Level::Error,
    mandatory: true,
    about: About::Practice,
    clauses: &["8.1", "9.1"],
    page: include_str!("control_implemented_no_evidence.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let counts_until = counts_until(cx);
    for control in cx.program.all::<Control>().filter(|control| control.is_implemented()) {
        let data = control.data();
        let direct = std::iter::once(data.id.as_str()).chain(data.implements.iter().map(|annex| annex.id()));
        let shown = data.shown_by().filter_map(|evidence| until(cx, cx.program.get::<Evidence>(evidence)?));
        let last = direct.filter_map(|id| counts_until.get(id).copied()).chain(shown).max();
        let problem = match last {
            Some(last) if last >= cx.today => continue,
            Some(last) => format!("and its evidence counted until {last}"),
            None if is_supported(cx, data) => "and what supports it has no day, or no file or address that is there".into(),
            None => "and no evidence supports it".into(),
        };
        out.at(control.at("/status"), format!("control `{}` is implemented, {problem}", data.id))
            .help(format!("collect evidence that it works and name it: `supports: [{}]`", data.id));
    }
}

/// Whether any evidence says that it supports a control, whether or not it counts.
fn is_supported(cx: &Now<'_>, control: &Control) -> bool {
    let own = |id: &str| id == control.id || control.implements.iter().any(|annex| annex.id() == id);
    cx.program.all::<Evidence>().any(|evidence| evidence.data().supports.iter().any(|supported| own(supported.id())))
}

/// For each id that evidence supports, the last day any of it counts.
fn counts_until<'a>(cx: &Now<'a>) -> HashMap<&'a str, Date> {
    let mut last: HashMap<&str, Date> = HashMap::new();
    for evidence in cx.program.all::<Evidence>() {
        let Some(until) = until(cx, evidence) else { continue };
        for supported in &evidence.data().supports {
            let day = last.entry(supported.id()).or_insert(until);
            *day = until.max(*day);
        }
    }
    last
}

fn until(cx: &Now<'_>, evidence: View<'_, Evidence>) -> Option<Date> {
    valid_until(cx.program, evidence, cx.cadences.evidence())
}
