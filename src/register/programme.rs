//! The programme of internal audits over a cycle: what was looked at when, what comes first and why, and who may look (9.2.2).

use super::control::Verification;
use super::coverage::{Looked, internal_audits};
use super::cx::Now;
use super::finding::{Standing, against, raiser, standing};
use super::group::alike;
use super::independence::{AUDITS, kept, overlap};
use super::soa::SoaRow;
use crate::base::date::Date;
use crate::base::text::natural;
use crate::model::clause::{self, Clause};
use crate::model::kinds::{Audit, Control, Duty, Finding, Grade, Person, Role};
use crate::model::program::View;
use crate::model::reference::Ref;
use std::collections::{HashMap, HashSet};

/// Something that internal audits look at.
#[derive(Clone, Copy)]
pub enum Part<'c, 'a> {
    Clause(&'static Clause),
    /// An applicable control.
    Control(&'c SoaRow<'a>),
    /// A unit or location of the scope, by its name.
    Place(&'a str),
}

impl<'a> Part<'_, 'a> {
    /// The number of a clause, the id of a control, the name of a place.
    pub fn id(self) -> &'a str {
        match self {
            Part::Clause(clause) => clause.id,
            Part::Control(row) => row.id,
            Part::Place(name) => name,
        }
    }
}

/// Why something comes early. The heaviest come first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason<'a> {
    /// A nonconformity against it is not shown to be mended.
    Unmended(Grade, &'a str),
    /// A test of it failed when it was last run.
    Failed,
    /// A risk that it treats is above the appetite.
    AboveAppetite(&'a str),
    /// No internal audit of the cycle has looked at it.
    Unseen,
    /// A nonconformity of the cycle was raised against it, and is mended.
    Mended(&'a str),
}

impl Reason<'_> {
    /// Whether it is reason enough to look again before the cycle asks for it.
    pub fn is_heavy(&self) -> bool {
        !matches!(self, Reason::Mended(_))
    }
}

/// A part with what is known of it.
pub struct Row<'c, 'a> {
    pub part: Part<'c, 'a>,
    /// The last internal audit that looked at it, and the day it ended.
    pub last: Option<(Date, View<'a, Audit>)>,
    /// The next one that is planned to.
    pub planned: Option<(Date, View<'a, Audit>)>,
    /// The day by which the cycle wants it looked at again; today, if nobody ever did.
    pub due: Date,
    /// Heaviest first.
    pub reasons: Vec<Reason<'a>>,
    /// Who answers for it.
    pub owners: Vec<String>,
}

impl Row<'_, '_> {
    /// It is to be looked at by a day, or is reason enough to look before, and no audit to come does.
    pub fn is_open(&self, by: Date) -> bool {
        self.planned.is_none() && (self.due <= by || self.reasons.iter().any(Reason::is_heavy))
    }
}

/// Who may audit.
pub struct Auditor<'a> {
    /// The id of a person, or the name of somebody outside.
    pub id: &'a str,
    pub is_outside: bool,
    controls: HashSet<&'a str>,
    /// What documents of theirs answer to, each with the document.
    answers: Vec<(&'a str, &'a str)>,
    runs_it: bool,
    has_programme: bool,
}

impl<'a> Auditor<'a> {
    /// Why they may not look at something: it is theirs, or they had a hand in it. None if they may.
    pub fn tie(&self, part: Part<'_, '_>) -> Option<String> {
        let answers = |id: &str| {
            let own = self.answers.iter().find(|(answered, _)| overlap(answered, id));
            own.map(|(_, document)| format!("`{document}` is theirs"))
        };
        match part {
            Part::Clause(_) if self.runs_it => Some("the management system is theirs to run".into()),
            Part::Clause(clause) if self.has_programme && overlap(AUDITS, clause.id) => Some("the programme of audits is theirs".into()),
            Part::Clause(clause) => answers(clause.id),
            Part::Control(row) => {
                let own = row.controls.iter().map(|control| control.data().id.as_str()).find(|id| self.controls.contains(id));
                own.map(|own| format!("`{own}` is theirs")).or_else(|| answers(row.id))
            }
            Part::Place(_) => None,
        }
    }
}

/// All that internal audits look at, most urgent first.
pub fn rows<'c, 'a>(cx: &'c Now<'a>) -> Vec<Row<'c, 'a>> {
    let known = Known::of(cx);
    let clauses = clause::leaf().map(Part::Clause);
    let controls = cx.soa().iter().filter(|row| row.applicable == Some(true)).map(Part::Control);
    let includes = cx.program.scope().and_then(|scope| scope.data().includes.as_ref());
    let places = includes.into_iter().flat_map(|includes| includes.units.iter().chain(&includes.locations)).map(|name| Part::Place(name));
    let mut rows: Vec<Row<'c, 'a>> = clauses.chain(controls).chain(places).map(|part| known.row(cx, part)).collect();
    rows.sort_by(|a, b| {
        let key = |row: &Row<'_, '_>| (row.planned.is_some(), row.reasons.is_empty());
        let last = |row: &Row<'_, '_>| row.last.as_ref().map(|(day, _)| *day);
        let reasons = a.reasons.cmp(&b.reasons);
        key(a).cmp(&key(b)).then(reasons).then(last(a).cmp(&last(b))).then_with(|| natural(a.part.id(), b.part.id()))
    });
    rows
}

/// What is looked up for each part, found by one pass over each kind.
struct Known<'a> {
    /// Internal audits that ended by today, the latest first, each with what it looked at.
    held: Vec<(Date, View<'a, Audit>, Looked<'a>)>,
    /// Those that are planned, the next first.
    planned: Vec<(Date, View<'a, Audit>, Looked<'a>)>,
    findings: HashMap<&'a str, Vec<View<'a, Finding>>>,
    above: HashSet<&'a str>,
}

impl<'a> Known<'a> {
    fn of(cx: &Now<'a>) -> Self {
        let internal = || internal_audits(cx.program);
        let looked = |(day, audit): (Date, View<'a, Audit>)| (day, audit, Looked::of([audit.data()]));
        let held = internal().filter_map(|audit| Some((audit.held(cx.today)?, audit)));
        let mut held: Vec<_> = held.map(looked).collect();
        held.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| natural(&a.1.id, &b.1.id)));
        // One that has begun is as good as planned; one that was let pass is not.
        let not_over = internal().filter(|audit| audit.held(cx.today).is_none());
        let planned = not_over.filter_map(|audit| Some((audit.counted_on(cx.today)?, audit)));
        let mut planned: Vec<_> = planned.map(looked).collect();
        planned.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| natural(&a.1.id, &b.1.id)));
        let mut findings: HashMap<&str, Vec<View<'a, Finding>>> = HashMap::new();
        let from = cx.today.minus(cx.cadences.audit_cycle());
        for finding in cx.program.all::<Finding>().filter(|finding| finding.is_nonconformity() && finding.is_raised(cx.today)) {
            let is_of_cycle = finding.raised_on().is_some_and(|raised| raised >= from);
            if is_of_cycle || standing(&finding, cx.today) != Standing::Mended {
                let (raiser, _) = raiser(cx.program, finding.data());
                against(finding.data(), raiser).into_iter().for_each(|id| findings.entry(id).or_default().push(finding));
            }
        }
        let above = cx.risks().iter().filter(|row| row.above_appetite).map(|row| row.risk.data().id.as_str()).collect();
        Self { held, planned, findings, above }
    }

    fn row<'c>(&self, cx: &'c Now<'a>, part: Part<'c, 'a>) -> Row<'c, 'a> {
        let of = |audits: &[(Date, View<'a, Audit>, Looked<'a>)]| {
            audits.iter().find(|(_, audit, looked)| is_looked_at(part, audit, looked)).map(|(day, audit, _)| (*day, *audit))
        };
        let (last, planned) = (of(&self.held), of(&self.planned));
        let cycle = cx.cadences.audit_cycle();
        let due = last.map_or(cx.today, |(day, _)| day.plus(cycle));
        // On the last day of its interval it is still in time.
        let reasons = self.reasons(cx, part, last.is_none() || due < cx.today);
        Row { part, last, planned, due, reasons, owners: owners(part) }
    }

    fn reasons(&self, cx: &Now<'a>, part: Part<'_, 'a>, unseen: bool) -> Vec<Reason<'a>> {
        let raised = self.findings.get(part.id()).into_iter().flatten();
        let mut reasons: Vec<Reason<'a>> = raised
            .map(|finding| match standing(finding, cx.today) {
                Standing::Mended => Reason::Mended(&finding.data().id),
                _ => Reason::Unmended(finding.grade, &finding.data().id),
            })
            .collect();
        if let Part::Control(row) = part {
            reasons.extend((row.verification == Verification::Failed).then_some(Reason::Failed));
            let risks = row.risks.iter().map(|risk| risk.data().id.as_str()).filter(|id| self.above.contains(id));
            reasons.extend(risks.map(Reason::AboveAppetite));
        }
        reasons.extend(unseen.then_some(Reason::Unseen));
        reasons.sort();
        reasons
    }
}

