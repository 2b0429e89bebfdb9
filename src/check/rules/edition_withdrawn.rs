use crate::base::date::Date;
use crate::base::diagnostic::Level;
use crate::base::span::Span;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Audit, Obligation, Supplier};
use crate::register::cx::Now;
use chrono::NaiveDate;

pub(super) static RULE: Rule = Rule {
    name: "edition-withdrawn",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["7.5.3", "9.2.2", "A.5.22", "A.5.31"],
    page: include_str!("edition_withdrawn.md"),
    check: Check::Records(check),
};

/// The last day on which a certificate for the edition of 2013 counted (IAF MD 26).
const ENDED: NaiveDate = NaiveDate::from_ymd_opt(2025, 10, 31).expect("October has 31 days");
/// The standards, and the years of the editions before those of 2022: that of 2013 was out in Europe as 2015 and 2017.
const STANDARDS: [&str; 2] = ["27001", "27002"];
const BEFORE: [&str; 4] = ["2005", "2013", "2015", "2017"];

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let ended = Date::from(ENDED);
    if cx.today <= ended {
        return;
    }
    let mut tell = |place: Span, clause: &'static str, message: String, help: &str| {
        out.at(place, message).help(help).against([clause]);
    };
    for audit in cx.program.all::<Audit>().filter(|audit| audit.finished.or(audit.started).or(audit.planned).is_some_and(|day| day > ended))
    {
        for (index, edition) in audit.criteria.iter().enumerate().filter_map(|(index, text)| Some((index, withdrawn(text)?))) {
            let message = format!("audit `{}` is against {edition}, which ended on {ended}", audit.id);
            tell(audit.at(&format!("/criteria/{index}")), "9.2.2", message, "audit against the edition of 2022, and say so");
        }
    }
    if let Some(isms) = cx.program.isms() {
        let editions = isms.external_documents.iter().enumerate().filter_map(|(index, document)| {
            let edition = document.edition.as_deref().unwrap_or_default();
            Some((index, withdrawn(&document.title).or_else(|| edition_of(standard(&document.title)?, edition))?))
        });
        for (index, edition) in editions {
            let message = format!("{edition} is kept as a document from outside, and ended on {ended}");
            tell(isms.at(&format!("/external_documents/{index}")), "7.5.3", message, "get the edition of 2022, and write it as `edition:`");
        }
    }
    for supplier in cx.program.all::<Supplier>().filter(|supplier| supplier.ended.is_none()) {
        for (index, edition) in supplier.certificates.iter().enumerate().filter_map(|(index, held)| Some((index, withdrawn(&held.name)?))) {
            let message = format!("supplier `{}` shows a certificate for {edition}, none of which counts since {ended}", supplier.id);
            tell(supplier.at(&format!("/certificates/{index}/name")), "A.5.22", message, "ask for the one for the edition of 2022");
        }
    }
    for duty in cx.program.all::<Obligation>() {
        let texts =
            [("/title", Some(duty.title.as_str())), ("/source", duty.source.as_deref()), ("/requirement", duty.requirement.as_deref())];
        if let Some((place, edition)) = texts.into_iter().find_map(|(place, text)| Some((place, withdrawn(text?)?))) {
            let message = format!("obligation `{}` asks for {edition}, which ended on {ended}", duty.id);
            tell(duty.at(place), "A.5.31", message, "look up what is asked for today, and write the edition of 2022");
        }
    }
}

/// The edition that a text names, if it is one that ended: its year stands right behind the number of the standard.
fn withdrawn(text: &str) -> Option<String> {
    let numbers = text.match_indices(|c: char| c.is_ascii_digit()).map(|(at, _)| &text[at..]);
    numbers
        .filter_map(|rest| STANDARDS.into_iter().find_map(|standard| Some((standard, rest.strip_prefix(standard)?))))
        .find_map(|(standard, behind)| edition_of(standard, behind))
}

/// The standard that a text speaks of.
fn standard(text: &str) -> Option<&'static str> {
    STANDARDS.into_iter().find(|standard| text.contains(standard))
}

/// The edition of a standard, where a text begins with the year of one that ended.
fn edition_of(standard: &str, text: &str) -> Option<String> {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let year = text.split(|c: char| !c.is_alphanumeric()).next().and_then(|word| BEFORE.into_iter().find(|year| word == *year))?;
    Some(format!("ISO/IEC {standard}:{year}"))
}

#[cfg(test)]
mod tests {
    use super::withdrawn;

    #[test]
    fn the_year_of_an_edition_stands_behind_the_number() {
        for (text, expected) in [
            ("ISO/IEC 27001:2013", Some("ISO/IEC 27001:2013")),
            ("DIN EN ISO/IEC 27001:2017-06", Some("ISO/IEC 27001:2017")),
            ("ISO27001 (2013) and our policies", Some("ISO/IEC 27001:2013")),
            ("BS ISO/IEC 27002:2005", Some("ISO/IEC 27002:2005")),
            ("ISO/IEC 27001:2022 and ISO/IEC 27002:2013", Some("ISO/IEC 27002:2013")),
            ("ISO/IEC 27001:2022", None),
            ("ISO 27001, contract of 2013", None),
            ("ISO/IEC 27017:2015", None),
        ] {
            assert_eq!(withdrawn(text).as_deref(), expected, "{text}");
        }
    }
}
