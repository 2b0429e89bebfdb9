use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::ObligationType;
use crate::model::single::soa::Because;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "soa-basis-unresolved",
    level: Level::Error,
    mandatory: false,
    about: About::Practice,
    clauses: &["6.1.3 d"],
    page: include_str!("soa_basis_unresolved.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let Some(soa) = cx.program.soa() else { return };
    for row in cx.soa().iter().filter(|row| row.applicable == Some(true)) {
        for (index, because) in row.decision.iter().flat_map(|decision| &decision.because).enumerate() {
            let rests = |kinds: &[ObligationType]| row.obligations.iter().any(|obligation| kinds.contains(&obligation.kind));
            let missing = match because {
                Because::Risk if row.risks.is_empty() => "no risk uses it",
                Because::Law if !rests(&[ObligationType::Law, ObligationType::Regulation]) => {
                    "no law or regulation in `obligations/` asks for it"
                }
                Because::Contract if !rests(&[ObligationType::Contract]) => "no contract in `obligations/` asks for it",
                _ => continue,
            };
            out.at(
                soa.at(&format!("/controls/{}/because/{index}", row.id)),
                format!("`{}` is included for a reason that is not there: {missing}", row.id),
            )
            .help("let a risk or an obligation list a control that implements it, or give the true reason");
        }
    }
}
