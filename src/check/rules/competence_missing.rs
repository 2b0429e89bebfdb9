use crate::base::date::Date;
use crate::base::diagnostic::Level;
use crate::base::text::normal;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Audit, Duty, Person, Role};
use crate::register::competence::trained;
use crate::register::coverage::internal_audits;
use crate::register::cx::Now;
use crate::register::holding::active_holders;
use std::collections::{HashMap, HashSet};

pub(super) static RULE: Rule = Rule {
    name: "competence-missing",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["7.2", "9.2.2"],
    page: include_str!("competence_missing.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    auditors(cx, out);
    for role in cx.program.all::<Role>().filter(|role| role.duties.contains(&Duty::InternalAudit) && role.competence.is_empty()) {
        if active_holders(cx.program, role.data(), cx.today).next().is_some() {
            out.at(role.at("/duties"), format!("nothing says what whoever holds `{}` must be able to do to audit", role.id)).against(["7.2"]).help(
                "write it under `competence:`, such as `[Internal audit]`, and under that of the person with the evidence that shows it",
            );
        }
    }
    let trained = trained(cx.program, cx.today);
    for role in cx.program.all::<Role>().filter(|role| !role.competence.is_empty()) {
        let holders: Vec<_> =
            active_holders(cx.program, role.data(), cx.today).map(|person| (person, problems(&person, cx.today))).collect();
        for (index, wanted) in role.competence.iter().enumerate() {
            let name = normal(wanted);
            let holders = holders.iter().filter(|(person, _)| !trained.contains(&(person.data().id.as_str(), name.clone())));
            for (person, problems) in holders {
                if let Some(problem) = problems.get(&name).copied().unwrap_or(Some("names nothing that shows")) {
                    out.at(
                        role.at(&format!("/competence/{index}")),
                        format!("`{}` holds `{}` and {problem} `{wanted}`", person.id, role.id),
                    )
                    .against(["7.2"])
                    .help(
                        "add it under the person's `competence:` with the evidence that shows it; a training of the same title that \
                         they completed shows it too",
                    )
                    .related(person.at("/competence"), "the person");
                }
            }
        }
    }
}

/// Whoever audits can do it by then: what the role of internal auditors asks for was obtained before the audit began.
fn auditors(cx: &Now<'_>, out: &mut Findings<'_>) {
    let roles = cx.program.all::<Role>().filter(|role| role.duties.contains(&Duty::InternalAudit));
    let wanted: HashSet<String> = roles.flat_map(|role| &role.data().competence).map(|what| normal(what)).collect();
    let began = |audit: &Audit| audit.started.or(audit.finished).filter(|day| *day <= cx.today);
    // Of the last audit: a day that stands there may be that of a renewal.
    if let Some((began, audit)) =
        internal_audits(cx.program).filter_map(|audit| Some((began(&audit)?, audit))).max_by_key(|(began, _)| *began)
    {
        let trained = trained(cx.program, began);
        for (index, auditor) in audit.auditors.iter().enumerate() {
            let Some(person) = cx.program.by_id::<Person>(auditor.id()) else { continue };
            let asked = person.competence.iter().filter(|can| wanted.contains(&normal(&can.what)));
            // The first time counts; without a day nobody knows.
            let first = asked.map(|can| (can.obtained, &can.what)).min_by_key(|(obtained, _)| *obtained);
            let Some((Some(obtained), what)) = first.filter(|(obtained, _)| obtained.is_some_and(|day| day > began)) else { continue };
            if !trained.contains(&(person.data().id.as_str(), normal(what))) {
                let finding = out.at(
                    audit.at(&format!("/auditors/{index}")),
                    format!("`{auditor}` carried out `{}` from {began} on, and obtained `{what}` on {obtained}", audit.id),
                );
                // Whether it was renewed on that day, only the record can say.
                finding.level = Level::Info;
                finding
                    .against(["7.2", "9.2.2"])
                    .help("if they could before, add the day on which they first obtained it beside it; else let somebody else audit next")
                    .related(person.at("/competence"), "the person");
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
