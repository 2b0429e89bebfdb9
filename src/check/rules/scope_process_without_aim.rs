use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::register::cx::Now;
use crate::register::group::alike;
use std::collections::HashSet;

pub(super) static RULE: Rule = Rule {
    name: "scope-process-without-aim",
    level: Level::Info,
    mandatory: false,
    about: About::Practice,
    clauses: &["4.3", "5.1"],
    page: include_str!("scope_process_without_aim.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let Some(scope) = cx.program.scope() else { return };
    let inside = scope.data().includes.as_ref().map_or(&[][..], |includes| &includes.processes);
    if scope.data().aims.is_empty() && !inside.is_empty() {
        out.at(scope.at("/includes/processes"), "nothing says what the business wants of the processes in the scope")
            .help("write under `aims:` what it wants, each with the processes that serve it");
        return;
    }
    let aims = || scope.data().aims.iter().enumerate();
    let serving: HashSet<String> = aims().flat_map(|(_, aim)| &aim.processes).map(|name| alike(name)).collect();
    for (at, process) in inside.iter().enumerate().filter(|(_, process)| !serving.contains(&alike(process))) {
        out.at(scope.at(&format!("/includes/processes/{at}")), format!("`{process}` is in the scope and serves none of its aims"))
            .help("name it among the processes of what it serves")
            .about([process]);
    }
    let known: HashSet<String> = inside.iter().map(|name| alike(name)).collect();
    for (n, aim) in aims() {
        for (at, process) in aim.processes.iter().enumerate().filter(|(_, process)| !known.contains(&alike(process))) {
            out.at(
                scope.at(&format!("/aims/{n}/processes/{at}")),
                format!("`{process}` serves an aim and is not among the processes in the scope"),
            )
            .help("write it as `includes.processes` does, or take it into the scope")
            .about([process]);
        }
    }
}
