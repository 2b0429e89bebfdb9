use crate::base::diagnostic::Level;
use crate::base::text::list_of;
use crate::check::{About, Check, Findings, Rule};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "method-no-acceptance",
    level: Level::Error,
    mandatory: true,
    about: About::Practice,
    clauses: &["6.1.2 a1"],
    page: include_str!("method_no_acceptance.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let (Some(scales), Some(isms)) = (&cx.scales, cx.program.isms()) else { return };
    let names = list_of(scales.levels().iter().map(|level| level.name.as_str()), "or");
    let Some(appetite) = scales.appetite() else {
        let message = match &scales.method().appetite {
            None => "the method does not say which risks need no acceptance".to_owned(),
            Some(name) => format!("the appetite `{name}` is no level of the method"),
        };
        out.at(isms.at("/risk/appetite"), message).help(format!("write the highest level you live with as `appetite:`, one of {names}"));
        return;
    };
    for (index, level) in scales.levels().iter().enumerate().skip(appetite + 1).filter(|(_, level)| level.accept_by.is_none()) {
        out.at(
            isms.at(&format!("/risk/levels/{index}/accept_by")),
            format!("nobody is named who may accept a risk of level `{}`", level.name),
        )
        .help("name a role under `accept_by:`, or `owner` for the risk's own owner");
    }
}
