//! What is done again and again: how often it was due over a period, and how often it was done (8.1, 9.1). A later run does
//! not make good for one that was left out.

use super::certificate;
use super::cx::Cx;
use super::held::Course;
use super::stage::stage;
use super::supplier;
use crate::base::date::{Date, Period};
use crate::base::span::Span;
use crate::history::demands::Moved;
use crate::history::facts::{Facts, Rewritten};
use crate::history::past::Tale;
use crate::history::silenced::{FRESH, is_amended};
use crate::model::kinds::{Audit, AuditType, Control, Metric, RecordKind, Review, Stored, Supplier};
use crate::model::program::View;
use schemars::JsonSchema;
use serde::Serialize;

/// What is repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Repeated {
    /// A test of a control.
    Test,
    /// Something that a control consists in doing.
    Activity,
    /// A reading of a metric.
    Reading,
    /// A review of a supplier.
    SupplierReview,
    /// A review by top management.
    ManagementReview,
}

impl Repeated {
    /// The word of the wire contract.
    pub fn name(self) -> &'static str {
        match self {
            Repeated::Test => "test",
            Repeated::Activity => "activity",
            Repeated::Reading => "reading",
            Repeated::SupplierReview => "supplier-review",
            Repeated::ManagementReview => "management-review",
        }
    }

    /// The clause that asks for it.
    pub fn clause(self) -> &'static str {
        match self {
            Repeated::Test | Repeated::Reading => "9.1",
            Repeated::Activity | Repeated::SupplierReview => "8.1",
            Repeated::ManagementReview => "9.3.1",
        }
    }
}

/// Something that is repeated, and how often it was over a period.
pub struct Series<'a> {
    pub kind: Repeated,
    pub what: &'a str,
    pub every: Period,
    pub tally: Tally,
    /// Runs of the period that a commit took out of the record: when they were, and which commit.
    pub gone: Vec<(Date, String)>,
    pub place: Span,
}

/// How often something was due and done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub due: usize,
    pub done: usize,
    /// The days on which it was due and after which it was left out, though it was done again later.
    pub missed: Vec<Date>,
    /// The first day on which it was due and since which it was not done.
    pub overdue: Option<Date>,
}

/// The period that operation is told over.
pub struct Since {
    pub from: Date,
    /// The visit of the certification body that it begins with: an audit's id, or a stage. None: it was not here yet, and the
    /// period is the last twelve months.
    pub visit: Option<String>,
}

/// A decision on a certificate rests on a visit that is no older than this: a whole one that found majors is to be held again
/// after six months, and recertification begins in the last months of a certificate.
const DECIDED_WITHIN: Period = Period::months(12);

/// The last visit of the certification body, or twelve months ago. Its decision comes after the visit that it rests on, and says
/// when it was here only where nobody wrote that visit down.
pub fn since(cx: &Cx<'_>) -> Since {
    let decided = certificate::decided(cx.program, cx.today).map(|certificate| certificate.decided);
    // One whose end was forgotten is over when the body has decided on it.
    let is_over = |day: &Date| decided.is_some_and(|decided| *day <= decided);
    let ended = |audit: &Audit| match audit.course(cx.today)? {
        Course::Held(day) => Some(day),
        Course::Begun(day) => Some(day).filter(is_over),
        Course::ToCome(_) | Course::LetPass(_) => None,
    };
    let audits = cx.program.all::<Audit>().map(|audit| audit.data()).filter(|audit| audit.kind.is_certification());
    let audits = audits.filter_map(|audit| Some((ended(audit)?, audit.kind, audit.id.as_str())));
    let stages = [AuditType::Stage1, AuditType::Stage2];
    let stages = stages.into_iter().filter_map(|kind| Some((stage(cx.program, kind, cx.today).finished?, kind, kind.name())));
    let visits: Vec<(Date, AuditType, &str)> = stages.chain(audits).collect();
    let rests_on = |decided: Date| {
        let is_whole = |kind: AuditType| matches!(kind, AuditType::Stage2 | AuditType::Recertification);
        visits.iter().any(|(day, kind, _)| is_whole(*kind) && *day <= decided && decided <= day.plus(DECIDED_WITHIN))
    };
    let unwritten = decided.filter(|decided| !rests_on(*decided)).map(|decided| (decided, "certification"));
    match unwritten.into_iter().chain(visits.iter().map(|(day, _, name)| (*day, *name))).max_by_key(|(day, _)| *day) {
        Some((from, visit)) => Since { from, visit: Some(visit.to_owned()) },
        None => Since { from: cx.today.minus(Period::months(12)), visit: None },
    }
}

