use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Evidence;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "evidence-nowhere",
    level: Level::Info,
    mandatory: false,
    about: About::Practice,
    clauses: &["7.5.3"],
    page: include_str!("evidence_nowhere.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for evidence in cx.program.all::<Evidence>().filter(|evidence| evidence.file.is_none() && evidence.url.is_none()) {
        out.at(evidence.at(""), format!("evidence `{}` names neither a file nor an address", evidence.id))
            .help("write `file:` with its path in the programme, or `url:` with the place where it is kept");
    }
}
