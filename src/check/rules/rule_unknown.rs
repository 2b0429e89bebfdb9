use crate::base::diagnostic::Level;
use crate::base::text::{did_you_mean, list_of};
use crate::check::rules;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Exception;
use crate::model::single::isms::RuleLevel;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "rule-unknown",
    level: Level::Error,
    mandatory: false,
    about: About::Practice,
    clauses: &["7.5.3"],
    page: include_str!("rule_unknown.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let names = || rules::RULES.iter().map(|rule| rule.name);
    let help =
        |name: &str| did_you_mean(name, names()).map_or("`isms rules` lists them all".into(), |near| format!("did you mean `{near}`?"));
    for exception in cx.program.all::<Exception>() {
        if let Some(name) = exception.rule.as_deref().filter(|name| rules::by_name(name).is_none()) {
            out.at(exception.at("/rule"), format!("there is no rule `{name}`")).help(help(name));
        }
    }
    let Some(isms) = cx.program.isms() else { return };
    let level = isms.trust.as_ref().and_then(|trust| trust.tests.as_ref()).and_then(|tests| tests.independent_above.as_deref());
    if let (Some(level), Some(scales)) = (level, &cx.scales)
        && !scales.levels().iter().any(|known| known.name == level)
    {
        let levels = scales.levels().iter().map(|level| level.name.as_str());
        out.at(isms.at("/trust/tests/independent_above"), format!("the method has no level `{level}`, so every test must be independent"))
            .help(format!("write one of {}", list_of(levels, "or")));
    }
    for (name, level) in &isms.rules {
        let place = isms.at(&format!("/rules/{name}"));
        match rules::by_name(name) {
            None => {
                out.at(place, format!("there is no rule `{name}`")).help(help(name));
            }
            Some(rule) if rule.mandatory && *level == RuleLevel::Off => {
                out.at(place, format!("`{name}` guards something mandatory and cannot be turned off"))
                    .help("silence it for named records by an exception with reason, approval and end");
            }
            Some(_) => {}
        }
    }
}
