use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Evidence;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "evidence-sensitive",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["A.5.33", "A.5.34"],
    page: include_str!("evidence_sensitive.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for evidence in cx.program.all::<Evidence>() {
        let Some(file) = &evidence.file else { continue };
        if let Some((what, line)) = cx.program.seen_file(file).and_then(|seen| seen.sensitive) {
            out.at(evidence.at("/file"), format!("`{file}` seems to hold {what}, on line {line}")).help(
                "take it out before it is committed: git keeps it for ever; where it must be kept, keep it elsewhere and give a `url:`",
            );
        }
    }
}
