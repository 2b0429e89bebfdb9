//! What stands beside the cells of workbooks.

use super::*;
use rust_xlsxwriter::{Format, Note, Workbook};

/// What comes of a workbook with these rows, comments on its cells and cells that are merged over columns.
fn risks(rows: &[&[&str]], notes: &[(u32, u16, &str)], merged: &[(u32, u16, &str)]) -> Plan {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(*cells).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write(row, column, *cell).unwrap();
        }
    }
    for (row, column, text) in notes {
        sheet.insert_note(*row, *column, &Note::new(*text).add_author_prefix(false)).unwrap();
    }
    for (row, last, text) in merged {
        sheet.merge_range(*row, 0, *row, *last, text, &Format::new()).unwrap();
    }
    let memory = programme(&[]);
    let kind = KINDS.iter().find(|kind| kind.name == "risk").unwrap();
    let book = Book::read("s.xlsx", &book.save_to_buffer().unwrap()).unwrap();
    plan(&memory, &load(&memory).unwrap(), kind, book, &Asked::default(), "2026-06-30".parse().unwrap()).unwrap()
}

fn told(plan: &Plan) -> Vec<&str> {
    plan.remarks.iter().map(|remark| remark.message.as_str()).collect()
}

#[test]
fn comments_go_to_the_notes_of_their_rows() {
    let rows: &[&[&str]] = &[&["ID", "Risk", "Likelihood", "Impact"], &["R1", "Fire", "3", "2"], &["R2", "Flood", "1", "2"]];
    let notes = [(0, 2, "1 is rare"), (1, 2, "since the move"), (1, 3, "Ann:\nmaybe 1"), (2, 0, "new")];
    let plan = risks(rows, &notes, &[]);
    let notes: Vec<_> = plan.records.iter().map(|record| record.notes.join("\n")).collect();
    assert_eq!(notes, ["comment on Likelihood: since the move\ncomment on Impact: Ann:\nmaybe 1", "comment on ID: new"]);
    assert_eq!(
        told(&plan),
        [
            "comments are kept in the notes of their rows: cells C2, D2, A3",
            "comments are not read; write what is to be kept into the sheet: cell C1",
        ]
    );
}

#[test]
fn a_text_that_is_merged_over_columns_is_a_heading() {
    let rows: &[&[&str]] = &[&["Risk", "Likelihood", "Impact"], &[], &["Fire", "3", "2"], &[], &["Malware", "1", "2"]];
    let plan = risks(rows, &[], &[(1, 2, "Physical"), (3, 2, "IT")]);
    assert_eq!(plan.records.len(), 2);
    assert_eq!(told(&plan), ["the row is a heading; it is not read as a row"; 2]);
}

#[test]
fn what_is_merged_down_says_the_same_in_all_its_rows() {
    let rows: &[&[&str]] =
        &[&["ID", "Risk", "Likelihood", "Impact", "Measure"], &["R1", "Fire", "3", "2", "Doors"], &["", "", "", "", "Sprinklers"]];
    let plan = risks(rows, &[(2, 4, "ordered")], &[]);
    assert_eq!(plan.records.len(), 1);
    assert_eq!(plan.records[0].notes, ["Measure: Sprinklers; comment on Measure: ordered"]);
}
