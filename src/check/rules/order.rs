//! Days that stand before others which they cannot or should not precede, over all records: which, the schemas say.

use crate::base::date::{Date, Moment};
use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::node::Node;
use crate::base::span::Span;
use crate::base::text::count;
use crate::check::Findings;
use crate::history::approval::brought;
use crate::history::changes::Fate;
use crate::history::fields::Mark;
use crate::history::past::Past;
use crate::model::approvals::{Approved, approvals};
use crate::model::digest;
use crate::model::facts::Facts;
use crate::model::order::{Bond, Condition, Pair, Path, Step, pairs};
use crate::model::program::Program;
use crate::register::cx::Cx;
use std::collections::{BTreeMap, HashSet};

/// What happened on a day, by the path to it; `{}` is the record, `{of}` is ` of` the record.
const HAPPENED: &[(&str, &str)] = &[
    ("acceptance.on", "{} was accepted"),
    ("acceptance.until", "the acceptance{of} ends"),
    ("acknowledgements[].on", "its version was acknowledged by somebody"),
    ("actions[].done", "an action{of} was done"),
    ("approval.on", "{} was approved"),
    ("agreement.signed", "the agreement{of} was signed"),
    ("agreement.until", "the agreement{of} ends"),
    ("analyses[].on", "the readings{of} were analysed"),
    ("assessed.on", "{} was assessed"),
    ("certification.certificate.decided", "the decision on the certificate was made"),
    ("certification.certificate.expires", "the certificate expires"),
    ("certification.certificate.issued", "the certificate was issued"),
    ("certification.stage_1", "stage 1 took place"),
    ("certification.stage_2", "stage 2 took place"),
    ("closed", "{} was closed"),
    ("closed.on", "{} was closed"),
    ("competence[].obtained", "it was obtained"),
    ("competence[].valid_until", "a competence{of} ended"),
    ("collected.on", "evidence for it was collected"),
    ("communicated[].on", "{} was last made known"),
    ("completions[].on", "somebody completed it"),
    ("contained", "{} was contained"),
    ("correction.on", "the correction{of} was made"),
    ("decisions[].done", "a decision{of} was carried out"),
    ("decisions[].due", "a decision{of} was due"),
    ("deputy.from", "somebody began to stand in for {}"),
    ("deputy.until", "somebody ceased to stand in for {}"),
    ("deputy[].from", "somebody began to stand in for {}"),
    ("deputy[].until", "somebody ceased to stand in for {}"),
    ("detected", "{} was detected"),
    ("done", "{} was done"),
    ("due", "{} was due"),
    ("effective.from", "the period{of} began"),
    ("effective.to", "the period{of} ended"),
    ("effectiveness.checked_on", "the effect{of} was checked"),
    ("effectiveness.on", "the effect{of} was judged"),
    ("ended", "{} ended"),
    ("exit.on", "{} was retired"),
    ("finished", "{} ended"),
    ("held_by.from", "somebody began to hold {}"),
    ("held_by.until", "somebody ceased to hold {}"),
    ("held_by[].from", "somebody began to hold {}"),
    ("held_by[].until", "somebody ceased to hold {}"),
    ("implemented_on", "{} began to work"),
    ("joined", "{} joined"),
    ("left", "{} left"),
    ("milestones[].done", "a milestone{of} was reached"),
    ("notifications[].sent", "a notification{of} was sent"),
    ("occurred", "{} occurred"),
    ("on", "{} took place"),
    ("opportunities[].actions[].done", "an action on it was done"),
    ("opportunities[].done", "an opportunity was done"),
    ("parties[].feedback[].answered", "somebody was answered"),
    ("parties[].feedback[].on", "what they said came"),
    ("plan_accepted.on", "the certification body accepted the plan{of}"),
    ("raised.on", "{} was raised"),
    ("readings[].on", "it was first measured"),
    ("reported", "{} was reported"),
    ("reported.on", "{} was reported"),
    ("reviewed", "{} was reviewed"),
    ("risk.approval.on", "the risk method was approved"),
    ("risks_reviewed[].on", "the risk review{of} took place"),
    ("sample[].on", "a sample{of} was drawn"),
    ("similar.on", "similar cases{of} were looked for"),
    ("started", "{} began"),
    ("target", "the certificate is wanted"),
    ("tests[].results[].on", "a test{of} was run"),
    ("treatment.actions[].done", "an action{of} was done"),
    ("treatment.approval.on", "the plan{of} was approved"),
    ("until", "{} ends"),
    ("valid_until", "{} ceased to count"),
];

