//! `isms trend`: how the figures went, month by month or quarter by quarter.

mod figures;
mod terms;

pub use figures::PeriodFacts;
pub(super) use figures::{ActionFigures, ControlFigures, RiskFigures};
pub use terms::{By, Term};

use super::doc::{Block, Cell, Chart, Column, Doc, Head, Panel, Row, Rows, Series, Table, Tone, Value};
use super::{Report, fact};
use crate::base::choice::Choice;
use crate::base::date::Date;
use crate::base::digest::short;
use schemars::JsonSchema;
use serde::Serialize;

/// More periods than a page can show help nobody: ten years of months.
const MOST: usize = 120;

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
pub struct TrendReport {
    pub version: u32,
    pub by: By,
    /// The last day that is looked at.
    pub as_of: Date,
    /// The clone is shallow: what came before its first commit is not here.
    pub shallow: bool,
    /// There are earlier periods than the 120 shown.
    pub left_out: bool,
    /// The levels of risks over time, in the order of the latest method; levels that it no longer has come last.
    pub levels: Vec<String>,
    /// The earliest first. Periods in which the programme did not exist are not among them.
    pub periods: Vec<PeriodFacts>,
}

/// The periods that a report is about.
pub struct Terms {
    /// The earliest first.
    pub list: Vec<Term>,
    /// There were more.
    pub left_out: bool,
}

impl Terms {
    /// From the one that `first` is in to the one that `last` is in, as many of them as a report shows.
    pub fn between(first: Date, last: Date, by: By) -> Self {
        let from_the_last = std::iter::successors(Some(Term::of(last, by)), |term| Some(term.before()));
        let mut list: Vec<Term> = from_the_last.take_while(|term| term.last() >= first).take(MOST + 1).collect();
        let left_out = list.len() > MOST;
        list.truncate(MOST);
        list.reverse();
        Self { list, left_out }
    }

    /// The last ones of them.
    pub fn lately(mut self, most: usize) -> Self {
        let before = self.list.len().saturating_sub(most);
        self.list.drain(..before);
        Self { list: self.list, left_out: self.left_out || before > 0 }
    }
}

impl TrendReport {
    pub fn new(periods: Vec<PeriodFacts>, (by, as_of): (By, Date), left_out: bool, shallow: bool) -> Self {
        let mut levels: Vec<String> = Vec::new();
        for (level, _) in periods.iter().rev().flat_map(|period| &period.tones) {
            if !levels.contains(level) {
                levels.push(level.clone());
            }
        }
        Self { version: 1, by, as_of, shallow, left_out, levels, periods }
    }

    /// All figures, each once: the charts, the rows of the terminal and the columns of the sheet are made of them.
    fn topics(&self) -> Vec<Topic> {
        let figure = |name: &str, tone: Tone, of: fn(&PeriodFacts) -> Option<f64>| self.series(name, tone, of);
        let mut levels: Vec<Series> = self.levels.iter().map(|level| self.level(level)).collect();
        levels.push(figure("unrated", Tone::Faint, |period| count(period.risks.unrated)));
        vec![
            Topic::new("Open risks by current level", "risks", levels).stacked(),
            Topic::new(
                "Open risks",
                "risks",
                vec![
                    figure("open", Tone::Plain, |period| count(period.risks.open)),
                    figure("above appetite", Tone::Bad, |period| count(period.risks.above_appetite)),
                    figure("accepted above appetite", Tone::Warn, |period| count(period.risks.accepted_above_appetite)),
                ],
            ),
            Topic::new(
                "Actions",
                "actions",
                vec![
                    figure("open", Tone::Plain, |period| count(period.actions.open)),
                    figure("overdue", Tone::Bad, |period| count(period.actions.overdue)),
                ],
            ),
            Topic::new(
                "Controls of the organisation",
                "controls",
                vec![
                    figure("active", Tone::Plain, |period| count(period.controls.active)),
                    figure("implemented", Tone::Good, |period| count(period.controls.implemented)),
                ],
            ),
            Topic::new(
                "Annex A",
                "Annex A",
                vec![
                    figure("applicable", Tone::Plain, |period| count(period.soa.applicable)),
                    figure("implemented", Tone::Good, |period| count(period.soa.implemented)),
                    figure("evidenced", Tone::Note, |period| count(period.soa.evidenced)),
                ],
            ),
            Topic::new(
                "Findings",
                "findings",
                vec![
                    figure("open", Tone::Plain, |period| count(period.findings.open)),
                    figure("overdue", Tone::Bad, |period| count(period.findings.overdue)),
                    figure("closed", Tone::Good, |period| count(period.findings.closed)),
                ],
            ),
            Topic::new(
                "Days from raised to closed",
                "findings",
                vec![figure("median days", Tone::Plain, |period| period.findings.median_days)],
            ),
        ]
    }

    fn series(&self, name: &str, tone: Tone, of: impl Fn(&PeriodFacts) -> Option<f64>) -> Series {
        Series { name: name.into(), tone, values: self.periods.iter().map(of).collect() }
    }

