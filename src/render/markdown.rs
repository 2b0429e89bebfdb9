//! GitHub's Markdown: for pull requests, wikis and whoever keeps reports beside the records.

use super::escape::{self, markdown as escaped};
use super::{bars, spark, timeline, with_groups};
use crate::report::doc::{Block, Cell, ColumnKind, Doc, Matrix, Table, Timeline, Tone};
use crate::report::prose::{Mark, Placed, Prose, Words, placed};
use std::io;

/// A timeline is drawn for so many columns; whoever reads it may have fewer.
const COLUMNS: usize = 60;

/// Writes the document. Its source reads well too, as far as cells of many words allow.
pub fn write(doc: &Doc<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out, "# {}", escaped(&doc.head.title))?;
    if !doc.head.facts.is_empty() {
        writeln!(out)?;
    }
    for fact in &doc.head.facts {
        writeln!(out, "- **{}:** {}", escaped(&fact.name), cell(&fact.value))?;
    }
    // What the arrows of a map mean stands in a table too.
    for block in doc.blocks.iter().filter(|block| !matches!(block, Block::Moves(_))) {
        writeln!(out)?;
        match block {
            Block::Heading { text } => writeln!(out, "## {}", escaped(text))?,
            Block::Paragraph { text } => writeln!(out, "{}", escaped(text))?,
            Block::List { items } => items.iter().try_for_each(|item| writeln!(out, "- {}", escaped(item)))?,
            Block::Table(table) => write_table(table, out)?,
            Block::Matrix(matrix) => write_matrix(matrix, out)?,
            Block::Prose(parts) => write_prose(parts, out)?,
            Block::Chart(chart) => write_table(&spark::table(chart), out)?,
            Block::Bars(drawn) => write_table(&bars::table(drawn), out)?,
            Block::Moves(_) => {}
            Block::Timeline(drawn) => write_timeline(drawn, out)?,
            Block::Wheel(drawn) => write_timeline(&drawn.timeline(), out)?,
        }
    }
    if !doc.head.footer.is_empty() {
        writeln!(out, "\n---")?;
    }
    doc.head.footer.iter().try_for_each(|line| writeln!(out, "\n{}", escaped(line)))
}

fn write_timeline(drawn: &Timeline, out: &mut dyn io::Write) -> io::Result<()> {
    write_table(&timeline::table(drawn, COLUMNS), out)?;
    writeln!(out, "\n{}", escaped(&timeline::legend(drawn)))
}

fn write_table(table: &Table<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    if table.rows.is_empty() {
        return writeln!(out, "{}", escaped(table.empty));
    }
    row(out, table.columns.iter().map(|column| escaped(&column.heading)))?;
    row(out, table.columns.iter().map(|column| if column.kind == ColumnKind::Number { "--:" } else { "---" }.into()))?;
    for line in with_groups(table) {
        if let Some(group) = &line.group {
            let heading = format!("**{}**", escaped(group));
            row(out, (0..table.columns.len()).map(|n| if n == 0 { heading.clone() } else { String::new() }))?;
        }
        row(
            out,
            table
                .columns
                .iter()
                .enumerate()
                .map(|(n, column)| line.cells.get(n).map(|held| cell(held) + &column.pad(held)).unwrap_or_default()),
        )?;
    }
    Ok(())
}

/// A text that somebody wrote, in marks of ours.
fn write_prose(parts: &[Prose], out: &mut dyn io::Write) -> io::Result<()> {
    for (n, Placed { depth, quoted, mark, part }) in placed(parts).into_iter().enumerate() {
        let quote = if quoted { "> " } else { "" };
        let mark = mark.map(|mark| if mark == Mark::Point { "- ".into() } else { mark.word() + " " }).unwrap_or_default();
        let within = format!("{quote}{}", "    ".repeat(depth.saturating_sub(usize::from(!mark.is_empty()))));
        if n > 0 {
            writeln!(out, "{}", quote.trim_end())?;
        }
        match part {
            Prose::Heading { level, text } => writeln!(out, "{within}{mark}{} {}", "#".repeat(usize::from(*level)), linked(text))?,
            Prose::Paragraph { text } => writeln!(out, "{within}{mark}{}", linked(text))?,
            Prose::Code { text } => {
                let fence = "`".repeat(longest_run(text).max(2) + 1);
                writeln!(out, "{within}{mark}{fence}")?;
                escape::lines(&escape::visible(text)).split('\n').try_for_each(|line| writeln!(out, "{within}{line}"))?;
                writeln!(out, "{within}{fence}")?;
            }
            Prose::List { .. } | Prose::Quote { .. } => {}
        }
    }
    Ok(())
}

