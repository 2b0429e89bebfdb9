//! Numbers that people write into cells: alone, beside their labels, out of a highest one, with units and as money.

use super::grades;
use super::words::normal;

/// What stands beside an amount of money.
const MONEY: [&str; 7] = ["€", "$", "£", "eur", "usd", "gbp", "chf"];
/// The number a text begins with and the unit after it, which a header may have instead.
pub fn number_and_unit<'t>(text: &'t str, header: &str) -> (&'t str, String) {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at(digits);
    let of_header = normal(header);
    let unit = if unit.trim().is_empty() { of_header.rsplit(' ').next().unwrap_or_default().to_owned() } else { normal(unit) };
    (number, unit)
}

/// The number a text begins with, whole or not, and the unit after it, which a header may have instead.
pub fn amount_and_unit(text: &str, header: &str) -> Option<(f64, String)> {
    let (number, rest) = decimal(text)?;
    let (_, unit) = number_and_unit(&format!("1{rest}"), header);
    Some((number.parse().ok()?, unit))
}

/// A whole number such as `4`, `4.0`, `4,00`, or the `4` of `4 - Likely`, `Likely (4)` and `Major - 4`, also in square
/// brackets. In round ones alone it may be below zero.
pub fn whole_number(cell: &str) -> Option<i64> {
    let cell = cell.strip_prefix('[').and_then(|cell| cell.strip_suffix(']')).unwrap_or(cell);
    let has_digit = |text: &str| text.contains(|c: char| c.is_ascii_digit());
    let digits = cell.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 {
        // A label, which has no number of its own, and the number behind a sign, or behind a space where its words grade: the
        // number of `Phase 3` or `see row 3` is none of a scale.
        let text = cell.trim_end_matches([')', ']']);
        let begin = text.rfind(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).map_or(0, |at| at + 1);
        let (label, number) = text.split_at_checked(begin)?;
        let is_signed = label.trim_end().ends_with(['(', '[', '-', '–', '—', ':', '=']);
        let is_label = label.contains(char::is_alphabetic) && !has_digit(label) && (is_signed || grades::is_label(label));
        return whole(number).filter(|_| is_label);
    }
    let end = cell.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).unwrap_or(cell.len());
    let (number, rest) = cell.split_at(end);
    let rest = rest.trim_start();
    let is_label = rest.strip_prefix(['-', '–', '—', '(', ':', '=']).is_some_and(|label| !label.starts_with(|c: char| c.is_ascii_digit()));
    whole(number).filter(|_| rest.is_empty() || is_label)
}

/// Digits, with nothing but zeros behind a point or comma.
fn whole(number: &str) -> Option<i64> {
    let (digits, decimals) = number.split_once(['.', ',']).unwrap_or((number, "0"));
    // Three of them may be thousands.
    let is_whole = !decimals.is_empty() && decimals.len() < 3 && decimals.bytes().all(|byte| byte == b'0');
    is_whole.then(|| digits.parse().ok()).flatten()
}

/// The number a text begins with, with a point for its decimals, and what follows it. Three digits behind the only sign may
/// be thousands or decimals; only money has no three decimals.
pub fn decimal(text: &str) -> Option<(String, &str)> {
    let lower = text.to_lowercase();
    let is_money = MONEY.iter().any(|sign| lower.contains(sign));
    let text = text.trim_start_matches(|c: char| is_money && !c.is_ascii_digit());
    let is_sign = |c: char| matches!(c, '.' | ',' | '\'' | '’' | '\u{a0}' | '\u{202f}');
    let end = text.find(|c: char| !c.is_ascii_digit() && !is_sign(c)).unwrap_or(text.len());
    let number = text[..end].trim_end_matches(is_sign);
    let signs: Vec<char> = number.chars().filter(|c| is_sign(*c)).collect();
    let is_decimal = |sign: char| matches!(sign, '.' | ',') && signs.iter().filter(|other| **other == sign).count() == 1;
    let last = signs.last().copied();
    let (whole, decimals) = last.filter(|sign| is_decimal(*sign)).and_then(|sign| number.rsplit_once(sign)).unwrap_or((number, ""));
    let (whole, decimals) = match (decimals.len(), signs.len()) {
        (3, 1) if is_money => (number, ""),
        (3, 1) => return None,
        _ => (whole, decimals),
    };
    let groups: Vec<&str> = whole.split(is_sign).collect();
    let are_thousands = groups.len() == 1 || (groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3));
    let whole = groups.concat();
    let is_number = !whole.is_empty() && whole.len() < 16 && (whole == "0" || !whole.starts_with('0'));
    let point = if decimals.is_empty() { "" } else { "." };
    (is_number && are_thousands).then(|| (format!("{whole}{point}{decimals}"), &text[number.len()..]))
}