/// Everything that is repeated, over a period that ends today: by record, in the order of files.
pub fn series<'a>(cx: &Cx<'a>, from: Date) -> Vec<Series<'a>> {
    let mut all = Vec::new();
    for control in cx.program.all::<Control>().filter(|control| control.is_implemented()) {
        let (data, begins, start) = (control.data(), control.implemented_on, all.len());
        let first = first_run(data);
        for (index, test) in data.tests.iter().enumerate() {
            let runs: Vec<Date> = test.results.iter().map(|result| result.on).collect();
            let of = Of { kind: Repeated::Test, what: &test.what, place: control.at(&format!("/tests/{index}")) };
            let moves = moves(cx, Control::NAME, &data.id, ("tests.every", &test.what));
            let begins = joined(first, &runs).or(begins);
            all.extend(of.told(cx, test.every, &moves, runs, begins, from));
        }
        for (index, activity) in data.activities.iter().enumerate() {
            let runs: Vec<Date> = activity.runs.iter().map(|run| run.on).collect();
            let of = Of { kind: Repeated::Activity, what: &activity.what, place: control.at(&format!("/activities/{index}")) };
            let moves = moves(cx, Control::NAME, &data.id, ("activities.every", &activity.what));
            let begins = joined(first, &runs).or(begins);
            all.extend(of.told(cx, activity.every, &moves, runs, begins, from));
        }
        take_gone::<Control>(cx, control, from, &mut all[start..]);
    }
    for metric in cx.program.all::<Metric>() {
        let (data, start) = (metric.data(), all.len());
        let runs = data.readings.iter().map(|reading| reading.on).collect();
        let of = Of { kind: Repeated::Reading, what: &data.title, place: metric.at("/readings") };
        let moves = moves(cx, Metric::NAME, &data.id, ("every", ""));
        all.extend(of.told(cx, data.every, &moves, runs, None, from));
        take_gone::<Metric>(cx, metric, from, &mut all[start..]);
    }
    for supplier in cx.program.all::<Supplier>().filter(|supplier| supplier.ended.is_none()) {
        let (data, start) = (supplier.data(), all.len());
        let runs = data.reviews.iter().map(|review| review.on).collect();
        let of = Of { kind: Repeated::SupplierReview, what: &data.title, place: supplier.at("/reviews") };
        all.extend(of.told(cx, Some(supplier::every(data, cx.cadences)), &[], runs, None, from));
        take_gone::<Supplier>(cx, supplier, from, &mut all[start..]);
    }
    all.extend(reviews(cx, from));
    all
}

/// The first day on which any test or activity of a control was run.
fn first_run(control: &Control) -> Option<Date> {
    let tests = control.tests.iter().flat_map(|test| test.results.iter().map(|result| result.on));
    tests.chain(control.activities.iter().flat_map(|activity| activity.runs.iter().map(|run| run.on))).min()
}

/// The first of its own runs, for what came to a control of which something ran before: nothing says that it was due earlier.
fn joined(first: Option<Date>, own: &[Date]) -> Option<Date> {
    own.iter().copied().min().filter(|own| first.is_some_and(|first| first < *own))
}

/// The reviews by top management.
fn reviews<'a>(cx: &Cx<'a>, from: Date) -> Option<Series<'a>> {
    let runs: Vec<Date> = cx.program.all::<Review>().filter(|review| review.took_place()).map(|review| review.on).collect();
    let of = Of { kind: Repeated::ManagementReview, what: "Management review", place: cx.program.place() };
    of.told(cx, Some(cx.cadences.management_review()), &[], runs, None, from)
}

/// On which days commits changed how often something is done, each with how often it was until then; the first first.
fn moves(cx: &Cx<'_>, kind: &'static str, id: &str, (field, item): (&str, &str)) -> Vec<(Date, Period)> {
    let Some(trail) = cx.trail else { return Vec::new() };
    let is_it = |moved: &&Moved| *moved.field == *field && *moved.item == *item;
    let moves = trail.telling(kind, id, Tale::Moved).iter().filter_map(|past| {
        let moved = past.moved.iter().find(is_it)?;
        Some((trail.commits[past.place].committer.day(), moved.from.parse().ok()?))
    });
    let mut moves: Vec<(Date, Period)> = moves.collect();
    moves.reverse();
    moves
}

