//! Workbooks of Excel 97 to 2003, `.xls`: records one after the other in a stream.

use super::formats::Format;
use super::ole::Compound;
use super::table::{Area, Budget, Table, extend};
use super::{Book, Page, Problem};
use std::collections::HashMap;

/// The version of the records since Excel 97.
const BIFF8: u16 = 0x0600;

/// Records, by their numbers.
mod is {
    pub const FORMULA: u16 = 0x0006;
    pub const END: u16 = 0x000a;
    pub const COMMENT: u16 = 0x001c;
    pub const EPOCH: u16 = 0x0022;
    pub const PASSWORD: u16 = 0x002f;
    pub const FONT: u16 = 0x0031;
    pub const CONTINUED: u16 = 0x003c;
    pub const COLUMNS: u16 = 0x007d;
    pub const SHEET: u16 = 0x0085;
    pub const FILTERED: u16 = 0x009b;
    pub const COMPACT_NUMBERS: u16 = 0x00bd;
    pub const STYLE: u16 = 0x00e0;
    pub const MERGED: u16 = 0x00e5;
    pub const SHARED: u16 = 0x00fc;
    pub const SHARED_TEXT: u16 = 0x00fd;
    pub const BOOK: u16 = 0x01ae;
    pub const NUMBER: u16 = 0x0203;
    pub const TEXT: u16 = 0x0204;
    pub const TRUTH: u16 = 0x0205;
    pub const FORMULA_TEXT: u16 = 0x0207;
    pub const ROW: u16 = 0x0208;
    pub const COMPACT: u16 = 0x027e;
    pub const FORMAT: u16 = 0x041e;
    pub const BEGIN: u16 = 0x0809;
}

/// A record: its number, and its bytes with those of the records that continue it.
struct Record<'b> {
    kind: u16,
    parts: Vec<&'b [u8]>,
}

struct Records<'b>(&'b [u8]);

impl<'b> Records<'b> {
    fn one(&mut self) -> Result<Option<(u16, &'b [u8])>, Problem> {
        // Some programs fill the stream up.
        let Some(head) = self.0.get(..4) else { return Ok(None) };
        let (kind, length) = (u16::from_le_bytes([head[0], head[1]]), usize::from(u16::from_le_bytes([head[2], head[3]])));
        let data = self.0.get(4..4 + length).ok_or_else(Problem::cut)?;
        self.0 = &self.0[4 + length..];
        Ok(Some((kind, data)))
    }

    fn next(&mut self) -> Result<Option<Record<'b>>, Problem> {
        let Some((kind, data)) = self.one()? else { return Ok(None) };
        let mut parts = vec![data];
        while self.0.starts_with(&is::CONTINUED.to_le_bytes()) {
            parts.extend(self.one()?.map(|(_, data)| data));
        }
        Ok(Some(Record { kind, parts }))
    }
}

/// Reads bytes of a record one after the other.
struct Cursor<'r, 'b> {
    parts: &'r [&'b [u8]],
    at: usize,
}

impl<'r, 'b> Cursor<'r, 'b> {
    fn of(record: &'r Record<'b>) -> Self {
        Self { parts: &record.parts, at: 0 }
    }

    fn rest(&mut self) -> &'b [u8] {
        while let [part, more @ ..] = self.parts
            && self.at == part.len()
            && !more.is_empty()
        {
            (self.parts, self.at) = (more, 0);
        }
        self.parts.first().map_or(&[], |part| &part[self.at..])
    }

    fn bytes<const N: usize>(&mut self) -> Result<[u8; N], Problem> {
        let found = self.rest().get(..N).and_then(|bytes| bytes.try_into().ok()).ok_or_else(Problem::damaged)?;
        self.at += N;
        Ok(found)
    }

    fn byte(&mut self) -> Result<u8, Problem> {
        Ok(self.bytes::<1>()?[0])
    }

    fn half(&mut self) -> Result<u16, Problem> {
        Ok(u16::from_le_bytes(self.bytes()?))
    }

    fn whole(&mut self) -> Result<u32, Problem> {
        Ok(u32::from_le_bytes(self.bytes()?))
    }

    fn skip(&mut self, mut count: usize) -> Result<(), Problem> {
        while count > 0 {
            let step = self.rest().len().min(count);
            if step == 0 {
                return Err(Problem::damaged());
            }
            self.at += step;
            count -= step;
        }
        Ok(())
    }

    /// A text of so many units, with its flags before it; where it goes on in another record, flags stand there again.
    fn text(&mut self, units: usize) -> Result<String, Problem> {
        let flags = self.byte()?;
        let runs = if flags & 8 == 0 { 0 } else { usize::from(self.half()?) * 4 };
        let more = if flags & 4 == 0 { 0 } else { self.whole()? as usize };
        let text = self.units(units, flags & 1 == 1)?;
        self.skip(runs)?;
        self.skip(more)?;
        Ok(text)
    }

    fn units(&mut self, count: usize, mut is_wide: bool) -> Result<String, Problem> {
        let mut units: Vec<u16> = Vec::new();
        while units.len() < count {
            let is_at_end = self.parts.first().is_some_and(|part| self.at == part.len());
            if is_at_end && !units.is_empty() {
                is_wide = self.byte()? & 1 == 1;
            }
            let rest = self.rest();
            let size = if is_wide { 2 } else { 1 };
            let step = (rest.len() / size).min(count - units.len());
            if step == 0 {
                return Err(Problem::damaged());
            }
            let chunk = &rest[..step * size];
            units.extend(chunk.chunks_exact(size).map(|unit| u16::from_le_bytes([unit[0], unit.get(1).copied().unwrap_or(0)])));
            self.at += step * size;
        }
        Ok(String::from_utf16_lossy(&units))
    }
}

