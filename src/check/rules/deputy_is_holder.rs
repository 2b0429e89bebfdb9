use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Role;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "deputy-is-holder",
    level: Level::Info,
    mandatory: false,
    about: About::Practice,
    clauses: &["5.3", "A.5.2"],
    page: include_str!("deputy_is_holder.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for role in cx.program.all::<Role>() {
        let mut holders = role.held_by.iter().filter(|holder| holder.is_on(cx.today)).map(|holder| holder.person.id());
        let (Some(holder), None) = (holders.next(), holders.next()) else { continue };
        if role.deputy.iter().any(|deputy| deputy.is_on(cx.today) && deputy.person.id() == holder) {
            out.at(role.at("/deputy"), format!("`{holder}` holds `{}` alone and stands in for it, too", role.id))
                .help("name somebody else as `deputy:`, or nobody");
        }
    }
}
