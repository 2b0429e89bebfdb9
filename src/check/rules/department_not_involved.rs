use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Person, Role};
use crate::model::program::View;
use crate::register::assessment::planned_cycle;
use crate::register::cx::Now;
use crate::register::group::alike;
use std::collections::HashSet;

pub(super) static RULE: Rule = Rule {
    name: "department-not-involved",
    level: Level::Info,
    mandatory: false,
    about: About::Practice,
    clauses: &["4.3", "5.3"],
    page: include_str!("department_not_involved.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let Some(scope) = cx.program.scope() else { return };
    let here: Vec<View<'_, Person>> = cx.program.all::<Person>().filter(|person| person.is_active(cx.today)).collect();
    // Where nobody's department is written down, nothing can be said.
    if here.iter().all(|person| person.department.is_none()) {
        return;
    }
    let involved = involved(cx);
    let (own, groups): (Vec<&Person>, Vec<String>) = (
        here.iter().map(|person| person.data()).filter(|person| involved.contains(person.id.as_str())).collect(),
        planned_cycle(cx).iter().flat_map(|assessment| &assessment.data().groups).map(|count| alike(&count.group)).collect(),
    );
    let units = scope.data().includes.iter().flat_map(|includes| &includes.units).enumerate();
    for (at, unit) in units {
        let is_of = |name: &str| alike(name) == alike(unit);
        if !own.iter().any(|person| person.department.as_deref().is_some_and(is_of)) && !groups.contains(&alike(unit)) {
            out.at(scope.at(&format!("/includes/units/{at}")), format!("`{unit}` is in the scope, and nobody of it is named as an owner or as taking part"))
                .help("let somebody of it own what is theirs or take part in the next assessment, and write `department:` at the person as in the scope")
                .about([unit]);
        }
    }
}

/// Who owns something, by themselves or in a role, or took part in the planned assessments of the cycle.
fn involved<'a>(cx: &Now<'a>) -> HashSet<&'a str> {
    let owners = cx.program.documents().filter_map(|(_, _, doc)| Some(cx.program.node(doc).get("owner")?.text()));
    let mut found: HashSet<&str> = owners.collect();
    let roles: Vec<View<'_, Role>> = cx.program.all::<Role>().filter(|role| found.contains(role.data().id.as_str())).collect();
    found.extend(roles.iter().flat_map(|role| role.data().held_by.iter()).map(|holder| holder.person.id()));
    found
        .extend(planned_cycle(cx).iter().flat_map(|assessment| &assessment.data().participants).map(|participant| participant.person.id()));
    found
}
