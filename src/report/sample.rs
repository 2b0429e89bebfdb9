//! `isms audit sample`: samples of an audit, drawn and drawn again.

use super::doc::{Block, Cell, Column, Doc, Head, Row, Rows, Table, Tone};
use super::names::Names;
use super::{Origin, Report, fact};
use crate::base::date::Date;
use crate::base::text::{count, list_of};
use crate::model::kinds::{Audit, SampleMethod, Sampled};
use crate::model::program::View;
use crate::register::cx::Cx;
use crate::register::sample::{Population, usual_size};
use schemars::JsonSchema;
use serde::Serialize;

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
pub struct SampleReport {
    pub version: u32,
    pub as_of: Date,
    pub commit: Option<String>,
    pub audit: String,
    pub samples: Vec<SampleFacts>,
    /// How many auditors usually look at out of so many; only where that was asked for.
    pub sizes: Vec<SizeFacts>,
    #[serde(skip)]
    head: Head,
    #[serde(skip)]
    names: Names,
}

/// A sample.
#[derive(Serialize, JsonSchema)]
pub struct SampleFacts {
    pub what: String,
    /// A kind, `KIND: TEST`, or a file.
    pub of: Option<String>,
    pub method: Option<SampleMethod>,
    pub population: Option<usize>,
    /// The SHA-256 of the population.
    pub digest: Option<String>,
    pub seed: Option<String>,
    pub size: Option<usize>,
    /// The day it was drawn, if it is in the record.
    pub on: Option<Date>,
    /// What was drawn, in its order.
    pub items: Vec<String>,
    pub standing: SampleStanding,
    /// How it stands, in words.
    pub words: String,
    /// What is drawn from today's population by the same seed, where it is another one.
    pub today: Option<TodayFacts>,
}

/// The same sample of another population.
#[derive(Serialize, JsonSchema)]
pub struct TodayFacts {
    pub population: usize,
    pub digest: String,
    pub items: Vec<String>,
    /// What has come into the population; none where git has not the one that was drawn from.
    pub came: Option<Vec<String>>,
    /// What has left it.
    pub left: Option<Vec<String>>,
}

/// How a sample stands to what is drawn now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SampleStanding {
    /// It is new.
    Drawn,
    /// The record has what is drawn again.
    Same,
    /// The population is another one.
    Changed,
    /// The population is the same, and the record has other items.
    Differs,
    /// It cannot be drawn again.
    Unknown,
}

/// How many are usual.
#[derive(Serialize, JsonSchema)]
pub struct SizeFacts {
    pub population: usize,
    pub size: usize,
}

/// A draw.
#[derive(Clone, Debug)]
pub struct Drawn {
    pub what: String,
    pub of: String,
    pub population: Population,
    pub digest: String,
    pub seed: String,
    pub size: usize,
    /// It is drawn from lines of a file.
    pub is_file: bool,
}

impl Drawn {
    pub fn items(&self) -> Vec<&str> {
        self.population.draw(&self.seed, self.size)
    }
}

/// What a sample of a record would be drawn from.
pub enum Found {
    /// Today, and on the day it was drawn where that was another one and git still has it.
    Population { now: Population, then: Option<Population> },
    /// Why there is none.
    Not(String),
}

/// Populations for which the usual size is told beside that of the one at hand.
const ROUND: [usize; 9] = [5, 10, 25, 50, 100, 250, 500, 1_000, 5_000];

impl SampleReport {
    /// Of a sample that was drawn just now.
    pub fn of_draw(cx: &Cx<'_>, audit: View<'_, Audit>, drawn: &Drawn, sizes: bool, origin: &Origin) -> Self {
        let sample = SampleFacts {
            what: drawn.what.clone(),
            of: Some(drawn.of.clone()),
            method: Some(SampleMethod::Sha256),
            population: Some(drawn.population.len()),
            digest: Some(drawn.digest.clone()),
            seed: Some(drawn.seed.clone()),
            size: Some(drawn.size),
            on: None,
            items: owned(drawn.items()),
            standing: SampleStanding::Drawn,
            words: "drawn now; `--write` puts it into the record of the audit".into(),
            today: None,
        };
        let mut populations: Vec<usize> = ROUND.into_iter().chain([drawn.population.len()]).filter(|_| sizes).collect();
        populations.sort_unstable();
        populations.dedup();
        let sizes = populations.into_iter().map(|population| SizeFacts { population, size: usual_size(population) });
        Self { sizes: sizes.collect(), ..Self::of_samples(cx, audit, vec![sample], origin) }
    }

