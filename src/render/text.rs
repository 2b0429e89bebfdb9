//! Text for terminals: tables that fit the width, colours where they are wanted.

use super::columns::{self, GAP, Wish, measure, wrap};
use super::{bars, escape, spark, timeline, with_groups};
use crate::report::doc::{Block, Cell, Column, ColumnKind, Doc, Fact, Matrix, MatrixCell, Table, Timeline, Tone};
use crate::report::prose::{Placed, Prose, placed, plain};
use anstyle::{AnsiColor, Style};
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Width};
use std::io;

/// Prose wider than this is hard to follow from line to line.
const PROSE: usize = 100;
/// How many items a cell of a heat map lists before it counts the rest.
const ITEMS: usize = 8;

const BOLD: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();

/// Writes the document in `width` columns, within 40 and 200.
pub fn write(doc: &Doc<'_>, out: &mut dyn io::Write, width: usize, colour: bool) -> io::Result<()> {
    Pen { out, width: width.clamp(40, 200), colour }.doc(doc)
}

/// A line of a cell with its looks.
type Line = (String, Style);

/// A column that is shown.
struct Place {
    width: usize,
    right: bool,
}

struct Pen<'a> {
    out: &'a mut dyn io::Write,
    width: usize,
    colour: bool,
}

impl Pen<'_> {
    fn doc(&mut self, doc: &Doc<'_>) -> io::Result<()> {
        let title = escape::terminal_line(&doc.head.title);
        self.prose(&title, BOLD, "", "")?;
        let rule = "═".repeat(measure(&title).min(self.width.min(PROSE)));
        self.line(&rule, FAINT)?;
        if !doc.head.facts.is_empty() {
            writeln!(self.out)?;
            self.facts(&doc.head.facts)?;
        }
        // What the arrows of a map mean stands in a table too.
        for block in doc.blocks.iter().filter(|block| !matches!(block, Block::Moves(_))) {
            writeln!(self.out)?;
            match block {
                Block::Heading { text } => self.prose(&escape::terminal_line(text), BOLD, "", "")?,
                Block::Paragraph { text } => self.prose(&escape::terminal(text), Style::new(), "", "")?,
                Block::List { items } => {
                    items.iter().try_for_each(|item| self.prose(&escape::terminal(item), Style::new(), "• ", "  "))?;
                }
                Block::Table(table) => self.table(table)?,
                Block::Matrix(matrix) => self.matrix(matrix)?,
                Block::Prose(parts) => self.written(parts)?,
                Block::Chart(chart) => self.table(&spark::table(chart))?,
                Block::Bars(drawn) => self.table(&bars::table(drawn))?,
                Block::Moves(_) => {}
                Block::Timeline(drawn) => self.timeline(drawn)?,
                Block::Wheel(drawn) => self.timeline(&drawn.timeline())?,
            }
        }
        if !doc.head.footer.is_empty() {
            writeln!(self.out)?;
        }
        doc.head.footer.iter().try_for_each(|line| self.prose(&escape::terminal(line), FAINT, "", ""))
    }

    fn facts(&mut self, facts: &[Fact]) -> io::Result<()> {
        let names: Vec<String> = facts.iter().map(|fact| escape::terminal_line(&fact.name)).collect();
        let width = names.iter().map(|name| measure(name)).max().unwrap_or(0).min(self.width / 3);
        let value_width = (self.width - width - GAP).min(PROSE);
        let places = [Place { width, right: false }, Place { width: value_width, right: false }];
        for (name, fact) in names.iter().zip(facts) {
            let name = wrap(name, width).into_iter().map(|line| (line, FAINT)).collect();
            self.row(&[name, lines(&fact.value, value_width)], &places)?;
        }
        Ok(())
    }

    fn table(&mut self, table: &Table<'_>) -> io::Result<()> {
        if table.rows.is_empty() {
            return self.prose(&escape::terminal_line(table.empty), FAINT, "", "");
        }
        let widths = columns::arrange(&wishes(table), self.width);
        let shown: Vec<usize> = (0..table.columns.len()).filter(|n| widths[*n].is_some()).collect();
        let place = |n: &usize| Place { width: widths[*n].unwrap_or(0), right: table.columns[*n].kind == ColumnKind::Number };
        let places: Vec<Place> = shown.iter().map(place).collect();
        let heading = |(n, place): (&usize, &Place)| styled(wrap(&table.columns[*n].heading, place.width), BOLD);
        self.row(&shown.iter().zip(&places).map(heading).collect::<Vec<_>>(), &places)?;
        self.rule(&places)?;
        for (n, row) in with_groups(table).enumerate() {
            if let Some(group) = &row.group {
                if n > 0 {
                    writeln!(self.out)?;
                }
                self.prose(&escape::terminal_line(group), BOLD, "", "")?;
            }
            let cell = |(n, place): (&usize, &Place)| {
                let Some(cell) = row.cells.get(*n) else { return Vec::new() };
                let mut lines = lines(cell, place.width);
                if let Some((last, _)) = lines.last_mut() {
                    last.push_str(&spaces(&table.columns[*n], cell));
                }
                lines
            };
            self.row(&shown.iter().zip(&places).map(cell).collect::<Vec<_>>(), &places)?;
        }
        let hidden: Vec<String> =
            table.columns.iter().zip(&widths).filter(|(_, w)| w.is_none()).map(|(column, _)| column.heading.to_lowercase()).collect();
        if hidden.is_empty() {
            return Ok(());
        }
        writeln!(self.out)?;
        self.prose(&format!("not shown here: {}; use --format csv or html", hidden.join(", ")), FAINT, "", "")
    }

    fn timeline(&mut self, drawn: &Timeline) -> io::Result<()> {
        self.table(&timeline::table(drawn, self.width))?;
        self.prose(&escape::terminal_line(&timeline::legend(drawn)), FAINT, "", "")
    }

    /// A text that somebody wrote: an empty line between its paragraphs, none between short items.
    fn written(&mut self, parts: &[Prose]) -> io::Result<()> {
        for (n, Placed { depth, quoted, mark, part }) in placed(parts).into_iter().enumerate() {
            if n > 0 && depth == 0 {
                writeln!(self.out)?;
            }
            let before = format!("{}{}", "  ".repeat(depth.saturating_sub(1)), if quoted { "│ " } else { "" });
            let mark = mark.map(|mark| mark.word() + " ").unwrap_or_default();
            let rest = format!("{before}{}", " ".repeat(if depth > 0 { mark.chars().count().max(2) } else { 0 }));
            let first = if mark.is_empty() { rest.clone() } else { format!("{before}{mark}") };
            match part {
                Prose::Heading { text, .. } => self.prose(&escape::terminal(&plain(text)), BOLD, &first, &rest)?,
                Prose::Code { text } => {
                    let text = escape::terminal(text);
                    let room = self.width.min(PROSE).saturating_sub(rest.chars().count() + 2).max(1);
                    let lines = text.split('\n').flat_map(|line| columns::chop(line, room));
                    lines.into_iter().try_for_each(|line| self.line(&format!("{rest}  {line}"), FAINT))?;
                }
                Prose::Paragraph { text } => self.prose(&escape::terminal(&plain(text)), Style::new(), &first, &rest)?,
                Prose::List { .. } | Prose::Quote { .. } => {}
            }
        }
        Ok(())
    }

    fn matrix(&mut self, matrix: &Matrix) -> io::Result<()> {
        let corner = escape::terminal_line(&matrix.row_axis);
        let headings: Vec<String> = matrix.rows.iter().map(|row| escape::terminal_line(&row.heading)).collect();
        let first = headings.iter().map(|text| measure(text)).chain([measure(&corner)]).max().unwrap_or(0).min(self.width / 4);
        let count = matrix.columns.len().max(1);
        let width = ((self.width - first).saturating_sub(GAP * count) / count).clamp(1, 24);
        let mut places = vec![Place { width: first, right: false }];
        places.extend(matrix.columns.iter().map(|_| Place { width, right: false }));

        let axis = format!("{} →", escape::terminal_line(&matrix.column_axis));
        self.prose(&axis, FAINT, &" ".repeat(first + GAP), &" ".repeat(first + GAP))?;
        let mut head = vec![styled(wrap(&corner, first), FAINT)];
        head.extend(matrix.columns.iter().map(|column| styled(wrap(&escape::terminal_line(column), width), BOLD)));
        self.row(&head, &places)?;
        for (row, heading) in matrix.rows.iter().zip(&headings) {
            self.rule(&places)?;
            let mut cells = vec![styled(wrap(heading, first), BOLD)];
            cells.extend(row.cells.iter().map(|cell| matrix_lines(cell, width, self.colour)));
            self.row(&cells, &places)?;
        }
        Ok(())
    }

    /// Writes cells side by side, as many lines as the highest needs. No line ends in spaces.
    fn row(&mut self, cells: &[Vec<Line>], places: &[Place]) -> io::Result<()> {
        let mut table = comfy_table::Table::new();
        table.load_style(comfy_table::presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
        let mut marks = Marks::default();
        table.add_row(cells.iter().zip(places).map(|(lines, place)| {
            let align = if place.right { CellAlignment::Right } else { CellAlignment::Left };
            comfy_table::Cell::new(marks.put(lines)).set_alignment(align)
        }));
        for (n, (column, place)) in table.column_iter_mut().zip(places).enumerate() {
            let gap = if n + 1 < places.len() { GAP } else { 0 };
            let columns = |width: usize| u16::try_from(width).unwrap_or(u16::MAX);
            column.set_padding((0, columns(gap))).set_constraint(ColumnConstraint::Absolute(Width::Fixed(columns(place.width + gap))));
        }
        for line in table.lines() {
            writeln!(self.out, "{}", marks.paint(line.trim_end(), self.colour).trim_end())?;
        }
        Ok(())
    }

    fn rule(&mut self, places: &[Place]) -> io::Result<()> {
        let rule = places.iter().map(|place| "─".repeat(place.width)).collect::<Vec<_>>().join(&" ".repeat(GAP));
        self.line(&rule, FAINT)
    }

    fn prose(&mut self, text: &str, style: Style, first: &str, rest: &str) -> io::Result<()> {
        let width = self.width.min(PROSE).saturating_sub(first.chars().count()).max(1);
        for (n, line) in wrap(text, width).iter().enumerate() {
            write!(self.out, "{}", if n == 0 { first } else { rest })?;
            self.line(line, style)?;
        }
        Ok(())
    }

    fn line(&mut self, text: &str, style: Style) -> io::Result<()> {
        self.paint(text, style)?;
        writeln!(self.out)
    }

    fn paint(&mut self, text: &str, style: Style) -> io::Result<()> {
        if self.colour && !text.is_empty() { write!(self.out, "{style}{text}{style:#}") } else { write!(self.out, "{text}") }
    }
}