    /// The risks at a level; nothing where the method of the time had no such level.
    fn level(&self, level: &str) -> Series {
        let known = self.periods.iter().rev().flat_map(|period| &period.tones).find(|(name, _)| name == level);
        self.series(level, known.map_or(Tone::Plain, |(_, tone)| *tone), |period| period.risks.by_level.get(level)?.as_f64())
    }

    /// A row for each period, a column for each figure. That of a page says neither which day nor which commit it is of: these
    /// change while the figures do not.
    fn table(&self, topics: &[Topic], is_page: bool) -> Table<'_> {
        let mut columns = vec![Column::short("Period", 0)];
        columns.extend((!is_page).then(|| Column::short("As of", 0)));
        let series = || topics.iter().flat_map(|topic| topic.series.iter().map(move |series| (topic.word, series)));
        columns.extend(
            series().zip(1..).map(|((word, series), rank)| Column::number(format!("{word} {}", series.name), rank).places(series.known())),
        );
        columns.extend((!is_page).then(|| Column::short("Commit", u8::MAX)));
        let row = |n: usize| {
            let period = &self.periods[n];
            let mut cells = vec![Value::Period(period.period.as_str().into()).into()];
            cells.extend((!is_page).then(|| period.on.into()));
            cells.extend(series().map(|(_, series)| Cell::from(series.values[n])));
            cells.extend((!is_page).then(|| Cell::id(short(&period.commit))));
            Row::new(cells)
        };
        Table { name: "periods", columns, rows: Rows::few((0..self.periods.len()).map(row).collect()), empty: "" }
    }

    /// The pictures, and below them the numbers.
    fn blocks<'t>(&self, topics: Vec<Topic>, table: Table<'t>) -> Vec<Block<'t>> {
        let panels = topics.into_iter().map(|topic| Panel { title: topic.title.into(), stacked: topic.stacked, series: topic.series });
        let labels = self.periods.iter().map(|period| period.period.clone()).collect();
        let chart = Chart { labels, panels: panels.collect() };
        let heading = format!("By {}", self.by.word());
        vec![Block::Chart(chart), Block::Heading { text: heading }, Block::Table(table)]
    }

    /// The first period and the last one, for people.
    pub fn span(&self) -> String {
        let ends = self.periods.first().zip(self.periods.last());
        let ends = ends.map_or(String::new(), |(first, last)| match first.period == last.period {
            true => first.period.clone(),
            false => format!("{} to {}", first.period, last.period),
        });
        format!("{ends}, by {}", self.by.word())
    }

    /// What a page among others shows: the same as long as the figures are.
    pub fn page(&self) -> Doc<'_> {
        let topics = self.topics();
        let table = self.table(&topics, true);
        let mut head = Head { title: "Trend".into(), footer: self.footer("`isms trend`"), ..Head::default() };
        head.facts.push(fact("Periods", self.span()));
        Doc { head, blocks: self.blocks(topics, table) }
    }

    fn footer(&self, elsewhere: &str) -> Vec<String> {
        let word = self.by.word();
        let mut footer = vec![
            format!("The state at the end of each {word} is the last commit up to that day; days are what the commits claim."),
            "Acceptances without a digest are taken at their word: whether their risk has changed since is not looked up.".into(),
        ];
        if self.left_out {
            footer.push(format!("Earlier {word}s are left out; {elsewhere} shows them."));
        }
        if self.shallow {
            footer.push("This clone is shallow: what came before its first commit is not here.".into());
        }
        footer
    }
}

/// Figures of one thing, shown in one panel.
struct Topic {
    title: &'static str,
    /// Goes before the name of a figure where it stands by itself.
    word: &'static str,
    stacked: bool,
    series: Vec<Series>,
}

impl Topic {
    fn new(title: &'static str, word: &'static str, series: Vec<Series>) -> Self {
        Self { title, word, stacked: false, series }
    }

    fn stacked(self) -> Self {
        Self { stacked: true, ..self }
    }
}

/// A count as a number to be drawn.
#[allow(clippy::cast_precision_loss, clippy::unnecessary_wraps, reason = "counts are small, and every figure may be absent")]
fn count(n: usize) -> Option<f64> {
    Some(n as f64)
}

impl Report for TrendReport {
    const NAME: &'static str = "trend";

    fn doc(&self) -> Doc<'_> {
        let topics = self.topics();
        let table = self.table(&topics, false);
        let mut head = Head { title: "Trend".into(), facts: Vec::new(), footer: self.footer("`--until`"), ..Head::default() };
        if let (Some(first), Some(last)) = (self.periods.first(), self.periods.last()) {
            head.facts.clone_from(&last.head);
            let word = self.by.word();
            head.facts.push(fact("Periods", format!("{} to {} by {word}, the last one as of {}", first.period, last.period, last.on)));
        }
        Doc { head, blocks: self.blocks(topics, table) }
    }
}
