//! What surrounds the verdicts: the risks as they are, how old the evidence is, and what the next twelve months hold.

use crate::base::date::{Date, Period};
use crate::base::text::count;
use crate::model::kinds::Evidence;
use crate::register::acceptance::AcceptanceState;
use crate::register::cx::Cx;
use crate::register::due::{Due, Matter};
use crate::register::risk::{RiskRow, rated};
use crate::report::doc::{Block, Cell, Column, Row, Rows, Table, Tone};
use crate::report::names::Names;
use crate::report::share;
use schemars::JsonSchema;
use serde::Serialize;

/// What was collected within so long before the day may have been collected for the audit.
const LATELY: i64 = 30;

/// The bounds of ages in days, and what they are called.
const AGES: [(i64, &str); 4] = [(30, "up to 30 days"), (90, "up to 90 days"), (180, "up to half a year"), (365, "up to a year")];

/// What has a day that an auditor plans by.
const AHEAD: [Matter; 8] = [
    Matter::Acceptance,
    Matter::Audit,
    Matter::Certification,
    Matter::Cycle,
    Matter::Evidence,
    Matter::Exception,
    Matter::Finding,
    Matter::Review,
];

/// The risks as they are.
#[derive(Serialize, JsonSchema)]
pub struct RiskPicture {
    pub risks: usize,
    /// Risks without a current rating that counts.
    pub unrated: usize,
    /// Ascending.
    pub levels: Vec<LevelFacts>,
    /// Those whose current level is above the appetite, by rank.
    pub above_appetite: Vec<AboveFacts>,
    /// Actions on anything whose day is over.
    pub actions_overdue: usize,
}

/// How many risks have a level.
#[derive(Serialize, JsonSchema)]
pub struct LevelFacts {
    pub level: String,
    pub inherent: usize,
    pub current: usize,
    pub residual: usize,
}

/// A risk above the appetite.
#[derive(Serialize, JsonSchema)]
pub struct AboveFacts {
    pub risk: String,
    pub level: String,
    pub acceptance: AcceptanceState,
    pub until: Option<Date>,
}

/// How old evidence is: days since the last day that it proves something for.
#[derive(Serialize, JsonSchema)]
pub struct EvidenceAges {
    pub evidence: usize,
    pub ages: Vec<AgeFacts>,
    /// Of no day.
    pub undated: usize,
    /// Collected within the last 30 days.
    pub lately: usize,
}

/// How much evidence is so old.
#[derive(Serialize, JsonSchema)]
pub struct AgeFacts {
    /// The most days; none for all that is older.
    pub days: Option<i64>,
    pub evidence: usize,
}

/// Something of the next twelve months.
#[derive(Serialize, JsonSchema)]
pub struct AheadFacts {
    pub on: Date,
    pub matter: Matter,
    pub record: String,
    pub what: String,
}

impl RiskPicture {
    pub fn of(cx: &Cx<'_>, due: &[Due<'_>]) -> Self {
        let rows = cx.risks();
        let levels = cx.scales.as_ref().map_or(&[][..], |scales| scales.levels());
        let at = |level: usize, state: fn(&RiskRow<'_>) -> Option<usize>| rows.iter().filter(|row| state(row) == Some(level)).count();
        let levels = levels.iter().enumerate().map(|(level, named)| LevelFacts {
            level: named.name.clone(),
            inherent: at(level, |row| Some(rated(&row.inherent)?.level)),
            current: at(level, |row| Some(rated(&row.current)?.level)),
            residual: at(level, |row| Some(rated(&row.residual)?.level)),
        });
        let above = rows.iter().filter(|row| row.above_appetite).filter_map(|row| {
            Some(AboveFacts {
                risk: row.risk.data().id.clone(),
                level: cx.scales.as_ref()?.level(row.current_rating()?.level).name.clone(),
                acceptance: row.acceptance,
                until: row.risk.data().acceptance.as_ref().and_then(|acceptance| acceptance.until),
            })
        });
        Self {
            risks: rows.len(),
            unrated: rows.iter().filter(|row| row.current_rating().is_none()).count(),
            levels: levels.collect(),
            above_appetite: above.collect(),
            actions_overdue: due.iter().filter(|due| due.matter == Matter::Action && due.is_overdue(cx.today)).count(),
        }
    }

    /// What is shown with its name.
    pub fn named(&self) -> impl Iterator<Item = &str> {
        self.above_appetite.iter().map(|above| above.risk.as_str())
    }

    pub fn blocks<'a>(&'a self, names: &'a Names) -> [Block<'a>; 3] {
        fn row(level: &LevelFacts) -> Row<'_> {
            Row::new(vec![(&level.level).into(), level.inherent.into(), level.current.into(), level.residual.into()])
        }
        let above = move |above: &'a AboveFacts| {
            let tone = if above.acceptance == AcceptanceState::Valid { Tone::Good } else { Tone::Bad };
            let until = if above.acceptance == AcceptanceState::None { None } else { above.until };
            Row::new(vec![names.id(&above.risk).into(), (&above.level).into(), Cell::toned(above.acceptance.name(), tone), until.into()])
        };
        let levels = Table {
            name: "risk-levels",
            columns: vec![
                Column::text("Level", 0),
                Column::number("Inherent", 1),
                Column::number("Current", 0),
                Column::number("Residual", 0),
            ],
            rows: Rows::new(|| self.levels.iter().map(row)),
            empty: "No method with levels is written.",
        };
        let words = format!(
            "{} are above the appetite; {} no rating. {} overdue.",
            share(self.above_appetite.len(), self.risks),
            if self.unrated == 1 { "1 has".into() } else { format!("{} have", self.unrated) },
            count(self.actions_overdue, "action")
        );
        let table = Table {
            name: "above-appetite",
            columns: vec![Column::text("Risk", 0), Column::short("Level", 0), Column::short("Acceptance", 0), Column::short("Until", 0)],
            rows: Rows::new(move || self.above_appetite.iter().map(above)),
            empty: "No risk is above the appetite.",
        };
        [Block::Table(levels), Block::Paragraph { text: words }, Block::Table(table)]
    }
}

