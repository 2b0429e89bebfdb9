//! The control of Annex A that a cell names, in every way that people and spreadsheets write its number.

use super::sheet::short;
use super::words::normal;
use crate::base::months::month_of;
use crate::base::text::list_of;
use crate::base::written::{self, Order};
use crate::model::annex_a::{self, ANNEX_A, AnnexControl};
use std::collections::HashMap;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization as _;

/// Words around references that say nothing of their own.
pub const AROUND: [&str; 9] = ["and", "und", "&", "+", "iso", "iso/iec", "27001", "control", "controls"];

/// A control that was found.
#[derive(Debug)]
pub struct Named {
    pub control: &'static AnnexControl,
    /// What a spreadsheet did to its number.
    pub damage: Option<String>,
}

/// The controls of Annex A by their titles, in lower case and words only.
static TITLES: LazyLock<HashMap<String, &'static AnnexControl>> =
    LazyLock::new(|| ANNEX_A.iter().map(|annex| (normal(annex.title), annex)).collect());
/// Words of titles that are shorter say too little.
const SHORTEST_WORD: usize = 5;
/// Letters of other alphabets that look like the A of Annex A.
const LIKE_A: [char; 2] = ['\u{410}', '\u{391}'];

/// The control that a cell names, beside the title that its row has for it.
///
/// # Errors
/// Why it is none, and what to do.
pub fn named(text: &str, title: &str) -> Result<Named, (String, String)> {
    let plain = plain(text);
    if let [first, .., last] = several(&plain)[..] {
        let message = format!("`{text}` names several controls, `{}` and `{}` among them", first.id, last.id);
        return Err((message, "give each control a row of its own".into()));
    }
    let number = if written::day(&plain).is_none() { reference(&plain) } else { None };
    let Some(number) = number else { return of_day(text, &plain, title) };
    let Some(control) = of_number(&number) else { return Err(unknown(text, &number)) };
    // A number that loses its last zero is another control.
    let with_zero = annex_a::by_id(&format!("{}0", control.id)).filter(|_| !number.ends_with('0'));
    match with_zero.filter(|with_zero| meant(&[control, with_zero], title).is_some_and(|meant| meant.id == with_zero.id)) {
        Some(with_zero) => {
            let damage = format!("is taken as `{}`, whose title this is: spreadsheets take zeros off the ends of numbers", with_zero.id);
            Ok(Named { control: with_zero, damage: Some(damage) })
        }
        None => Ok(Named { control, damage: None }),
    }
}

/// The controls of a text that is a list of them or a range, and says nothing else.
fn several(plain: &str) -> Vec<&'static AnnexControl> {
    let apart = plain.replace("-a", " a");
    let words = apart.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '/' | '|' | '(' | ')')).filter(|word| !word.is_empty());
    let mut found: Vec<&'static AnnexControl> = Vec::new();
    for word in words {
        let bare = word.strip_prefix('a').unwrap_or(word).trim_start_matches(['.', '-', '_']);
        match of_number(bare) {
            Some(control) if !found.iter().any(|known| known.id == control.id) => found.push(control),
            Some(_) => {}
            None if is_name(word) || ["-", "to", "bis", "through", "hasta", "et", "y"].contains(&word) => {}
            None => return Vec::new(),
        }
    }
    found
}

/// What the standard and its annex are called.
fn is_name(word: &str) -> bool {
    let word = word.trim_end_matches(['.', ':']);
    let is_standard = |part: &str| ["iso", "iec", "din", "en", "27001", "27002", "2022", "iso27001", "iso27002"].contains(&part);
    word.split(['/', ':']).all(is_standard)
        || ["a", "annex", "annexe", "anhang", "anexo", "no", "nr", "ref"].contains(&word)
        || AROUND.contains(&word)
}

/// The control with this title.
pub fn titled(title: &str) -> Option<&'static AnnexControl> {
    TITLES.get(&normal(title)).copied()
}

/// What a number that stands twice may have been, in words.
pub fn twice(control: &AnnexControl, title: &str) -> Option<String> {
    let with_zero = annex_a::by_id(&format!("{}0", control.id))?;
    let all: Vec<&AnnexControl> = ANNEX_A.iter().collect();
    let by_title = meant(&all, title).filter(|meant| meant.id != control.id);
    let title = by_title.map_or(String::new(), |meant| format!("; by its title the row may be about `{}`", meant.id));
    Some(format!("spreadsheets make `{}` of `{}`: write the number as text{title}", control.id, with_zero.id))
}