    /// Of the samples that an audit has in its record, each with what it is drawn from.
    pub fn of_record(cx: &Cx<'_>, audit: View<'_, Audit>, found: Vec<Found>, origin: &Origin) -> Self {
        let samples = audit.sample.iter().zip(found).map(|(sample, found)| again(sample, found));
        Self::of_samples(cx, audit, samples.collect(), origin)
    }

    fn of_samples(cx: &Cx<'_>, audit: View<'_, Audit>, samples: Vec<SampleFacts>, origin: &Origin) -> Self {
        let today = |sample: &SampleFacts| sample.today.iter().flat_map(|today| today.items.clone()).collect::<Vec<_>>();
        let shown: Vec<String> = samples.iter().flat_map(|sample| [sample.items.clone(), today(sample)].concat()).collect();
        let names = Names::of(cx.program, cx.today, shown.iter().map(String::as_str));
        let mut head = super::head(cx, format!("Samples of {}", audit.id), origin);
        head.facts.push(fact("Audit", audit.title.clone()));
        let (version, as_of, commit) = (1, cx.today, origin.commit.clone());
        Self { version, as_of, commit, audit: audit.id.clone(), samples, sizes: Vec::new(), head, names }
    }

    fn row<'a>(&'a self, sample: &'a SampleFacts, (n, item): (usize, &'a String)) -> Row<'a> {
        Row { cells: vec![(n + 1).into(), self.names.id(item).into()], group: Some((&sample.what).into()) }
    }

    fn items(&self) -> Table<'_> {
        let rows = || self.samples.iter().flat_map(|sample| sample.items.iter().enumerate().map(|item| self.row(sample, item)));
        Table {
            name: "items",
            columns: vec![Column::number("#", 0), Column::text("Item", 0)],
            rows: Rows::new(rows),
            empty: "Nothing is drawn.",
        }
    }

    fn table(&self) -> Table<'_> {
        fn row(sample: &SampleFacts) -> Row<'_> {
            let tone = match sample.standing {
                SampleStanding::Drawn => Tone::Plain,
                SampleStanding::Same => Tone::Good,
                SampleStanding::Changed => Tone::Warn,
                SampleStanding::Differs => Tone::Bad,
                SampleStanding::Unknown => Tone::Note,
            };
            Row::new(vec![
                (&sample.what).into(),
                sample.items.len().into(),
                sample.population.into(),
                Cell::toned(&sample.words, tone),
                sample.on.into(),
                sample.seed.as_ref().into(),
                sample.digest.as_ref().into(),
            ])
        }
        Table {
            name: "samples",
            columns: vec![
                Column::text("Drawn from", 0),
                Column::number("Items", 0),
                Column::number("Of", 0),
                Column::text("Standing", 0),
                Column::short("On", 2),
                Column::text("Seed", 1),
                Column::text("SHA-256 of the population", 3),
            ],
            rows: Rows::new(|| self.samples.iter().map(row)),
            empty: "No sample is in the record of this audit.",
        }
    }

    fn size_table(&self) -> Table<'_> {
        Table {
            name: "sizes",
            columns: vec![Column::number("Population", 0), Column::number("Usual size", 0)],
            rows: Rows::new(|| self.sizes.iter().map(|size| Row::new(vec![size.population.into(), size.size.into()]))),
            empty: "",
        }
    }
}

fn owned(items: Vec<&str>) -> Vec<String> {
    items.into_iter().map(str::to_owned).collect()
}

/// A sample of a record beside what is drawn now.
fn again(sample: &Sampled, found: Found) -> SampleFacts {
    let (standing, words, today) = standing(sample, found);
    let number = |number: Option<u32>| number.and_then(|number| usize::try_from(number).ok());
    SampleFacts {
        what: sample.what.clone(),
        of: sample.of.clone(),
        method: sample.method,
        population: number(sample.population),
        digest: sample.digest.clone(),
        seed: sample.seed.clone(),
        size: number(sample.size),
        on: sample.on,
        items: owned(sample.looked_at()),
        standing,
        words,
        today,
    }
}

