use crate::base::date::Date;
use crate::base::diagnostic::Level;
use crate::base::span::Span;
use crate::base::text::natural;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Direction, Document, GroupCount, Metric, Training};
use crate::register::cx::Now;
use std::collections::HashMap;

pub(super) static RULE: Rule = Rule {
    name: "figure-impossible",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["7.2", "7.3", "9.1"],
    page: include_str!("figure_impossible.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for metric in cx.program.all::<Metric>() {
        readings(&metric, out, |pointer| metric.at(pointer));
    }
    for training in cx.program.all::<Training>() {
        for (at, taken) in training.completions.iter().enumerate().filter(|(_, taken)| taken.score.is_some_and(|score| !is_share(score))) {
            let (place, score) = (training.at(&format!("/completions/{at}/score")), taken.score.unwrap_or_default());
            out.at(place, format!("`{}` is said to have reached {score} percent in `{}`", taken.person, training.id))
                .against(["7.2"])
                .help("write the result in percent, from 0 to 100");
        }
        groups(&training.groups, &training.id, out, |pointer| training.at(pointer));
    }
    for document in cx.program.all::<Document>() {
        groups(&document.groups, &document.id, out, |pointer| document.at(pointer));
        let Some(version) = &document.version else { continue };
        let later = document.acknowledgements.iter().enumerate().find(|(_, read)| natural(&read.version, version).is_gt());
        if let Some((at, read)) = later {
            let place = document.at(&format!("/acknowledgements/{at}/version"));
            out.at(place, format!("`{}` has read version `{}` of `{}`, which is at `{version}`", read.person, read.version, document.id))
                .against(["7.3"])
                .help("correct the version that was read");
        }
    }
}

/// Readings that cannot be, or of which only one can, and a warning that is stricter than the target.
fn readings(metric: &Metric, out: &mut Findings<'_>, place: impl Fn(&str) -> Span) {
    if let (Some(warn), Some(target), Some(direction)) = (metric.warn, metric.target, metric.direction) {
        let stricter = if direction == Direction::AtLeast { warn > target } else { warn < target };
        if stricter {
            out.at(place("/warn"), format!("`{}` warns at {warn}, which is beyond its target of {target}", metric.id))
                .against(["9.1"])
                .help("a warning comes before what is worse than the target: correct `warn:` or `target:`, or which way is good");
        }
    }
    let mut on: HashMap<Date, f64> = HashMap::new();
    for (at, reading) in metric.readings.iter().enumerate() {
        let is_whole = metric.unit.as_deref() == Some("%") && metric.direction == Some(Direction::AtLeast);
        if is_whole && metric.target.is_some_and(is_share) && !is_share(reading.value) {
            out.at(place(&format!("/readings/{at}/value")), format!("`{}` read {} % on {}", metric.id, reading.value, reading.on))
                .against(["9.1"])
                .help("correct the value; where more than 100 percent can be reached, say of what in the unit, such as `% of the plan`");
        }
        let first = *on.entry(reading.on).or_insert(reading.value);
        if first.total_cmp(&reading.value).is_ne() {
            out.at(
                place(&format!("/readings/{at}/value")),
                format!("`{}` read {first} and {} on {}", metric.id, reading.value, reading.on),
            )
            .against(["9.1"])
            .help("keep the one that is right, and say under `amended:` why the other was not");
        }
    }
}

/// More of a group than there are.
fn groups(counts: &[GroupCount], id: &str, out: &mut Findings<'_>, place: impl Fn(&str) -> Span) {
    for (at, count) in counts.iter().enumerate().filter(|(_, count)| count.count > count.of) {
        out.at(
            place(&format!("/groups/{at}/count")),
            format!("{} of {} in group `{}` are counted for `{id}`", count.count, count.of, count.group),
        )
        .against(["7.3"])
        .help("correct `count:` or `of:`");
    }
}

/// Whether a number can be a share in percent.
fn is_share(value: f64) -> bool {
    (0.0..=100.0).contains(&value)
}
