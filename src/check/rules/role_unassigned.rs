use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Duty, Role};
use crate::register::cx::Now;
use crate::register::holding::active_holders;

pub(super) static RULE: Rule = Rule {
    name: "role-unassigned",
    level: Level::Error,
    mandatory: true,
    about: About::Practice,
    clauses: &["5.3"],
    page: include_str!("role_unassigned.md"),
    check: Check::Records(check),
};

/// Duties the standard assigns by name, with what they are called.
const ASSIGNED: [(Duty, &str); 3] =
    [(Duty::TopManagement, "top-management"), (Duty::IsmsConformity, "isms-conformity"), (Duty::IsmsReporting, "isms-reporting")];

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let is_vacant = |role: &Role| active_holders(cx.program, role, cx.today).next().is_none();
    for (duty, name) in ASSIGNED {
        if !cx.program.all::<Role>().any(|role| role.duties.contains(&duty)) {
            out.at(cx.program.place(), format!("no role has the duty `{name}`"))
                .help(format!("give it to a role: `duties: [{name}]` in `roles/`"));
        }
    }
    for role in cx.program.all::<Role>().filter(|role| !role.duties.is_empty() && is_vacant(role)) {
        let nobody = if role.held_by.iter().next().is_none() { "nobody is named who holds" } else { "nobody who works here holds" };
        out.at(role.at("/held_by"), format!("{nobody} `{}`", role.id)).help("name the people who hold it under `held_by:`");
    }
}
