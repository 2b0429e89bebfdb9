//! The months of the year by their names.

use super::slug::plain;

/// The names of months in six languages, in ASCII, and those that are written short in another way.
const MONTHS: [(&str, u32); 59] = [
    ("january", 1),
    ("januar", 1),
    ("janvier", 1),
    ("enero", 1),
    ("gennaio", 1),
    ("januari", 1),
    ("jaenner", 1),
    ("february", 2),
    ("februar", 2),
    ("fevrier", 2),
    ("febrero", 2),
    ("febbraio", 2),
    ("februari", 2),
    ("feber", 2),
    ("march", 3),
    ("maerz", 3),
    ("mrz", 3),
    ("mars", 3),
    ("marzo", 3),
    ("maart", 3),
    ("april", 4),
    ("avril", 4),
    ("abril", 4),
    ("aprile", 4),
    ("may", 5),
    ("mai", 5),
    ("mayo", 5),
    ("maggio", 5),
    ("mei", 5),
    ("june", 6),
    ("juni", 6),
    ("juin", 6),
    ("junio", 6),
    ("giugno", 6),
    ("july", 7),
    ("juli", 7),
    ("juillet", 7),
    ("julio", 7),
    ("luglio", 7),
    ("august", 8),
    ("aout", 8),
    ("agosto", 8),
    ("augustus", 8),
    ("september", 9),
    ("septembre", 9),
    ("septiembre", 9),
    ("settembre", 9),
    ("october", 10),
    ("oktober", 10),
    ("octobre", 10),
    ("octubre", 10),
    ("ottobre", 10),
    ("november", 11),
    ("novembre", 11),
    ("noviembre", 11),
    ("december", 12),
    ("dezember", 12),
    ("diciembre", 12),
    ("dicembre", 12),
];

/// The number of a month by its name in lower case, or three letters of it and more, if only one begins so.
pub fn month_of(word: &str) -> Option<u32> {
    let word = plain(word);
    let mut found = MONTHS.iter().filter(|(name, _)| word.len() >= 3 && name.starts_with(&word)).map(|(_, number)| *number);
    let first = found.next()?;
    found.all(|other| other == first).then_some(first)
}