/// What columns ask for, by their headings and all cells; only widths are kept of these.
fn wishes(table: &Table<'_>) -> Vec<Wish> {
    let wish = |column: &Column| Wish { natural: measure(&column.heading), prose: column.kind == ColumnKind::Text, rank: column.rank };
    let mut wishes: Vec<Wish> = table.columns.iter().map(wish).collect();
    for row in table.rows.iter() {
        for ((cell, column), wish) in row.cells.iter().zip(&table.columns).zip(&mut wishes) {
            let longest = cell.lines().flat_map(|line| line.split('\n').map(|line| measure(&escape::terminal(line))).max()).max();
            wish.natural = wish.natural.max(longest.unwrap_or(0) + spaces(column, cell).len());
        }
    }
    wishes
}

/// What keeps a number in its place.
fn spaces(column: &Column, cell: &Cell<'_>) -> String {
    " ".repeat(column.pad(cell).chars().count())
}

fn lines(cell: &Cell<'_>, width: usize) -> Vec<Line> {
    let style = style_of(cell.tone);
    cell.lines().flat_map(|line| wrap(&escape::terminal(&line), width)).map(|line| (line, style)).collect()
}

/// Stands for "here the style ends" while a row is laid out; those from the next character on say which one begins.
/// The table measures text and would count the codes of colours, but these take no room, and no text has them: escaping
/// takes out what cannot be seen.
const END: u32 = 0xe0020;

