use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "control-document-missing",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["A.5.10", "A.5.26", "A.5.31", "A.5.37", "A.6.6", "A.8.9", "A.8.27"],
    page: include_str!("control_document_missing.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let Some(soa) = cx.program.soa() else { return };
    for row in cx.soa().iter().filter(|row| RULE.clauses.contains(&row.id) && row.applicable == Some(true) && row.documents.is_empty()) {
        let said = row.controls.iter().find_map(|control| cx.program.unclear(control.at(""), &["documents"]));
        let (place, message) = said.map_or_else(
            || {
                let message = format!("`{}` {} must be documented, and no document is linked to it", row.id, row.title);
                (soa.at(&format!("/controls/{}", row.id)), message)
            },
            |unclear| (unclear.place, unclear.message()),
        );
        out.at(place, message)
            .help(format!("let a document say `satisfies: [{}]`, or list it in the control's `documents:`", row.id))
            .against(row.annex.map(|annex| annex.id));
    }
}