/// The number a text begins with, behind a sign of comparison, if no other follows and its unit is not grown to it.
pub fn number(text: &str) -> Option<String> {
    let text = text.trim_start_matches(['<', '>', '≤', '≥', '=', ' ']);
    let (number, rest) = decimal(text)?;
    let is_plain = !rest.starts_with(char::is_alphabetic) && !rest.contains(|c: char| c.is_ascii_digit());
    is_plain.then_some(number)
}

/// Whether a cell is a number and nothing else.
pub fn is_number(cell: &str) -> bool {
    whole(cell).is_some()
}

/// So many per cent.
pub fn per_cent(cell: &str) -> Option<i64> {
    whole(cell.strip_suffix('%')?.trim_end())
}

/// A number with a share of it, such as `3/5` or `3 out of 5`.
pub fn out_of(cell: &str) -> Option<(i64, i64)> {
    let (number, all, beside) = share(cell)?;
    beside.is_empty().then(|| Some((number, all?)))?
}

/// What stands between a number and the highest that it can be.
const SHARES: [&str; 7] = ["/", "of", "out of", "von", "sur", "de", "sobre"];
/// What may stand around a number and its words without changing either.
const AROUND_NUMBERS: [char; 18] = ['(', ')', '[', ']', '{', '}', '-', '–', '—', ':', '=', '.', ',', ';', '|', '_', '/', '→'];

/// The only number of a cell, what it is out of, and the words beside it. Signs that say something of a number, as `<`, `~`,
/// `%` or `?`, leave none.
pub fn share(cell: &str) -> Option<(i64, Option<i64>, String)> {
    let is_plain = |c: char| c.is_alphanumeric() || c.is_whitespace() || AROUND_NUMBERS.contains(&c);
    if cell.starts_with(['-', '–', '—']) || !cell.chars().all(is_plain) {
        return None;
    }
    let at = cell.find(|c: char| c.is_ascii_digit())?;
    let (before, number, behind) = (&cell[..at], &cell[at..], number_end(&cell[at..]));
    let (number, rest) = number.split_at(behind);
    let number = whole(number)?;
    let Some(at) = rest.find(|c: char| c.is_ascii_digit()) else {
        return Some((number, None, normal(&format!("{before} {rest}"))));
    };
    let between: String = rest[..at].chars().filter(|c| !matches!(c, '(' | '[')).collect();
    let (all, rest) = rest[at..].split_at(number_end(&rest[at..]));
    let is_share = SHARES.contains(&between.trim().to_lowercase().as_str());
    let is_last = is_share && !rest.contains(|c: char| c.is_ascii_digit());
    is_last.then(|| Some((number, Some(whole(all)?), normal(&format!("{before} {rest}")))))?
}

/// Where the digits that a text begins with end, with a point or comma between them.
fn number_end(text: &str) -> usize {
    let end = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).unwrap_or(text.len());
    text[..end].trim_end_matches(['.', ',']).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_only_if_they_are_plain() {
        for text in [
            "4",
            "4.0",
            "4,0",
            "4.00",
            "4,00",
            "[4]",
            "4 - Likely",
            "4 (Likely)",
            "Likely (4)",
            "Likely [4]",
            "Major - 4",
            "Major: 4,0",
            "High 4",
            "Very high 4",
            "Level 4",
            "Stufe 4",
            "Risk level 4",
            "4,0 = high",
        ] {
            assert_eq!(whole_number(text), Some(4), "{text}");
        }
        for text in [
            "",
            "x",
            "4-5",
            "3.5",
            "4,5",
            "4,000",
            "4.",
            "1e3",
            "99999999999999999999",
            "Q1 (4)",
            "(4)",
            "- 4",
            "L4",
            "3/5",
            "Phase 3",
            "see row 3",
            "Room 4",
            "to 4",
        ] {
            assert_eq!(whole_number(text), None, "{text}");
        }
        assert_eq!(
            ["3/5", "3 of 5", "3,0 / 5", "3 von 5", "3/x", "3"].map(out_of),
            [Some((3, 5)), Some((3, 5)), Some((3, 5)), Some((3, 5)), None, None]
        );
    }

    #[test]
    fn decimals_are_read_where_they_can_be_nothing_else() {
        for (text, number) in [
            ("4", "4"),
            ("4.2%", "4.2"),
            ("4,25 %", "4.25"),
            ("1.234,56", "1234.56"),
            ("1,234.56", "1234.56"),
            ("1'234.5", "1234.5"),
            ("1.234.567", "1234567"),
            ("1\u{202f}234,5", "1234.5"),
            ("EUR 8,000", "8000"),
            ("8.000 €", "8000"),
            ("€ 8.000,50", "8000.50"),
            ("0.5", "0.5"),
        ] {
            assert_eq!(decimal(text).map(|(number, _)| number).as_deref(), Some(number), "{text}");
        }
        assert_eq!(["8,000", "8.000", "12,34,5", "007", "x", ""].map(|text| decimal(text).is_some()), [false; 6]);
    }
}
