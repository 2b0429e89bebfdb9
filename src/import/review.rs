//! Rows of a log of management reviews: all rows of a day make one review, each with a decision.

use super::draft::{Draft, kind};
use super::read;
use super::record::Record;
use super::row::{Cells, keep_other, keep_rest};
use super::sheet::Fault;
use super::vocabulary::DECISIONS;
use crate::edit::value::{Map, Value};

/// What each row says for itself.
const OF_ROWS: [&str; 6] = ["on", "decision", "decision.kind", "decision.owner", "decision.due", "decision.done"];

/// Imports all rows of one review.
pub fn rows(draft: &mut Draft<'_>, rows: &[Cells<'_>]) -> Result<(), Fault> {
    let first = rows[0];
    let on = first.get("on").filter(|cell| cell.day().is_some_and(|day| day <= draft.today)).and_then(|cell| cell.day());
    let Some(on) = on else {
        let message = "the row does not say on which day the review was held".into();
        return Err(first.fault("on", message, "write the day; a review that is still to come is no record yet"));
    };
    let made = format!("Management review {on}");
    let title = first.get("title").map_or(made.as_str(), |cell| cell.text);
    let mut record = draft.begin_named(kind("review"), first, Some(title))?;
    record.fields.put("on", on.to_string());
    let chair = draft.party(first.get("chair"), "chair", &mut record);
    record.fields.put_some("chair", chair);
    let mut decisions = Vec::new();
    for cells in rows {
        decisions.extend(decision(draft, *cells, &mut record));
    }
    record.fields.put_list("decisions", decisions);
    keep_rest(&mut record, first);
    rows[1..].iter().for_each(|cells| keep_other(&mut record, first, *cells, &OF_ROWS));
    draft.add_whole(record, first, "id");
    Ok(())
}

/// A decision. One without a text, or of which nothing says what it is about, is kept in words.
fn decision(draft: &mut Draft<'_>, cells: Cells<'_>, record: &mut Record) -> Option<Value> {
    let kind = draft.word(DECISIONS, cells.get("decision.kind"), "decisions", record);
    let (Some(of), Some(text)) = (kind, cells.get("decision")) else {
        // What kind it is was told already where it is not understood.
        let parts =
            OF_ROWS.iter().filter(|field| kind.is_some() || **field != "decision.kind").skip(1).filter_map(|field| cells.get(field));
        parts.for_each(|cell| record.doubt("decisions", cell.header, cell.text));
        return None;
    };
    let mut decision = Map::default();
    decision.put("kind", of);
    decision.put("text", text.text);
    let owner = draft.party(cells.get("decision.owner"), "decisions", record);
    decision.put_some("owner", owner);
    for field in ["due", "done"] {
        let day = cells.get(&format!("decision.{field}")).and_then(|cell| read::day(draft, cell, "decisions", record));
        decision.put_some(field, day);
    }
    Some(decision.into())
}