/// The marks of a row.
#[derive(Default)]
struct Marks(Vec<Style>);

impl Marks {
    /// Lines with marks around those that have a style.
    fn put(&mut self, lines: &[Line]) -> String {
        let marked = lines.iter().map(|(text, style)| {
            if *style == Style::new() || text.is_empty() {
                return text.clone();
            }
            let known = self.0.iter().position(|known| known == style).unwrap_or_else(|| {
                self.0.push(*style);
                self.0.len() - 1
            });
            let mark = |n: usize| u32::try_from(n).ok().and_then(|n| char::from_u32(END + n)).unwrap_or(' ');
            format!("{}{text}{}", mark(known + 1), mark(0))
        });
        marked.collect::<Vec<_>>().join("\n")
    }

    /// A line of the row with colours for marks, or with neither.
    fn paint(&self, line: &str, colour: bool) -> String {
        let mut out = String::with_capacity(line.len());
        for c in line.chars() {
            match (c as u32).checked_sub(END).map(|n| n as usize).filter(|n| *n <= self.0.len()) {
                None => out.push(c),
                Some(_) if !colour => {}
                Some(0) => out.push_str(&Style::new().bold().render_reset().to_string()),
                Some(n) => out.push_str(&self.0[n - 1].render().to_string()),
            }
        }
        out
    }
}

