//! Findings as an auditor would put them: one for each cause, graded, with what to do next.

use super::grades;
use super::proofs::Proof;
use super::unjudged::is_of_record;
use super::verdict::{LikelyFinding, LikelyGrade};
use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::text::natural;
use crate::check::rules;
use crate::model::kinds::{Control, Evidence};
use crate::register::cx::Cx;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Rules that speak of one cause: the first of each tells it, and the others say what follows. What they say is told with it
/// where both speak of one record, or everywhere where the cause is that of the whole programme.
struct Cause {
    leader: &'static str,
    followers: &'static [&'static str],
    everywhere: bool,
}

const fn cause(leader: &'static str, followers: &'static [&'static str], everywhere: bool) -> Cause {
    Cause { leader, followers, everywhere }
}

const RATED_WRONG: &[&str] = &["residual-above-threshold", "residual-not-lower", "retain-without-acceptance"];
const NOT_ACCEPTED: &[&str] = &["acceptance-without-end", "residual-above-threshold", "retain-without-acceptance"];

const CAUSES: &[Cause] = &[
    cause("method-matrix-invalid", RATED_WRONG, true),
    cause("method-no-acceptance", RATED_WRONG, true),
    cause("policy-master-missing", &["policy-ack-low", "policy-commitments-missing"], true),
    cause("audit-programme-missing", &["audit-coverage-gap", "audit-overdue", "review-before-audit"], true),
    cause("audit-overdue", &["audit-coverage-gap", "review-before-audit"], true),
    cause("soa-unknown-control", &["soa-row-missing"], true),
    cause("acceptance-by-wrong-role", NOT_ACCEPTED, false),
    cause("acceptance-expired", NOT_ACCEPTED, false),
    cause("acceptance-stale", NOT_ACCEPTED, false),
    cause("residual-above-threshold", &["residual-not-lower", "retain-without-acceptance"], false),
    cause("approval-stale", &["action-date-slipped"], false),
    cause("continuity-test-overdue", &["control-test-overdue"], false),
    cause("role-unassigned", &["acted-while-absent", "owner-left"], false),
    cause("risk-review-overdue", &["risk-not-rescored"], false),
    cause("soa-excluded-but-used", &["soa-excluded-but-exposed"], false),
    cause("incident-no-risk-review", &["incident-no-lessons"], false),
    cause("finding-overdue", &["finding-no-root-cause"], false),
];

/// Cases of one rule against one requirement, with the rules that say what follows from them.
struct Group<'f> {
    rule: &'static str,
    requirement: String,
    cases: Vec<&'f Diagnostic>,
    with: BTreeSet<&'static str>,
}

/// What rules found, by cause; faults of the records themselves are told elsewhere.
pub fn of_rules(cx: &Cx<'_>, findings: &[Diagnostic]) -> Vec<LikelyFinding> {
    let mut groups: BTreeMap<(&'static str, String), Group<'_>> = BTreeMap::new();
    for case in findings.iter().filter(|finding| !is_of_record(finding)) {
        // What guards no clause is a matter of the control of documented information.
        let requirement = rules::clauses_of(case).first().map_or("7.5.3", |clause| *clause).to_owned();
        let group = groups.entry((case.rule, requirement.clone()));
        group.or_insert_with(|| Group { rule: case.rule, requirement, cases: Vec::new(), with: BTreeSet::new() }).cases.push(case);
    }
    let mut groups: Vec<Group<'_>> = groups.into_values().collect();
    for cause in CAUSES {
        merge(cx, cause, &mut groups);
    }
    let sizes = sizes(cx);
    groups.iter().filter(|group| !group.cases.is_empty()).map(|group| group.told(cx, &sizes)).collect()
}

/// Takes from followers the cases that a leader explains.
fn merge(cx: &Cx<'_>, cause: &Cause, groups: &mut [Group<'_>]) {
    let Some(leader) = groups.iter().position(|group| group.rule == cause.leader && !group.cases.is_empty()) else { return };
    let led: BTreeSet<&str> = groups
        .iter()
        .filter(|group| group.rule == cause.leader)
        .flat_map(|group| &group.cases)
        .flat_map(|case| concerned(cx, case))
        .collect();
    let mut with = Vec::new();
    for group in groups.iter_mut().filter(|group| cause.followers.contains(&group.rule)) {
        let before = group.cases.len();
        group.cases.retain(|case| !cause.everywhere && !concerned(cx, case).iter().any(|id| led.contains(id)));
        if group.cases.len() < before {
            with.push(group.rule);
            with.extend(std::mem::take(&mut group.with));
        }
    }
    groups[leader].with.extend(with);
}

