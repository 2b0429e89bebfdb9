//! What of a sheet did not come in as what it is, though its rows did.

use super::columns::Columns;
use super::reconcile::Taking;
use super::sheet::{Remark, Sheet, short};
use crate::base::text::count;
use std::collections::BTreeSet;

/// What is told of the sheet as a whole; of one of somebody's own also columns that should have made ratings.
pub fn told(taking: &Taking<'_>, columns: &Columns, sheet: &Sheet, rated: Option<&BTreeSet<usize>>) -> Vec<Remark> {
    let unused = rated.map_or_else(Vec::new, |rated| columns.unused(sheet, rated).into_iter().chain(unexplained(columns, sheet)).collect());
    let messages = undecided(taking.undecided).into_iter().chain(unread(taking, sheet)).chain(unused);
    messages.map(|message| Remark { line: 0, cell: 0, message }).collect()
}

/// That rows of a Statement of Applicability do not say whether their controls apply.
fn undecided(rows: usize) -> Option<String> {
    let what = if rows == 1 {
        "decides nothing that can be read: the control stays"
    } else {
        "decide nothing that can be read: these controls stay"
    };
    (rows > 0).then(|| format!("{} of the sheet {what} undecided", count(rows, "row")))
}

/// That cells are no ratings and days, where such belong.
fn unread(taking: &Taking<'_>, sheet: &Sheet) -> Vec<String> {
    let told = |(index, cells): (&usize, &usize)| {
        let are = if *cells == 1 { "is" } else { "are" };
        format!("{} of `{}` {are} not understood", count(*cells, "cell"), short(&sheet.header[*index]))
    };
    taking.unread.iter().map(told).collect()
}

/// That columns say how large risks are, or what bears on that, and nothing was made of them.
fn unexplained(columns: &Columns, sheet: &Sheet) -> Vec<String> {
    let told = |index: &usize| {
        let header = short(&sheet.header[*index]);
        format!("`{header}` says how large something is and is not compared; `--map` says what it is, or keeps it")
    };
    columns.unexplained.iter().map(told).collect()
}