fn styled(lines: Vec<String>, style: Style) -> Vec<Line> {
    lines.into_iter().map(|line| (line, style)).collect()
}

/// The level, on a band if there are colours; below it the items, or how many there are if they do not fit.
fn matrix_lines(cell: &MatrixCell, width: usize, band: bool) -> Vec<Line> {
    let level = escape::terminal_line(format!("{} {}", cell.level, cell.score).trim());
    let mut lines = styled(wrap(&level, width), style_of(cell.tone));
    if band && cell.tone != Tone::Plain {
        for (line, style) in &mut lines {
            line.push_str(&" ".repeat(width.saturating_sub(measure(line))));
            *style = style.invert();
        }
    }
    let items: Vec<String> = cell.items.iter().map(|item| escape::terminal_line(item)).collect();
    if items.iter().any(|item| measure(item) + 1 > width) {
        lines.push((format!("× {}", items.len()), Style::new()));
        return lines;
    }
    let shown = items.len().min(ITEMS);
    if shown > 0 {
        lines.extend(styled(wrap(&items[..shown].join(", "), width), Style::new()));
    }
    if shown < items.len() {
        lines.push((format!("+ {}", items.len() - shown), FAINT));
    }
    lines
}

fn style_of(tone: Tone) -> Style {
    match tone {
        Tone::Plain => Style::new(),
        Tone::Good => AnsiColor::Green.on_default(),
        Tone::Note => AnsiColor::Cyan.on_default(),
        Tone::Warn => AnsiColor::Yellow.on_default(),
        Tone::Bad => AnsiColor::Red.on_default(),
        Tone::Critical => AnsiColor::Red.on_default().bold(),
        Tone::Faint => FAINT,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    fn written(doc: &Doc<'_>, width: usize, colour: bool) -> String {
        let mut out = Vec::new();
        write(doc, &mut out, width, colour).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn every_width_is_kept() {
        for doc in [sample::doc(), sample::nasty_doc()] {
            for width in [1, 40, 60, 80, 133, 500] {
                let text = written(&doc, width, false);
                let longest = text.lines().map(measure).max().unwrap();
                assert!(longest <= width.clamp(40, 200), "{width}: {longest}\n{text}");
                assert!(text.lines().all(|line| line.trim_end() == line), "{text}");
            }
        }
    }

    #[test]
    fn what_is_left_out_is_said() {
        let narrow = written(&sample::doc(), 70, false);
        assert!(narrow.contains("\nnot shown here: owner, controls; use --format csv or html\n"), "{narrow}");
        assert!(!written(&sample::doc(), 120, false).contains("not shown"));
    }

    #[test]
    fn colour_adds_nothing_but_colour() {
        let plain = written(&sample::doc(), 100, false);
        let coloured = anstream::adapter::strip_str(&written(&sample::doc(), 100, true)).to_string();
        assert!(!plain.contains('\x1b') && plain != written(&sample::doc(), 100, true));
        assert_eq!(coloured.lines().map(str::trim_end).collect::<Vec<_>>(), plain.lines().collect::<Vec<_>>());
    }

    #[test]
    fn a_register_looks_like_this() {
        insta::assert_snapshot!(written(&sample::doc(), 80, false), @r#"
            Risk register
            ═════════════

            Organisation  Acme AG
            Scope         The development, operation and support of the Acme platform from
                          the offices in Zürich and Porto, with everybody who works there.
            Approval      stale

            Today 2 of 6 risks stand above the appetite. By current level: 2 low, 2 high, 2
            critical.

            Open risks

            #  Id       Risk                            Owner              Current
            ─  ───────  ──────────────────────────────  ─────────────────  ─────────────────
            Group 0
            1  RSK-001  Ransomware encrypts the         ROL-platform-lead  5×4 = 20 critical
                        customer database and its only
                        backup, which stands beside it
            2  RSK-002  Ransomware encrypts the         none               3×4 = 12 high
                        customer database and its only
                        backup, which stands beside it
            3  RSK-003  Ransomware encrypts the         ROL-platform-lead  2×2 = 4 low
                        customer database and its only
                        backup, which stands beside it

            Group 1
            4  RSK-004  Ransomware encrypts the         ROL-platform-lead  5×4 = 20 critical
                        customer database and its only
                        backup, which stands beside it
            5  RSK-005  Ransomware encrypts the         ROL-platform-lead  3×4 = 12 high
                        customer database and its only
                        backup, which stands beside it
            6  RSK-006  Ransomware encrypts the         ROL-platform-lead  2×2 = 4 low
                        customer database and its only
                        backup, which stands beside it

            not shown here: controls; use --format csv or html

            Heat map

                        Impact →
            Likelihood  1 minor                2 serious              3 severe
            ──────────  ─────────────────────  ─────────────────────  ─────────────────────
            3 likely    medium 3               high 6                 critical 9
                        RSK-003, RSK-004       RSK-006                RSK-009, RSK-010,
                                                                      RSK-011, RSK-012,
                                                                      RSK-013, RSK-014,
                                                                      RSK-015, RSK-016
                                                                      + 1
            ──────────  ─────────────────────  ─────────────────────  ─────────────────────
            2 possible  low 2                  medium 4               high 6
                                               RSK-004, RSK-005       RSK-006
            ──────────  ─────────────────────  ─────────────────────  ─────────────────────
            1 rare      low 1                  low 2                  medium 3
                                                                      RSK-003, RSK-004

            • Two risks have no owner.
            • One acceptance ends in May.

            There are no open risks.

            Figure       Course  First  Last  Least  Most
            ───────────  ──────  ─────  ────  ─────  ────
            Open risks by level
            low          █▁▁       3       2      2   3
            critical     ▅█▁       1       0      0   2

            Findings
            median days  ·█▁      10.5     7      7  10.5

            As of 2026-03-12, from the work tree, by isms 0.1.0.
        "#);
    }
}