/// What is repeated, before it is counted.
struct Of<'a> {
    kind: Repeated,
    what: &'a str,
    place: Span,
}

impl<'a> Of<'a> {
    /// None where nobody says how often. What was due before a day in `moves` was due as often as it was until then.
    fn told(
        self,
        cx: &Cx<'_>,
        every: Option<Period>,
        moves: &[(Date, Period)],
        mut runs: Vec<Date>,
        begins: Option<Date>,
        from: Date,
    ) -> Option<Series<'a>> {
        runs.retain(|run| *run <= cx.today);
        runs.sort_unstable();
        runs.dedup();
        let Of { kind, what, place } = self;
        let every = every?;
        let mut tally = Tally::default();
        let mut start = from;
        let now = (cx.today, every);
        for (until, every) in moves.iter().filter(|(on, _)| *on > from && *on <= cx.today).chain([&now]) {
            let runs: Vec<Date> = runs.iter().copied().filter(|run| run <= until).collect();
            tally.add(self::tally(&runs, *every, begins, (start, *until)), *until == cx.today);
            start = *until;
        }
        Some(Series { kind, what, every, tally, gone: Vec::new(), place })
    }
}

impl Tally {
    /// Adds what came after. What was open when the interval changed is done since, or open still.
    fn add(&mut self, later: Tally, is_last: bool) {
        let Tally { due, done, missed, overdue } = later;
        self.due += due;
        self.done += done;
        self.missed.extend(missed);
        match is_last {
            true => self.overdue = overdue,
            false => self.missed.extend(overdue),
        }
    }
}

/// Counts runs, in their order, against an interval. A run stands for the day on which it was due that is nearest to it, so
/// one that is late is not one that was left out; one soon after another is done again, and was not due.
fn tally(runs: &[Date], every: Period, begins: Option<Date>, (from, today): (Date, Date)) -> Tally {
    let mut tally = Tally::default();
    let mut last = begins.filter(|begins| *begins <= today);
    for run in runs {
        let Some(before) = last.filter(|before| before < run) else {
            last = last.max(Some(*run));
            tally.done += usize::from(*run > from);
            continue;
        };
        let mut due = before.plus(every);
        let mut left_out = Vec::new();
        while is_nearer(*run, due.plus(every), due) {
            left_out.push(due);
            due = due.plus(every);
        }
        if left_out.is_empty() && is_nearer(*run, before, due) && runs[0] != *run {
            continue;
        }
        tally.missed.extend(left_out.into_iter().filter(|day| *day > from));
        tally.done += usize::from(*run > from);
        last = Some(*run);
    }
    let mut open = 0;
    let mut due = last.map(|last| last.plus(every));
    while let Some(day) = due.filter(|day| *day < today) {
        if day > from {
            open += 1;
            tally.overdue.get_or_insert(day);
        }
        due = Some(day.plus(every)).filter(|next| *next > day);
    }
    tally.due = tally.done + tally.missed.len() + open;
    tally
}

/// Whether a day is nearer to one than to another.
fn is_nearer(day: Date, to: Date, than: Date) -> bool {
    day.days_since(to).abs() < day.days_since(than).abs()
}