fn standing(sample: &Sampled, found: Found) -> (SampleStanding, String, Option<TodayFacts>) {
    let (now, then) = match found {
        Found::Population { now, then } => (now, then),
        Found::Not(why) => return (SampleStanding::Unknown, format!("cannot be drawn again: {why}"), None),
    };
    let (seed, size) = (sample.seed.as_deref().unwrap_or_default(), sample.size.map_or(0, |size| size as usize));
    let is_drawn_from = |population: &Population| population.draw(seed, size) == sample.looked_at();
    let differs = "the same population, but the seed draws other items than the record has";
    let digest = now.digest();
    if sample.digest.as_ref() == Some(&digest) {
        return match is_drawn_from(&now) {
            true => (SampleStanding::Same, "the same sample when it is drawn again".into(), None),
            false => (SampleStanding::Differs, differs.into(), Some(drawn(&now, digest, (seed, size), None))),
        };
    }
    let was = sample.population.map_or(String::new(), |was| format!(" of {was}"));
    let gone = sample.looked_at().iter().filter(|item| !now.has(item)).count();
    let mut words = format!("another population today, {} instead{was}", now.len());
    words.push_str(match &then {
        Some(then) if is_drawn_from(then) => "; from the one of its day the same is drawn",
        Some(_) => "; from the one of its day the seed draws other items than the record has",
        None => "; git has not the one it was drawn from",
    });
    if gone > 0 {
        words.push_str(&format!("; {} of the sample is not in it any more", count(gone, "item")));
    }
    let standing = if then.as_ref().is_some_and(|then| !is_drawn_from(then)) { SampleStanding::Differs } else { SampleStanding::Changed };
    (standing, words, Some(drawn(&now, digest, (seed, size), then.as_ref())))
}

fn drawn(now: &Population, digest: String, (seed, size): (&str, usize), then: Option<&Population>) -> TodayFacts {
    TodayFacts {
        population: now.len(),
        digest,
        items: owned(now.draw(seed, size)),
        came: then.map(|then| now.without(then)),
        left: then.map(|then| then.without(now)),
    }
}

/// So many are named of what came and left.
const NAMED: usize = 20;

fn named(what: &str, items: &[String]) -> Option<String> {
    let more = if items.len() > NAMED { ", and others" } else { "" };
    (!items.is_empty()).then(|| format!("{} {what}: {}{more}.", count(items.len(), "item"), list_of(items.iter().take(NAMED), "and")))
}

impl SampleReport {
    /// What is otherwise today, sample by sample.
    fn changes(&self) -> Vec<String> {
        let told = |sample: &SampleFacts| {
            let Some(today) = &sample.today else { return Vec::new() };
            let came = today.came.as_ref().and_then(|items| named("came", items));
            let left = today.left.as_ref().and_then(|items| named("left", items));
            let drawn = Some(format!("Drawn from it today: {}.", list_of(&today.items, "and")));
            let lines = came.into_iter().chain(left).chain(drawn);
            lines.map(|line| format!("{}: {line}", sample.what)).collect()
        };
        self.samples.iter().flat_map(told).collect()
    }
}

impl Report for SampleReport {
    const NAME: &'static str = "sample";

    fn doc(&self) -> Doc<'_> {
        let heading = |text: &str| Block::Heading { text: text.into() };
        let mut blocks = vec![Block::Table(self.table()), heading("Items"), Block::Table(self.items())];
        let changes = self.changes();
        if !changes.is_empty() {
            blocks.extend([heading("What is otherwise today"), Block::List { items: changes }]);
        }
        if !self.sizes.is_empty() {
            let text = "The square root of the population, rounded up, and no fewer than five. That is custom and no rule: no standard says how large a sample has to be, and where more depends on it, more is looked at.";
            blocks.extend([heading("Usual sizes"), Block::Paragraph { text: text.into() }, Block::Table(self.size_table())]);
        }
        if self.samples.iter().any(|sample| sample.method == Some(SampleMethod::Sha256)) {
            let text = "The population is a list of ids, or of lines of a file without the blank ones, sorted with `LC_ALL=C sort -u`; `sha256sum` of that list is its digest. Each item has a place by the SHA-256 of `SEED:ITEM`, without a line end; the first ones in the order of these are the sample. If one of them is not to be had, the next one takes its place. With the list in `items.txt`:";
            let command = "while IFS= read -r item; do printf '%s %s\\n' \"$(printf '%s:%s' \"$SEED\" \"$item\" | sha256sum | cut -c 1-64)\" \"$item\"; done < items.txt | LC_ALL=C sort | head -n \"$SIZE\"";
            blocks.extend([
                heading("How to draw it again"),
                Block::Paragraph { text: text.into() },
                Block::List { items: vec![command.into()] },
            ]);
        }
        Doc { head: self.head.clone(), blocks }
    }

    fn sheet(&self) -> Option<Table<'_>> {
        Some(self.items())
    }
}
