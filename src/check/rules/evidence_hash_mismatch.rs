use crate::base::diagnostic::Level;
use crate::check::{Cx, Findings, Rule};
use crate::model::kinds::Evidence;

pub(super) static RULE: Rule = Rule {
    name: "evidence-hash-mismatch",
    level: Level::Error,
    mandatory: false,
    clauses: &["7.5.3"],
    page: include_str!("evidence_hash_mismatch.md"),
    check: Some(check),
};

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    for evidence in cx.program.all::<Evidence>() {
        let (Some(file), Some(recorded)) = (&evidence.file, &evidence.sha256) else { continue };
        let actual = cx.program.seen_file(file).and_then(|seen| seen.digest.as_ref());
        if actual.is_some_and(|actual| actual != recorded) {
            out.at(evidence.at("/sha256"), format!("`{file}` is not the file that evidence `{}` recorded", evidence.id))
                .help("restore the file as it was, or collect the new one as evidence of its own");
        }
    }
}
