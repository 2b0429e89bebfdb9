use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "risk-untreated",
    level: Level::Error,
    mandatory: true,
    about: About::Practice,
    clauses: &["6.1.3 a"],
    page: include_str!("risk_untreated.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let Some(scales) = &cx.scales else { return };
    for row in cx.risks().iter().filter(|row| row.above_appetite && row.risk.treatment.is_none()) {
        let level = row.current_rating().map_or("", |rating| scales.level(rating.level).name.as_str());
        out.at(row.risk.at("/treatment"), format!("risk `{}` is {level} and nothing is decided about it", row.risk.id))
            .unfilled(&["/treatment"])
            .help("choose `modify`, `avoid`, `share` or `retain` under `treatment: {option: …}`");
    }
}