impl EvidenceAges {
    pub fn of(cx: &Cx<'_>) -> Self {
        let mut ages: Vec<AgeFacts> =
            AGES.iter().map(|(days, _)| Some(*days)).chain([None]).map(|days| AgeFacts { days, evidence: 0 }).collect();
        let (mut evidence, mut undated, mut lately) = (0, 0, 0);
        for known in cx.program.all::<Evidence>() {
            evidence += 1;
            let days = |day: Date| cx.today.days_since(day);
            let collected = known.collected.as_ref().map(|collected| days(collected.on));
            lately += usize::from(collected.is_some_and(|days| (0..=LATELY).contains(&days)));
            match known.proves_until().map(days) {
                None => undated += 1,
                Some(age) => {
                    let of = ages.iter_mut().find(|bucket| bucket.days.is_none_or(|most| age <= most));
                    of.into_iter().for_each(|bucket| bucket.evidence += 1);
                }
            }
        }
        Self { evidence, ages, undated, lately }
    }

    pub fn blocks(&self) -> [Block<'_>; 2] {
        let named = |bucket: &AgeFacts| AGES.iter().find(|(days, _)| Some(*days) == bucket.days).map_or("older", |(_, name)| name);
        let table = Table {
            name: "evidence-ages",
            columns: vec![Column::text("Age", 0), Column::short("Evidence", 0)],
            rows: Rows::new(move || {
                let row = move |name: &'static str, of: usize| Row::new(vec![name.into(), share(of, self.evidence).into()]);
                let ages = self.ages.iter().map(move |bucket| row(named(bucket), bucket.evidence));
                ages.chain((self.undated > 0).then(|| row("of no day", self.undated)))
            }),
            empty: "",
        };
        let text = format!(
            "{} were collected in the last {LATELY} days. Evidence that was all collected just before an audit shows little of the time between.",
            share(self.lately, self.evidence)
        );
        [Block::Table(table), Block::Paragraph { text }]
    }
}

/// What the twelve months after a day hold, of all that falls due.
pub(super) fn ahead(due: &[Due<'_>], today: Date) -> Vec<AheadFacts> {
    let until = today.plus(Period::months(12));
    let due = due.iter().filter(|due| AHEAD.contains(&due.matter));
    let facts = due.filter_map(|due| {
        let on = due.on.filter(|on| *on >= today && *on <= until)?;
        Some(AheadFacts { on, matter: due.matter, record: due.of.into(), what: due.what.to_string() })
    });
    facts.collect()
}

pub(super) fn ahead_table<'a>(ahead: &'a [AheadFacts], names: &'a Names) -> Table<'a> {
    Table {
        name: "ahead",
        columns: vec![Column::short("On", 0), Column::text("Record", 0), Column::text("What", 0)],
        rows: Rows::new(move || {
            ahead.iter().map(move |ahead| {
                let month = ahead.on.to_string()[..7].to_owned();
                Row { cells: vec![ahead.on.into(), names.id(&ahead.record).into(), (&ahead.what).into()], group: Some(month.into()) }
            })
        }),
        empty: "No audit, review, deadline or end of anything has a day in the next twelve months.",
    }
}
