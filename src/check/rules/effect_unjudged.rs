use super::common::is_blank;
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Training;
use crate::register::cx::Now;
use crate::register::training::every;

pub(super) static RULE: Rule = Rule {
    name: "effect-unjudged",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["6.1.1", "7.2"],
    page: include_str!("effect_unjudged.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    if let Some(context) = cx.program.context() {
        for (index, opportunity) in context.opportunities.iter().enumerate().filter(|(_, one)| is_blank(one.effectiveness.as_deref())) {
            let place = context.at(&format!("/opportunities/{index}"));
            out.at(place, format!("nothing says how the effect of opportunity `{}` is judged", opportunity.id))
                .against(["6.1.1"])
                .help("write it under `effectiveness:`: what will be looked at, when and by whom");
        }
    }
    for training in cx.program.all::<Training>().filter(|training| training.effectiveness.is_none()) {
        let days = training.completions.iter().map(|one| one.on).chain(training.groups.iter().map(|group| group.on));
        let Some(first) = days.min().filter(|first| first.plus(every(&training, cx.cadences)) < cx.today) else { continue };
        out.at(training.at(""), format!("training `{}` was first held on {first}, and nothing says whether it helped", training.id))
            .against(["7.2"])
            .help("write what it changed: `effectiveness: {on: …, by: …, text: …}`");
    }
}
