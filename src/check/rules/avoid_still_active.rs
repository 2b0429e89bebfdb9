use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::TreatmentOption;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "avoid-still-active",
    level: Level::Warning,
    mandatory: false,
    about: About::Lateness,
    clauses: &["6.1.3 a"],
    page: include_str!("avoid_still_active.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for risk in cx.risks().iter().map(|row| row.risk) {
        let Some(treatment) = risk.treatment.as_ref().filter(|treatment| treatment.option == TreatmentOption::Avoid) else { continue };
        match treatment.stop_by {
            None => {
                out.at(risk.at("/treatment/option"), format!("risk `{}` is to be avoided, without a day", risk.id))
                    .help("write the day the activity ends as `stop_by:`");
            }
            Some(day) if day < cx.today => {
                out.at(risk.at("/treatment/stop_by"), format!("risk `{}` was to be avoided by {day} and is still open", risk.id))
                    .help("end the activity and write `closed:`, or choose another option");
            }
            Some(_) => {}
        }
    }
}
