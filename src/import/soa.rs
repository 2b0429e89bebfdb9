//! Rows of a Statement of Applicability: a decision for each control of Annex A, and a record of how it is met.

use super::annex::{self, Named};
use super::draft::{Draft, kind};
use super::list;
use super::proposal::Decision;
use super::record::Record;
use super::row::{Cell, Cells, keep_rest, line};
use super::sheet::{Fault, short};
use super::titled;
use super::vocabulary::{DOCUMENT_TYPES, REASONS, TRUTHS};
use super::words::{self, normal};
use crate::base::node::Node;
use crate::base::slug::slug;
use crate::edit::value::{Map, Value};
use crate::model::annex_a::AnnexControl;
use crate::model::kinds::Control;
use crate::model::program::{Program, View};
use crate::model::unclear::UNCLEAR;

/// Columns that are ticked where a reason is one of theirs, as many templates have them.
const TICKED: [(&str, &str); 4] =
    [("because.law", "law"), ("because.contract", "contract"), ("because.business", "business"), ("because.risk", "risk")];

/// What sheets of such rows are called.
pub const NAME: &str = "soa";

/// Imports one row.
pub fn row(draft: &mut Draft<'_>, cells: Cells<'_>) -> Result<(), Fault> {
    let control = control(draft, cells)?;
    let id = format!("CTL-{}", slug(control.id));
    let title = cells.get("title").map_or(control.title, |cell| cell.text);
    let mut record = Record::new(kind("control"), id, line(title));
    compare_names(draft, cells, control, &mut record);
    let status = draft.control_state(said(cells, "status"), &mut record);
    let applicable = applicable(draft, cells, status, &mut record);
    let mut decision = Map::default();
    decision.put_some("applicable", applicable);
    let words = record.unclear.0.iter().position(|(field, _)| field == "applicable").map(|place| record.unclear.0.remove(place));
    let because = because(cells);
    let prose = said(cells, "because").filter(|cell| because.is_none() && !words::is_nothing(cell.text));
    if applicable != Some(false) {
        decision.put_list("because", because.unwrap_or_default().into_iter().map(Value::from).collect());
    }
    decision.put_some("justification", justification(draft, cells, applicable, prose, &mut record));
    let other = implementer(draft.program, control, &record.id);
    if let (Some(other), Some(cell)) = (other.filter(|_| applicable == Some(false)), cells.get("control")) {
        draft.remark(cell, format!("`{}` implements it, and the sheet says that it does not apply", other.data().id));
    }
    let other = other.filter(|_| applicable != Some(false));
    if has_control(applicable, status) && other.is_none() {
        describe(draft, cells, &mut record, control, status);
        draft.add(record, cells, "control");
    } else {
        match other {
            Some(other) => implemented(draft, cells, &mut record, &other, status),
            None => unimplemented(draft, cells, &mut record, applicable, status),
        }
        undescribed(cells, &mut record);
        draft.take(&record.id, cells, "control");
        let notes = record.all_as_notes();
        if !notes.is_empty() {
            decision.put("notes", notes.join("\n"));
        }
    }
    if let Some(words) = words {
        decision.put(UNCLEAR, Map(vec![words]));
    }
    if let Some(takes) = &mut draft.proposal.takes {
        takes.hint = annex::twice(control, title);
    }
    draft.proposal.decision = Some(Decision { control, fields: decision });
    Ok(())
}

/// The cell of a field, unless it is only a dash.
fn said<'s>(cells: Cells<'s>, field: &str) -> Option<Cell<'s>> {
    cells.get(field).filter(|cell| !words::is_dash(cell.text))
}

/// Whether the control applies, by a column that says so, one that says the opposite, or the state of a control that nobody
/// needs. Columns that contradict each other decide nothing.
fn applicable(draft: &mut Draft<'_>, cells: Cells<'_>, status: Option<&str>, record: &mut Record) -> Option<bool> {
    let mut of = |field: &str, yes: &str| {
        let cell = said(cells, field)?;
        // Beside `NA` it is the letter of what applies.
        if field == "applicable" && matches!(&*normal(cell.text), "a" | "na") {
            return Some((cell, normal(cell.text) == "a"));
        }
        Some((cell, draft.word(TRUTHS, Some(cell), "applicable", record)? == yes))
    };
    let told = [
        of("applicable", "true"),
        of("excluded", "false"),
        said(cells, "status").filter(|_| status == Some("-")).map(|cell| (cell, false)),
    ];
    let mut told = told.into_iter().flatten();
    let (first, applies) = told.next()?;
    let Some((other, _)) = told.find(|(_, other)| *other != applies) else { return Some(applies) };
    record.doubt("applicable", first.header, first.text);
    draft.doubt(other, "applicable", "says the opposite of what another column says", record);
    None
}

