use crate::base::diagnostic::Level;
use crate::base::node::Node;
use crate::check::{About, Check, Findings, Rule};
use crate::model::links;
use crate::register::cx::Now;
use crate::register::unresolved::{Ids, Problem, explain, problem};
use std::collections::BTreeMap;

pub(super) static RULE: Rule = Rule {
    name: "reference-unresolved",
    level: Level::Error,
    mandatory: true,
    about: About::Shape,
    clauses: &["7.5.3"],
    page: include_str!("reference_unresolved.md"),
    check: Check::Records(check),
};

/// How many further places a finding names.
const SHOWN: usize = 3;

/// One walk over schemas and values side by side; no kind has code of its own. What is missing is said once, with
/// the places that want it.
fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let mut missing: BTreeMap<&str, Vec<(Node<'_>, Problem)>> = BTreeMap::new();
    for (_, kind, doc) in cx.program.documents() {
        links::walk(kind, cx.program.node(doc), &mut |node, link| {
            if let Some(problem) = problem(cx.program, node.text(), link) {
                missing.entry(node.text()).or_default().push((node, problem));
            }
        });
    }
    let mut ids = Ids::new(cx.program);
    for (id, mut places) in missing {
        places.sort_by_key(|(node, _)| node.span());
        let (first, problem) = &places[0];
        let (message, help) = explain(&mut ids, id, problem);
        let times = if places.len() > 1 { format!(", wanted in {} places", places.len()) } else { String::new() };
        let finding = out.at(first.span(), format!("{message}{times}"));
        finding.help(help);
        for (node, _) in places[1..].iter().take(SHOWN) {
            finding.related(node.span(), "wanted here too");
        }
    }
}
