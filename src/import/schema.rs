//! The JSON Schema of maps that are kept, made of the tables of fields: what an editor offers is what an import takes.

use super::axis::Axis;
use super::conversion;
use super::kind::{KINDS, SheetKind};
use super::rating::STATES;
use super::wishes::{ANYWHERE, NOTES};
use crate::edit::columns;
use crate::model::kinds;
use serde_json::{Value, json};

/// What it is called beside the schemas of records.
pub const NAME: &str = "map";

/// The schema as text.
pub fn text() -> String {
    format!("{:#}\n", schema())
}

/// The schema. What a kind does not have is refused where the map says its kind.
pub fn schema() -> Value {
    let mut names: Vec<&str> = KINDS.iter().map(|kind| kind.name).chain(kinds::KINDS.iter().map(|kind| kind.name)).collect();
    names.sort_unstable();
    names.dedup();
    let of_kinds: Vec<Value> = names.iter().map(|name| of_kind(name)).collect();
    let said = json!({"type": ["string", "number", "boolean"]});
    let scale = json!({"type": ["string", "number"]});
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Map of a sheet",
        "description": "How sheets of somebody are read, month after month: `isms import FILE --map MAP.yaml`. `isms export KIND --map MAP.yaml` writes a register in the same layout.",
        "type": "object",
        "additionalProperties": false,
        "minProperties": 1,
        "properties": {
            "kind": {"description": "What the rows are, as `--as` says it.", "enum": names},
            "sheet": {"description": "The sheet of a workbook.", "type": "string", "minLength": 1},
            "header_line": {"description": "The line that names the columns, from 1.", "type": "integer", "minimum": 1},
            "dates": {"description": "What stands first in days that are numbers only.", "enum": ["dmy", "mdy"]},
            "scale": {
                "description": format!("The scale of the ratings, one for both or one for each: {}.", conversion::FORMS),
                "anyOf": [scale, {
                    "type": "object",
                    "additionalProperties": false,
                    "properties": {Axis::Likelihood.name(): scale, Axis::Impact.name(): scale}
                }]
            },
            "columns": {
                "description": "For each header its field. `custom` and `notes` keep a column with its header, `notes.text` without it, `-` leaves it out.",
                "type": ["object", "null"],
                "additionalProperties": {"type": "string", "minLength": 1}
            },
            "values": {
                "description": "For each field what cells say, and what is recorded instead; `-` records nothing.",
                "type": ["object", "null"],
                "additionalProperties": {"type": ["object", "null"], "additionalProperties": said}
            }
        },
        "allOf": of_kinds
    })
}

/// What columns and values of a kind may be: fields of sheets, and those of its records, which stand in registers that go out.
fn of_kind(name: &str) -> Value {
    let sheets = KINDS.iter().find(|kind| kind.name == name);
    let mut fields: Vec<String> = sheets.into_iter().flat_map(SheetKind::field_names).map(str::to_owned).collect();
    let records = kinds::by_name(name).map(|kind| columns::columns(kind.name));
    fields.extend(records.into_iter().flatten().map(|column| column.path).filter(|path| path != "notes"));
    fields.sort_unstable();
    fields.dedup();
    let dimensions = sheets.filter(|kind| kind.fields.iter().any(|field| field.name == "impact")).map(|_| {
        let states = STATES.join("|");
        json!({"pattern": format!("^(({states})\\.)?impact\\..+")})
    });
    let any = |more: &[&str]| {
        let known: Vec<&str> = fields.iter().map(String::as_str).chain(more.iter().copied()).collect();
        let known = json!({"enum": known});
        json!({"anyOf": std::iter::once(known).chain(dimensions.clone()).collect::<Vec<Value>>()})
    };
    let anywhere = [&ANYWHERE[..], &[NOTES]].concat();
    json!({
        "if": {"properties": {"kind": {"const": name}}, "required": ["kind"]},
        "then": {"properties": {
            "columns": {"additionalProperties": any(&anywhere)},
            "values": {"propertyNames": any(&["notes", NOTES])}
        }}
    })
}
