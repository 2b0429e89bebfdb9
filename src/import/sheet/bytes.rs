//! What the bytes of a file are as text. Spreadsheet programs save in the encoding of their machine and do not say which; a
//! wrong guess changes names, so what is not plainly one of those that are known is refused.

use super::told::{Remark, SheetError, short};
use std::borrow::Cow;

/// The text of a file, and what is to be said of how it was read.
pub struct Decoded<'a> {
    pub text: Cow<'a, str>,
    pub remark: Option<Remark>,
}

/// What marks UTF-16, by the order of bytes.
const MARKS: [([u8; 2], Order); 2] = [([0xff, 0xfe], u16::from_le_bytes), ([0xfe, 0xff], u16::from_be_bytes)];
/// Bytes that are looked at to tell UTF-16 without a mark.
const BEGINNING: usize = 4096;
/// Windows-1252 from 0x80 on; the rest is as in Latin-1. What stands for nothing, or for a letter of other languages than
/// those that are read here, is a sign that the file is in another encoding.
const WINDOWS: [Option<char>; 32] = [
    Some('€'),
    None,
    Some('‚'),
    None,
    Some('„'),
    Some('…'),
    None,
    None,
    None,
    None,
    None,
    Some('‹'),
    Some('Œ'),
    None,
    None,
    None,
    None,
    Some('‘'),
    Some('’'),
    Some('“'),
    Some('”'),
    Some('•'),
    Some('–'),
    Some('—'),
    None,
    Some('™'),
    None,
    Some('›'),
    Some('œ'),
    None,
    None,
    None,
];
/// Signs that stand within words; others between letters are letters of another encoding.
const WITHIN_WORDS: [char; 3] = ['’', 'Œ', 'œ'];

/// How two bytes make a unit of UTF-16.
type Order = fn([u8; 2]) -> u16;

/// Reads the bytes of the file called `name`.
///
/// # Errors
/// When they are no text, or it is not plain in which encoding.
pub fn decoded<'a>(name: &str, bytes: &'a [u8]) -> Result<Decoded<'a>, SheetError> {
    let no_text = |valid: usize| {
        let before = &bytes[..valid];
        let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
        let byte = 1 + before.iter().rev().take_while(|byte| **byte != b'\n').count();
        SheetError::NotText { name: name.into(), line, byte }
    };
    let marked = MARKS.iter().find_map(|(mark, order)| Some((bytes.strip_prefix(mark)?, *order)));
    if let Some((units, order)) = marked.or_else(|| Some((bytes, unmarked(bytes)?))) {
        let text = wide(units, order).ok_or_else(|| no_text(0))?;
        return Ok(Decoded { text: text.into(), remark: None });
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Decoded { text: text.strip_prefix('\u{feff}').unwrap_or(text).into(), remark: None }),
        Err(error) => {
            let valid = error.valid_up_to();
            // What has a letter in UTF-8 is UTF-8 that was damaged.
            let is_damaged = !bytes[..valid].is_ascii() || bytes.contains(&0);
            let (text, remark) = (!is_damaged).then(|| windows(bytes)).flatten().ok_or_else(|| no_text(valid))?;
            Ok(Decoded { text: text.into(), remark: Some(remark) })
        }
    }
}

/// The order of bytes of UTF-16 that does not say it: every other byte of Western text is zero.
fn unmarked(bytes: &[u8]) -> Option<Order> {
    let pairs = bytes[..bytes.len().min(BEGINNING)].chunks_exact(2);
    let (mut first, mut second, all) = (0, 0, pairs.len());
    for pair in pairs {
        first += usize::from(pair[0] == 0);
        second += usize::from(pair[1] == 0);
    }
    match (first * 2 > all, second * 2 > all) {
        (false, true) if first == 0 => Some(u16::from_le_bytes),
        (true, false) if second == 0 => Some(u16::from_be_bytes),
        _ => None,
    }
}

fn wide(bytes: &[u8], order: Order) -> Option<String> {
    let pairs = bytes.chunks_exact(2);
    if !pairs.remainder().is_empty() {
        return None;
    }
    char::decode_utf16(pairs.map(|pair| order([pair[0], pair[1]]))).collect::<Result<_, _>>().ok()
}

/// Text in Windows-1252, and a word that shows whether it was read rightly.
fn windows(bytes: &[u8]) -> Option<(String, Remark)> {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    for (at, byte) in bytes.iter().enumerate() {
        let c = match byte {
            0x80..=0x9f => WINDOWS[usize::from(byte - 0x80)]?,
            byte => char::from(*byte),
        };
        let is_odd = matches!(byte, 0x80..=0x9f) && !WITHIN_WORDS.contains(&c);
        let is_after_letter = || at > 0 && bytes[at - 1].is_ascii_alphabetic();
        if is_odd && is_after_letter() && bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase) {
            return None;
        }
        text.push(c);
    }
    let (line, row) = text.lines().enumerate().find(|(_, row)| !row.is_ascii())?;
    let word = row.split(|c: char| c.is_whitespace() || matches!(c, ';' | ',' | '"' | '|')).find(|word| !word.is_ascii())?;
    let message = format!("the file is read as Windows-1252, in which this is `{}`; if that is wrong, save it as `CSV UTF-8`", short(word));
    Some((text, Remark { line: line + 1, cell: 0, message }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        decoded("s.csv", bytes).unwrap().text.into_owned()
    }

    #[test]
    fn text_is_read_in_the_encoding_that_it_has() {
        let wide = |order: fn(u16) -> [u8; 2]| "Nr\tBüro\n".encode_utf16().flat_map(order).collect::<Vec<u8>>();
        let (little, big) = (wide(u16::to_le_bytes), wide(u16::to_be_bytes));
        for bytes in [
            "Nr\tBüro\n".as_bytes().to_vec(),
            "\u{feff}Nr\tBüro\n".as_bytes().to_vec(),
            b"Nr\tB\xfcro\n".to_vec(),
            [&[0xff, 0xfe][..], &little].concat(),
            [&[0xfe, 0xff][..], &big].concat(),
            little,
            big,
        ] {
            assert_eq!(text(&bytes), "Nr\tBüro\n", "{bytes:x?}");
        }
        assert_eq!(text(b"5 \x80 \x96 \x84l\x92\x9cuvre\x93"), "5 € – „l’œuvre“");
        let remark = decoded("s.csv", b"a;b\n1;B\xfcro brennt\n").unwrap().remark.unwrap();
        assert!(remark.line == 2 && remark.message.contains("`Büro`"), "{remark:?}");
    }

    #[test]
    fn what_may_be_another_encoding_is_refused() {
        for bytes in [
            // Of DOS, of old Macs.
            &b"a\nB\x81ro"[..],
            b"a\nM\x84rz",
            b"a\nB\x9fro",
            b"a\nEspa\x96a",
            // UTF-8 that was cut or mixed, binary files, UTF-16 that was cut.
            b"a\n\xc3\xa4 \xe4",
            b"a\n\x00\xe4",
            b"a\n\xff\xfe\x00\x81",
            b"\xff\xfea\0b",
            b"\xff\xfe\x00\xd8",
        ] {
            assert!(matches!(decoded("s.csv", bytes), Err(SheetError::NotText { .. })), "{bytes:x?}");
        }
    }
}
