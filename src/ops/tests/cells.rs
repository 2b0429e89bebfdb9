//! Every report as a workbook and as CSV, read by other readers than ours: what its typed cells say is what stands in theirs.

use super::{acme, world};
use crate::base::date::Date;
use crate::ops::open::View;
use crate::ops::report::{Make, REPORTS, Said, by_name};
use crate::render::{Answer, FORMATS, Look, Written, escape};
use crate::report::doc::{Block, Cell, Doc, Table, Value};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;
use std::io::Read as _;

/// A cell of a workbook.
#[derive(Clone, Debug, PartialEq)]
enum Found {
    Number(f64),
    /// Its number, where it is shown as a day.
    Day(f64),
    Text(String),
}

/// The parts of a workbook, by name.
type Parts = BTreeMap<String, String>;

fn written(answer: &Answer<'_>, format: &str) -> Vec<u8> {
    let format = FORMATS.iter().find(|known| known.name == format).unwrap();
    let mut out = Vec::new();
    (format.write)(answer, &Look { width: 100, colour: false }, &mut out).unwrap();
    out
}

fn parts(bytes: Vec<u8>) -> Parts {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let count = archive.len();
    let read = |at: usize| {
        let mut part = archive.by_index(at).unwrap();
        let mut text = Vec::new();
        part.read_to_end(&mut text).unwrap();
        (part.name().unwrap().into_owned(), String::from_utf8_lossy(&text).into_owned())
    };
    (0..count).map(read).collect()
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.attributes().map(Result::unwrap).find(|attribute| attribute.key.as_ref() == name.as_bytes())?;
    Some(String::from_utf8_lossy(&found.value).into_owned())
}

/// What elements have in them, with what they are.
fn walk(text: &str, see: &mut dyn FnMut(&Event<'_>)) {
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return,
            event => see(&event),
        }
    }
}

/// Text of an event, if it is one.
fn words(event: &Event<'_>) -> Option<String> {
    match event {
        Event::Text(text) => Some(String::from_utf8_lossy(text).into_owned()),
        Event::GeneralRef(name) => Some(match &*String::from_utf8_lossy(name) {
            "amp" => "&".into(),
            "lt" => "<".into(),
            "gt" => ">".into(),
            "quot" => "\"".into(),
            "apos" => "'".into(),
            other => format!("&{other};"),
        }),
        _ => None,
    }
}

/// The texts that cells share.
fn shared(parts: &Parts) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    let mut is_text = false;
    walk(parts.get("xl/sharedStrings.xml").map_or("", String::as_str), &mut |event| match event {
        Event::Start(element) if element.name().as_ref() == b"si" => texts.push(String::new()),
        Event::Start(element) => is_text = element.name().as_ref() == b"t",
        Event::End(_) => is_text = false,
        event => {
            if let Some(words) = words(event).filter(|_| is_text) {
                texts.last_mut().unwrap().push_str(&words);
            }
        }
    });
    texts
}

/// Whether numbers of each style are shown as days.
fn days(parts: &Parts) -> Vec<bool> {
    let (mut codes, mut styles, mut is_in) = (BTreeMap::new(), Vec::new(), false);
    walk(&parts["xl/styles.xml"], &mut |event| match event {
        Event::Start(element) | Event::Empty(element) => match element.name().as_ref() {
            b"numFmt" => drop(codes.insert(attribute(element, "numFmtId"), attribute(element, "formatCode").unwrap().contains("yy"))),
            b"cellXfs" => is_in = true,
            b"xf" if is_in => styles.push(codes.get(&attribute(element, "numFmtId")).copied().unwrap_or_default()),
            _ => {}
        },
        Event::End(element) if element.name().as_ref() == b"cellXfs" => is_in = false,
        _ => {}
    });
    styles
}

