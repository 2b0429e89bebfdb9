use crate::base::date::Date;
use crate::base::diagnostic::Level;
use crate::base::text::normal;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Duty, Person, Role};
use crate::register::cx::Now;
use crate::register::holding::active_holders;
use std::collections::HashMap;

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
    for role in cx.program.all::<Role>().filter(|role| role.duties.contains(&Duty::InternalAudit) && role.competence.is_empty()) {
        if active_holders(cx.program, role.data(), cx.today).next().is_some() {
            out.at(role.at("/duties"), format!("nothing says what whoever holds `{}` must be able to do to audit", role.id)).help(
                "write it under `competence:`, such as `[Internal audit]`, and under that of the person with the evidence that shows it",
            );
        }
    }
    for role in cx.program.all::<Role>().filter(|role| !role.competence.is_empty()) {
        let holders: Vec<_> =
            active_holders(cx.program, role.data(), cx.today).map(|person| (person, problems(&person, cx.today))).collect();
        for (index, wanted) in role.competence.iter().enumerate() {
            let name = normal(wanted);
            for (person, problems) in &holders {
                if let Some(problem) = problems.get(&name).copied().unwrap_or(Some("names nothing that shows")) {
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

/// What a person is said to be able to do, each with what is wrong about it, if anything.
fn problems(person: &Person, today: Date) -> HashMap<String, Option<&'static str>> {
    let mut problems = HashMap::new();
    for competence in &person.competence {
        let problem = match (competence.valid_until.is_some_and(|until| until < today), &competence.evidence) {
            (false, Some(_)) => None,
            (true, _) => Some("no longer has"),
            (false, None) => Some("has no evidence of"),
        };
        // One that counts is enough; else the last says why none does.
        let known = problems.entry(normal(&competence.what)).or_insert(problem);
        *known = known.and(problem);
    }
    problems
}