fn is_looked_at(part: Part<'_, '_>, audit: &Audit, looked: &Looked<'_>) -> bool {
    match part {
        Part::Clause(clause) => looked.at_clause(clause.id),
        Part::Control(row) => looked.at_control(row),
        Part::Place(name) => audit.places.iter().any(|place| alike(place) == alike(name)),
    }
}

fn owners(part: Part<'_, '_>) -> Vec<String> {
    match part {
        Part::Control(row) => row.owners().into_iter().map(str::to_owned).collect(),
        Part::Clause(_) | Part::Place(_) => Vec::new(),
    }
}

/// Who may audit, as far as records know: whoever has the duty, and whoever audited inside before.
pub fn auditors<'a>(cx: &Now<'a>) -> Vec<Auditor<'a>> {
    let roles = cx.program.all::<Role>().filter(|role| role.duties.contains(&Duty::InternalAudit));
    let holders = roles.flat_map(|role| role.data().holders()).filter(|holder| holder.is_on(cx.today)).map(|holder| holder.person.id());
    let before = internal_audits(cx.program).flat_map(|audit| &audit.data().auditors).map(Ref::id);
    // Of those of the programme people audit; a role is somebody else tomorrow.
    let person = |id: &str| cx.program.by_id::<Person>(id);
    let is_one = |id: &&str| person(id).map_or(cx.program.known(id).is_none(), |person| person.is_active(cx.today));
    let mut ids: Vec<&str> = holders.chain(before).filter(is_one).collect();
    let is_outside = |id: &str| cx.program.known(id).is_none();
    ids.sort_by(|a, b| is_outside(a).cmp(&is_outside(b)).then_with(|| natural(a, b)));
    ids.dedup();
    ids.into_iter().map(|id| auditor(cx, id)).collect()
}

