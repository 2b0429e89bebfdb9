//! `isms fleet compare`: sisters beside each other. Levels are compared where methods have the same, scores never: what one
//! programme calls 12 says nothing of another one's 12.

use super::{About, Seen, UnreadFacts, head};
use crate::base::date::Date;
use crate::base::text::natural;
use crate::model::annex_a;
use crate::register::cx::Cx;
use crate::register::scale::Scales;
use crate::report::doc::{Block, Cell, Column, Doc, Row, Rows, Table, Tone};
use crate::report::register::{RatingFacts, RegisterReport};
use crate::report::soa::{RowFacts, SoaAudience, SoaReport, SoaTotals};
use crate::report::{Origin, Report, organisation, share, word};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
pub struct FleetCompareReport {
    pub version: u32,
    pub as_of: Date,
    pub programmes: Vec<SisterFacts>,
    /// Whether all have the same levels of risk, in the same order, so that risks can be compared by them.
    pub same_levels: bool,
    /// What cannot be compared, and why.
    pub incomparable: Vec<String>,
    /// Controls of Annex A of which programmes say different things.
    pub differences: Vec<DifferenceFacts>,
    /// Controls of Annex A of which all say the same.
    pub same: usize,
    pub unread: Vec<UnreadFacts>,
    #[serde(skip)]
    seen: Seen,
}

/// A programme beside its sisters.
#[derive(Serialize, JsonSchema)]
pub struct SisterFacts {
    #[serde(flatten)]
    pub about: About,
    pub organisation: String,
    /// The version of its risk method.
    pub method: Option<String>,
    /// How the score follows from likelihood and impact.
    pub score: Option<String>,
    /// So many likelihoods and impacts its scale has.
    pub likelihoods: usize,
    pub impacts: usize,
    pub appetite: Option<String>,
    /// Its levels of risk from the lowest, each with its open risks today.
    pub levels: Vec<LevelFacts>,
    pub risks: usize,
    pub unrated: usize,
    pub above_appetite: usize,
    pub soa: SoaTotals,
    #[serde(skip)]
    controls: BTreeMap<String, Said>,
}

/// A level of risk.
#[derive(Serialize, JsonSchema)]
pub struct LevelFacts {
    pub level: String,
    pub risks: usize,
}

/// A control of which programmes say different things.
#[derive(Serialize, JsonSchema)]
pub struct DifferenceFacts {
    pub control: String,
    pub title: String,
    /// In the order of the programmes.
    pub said: Vec<Said>,
}

/// What a programme says of a control.
#[derive(Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Said {
    /// Missing where nobody decided.
    pub applicable: Option<bool>,
    pub status: String,
}

impl SisterFacts {
    pub fn of(about: About, cx: &Cx<'_>, origin: &Origin) -> Self {
        let register = RegisterReport::build(cx, origin);
        let soa = SoaReport::build(cx, SoaAudience::Full, origin);
        let method = cx.scales.as_ref().map(Scales::method);
        let level = |name: &str| {
            let is_at = |rating: &RatingFacts| rating.level == name;
            register.risks.iter().filter(|risk| risk.current.as_ref().is_some_and(is_at)).count()
        };
        let levels = method.map(|method| &method.levels[..]).unwrap_or_default().iter();
        let said = |row: &RowFacts| (row.control.clone(), Said { applicable: row.applicable, status: word(row.status) });
        Self {
            about,
            organisation: organisation(cx).to_owned(),
            method: method.map(|method| method.version.clone()),
            score: method.map(|method| word(method.score)),
            likelihoods: method.map_or(0, |method| method.likelihood.len()),
            impacts: method.map_or(0, |method| method.impact.len()),
            appetite: method.and_then(|method| method.appetite.clone()),
            levels: levels.map(|known| LevelFacts { level: known.name.clone(), risks: level(&known.name) }).collect(),
            risks: register.risks.len(),
            unrated: register.risks.iter().filter(|risk| risk.current.is_none()).count(),
            above_appetite: register.risks.iter().filter(|risk| risk.above_appetite).count(),
            controls: soa.controls.iter().map(said).collect(),
            soa: soa.totals,
        }
    }

    fn names(&self) -> Vec<&str> {
        self.levels.iter().map(|level| level.level.as_str()).collect()
    }
}

