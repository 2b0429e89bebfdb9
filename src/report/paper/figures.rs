//! The figures of two states side by side, and their picture.

use super::Stretch;
use crate::model::kinds::{Control, Finding, Incident};
use crate::register::control::{Verification, verification};
use crate::register::cx::Cx;
use crate::register::finding;
use crate::report::doc::{Block, Chart, Column, Panel, Row, Rows, Series, Table, Tone};
use crate::report::register::level_tones;
use crate::report::trend::{ActionFigures, ControlFigures, RiskFigures};
use schemars::JsonSchema;
use serde::Serialize;

/// A figure at the end of the time, and at its beginning where there is a state of then.
#[derive(Serialize, JsonSchema)]
pub struct FigureFacts {
    pub what: String,
    pub then: Option<usize>,
    pub now: Option<usize>,
    #[serde(skip)]
    topic: Topic,
    #[serde(skip)]
    tone: Tone,
}

/// What is drawn in one panel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Topic {
    Levels,
    #[default]
    Worries,
    Work,
}

/// The figures of one state: their names are the same in all of them, but for levels of a method that had others.
fn of(cx: &Cx<'_>) -> Vec<(String, usize, Topic, Tone)> {
    let risks = RiskFigures::of(cx);
    let tones = cx.scales.as_ref().map_or(Vec::new(), |scales| level_tones(scales.levels()));
    let level = |(name, tone): &(String, Tone)| {
        let n = risks.by_level.get(name).and_then(serde_json::Value::as_u64).unwrap_or(0);
        (format!("risks rated {name}"), usize::try_from(n).unwrap_or(usize::MAX), Topic::Levels, *tone)
    };
    let mut figures: Vec<_> = tones.iter().rev().map(level).collect();
    let mut add = |what: &str, n: usize, topic: Topic, tone: Tone| figures.push((what.to_owned(), n, topic, tone));
    add("risks not rated", risks.unrated, Topic::Levels, Tone::Faint);
    let actions = ActionFigures::of(cx);
    let open = |found: &Finding| found.is_nonconformity() && found.is_open(cx.today);
    let late = |found: &Finding| open(found) && finding::is_overdue(found, cx.cadences, cx.today);
    let findings = || cx.program.all::<Finding>();
    add("risks above the appetite", risks.above_appetite, Topic::Worries, Tone::Bad);
    add("of these, accepted risks", risks.accepted_above_appetite, Topic::Worries, Tone::Note);
    add("open nonconformities", findings().filter(|found| open(found)).count(), Topic::Worries, Tone::Warn);
    add("of these, late ones", findings().filter(|found| late(found)).count(), Topic::Worries, Tone::Critical);
    add("open incidents", cx.program.all::<Incident>().filter(|found| found.is_open(cx.today)).count(), Topic::Worries, Tone::Plain);
    let controls = ControlFigures::of(cx);
    let works = cx.program.all::<Control>().filter(|control| control.is_implemented());
    let failed = works.clone().filter(|control| verification(control, cx.today) == Verification::Failed).count();
    let passed = works.filter(|control| verification(control, cx.today) == Verification::Passed).count();
    add("controls", controls.active, Topic::Work, Tone::Plain);
    add("controls in operation", controls.implemented, Topic::Work, Tone::Good);
    add("controls that passed their tests", passed, Topic::Work, Tone::Note);
    add("controls that failed a test", failed, Topic::Work, Tone::Bad);
    add("actions to be done", actions.open, Topic::Work, Tone::Faint);
    add("actions that are late", actions.overdue, Topic::Work, Tone::Warn);
    figures
}

/// The figures of these topics; levels that only the earlier method had come with those that the later one has.
pub(super) fn figures(stretch: &Stretch<'_, '_, '_>, topics: &[Topic]) -> Vec<FigureFacts> {
    let then = stretch.then.map_or(Vec::new(), of);
    let earlier = |what: &str| then.iter().find(|(known, ..)| known == what).map(|(_, n, ..)| *n);
    let mut all: Vec<FigureFacts> = of(stretch.now)
        .into_iter()
        .map(|(what, now, topic, tone)| FigureFacts { then: earlier(&what), what, now: Some(now), topic, tone })
        .collect();
    let gone = then.iter().filter(|(what, ..)| !all.iter().any(|figure| figure.what == *what));
    let gone: Vec<FigureFacts> = gone
        .map(|(what, n, topic, tone)| FigureFacts { what: what.clone(), then: Some(*n), now: None, topic: *topic, tone: *tone })
        .collect();
    let place = all.iter().position(|figure| figure.topic != Topic::Levels).unwrap_or(all.len());
    all.splice(place..place, gone);
    all.retain(|figure| topics.contains(&figure.topic));
    all
}

/// A row for each figure: then, now, and by how much it went.
pub(super) fn table(figures: &[FigureFacts]) -> Block<'_> {
    fn row(figure: &FigureFacts) -> Row<'_> {
        let signed = figure.then.zip(figure.now).map(|(then, now)| match now.cmp(&then) {
            std::cmp::Ordering::Greater => format!("+{}", now - then),
            std::cmp::Ordering::Less => format!("−{}", then - now),
            std::cmp::Ordering::Equal => "unchanged".into(),
        });
        Row::new(vec![(&figure.what).into(), figure.then.into(), figure.now.into(), signed.into()])
    }
    Block::Table(Table {
        name: "figures",
        columns: vec![Column::text("Figure", 0), Column::number("Then", 0), Column::number("Now", 0), Column::short("Change", 1)],
        rows: Rows::new(move || figures.iter().map(row)),
        empty: "",
    })
}

/// Their picture: levels on top of each other, the others as lines. Without a state of then there is one point of each.
pub(super) fn chart(figures: &[FigureFacts], stretch: &Stretch<'_, '_, '_>, topics: &[Topic]) -> Chart {
    let is_compared = stretch.then.is_some();
    let mut labels: Vec<String> = stretch.then.iter().map(|then| then.today.to_string()).collect();
    labels.push(stretch.now.today.to_string());
    let panel = |topic: Topic| {
        let title = match topic {
            Topic::Levels => "Risks by level",
            Topic::Worries => "What needs care",
            Topic::Work => "Work",
        };
        // The worst of a stack stands on top.
        let of_topic = figures.iter().filter(|figure| figure.topic == topic);
        let series = |figure: &FigureFacts| {
            let values = is_compared.then_some(figure.then).into_iter().chain([figure.now]).map(|n| n.map(number)).collect();
            Series { name: figure.what.clone(), tone: figure.tone, values }
        };
        let mut series: Vec<Series> = of_topic.map(series).collect();
        if topic == Topic::Levels {
            series.reverse();
        }
        Panel { title: title.into(), stacked: topic == Topic::Levels, series }
    };
    Chart { labels, panels: topics.iter().copied().map(panel).collect() }
}

#[allow(clippy::cast_precision_loss, reason = "counts are far below the numbers a double cannot hold")]
fn number(n: usize) -> f64 {
    n as f64
}