fn auditor<'a>(cx: &Now<'a>, id: &'a str) -> Auditor<'a> {
    let is_theirs = |party: &str| cx.roles().speaks_for(id, party, cx.today);
    let is_own = |control: &Control| {
        let acts = control.actions.iter().filter_map(|action| action.owner.as_ref());
        control.owner.iter().chain(acts).any(|party| is_theirs(party.id()))
    };
    let controls = cx.program.all::<Control>().filter(|control| control.is_active() && is_own(control));
    let own = kept(cx).filter(|document| document.owner.as_ref().is_some_and(|owner| is_theirs(owner.id())));
    let answers =
        own.flat_map(|document| document.data().satisfies.iter().map(move |answered| (answered.id(), document.data().id.as_str())));
    Auditor {
        id,
        is_outside: cx.program.known(id).is_none(),
        controls: controls.map(|control| control.data().id.as_str()).collect(),
        answers: answers.collect(),
        runs_it: cx.roles().has_duty(id, Duty::IsmsConformity, cx.today),
        has_programme: cx.roles().has_duty(id, Duty::InternalAudit, cx.today),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::load;
    use crate::model::program::Program;
    use crate::register::cx::Cx;
    use crate::store::memory::Memory;

    fn programme(records: &[(&str, &str)]) -> Program {
        let mut files = Memory::default();
        files.put("isms.yaml", "format: 1\norganisation: {name: X}\ncadence: {audit_cycle: 36mo}\n");
        files.put("soa.yaml", "controls: {A.5.19: {applicable: true}, A.8.8: {applicable: true}}\n");
        records.iter().for_each(|(path, text)| files.put(path, *text));
        load(&files).unwrap().program
    }

    /// The parts with a reason of this kind on 2026-06-30.
    fn parts(program: &Program, is: fn(&Reason<'_>) -> bool) -> Vec<String> {
        let cx = Cx::new(program, None, "2026-06-30".parse().unwrap());
        let mut parts: Vec<String> =
            rows(&cx).iter().filter(|row| row.reasons.iter().any(is)).map(|row| row.part.id().to_owned()).collect();
        parts.sort();
        parts
    }

    #[test]
    fn a_finding_comes_early_wherever_it_speaks_against() {
        let against = |kind: &str, requirement: &str, more: &str| {
            let audit = format!("id: AUD-1\ntitle: One\ntype: {kind}\nfinished: 2020-02-06\n");
            let finding = format!("id: FND-1\ntitle: X\nsource: AUD-1\ngrade: minor\nrequirement: {requirement}\n{more}\n");
            let program = programme(&[("audits/AUD-1.yaml", &audit), ("findings/FND-1.yaml", &finding)]);
            parts(&program, |reason| matches!(reason, Reason::Unmended(..)))
        };
        let raised = "raised: {on: 2026-02-06}";
        assert_eq!(against("internal", "'8'", raised), ["8.1", "8.2", "8.3"]);
        assert_eq!(against("internal", "'9.2'", raised), ["9.2.1", "9.2.2"]);
        assert_eq!(against("internal", "'9.2.2 c'", raised), ["9.2.2"]);
        assert_eq!(against("internal", "A.8.8", ""), ["A.8.8"]);
        // What a supplier does not do in its work is a question to whoever looks after suppliers.
        assert_eq!(against("supplier", "A.8.8", raised), ["A.5.19"]);
        // However old it is, it counts until it is shown to be mended.
        let old = "raised: {on: 2020-02-06}\nclosed: {on: 2020-03-01}";
        assert_eq!(against("internal", "A.8.8", old), ["A.8.8"]);
        let mended = format!("{old}\neffectiveness: {{criterion: None, checked_on: 2020-03-01, effective: true}}");
        assert_eq!(against("internal", "A.8.8", &mended), [""; 0]);
    }

    #[test]
    fn an_interval_ends_after_its_last_day_and_what_was_let_pass_is_not_planned() {
        let with = |days: &str| {
            let audit = format!("id: AUD-1\ntitle: One\ntype: internal\n{days}\nclauses: ['9.2.1']\n");
            let program = programme(&[("audits/AUD-1.yaml", &audit)]);
            let cx = Cx::new(&program, None, "2026-06-30".parse().unwrap());
            let rows = rows(&cx);
            let row = rows.iter().find(|row| row.part.id() == "9.2.1").unwrap();
            (row.reasons.contains(&Reason::Unseen), row.planned.is_some(), row.is_open(cx.today))
        };
        assert_eq!(with("finished: 2023-06-29"), (true, false, true));
        assert_eq!(with("finished: 2023-06-30"), (false, false, true));
        assert_eq!(with("finished: 2023-07-01"), (false, false, false));
        assert_eq!(with("planned: 2026-06-29"), (true, false, true));
        assert_eq!(with("planned: 2026-06-30"), (true, true, false));
    }
}
