use crate::base::diagnostic::Level;
use crate::base::text::list_of;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Person, Topic, Training};
use crate::register::cx::Now;
use crate::register::training::{groups_here, unknown_group};

pub(super) static RULE: Rule = Rule {
    name: "training-content-gap",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["7.3"],
    page: include_str!("training_content_gap.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    if cx.program.all::<Person>().next().is_none() {
        return;
    }
    let here = groups_here(cx.program, cx.today);
    for training in cx.program.all::<Training>().filter(|training| training.groups.is_empty()) {
        if let Some(group) = unknown_group(cx.program, training.data(), &here) {
            out.at(training.at("/audience"), format!("training `{}` is for `{group}`, and nobody who works here is of it", training.id))
                .help("name the department or function as `people` records have it, a role by its id, or `all`");
        }
    }
    let covered = |topic: Topic| cx.program.all::<Training>().any(|training| training.covers.contains(&topic));
    let topics = [(Topic::Policy, "policy"), (Topic::Contribution, "contribution"), (Topic::Consequences, "consequences")];
    let missing: Vec<&str> = topics.into_iter().filter(|(topic, _)| !covered(*topic)).map(|(_, name)| name).collect();
    if !missing.is_empty() {
        let place = cx.program.all::<Training>().next().map_or(cx.program.place(), |training| training.at("/covers"));
        out.at(place, format!("no training is recorded that covers {}", list_of(&missing, "and")))
            .about(&missing).help("people must know the policy, what they contribute to it, and what follows if they do not; say which training covers it under `covers:`");
    }
}
