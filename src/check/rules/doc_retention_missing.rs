use crate::base::diagnostic::Level;
use crate::base::text::list_of;
use crate::check::{About, Check, Findings, Rule};
use crate::register::cx::Now;
use std::collections::BTreeSet;

pub(super) static RULE: Rule = Rule {
    name: "doc-retention-missing",
    level: Level::Info,
    mandatory: false,
    about: About::Practice,
    clauses: &["7.5.3"],
    page: include_str!("doc_retention_missing.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let Some(isms) = cx.program.isms() else { return };
    // What lists things that exist now is kept as long as they do; the others prove what has been.
    let lasting = ["role", "person", "asset", "threat"];
    let used: BTreeSet<&str> = cx.program.records().map(|(_, kind, _)| kind.name).filter(|kind| !lasting.contains(kind)).collect();
    let missing: Vec<&str> = used.into_iter().filter(|kind| !isms.retention.contains_key(*kind)).collect();
    if !missing.is_empty() {
        out.at(isms.at("/retention"), format!("nothing says how long records of {} are kept", list_of(&missing, "and")))
            .about(&missing)
            .help("write a period for each kind under `retention:`, such as `risk: 6y`");
    }
}