/// So many records of one cause are told one by one, and so many more places are shown.
const FEW: usize = 2;

/// A record that paths go through: its name, its kind, its value.
#[derive(Clone, Copy)]
struct Holder<'a> {
    id: &'a str,
    kind: &'static str,
    node: Node<'a>,
}

/// A day somewhere: in which record, beside what, in which mapping, and where.
#[derive(Clone, Copy)]
struct Day<'a> {
    record: Holder<'a>,
    beside: Node<'a>,
    within: Node<'a>,
    node: Node<'a>,
    day: Moment,
}

/// A day that stands before one it should not.
struct Broken<'a> {
    /// The record that declares the pair.
    record: Holder<'a>,
    pair: &'static Pair,
    later: Day<'a>,
    earlier: Day<'a>,
    /// Nobody can see whether what looks too late was done before as well.
    is_unseen: bool,
}

/// Tells of the days that break a bond. A record tells of one; what has its cause in a day of another record, on which many
/// may rest, is told at once, and not at all if that day is told of in its own record. What may have been done before as well
/// is an info, since only the record can say so.
pub(super) fn tell(cx: &Cx<'_>, out: &mut Findings<'_>, bond: Bond, help: &str) {
    let (mut own, mut others): (Vec<Vec<Broken<'_>>>, BTreeMap<Span, Vec<Broken<'_>>>) = Default::default();
    for (id, kind, doc) in cx.program.documents() {
        let record = Holder { id, kind, node: cx.program.node(doc) };
        let broken = pairs(kind).iter().filter(|pair| pair.bond == bond).flat_map(|pair| broken(cx.program, record, pair));
        let (alone, shared): (Vec<_>, Vec<_>) =
            broken.filter_map(|broken| seen(cx, broken)).partition(|broken| broken.elsewhere().is_none());
        shared.into_iter().for_each(|broken| others.entry(broken.elsewhere().unwrap_or(broken.place())).or_default().push(broken));
        own.extend((!alone.is_empty()).then_some(alone));
    }
    let told: HashSet<Span> = own.iter().chain(others.values()).flatten().map(Broken::place).collect();
    others.retain(|cause, _| !told.contains(cause));
    for mut broken in own {
        broken.sort_by_key(|broken| broken.is_unseen);
        tell_one(cx.today, out, &broken, "", help);
    }
    for mut broken in others.into_values() {
        broken.sort_by_key(|broken| broken.is_unseen);
        if broken.len() <= FEW {
            for broken in broken.chunks(1) {
                tell_one(cx.today, out, broken, "", help);
            }
            continue;
        }
        let ids = broken.iter().map(|broken| broken.record.id);
        let more = format!(", and so in {}", count(broken.len() - 1, "more record"));
        tell_one(cx.today, out, &broken, &more, help).about(ids);
    }
}

/// Tells of the first, and shows a few of the rest.
fn tell_one<'f>(today: Date, out: &'f mut Findings<'_>, broken: &[Broken<'_>], more: &str, help: &str) -> &'f mut Diagnostic {
    let Broken { pair, later, earlier, .. } = &broken[0];
    let told = |path: &Path, day: &Day<'_>, again| {
        let happened = happened(&path.name, day.record, again);
        // What is yet to come is planned.
        if day.day.day() <= today { happened } else { happened.replace("took place", "is planned") }
    };
    let before = told(&pair.earlier, earlier, later.record.id == earlier.record.id);
    let message = format!("{} on {}, before {before} on {}{more}", told(&pair.later, later, false), later.day, earlier.day);
    let finding = out.at(broken[0].place(), message);
    if broken[0].is_unseen {
        finding.level = Level::Info;
        finding.help(format!("{help}; where the same was done before, write its first day as `confirms:` beside the later one"));
    } else {
        finding.help(help);
    }
    let other = if broken[0].place() == later.node.span() { earlier } else { later };
    finding.related(other.node.span(), "the other day");
    broken[1..].iter().take(FEW).fold(finding, |finding, broken| finding.related(broken.place(), "this day, too"))
}

impl Broken<'_> {
    /// The day in the record that declares the pair.
    fn place(&self) -> Span {
        if self.later.record.id == self.record.id { self.later.node.span() } else { self.earlier.node.span() }
    }

    /// The day in another record, if one is.
    fn elsewhere(&self) -> Option<Span> {
        [self.later, self.earlier].into_iter().find(|day| day.record.id != self.record.id).map(|day| day.node.span())
    }
}

