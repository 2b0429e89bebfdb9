//! What stands below the header of a table and is no row of it: the header again or another one, lines, sums, words on the
//! rows, headings.

use super::csv::Row;
use super::meant::{IsHeader, Means, Meant};
use super::told::{Remark, short};

/// First words of rows that sum up others.
const TOTALS: [&str; 27] = [
    "total",
    "totals",
    "sum",
    "subtotal",
    "grand total",
    "average",
    "mean",
    "count",
    "summe",
    "gesamt",
    "gesamtsumme",
    "zwischensumme",
    "mittelwert",
    "durchschnitt",
    "anzahl",
    "somme",
    "moyenne",
    "nombre",
    "suma",
    "promedio",
    "media",
    "totale",
    "somma",
    "totaal",
    "som",
    "gemiddelde",
    "aantal",
];
/// First words of rows that explain others.
const LEGENDS: [&str; 14] = [
    "legend",
    "key",
    "notes",
    "footnote",
    "explanation",
    "legende",
    "hinweis",
    "hinweise",
    "erläuterung",
    "légende",
    "leyenda",
    "notas",
    "legenda",
    "toelichting",
];
/// Of so many rows with several cells, one with a single one may be a heading.
const WIDE: usize = 3;

/// Why a row below the rows of a header is none.
pub fn no_row(row: &Row, above: &[Row], header: &[String], means: Means<'_>) -> Option<&'static str> {
    let whys = [
        (above.iter().any(|own| is_again(row, &own.cells)), "the header stands here again"),
        (is_line(row), "the row is a line"),
        (is_total(row, header, means), "the row sums up others"),
        (is_legend(row), "the row explains others"),
        (is_heading(row, header, means), "the row is a heading"),
    ];
    whys.into_iter().find(|(is_so, _)| *is_so).map(|(_, why)| why)
}

/// How many of the last rows stand apart from the table and have one cell only, if a row has several.
pub fn below(body: &[Row], width: usize) -> usize {
    if width < WIDE {
        return 0;
    }
    let lone = body.iter().rev().take_while(|row| row.filled().count() == 1).count();
    let tail = &body[body.len() - lone..];
    tail.iter().position(|row| row.is_apart).map_or(0, |at| lone - at)
}

/// Whether a row that stands apart is the header of another table, or one anywhere has the headers of this one in another order.
pub fn begins_another(row: &Row, own: &Row, means: Means<'_>, is_other: IsHeader<'_>) -> bool {
    let cells: Vec<&str> = row.filled().collect();
    let is_own = |cell: &&str| own.filled().any(|own| own.eq_ignore_ascii_case(cell));
    let is_header = || cells.iter().all(|cell| means(cell) != Meant::Nothing) || is_other(&cells);
    cells.len() >= WIDE && cells.iter().all(is_own) || row.is_apart && cells.len() > 1 && is_header()
}

/// Rows among fuller ones that have nothing but what names them, as headings do.
pub fn lone(rows: &[Row], header: &[String], means: Means<'_>) -> Vec<Remark> {
    let Some(named) = header.iter().position(|name| matches!(means(name), Meant::Field | Meant::Rating)) else { return Vec::new() };
    let filled = |row: &Row| row.filled().count();
    let is_lone = |row: &&Row| filled(row) == 1 && !row.cells[named].is_empty();
    if rows.iter().filter(|row| filled(row) >= WIDE).count() * 2 < rows.len() {
        return Vec::new();
    }
    let told = |row: &Row| {
        let message = format!("the row has nothing but `{}` and is read; if it is a heading, remove it", short(&row.cells[named]));
        Remark { line: row.line, cell: 0, message }
    };
    rows.iter().filter(is_lone).map(told).collect()
}

fn is_again(row: &Row, own: &[String]) -> bool {
    row.filled().count() > 1 && row.cells.iter().zip(own).all(|(cell, own)| cell.is_empty() || cell.eq_ignore_ascii_case(own))
}

/// Nothing but signs that draw a line, as under the header of a table in plain text.
fn is_line(row: &Row) -> bool {
    let is_drawn = |cell: &str| cell.len() > 2 && cell.chars().all(|c| matches!(c, '-' | '=' | '_' | ':' | '+' | '–' | '—'));
    row.filled().count() > 1 && row.filled().all(is_drawn)
}

/// What a row begins with, up to a colon.
fn first_word(row: &Row) -> String {
    let first = row.filled().next().unwrap_or_default();
    first.split(':').next().unwrap_or_default().trim().to_lowercase()
}

/// `Total`, and nothing but numbers; where other rows have an id and this one has none, also `Average risk`.
fn is_total(row: &Row, header: &[String], means: Means<'_>) -> bool {
    let is_number = |cell: &str| cell.contains(|c: char| c.is_ascii_digit()) && !cell.contains(char::is_alphabetic);
    let word = first_word(row);
    let has_no_id = || {
        let id = row.cells.iter().zip(header).find(|(_, name)| means(name) == Meant::Id);
        id.is_some_and(|(cell, _)| cell.is_empty()) && row.filled().count() > 1
    };
    let begins = || word.split(' ').next().is_some_and(|word| TOTALS.contains(&word)) && has_no_id();
    row.filled().skip(1).all(is_number) && (TOTALS.contains(&word.as_str()) || begins())
}

/// `Legend`, with what it says in the same cell or as `R = Responsible`.
fn is_legend(row: &Row) -> bool {
    let is_word = LEGENDS.contains(&first_word(row).as_str());
    is_word && row.filled().skip(1).all(|cell| cell.contains(['=', ':']))
}

/// Words where an id belongs, and nothing else; or one text that is merged over the columns.
fn is_heading(row: &Row, header: &[String], means: Means<'_>) -> bool {
    if header.len() < WIDE || row.filled().count() != 1 {
        return false;
    }
    let lone = row.cells.iter().zip(header).find(|(cell, _)| !cell.is_empty());
    let is_word = |cell: &str| cell.contains(' ') || !cell.contains(|c: char| c.is_ascii_digit());
    row.is_spread || lone.is_some_and(|(cell, name)| is_word(cell) && means(name) == Meant::Id)
}