/// Gives the runs of a record that commits took out, and nobody explained, to the first of its series.
fn take_gone<K: Stored + RecordKind>(cx: &Cx<'_>, record: View<'_, K>, from: Date, own: &mut [Series<'_>]) {
    let (Some(first), Some(trail)) = (own.first_mut(), cx.trail) else { return };
    let past = trail.telling(K::NAME, record.data().id(), Tale::Rewritten);
    if past.is_empty() {
        return;
    }
    let now = Facts::of(K::NAME, record.node());
    for past in past {
        let commit = &trail.commits[past.place];
        let on = commit.committer.day();
        let is_run = |fact: &&Rewritten| RUNS.contains(&&*fact.field) && !now.has(fact) && !is_amended(record.node(), &fact.field, on);
        let days = past.rewritten.iter().filter(is_run).filter_map(|fact| fact.day);
        let gone = days.filter(|day| *day > from && *day <= cx.today && on.days_since(*day) > FRESH);
        first.gone.extend(gone.map(|day| (day, commit.id.short())));
    }
    first.gone.sort();
}

/// The facts that are runs.
const RUNS: [&str; 4] = ["tests.results.result", "activities.runs.on", "readings.value", "reviews.result"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::load;
    use crate::store::memory::Memory;

    fn told(runs: &[&str], every: &str, begins: Option<&str>) -> (usize, usize, Vec<String>, Option<String>) {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let runs: Vec<Date> = runs.iter().map(|run| day(run)).collect();
        let tally = tally(&runs, every.parse().unwrap(), begins.map(day), (day("2025-06-30"), day("2026-06-30")));
        let missed = tally.missed.iter().map(Date::to_string).collect();
        (tally.due, tally.done, missed, tally.overdue.map(|day| day.to_string()))
    }

    #[test]
    fn a_visit_is_one_that_took_place() {
        let told = |certification: &str, audit: &str| {
            let mut files = Memory::default();
            files.put("isms.yaml", format!("format: 1\norganisation: {{name: X}}\ncertification: {{{certification}}}\n"));
            files.put("audits/AUD-1.yaml", format!("id: AUD-1\ntitle: Stage 2\ntype: stage-2\n{audit}\n"));
            let program = load(&files).unwrap().program;
            since(&Cx::new(&program, None, "2026-06-30".parse().unwrap())).visit
        };
        let day = "stage_2: 2026-06-01";
        // Where there is a record of the audit, its days count, and not those in the settings.
        assert_eq!(
            [told(day, "planned: 2026-06-01"), told(day, "started: 2026-06-01"), told(day, "finished: 2026-07-01")],
            [None, None, None]
        );
        assert_eq!(
            [told(day, "finished: 2026-06-03"), told("stage_1: 2026-05-04", "")],
            ["AUD-1", "stage 1"].map(|visit| Some(visit.into()))
        );
        // The body decides after the visit that it decides on, and whatever happened in between it has not seen.
        let decided = |audit: &str| told("stage_1: 2026-05-04, certificate: {decided: 2026-06-10}", audit).unwrap();
        assert_eq!([decided("finished: 2026-06-03"), decided("started: 2026-06-01")], ["AUD-1", "AUD-1"]);
        // A visit that nobody wrote down is no earlier one, and neither is stage 1.
        assert_eq!([decided("finished: 2024-06-03"), decided("method: None")], ["certification", "certification"]);
    }

    #[test]
    fn a_quarter_that_was_left_out_stays_left_out() {
        let quarters = ["2025-04-10", "2025-07-12", "2025-10-08", "2026-01-15", "2026-04-11"];
        assert_eq!(told(&quarters, "3mo", None), (4, 4, vec![], None));
        let without = |left_out: &[&str]| quarters.into_iter().filter(|day| !left_out.contains(day)).collect::<Vec<_>>();
        assert_eq!(told(&without(&["2025-10-08"]), "3mo", None), (4, 3, vec!["2025-10-12".into()], None));
        let two = told(&without(&["2025-10-08", "2026-01-15"]), "3mo", None);
        assert_eq!((two.0, two.1, two.2.len()), (4, 2, 2));
        assert_eq!(told(&without(&["2026-01-15", "2026-04-11"]), "3mo", None).3, Some("2026-01-08".into()));
    }

    #[test]
    fn what_is_late_or_repeated_is_not_left_out() {
        assert_eq!(told(&["2025-05-01", "2025-09-10", "2025-12-08", "2026-03-08", "2026-06-08"], "3mo", None), (4, 4, vec![], None));
        assert_eq!(told(&["2025-05-14", "2025-11-12", "2025-11-20", "2026-04-21"], "6mo", None), (2, 2, vec![], None));
    }

    #[test]
    fn it_is_due_from_the_day_it_began() {
        assert_eq!(told(&[], "6mo", Some("2025-08-01")), (1, 0, vec![], Some("2026-02-01".into())));
        assert_eq!(told(&["2026-04-21"], "6mo", Some("2025-02-28")), (2, 1, vec!["2025-08-28".into()], None));
        assert_eq!(told(&[], "6mo", None), (0, 0, vec![], None));
        assert_eq!(told(&["2025-12-01"], "12mo", Some("2025-11-20")), (1, 1, vec![], None));
    }
}
