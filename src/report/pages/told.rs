//! What the rules say of the programme, on one page, the worst first.

use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::text::natural;
use crate::check::Outcome;
use crate::register::cx::Cx;
use crate::report::doc::{Block, Cell, Column, Doc, Head, Row, Rows, Table, Tone};

/// The findings, each with the record that it stands in.
pub struct ToldPage<'a> {
    rows: Vec<(&'a Diagnostic, Option<&'a str>, &'a str)>,
    waived: usize,
}

impl<'a> ToldPage<'a> {
    pub fn of(cx: &Cx<'a>, outcome: &'a Outcome) -> Self {
        let place = |finding: &'a Diagnostic| {
            let place = finding.primary.span;
            (finding, cx.program.document_at(place), cx.program.files.get(place.file).path.as_str())
        };
        let mut rows: Vec<_> = outcome.findings.iter().map(place).collect();
        rows.sort_by(|a, b| b.0.level.cmp(&a.0.level).then_with(|| natural(a.1.unwrap_or(a.2), b.1.unwrap_or(b.2))));
        Self { rows, waived: outcome.waived.len() }
    }

    pub fn doc(&self) -> Doc<'_> {
        fn row<'r>((finding, record, path): &(&'r Diagnostic, Option<&'r str>, &'r str)) -> Row<'r> {
            let tone = match finding.level {
                Level::Error => Tone::Bad,
                Level::Warning => Tone::Warn,
                Level::Info => Tone::Note,
            };
            let place = record.map_or_else(|| Cell::from(*path), Cell::id);
            let help = Cell::from(finding.help.as_deref());
            Row::new(vec![place, Cell::toned(finding.level.name(), tone), finding.message.as_str().into(), help, finding.rule.into()])
        }
        let table = Table {
            name: "findings",
            columns: vec![
                Column::short("Record", 0),
                Column::short("Level", 0),
                Column::text("What", 0),
                Column::text("What to do", 1),
                Column::short("Rule", 1),
            ],
            rows: Rows::new(|| self.rows.iter().map(row)),
            empty: "No rule has anything to say.",
        };
        let silenced = (self.waived > 0).then(|| Block::Paragraph { text: format!("{} more are silenced by exceptions.", self.waived) });
        let blocks = silenced.into_iter().chain([Block::Table(table)]).collect();
        Doc { head: Head { title: "What the rules say".into(), ..Head::default() }, blocks }
    }
}
