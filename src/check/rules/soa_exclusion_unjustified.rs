use super::common::{has_words, is_blank, is_one_of};
use crate::base::diagnostic::Level;
use crate::base::text::normal;
use crate::check::{About, Check, Findings, Rule};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "soa-exclusion-unjustified",
    level: Level::Error,
    mandatory: true,
    about: About::Practice,
    clauses: &["6.1.3 d"],
    page: include_str!("soa_exclusion_unjustified.md"),
    check: Check::Records(check),
};

/// What people write when they mean nothing.
const EMPTY: &[&str] =
    &["n/a", "na", "no", "none", "not applicable", "not in scope", "not needed", "not relevant", "not required", "out of scope"];

/// Words that name nothing of an organisation's own, in the languages that reasons are written in: a reason of these alone says only
/// that there is none.
const NAMELESS: &[&str] = &[
    "a",
    "accepted",
    "all",
    "applicable",
    "applies",
    "apply",
    "as",
    "at",
    "business",
    "by",
    "company",
    "control",
    "do",
    "does",
    "for",
    "have",
    "here",
    "in",
    "is",
    "it",
    "management",
    "n",
    "need",
    "needed",
    "no",
    "not",
    "of",
    "organisation",
    "organization",
    "our",
    "relevant",
    "required",
    "scope",
    "such",
    "that",
    "the",
    "there",
    "this",
    "to",
    "us",
    "we",
    "with",
    "anwendbar",
    "auf",
    "bei",
    "benötigt",
    "das",
    "der",
    "die",
    "dies",
    "diese",
    "erforderlich",
    "firma",
    "für",
    "haben",
    "ist",
    "kein",
    "keine",
    "nicht",
    "notwendig",
    "nötig",
    "trifft",
    "uns",
    "unser",
    "unsere",
    "unserem",
    "unseren",
    "unternehmen",
    "wir",
    "wird",
    "zu",
    "zutreffend",
    "applique",
    "chez",
    "concerné",
    "dans",
    "entreprise",
    "est",
    "ne",
    "non",
    "notre",
    "nous",
    "nécessaire",
    "pas",
    "pertinent",
    "pour",
    "s",
];

/// What speaks of means or of time: it says that the control is missing, not that nothing needs it.
const ONLY_MISSING: &[&str] = &[
    "cannot afford",
    "cost too much",
    "costs too much",
    "no budget",
    "no money",
    "no resources",
    "no time for",
    "not implemented yet",
    "not in place yet",
    "not yet implemented",
    "not yet in place",
    "too costly",
    "too expensive",
];

/// A reason names something of the organisation's own; two words cannot.
const FEWEST: usize = 3;

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let Some(soa) = cx.program.soa() else { return };
    let name = cx.program.isms().map_or("", |isms| isms.data().organisation.name.as_str());
    for row in cx.soa().iter().filter(|row| row.applicable == Some(false)) {
        let reason = row.justification();
        let only_missing = ONLY_MISSING.iter().find(|words| normal(reason).contains(**words));
        let problem = if is_blank(Some(reason)) {
            "is excluded without a reason".to_owned()
        } else if is_one_of(reason, EMPTY) || !has_words(reason, FEWEST) || is_nameless(reason, name) {
            format!("is excluded because `{}`, which is no reason", reason.trim())
        } else if let Some(words) = only_missing {
            format!("is excluded as `{words}`, which does not say that nothing needs it")
        } else {
            continue;
        };
        let finding = out.at(soa.at(&format!("/controls/{}/justification", row.id)), format!("`{}` {} {problem}", row.id, row.title));
        if only_missing.is_some() {
            // The words may stand beside a good reason.
            finding.level = Level::Info;
            finding.help("say what makes it unnecessary; what is needed and not worth its price is a risk that somebody accepts");
        } else {
            finding.help("say what in your organisation makes it unnecessary");
        }
    }
}

/// Whether a reason names nothing but the organisation.
fn is_nameless(reason: &str, organisation: &str) -> bool {
    let (reason, organisation) = (reason.to_lowercase(), organisation.to_lowercase());
    let words =
        |text: &str| text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let own = words(&organisation);
    words(&reason).iter().all(|word| NAMELESS.contains(&word.as_str()) || own.contains(word))
}

#[cfg(test)]
mod tests {
    use super::is_nameless;

    #[test]
    fn a_reason_names_something_of_its_own() {
        for reason in [
            "Not relevant for us",
            "Not needed in our company",
            "We do not have this",
            "Does not apply to Acme",
            "Accepted by management",
            "Trifft auf unser Unternehmen nicht zu",
        ] {
            assert!(is_nameless(reason, "Acme Robotics GmbH"), "{reason}");
        }
        for reason in ["We have no premises", "No software is developed here", "Keine eigenen Rechenzentren"] {
            assert!(!is_nameless(reason, "Acme Robotics GmbH"), "{reason}");
        }
    }
}