/// As many marks as stand side by side in a text at most.
fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// Words with the addresses that they lead to. In an address nothing may end it.
fn linked(text: &[Words]) -> String {
    let word = |Words { text, to }: &Words| match to {
        Some(to) => format!("[{}]({})", escaped(text), address(to)),
        None => escaped_within(text),
    };
    text.iter().map(word).collect()
}

/// An address without what could end it.
fn address(to: &str) -> String {
    ['(', ')', '<', '>'].into_iter().fold(to.to_owned(), |to, c| to.replace(c, &format!("%{:02X}", u32::from(c))))
}

/// The same with the blanks around it.
fn escaped_within(text: &str) -> String {
    let core = text.trim();
    let begins = text.len() - text.trim_start().len();
    let blank = |is: bool| if is && !core.is_empty() { " " } else { "" };
    format!("{}{}{}", blank(begins > 0), escaped(core), blank(begins + core.len() < text.len()))
}

fn write_matrix(matrix: &Matrix, out: &mut dyn io::Write) -> io::Result<()> {
    let corner = format!("{} ↓ {} →", escaped(&matrix.row_axis), escaped(&matrix.column_axis));
    row(out, std::iter::once(corner).chain(matrix.columns.iter().map(|column| escaped(column))))?;
    row(out, (0..=matrix.columns.len()).map(|_| "---".into()))?;
    for line in &matrix.rows {
        let cells = line.cells.iter().map(|cell| {
            let level = format!("**{}** {}", escaped(&cell.level), escaped(&cell.score));
            std::iter::once(level.trim().to_owned()).chain(cell.items.iter().map(|item| escaped(item))).collect::<Vec<_>>().join("<br>")
        });
        row(out, std::iter::once(format!("**{}**", escaped(&line.heading))).chain(cells))?;
    }
    Ok(())
}

fn row(out: &mut dyn io::Write, cells: impl Iterator<Item = String>) -> io::Result<()> {
    out.write_all(b"|")?;
    for cell in cells {
        if cell.is_empty() { out.write_all(b" |")? } else { write!(out, " {cell} |")? }
    }
    out.write_all(b"\n")
}

fn cell(cell: &Cell<'_>) -> String {
    let text = cell.lines().map(|line| escaped(&line)).collect::<Vec<_>>().join("<br>");
    let loud = matches!(cell.tone, Tone::Bad | Tone::Critical) && !text.is_empty() && cell.lines().len() == 1;
    if loud { format!("**{text}**") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    fn written(doc: &Doc<'_>) -> String {
        let mut out = Vec::new();
        write(doc, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn tables_are_tables() {
        let text = written(&sample::doc());
        assert!(text.contains(
            "\n| \\# | Id | Risk | Owner | Current | Controls |\n| --: | --- | --- | --- | --- | --- |\n| **Group 0** | | | | | |\n"
        ));
        assert!(text.contains(" | **none** | **3×4 = 12 high** | CTL-backup<br>CTL-restore-test |\n"));
        assert!(text.contains("\n| **3 likely** | **medium** 3<br>RSK-003<br>RSK-004 |"));
        assert!(text.ends_with("\n---\n\nAs of 2026-03-12, from the work tree, by isms 0.1.0.\n"));
    }

    #[test]
    fn hostile_text_breaks_no_row() {
        let text = written(&sample::nasty_doc());
        let bars = |line: &str| line.matches('|').count() - line.matches("\\|").count();
        let rows: Vec<&str> = text.lines().filter(|line| line.starts_with('|')).collect();
        assert!(rows.iter().all(|line| matches!(bars(line), 7 | 5)), "{text}");
        // Within a fence nothing is markup, and nothing in it is as long as the fence.
        let text: String = text.split("```").step_by(2).collect();
        assert!(text.match_indices('<').all(|(at, _)| text[..at].ends_with('\\') || text[at..].starts_with("<br>")), "{text}");
    }
}