/// The control of a number such as `5.1`, `5.01`, `5-1`.
pub fn of_number(number: &str) -> Option<&'static AnnexControl> {
    let (theme, own) = number.split_once(['.', '-', '_', ','])?;
    let digits =
        |text: &str| (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.trim_start_matches('0').to_owned());
    annex_a::by_id(&format!("A.{}.{}", digits(theme)?, digits(own)?))
}

/// A text without what nobody sees, with signs and letters that look like others as those.
fn plain(text: &str) -> String {
    let is_unseen = |c: char| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{fffd}');
    let seen = text.nfkc().filter(|c| !is_unseen(*c));
    let alike = |c: char| match c {
        c if LIKE_A.contains(&c) => 'a',
        '‐' | '‑' | '‒' | '–' | '—' | '−' => '-',
        '․' | '。' | '·' => '.',
        c => c,
    };
    seen.map(alike).collect::<String>().to_lowercase()
}

/// The number that a text begins with, behind the names of the standard and of the annex.
fn reference(text: &str) -> Option<String> {
    // `ISO27001-A.5.1` is two words.
    let text = text.replace("-a", " a");
    let words = text.split([' ', '\t', '\n', ';', '(', ')', '[', ']']).map(|word| word.trim_matches(['*', '`', '#', '"', '\'', ',']));
    let words: Vec<&str> = words.filter(|word| !matches!(*word, "" | "-" | ":" | "/" | "|")).collect();
    let at = words.iter().position(|word| !is_name(word))?;
    let is_plain = |word: &&&str| word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit());
    if let (Some(theme), Some(own)) = (words.get(at).filter(is_plain), words.get(at + 1).filter(is_plain))
        && at > 0
    {
        return Some(format!("{theme}.{own}"));
    }
    let word = words[at];
    let number = word.strip_prefix('a').unwrap_or(word).trim_start_matches(['.', '-', '_', ' ']).trim_end_matches(['.', ':', ')', '-']);
    let is_number = number.starts_with(|c: char| c.is_ascii_digit())
        && number.contains(['.', '-', '_', ','])
        && number.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '_' | ','));
    // `5. Okt` is a day.
    is_number.then(|| number.to_owned())
}

/// The control whose number a spreadsheet has made a day of: `5.10` as `5. Okt`, `5-12` as `05-Dec`.
fn of_day(text: &str, plain: &str, title: &str) -> Result<Named, (String, String)> {
    let Some((day, month)) = day_and_month(plain) else { return Err(unknown(text, "")) };
    let mut may_be: Vec<&'static AnnexControl> =
        [(day, month), (month, day)].iter().filter_map(|(theme, own)| annex_a::by_id(&format!("A.{theme}.{own}"))).collect();
    may_be.dedup_by_key(|control| control.id);
    let found = match may_be[..] {
        [only] => Some(only),
        _ => meant(&may_be, title),
    };
    if let Some(control) = found {
        let damage = format!("is taken as `{}`: spreadsheets make days of such numbers", control.id);
        return Ok(Named { control, damage: Some(damage) });
    }
    let message = format!("`{text}` is a day, which a spreadsheet made of the number of a control");
    let ids = list_of(may_be.iter().map(|control| control.id), "or");
    Err((message, if may_be.is_empty() { "write the number as text, such as `A.5.1`".into() } else { format!("write {ids}, as text") }))
}

fn day_and_month(text: &str) -> Option<(u32, u32)> {
    // Of a day in numbers either may be the theme.
    if let Some(day) = written::read(text).and_then(|day| day.day(Some(Order::Day))) {
        return Some((day.day(), day.month()));
    }
    let parts: Vec<&str> = text.split([' ', '.', '-', '/']).filter(|part| !part.is_empty()).collect();
    let number = |part: &str| part.parse::<u32>().ok().filter(|number| (1..=31).contains(number));
    let [a, b] = parts[..] else { return None };
    number(a).zip(month_of(b)).or_else(|| number(b).zip(month_of(a)))
}

