//! Documents and findings for the tests of all formats.

use crate::base::diagnostic::{Diagnostic, Level, RuleInfo};
use crate::base::node::{Files, SourceFile};
use crate::base::span::{FileId, Span};
use crate::report::doc::{
    Arrow, Bar, Bars, Block, Cell, Chart, Column, Doc, Fact, Head, Matrix, MatrixCell, MatrixRow, Moves, Panel, Row, Rows, Series, Table,
    Tone,
};
use crate::report::findings::{self, CheckReport, Names, Summary};
use crate::report::prose::{Prose, Words};
use std::sync::Arc;

/// Escapes, turned directions, markup, formulas and commands.
pub const NASTY: &str =
    "=x\x1b[2J\x1b]0;t\x07\r\n::error::y\u{9b}1m\u{202e}\u{2028}\u{200b}\0\x7f\u{ad}\u{e0041}<script>alert(1)</script>|`'\"&](";

pub static RULES: [RuleInfo; 2] = [
    RuleInfo {
        name: "asset-no-owner",
        level: Level::Warning,
        clauses: &["A.5.9"],
        page: "# asset-no-owner\n\nAn asset has nobody\nwho answers for it.\n\n## Fails\n",
        recurs: false,
    },
    RuleInfo {
        name: "risk-no-owner",
        level: Level::Error,
        clauses: &["6.1.2 c2"],
        page: "# risk-no-owner\n\nA risk has nobody who answers for it.\n\nThe standard asks.\n\n## Fails\n",
        recurs: false,
    },
];

/// Findings with what they borrow from.
pub struct Found {
    pub files: Files,
    pub list: Vec<Diagnostic>,
}

impl Found {
    /// Finds `message` at each place (file, start, end), with the start of the first file as related place.
    pub fn new(files: &[(&str, &str)], places: &[(u32, u32, u32)], message: &str) -> Self {
        let file = |(path, text): &(&str, &str)| Arc::new(SourceFile::bare((*path).into(), (*text).into()));
        let finding = |&(file, start, end): &(u32, u32, u32)| {
            let mut finding = Diagnostic::new("risk-no-owner", Span::new(FileId(file), start, end), message);
            finding.primary.text = "needs an owner".into();
            finding.related(Span::new(FileId(0), 0, 2), "named here");
            finding.help("name who accepts what is left of it");
            finding
        };
        Self { files: Files::new(files.iter().map(file).collect()), list: places.iter().map(finding).collect() }
    }

    pub fn report(&self) -> CheckReport<'_> {
        let found = |diagnostic| findings::Found { diagnostic, rule: &RULES[1], record: Some("RSK-001"), owner: None, role: None };
        CheckReport {
            as_of: "2026-03-12".parse().unwrap(),
            commit: None,
            history: crate::report::findings::Judged::None,
            files: &self.files,
            shown_prefix: "acme/".into(),
            repository_prefix: "isms/".into(),
            summary: Summary { files: self.files.len(), records: 1, errors: self.list.len(), ..Summary::default() },
            findings: self.list.iter().map(found).collect(),
            rules: &RULES,
            names: Names::default(),
            none: "no findings",
            all: false,
        }
    }
}

fn table<'a>(cells: impl Fn(usize) -> [Cell<'a>; 6], rows: usize) -> Table<'a> {
    let row = |n: usize| Row { cells: cells(n).into(), group: n.is_multiple_of(3).then(|| format!("Group {}", n / 3).into()) };
    Table {
        name: "risks",
        columns: vec![
            Column::number("#", 0),
            Column::short("Id", 0),
            Column::text("Risk", 0),
            Column::short("Owner", 4),
            Column::short("Current", 1),
            Column::short("Controls", 7),
        ],
        rows: Rows::few((0..rows).map(row).collect()),
        empty: "There are no open risks.",
    }
}

/// Levels over three months, and a figure that began later.
fn chart() -> Chart {
    let series = |name: &str, tone, values: [Option<f64>; 3]| Series { name: name.into(), tone, values: values.into() };
    let panel = |title: &str, stacked, series| Panel { title: title.into(), stacked, series };
    let low = series("low", Tone::Good, [Some(3.0), Some(2.0), Some(2.0)]);
    let critical = series("critical", Tone::Critical, [Some(1.0), Some(2.0), Some(0.0)]);
    let median = series("median days", Tone::Plain, [None, Some(10.5), Some(7.0)]);
    Chart {
        labels: ["2026-01", "2026-02", "2026-03"].map(String::from).into(),
        panels: vec![panel("Open risks by level", true, vec![low, critical]), panel("Findings", false, vec![median])],
    }
}