/// The records that a case is about: the one it stands in, what a piece of evidence supports, what a control implements.
fn concerned<'a>(cx: &Cx<'a>, case: &Diagnostic) -> Vec<&'a str> {
    let program = cx.program;
    let Some(record) = program.record_at(case.primary.span) else { return Vec::new() };
    let supported =
        program.by_id::<Evidence>(record).into_iter().flat_map(|evidence| evidence.data().supports.iter().map(|supported| supported.id()));
    let implemented =
        program.by_id::<Control>(record).into_iter().flat_map(|control| control.data().implements.iter().map(|annex| annex.id()));
    std::iter::once(record).chain(supported).chain(implemented).collect()
}

/// How many records there are of each kind.
fn sizes<'a>(cx: &Cx<'a>) -> HashMap<&'a str, usize> {
    let mut sizes: HashMap<&str, usize> = HashMap::new();
    cx.program.records().for_each(|(_, kind, _)| *sizes.entry(kind.name).or_default() += 1);
    sizes
}

impl Group<'_> {
    /// In how many records of a kind there is an error, and how many there are of these kinds. Several errors in one record
    /// are one, and a single file such as `context.yaml` is none of many.
    fn spread(&self, cx: &Cx<'_>, sizes: &HashMap<&str, usize>) -> (usize, usize) {
        let serious = self.cases.iter().filter(|case| case.level == Level::Error);
        let records: BTreeSet<&str> = serious.filter_map(|case| cx.program.record_at(case.primary.span)).collect();
        let known = || records.iter().filter_map(|id| cx.program.known(id));
        let kinds: BTreeSet<&str> = known().map(|known| known.kind.name).collect();
        (known().count(), kinds.iter().filter_map(|kind| sizes.get(kind)).sum())
    }

    fn told(&self, cx: &Cx<'_>, sizes: &HashMap<&str, usize>) -> LikelyFinding {
        let mut records: Vec<&str> = self.cases.iter().filter_map(|case| cx.program.record_at(case.primary.span)).collect();
        records.sort_by(|a, b| natural(a, b));
        records.dedup();
        let (grade, reason) = grades::of_cases(cx, (self.rule, &self.requirement), &self.cases, self.spread(cx, sizes));
        let first = &self.cases[0];
        let more = self.cases.len() - 1;
        LikelyFinding {
            grade,
            requirement: self.requirement.clone(),
            statement: if more > 0 { format!("{}, and {more} more like it", first.message) } else { first.message.clone() },
            fix: first.help.clone().unwrap_or_default(),
            rules: std::iter::once(self.rule).chain(self.with.iter().copied()).map(str::to_owned).collect(),
            reason,
            blocks: grade == LikelyGrade::Major,
            recorded: None,
            records: records.into_iter().map(str::to_owned).collect(),
        }
    }
}

/// A clause that nothing proves, or not all of it, where no rule says so.
pub(super) fn of_clause(cx: &Cx<'_>, proof: &Proof, statement: String, records: Vec<String>) -> LikelyFinding {
    let (grade, reason) = grades::of_clause(cx, proof.clause);
    LikelyFinding {
        grade,
        requirement: proof.clause.into(),
        statement,
        fix: format!("keep what an auditor takes as the proof: {}", proof.takes),
        rules: Vec::new(),
        reason: reason.into(),
        blocks: grade == LikelyGrade::Major,
        recorded: None,
        records,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn causes_are_rules_that_there_are() {
        for cause in CAUSES {
            let names = std::iter::once(&cause.leader).chain(cause.followers);
            assert!(names.clone().all(|name| rules::by_name(name).is_some()), "{:?}", names.collect::<Vec<_>>());
            assert!(!cause.followers.contains(&cause.leader));
        }
    }
}