/// A record says how a control works or is going to; there is none for what nobody needs or has begun.
fn has_control(applicable: Option<bool>, status: Option<&str>) -> bool {
    match status {
        Some("none" | "-") => false,
        Some(_) => applicable != Some(false),
        None => applicable == Some(true),
    }
}

/// The control of Annex A that a row is about.
fn control(draft: &mut Draft<'_>, cells: Cells<'_>) -> Result<&'static AnnexControl, Fault> {
    let Some(cell) = cells.get("control") else {
        return Err(cells.fault("control", "the row names no control of Annex A".into(), "write its number, such as `A.5.1`"));
    };
    let title = cells.get("title").map_or("", |cell| cell.text);
    let Named { control, damage } = annex::named(cell.text, title).map_err(|(message, help)| cells.fault("control", message, &help))?;
    if let Some(damage) = damage {
        draft.remark(cell, format!("`{}` {damage}", short(cell.text)));
    }
    Ok(control)
}

/// Names and themes are the standard's; what the sheet has instead is told.
fn compare_names(draft: &mut Draft<'_>, cells: Cells<'_>, annex: &AnnexControl, record: &mut Record) {
    if let Some(cell) = cells.get("title")
        && let Some(other) = annex::titled(cell.text).filter(|other| other.id != annex.id)
    {
        draft.remark(cell, format!("`{}` has the title of `{}`: {}", annex.id, other.id, other.title));
    }
    if let Some(cell) = cells.get("theme") {
        let theme = normal(cell.text).replace("organis", "organiz");
        if !theme.contains(&annex.theme.name().to_lowercase()) {
            draft.misfit(cell, &format!("is not the theme of `{}`, which is {}", annex.id, annex.theme.name()), record);
        }
    }
}

/// Reasons as a list of words or the usual letters, and as columns that are ticked; None where there is a text that is no such
/// list.
fn because(cells: Cells<'_>) -> Option<Vec<&'static str>> {
    let ticked = TICKED.iter().filter(|(field, _)| {
        said(cells, field).is_some_and(|cell| words::meaning(TRUTHS, cell.text).is_some_and(|meaning| meaning.word() == "true"))
    });
    let mut reasons: Vec<&str> = ticked.map(|(_, reason)| *reason).collect();
    if let Some(cell) = said(cells, "because") {
        let parts = list::parts(cell.text).flat_map(|part| part.split([',', '/', '+'])).map(normal).filter(|part| !part.is_empty());
        reasons.extend(parts.map(|part| words::exactly(REASONS, &part)).collect::<Option<Vec<&str>>>()?);
    }
    reasons.sort_unstable();
    reasons.dedup();
    Some(reasons)
}

/// The justification, from the column that fits the decision; that of the other is kept in the notes. A reason in words is one
/// where no column has another. Why something is left out is none for what applies, which is told.
fn justification(
    draft: &mut Draft<'_>,
    cells: Cells<'_>,
    applicable: Option<bool>,
    prose: Option<Cell<'_>>,
    record: &mut Record,
) -> Option<String> {
    let text = |field: &str| said(cells, field).filter(|cell| !words::is_nothing(cell.text));
    let both = text("justification").or(if applicable == Some(false) { None } else { text("inclusion") });
    let mut exclusion = text("exclusion");
    if let (Some(true), Some(cell)) = (applicable, exclusion) {
        draft.misfit(cell, "says why the control is left out, and it applies", record);
        exclusion = None;
    }
    if let (Some(false), Some(cell)) = (applicable, text("inclusion")) {
        draft.misfit(cell, "says why the control is needed, and it does not apply", record);
    }
    let order = if applicable == Some(false) { [exclusion, both, prose] } else { [both, prose, exclusion] };
    let mut found = order.into_iter().flatten();
    let first = found.next();
    found.for_each(|cell| record.note(cell.header, cell.text));
    first.map(|cell| cell.text.to_owned())
}

/// The record of a control that is there, or is going to be.
fn describe(draft: &mut Draft<'_>, cells: Cells<'_>, record: &mut Record, annex: &'static AnnexControl, status: Option<&str>) {
    let owner = draft.party(cells.get("owner"), "owner", record);
    record.fields.put_some("owner", owner);
    record.fields.put_list("implements", vec![annex.id.into()]);
    record.fields.put_some("description", cells.get("description").map(|cell| cell.text));
    record.fields.put_some("status", status);
    let documents = documents(draft, cells, record);
    record.fields.put_list("documents", documents);
    if let Some(cell) = cells.get("notes") {
        record.notes.insert(0, cell.text.into());
    }
}

/// A control of the programme that implements a control of Annex A, besides the one that such sheets make for it.
fn implementer<'a>(program: &'a Program, annex: &AnnexControl, own: &str) -> Option<View<'a, Control>> {
    let is_it =
        |control: &View<'_, Control>| control.is_active() && control.implements.iter().any(|implemented| implemented.id() == annex.id);
    program.all::<Control>().find(|control| control.id != own && is_it(control))
}

