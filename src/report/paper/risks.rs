//! How risks moved, what is above the appetite, and how far their treatment is (9.3.2 f).

use super::{LineFacts, Stretch};
use crate::base::node::Node;
use crate::base::text::{count, natural};
use crate::model::approvals::PLAN;
use crate::model::kinds::{Assessment, RecordKind, Risk, Trigger};
use crate::model::program::View;
use crate::register::acceptance::AcceptanceState;
use crate::register::action::ActionAt;
use crate::register::cx::Cx;
use crate::register::risk::{RiskRow, rated};
use crate::register::scale::Rating;
use crate::report::diff::{Movement, What};
use crate::report::doc::Tone;
use std::collections::{HashMap, HashSet};

/// Assessments since, counts, and how risks moved; then those above the appetite.
pub(super) fn results(stretch: &Stretch<'_, '_, '_>) -> Vec<LineFacts> {
    let mut lines: Vec<LineFacts> = stretch.now.program.all::<Assessment>().filter_map(|made| assessment(stretch, made.data())).collect();
    lines.extend(counts(stretch));
    lines.extend(moved_or_above(stretch));
    lines
}

/// Risks that moved, then those above the appetite that did not.
pub(super) fn moved_or_above(stretch: &Stretch<'_, '_, '_>) -> Vec<LineFacts> {
    let mut lines = movement(stretch);
    let moved: HashSet<Option<String>> = lines.iter().map(|line| line.record.clone()).collect();
    lines.extend(above(stretch).into_iter().filter(|line| !moved.contains(&line.record)));
    if lines.is_empty() {
        lines.extend(counts(stretch));
    }
    lines
}

fn assessment(stretch: &Stretch<'_, '_, '_>, made: &Assessment) -> Option<LineFacts> {
    let why = match made.trigger {
        Trigger::Planned => "planned",
        Trigger::Change => "after a change",
        Trigger::Incident => "after an incident",
    };
    let concluded = made.conclusion.as_deref().map_or(String::new(), |text| format!(": {}", text.trim()));
    let line = || LineFacts::of(&made.id, &made.title, format!("assessment, {why}{concluded}")).on(made.on);
    stretch.is_in(made.on).then(line)
}

/// How many there are, and how many there were.
fn counts(stretch: &Stretch<'_, '_, '_>) -> Option<LineFacts> {
    let said = |cx: &Cx<'_>| {
        let above = cx.risks().iter().filter(|row| row.above_appetite).count();
        format!("{} open, {above} above the appetite", cx.risks().len())
    };
    let then = stretch.then.map_or(String::new(), |then| format!("; on {}: {}", then.today, said(then)));
    (!stretch.now.risks().is_empty()).then(|| LineFacts::counted("Risks", format!("{}{then}", said(stretch.now))))
}

/// A line for each risk that moved or is new: the weightiest first.
fn movement(stretch: &Stretch<'_, '_, '_>) -> Vec<LineFacts> {
    let mut lines: Vec<LineFacts> = Vec::new();
    let own = |id: &str| id.strip_prefix(Risk::PREFIX).is_some_and(|rest| rest.starts_with('-'));
    let mut place = HashMap::new();
    for movement in stretch.moved.iter().filter(|movement| own(&movement.id)) {
        let Some((said, tone)) = in_words(stretch, movement) else { continue };
        let at = *place.entry(movement.id.as_str()).or_insert(lines.len());
        match lines.get_mut(at) {
            Some(line) => line.text = format!("{}; {said}", line.text),
            None => {
                let said = match said.strip_prefix("newly ") {
                    Some(said) if stretch.is_new(&movement.id) => format!("new and {said}"),
                    _ => said,
                };
                lines.push(LineFacts::of(&movement.id, &title(stretch, &movement.id), said).toned(tone));
            }
        }
    }
    for row in stretch.now.risks().iter().filter(|row| stretch.is_new(&row.risk.id) && !place.contains_key(row.risk.id.as_str())) {
        let rated = brief(stretch.now, row.current_rating()).unwrap_or_else(|| "not rated".into());
        lines.push(LineFacts::of(&row.risk.id, &row.risk.title, format!("new, {rated}")));
    }
    lines
}

/// A removed one is only known by its earlier state.
fn title(stretch: &Stretch<'_, '_, '_>, id: &str) -> String {
    let program = if stretch.now.program.known(id).is_some() { Some(stretch.now.program) } else { stretch.then.map(|then| then.program) };
    let node = program.and_then(|program| Some(program.node(program.known(id)?.doc)));
    node.and_then(|node| node.get("title").map(Node::text)).unwrap_or(id).to_owned()
}

fn in_words(stretch: &Stretch<'_, '_, '_>, movement: &Movement) -> Option<(String, Tone)> {
    let as_told = || movement.text.strip_prefix(movement.id.as_str()).map(|said| said.trim_start().to_owned());
    let accepted = |again: &str| {
        let risk = stretch.now.program.by_id::<Risk>(&movement.id)?;
        let acceptance = risk.data().acceptance.as_ref()?;
        let until = acceptance.until.map_or(String::new(), |until| format!(" until {until}"));
        Some(format!("accepted{again} by {}{until}", stretch.name(acceptance.by.id())))
    };
    Some(match movement.what {
        What::RiskNewlyAboveAppetite | What::RiskRose | What::RiskUnrated => (as_told()?, Tone::Bad),
        What::RiskRemoved => (as_told()?, Tone::Warn),
        What::Unread => (as_told()?, Tone::Bad),
        What::RiskBackWithinAppetite | What::RiskFell => (as_told()?, Tone::Good),
        What::Retired | What::Reopened => (as_told()?, Tone::Plain),
        What::AcceptanceExpired => ("its acceptance has ended".into(), Tone::Bad),
        What::AcceptanceStale => ("changed after it was accepted".into(), Tone::Bad),
        What::AcceptanceUnproven => ("its acceptance is not shown as the organisation asks".into(), Tone::Bad),
        What::AcceptanceWrongAuthority => ("accepted by somebody who may not accept it".into(), Tone::Bad),
        What::AcceptanceWithdrawn => ("no longer accepted".into(), Tone::Bad),
        What::AcceptanceGiven => (accepted("")?, Tone::Plain),
        What::AcceptanceRenewed => (accepted(" again")?, Tone::Plain),
        _ => return None,
    })
}

