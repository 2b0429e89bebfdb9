use crate::base::diagnostic::Level;
use crate::check::{Cx, Findings, Rule};
use crate::model::kinds::{Criticality, Supplier};

pub(super) static RULE: Rule = Rule {
    name: "supplier-not-assessed",
    level: Level::Warning,
    mandatory: false,
    clauses: &["8.1", "A.5.19", "A.5.22"],
    page: include_str!("supplier_not_assessed.md"),
    check: Some(check),
};

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    for supplier in cx.program.all::<Supplier>().filter(|supplier| supplier.ended.is_none()) {
        let every = cx.cadences.supplier(supplier.criticality.unwrap_or(Criticality::Medium));
        let last = supplier.reviews.iter().map(|review| review.on).filter(|on| *on <= cx.today).max();
        let problem = match last {
            None => "was never reviewed".to_owned(),
            Some(day) if day.plus(every) < cx.today => format!("was last reviewed on {day}"),
            Some(_) => continue,
        };
        out.at(supplier.at("/reviews"), format!("supplier `{}` {problem}", supplier.id))
            .help(format!("review what they deliver and add the result under `reviews:`; it is due every {every}"));
    }
}
