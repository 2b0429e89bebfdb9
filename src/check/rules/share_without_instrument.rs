use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Supplier, TreatmentOption};
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
                let supplier = instrument.supplier.as_ref().and_then(|supplier| cx.program.get::<Supplier>(supplier));
                let agreed = supplier.and_then(|supplier| Some((supplier, supplier.agreement.as_ref()?.until?)));
                if let Some((supplier, ends)) = agreed.filter(|(_, ends)| instrument.until.is_some_and(|until| *ends < until)) {
                    let message = format!(
                        "what shares risk `{}` is said to last longer than the agreement with `{}`, which ends on {ends}",
                        risk.id, supplier.id
                    );
                    out.at(risk.at("/treatment/instrument/until"), message)
                        .help("write the last day on which it is sure, or prolong the agreement and write its `until:`")
                        .related(supplier.at("/agreement/until"), "the agreement");
                }
            }
        }
    }
}
