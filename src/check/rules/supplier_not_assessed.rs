use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Supplier;
use crate::register::cx::Now;
use crate::register::supplier;

pub(super) static RULE: Rule = Rule {
    name: "supplier-not-assessed",
    level: Level::Warning,
    mandatory: false,
    about: About::Lateness,
    clauses: &["8.1", "A.5.19", "A.5.22"],
    page: include_str!("supplier_not_assessed.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for supplier in cx.program.all::<Supplier>().filter(|supplier| supplier.ended.is_none()) {
        let problem = match supplier::due(&supplier, cx.cadences, cx.today) {
            None => "has no review".to_owned(),
            Some(due) if due < cx.today => format!("was due for review on {due}"),
            Some(_) => continue,
        };
        out.absent(supplier.at("/reviews"), &["reviews"], format!("supplier `{}` {problem}", supplier.id))
            .unfilled(&["/reviews"])
            .help("look at what they deliver, and add the result under `reviews:`");
    }
}
