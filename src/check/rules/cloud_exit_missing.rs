use super::common::is_blank;
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Supplier;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "cloud-exit-missing",
    level: Level::Info,
    mandatory: false,
    about: About::Practice,
    clauses: &["A.5.23"],
    page: include_str!("cloud_exit_missing.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for supplier in cx.program.all::<Supplier>().filter(|supplier| supplier.ended.is_none() && supplier.cloud == Some(true)) {
        if is_blank(supplier.exit_plan.as_deref()) {
            out.at(supplier.at("/exit_plan"), format!("nothing says how to leave the cloud service `{}`", supplier.id))
                .unfilled(&["/exit_plan"])
                .help("write where the data would go, in what form and how fast, under `exit_plan:`");
        }
    }
}