/// The cells of a sheet by their places, such as `B3`.
fn cells(parts: &Parts, sheet: usize) -> BTreeMap<String, Found> {
    let (shared, days) = (shared(parts), days(parts));
    let mut found = BTreeMap::new();
    let (mut place, mut kind, mut is_day, mut value) = (String::new(), String::new(), false, None);
    walk(&parts[&format!("xl/worksheets/sheet{sheet}.xml")], &mut |event| match event {
        Event::Start(element) if element.name().as_ref() == b"c" => {
            place = attribute(element, "r").unwrap();
            kind = attribute(element, "t").unwrap_or_default();
            is_day = attribute(element, "s").is_some_and(|style| days[style.parse::<usize>().unwrap()]);
        }
        Event::Start(element) if element.name().as_ref() == b"v" => value = Some(String::new()),
        Event::Start(element) => assert_ne!(element.name().as_ref(), b"f", "a formula in {place}"),
        Event::End(element) if element.name().as_ref() == b"v" => {
            let text = value.take().unwrap();
            let cell = match (kind.as_str(), is_day) {
                ("s", _) => Found::Text(shared[text.parse::<usize>().unwrap()].clone()),
                ("", true) => Found::Day(text.parse().unwrap()),
                ("", false) => Found::Number(text.parse().unwrap()),
                other => panic!("a cell of another kind: {other:?}"),
            };
            found.insert(place.clone(), cell);
        }
        event => {
            if let (Some(words), Some(value)) = (words(event), value.as_mut()) {
                value.push_str(&words);
            }
        }
    });
    found
}

fn place(row: usize, mut column: usize) -> String {
    let mut letters = String::new();
    loop {
        letters.insert(0, char::from(b'A' + u8::try_from(column % 26).unwrap()));
        match (column / 26).checked_sub(1) {
            Some(rest) => column = rest,
            None => return format!("{letters}{row}"),
        }
    }
}

/// What a cell is to be in a workbook.
#[allow(clippy::cast_precision_loss, reason = "a calendar has few days")]
fn wanted(cell: &Cell<'_>) -> Option<Found> {
    let zero: Date = "1899-12-30".parse().unwrap();
    match &cell.value {
        Value::Number(number) => Some(Found::Number(*number)),
        Value::Day(day) => Some(Found::Day(day.days_since(zero) as f64)),
        Value::Level(level) => Some(Found::Text(level.name.clone().into_owned())),
        _ => {
            let text = escape::visible(&cell.lines().collect::<Vec<_>>().join("\n"));
            (!text.is_empty()).then_some(Found::Text(text))
        }
    }
}

/// The rows of a table with the groups that they stand in, and whether they have any.
fn rows<'t>(table: &Table<'t>) -> (bool, Vec<Vec<Cell<'t>>>) {
    let is_grouped = table.rows.iter().next().is_some_and(|row| row.group.is_some());
    let mut group = Cell::none();
    let row = |row: crate::report::doc::Row<'t>| {
        if let Some(named) = row.group {
            group = Cell { value: Value::Text(named), ..Cell::default() };
        }
        is_grouped.then(|| group.clone()).into_iter().chain(row.cells).collect()
    };
    (is_grouped, table.rows.iter().map(row).collect())
}

/// How many cells of each kind were compared.
type Seen = BTreeMap<&'static str, usize>;

fn in_workbook(name: &str, doc: &Doc<'_>, parts: &Parts, seen: &mut Seen) {
    // The first sheet has what is said in words.
    let mut sheet = 1;
    for block in &doc.blocks {
        let table = match block {
            Block::Table(table) if !table.rows.is_empty() => table.clone().apart(),
            Block::Matrix(_) | Block::Chart(_) | Block::Bars(_) => {
                sheet += 1;
                continue;
            }
            _ => continue,
        };
        sheet += 1;
        let found = cells(parts, sheet);
        let (is_grouped, rows) = rows(&table);
        let headings =
            is_grouped.then(|| "Group".to_owned()).into_iter().chain(table.columns.iter().map(|column| column.heading.to_string()));
        let mut count = 0;
        for (at, heading) in headings.enumerate() {
            assert_eq!(found.get(&place(1, at)), Some(&Found::Text(heading)), "{name}, sheet {sheet}");
            count += 1;
        }
        for (n, row) in rows.iter().enumerate() {
            for (at, cell) in row.iter().enumerate() {
                let wanted = wanted(cell);
                let place = place(n + 2, at);
                assert_eq!(found.get(&place), wanted.as_ref(), "{name}, sheet {sheet}, {place}");
                count += usize::from(wanted.is_some());
                if let Value::Level(level) = &cell.value {
                    let rule = format!(">\"{}\"<", escape::visible(&level.name));
                    let is_coloured = parts[&format!("xl/worksheets/sheet{sheet}.xml")].replace("&quot;", "\"").contains(&rule);
                    assert!(is_coloured, "{name}, sheet {sheet}: no rule colours {}", level.name);
                    *seen.entry("levels").or_default() += 1;
                }
                let kind = match wanted {
                    Some(Found::Number(_)) => "numbers",
                    Some(Found::Day(_)) => "days",
                    Some(Found::Text(_)) => "texts",
                    None => "empty",
                };
                *seen.entry(kind).or_default() += 1;
            }
        }
        assert_eq!(found.len(), count, "{name}, sheet {sheet} has cells that the report has not");
    }
    let sheets = parts.keys().filter(|part| part.starts_with("xl/worksheets/sheet")).count();
    assert_eq!(sheets, sheet, "{name}");
}

