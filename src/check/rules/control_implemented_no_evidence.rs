use crate::base::date::Period;
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Control, Evidence};
use crate::register::cx::Now;
use crate::register::proven::{shown_until, supported_until};

pub(super) static RULE: Rule = Rule {
    name: "control-implemented-no-evidence",
    level: Level::Error,
    mandatory: true,
    about: About::Practice,
    clauses: &["8.1", "9.1"],
    page: include_str!("control_implemented_no_evidence.md"),
    check: Check::Records(check),
};

/// So long after a control began to work it may be without evidence.
const TO_SHOW: Period = Period::days(30);

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let supported = supported_until(cx);
    for control in cx.program.all::<Control>().filter(|control| control.is_implemented()) {
        let data = control.data();
        let problem = match shown_until(cx, data, &supported) {
            Some(last) if last >= cx.today => continue,
            Some(last) => format!("and its evidence counted until {last}"),
            None if is_supported(cx, data) => "and what supports it has no day, or no file or address that is there".into(),
            None => "and no evidence supports it".into(),
        };
        let finding = out.at(control.at("/status"), format!("control `{}` is implemented, {problem}", data.id));
        // What has just begun to work has left nothing behind yet.
        if data.implemented_on.is_some_and(|on| on <= cx.today && on.plus(TO_SHOW) >= cx.today) {
            finding.level = Level::Info;
        }
        finding.help(format!("collect evidence that it works and name it: `supports: [{}]`", data.id));
    }
}

/// Whether any evidence says that it supports a control, whether or not it counts.
fn is_supported(cx: &Now<'_>, control: &Control) -> bool {
    let own = |id: &str| control.supported_as().any(|own| own == id);
    cx.program.all::<Evidence>().any(|evidence| evidence.data().supports.iter().any(|supported| own(supported.id())))
}