/// What happened, in words.
fn happened(path: &str, record: Holder<'_>, again: bool) -> String {
    let words = HAPPENED.iter().find(|(known, _)| *known == path).map_or("{}", |(_, words)| *words);
    let name = if record.id == record.kind { record.kind.to_owned() } else { format!("{} `{}`", record.kind, record.id) };
    match again {
        true => words.replace("{of}", "").replace("{}", "it"),
        false => words.replace("{of}", &format!(" of {name}")).replace("{}", &name),
    }
}

/// The days of a record that break a pair, each with the latest that it stands before.
fn broken<'a>(program: &'a Program, record: Holder<'a>, pair: &'static Pair) -> Vec<Broken<'a>> {
    let mut found = Vec::new();
    for within in values(program, record, record.node, record.node, &pair.within.steps) {
        let mut later = days(program, within.record, within.node, &pair.later);
        if pair.is_last {
            later = later.into_iter().max_by_key(|later| later.day).into_iter().collect();
        }
        for later in later {
            let counts = |earlier: &Day<'a>| pair.conditions.iter().all(|condition| holds(program, record, condition, later, *earlier));
            let earlier = days(program, within.record, within.node, &pair.earlier).into_iter().map(confirmed).filter(counts);
            let earlier = if pair.is_first { earlier.min_by_key(|earlier| earlier.day) } else { earlier.max_by_key(|earlier| earlier.day) };
            let earlier = earlier.filter(|earlier| later.day.is_before(earlier.day));
            found.extend(earlier.map(|earlier| Broken { record, pair, later, earlier, is_unseen: false }));
        }
    }
    found
}

/// The day, or the earlier one that it only confirms.
fn confirmed(day: Day<'_>) -> Day<'_> {
    let confirms = day.within.get("confirms").and_then(|confirms| confirms.text().parse::<Moment>().ok());
    Day { day: confirms.map_or(day.day, |confirms| confirms.min(day.day)), ..day }
}

fn holds<'a>(program: &'a Program, record: Holder<'a>, condition: &Condition, later: Day<'a>, earlier: Day<'a>) -> bool {
    let text = |record: Holder<'a>, from: Node<'a>, path: &Path| {
        values(program, record, from, from, &path.steps)
            .first()
            .map(|value| value.node)
            .filter(|node| !node.is_scalar() || node.text() != "false")
    };
    match condition {
        Condition::If(path) => text(record, record.node, path).is_some(),
        Condition::Is(path, word) => text(record, record.node, path).is_some_and(|node| node.text() == *word),
        Condition::Unless(path) => text(record, record.node, path).is_none(),
        Condition::Same(beside, there) => {
            let (beside, there) = (text(later.record, later.beside, beside), text(earlier.record, earlier.record.node, there));
            beside.zip(there).is_some_and(|(beside, there)| beside.text() == there.text())
        }
    }
}

fn days<'a>(program: &'a Program, record: Holder<'a>, from: Node<'a>, path: &Path) -> Vec<Day<'a>> {
    let found = values(program, record, from, from, &path.steps).into_iter();
    found.filter_map(|value| Some(Day { day: value.node.text().parse().ok().filter(|_| value.node.is_scalar())?, ..value })).collect()
}

/// What stands at a path; `beside` is the last item of a list, or the record, that it went through.
fn values<'a>(program: &'a Program, record: Holder<'a>, beside: Node<'a>, node: Node<'a>, steps: &[Step]) -> Vec<Day<'a>> {
    let at = |record: Holder<'a>, beside, node, rest| values(program, record, beside, node, rest);
    let other = |id: &'a str, kind: &'static str, node: Node<'a>, rest| at(Holder { id, kind, node }, node, node, rest);
    let Some((step, rest)) = steps.split_first() else {
        let day = Moment::from(Date::of_seconds(0));
        return vec![Day { record, beside, within: node, node, day }];
    };
    match step {
        Step::Field(name) => {
            let found = node.get(name).map_or_else(Vec::new, |value| at(record, beside, value, rest));
            if rest.is_empty() { found.into_iter().map(|day| Day { within: node, ..day }).collect() } else { found }
        }
        Step::Each => node.items().flat_map(|item| at(record, item, item, rest)).collect(),
        Step::Record(kind) => match program.known(node.text()).filter(|known| known.kind.name == *kind) {
            Some(known) => other(node.text(), known.kind.name, program.node(known.doc), rest),
            None => Vec::new(),
        },
        Step::Single(name) => match program.single_docs().find(|(known, _)| known == name) {
            Some((name, doc)) => other(name, name, program.node(doc), rest),
            None => Vec::new(),
        },
    }
}

