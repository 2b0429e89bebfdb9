//! Where the table of a sheet begins and ends: titles above it, names of groups above its header, and what stands below it
//! or between its rows and is no row.

use super::apart::{apart, narrower};
use super::csv::{Grid, Row};
use super::told::{Fault, Marks, Remark, SheetError, short};
use crate::base::text::count;
use std::collections::BTreeSet;

/// A sheet: its header, the rows that fit it, and the faults of those that do not.
#[derive(Debug)]
pub struct Sheet {
    /// The file as the user named it.
    pub name: String,
    pub marks: Marks,
    pub header: Vec<String>,
    /// With as many cells as the header.
    pub rows: Vec<Row>,
    pub faults: Vec<Fault>,
    pub remarks: Vec<Remark>,
}

/// What a text would mean as the header of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Meant {
    Nothing,
    /// What names the row.
    Id,
    Field,
    /// A rating, which has the state that stands above it.
    Rating,
}

/// What a text would mean as a header.
pub type Means<'a> = &'a dyn Fn(&str) -> Meant;

/// Whether cells are the header of any table.
pub type IsHeader<'a> = &'a dyn Fn(&[&str]) -> bool;

/// Rows that are looked at for the header.
const LOOKED_AT: usize = 40;
/// First words of rows that sum up others.
const TOTALS: [&str; 14] = [
    "total",
    "totals",
    "sum",
    "subtotal",
    "grand total",
    "average",
    "summe",
    "gesamt",
    "gesamtsumme",
    "zwischensumme",
    "mittelwert",
    "somme",
    "suma",
    "promedio",
];
/// First words of rows that explain others.
const LEGENDS: [&str; 12] =
    ["legend", "key", "notes", "footnote", "explanation", "legende", "hinweis", "hinweise", "erläuterung", "légende", "leyenda", "notas"];

impl Sheet {
    /// The sheet whose first row is its header, and all others its rows.
    pub fn plain(grid: Grid) -> Self {
        let Grid { name, marks, rows, faults, remarks } = grid;
        let mut rows = rows.into_iter();
        let header = whole(rows.next().map(|row| row.cells).unwrap_or_default());
        let mut sheet = Sheet { name, marks, header, rows: Vec::with_capacity(rows.len()), faults, remarks };
        rows.for_each(|row| sheet.add(row));
        sheet
    }

    /// Finds the table among the rows of a file: below the header on the line that is named, else below the first row that
    /// has known headers, else below the first row.
    ///
    /// # Errors
    /// When no row begins on the line that is named.
    pub fn of(grid: Grid, means: Means<'_>, line: Option<usize>) -> Result<Self, SheetError> {
        Self::among(grid, means, &|_| false, line)
    }

    /// The same where other tables may stand in the sheet, too: `is_other` knows their headers.
    ///
    /// # Errors
    /// As [`Sheet::of`].
    pub fn among(grid: Grid, means: Means<'_>, is_other: IsHeader<'_>, line: Option<usize>) -> Result<Self, SheetError> {
        let Grid { name, marks, mut rows, faults, remarks } = grid;
        let found = match line {
            Some(line) => match rows.iter().position(|row| row.line == line) {
                Some(at) => with_group(&rows, at, means),
                None => return Err(SheetError::NoLine { name, line }),
            },
            None => find(&rows, means),
        };
        let body = rows.split_off(found.last + 1);
        let mut sheet = Sheet { name, marks, header: found.header, rows: Vec::with_capacity(body.len()), faults, remarks };
        if let [first, ..] = &rows[..found.first] {
            let message = format!("what stands above the header on line {} is not read", rows[found.last].line);
            sheet.remarks.push(Remark { line: first.line, cell: 0, message });
        }
        let own = &rows[found.last].cells;
        let end = body.len() - below(&body, sheet.header.len());
        let whys: Vec<Option<&'static str>> = body.iter().map(|row| sheet.no_row(row, own, means)).collect();
        let narrow = narrower(&body[..end], &whys);
        let mut body = body.into_iter();
        for (at, row) in body.by_ref().take(end).enumerate() {
            if let Some(why) = whys[at] {
                let message = format!("{why}; it is not read as a row");
                sheet.remarks.push(Remark { line: row.line, cell: 0, message });
            } else if begins_another(&row, means, is_other) {
                let message = "another header stands here; what follows it is not read".into();
                let help = format!("read it on its own, with `--header-line {}`", row.line);
                sheet.faults.push(Fault { line: row.line, cell: 1, message, help });
                return Ok(sheet);
            } else if narrow.contains(&at) {
                sheet.faults.push(apart(&row));
            } else {
                sheet.add(row);
            }
        }
        for row in body {
            let message = format!("`{}` stands below the table and is not read", short(row.filled().next().unwrap_or_default()));
            sheet.remarks.push(Remark { line: row.line, cell: 0, message });
        }
        Ok(sheet)
    }

