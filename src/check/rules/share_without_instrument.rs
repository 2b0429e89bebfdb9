use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::TreatmentOption;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "share-without-instrument",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["6.1.3 a"],
    page: include_str!("share_without_instrument.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for risk in cx.risks().iter().map(|row| row.risk) {
        let Some(treatment) = risk.treatment.as_ref().filter(|treatment| treatment.option == TreatmentOption::Share) else { continue };
        match &treatment.instrument {
            None => {
                out.at(risk.at("/treatment/instrument"), format!("risk `{}` is to be shared, and nothing says with whom", risk.id))
                    .help("name the insurance or contract: `instrument: {what: …, until: …}`");
            }
            Some(instrument) => {
                if let Some(until) = instrument.until.filter(|until| *until < cx.today) {
                    out.at(risk.at("/treatment/instrument/until"), format!("what shares risk `{}` ended on {until}", risk.id))
                        .help("renew it and write its new last day, or treat the risk otherwise");
                }
            }
        }
    }
}
