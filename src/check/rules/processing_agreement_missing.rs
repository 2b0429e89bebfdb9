use crate::base::diagnostic::Level;
use crate::base::text::list_of;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Asset, Supplier};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "processing-agreement-missing",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["A.5.20", "A.5.34"],
    page: include_str!("processing_agreement_missing.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let personal = || cx.program.all::<Asset>().filter(|asset| asset.personal_data == Some(true) && !asset.is_retired());
    for supplier in cx.program.all::<Supplier>().filter(|supplier| supplier.ended.is_none_or(|ended| ended > cx.today)) {
        let agreed = supplier.agreement.as_ref().is_some_and(|agreement| agreement.dpa == Some(true));
        let provides = |asset: &Asset| asset.supplier.as_ref().is_some_and(|provider| provider.id() == supplier.id);
        let held: Vec<&str> = personal().filter(|asset| !agreed && provides(asset)).map(|asset| asset.data().id.as_str()).collect();
        if !held.is_empty() {
            out.at(
                supplier.at("/agreement/dpa"),
                format!(
                    "supplier `{}` holds personal data in {}, and no agreement on processing it is written down",
                    supplier.id,
                    list_of(&held, "and")
                ),
            )
            .about(&held)
            .help("agree on the processing and write `dpa: true` under `agreement:`, or say that the asset holds no personal data");
        }
    }
}
