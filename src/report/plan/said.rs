//! The days that the plan names, and what it said before.

use crate::base::date::Date;
use crate::base::digest::short;
use crate::base::node::Node;
use crate::base::text::days;
use crate::history::walk::Event;
use crate::model::reference::{Party, Ref};
use crate::model::single::plan::Plan;
use crate::report::doc::{Cell, Column, Row, Rows, Table, Tone};
use crate::report::names::Names;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::HashMap;

/// What stands for the day of the decision among its days.
const TARGET: &str = "the certificate";

/// The days that a commit left in the plan.
pub struct Said {
    on: Date,
    commit: String,
    days: Vec<(String, Date)>,
}

impl Said {
    /// What the plan is called as a record.
    pub const OF: &str = "plan";

    /// What a commit made of the plan. None if it did nothing to it, or took it out.
    pub fn of(event: &Event<'_>) -> Option<Self> {
        let after = event.changes.iter().find(|change| change.kind == Self::OF)?.after?.node;
        Some(Self { on: event.commit.committer.day(), commit: event.commit.id.to_string(), days: days_of(after) })
    }
}

/// The days of a plan, as far as they can be read.
fn days_of(plan: Node<'_>) -> Vec<(String, Date)> {
    let word = |node: Node<'_>, field: &str| node.get(field).filter(|word| word.is_scalar()).map(|word| word.text().to_owned());
    let day = |node: Node<'_>, field: &str| word(node, field)?.parse::<Date>().ok();
    let target = day(plan, "target").map(|day| (TARGET.to_owned(), day));
    let milestones = plan.get("milestones").into_iter().flat_map(Node::items);
    let milestones = milestones.filter_map(|step| Some((word(step, "what")?, day(step, "due")?)));
    target.into_iter().chain(milestones).collect()
}

/// A day that the plan names.
#[derive(Serialize, JsonSchema)]
pub struct MilestoneFacts {
    /// The words of a milestone, or `the certificate` for the target.
    pub what: String,
    pub step: Option<String>,
    /// Who sees to it; of the target the sponsor.
    pub owner: Option<String>,
    /// None if the plan no longer names a day.
    pub due: Option<Date>,
    pub done: Option<Date>,
    /// The day that was named first, as far as the history tells.
    pub first: Option<Date>,
    /// Days from that to the one that is named now, or on which it was done; negative is earlier.
    pub moved: Option<i64>,
    /// Each change of the day, the first one first.
    pub moves: Vec<MoveFacts>,
}

/// A change of a day.
#[derive(Serialize, JsonSchema)]
pub struct MoveFacts {
    pub from: Date,
    pub to: Date,
    /// The day of the commit, and its id; None for what is in no commit yet.
    pub on: Option<Date>,
    pub commit: Option<String>,
}

/// The days of the plan, each with what was said of it before: commits with the latest first, None where there is no history to
/// be judged. What it no longer names comes last.
pub fn milestones(plan: &Plan, said: Option<&[Said]>) -> Vec<MilestoneFacts> {
    let id = |owner: &Option<Ref<Party>>| owner.as_ref().map(|owner| owner.id().to_owned());
    let target = plan.target.map(|target| MilestoneFacts { owner: id(&plan.sponsor), ..MilestoneFacts::of(TARGET, Some(target)) });
    let steps = plan.milestones.iter().map(|step| MilestoneFacts {
        step: step.step.clone(),
        owner: id(&step.owner),
        done: step.done,
        ..MilestoneFacts::of(&step.what, step.due)
    });
    let mut all: Vec<MilestoneFacts> = target.into_iter().chain(steps).collect();
    let mut places: HashMap<String, usize> = HashMap::new();
    for (n, milestone) in all.iter().enumerate() {
        places.entry(milestone.what.clone()).or_insert(n);
    }
    for said in said.into_iter().flatten().rev() {
        for (what, day) in &said.days {
            let place = *places.entry(what.clone()).or_insert_with(|| {
                all.push(MilestoneFacts::of(what, None));
                all.len() - 1
            });
            all[place].was(*day, Some(said));
        }
    }
    for milestone in &mut all {
        if let Some(due) = milestone.due {
            milestone.was(due, None);
        }
        let last = milestone.done.or(milestone.due);
        milestone.moved = last.zip(milestone.first).map(|(last, first)| last.days_since(first));
    }
    all
}