/// A small risk register.
pub fn doc<'a>() -> Doc<'a> {
    let cells = |n: usize| -> [Cell<'_>; 6] {
        let (word, tone) = [("5×4 = 20 critical", Tone::Critical), ("3×4 = 12 high", Tone::Bad), ("2×2 = 4 low", Tone::Good)][n % 3];
        [
            (n + 1).into(),
            Cell::id(format!("RSK-{:03}", n + 1)),
            "Ransomware encrypts the customer database and its only backup, which stands beside it".into(),
            if n == 1 { Cell::toned("none", Tone::Bad) } else { "ROL-platform-lead".into() },
            Cell::toned(word, tone),
            Cell::ids(["CTL-backup", "CTL-restore-test"]),
        ]
    };
    let matrix_cell = |level: &str, score: usize, tone, items: usize| MatrixCell {
        level: level.into(),
        score: score.to_string(),
        tone,
        items: (0..items).map(|n| format!("RSK-{:03}", n + score)).collect(),
    };
    let rows = (1..=3usize).rev().map(|likelihood| MatrixRow {
        heading: format!("{likelihood} {}", ["rare", "possible", "likely"][likelihood - 1]),
        cells: (1..=3usize)
            .map(|impact| match likelihood * impact {
                score @ 0..=2 => matrix_cell("low", score, Tone::Good, 0),
                score @ 3..=4 => matrix_cell("medium", score, Tone::Note, 2),
                score @ 5..=6 => matrix_cell("high", score, Tone::Warn, 1),
                score => matrix_cell("critical", score, Tone::Critical, 9),
            })
            .collect(),
    });
    let head = Head {
        title: "Risk register".into(),
        facts: vec![
            Fact { name: "Organisation".into(), value: "Acme AG".into() },
            Fact { name: "Scope".into(), value: "The development, operation and support of the Acme platform from the offices in Zürich and Porto, with everybody who works there.".into() },
            Fact { name: "Approval".into(), value: Cell::toned("stale", Tone::Warn) },
        ],
        footer: vec!["As of 2026-03-12, from the work tree, by isms 0.1.0.".into()],
        ..Head::default()
    };
    Doc {
        head,
        blocks: vec![
            Block::Paragraph { text: "Today 2 of 6 risks stand above the appetite. By current level: 2 low, 2 high, 2 critical.".into() },
            Block::Heading { text: "Open risks".into() },
            Block::Table(table(cells, 6)),
            Block::Heading { text: "Heat map".into() },
            Block::Matrix(Matrix {
                row_axis: "Likelihood".into(),
                column_axis: "Impact".into(),
                columns: vec!["1 minor".into(), "2 serious".into(), "3 severe".into()],
                rows: rows.collect(),
            }),
            Block::List { items: vec!["Two risks have no owner.".into(), "One acceptance ends in May.".into()] },
            Block::Table(table(cells, 0)),
            Block::Chart(chart()),
        ],
    }
}

/// The same with hostile text wherever text can stand.
pub fn nasty_doc<'a>() -> Doc<'a> {
    doc_of(NASTY)
}

/// The same with one text wherever text can stand.
pub fn doc_of<'a>(text: &str) -> Doc<'a> {
    let mut doc = doc();
    let nasty = || String::from(text);
    doc.head.title = nasty();
    doc.head.facts.push(Fact { name: nasty().into(), value: nasty().into() });
    doc.blocks.extend([Block::Heading { text: nasty() }, Block::Paragraph { text: nasty() }, Block::List { items: vec![nasty()] }]);
    let parts = vec![("done", Tone::Good), ("open", Tone::Plain)];
    doc.blocks.push(Block::Bars(Bars { title: "Who".into(), parts, lines: vec![Bar { name: nasty(), counts: vec![2, 1] }] }));
    let map = || doc.blocks.iter().find_map(|block| if let Block::Matrix(map) = block { Some(map.clone()) } else { None });
    let arrows = vec![Arrow { from: (0, 0), to: (2, 1), count: 3 }];
    let moves: Vec<Moves> = map().map(|map| Moves { title: nasty(), map, arrows, is_expected: true }).into_iter().collect();
    doc.blocks.push(Block::Moves(moves));
    let words = || vec![Words { text: nasty(), to: None }, Words { text: nasty(), to: Some("https://example.org".into()) }];
    let parts = vec![
        Prose::Heading { level: 2, text: words() },
        Prose::List { from: None, items: vec![vec![Prose::Paragraph { text: words() }, Prose::Code { text: nasty() }]] },
        Prose::Quote { parts: vec![Prose::Code { text: nasty() }, Prose::Paragraph { text: words() }] },
    ];
    doc.blocks.push(Block::Prose(parts));
    for block in &mut doc.blocks {
        match block {
            Block::Table(table) => {
                let nastier = |mut row: Row<'a>| {
                    row.group = Some(nasty().into());
                    row.cells.iter_mut().for_each(|cell| cell.value = Cell::list([nasty(), nasty()]).value);
                    row
                };
                table.rows = Rows::few(table.rows.iter().map(nastier).collect());
            }
            Block::Chart(chart) => {
                chart.labels.iter_mut().for_each(|label| *label = nasty());
                for panel in &mut chart.panels {
                    panel.title = nasty();
                    panel.series.iter_mut().for_each(|series| series.name = nasty());
                }
            }
            Block::Matrix(matrix) => worsen(matrix, &nasty),
            Block::Moves(moves) => moves.iter_mut().for_each(|one| worsen(&mut one.map, &nasty)),
            _ => {}
        }
    }
    doc.head.footer.push(nasty());
    doc
}

fn worsen(map: &mut Matrix, nasty: &dyn Fn() -> String) {
    map.columns.iter_mut().for_each(|column| *column = nasty());
    map.row_axis = nasty();
    map.column_axis = nasty();
    for row in &mut map.rows {
        row.heading = nasty();
        row.cells.iter_mut().for_each(|cell| (cell.level, cell.items) = (nasty(), vec![nasty()]));
    }
}
