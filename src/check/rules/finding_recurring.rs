use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::reference::Ref;
use crate::register::cx::Now;
use crate::register::finding::{Recurred, recurred};

pub(super) static RULE: Rule = Rule {
    name: "finding-recurring",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["10.2"],
    page: include_str!("finding_recurring.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for Recurred { finding, earlier, mended, .. } in recurred(cx.program, cx.today) {
        let requirement = finding.requirement.as_ref().map_or("", Ref::id);
        out.at(
            finding.at("/requirement"),
            format!("`{requirement}` was missed again in `{}`; it had been mended on {mended} in `{}`", finding.id, earlier.id),
        )
        .help("the earlier action did not reach the cause; look for it anew")
        .related(earlier.at("/closed"), "closed here");
    }
}
