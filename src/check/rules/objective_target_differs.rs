use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Metric, Objective};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "objective-target-differs",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["6.2"],
    page: include_str!("objective_target_differs.md"),
    check: Check::Records(check),
};

/// How people write the sign for percent.
const PERCENT: &[&str] = &["%", "percent", "per cent", "prozent", "pour cent", "pct"];

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for objective in cx.program.all::<Objective>() {
        let Some(metric) = objective.metric.as_ref().and_then(|metric| cx.program.get::<Metric>(metric)) else { continue };
        let (Some(target), Some(statement), Some(unit)) = (objective.target, objective.statement.as_deref(), metric.unit.as_deref()) else {
            continue;
        };
        let said = numbers(statement, unit);
        if !said.is_empty() && !said.contains(&target) {
            let number = said[0];
            out.at(objective.at("/target"), format!("objective `{}` says {number} {unit}, and its target is {target}", objective.id))
                .help("correct the one that is wrong; people are told the words, and the metric is judged by the number")
                .related(objective.at("/statement"), "what it says");
        }
    }
}

/// The numbers that stand right before a unit in a text.
fn numbers(text: &str, unit: &str) -> Vec<f64> {
    let (text, unit) = (text.to_lowercase(), unit.trim().to_lowercase());
    let units: &[&str] = if PERCENT.contains(&unit.as_str()) { PERCENT } else { &[unit.as_str()] };
    let is_part = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
    let mut found = Vec::new();
    for unit in units.iter().filter(|unit| !unit.is_empty()) {
        for (at, _) in text.match_indices(unit) {
            let before = text[..at].trim_end();
            let from = before.rfind(|c: char| !is_part(c)).map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
            found.extend(before[from..].replace(',', ".").parse::<f64>().ok());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn a_number_belongs_to_the_unit_behind_it() {
        assert_eq!(numbers("At least 70 percent report it within 1 day, up from 60,5%", "%"), [60.5, 70.0]);
        assert_eq!(numbers("Restored within 240 minutes by 2026", "minutes"), [240.0]);
        assert!(numbers("Better than in 2025", "%").is_empty());
    }
}