/// What the book says for all of its sheets.
#[derive(Default)]
struct Globals {
    sheets: Vec<Named>,
    shared: Vec<String>,
    codes: HashMap<u16, Format>,
    /// The number of the format of each style.
    styles: Vec<u16>,
    /// Whether the font of each style is struck out.
    struck: Vec<bool>,
    fonts: Vec<bool>,
    is_1904: bool,
    has_links: bool,
}

struct Named {
    name: String,
    at: usize,
    is_hidden: bool,
    has_cells: bool,
}

/// Reads a workbook.
pub fn read(file: &str, compound: &Compound<'_>) -> Result<Book, Problem> {
    let stream = compound.stream("Workbook")?.ok_or_else(Problem::old)?;
    let mut budget = Budget::new();
    let globals = globals(&stream, &mut budget)?;
    let mut book = Book::new(file);
    for sheet in globals.sheets.iter().filter(|sheet| sheet.has_cells) {
        let mut table = Table::new(sheet.name.clone(), sheet.is_hidden);
        let records = Records(stream.get(sheet.at..).ok_or_else(Problem::damaged)?);
        let read = globals.sheet(records, &mut table, &mut budget);
        book.pages.push(Page::of(file, table, read, &mut budget)?);
    }
    if globals.has_links {
        book.tell("formulas refer to other files, which are not opened: the values are those of the last save");
    }
    if compound.has("_VBA_PROJECT_CUR") {
        book.tell("its macros are neither read nor run");
    }
    Ok(book)
}

fn globals(stream: &[u8], budget: &mut Budget) -> Result<Globals, Problem> {
    let mut globals = Globals::default();
    let mut records = Records(stream);
    while let Some(record) = records.next()? {
        let mut data = Cursor::of(&record);
        match record.kind {
            is::BEGIN if data.half()? != BIFF8 => return Err(Problem::old()),
            is::PASSWORD => return Err(Problem::locked()),
            is::EPOCH => globals.is_1904 = data.half()? == 1,
            is::FONT => {
                data.half()?;
                globals.fonts.push(data.half()? & 8 != 0);
            }
            is::FORMAT => {
                let id = data.half()?;
                let units = usize::from(data.half()?);
                globals.codes.insert(id, Format::of(&data.text(units)?));
            }
            is::STYLE => {
                // There is no font of the number 4.
                let font = usize::from(data.half()?);
                let font = if font > 4 { font - 1 } else { font };
                globals.struck.push(globals.fonts.get(font).is_some_and(|struck| *struck));
                globals.styles.push(data.half()?);
            }
            is::SHEET => {
                let at = data.whole()? as usize;
                let (state, kind, units) = (data.byte()?, data.byte()?, usize::from(data.byte()?));
                budget.take(1, 0)?;
                globals.sheets.push(Named { name: data.text(units)?, at, is_hidden: state & 3 != 0, has_cells: kind == 0 });
            }
            is::SHARED => globals.read_shared(&mut data, budget)?,
            // A book that is not this one.
            is::BOOK => globals.has_links |= data.half().and_then(|_| data.half()).is_ok_and(|kind| !matches!(kind, 0x0401 | 0x3a01)),
            is::END => break,
            _ => {}
        }
    }
    Ok(globals)
}

impl Globals {
    fn read_shared(&mut self, data: &mut Cursor<'_, '_>, budget: &mut Budget) -> Result<(), Problem> {
        data.skip(4)?;
        let count = data.whole()?;
        for _ in 0..count {
            let units = usize::from(data.half()?);
            let text = data.text(units)?;
            budget.take(1, text.len())?;
            self.shared.push(text);
        }
        Ok(())
    }

    fn show(&self, style: u16, number: f64) -> String {
        let id = self.styles.get(usize::from(style)).copied().unwrap_or(0);
        let built_in = || Format::built_in(usize::from(id)).show(number, self.is_1904);
        self.codes.get(&id).map_or_else(built_in, |format| format.show(number, self.is_1904))
    }

    fn strike(&self, style: u16, (row, column): (usize, usize), table: &mut Table, budget: &mut Budget) -> Result<(), Problem> {
        let is_struck = self.struck.get(usize::from(style)).is_some_and(|struck| *struck);
        if is_struck { table.strike(budget, row, column) } else { Ok(()) }
    }

