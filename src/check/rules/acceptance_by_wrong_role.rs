use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::single::isms::Authority;
use crate::register::acceptance::AcceptanceState;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "acceptance-by-wrong-role",
    level: Level::Error,
    mandatory: true,
    about: About::Practice,
    clauses: &["6.1.3 f"],
    page: include_str!("acceptance_by_wrong_role.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let (Some(scales), Some(isms)) = (&cx.scales, cx.program.isms()) else { return };
    for row in cx.risks().iter().filter(|row| row.acceptance == AcceptanceState::WrongAuthority) {
        let (Some(acceptance), Some(rating)) = (&row.risk.acceptance, row.remaining()) else { continue };
        let level = scales.level(rating.level);
        let wanted = match &level.accept_by {
            Some(Authority::Party(party)) => format!("`{party}`"),
            _ => "the risk's owner".into(),
        };
        out.at(
            row.risk.at("/acceptance/by"),
            format!("`{}` may not accept risk `{}` of level `{}`", acceptance.by, row.risk.id, level.name),
        )
        .help(format!("the method leaves it to {wanted}"))
        .awaits(row.authority(Some(scales)))
        .related(isms.at(&format!("/risk/levels/{}/accept_by", rating.level)), "who may accept this level");
    }
}