impl FleetCompareReport {
    pub fn build(programmes: Vec<SisterFacts>, unread: Vec<UnreadFacts>, seen: Seen) -> Self {
        let same_levels = programmes.windows(2).all(|pair| pair[0].names() == pair[1].names());
        let mut incomparable = Vec::new();
        if !same_levels {
            let said = programmes.iter().map(|one| {
                let names = if one.levels.is_empty() { "none".into() } else { one.names().join(" < ") };
                format!("{} has {names}", one.about.programme)
            });
            incomparable.push(format!("risks by level, because levels are not the same: {}", said.collect::<Vec<_>>().join("; ")));
        }
        let form = |one: &SisterFacts| (one.score.clone(), one.likelihoods, one.impacts);
        if programmes.windows(2).any(|pair| form(&pair[0]) != form(&pair[1])) {
            incomparable.push("scores, because they come from different scales".into());
        }
        if programmes.windows(2).any(|pair| pair[0].appetite != pair[1].appetite) {
            incomparable.push("how much is too much: each is held against an appetite of its own".into());
        }
        let mut controls: Vec<&str> = annex_a::ANNEX_A.iter().map(|control| control.id).collect();
        controls.sort_by(|a, b| natural(a, b));
        let none = || Said { applicable: None, status: "undecided".into() };
        let rows = controls.iter().map(|control| {
            let said = programmes.iter().map(|one| one.controls.get(*control).cloned().unwrap_or_else(none)).collect();
            let title = annex_a::by_id(control).map_or("", |control| control.title);
            DifferenceFacts { control: (*control).to_owned(), title: title.into(), said }
        });
        let differences: Vec<DifferenceFacts> = rows.filter(|row| row.said.windows(2).any(|pair| pair[0] != pair[1])).collect();
        let same = controls.len() - differences.len();
        Self { version: 1, as_of: seen.as_of, programmes, same_levels, incomparable, differences, same, unread, seen }
    }

    fn columns(&self, first: Vec<Column>) -> Vec<Column> {
        first.into_iter().chain(self.programmes.iter().map(|one| Column::text(one.about.programme.clone(), 0))).collect()
    }

    fn row<'a>(&'a self, what: &'a str, value: impl Fn(&'a SisterFacts) -> Cell<'a>) -> Row<'a> {
        Row::new([what.into()].into_iter().chain(self.programmes.iter().map(value)).collect())
    }

    fn facts(&self) -> Vec<Row<'_>> {
        let mut rows = vec![
            self.row("Organisation", |one| (&one.organisation).into()),
            self.row("Risk method", |one| one.method.as_ref().into()),
            self.row("Scale", |one| format!("{}×{}", one.likelihoods, one.impacts).into()),
            self.row("Appetite", |one| one.appetite.as_ref().into()),
            self.row("Open risks", |one| one.risks.into()),
            self.row("Not rated", |one| one.unrated.into()),
            self.row("Above the own appetite", |one| one.above_appetite.into()),
        ];
        if let Some(first) = self.programmes.first().filter(|_| self.same_levels) {
            let of = |at: usize| move |one: &SisterFacts| Cell::from(share(one.levels[at].risks, one.risks));
            rows.extend(first.levels.iter().enumerate().rev().map(|(at, level)| self.row(&level.level, of(at))));
        }
        rows.push(self.row("Controls that apply", |one| share(one.soa.applicable, one.soa.annex_a).into()));
        rows.push(self.row("Of those implemented", |one| share(one.soa.implemented, one.soa.applicable).into()));
        rows.push(self.row("Excluded", |one| one.soa.excluded.into()));
        rows.push(self.row("Undecided", |one| one.soa.undecided.into()));
        rows
    }
}

fn difference(row: &DifferenceFacts) -> Row<'_> {
    let said = row.said.iter().map(|said| match said.applicable {
        Some(true) => Cell::from(&said.status),
        Some(false) => Cell::toned("excluded", Tone::Note),
        None => Cell::toned("undecided", Tone::Faint),
    });
    Row::new([Cell::from(&row.control), (&row.title).into()].into_iter().chain(said).collect())
}

impl Report for FleetCompareReport {
    const NAME: &'static str = "fleet-compare";

    fn doc(&self) -> Doc<'_> {
        let head = head(&self.seen, "Programmes beside each other", self.programmes.len(), &self.unread);
        let columns = self.columns(vec![Column::text("What", 0)]);
        let facts =
            Table { name: "programmes", columns, rows: Rows::new(|| self.facts().into_iter()), empty: "No programme could be read." };
        let mut blocks = vec![Block::Table(facts)];
        if !self.incomparable.is_empty() {
            blocks.push(Block::Heading { text: "What cannot be compared".into() });
            blocks.push(Block::List { items: self.incomparable.clone() });
        }
        blocks.push(Block::Heading { text: "Statement of Applicability".into() });
        blocks.push(Block::Paragraph {
            text: format!("All say the same of {} controls of Annex A.", share(self.same, self.same + self.differences.len())),
        });
        blocks.push(Block::Table(self.soa()));
        Doc { head, blocks }
    }

    fn sheet(&self) -> Option<Table<'_>> {
        Some(self.soa())
    }
}

impl FleetCompareReport {
    fn soa(&self) -> Table<'_> {
        let columns = self.columns(vec![Column::short("Control", 0), Column::text("Title", 1)]);
        Table { name: "differences", columns, rows: Rows::new(|| self.differences.iter().map(difference)), empty: "Nothing differs." }
    }
}
