//! Rows of a disaster recovery register: how soon assets must be back, and restores that were tried.

use super::asset;
use super::draft::{Draft, kind};
use super::record::Record;
use super::refs;
use super::row::{Cell, Cells, leftovers};
use super::sheet::{Fault, short};
use super::vocabulary::TEST_RESULTS;
use super::words;
use crate::edit::value::{Map, Value};

/// The control of Annex A that restores are tests of.
const BACKUP: &str = "A.8.13";

/// Imports one row.
pub fn row(draft: &mut Draft<'_>, cells: Cells<'_>) -> Result<(), Fault> {
    let system = cells.get("system");
    let Some((system, asset)) = system.and_then(|cell| Some((cell, refs::of(draft, "asset", cell.text).into_iter().next()?))) else {
        return Err(cells.fault("system", "the row names no asset that has a record".into(), "import the asset register first"));
    };
    let mut misfits = Record::new(kind("asset"), asset.clone(), String::new());
    for field in ["rto", "rpo"] {
        let Some(cell) = cells.get(field) else { continue };
        match asset::hours(cell) {
            Some(hours) => draft.add_entry(&asset, &[field], hours.to_string().into()),
            None => draft.misfit(cell, asset::NO_HOURS, &mut misfits),
        }
    }
    let is_restored = restore(draft, cells, &format!("Restore of {}", system.text), &mut misfits);
    if !is_restored && refs::says_more(draft, &asset, system.text) {
        misfits.note(system.header, system.text);
    }
    let name = cells.get("id").map_or_else(|| short(system.text), |cell| cell.text.to_owned());
    if let Some(line) = leftovers(cells, &name, &misfits) {
        draft.add_note(&asset, &line);
    }
    draft.proposal.adds_to = Some(asset);
    Ok(())
}

/// A restore on a day with a result is a test of the control that implements backups. Whether it is one.
fn restore(draft: &mut Draft<'_>, cells: Cells<'_>, what: &str, misfits: &mut Record) -> bool {
    let (tested, result) = (cells.get("tested"), cells.get("result"));
    let control = draft.behind.get(BACKUP).and_then(|controls| controls.first()).cloned();
    let day = tested.and_then(Cell::day);
    let outcome = result.and_then(|cell| words::meaning(TEST_RESULTS, cell.text));
    if let (Some(control), Some(day), Some(outcome)) = (control, day, outcome) {
        if let (words::Meaning::Roughly(_), Some(cell)) = (outcome, result) {
            misfits.note(cell.header, cell.text);
        }
        let outcome = Map(vec![("on".into(), day.to_string().into()), ("result".into(), outcome.word().into())]);
        let test = Map(vec![("what".into(), what.into()), ("results".into(), Value::List(vec![outcome.into()]))]);
        draft.add_item(&control, &["tests"], test.into(), Some("what"));
        return true;
    }
    for cell in [tested, result].into_iter().flatten() {
        misfits.note(cell.header, cell.text);
    }
    false
}
