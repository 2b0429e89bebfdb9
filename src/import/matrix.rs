//! Rows of matrices of roles: what their holders must be able to do, and what part they have in activities.

use super::draft::{Draft, kind};
use super::record::Record;
use super::row::{Cell, Cells, leftovers};
use super::sheet::{Fault, short};
use super::vocabulary::ROLE_DUTIES;
use super::vocabulary::TRUTHS;
use super::words::{self, Meaning, is_everybody};

/// The letters of a matrix of activities.
const LETTERS: [&str; 4] = ["r", "a", "c", "i"];

/// Imports a competence that holders of a role must have.
pub fn competence(draft: &mut Draft<'_>, cells: Cells<'_>) -> Result<(), Fault> {
    let Some(what) = cells.get("competence") else {
        return Err(cells.fault("competence", "the row names no competence".into(), "say what a holder must be able to do"));
    };
    let mut misfits = Record::new(kind("role"), String::new(), String::new());
    let Some(role) = draft.party(cells.get("role"), "role", &mut misfits).filter(|id| id.starts_with("ROL-")) else {
        return Err(cells.fault("role", "the row names no role".into(), "name the role whose holders need the competence"));
    };
    let mandatory = cells.get("mandatory");
    let is_needed = mandatory.is_none_or(|cell| words::meaning(TRUTHS, cell.text) == Some(Meaning::Exactly("true")));
    if let Some(cell) = mandatory.filter(|_| !is_needed) {
        misfits.note(cell.header, cell.text);
    }
    if is_needed {
        draft.add_item(&role, &["competence"], what.text.into(), None);
    }
    if let Some(line) = leftovers(cells, what.text, &misfits) {
        draft.add_note(&role, &line);
    }
    draft.proposal.adds_to = Some(role);
    Ok(())
}

/// Imports the parts that roles have in an activity: every other column is a role. A duty of the management system
/// follows only where the role is responsible for an activity that is that duty.
pub fn activity(draft: &mut Draft<'_>, cells: Cells<'_>) -> Result<(), Fault> {
    let Some(activity) = cells.get("activity") else {
        return Err(cells.fault("activity", "the row names no activity".into(), "say what the letters are about"));
    };
    let column = cells.columns.of("activity");
    let parts: Vec<Cell<'_>> =
        (0..cells.sheet.header.len()).filter(|index| Some(*index) != column).filter_map(|index| cells.at(index)).collect();
    if let Some(cell) = parts.iter().find(|cell| !letters(cell.text).all(|letter| LETTERS.contains(&letter.as_str()))) {
        let message = format!("`{}` is no part such as `R`, `A`, `C` or `I`", short(cell.text));
        return Err(Fault { line: cell.line, cell: cell.number, message, help: "leave legends out of the sheet".into() });
    }
    let text = words::normal(activity.text);
    let duty = ROLE_DUTIES.iter().find(|(phrase, _)| text.contains(phrase)).map(|(_, duty)| *duty);
    for cell in parts {
        let mut misfits = Record::new(kind("role"), String::new(), String::new());
        let Some(role) = draft.party(Some(Cell { text: cell.header, ..cell }), "role", &mut misfits) else { continue };
        let is_one = !is_everybody(cell.header) && role.starts_with("ROL-");
        if let Some(duty) = duty.filter(|_| is_one && letters(cell.text).any(|letter| letter == "r")) {
            draft.add_item(&role, &["duties"], duty.into(), None);
        }
        if words::says_one_of(cell.header, &["top management"]) {
            draft.add_item(&role, &["duties"], "top-management".into(), None);
        }
        draft.add_note(&role, &format!("{}: {}", activity.text, cell.text));
        draft.proposal.adds_to = Some(role);
    }
    Ok(())
}

fn letters(text: &str) -> impl Iterator<Item = String> {
    text.split(['/', ',', ' ']).map(words::normal).filter(|letter| !letter.is_empty())
}