fn in_csv(name: &str, report: &dyn Written, text: &[u8], seen: &mut Seen) {
    let doc = report.doc();
    let first = doc.blocks.into_iter().find_map(|block| if let Block::Table(table) = block { Some(table) } else { None });
    let mut lines = csv::ReaderBuilder::new().has_headers(false).from_reader(text);
    let lines: Vec<Vec<String>> = lines.records().map(|line| line.unwrap().iter().map(str::to_owned).collect()).collect();
    let (header, rows): (Vec<String>, Vec<Vec<Cell<'_>>>) = match report.sheet().or(first) {
        Some(table) => {
            let table = table.apart();
            let (is_grouped, rows) = rows(&table);
            let headings = table.columns.iter().map(|column| column.heading.to_string());
            (is_grouped.then(|| "group".to_owned()).into_iter().chain(headings).collect(), rows)
        }
        None => {
            let facts = doc.head.facts.into_iter().map(|fact| vec![Cell { value: Value::Text(fact.name), ..Cell::default() }, fact.value]);
            (["fact", "value"].map(str::to_owned).to_vec(), facts.collect())
        }
    };
    assert_eq!(lines[0], header, "{name}");
    assert_eq!(lines.len(), rows.len() + 1, "{name}");
    for (line, row) in lines[1..].iter().zip(&rows) {
        for (found, cell) in line.iter().zip(row) {
            let wanted = cell.bare();
            // An apostrophe keeps a text from being a formula; a number is one as it is.
            let is_same = *found == wanted || found.strip_prefix('\'').is_some_and(|found| found == wanted);
            assert!(is_same, "{name}: {found} is not {wanted}");
            match &cell.value {
                Value::Number(number) => assert_eq!(found.trim_start_matches('\'').parse::<f64>().unwrap(), *number, "{name}"),
                Value::Day(day) => assert_eq!(found.parse::<Date>().unwrap(), *day, "{name}"),
                Value::Level(level) => assert!(found.contains(&*level.name), "{name}: {found}"),
                _ => {}
            }
            *seen.entry("csv").or_default() += 1;
        }
    }
}

#[test]
fn every_cell_of_every_report_is_in_its_workbook_and_in_csv() {
    let folder = tempfile::tempdir().unwrap();
    let view = View::open(world(), &acme(folder.path())).unwrap();
    let mut seen = Seen::new();
    for info in REPORTS.iter().filter(|info| matches!(info.make, Make::State(..) | Make::Period(..))) {
        let report = by_name(&view, info.name, Said::default()).unwrap();
        let answer = Answer::whole(&*report);
        in_workbook(info.name, &report.doc(), &parts(written(&answer, "xlsx")), &mut seen);
        in_csv(info.name, &*report, &written(&answer, "csv"), &mut seen);
    }
    // There was something of each to compare.
    for (kind, least) in [("numbers", 50), ("days", 50), ("texts", 500), ("levels", 20), ("empty", 50), ("csv", 500)] {
        assert!(seen.get(kind).is_some_and(|seen| *seen >= least), "{kind}: {seen:?}");
    }
}
