use super::common::is_blank;
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Exception;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "waiver-expired",
    level: Level::Error,
    mandatory: false,
    about: About::Lateness,
    clauses: &["A.5.36"],
    page: include_str!("waiver_expired.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for exception in cx.program.all::<Exception>().filter(|exception| !exception.is_in_force(cx.today)) {
        let (pointer, problem) = match exception.until {
            Some(until) if until < cx.today => ("/until", format!("ended on {until}")),
            None => ("/until", "has no end".into()),
            _ if is_blank(exception.reason.as_deref()) => ("/reason", "has no reason".into()),
            _ => ("/approval", "is not approved".into()),
        };
        out.at(exception.at(pointer), format!("exception `{}` {problem}", exception.id))
            .help("look at it again: agree on it anew with reason, approval and end, or take it out");
    }
}