/// The one of several controls that a title means: it has this title, or alone shares words with it.
fn meant(controls: &[&'static AnnexControl], title: &str) -> Option<&'static AnnexControl> {
    if let Some(titled) = titled(title) {
        return controls.iter().copied().find(|control| control.id == titled.id);
    }
    let words = |text: &str| normal(text).split(' ').filter(|word| word.len() >= SHORTEST_WORD).map(str::to_owned).collect::<Vec<_>>();
    let wanted = words(title);
    let mut sharing = controls.iter().copied().filter(|control| words(control.title).iter().any(|word| wanted.contains(word)));
    sharing.next().filter(|_| sharing.next().is_none())
}

/// The control whose number a text looks like: with signs of addresses, letters that look like digits, or spaces within.
pub fn alike(text: &str) -> Option<&'static AnnexControl> {
    let text = plain(&text.replace("%20", " "));
    let (_, number) = text.rsplit_once('a')?;
    let digit = |c: char| match c {
        'l' | 'i' | '|' => '1',
        'o' => '0',
        c => c,
    };
    let words: Vec<String> = number.split_whitespace().map(|word| word.chars().map(digit).collect()).collect();
    let of = |joint: &str| of_number(words.join(joint).trim_start_matches(['.', '-', '_']).trim_end_matches(['.', ':', ')']));
    of("").or_else(|| of("."))
}

fn unknown(text: &str, number: &str) -> (String, String) {
    if let Some(control) = alike(text) {
        let help = format!("it looks like `{}`: write it so, without other signs", control.id);
        return (format!("`{}` is no control of Annex A", short(text)), help);
    }
    let old = format!("A.{number}");
    let today: Vec<&str> = annex_a::successors_of(&old).map(|annex| annex.id).collect();
    let help = match today[..] {
        [] => "Annex A of 2022 goes from `A.5.1` to `A.8.34`".to_owned(),
        _ => format!("it is one of 2013; today it is {}", list_of(today, "and")),
    };
    (format!("`{}` is no control of Annex A", short(text)), help)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str, title: &str) -> Result<(&'static str, bool), String> {
        named(text, title).map(|named| (named.control.id, named.damage.is_some())).map_err(|(_, help)| help)
    }

    #[test]
    fn controls_are_known_however_they_are_written() {
        for text in [
            "A.5.1",
            "A 5.1",
            "A5.1",
            "5.1",
            "a.5.1",
            "**A.5.1**",
            "A.5.1 Policies for information security",
            "A.5.1.",
            "A.5.01",
            "A5-1",
            "A-5-1",
            "A_5_1",
            "Annex A 5.1",
            "Annex A.5.1",
            "Anhang A 5.1",
            "ISO 27001:2022 A.5.1",
            "ISO/IEC 27001:2022 Annex A 5.1",
            "ISO 27002:2022 5.1",
            "Control 5.1",
            "A.5.1: Policies",
            "A.5.1 – Policies",
            "5,1",
            "\u{200b}A.5.1\u{feff}",
            "А.5.1",
            "Ａ．５．１",
            "A.\u{a0}5.1",
            "A.5․1",
            "(A.5.1)",
            "A 5 1",
            "Annex A 5 01",
            "ISO27001-A.5.1",
            "ISO/IEC 27001:2022 - A.5.1",
        ] {
            assert_eq!(id(text, ""), Ok(("A.5.1", false)), "{text}");
        }
        for text in ["", "A", "5", "A.5.99", "A.5.1.1", "42001:A.6.2.4", "Access 5.1", "A.4.1", "A.5.0", "soon"] {
            assert!(id(text, "").is_err(), "{text}");
        }
    }

    #[test]
    fn what_spreadsheets_do_to_numbers_is_undone_where_the_title_tells() {
        for (text, title, control) in [
            ("5.1", "Acceptable use of information and other associated assets", "A.5.10"),
            ("8.1", "Deletion", "A.8.10"),
            ("5. Okt", "Use", "A.5.10"),
            ("05.Nov", "", "A.5.11"),
            ("12-May", "", "A.5.12"),
            ("2026-10-05", "", "A.5.10"),
            ("08. Mai", "Secure authentication", "A.8.5"),
            ("10/05/2026", "", "A.5.10"),
            ("45054", "Secure authentication", "A.8.5"),
        ] {
            assert_eq!(id(text, title), Ok((control, true)), "{text} {title}");
        }
        assert_eq!(id("5.1", "Policies"), Ok(("A.5.1", false)));
        assert_eq!(id("8.1", "Endpoints"), Ok(("A.8.1", false)));
        assert_eq!(id("08. Mai", ""), Err("write `A.8.5` or `A.5.8`, as text".into()));
        assert!(twice(annex_a::by_id("A.5.1").unwrap(), "Deletion plan").unwrap().ends_with("the row may be about `A.8.10`"));
        assert!(twice(annex_a::by_id("A.5.9").unwrap(), "").is_none());
    }

    #[test]
    fn a_number_that_looks_like_one_is_named_and_not_taken() {
        for text in ["A%205.1", "A.5%201", "A.5.l", "A.5 . 1", "A.5.1%20", "Annex A.\u{a0}5.I"] {
            assert_eq!(id(text, ""), Err("it looks like `A.5.1`: write it so, without other signs".into()), "{text}");
        }
        assert!(alike("A.5.99").is_none() && alike("soon").is_none());
    }
}
