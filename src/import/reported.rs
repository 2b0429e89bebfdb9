//! What an import brings, as a report: the same that its summary tells.

use super::plan::Plan;
use super::sheet::Remark;
use crate::base::date::Date;
use crate::report::Origin;
use crate::report::import::{ChangeFacts, ColumnFacts, ImportReport, RecordFacts, RemarkFacts, RowCounts, SheetFacts};
use crate::store::git::unified;
use crate::store::write::Change;

/// The report on sheets and on all that they change together.
pub fn report(plans: &[Plan], changes: &[Change], written: bool, as_of: Date, origin: &Origin) -> ImportReport {
    ImportReport {
        version: 1,
        as_of,
        written,
        sheets: plans.iter().map(sheet).collect(),
        changes: changes.iter().map(|change| changed(change, written)).collect(),
        head: ImportReport::head(as_of, written, origin),
    }
}

/// The difference that changes make, file by file, as `git diff` shows it.
pub fn diff(changes: &[Change]) -> String {
    changes.iter().map(|change| unified(&change.path, change.before.as_deref(), change.after.as_deref())).collect()
}

fn changed(change: &Change, written: bool) -> ChangeFacts {
    let diff = (!written).then(|| diff(std::slice::from_ref(change)));
    ChangeFacts { file: change.path.as_str().to_owned(), is_new: change.before.is_none(), why: change.why.clone(), diff }
}

fn sheet(plan: &Plan) -> SheetFacts {
    let place = |line: usize, cell: usize| plan.marks.place(&plan.sheet, line, cell);
    let told = |remark: &Remark| RemarkFacts { place: place(remark.line, remark.cell), message: remark.message.clone(), help: None };
    let obstacle = plan.obstacle.iter().map(|message| RemarkFacts { place: plan.sheet.clone(), message: message.clone(), help: None });
    let fault = |fault: &super::Fault| RemarkFacts {
        place: place(fault.line, fault.cell),
        message: fault.message.clone(),
        help: Some(fault.help.clone()),
    };
    SheetFacts {
        sheet: plan.sheet.clone(),
        kind: plan.kind.name.into(),
        read_as: plan.kind.what.into(),
        known_by: plan.how.clone(),
        rows: RowCounts {
            imported: plan.tally.imported,
            unchanged: plan.tally.unchanged,
            left: plan.tally.left,
            not_imported: plan.faults.len(),
        },
        columns: plan.columns.iter().map(|(header, goal)| ColumnFacts { header: header.clone(), goes_to: goal.clone() }).collect(),
        scales: plan.scales.clone(),
        values: plan.valued.clone(),
        comparison: plan.comparison(),
        not_imported: plan.faults.iter().map(fault).collect(),
        worth_knowing: obstacle.chain(plan.remarks.iter().map(told)).collect(),
        records: plan.records.iter().map(|record| of_record(plan, record)).collect(),
    }
}

fn of_record(plan: &Plan, record: &super::Record) -> RecordFacts {
    RecordFacts {
        id: record.id.clone(),
        kind: record.kind.name.into(),
        title: record.title.clone(),
        only_named: plan.by_name.contains(&record.id),
    }
}
