//! Asking about a record whose row is gone from a register.

use super::asking::{Answer, Asking};
use super::error::CliError;
use crate::ops::update::{Fate, Gone};
use std::io::{self, BufRead, Write};

/// Asks what becomes of a record. An empty line, or the end of the input, decides nothing.
///
/// # Errors
/// When nothing can be read or written any more.
pub fn ask<R: BufRead, W: Write>(asking: &mut Asking<R, W>, gone: &Gone, why: &str) -> io::Result<Fate> {
    wanted(asking, gone, why).map_err(|error| io::Error::other(error.text()))
}

fn wanted<R: BufRead, W: Write>(asking: &mut Asking<R, W>, gone: &Gone, why: &str) -> Result<Fate, CliError> {
    let Gone { id, title, can_retire, end } = gone;
    asking.say(&format!("\n{id} {title}: its row is gone from the sheet, and the record is there"))?;
    if !can_retire {
        asking.say(&format!("  {end}"))?;
    }
    let (question, help) = match can_retire {
        true => ("keep, retire or later? ", "  the first letter is enough; behind `r` you may say why nobody needs it any more"),
        false => ("keep or later? ", "  the first letter is enough; `keep` leaves the record as it is"),
    };
    let read = |line: &str| {
        let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let why = if rest.trim().is_empty() { why } else { rest.trim() };
        match (word.to_lowercase().as_str(), rest.trim().is_empty()) {
            ("k" | "keep", true) => Ok(Fate::Keep),
            ("r" | "retire", _) if *can_retire => Ok(Fate::Retire(why.to_owned())),
            ("l" | "later", true) => Ok(Fate::Open),
            _ => Err(help.trim_start().to_owned()),
        }
    };
    match asking.ask(question, help, read)? {
        Answer::Given(fate) => Ok(fate),
        Answer::Left | Answer::Over => Ok(Fate::Open),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(lines: &str, can_retire: bool) -> (Fate, String) {
        let mut asking = Asking { input: lines.as_bytes(), out: Vec::new() };
        let gone = Gone { id: "CTL-vpn".into(), title: "VPN".into(), can_retire, end: "`isms close CTL-vpn` brings it to its end".into() };
        let fate = ask(&mut asking, &gone, "its row is gone").unwrap();
        (fate, String::from_utf8(asking.out).unwrap())
    }

    #[test]
    fn nothing_is_decided_by_itself() {
        for (lines, fate) in [
            ("k\n", Fate::Keep),
            ("keep\n", Fate::Keep),
            ("r\n", Fate::Retire("its row is gone".into())),
            ("what?\nretire the proxy does it\n", Fate::Retire("the proxy does it".into())),
            ("l\n", Fate::Open),
            ("\n", Fate::Open),
            ("", Fate::Open),
            ("keep it\n", Fate::Open),
        ] {
            assert_eq!(answered(lines, true).0, fate, "{lines}");
        }
        let (fate, said) = answered("r\nk\n", false);
        assert!(fate == Fate::Keep && said.contains("`isms close CTL-vpn`") && said.contains("keep or later?"), "{said}");
    }
}
