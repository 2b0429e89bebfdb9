//! Heat maps as coloured cells, and charts that spreadsheet programs draw from cells beside them.

use super::looks::{Looks, hue, toned};
use crate::render::escape::visible;
use crate::report::doc::{Bars, Chart, Matrix, MatrixCell, Tone};
use rust_xlsxwriter::{Chart as Drawn, ChartFormat, ChartLine, ChartSolidFill, ChartType, FormatAlign, FormatBorder, Worksheet, XlsxError};

/// Rows of the cells that a chart covers.
const HIGH: u32 = 18;

/// A heat map: likelihood upwards, impact to the right, what falls into a cell below its level.
pub fn matrix(sheet: &mut Worksheet, looks: &Looks, matrix: &Matrix) -> Result<(), XlsxError> {
    let corner = format!("{} ↑  {} →", visible(&matrix.row_axis), visible(&matrix.column_axis));
    sheet.write_string_with_format(0, 0, corner, &looks.header)?.set_column_width(0, 24)?;
    for (at, column) in (1_u16..).zip(&matrix.columns) {
        sheet.write_string_with_format(0, at, visible(column), &looks.header)?.set_column_width(at, 18)?;
    }
    let framed = looks.text.clone().set_border(FormatBorder::Thin).set_border_color(0xB9_C1_CA).set_align(FormatAlign::Left);
    for (row, line) in (1_u32..).zip(&matrix.rows) {
        sheet.write_string_with_format(row, 0, visible(&line.heading), &looks.header)?;
        for (at, MatrixCell { level, score, tone, items }) in (1_u16..).zip(&line.cells) {
            let lines: Vec<String> = std::iter::once(format!("{score} {level}").trim().to_owned()).chain(items.iter().cloned()).collect();
            let text = visible(&lines.join("\n"));
            sheet.write_string_with_format(row, at, super::names::cut(&text, super::cell::LONGEST), &toned(&framed, *tone))?;
        }
    }
    sheet.set_freeze_panes(1, 1)?;
    Ok(())
}

/// Counts over time: the cells of each panel, and its chart to the right.
pub fn chart(sheet: &mut Worksheet, looks: &Looks, name: &str, chart: &Chart) -> Result<(), XlsxError> {
    let mut top = 0;
    for panel in &chart.panels {
        let labels = chart.labels.iter().map(String::as_str);
        let series = panel.series.iter().map(|series| Series { name: &series.name, tone: series.tone, values: series.values.clone() });
        let series: Vec<Series<'_>> = series.collect();
        let kind = if panel.stacked { ChartType::ColumnStacked } else { ChartType::Line };
        let rows = cells(sheet, looks, top, &panel.title, labels, &series)?;
        draw(sheet, name, top, rows, kind, &panel.title, &series)?;
        top += rows.max(HIGH) + 2;
    }
    Ok(())
}

/// A bar for each whole: its numbers, and the chart to the right.
#[allow(clippy::cast_precision_loss, reason = "what is counted is far below the numbers a double cannot hold")]
pub fn bars(sheet: &mut Worksheet, looks: &Looks, name: &str, bars: &Bars) -> Result<(), XlsxError> {
    let part = |(at, (name, tone)): (usize, &(&'static str, Tone))| Series {
        name,
        tone: *tone,
        values: bars.lines.iter().map(|line| line.counts.get(at).map(|count| *count as f64)).collect(),
    };
    let series: Vec<Series<'_>> = bars.parts.iter().enumerate().map(part).collect();
    let rows = cells(sheet, looks, 0, &bars.title, bars.lines.iter().map(|line| line.name.as_str()), &series)?;
    draw(sheet, name, 0, rows, ChartType::BarStacked, &bars.title, &series)
}

/// A number for each label.
struct Series<'a> {
    name: &'a str,
    tone: Tone,
    values: Vec<Option<f64>>,
}

/// Writes labels downwards and series to the right. How many rows that takes.
fn cells<'a>(
    sheet: &mut Worksheet,
    looks: &Looks,
    top: u32,
    title: &str,
    labels: impl Iterator<Item = &'a str>,
    series: &[Series<'_>],
) -> Result<u32, XlsxError> {
    sheet.write_string_with_format(top, 0, visible(title), &looks.header)?.set_column_width(0, 28)?;
    for (at, series) in (1_u16..).zip(series) {
        sheet.write_string_with_format(top, at, visible(series.name), &looks.header)?;
        for (row, value) in (top + 1..).zip(&series.values) {
            if let Some(value) = value {
                sheet.write_number_with_format(row, at, *value, &looks.number)?;
            }
        }
    }
    let mut row = top;
    for label in labels {
        row += 1;
        sheet.write_string_with_format(row, 0, visible(label), &looks.text)?;
    }
    Ok(row - top + 1)
}

fn draw(sheet: &mut Worksheet, name: &str, top: u32, rows: u32, kind: ChartType, title: &str, all: &[Series<'_>]) -> Result<(), XlsxError> {
    let last = top + rows - 1;
    if rows < 2 || all.is_empty() {
        return Ok(());
    }
    let mut drawn = Drawn::new(kind);
    for (at, series) in (1_u16..).zip(all) {
        let colour = hue(series.tone);
        let mut look = ChartFormat::new();
        match kind {
            ChartType::Line => look.set_line(ChartLine::new().set_color(colour)),
            _ => look.set_solid_fill(ChartSolidFill::new().set_color(colour)),
        };
        let added = drawn.add_series();
        added.set_name((name, top, at)).set_categories((name, top + 1, 0, last, 0)).set_values((name, top + 1, at, last, at));
        added.set_format(&mut look);
    }
    let title = super::names::cut(title, 200);
    drawn.title().set_name(visible(title).as_str());
    if matches!(kind, ChartType::BarStacked) {
        // The first line stands on top, as in the cells.
        drawn.y_axis().set_reverse();
    }
    drawn.set_width(720).set_height(340).set_alt_text(visible(title));
    sheet.insert_chart(top, u16::try_from(all.len() + 2).unwrap_or(u16::MAX), &drawn)?;
    Ok(())
}
