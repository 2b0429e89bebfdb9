//! The table of a sheet: its header, its rows, and what is said of all that is neither.

use super::apart::{apart, narrower};
use super::csv::{Grid, Row};
use super::header::{find, on, whole};
use super::meant::{IsHeader, Means};
use super::strays::{begins_another, below, lone, no_row};
use super::told::{Fault, Marks, Remark, SheetError, letters, listed, short};
use crate::base::text::count;
use std::collections::{BTreeMap, HashSet};

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
    /// On cells, by their lines and numbers, from 1; empty texts are not read.
    pub comments: BTreeMap<(usize, usize), String>,
}

impl Sheet {
    /// The sheet whose first row is its header, and all others its rows.
    pub fn plain(grid: Grid) -> Self {
        let Grid { name, marks, rows, faults, remarks, comments } = grid;
        let mut rows = rows.into_iter();
        let header = whole(rows.next().map(|row| row.cells).unwrap_or_default());
        let mut sheet = Sheet { name, marks, header, rows: Vec::with_capacity(rows.len()), faults, remarks, comments };
        rows.for_each(|row| sheet.add(row));
        sheet
    }

    /// Finds the table among the rows of a file: below the header on the line that is named, else below the first row that
    /// has known headers, else below the first row.
    ///
    /// # Errors
    /// When no row begins on the line that is named.
    pub fn of(grid: Grid, means: Means<'_>, line: Option<usize>) -> Result<Self, SheetError> {
        let mut sheet = Self::among(grid, means, &|_| false, line)?;
        sheet.remarks.extend(sheet.commented(|_, _| false));
        Ok(sheet)
    }

    /// The same where other tables may stand in the sheet, too: `is_other` knows their headers.
    ///
    /// # Errors
    /// As [`Sheet::of`].
    pub fn among(grid: Grid, means: Means<'_>, is_other: IsHeader<'_>, line: Option<usize>) -> Result<Self, SheetError> {
        let Grid { name, marks, mut rows, faults, remarks, comments } = grid;
        let found = match line {
            Some(line) => match on(&rows, line, means) {
                Some(found) => found,
                None => return Err(SheetError::NoLine { name, line }),
            },
            None => find(&rows, means),
        };
        let body = rows.split_off(found.last + 1);
        let mut sheet = Sheet { name, marks, header: found.header, rows: Vec::with_capacity(body.len()), faults, remarks, comments };
        if let [first, ..] = &rows[..found.first] {
            let message = format!("what stands above the header on line {} is not read", rows[found.last].line);
            sheet.remarks.push(Remark { line: first.line, cell: 0, message });
        }
        if found.is_explained {
            let message = "the row says how columns are filled; it is not read as a row".into();
            sheet.remarks.push(Remark { line: rows[found.last].line, cell: 0, message });
        }
        let above = &rows[found.first..];
        let end = body.len() - below(&body, sheet.header.len());
        let whys: Vec<Option<&'static str>> = body.iter().map(|row| no_row(row, above, &sheet.header, means)).collect();
        let narrow = narrower(&body[..end], &whys);
        let mut body = body.into_iter();
        for (at, row) in body.by_ref().take(end).enumerate() {
            if let Some(why) = whys[at] {
                let message = format!("{why}; it is not read as a row");
                sheet.remarks.push(Remark { line: row.line, cell: 0, message });
            } else if above.iter().any(|own| begins_another(&row, own, means, is_other)) {
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
        sheet.remarks.extend(lone(&sheet.rows, &sheet.header, means));
        Ok(sheet)
    }

    /// What is said of its comments: those that are kept, and those that are not.
    pub fn commented(&self, is_kept: impl Fn(usize, &str) -> bool) -> Vec<Remark> {
        let (kept, lost): (Vec<_>, Vec<_>) = self.comments.iter().partition(|((line, _), text)| is_kept(*line, text));
        let named = |((line, cell), _): &(&(usize, usize), &String)| format!("{}{line}", letters(*cell - 1));
        let places = |all: &[(&(usize, usize), &String)]| listed("cell", &all.iter().map(named).collect::<Vec<_>>());
        let kept = places(&kept).map(|places| format!("comments are kept in the notes of their rows: {places}"));
        let lost = places(&lost).map(|places| format!("comments are not read; write what is to be kept into the sheet: {places}"));
        kept.into_iter().chain(lost).map(|message| Remark { line: 0, cell: 0, message }).collect()
    }

    /// The cells of one column, without the empty ones.
    pub fn column(&self, index: usize) -> impl Iterator<Item = &str> {
        self.rows.iter().map(move |row| row.cells[index].as_str()).filter(|cell| !cell.is_empty())
    }

    /// The same, each text once: a column of ratings has few of them, however many rows there are.
    pub fn distinct(&self, index: usize) -> impl Iterator<Item = &str> {
        let mut seen = HashSet::new();
        self.column(index).filter(move |cell| seen.insert(*cell))
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
    use super::super::meant::Meant;
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
