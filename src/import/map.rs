//! Maps that are kept: a YAML file that says how the sheets of somebody are read, month after month. What it says and nobody
//! knows is an error with its place, never passed over.

use super::axis::Axis;
use super::conversion::{Conversions, Scale};
use super::mapping::{Asked, Values, Wish};
use crate::base::node::{Class, Node, SourceFile};
use crate::base::span::FileId;
use crate::base::text::{did_you_mean, list_of, normal};
use crate::base::written::Order;
use crate::load::yaml;

/// What a map may say.
const KEYS: [&str; 7] = ["kind", "sheet", "header_line", "dates", "scale", "columns", "values"];

/// Why a map cannot be used, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {message}")]
pub struct MapFault {
    /// `risks.map.yaml:4:3`
    pub place: String,
    pub message: String,
    pub help: String,
}

/// A map as it was written down.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    /// What the rows are, with its place.
    pub kind: Option<(String, String)>,
    asked: Asked,
}

impl Kept {
    /// Reads a map of this name.
    ///
    /// # Errors
    /// When it is no YAML, says nothing, or says what nobody knows.
    pub fn read(name: &str, bytes: Vec<u8>) -> Result<Self, MapFault> {
        let (file, findings) = yaml::read(FileId::ALONE, name.to_owned(), bytes);
        if let Some(finding) = findings.into_iter().next() {
            let help = finding.help.unwrap_or_else(|| "`isms import FILE --write-map MAP` writes one that can be read".into());
            return Err(fault(&file, finding.primary.span.start, finding.message, help));
        }
        let map = file.documents().next().filter(|node| node.class() != Class::Null);
        let Some(map) = map.filter(|map| map.class() != Class::Map || map.entries().next().is_some()) else {
            let help = "`isms import FILE --write-map MAP` writes what is understood of a sheet, to begin with";
            return Err(fault(&file, 0, "the map says nothing", help));
        };
        if map.class() != Class::Map {
            return Err(at(map, "a map has names with values behind them", format!("it may say {}", list_of(KEYS, "and"))));
        }
        let mut kept = Self::default();
        for (key, value) in map.entries() {
            kept.take(key, value)?;
        }
        Ok(kept)
    }

    /// Takes what one key says.
    fn take(&mut self, key: Node<'_>, value: Node<'_>) -> Result<(), MapFault> {
        let asked = &mut self.asked;
        match key.text() {
            "kind" => self.kind = Some((text(value)?.to_owned(), place(value))),
            "sheet" => asked.sheet = Some(text(value)?.to_owned()),
            "header_line" => {
                let line = text(value)?.parse().ok().filter(|line| *line > 0);
                asked.header_line = Some(line.ok_or_else(|| at(value, "this is no line", "lines are counted from 1"))?);
            }
            "dates" => {
                asked.dates = Some(match text(value)? {
                    "dmy" => Order::Day,
                    "mdy" => Order::Month,
                    other => return Err(at(value, format!("`{other}` is no order of days"), "it is `dmy` or `mdy`")),
                });
            }
            "scale" => asked.scales = scales(value)?,
            "columns" => asked.maps = entries(value, "headers with their fields", column)?,
            "values" => asked.values = entries(value, "fields with what their cells say", values)?,
            other => return Err(unknown(key, other, "key", &KEYS)),
        }
        Ok(())
    }

    /// What is asked with this map: what was said beside it counts before what it says. Text has no sheets.
    pub fn under(self, said: Asked, has_sheets: bool) -> Asked {
        let kept = self.asked;
        let is_said = |wish: &Wish| said.maps.iter().any(|other| normal(&other.header) == normal(&wish.header));
        let maps = said.maps.iter().cloned().chain(kept.maps.into_iter().filter(|wish| !is_said(wish))).collect();
        Asked {
            maps,
            sheet: said.sheet.or(kept.sheet.filter(|_| has_sheets)),
            header_line: said.header_line.or(kept.header_line),
            dates: said.dates.or(kept.dates),
            scales: said.scales.or(kept.scales),
            values: kept.values,
        }
    }
}

/// Reads each entry of a mapping; one that is left empty has none.
fn entries<T>(of: Node<'_>, what: &str, read: fn(Node<'_>, Node<'_>) -> Result<T, MapFault>) -> Result<Vec<T>, MapFault> {
    match of.class() {
        Class::Map => of.entries().map(|(key, value)| read(key, value)).collect(),
        Class::Null => Ok(Vec::new()),
        _ => Err(at(of, format!("here stand {what}"), "write each on a line of its own: `Header: field`")),
    }
}

fn column(header: Node<'_>, field: Node<'_>) -> Result<Wish, MapFault> {
    let [at, field_at] = [header, field].map(|node| format!("{}: ", place(node)));
    Ok(Wish { header: header.text().trim().into(), field: text(field)?.trim().into(), at, field_at })
}

fn values(field: Node<'_>, said: Node<'_>) -> Result<Values, MapFault> {
    let mut values = Values::of_field(field.text(), format!("{}: ", place(field)));
    for (key, value) in entries(said, "what cells say, with what is recorded", |key, value| Ok((key.slot(), value.slot())))? {
        let [key, value] = [key, value].map(|slot| field.file().node(slot));
        let said = key.text().trim();
        let taken = values.add(said, text(value)?.trim());
        taken.map_err(|other| at(key, format!("`{said}` says the same as `{other}`"), "leave one of the two out"))?;
    }
    Ok(values)
}

/// One scale for both, or one for each.
fn scales(value: Node<'_>) -> Result<Conversions, MapFault> {
    let read = |value: Node<'_>| -> Result<Scale, MapFault> {
        let text = text(value)?;
        Scale::parse(text).map_err(|help| at(value, format!("`{text}` is no scale"), help))
    };
    if value.class() != Class::Map {
        let scale = read(value)?;
        return Ok(Conversions { likelihood: Some(scale.clone()), impact: Some(scale) });
    }
    let mut scales = Conversions::default();
    for (key, value) in value.entries() {
        match key.text() {
            name if name == Axis::Likelihood.name() => scales.likelihood = Some(read(value)?),
            name if name == Axis::Impact.name() => scales.impact = Some(read(value)?),
            other => return Err(unknown(key, other, "scale", &["likelihood", "impact"])),
        }
    }
    Ok(scales)
}

fn unknown(key: Node<'_>, name: &str, what: &str, known: &[&str]) -> MapFault {
    let near = did_you_mean(name, known.iter().copied()).map_or(String::new(), |near| format!("did you mean `{near}`? "));
    at(key, format!("there is no {what} `{name}` in a map"), format!("{near}there are {}", list_of(known, "and")))
}

/// A value that is no mapping and no list.
fn text(node: Node<'_>) -> Result<&str, MapFault> {
    match node.class() {
        Class::Null => Err(at(node, "nothing stands here", "write `-` for what is left out")),
        _ if node.is_scalar() => Ok(node.text()),
        _ => Err(at(node, "a list or mapping stands here", "write one value")),
    }
}

/// `risks.map.yaml:4:3`
fn place(node: Node<'_>) -> String {
    placed(node.file(), node.span().start)
}

fn placed(file: &SourceFile, offset: u32) -> String {
    let position = file.position(offset);
    format!("{}:{}:{}", file.path, position.line, position.column)
}

fn at(node: Node<'_>, message: impl Into<String>, help: impl Into<String>) -> MapFault {
    fault(node.file(), node.span().start, message, help)
}

fn fault(file: &SourceFile, offset: u32, message: impl Into<String>, help: impl Into<String>) -> MapFault {
    MapFault { place: placed(file, offset), message: message.into(), help: help.into() }
}
