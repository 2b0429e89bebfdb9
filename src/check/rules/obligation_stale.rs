use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Obligation;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "obligation-stale",
    level: Level::Info,
    mandatory: false,
    about: About::Lateness,
    clauses: &["4.2", "A.5.31"],
    page: include_str!("obligation_stale.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for duty in cx.program.all::<Obligation>() {
        let Some(assessed) = &duty.assessed else { continue };
        if assessed.on.plus(cx.cadences.context()) < cx.today {
            out.at(duty.at("/assessed/on"), format!("how far obligation `{}` is met was last judged on {}", duty.id, assessed.on))
                .help("judge it again and write the day under `assessed:`; laws and contracts change");
        }
    }
}
