use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Evidence;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "evidence-hash-mismatch",
    level: Level::Error,
    mandatory: false,
    about: About::Practice,
    clauses: &["7.5.3"],
    page: include_str!("evidence_hash_mismatch.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for evidence in cx.program.all::<Evidence>() {
        let (Some(file), Some(recorded)) = (&evidence.file, &evidence.sha256) else { continue };
        let Some(seen) = cx.program.seen_file(file).filter(|seen| seen.digest.as_ref().is_some_and(|actual| actual != recorded)) else {
            continue;
        };
        let (message, help) = if seen.differs_in_line_ends(recorded) {
            (
                format!("`{file}` differs from the file that evidence `{}` recorded in nothing but its line ends", evidence.id),
                "have git leave its bytes alone, with `**/files/** -text` as the last line of `.gitattributes`; then add the file anew, as \
                 it was collected",
            )
        } else {
            (
                format!("`{file}` is not the file that evidence `{}` recorded", evidence.id),
                "restore the file as it was, or collect the new one as evidence of its own",
            )
        };
        out.at(evidence.at("/sha256"), message).help(help);
    }
}
