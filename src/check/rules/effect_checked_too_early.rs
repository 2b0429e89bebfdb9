use crate::base::date::{Date, Period};
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Finding;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "effect-checked-too-early",
    level: Level::Info,
    mandatory: false,
    about: About::Practice,
    clauses: &["10.2"],
    page: include_str!("effect_checked_too_early.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for finding in cx.program.all::<Finding>() {
        let Some(effect) = finding.effectiveness.as_ref().filter(|effect| effect.effective == Some(true)) else { continue };
        let acted = finding.actions.iter().filter_map(|action| action.done).max();
        let acted = acted.or(finding.correction.as_ref().map(|correction| correction.on));
        let Some((acted, checked)) = acted.zip(effect.checked_on) else { continue };
        let Some((over, words)) = watched(&effect.criterion, acted) else { continue };
        // What was checked before it was done is a matter of `decided-before-basis`.
        if checked >= acted && over > checked {
            out.at(
                finding.at("/effectiveness/checked_on"),
                format!(
                    "the effect of `{}` was found good on {checked}, {} days after the last act on {acted}; its criterion says `{words}`",
                    finding.id,
                    checked.days_since(acted)
                ),
            )
            .help(format!("check it again from {over} on, and write that day"));
        }
    }
}

/// What a count of units is, in the languages that criteria are written in.
const NUMBERS: &[&[&str]] = &[
    &["one", "a", "an", "ein", "eine", "einen", "einem", "einer", "eines", "un", "une"],
    &["two", "zwei", "deux"],
    &["three", "drei", "trois"],
    &["four", "vier", "quatre"],
    &["five", "fünf", "cinq"],
    &["six", "sechs"],
    &["seven", "sieben", "sept"],
    &["eight", "acht", "huit"],
    &["nine", "neun", "neuf"],
    &["ten", "zehn", "dix"],
    &["eleven", "elf", "onze"],
    &["twelve", "zwölf", "douze"],
];
const UNITS: &[(&[&str], Period)] = &[
    (&["day", "days", "tag", "tage", "tagen", "jour", "jours"], Period::days(1)),
    (&["week", "weeks", "woche", "wochen", "semaine", "semaines"], Period::days(7)),
    (&["month", "months", "monat", "monate", "monaten", "monats", "mois"], Period::months(1)),
    (&["quarter", "quarters", "quartal", "quartale", "quartalen", "trimestre", "trimestres"], Period::months(3)),
    (&["year", "years", "jahr", "jahre", "jahren", "an", "ans", "année", "années"], Period::months(12)),
];
/// Words before a count that make it a time of observation.
const OVER: &[&str] = &[
    "for",
    "over",
    "during",
    "throughout",
    "next",
    "following",
    "coming",
    "über",
    "während",
    "für",
    "nächsten",
    "kommenden",
    "folgenden",
    "pendant",
    "durant",
    "prochains",
    "prochaines",
];
/// The same between the count and its unit.
const CONSECUTIVE: &[&str] = &[
    "consecutive",
    "successive",
    "following",
    "further",
    "full",
    "whole",
    "aufeinanderfolgende",
    "aufeinanderfolgenden",
    "folgende",
    "folgenden",
    "weitere",
    "volle",
    "ganze",
    "consécutifs",
    "consécutives",
];
/// The same behind it.
const LATER: &[&str] = &["running", "later", "lang", "long", "hindurch", "später", "danach", "durchgehend", "after", "nach", "après"];
/// Words that look back over a time, or set a time limit: only where something is to stay away is the whole of it watched.
const WITHIN: &[&str] = &["in", "within", "innerhalb", "binnen", "dans", "en"];
const ABSENCE: &[&str] = &[
    "no", "none", "zero", "never", "nothing", "nobody", "without", "kein", "keine", "keinen", "keiner", "ohne", "nie", "aucun", "aucune",
    "sans",
];

/// Words between those and the count.
const BETWEEN: &[&str] = &["the", "at", "least", "a", "von", "den", "der", "mindestens", "les", "la", "de", "au", "moins"];

/// The day until which a criterion wants something watched that was done on a day, with the words that say so: the last, if it
/// says several.
fn watched(criterion: &str, done: Date) -> Option<(Date, String)> {
    let text = criterion.to_lowercase();
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is = |at: Option<usize>, known: &[&str]| at.and_then(|at| words.get(at)).is_some_and(|word| known.contains(word));
    let is_absence = words.iter().any(|word| ABSENCE.contains(word));
    let found = words.iter().enumerate().filter_map(|(at, word)| {
        let (_, unit) = UNITS.iter().find(|(names, _)| names.contains(word))?;
        let is_consecutive = is(at.checked_sub(1), CONSECUTIVE);
        let counted = at.checked_sub(1 + usize::from(is_consecutive)).and_then(|first| Some((first, number(words[first])?)));
        let (first, count) = match counted {
            Some((first, count)) => {
                let before = words[..first].iter().rposition(|word| !BETWEEN.contains(word));
                let is_in_a_row = is(Some(at + 1), &["in"]) && is(Some(at + 3), &["row"]);
                let is_over = is_consecutive || is_in_a_row || is(before, OVER) || is(Some(at + 1), LATER);
                (is_over || is_absence && is(before, WITHIN)).then_some((first, count))?
            }
            // The next quarter is one.
            None => (at.checked_sub(1).filter(|last| is(Some(*last), OVER))?, 1),
        };
        Some((done.plus(unit.times(count)), words[first..=at].join(" ")))
    });
    found.max_by_key(|(over, _)| *over)
}

fn number(word: &str) -> Option<u32> {
    let named = || NUMBERS.iter().position(|names| names.contains(&word)).and_then(|at| u32::try_from(at + 1).ok());
    word.parse().ok().filter(|count| (1..=1_000).contains(count)).or_else(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_to_watch_is_told_from_a_time_limit() {
        let says = |criterion: &str| watched(criterion, "2026-01-01".parse().unwrap()).map(|(over, words)| format!("{over} {words}"));
        for (criterion, expected) in [
            ("No active account of a leaver in twelve weeks", Some("2026-03-26 twelve weeks")),
            ("Every alarm answered within 30 minutes for two months", Some("2026-03-01 two months")),
            ("All patches installed within 14 days, for two consecutive quarters", Some("2026-07-01 two consecutive quarters")),
            ("Patches installed within 14 days", None),
            ("Keine Abweichung in den nächsten drei Monaten", Some("2026-04-01 drei monaten")),
            ("Kein Wiederauftreten innerhalb von 90 Tagen", Some("2026-04-01 90 tagen")),
            ("Aucun incident pendant trois mois", Some("2026-04-01 trois mois")),
            ("The next quarter shows no repeat", Some("2026-04-01 next quarter")),
            ("Zero findings three months in a row", Some("2026-04-01 three months")),
            ("Checked again for at least six weeks", Some("2026-02-12 six weeks")),
            ("Retest two months after rollout", Some("2026-03-01 two months")),
            ("95 % of staff trained each year", None),
            ("Backups restored in 4 hours", None),
        ] {
            assert_eq!(says(criterion).as_deref(), expected, "{criterion}");
        }
    }
}