/// What is wrong, as far as the history shows. Approvals are given again, and risks judged again: nothing is wrong where the
/// same was approved before what rests on it, or an approval was given on an earlier judgement and the later one left
/// everything as it was. Where no commit shows how it was then, nobody can see it.
fn seen<'a>(cx: &Cx<'_>, broken: Broken<'a>) -> Option<Broken<'a>> {
    let Broken { pair, later, earlier, .. } = broken;
    let is_unseen = if let Some(approved) = approval(earlier, &pair.earlier) {
        given_before(cx, earlier.record, &approved)? && !is_once(earlier.record.kind, approved.place)
    } else if let Some(approved) = approval(later, &pair.later).filter(|_| pair.earlier.name == "assessed.on") {
        on_earlier(cx, later, &approved, pair)?
    } else {
        false
    };
    Some(Broken { is_unseen, ..broken })
}

/// Whether what an approval covers may have been approved before; None if it was.
fn given_before(cx: &Cx<'_>, record: Holder<'_>, approved: &Approved<'_>) -> Option<bool> {
    let Some(trail) = cx.trail else { return Some(true) };
    let Holder { kind, id, node } = record;
    let (past, given) = (trail.record(kind, id), brought(trail, kind, id, approved));
    let now = given.map_or_else(|| digest::content(kind, node, approved.covers, None).map(Mark::from), |given| given.part(approved.covers));
    let mut before = past.iter().filter(|past| given.is_none_or(|given| past.place > given.place));
    // A plan grows: what was reached rests on the plan of its time.
    let is_same = |past: &Past| kind == "plan" || past.part(approved.covers) == now;
    let was_given = before.any(|past| past.approval(approved.place).is_some() && is_same(past));
    (!was_given).then(|| past.is_empty() || given.is_some_and(|given| given.fate == Fate::Added))
}

/// Whether an approval may have been given on an earlier judgement; None if it was, or if what has changed since is for
/// another rule to say.
fn on_earlier(cx: &Cx<'_>, later: Day<'_>, approved: &Approved<'_>, pair: &Pair) -> Option<bool> {
    let Some(trail) = cx.trail else { return Some(true) };
    let Holder { kind, id, node } = later.record;
    if !cx.approvals.standing(kind, id, node, approved).counts() {
        return None;
    }
    let Some(given) = brought(trail, kind, id, approved) else { return Some(trail.record(kind, id).is_empty()) };
    let Ok(Some(then)) = trail.version(kind, id, given) else { return Some(false) };
    let then = Holder { kind, id, node: then.node() };
    let judged = days(cx.program, then, then.node, &pair.earlier).into_iter().map(|judged| judged.day).max();
    let was_judged = judged.is_some_and(|judged| !later.day.is_before(judged));
    (!was_judged).then_some(given.fate == Fate::Added)
}

/// Whether the approval at a place is given once.
fn is_once(kind: &str, place: &str) -> bool {
    place.split('/').skip(1).fold(Facts::of(kind), Facts::field).is_once()
}

/// The approval whose day a path leads to.
fn approval<'a>(day: Day<'a>, path: &Path) -> Option<Approved<'a>> {
    let mut given = approvals(day.record.kind, day.record.node);
    given.find(|approved| approved.place[1..].replace('/', ".") + ".on" == path.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::schemas::names;

    #[test]
    fn every_day_of_a_pair_has_words() {
        let all: Vec<&Pair> = names().flat_map(pairs).collect();
        assert!(all.iter().any(|pair| pair.bond == Bond::After) && all.iter().any(|pair| pair.bond == Bond::RestsOn));
        for path in all.iter().flat_map(|pair| [&pair.later, &pair.earlier]) {
            assert!(HAPPENED.iter().any(|(known, _)| *known == path.name), "{}", path.name);
        }
        for (known, _) in HAPPENED {
            assert!(all.iter().any(|pair| pair.later.name == *known || pair.earlier.name == *known), "{known} is never asked for");
        }
    }
}
