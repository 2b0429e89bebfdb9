//! The map of a sheet that was refused: what was understood of it, and as comments what is to be said first. Unchanged it is
//! refused as the sheet was.

use super::columns::Columns;
use super::field::Headers;
use super::kind::SheetKind;
use super::mapping::{Asked, MapError, Wish};
use super::measures::Measures;
use super::sheet::Sheet;
use super::understood::{self, Open};
use super::wishes::NOTES;
use crate::base::written::Order;

/// The map of a sheet; None where what users said of it is at fault, which stands in their own words.
pub fn map(kind: &SheetKind, sheet: &Sheet, asked: &Asked, measures: &Measures<'_>, error: &MapError) -> Option<String> {
    let headers = Headers::of(kind.fields);
    let (mut needed, mut taken, mut open) = (kind.needed(true).collect::<Vec<_>>(), asked.clone(), Open::default());
    if !open.take(error, &mut taken, &mut needed) {
        return None;
    }
    // Each time at least one column less is unclear.
    for _ in 0..=sheet.header.len() {
        match Columns::assign(sheet, &headers, &needed, &taken, measures) {
            Ok(columns) => return Some(understood::map(kind, sheet, &columns, &taken, &open)),
            Err(error) if open.take(&error, &mut taken, &mut needed) => {}
            Err(_) => return None,
        }
    }
    None
}

impl Open {
    /// Takes what a sheet was refused for out of what is asked, and keeps it as what is to be said. Whether that can be.
    fn take(&mut self, error: &MapError, asked: &mut Asked, needed: &mut Vec<&'static str>) -> bool {
        match error {
            MapError::Unclear { columns, scale } => {
                for (header, part, why) in columns {
                    asked.maps.retain(|wish| wish.header != *header);
                    asked.maps.push(Wish::new(header, NOTES));
                    self.columns.push((header.clone(), format!("current.{part}"), format!("inherent.{part} or residual.{part}? {why}")));
                }
                self.first.extend(scale.as_ref().map(|scale| format!("{scale} converts ratings of another scale; here it is `scale:`")));
                true
            }
            MapError::Slips { columns } => {
                for (header, part, why) in columns {
                    asked.maps.retain(|wish| wish.header != *header);
                    asked.maps.push(Wish::new(header, NOTES));
                    self.columns.push((
                        header.clone(),
                        (*part).into(),
                        format!("mend the cell, or say under `values:` what is recorded: {why}"),
                    ));
                }
                true
            }
            MapError::Scale { columns } => {
                for (header, field, why) in columns {
                    asked.maps.retain(|wish| wish.header != *header);
                    asked.maps.push(Wish::new(header, NOTES));
                    self.columns.push((header.clone(), field.clone(), format!("say under `values:` what is recorded: {why}")));
                }
                true
            }
            MapError::Days { columns, example } => {
                let is_new = asked.dates.is_none();
                asked.dates = Some(Order::Day);
                self.has_no_order = true;
                self.first.push(format!("`dates: dmy`, or `dates: mdy`? `{example}` in {} may be two days", columns.join(", ")));
                is_new
            }
            MapError::Needed { field, .. } => {
                needed.clear();
                self.first.push(format!("one column has to be `{field}`"));
                true
            }
            MapError::SecondHeader { .. }
            | MapError::NoHeader { .. }
            | MapError::NoField { .. }
            | MapError::Twice { .. }
            | MapError::Again { .. } => false,
        }
    }
}