    /// The cells of one column, without the empty ones.
    pub fn column(&self, index: usize) -> impl Iterator<Item = &str> {
        self.rows.iter().map(move |row| row.cells[index].as_str()).filter(|cell| !cell.is_empty())
    }

    /// Why something below the header is no row.
    fn no_row(&self, row: &Row, own: &[String], means: Means<'_>) -> Option<&'static str> {
        let whys = [
            (is_header_again(row, own), "the header stands here again"),
            (is_line(row), "the row is a line"),
            (is_total(row), "the row sums up others"),
            (is_legend(row), "the row explains others"),
            (is_heading(row, &self.header, means), "the row is a heading"),
        ];
        whys.into_iter().find(|(is_so, _)| *is_so).map(|(_, why)| why)
    }

    /// Adds a row, or why it does not fit the header.
    fn add(&mut self, mut row: Row) {
        while row.cells.len() > self.header.len() && row.cells.last().is_some_and(String::is_empty) {
            row.cells.pop();
        }
        if row.cells.len() == self.header.len() {
            self.rows.push(row);
        } else {
            self.faults.push(ragged(row.line, &row.cells, &self.header));
        }
    }
}

/// Whether a row that stands apart is the header of another table.
fn begins_another(row: &Row, means: Means<'_>, is_other: IsHeader<'_>) -> bool {
    let cells: Vec<&str> = if row.is_apart { row.filled().collect() } else { Vec::new() };
    cells.len() > 1 && (cells.iter().all(|cell| means(cell) != Meant::Nothing) || is_other(&cells))
}

/// Where the header stands, and what it says.
struct Found {
    /// The row of the names of groups, or the header's own.
    first: usize,
    last: usize,
    header: Vec<String>,
}

/// The first row that has at least half as many known headers as the one that has most. One cell alone is a title where another
/// row has several headers, whatever it says.
fn find(rows: &[Row], means: Means<'_>) -> Found {
    let known = all_known(rows, means);
    let most = known.iter().max().copied().unwrap_or(0);
    let is_header = |at: usize| known[at] * 2 >= most && (most == 1 || rows[at].filled().count() > 1);
    let at = if most == 0 { 0 } else { (0..known.len()).find(|at| is_header(*at)).unwrap_or(0) };
    // Names that stand over one column reach down where groups of columns have two rows.
    if let Some(below) = rows.get(at + 1).filter(|below| !below.is_apart)
        && let Some(header) = grouped(&rows[at], below, means)
        && below_known(&header, below, means) > 1
        && (self::known(&header, means) > known[at] || rates(&rows[at], below, means))
    {
        return Found { first: at, last: at + 1, header: whole(header) };
    }
    with_scales(with_group(rows, at, means), rows, means)
}

/// The header with the scales that stand in a row below it, under the ratings that they are of.
fn with_scales(mut found: Found, rows: &[Row], means: Means<'_>) -> Found {
    let Some(below) = rows.get(found.last + 1).filter(|below| !below.is_apart) else { return found };
    let is_scale = |cell: &str| cell.contains(|c: char| c.is_ascii_digit()) && cell.starts_with(['(', '[']) && cell.ends_with([')', ']']);
    let is_under = |(at, cell): (usize, &String)| cell.is_empty() || is_scale(cell) && means(&found.header[at]) == Meant::Rating;
    if below.filled().next().is_none() || below.cells.len() > found.header.len() || !below.cells.iter().enumerate().all(is_under) {
        return found;
    }
    for (header, cell) in found.header.iter_mut().zip(&below.cells).filter(|(_, cell)| !cell.is_empty()) {
        *header = format!("{header} {cell}");
    }
    found.last += 1;
    found
}

/// How many headers are known in the columns where a row below says something of its own, alone or below its group.
fn below_known(header: &[String], below: &Row, means: Means<'_>) -> usize {
    let is_known = |header: &str, cell: &str| means(header) != Meant::Nothing || means(cell) == Meant::Rating;
    header.iter().zip(&below.cells).filter(|(header, cell)| !cell.is_empty() && is_known(header, cell)).count()
}

/// Whether a row names several ratings where the row above it names none: whatever the groups above them say, they are headers,
/// and no values.
fn rates(above: &Row, own: &Row, means: Means<'_>) -> bool {
    let rated = own.filled().filter(|cell| means(cell) == Meant::Rating).map(str::to_lowercase).collect::<BTreeSet<_>>();
    rated.len() > 1 && above.filled().all(|cell| means(cell) != Meant::Rating)
}

/// The header in a row, with the names of groups in the row above if there are any.
fn with_group(rows: &[Row], at: usize, means: Means<'_>) -> Found {
    let above = at.checked_sub(1).filter(|_| !rows[at].is_apart);
    match above.and_then(|above| Some((above, grouped(&rows[above], &rows[at], means)?))) {
        Some((above, header)) => Found { first: above, last: at, header: whole(header) },
        None => Found { first: at, last: at, header: whole(rows[at].cells.clone()) },
    }
}

/// Rows as they may be headers: each alone, and before it with the row below where it names the groups of that.
pub fn headers(rows: &[Row], means: Means<'_>) -> Vec<Vec<String>> {
    let joined = |at: usize| {
        let pair = rows.get(at..at + 2).filter(|pair| !pair[1].is_apart)?;
        let header = grouped(&pair[0], &pair[1], means)?;
        let is_better = pair.iter().all(|row| known(&row.cells, means) < known(&header, means));
        is_better.then_some(header)
    };
    (0..rows.len()).flat_map(|at| joined(at).into_iter().chain([rows[at].cells.clone()])).collect()
}

/// How many headers are known in the row that has most.
pub fn most_known(rows: &[Row], means: Means<'_>) -> usize {
    all_known(rows, means).into_iter().max().unwrap_or(0)
}

/// How many are in each of the rows that are looked at.
fn all_known(rows: &[Row], means: Means<'_>) -> Vec<usize> {
    rows.iter().take(LOOKED_AT).map(|row| known(&row.cells, means)).collect()
}

/// How many different headers of a row are known.
fn known(cells: &[String], means: Means<'_>) -> usize {
    let named = cells.iter().filter(|cell| !cell.is_empty() && means(cell) != Meant::Nothing);
    named.map(|cell| cell.to_lowercase()).collect::<BTreeSet<_>>().len()
}

/// The header that two rows make if the first names groups: cells of it that were merged come out as one with empty ones
/// after it. A name stands under its group where it needs it: where it stands twice, where it is a rating, or where only
/// both together are known.
fn grouped(above: &Row, own: &Row, means: Means<'_>) -> Option<Vec<String>> {
    let names = above.filled().count();
    if names == 0 || (names == 1 && above.cells.first().is_some_and(|cell| !cell.is_empty())) {
        return None;
    }
    let has_empty = own.cells.iter().zip(&above.cells).any(|(own, above)| own.is_empty() && !above.is_empty());
    let is_repeated = |name: &str| own.filled().filter(|other| other.eq_ignore_ascii_case(name)).count() > 1;
    let (mut group, mut is_needed) = ("", has_empty);
    let mut header = Vec::new();
    for at in 0..own.cells.len().max(above.cells.len()) {
        let [above, own] = [above, own].map(|row| row.cells.get(at).map_or("", String::as_str));
        group = if above.is_empty() { group } else { above };
        let joined = format!("{group} {own}");
        let is_known = |name: &str| means(name) != Meant::Nothing;
        header.push(match (group, own) {
            (_, "") => above.to_owned(),
            ("", own) => own.to_owned(),
            (group, own) if group.eq_ignore_ascii_case(own) => own.to_owned(),
            (_, own) if is_repeated(own) || (is_known(&joined) && !is_known(own)) || means(own) == Meant::Rating => {
                is_needed = true;
                joined
            }
            (_, own) if is_known(own) => own.to_owned(),
            _ => joined,
        });
    }
    is_needed.then_some(header)
}

/// A header without empty cells: those at its end are none, and others get a name.
fn whole(mut header: Vec<String>) -> Vec<String> {
    while header.len() > 1 && header.last().is_some_and(String::is_empty) {
        header.pop();
    }
    let named = |(index, name): (usize, String)| if name.is_empty() { format!("column {}", index + 1) } else { name };
    header.into_iter().enumerate().map(named).collect()
}

/// How many of the last rows stand apart from the table and have one cell only, if a row has several.
fn below(body: &[Row], width: usize) -> usize {
    if width < 3 {
        return 0;
    }
    let lone = body.iter().rev().take_while(|row| row.filled().count() == 1).count();
    let tail = &body[body.len() - lone..];
    tail.iter().position(|row| row.is_apart).map_or(0, |at| lone - at)
}

fn is_header_again(row: &Row, own: &[String]) -> bool {
    row.filled().count() > 1 && row.cells.iter().zip(own).all(|(cell, own)| cell.eq_ignore_ascii_case(own))
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

/// `Total`, and nothing but numbers.
fn is_total(row: &Row) -> bool {
    let is_number = |cell: &str| cell.contains(|c: char| c.is_ascii_digit()) && !cell.contains(char::is_alphabetic);
    TOTALS.contains(&first_word(row).as_str()) && row.filled().skip(1).all(is_number)
}

/// `Legend`, with what it says in the same cell or as `R = Responsible`.
fn is_legend(row: &Row) -> bool {
    let is_word = LEGENDS.contains(&first_word(row).as_str());
    is_word && row.filled().skip(1).all(|cell| cell.contains(['=', ':']))
}

/// Words where an id belongs, and nothing else.
fn is_heading(row: &Row, header: &[String], means: Means<'_>) -> bool {
    let lone = header.len() > 2 && row.cells.first().is_some_and(|cell| cell.contains(' ')) && row.filled().count() == 1;
    lone && means(&header[0]) == Meant::Id
}

fn ragged(line: usize, cells: &[String], header: &[String]) -> Fault {
    let (has, wanted) = (count(cells.len(), "cell"), header.len());
    let message = format!("the row has {has}, and the header has {wanted}");
    let help = match cells.get(wanted) {
        Some(cell) => format!("put a text with the delimiter in it between quotation marks; cell {} is `{}`", wanted + 1, short(cell)),
        None => format!("give it its `{}`, empty if need be", short(&header[cells.len()])),
    };
    Fault { line, cell: cells.len().min(wanted) + 1, message, help }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn means(header: &str) -> Meant {
        match header.to_lowercase().as_str() {
            "id" => Meant::Id,
            "title" | "owner" | "action owner" => Meant::Field,
            "likelihood" | "impact" | "before likelihood" | "before impact" | "after likelihood" | "after impact" => Meant::Rating,
            _ => Meant::Nothing,
        }
    }

    fn sheet(text: &str, line: Option<usize>) -> Sheet {
        Sheet::of(Grid::read("s.csv", text.as_bytes()).unwrap(), &means, line).unwrap()
    }

    #[test]
    fn a_row_that_does_not_fit_is_set_aside() {
        let sheet = sheet("a,b\n1,2\n1,2,3\n4\n5,6,,\n,\n", None);
        assert_eq!(sheet.rows.len(), 2);
        let faults: Vec<_> = sheet.faults.iter().map(|fault| (fault.line, fault.cell, fault.message.as_str())).collect();
        assert_eq!(faults, [(3, 3, "the row has 3 cells, and the header has 2"), (4, 2, "the row has 1 cell, and the header has 2")]);
    }

    #[test]
    fn what_stands_apart_and_has_less_than_the_table_is_no_row_of_it() {
        let text = "id,title,owner\n1,a,b\n\n2,c,d\n\nScale,Meaning,\n1,rare,\n\n3,e,f\n";
        let sheet = sheet(text, None);
        assert_eq!(sheet.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 4, 9]);
        assert_eq!(sheet.faults.iter().map(|fault| fault.line).collect::<Vec<_>>(), [6, 7]);
        assert_eq!(sheet.faults[0].message, "`Scale` stands apart from the table and has less than its rows");
    }

    #[test]
    fn a_header_of_another_table_ends_the_sheet() {
        let grid = Grid::read("s.csv", b"id,title,owner\n1,a,b\n\nShade,Weight,Taste\nred,3,sour\n").unwrap();
        let sheet = Sheet::among(grid, &means, &|cells| cells[0] == "Shade", None).unwrap();
        assert_eq!((sheet.rows.len(), sheet.faults.len(), sheet.faults[0].line), (1, 1, 4));
    }

    #[test]
    fn lines_that_are_drawn_are_no_rows() {
        let sheet = sheet("| id | title | owner |\n|----|-------|-------|\n| 1 | a | b |\n", None);
        assert_eq!((sheet.rows.len(), sheet.remarks[0].message.as_str()), (1, "the row is a line; it is not read as a row"));
    }

    #[test]
    fn the_header_is_the_first_row_with_known_names() {
        for (text, header, first) in [
            ("My register\n\nID,Title,Owner\n1,a,b\n", "ID|Title|Owner", 4),
            ("My register,,\nOwner:,Ann,\n,,\nID,Title,Owner\n1,a,b\n", "ID|Title|Owner", 5),
            ("Title,x\nOwner,y\n", "Title|x", 2),
            ("Title,,\n,,\nTitle,u,Owner\na,b,c\n", "Title|u|Owner", 4),
            ("u,v\nw,x\n", "u|v", 2),
            (
                ",,\"\",Before,,After,\nID,Title,Owner,Likelihood,Impact,Likelihood,Impact\n1,a,b,1,2,3,4\n",
                "ID|Title|Owner|Before Likelihood|Before Impact|After Likelihood|After Impact",
                3,
            ),
            (
                "ID,Title,Owner,Before,,After,\n,,,Likelihood,Impact,Likelihood,Impact\n1,a,b,1,2,3,4\n",
                "ID|Title|Owner|Before Likelihood|Before Impact|After Likelihood|After Impact",
                3,
            ),
            ("Risk,,Plan,,\nID,Title,Action,Owner,Zebra\n1,a,b,c,d\n", "ID|Title|Action|Owner|Zebra", 3),
            ("Risk,,Action,,\nID,Title,What,Owner,Owner\n1,a,b,c,d\n", "ID|Title|Action What|Action Owner|Action Owner", 3),
        ] {
            let sheet = sheet(text, None);
            assert_eq!((sheet.header.join("|").as_str(), sheet.rows[0].line), (header, first), "{text}");
        }
        assert_eq!(sheet("ID,Title\nx,y\nu,v\n", Some(2)).header, ["x", "y"]);
        let grid = Grid::read("s.csv", b"a\nb\n").unwrap();
        assert_eq!(Sheet::of(grid, &means, Some(7)).unwrap_err().to_string(), "no row of `s.csv` begins on line 7");
    }

    #[test]
    fn what_is_no_row_is_told() {
        let text = "Register\nID,Title,Owner\nPart one of it,,\n1,a,b\nid,title,owner\nTotal,2,\nLegend,R = red,\n2,total,b\nb c,d,\n\nend of list,,\n";
        let sheet = sheet(text, None);
        assert_eq!(sheet.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [4, 8, 9]);
        let told: Vec<_> = sheet.remarks.iter().map(|remark| (remark.line, remark.message.as_str())).collect();
        assert_eq!(
            told,
            [
                (1, "what stands above the header on line 2 is not read"),
                (3, "the row is a heading; it is not read as a row"),
                (5, "the header stands here again; it is not read as a row"),
                (6, "the row sums up others; it is not read as a row"),
                (7, "the row explains others; it is not read as a row"),
                (11, "`end of list` stands below the table and is not read"),
            ]
        );
        assert!(sheet.faults.is_empty());
    }

    #[test]
    fn another_table_is_told_and_not_mixed_in() {
        let sheet = sheet("ID,Title,Owner\n1,a,b\n\nTitle,Owner,\nc,d,\n", None);
        assert_eq!((sheet.rows.len(), sheet.faults.len()), (1, 1));
        assert_eq!((sheet.faults[0].line, sheet.faults[0].help.as_str()), (4, "read it on its own, with `--header-line 4`"));
    }
}
