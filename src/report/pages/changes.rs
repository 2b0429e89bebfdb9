//! What became of the programme over time: what changed since the last management review, and how the figures went.

use crate::base::digest::short;
use crate::base::text::count;
use crate::report::diff::{Compared, DiffReport};
use crate::report::doc::{Block, Doc, Fact, Head};
use crate::report::paper::{Begins, Stretch};
use crate::report::trend::TrendReport;
use crate::report::{Origin, fact};

/// What changed since the last management review, or else lately.
pub struct ChangesPage {
    begins: Begins,
    facts: Vec<Fact>,
    /// What differs, or why that cannot be said.
    found: Result<DiffReport, String>,
}

impl ChangesPage {
    pub fn of(stretch: &Stretch<'_, '_, '_>, origin: &Origin) -> Self {
        let since = &stretch.since;
        let why = || since.uncompared.clone().unwrap_or_else(|| "there is nothing to hold it against".into());
        let label = since.commit.as_deref().map_or_else(String::new, |commit| format!("commit {}", short(commit)));
        let from = Origin { commit: since.commit.clone(), label, ..origin.clone() };
        let found = stretch.then.map(|then| DiffReport::build(Compared::Records, (then, &from), (stretch.now, origin)));
        Self { begins: since.begins, facts: stretch.facts(), found: found.ok_or_else(why) }
    }

    pub fn title(&self) -> &'static str {
        match self.begins {
            Begins::Review => "What changed since the last review",
            Begins::Asked | Begins::Days | Begins::First => "What changed lately",
        }
    }

    /// How much it was, for the first page.
    pub fn fact(&self) -> Fact {
        let said = match &self.found {
            Ok(found) => format!("{} changed, {} moved", count(found.items.len(), "record"), count(found.movements.len(), "thing")),
            Err(why) => format!("cannot be said: {why}"),
        };
        fact(self.title(), said)
    }

    /// What moved, and record by record what changed.
    pub fn doc(&self) -> Doc<'_> {
        let blocks = match &self.found {
            Ok(found) => found.blocks(),
            Err(why) => vec![Block::Paragraph { text: format!("What changed cannot be said: {why}.") }],
        };
        Doc { head: Head { title: self.title().into(), facts: self.facts.clone(), ..Head::default() }, blocks }
    }

    /// The same without single records: what moved, for those who lead.
    pub fn brief(&self) -> Doc<'_> {
        let mut doc = self.doc();
        if let Ok(found) = &self.found {
            doc.blocks = found.moved();
        }
        doc
    }
}

/// How the figures went, or why there are none.
pub struct TrendPage(pub Result<TrendReport, String>);

impl TrendPage {
    pub const TITLE: &str = "Trend";

    /// The periods, for the first page.
    pub fn fact(&self) -> Fact {
        fact(Self::TITLE, self.0.as_ref().map_or_else(|why| format!("none: {why}"), TrendReport::span))
    }

    pub fn doc(&self) -> Doc<'_> {
        match &self.0 {
            Ok(report) => report.page(),
            Err(why) => {
                let text = format!("Trends follow from the commits of the past, and {why}.");
                Doc { head: Head { title: Self::TITLE.into(), ..Head::default() }, blocks: vec![Block::Paragraph { text }] }
            }
        }
    }
}
