use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Supplier;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "supplier-agreement-missing",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["A.5.20", "8.1"],
    page: include_str!("supplier_agreement_missing.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for supplier in cx.program.all::<Supplier>().filter(|supplier| supplier.ended.is_none() && !supplier.access.is_empty()) {
        let (pointer, problem) = match &supplier.agreement {
            None => ("/access", "and no agreement is recorded".to_owned()),
            Some(agreement) if agreement.until.is_some_and(|until| until < cx.today) => (
                "/agreement/until",
                format!("under an agreement that ended on {}", agreement.until.map_or(String::new(), |day| day.to_string())),
            ),
            Some(agreement) => match agreement.security_terms {
                Some(true) => continue,
                // An agreement on the processing of personal data has such terms (Article 28(3) c of the GDPR).
                None if agreement.dpa == Some(true) => continue,
                Some(false) => ("/agreement/security_terms", "under an agreement without terms on information security".into()),
                None => ("/agreement", "under an agreement, and nothing says that it has terms on information security".into()),
            },
        };
        let fields: &[&str] = if supplier.agreement.is_none() { &["agreement"] } else { &["security_terms"] };
        out.absent(supplier.at(pointer), fields, format!("supplier `{}` has access {problem}", supplier.id))
            .unfilled(&["/agreement"])
            .help("agree on what they must do and keep secret, then write it under `agreement:`");
    }
}
