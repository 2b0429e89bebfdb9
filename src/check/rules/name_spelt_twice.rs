use crate::base::diagnostic::Level;
use crate::base::span::Span;
use crate::base::text::folded;
use crate::check::{About, Check, Findings, Rule};
use crate::register::cx::Now;
use std::collections::HashMap;

pub(super) static RULE: Rule = Rule {
    name: "name-spelt-twice",
    level: Level::Error,
    mandatory: true,
    about: About::Shape,
    clauses: &["7.5.3"],
    page: include_str!("name_spelt_twice.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let records = cx.program.files.iter().map(|file| (file.path.as_str(), cx.program.files.find(&file.path)));
    let others = cx.program.paths().map(|path| (path, None));
    let mut first: HashMap<String, &str> = HashMap::new();
    for (path, record) in records.chain(others) {
        let earlier = *first.entry(folded(path)).or_insert(path);
        if earlier == path {
            continue;
        }
        let how =
            if earlier.to_lowercase() == path.to_lowercase() { "only in case" } else { "only in how letters with marks are put together" };
        let place = record.map_or(cx.program.place(), |file| Span::new(file, 0, 0));
        out.at(place, format!("the names `{earlier}` and `{path}` differ {how}"))
            .help("give one of them another name: on some disks they are one file, and one would take the place of the other")
            .about([path]);
    }
}