impl MilestoneFacts {
    fn of(what: &str, due: Option<Date>) -> Self {
        Self { what: what.to_owned(), step: None, owner: None, due, done: None, first: None, moved: None, moves: Vec::new() }
    }

    /// Takes in that this was its day, in a commit or now.
    fn was(&mut self, day: Date, said: Option<&Said>) {
        let last = self.moves.last().map(|moved| moved.to).or(self.first);
        self.first = self.first.or(Some(day));
        if let Some(from) = last.filter(|last| *last != day) {
            let (on, commit) = (said.map(|said| said.on), said.map(|said| said.commit.clone()));
            self.moves.push(MoveFacts { from, to: day, on, commit });
        }
    }
}

impl MoveFacts {
    fn words(&self) -> String {
        let by = self.to.days_since(self.from);
        let way = if by > 0 { "later" } else { "earlier" };
        let told = match (&self.on, &self.commit) {
            (Some(on), Some(commit)) => format!("on {on} ({})", short(commit)),
            _ => "now, in no commit yet".into(),
        };
        format!("{} to {}, {} {way}, {told}", self.from, self.to, days(by))
    }
}

/// The days as a table.
pub fn table<'a>(milestones: &'a [MilestoneFacts], names: &'a Names) -> Table<'a> {
    fn row<'a>(milestone: &'a MilestoneFacts, names: &'a Names) -> Row<'a> {
        let MilestoneFacts { what, owner, due, done, first, moved, moves, .. } = milestone;
        let tone = if moved.is_some_and(|moved| moved > 0) { Tone::Warn } else { Tone::Plain };
        let words =
            moved.filter(|moved| *moved != 0).map(|moved| format!("{} {}", days(moved), if moved > 0 { "later" } else { "earlier" }));
        Row::new(vec![
            what.into(),
            (*due).into(),
            (*done).into(),
            (*first).into(),
            Cell::toned(words, tone),
            Cell::list(moves.iter().map(MoveFacts::words)),
            owner.as_ref().map(|owner| names.id(owner)).unwrap_or_default().into(),
        ])
    }
    Table {
        name: "milestones",
        columns: vec![
            Column::text("Milestone", 0),
            Column::short("Due", 0),
            Column::short("Done", 1),
            Column::short("First said", 2),
            Column::short("Against that", 0),
            Column::text("Moved", 3),
            Column::text("Owner", 4),
        ],
        rows: Rows::new(move || milestones.iter().map(|milestone| row(milestone, names))),
        empty: "The plan names no days.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::load;
    use crate::store::memory::Memory;

    fn said(on: &str, days: &[(&str, &str)]) -> Said {
        let days = days.iter().map(|(what, day)| ((*what).to_owned(), day.parse().unwrap())).collect();
        Said { on: on.parse().unwrap(), commit: "c".repeat(40), days }
    }

    #[test]
    fn what_was_said_first_is_held_against_what_is_said_now() {
        let mut files = Memory::default();
        files.put("isms.yaml", "format: 1\norganisation: {name: X}\n");
        files.put(
            "plan.yaml",
            "target: 2027-03-01\nmilestones: [{what: Scope, due: 2026-02-01, done: 2026-01-20}, {what: New, due: 2026-09-01}]\n",
        );
        let program = load(&files).unwrap().program;
        // As a history has them: the latest first.
        let history = [
            said("2026-05-01", &[(TARGET, "2027-01-31"), ("Scope", "2026-02-01")]),
            said("2026-01-10", &[(TARGET, "2026-12-31"), ("Scope", "2026-02-01"), ("Gone", "2026-04-01")]),
        ];
        let told = |history: Option<&[Said]>| -> Vec<String> {
            let words = |facts: &MilestoneFacts| {
                let moves: Vec<String> = facts.moves.iter().map(MoveFacts::words).collect();
                format!("{} {:?} {}", facts.what, facts.moved, moves.join("; "))
            };
            milestones(program.plan().unwrap().data(), history).iter().map(words).collect()
        };
        let moves = "2026-12-31 to 2027-01-31, 31 days later, on 2026-05-01 (cccccccccc); 2027-01-31 to 2027-03-01, 29 days later, now, in no commit yet";
        let target = format!("the certificate Some(60) {moves}");
        assert_eq!(told(Some(&history)), [target.as_str(), "Scope Some(-12) ", "New Some(0) ", "Gone None "]);
        assert_eq!(told(None)[0], "the certificate Some(0) ");
    }
}