    fn sheet(&self, mut records: Records<'_>, table: &mut Table, budget: &mut Budget) -> Result<(), Problem> {
        let mut depth = 0;
        let mut formula = (0, 0);
        while let Some(record) = records.next()? {
            let mut data = Cursor::of(&record);
            match record.kind {
                is::BEGIN => depth += 1,
                is::END => {
                    depth -= 1;
                    if depth <= 0 {
                        break;
                    }
                }
                // Charts within a sheet have cells of their own.
                _ if depth > 1 => {}
                is::FORMULA_TEXT => {
                    let units = usize::from(data.half()?);
                    table.put(budget, formula.0, formula.1, &data.text(units)?)?;
                }
                is::ROW => {
                    let row = usize::from(data.half()?);
                    data.skip(10)?;
                    if data.half()? & 0x20 != 0 {
                        budget.take(1, 0)?;
                        extend(&mut table.hidden_rows, row..=row);
                    }
                }
                is::COLUMNS => {
                    let (first, last) = (usize::from(data.half()?), usize::from(data.half()?));
                    data.skip(4)?;
                    if data.half()? & 1 == 1 {
                        budget.take(1, 0)?;
                        extend(&mut table.hidden_columns, first..=last.max(first));
                    }
                }
                is::COMMENT => {
                    let (row, column) = (usize::from(data.half()?), usize::from(data.half()?));
                    // Its text stands among the drawings, which are not read.
                    table.comment(budget, row, column, "")?;
                }
                is::FILTERED => table.has_filter = true,
                is::MERGED => {
                    for _ in 0..data.half()? {
                        let [top, bottom, left, right] = [data.half()?, data.half()?, data.half()?, data.half()?].map(usize::from);
                        budget.take(1, 0)?;
                        table.merged.push(Area { rows: top..=bottom, columns: left..=right });
                    }
                }
                kind if CELLS.contains(&kind) => {
                    formula = self.cell(kind, &mut data, table, budget)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Puts the cells of a record, and returns the place of the first.
    fn cell(&self, kind: u16, data: &mut Cursor<'_, '_>, table: &mut Table, budget: &mut Budget) -> Result<(usize, usize), Problem> {
        let (row, column) = (usize::from(data.half()?), usize::from(data.half()?));
        if kind == is::COMPACT_NUMBERS {
            let mut at = column;
            // The number of the last column stands behind the numbers.
            while data.rest().len() >= 8 {
                let (style, number) = (data.half()?, compact(data.whole()?));
                self.strike(style, (row, at), table, budget)?;
                table.put(budget, row, at, &self.show(style, number))?;
                at += 1;
            }
            return Ok((row, column));
        }
        let style = data.half()?;
        self.strike(style, (row, column), table, budget)?;
        match kind {
            is::NUMBER => table.put(budget, row, column, &self.show(style, f64::from_le_bytes(data.bytes()?)))?,
            is::COMPACT => table.put(budget, row, column, &self.show(style, compact(data.whole()?)))?,
            is::SHARED_TEXT => {
                let text = self.shared.get(data.whole()? as usize).ok_or_else(Problem::damaged)?;
                table.put(budget, row, column, text)?;
            }
            is::TEXT => {
                let units = usize::from(data.half()?);
                table.put(budget, row, column, &data.text(units)?)?;
            }
            is::TRUTH => truth(data.byte()?, data.byte()? == 1, (row, column), table, budget)?,
            _ => match data.bytes::<8>()? {
                [1, _, value, .., 0xff, 0xff] => truth(value, false, (row, column), table, budget)?,
                [2, _, value, .., 0xff, 0xff] => truth(value, true, (row, column), table, budget)?,
                // A text follows, or there is none.
                [_, .., 0xff, 0xff] => {}
                number => table.put(budget, row, column, &self.show(style, f64::from_le_bytes(number)))?,
            },
        }
        Ok((row, column))
    }
}

const CELLS: [u16; 7] = [is::FORMULA, is::COMPACT_NUMBERS, is::SHARED_TEXT, is::NUMBER, is::TEXT, is::TRUTH, is::COMPACT];

fn truth(value: u8, is_error: bool, at: (usize, usize), table: &mut Table, budget: &mut Budget) -> Result<(), Problem> {
    if !is_error {
        return table.put(budget, at.0, at.1, if value == 1 { "true" } else { "false" });
    }
    let error = match value {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    };
    table.wrong(at.0, at.1, error);
    Ok(())
}

/// A number in four bytes: whole or the first half of one, maybe a hundred times too large.
fn compact(bits: u32) -> f64 {
    let number = if bits & 2 == 0 { f64::from_bits(u64::from(bits & !3) << 32) } else { f64::from(bits.cast_signed() >> 2) };
    if bits & 1 == 1 { number / 100.0 } else { number }
}