/// What is told of a control that the programme implements already: of two records nobody would know which holds.
fn implemented(draft: &mut Draft<'_>, cells: Cells<'_>, record: &mut Record, other: &View<'_, Control>, status: Option<&str>) {
    if let Some(cell) = cells.get("control") {
        let id = &other.data().id;
        draft
            .remark(cell, format!("`{id}` implements it already; what the row says of how it is met is kept in the notes of the decision"));
    }
    let known = other.node().get("status").map(Node::text);
    if let Some(cell) = said(cells, "status").filter(|_| known.is_none() || known != status) {
        if let (Some(known), Some(_)) = (known, status) {
            draft.remark(cell, format!("`{}` says `{known}`, and the sheet `{}`", other.data().id, short(cell.text)));
        }
        record.note(cell.header, cell.text);
    }
}

/// What is told of a state beside a control that nobody needs, or of which nobody said whether it applies.
fn unimplemented(draft: &mut Draft<'_>, cells: Cells<'_>, record: &mut Record, applicable: Option<bool>, status: Option<&str>) {
    let Some(cell) = said(cells, "status") else { return };
    match status {
        // Words that say more than that there is none are kept already.
        Some("none") if applicable.is_none() && record.notes.is_empty() => record.note(cell.header, cell.text),
        Some("none" | "-") | None => {}
        Some(_) => draft.misfit(cell, "is the status of a control that is not applicable", record),
    }
}

/// What a row without a control has to say goes to the notes of its decision.
fn undescribed(cells: Cells<'_>, record: &mut Record) {
    for field in ["owner", "description", "documents", "notes"] {
        if let Some(cell) = cells.get(field) {
            record.note(cell.header, cell.text);
        }
    }
    keep_rest(record, cells);
}

/// The documents that a cell names: known ones, and new ones for what is called a policy, a procedure or the like.
/// Registers and tools are no documents: they are kept in the notes.
pub fn documents(draft: &mut Draft<'_>, cells: Cells<'_>, record: &mut Record) -> Vec<Value> {
    let Some(cell) = cells.get("documents") else { return Vec::new() };
    let mut ids: Vec<Value> = Vec::new();
    let mut rest: Vec<&str> = Vec::new();
    // A title behind an id may have commas.
    let several = |part| if titled::apart(part).is_some() { vec![part] } else { part.split(',').collect::<Vec<&str>>() };
    for name in list::parts(cell.text).flat_map(several).map(str::trim).filter(|name| !name.is_empty()) {
        let known = draft.names.find("document", name).or_else(|| draft.names.titled("document", name)).or_else(|| {
            // What follows an id may be another title, or say more.
            let (id, _) = titled::apart(name)?;
            let known = draft.names.find("document", id)?;
            record.note(cell.header, name);
            Some(known)
        });
        match known.map(str::to_owned).or_else(|| named_document(draft, name)) {
            Some(id) if ids.contains(&id.as_str().into()) => {}
            Some(id) => ids.push(id.into()),
            None => rest.push(name),
        }
    }
    if !rest.is_empty() {
        record.doubt("documents", cell.header, &rest.join("; "));
    }
    ids
}

/// A document made because a row names it.
fn named_document(draft: &mut Draft<'_>, name: &str) -> Option<String> {
    let kind = kind("document");
    let of_type = |name: &str| words::spoken_of(DOCUMENT_TYPES, name).filter(|_| words::is_name(name));
    if let Some((id, title)) = titled::apart_for(kind, name) {
        let of_type = of_type(title).or_else(|| of_type(id))?;
        draft.make(kind, id.to_owned(), name).fields.put("type", of_type);
        return Some(id.to_owned());
    }
    let of_type = of_type(name)?;
    let code = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') && name.bytes().any(|b| b.is_ascii_digit());
    let coded = format!("{}-{name}", kind.prefix);
    let id = if code && name.len() <= 40 && !name.ends_with('-') && !name.starts_with('-') && !draft.names.is_taken(&coded) {
        coded
    } else {
        draft.names.fresh(kind, name)
    };
    draft.make(kind, id.clone(), name).fields.put("type", of_type);
    Some(id)
}