/// Risks above the appetite, the worst first: what is left of them, and who lives with it.
fn above(stretch: &Stretch<'_, '_, '_>) -> Vec<LineFacts> {
    let above = stretch.now.risks().iter().filter(|row| row.above_appetite);
    let line = |row: &RiskRow<'_>| {
        let mut said: Vec<String> = brief(stretch.now, row.current_rating()).into_iter().collect();
        said.extend(brief(stretch.now, rated(&row.residual)).map(|left| format!("{left} expected once it is treated")));
        let acceptance = row.risk.acceptance.as_ref().filter(|_| row.acceptance == AcceptanceState::Valid);
        said.extend(acceptance.map(|acceptance| format!("accepted by {}", stretch.name(acceptance.by.id()))));
        let is_decided = acceptance.is_some() || row.risk.treatment.is_some() && !stretch.is_left_above(row);
        said.extend((!is_decided).then(|| "not accepted".to_owned()));
        let tone = if is_decided { Tone::Warn } else { Tone::Bad };
        let until = acceptance.and_then(|acceptance| acceptance.until);
        LineFacts::of(&row.risk.id, &row.risk.title, said.join(", ")).on(until).toned(tone)
    };
    above.map(line).collect()
}

impl Stretch<'_, '_, '_> {
    /// Whether what is left of a risk once it is treated is above the appetite.
    pub(super) fn is_left_above(&self, row: &RiskRow<'_>) -> bool {
        self.now.scales.as_ref().zip(row.remaining()).is_some_and(|(scales, left)| scales.is_above_appetite(left.level))
    }
}

fn brief(cx: &Cx<'_>, rating: Option<Rating>) -> Option<String> {
    Some(cx.scales.as_ref()?.brief(rating?))
}

/// How far the treatment of risks is: counts, what is late, what was done since, and plans that nobody has approved.
pub(super) fn plan(stretch: &Stretch<'_, '_, '_>) -> Vec<LineFacts> {
    let today = stretch.now.today;
    let all = || stretch.now.actions().iter().filter(|found| found.asked.doing == "8.3");
    let done = |found: &&ActionAt<'_>| found.action.done.is_some_and(|done| done <= today);
    let late = |found: &&ActionAt<'_>| !done(found) && found.action.due.is_some_and(|due| due < today);
    let lately = |found: &&ActionAt<'_>| found.action.done.is_some_and(|done| stretch.is_in(done));
    let mut lines = Vec::new();
    if all().next().is_some() {
        let number = count(all().count(), "action");
        let since = stretch.since.on.map_or(String::new(), |_| format!(", {} of them since", all().filter(lately).count()));
        let n = all().filter(late).count();
        let text = format!("{number}, {} done{since}, {n} late", all().filter(done).count());
        lines.push(LineFacts::counted("Treatment", text).toned(if n > 0 { Tone::Bad } else { Tone::Plain }));
    }
    let line = |found: &ActionAt<'_>, said: String, tone| {
        let text = format!("{}: {said}", found.action.what.trim());
        LineFacts::of(found.of, &title(stretch, found.of), text)
            .on(found.action.done.filter(|done| *done <= today).or(found.action.due))
            .toned(tone)
    };
    let mut overdue: Vec<_> = all().filter(late).collect();
    overdue.sort_by(|a, b| a.action.due.cmp(&b.action.due).then_with(|| natural(a.of, b.of)));
    lines.extend(overdue.into_iter().map(|found| line(found, format!("late{}", stretch.with(found.action.owner.as_ref())), Tone::Bad)));
    lines.extend(unapproved(stretch));
    let mut finished: Vec<_> = all().filter(lately).collect();
    finished.sort_by(|a, b| b.action.done.cmp(&a.action.done).then_with(|| natural(a.of, b.of)));
    lines.extend(finished.into_iter().map(|found| line(found, "done".into(), Tone::Good)));
    lines
}

/// Treatments that their owners have not approved as they are now.
pub(super) fn unapproved(stretch: &Stretch<'_, '_, '_>) -> impl Iterator<Item = LineFacts> {
    let cx = stretch.now;
    let stands =
        |risk: View<'_, Risk>| cx.approvals.at(Risk::NAME, &risk.data().id, risk.node(), PLAN).is_some_and(|standing| standing.counts());
    let open =
        cx.risks().iter().filter(move |row| row.risk.treatment.is_some() && row.acceptance != AcceptanceState::Valid && !stands(row.risk));
    open.map(|row| {
        let said = if row.risk.treatment.as_ref().is_some_and(|treatment| treatment.approval.is_some()) {
            "its treatment has changed since it was approved"
        } else {
            "its treatment is not approved"
        };
        LineFacts::of(&row.risk.id, &row.risk.title, format!("{said}{}", stretch.with(row.risk.owner.as_ref()))).toned(Tone::Warn)
    })
}
