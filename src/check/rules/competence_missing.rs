use super::common::{active_holders, normal};
use crate::base::date::Date;
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Person, Role};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "competence-missing",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["7.2"],
    page: include_str!("competence_missing.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for role in cx.program.all::<Role>() {
        for (index, wanted) in role.competence.iter().enumerate() {
            for person in active_holders(cx.program, role.data(), cx.today) {
                if let Some(problem) = problem(&person, wanted, cx.today) {
                    out.at(
                        role.at(&format!("/competence/{index}")),
                        format!("`{}` holds `{}` and {problem} `{wanted}`", person.id, role.id),
                    )
                    .help("add it under the person's `competence:` with the evidence that shows it, or train somebody")
                    .related(person.at("/competence"), "the person");
                }
            }
        }
    }
}

fn problem(person: &Person, wanted: &str, today: Date) -> Option<&'static str> {
    let mut problem = "has no";
    for competence in person.competence.iter().filter(|competence| normal(&competence.what) == normal(wanted)) {
        match (competence.valid_until.is_some_and(|until| until < today), &competence.evidence) {
            (false, Some(_)) => return None,
            (true, _) => problem = "no longer has",
            (false, None) => problem = "has no evidence of",
        }
    }
    Some(problem)
}
