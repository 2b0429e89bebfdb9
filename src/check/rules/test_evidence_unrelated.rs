use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Control, Evidence, Person, RecordKind as _};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "test-evidence-unrelated",
    level: Level::Info,
    mandatory: false,
    about: About::Practice,
    clauses: &["7.2", "9.1"],
    page: include_str!("test_evidence_unrelated.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for control in cx.program.all::<Control>() {
        let is_of_it = |id: &str| id == control.data().id || control.implements.iter().any(|annex| annex.id() == id);
        for (at, test) in control.tests.iter().enumerate() {
            for (n, result) in test.results.iter().enumerate() {
                let Some(evidence) = result.evidence.as_ref().and_then(|id| cx.program.get::<Evidence>(id)) else { continue };
                let speaks_of_controls = evidence.supports.iter().any(|what| what.is("CTL") || what.id().starts_with("A."));
                if speaks_of_controls && !evidence.supports.iter().any(|what| is_of_it(what.id())) {
                    let place = control.at(&format!("/tests/{at}/results/{n}/evidence"));
                    out.at(place, format!("a test of `{}` is shown by `{}`, which speaks of other controls", control.id, evidence.id))
                        .against(["9.1"])
                        .help(format!("name the evidence of this test, or add `{}` to `supports:` of `{}`", control.id, evidence.id))
                        .about([&*evidence.id]);
                }
            }
        }
    }
    for person in cx.program.all::<Person>() {
        for (at, can) in person.competence.iter().enumerate() {
            let Some(evidence) = can.evidence.as_ref().and_then(|id| cx.program.get::<Evidence>(id)) else { continue };
            let is_person = |id: &str| id.strip_prefix(Person::PREFIX).is_some_and(|rest| rest.starts_with('-'));
            let mut people = evidence.supports.iter().filter(|what| is_person(what.id())).peekable();
            if people.peek().is_some() && people.all(|what| what.id() != person.id) {
                let message = format!("`{}` of `{}` is shown by `{}`, which speaks of other people", can.what, person.id, evidence.id);
                out.at(person.at(&format!("/competence/{at}/evidence")), message)
                    .against(["7.2"])
                    .help(format!("name the evidence of this person, or add `{}` to `supports:` of `{}`", person.id, evidence.id))
                    .about([&*evidence.id]);
            }
        }
    }
}
