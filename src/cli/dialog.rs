//! Asking about controls one after the other, line by line, over anything that can be read and written.

use super::error::CliError;
use crate::ops::decide::{Decision, Undecided};
use crate::render::escape::terminal_line;
use std::io::{BufRead, Write};

/// The reasons that a decision may have.
const REASONS: [&str; 5] = ["risk", "law", "contract", "business", "baseline"];

/// Who is asked, and where the answers come from.
pub struct Dialog<R, W> {
    pub input: R,
    pub out: W,
}

/// An answer to one question.
enum Answer {
    Yes(String),
    No(String),
    Later,
    Back,
    Quit,
}

impl<R: BufRead, W: Write> Dialog<R, W> {
    /// Asks about each control and hands each decision on, which may refuse it: then it is asked again. Returns how many were
    /// decided; the end of the input ends it as `quit` does.
    ///
    /// # Errors
    /// When nothing can be read or written any more.
    pub fn run(&mut self, rows: &[Undecided], take: &mut dyn FnMut(&Decision) -> Result<(), CliError>) -> Result<usize, CliError> {
        let mut decided = vec![false; rows.len()];
        let mut at = 0;
        while let Some(row) = rows.get(at) {
            self.show(row, at + 1, rows.len(), decided[at])?;
            let decision = match self.answer()? {
                Answer::Quit => break,
                Answer::Back => {
                    at = at.saturating_sub(1);
                    continue;
                }
                Answer::Later => {
                    at += 1;
                    continue;
                }
                Answer::Yes(why) => self.included(row, why)?,
                Answer::No(why) => self.excluded(row, why)?,
            };
            // Whoever thinks again at the second question is asked the first one again.
            let Some(decision) = decision else { continue };
            match take(&decision) {
                Ok(()) => {
                    decided[at] = true;
                    at += 1;
                }
                Err(error) => writeln!(self.out, "{}", error.text())?,
            }
        }
        Ok(decided.into_iter().filter(|decided| *decided).count())
    }

    fn show(&mut self, row: &Undecided, n: usize, of: usize, decided: bool) -> Result<(), CliError> {
        let again = if decided { ", decided just now" } else { "" };
        writeln!(self.out, "\n{} {}  ({n} of {of}{again})", row.control, terminal_line(&row.title))?;
        for (heading, lines) in &row.speaks {
            for (at, line) in lines.iter().enumerate() {
                writeln!(self.out, "  {:<12} {}", if at == 0 { heading } else { "" }, terminal_line(line))?;
            }
        }
        match &row.suggested {
            Some(why) => writeln!(self.out, "  {:<12} yes, since {}", "Suggested", terminal_line(why))?,
            None => writeln!(self.out, "  {:<12} nothing; no record speaks for it", "Suggested")?,
        }
        Ok(())
    }

    /// What is wanted of a control. Nothing typed is no answer: a suggestion is never taken by itself.
    fn answer(&mut self) -> Result<Answer, CliError> {
        loop {
            let Some(line) = self.ask("yes, no, later, back or quit? ")? else { return Ok(Answer::Quit) };
            let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((&line, ""));
            let rest = rest.trim().to_owned();
            match (word.to_lowercase().as_str(), rest.is_empty()) {
                ("y" | "yes", _) => return Ok(Answer::Yes(rest)),
                ("n" | "no", _) => return Ok(Answer::No(rest)),
                ("l" | "later", true) => return Ok(Answer::Later),
                ("b" | "back", true) => return Ok(Answer::Back),
                ("q" | "quit", true) => return Ok(Answer::Quit),
                _ => writeln!(self.out, "  the first letter is enough; behind `y` or `n` you may say why")?,
            }
        }
    }

    fn included(&mut self, row: &Undecided, mut why: String) -> Result<Option<Decision>, CliError> {
        let mut decision = Decision { control: row.control.clone(), applicable: true, ..Decision::default() };
        loop {
            if why.is_empty() {
                let empty = if row.has_reason { ", or nothing where the records say it" } else { "" };
                let Some(line) = self.ask(&format!("  why? {}, a colon and words{empty}: ", REASONS.join(", ")))? else { return Ok(None) };
                why = line;
            }
            if is_back(&why) {
                return Ok(None);
            }
            if why.is_empty() && !row.has_reason {
                writeln!(self.out, "  nothing says yet why it is needed")?;
                continue;
            }
            (decision.because, decision.justification) = reasons(&why);
            return Ok(Some(decision));
        }
    }

    fn excluded(&mut self, row: &Undecided, mut why: String) -> Result<Option<Decision>, CliError> {
        while why.is_empty() {
            let Some(line) = self.ask("  why is it not needed here? ")? else { return Ok(None) };
            why = line;
        }
        let decision = Decision { control: row.control.clone(), justification: Some(why.clone()), ..Decision::default() };
        Ok((!is_back(&why)).then_some(decision))
    }

    /// A line that was typed; None at the end of the input.
    fn ask(&mut self, question: &str) -> Result<Option<String>, CliError> {
        write!(self.out, "{question}")?;
        self.out.flush()?;
        let mut line = String::new();
        let read = self.input.read_line(&mut line)?;
        Ok((read > 0).then(|| line.trim().to_owned()))
    }
}

fn is_back(why: &str) -> bool {
    matches!(why.to_lowercase().as_str(), "b" | "back")
}

/// `risk, law: words` as reasons and words; what begins with no reason is words.
fn reasons(why: &str) -> (Vec<String>, Option<String>) {
    let (before, words) = why.split_once(':').unwrap_or((why, ""));
    let named: Vec<String> = before.split([',', ' ']).map(str::trim).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    let text = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    if !named.is_empty() && named.iter().all(|word| REASONS.contains(&word.as_str())) {
        (named, text(words))
    } else {
        (Vec::new(), text(why))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(control: &str, has_reason: bool) -> Undecided {
        let speaks =
            if has_reason { vec![("Risks", vec!["RSK-1 It floods".to_owned(), "RSK-2 It\u{1b}burns".into()])] } else { Vec::new() };
        let suggested = has_reason.then(|| "it treats 2 risks".to_owned());
        Undecided { control: control.into(), title: "Title".into(), speaks, suggested, has_reason }
    }

    /// What is handed on and what is said, if this is typed.
    fn typed(lines: &str) -> (Vec<Decision>, usize, String) {
        let rows = [row("A.5.1", true), row("A.5.2", false), row("A.5.3", false)];
        let mut dialog = Dialog { input: lines.as_bytes(), out: Vec::new() };
        let mut taken = Vec::new();
        let mut take = |decision: &Decision| {
            if decision.justification.as_deref() == Some("bad") {
                return Err(CliError::usage("that is refused"));
            }
            taken.push(decision.clone());
            Ok(())
        };
        let decided = dialog.run(&rows, &mut take).unwrap();
        let said = String::from_utf8(dialog.out).unwrap();
        (taken, decided, said)
    }

    fn words(decision: &Decision) -> String {
        let because = decision.because.join("+");
        format!("{} {} {because} {}", decision.control, decision.applicable, decision.justification.as_deref().unwrap_or("-"))
    }

    #[test]
    fn answers_become_decisions() {
        let (taken, decided, said) = typed("y\n\nn\nNo premises of ours\ny business, law: One set: of rules\n");
        let words: Vec<String> = taken.iter().map(words).collect();
        assert_eq!(words, ["A.5.1 true  -", "A.5.2 false  No premises of ours", "A.5.3 true business+law One set: of rules"]);
        assert_eq!(decided, 3);
        assert!(said.contains("A.5.1 Title  (1 of 3)") && said.contains("yes, since it treats 2 risks"), "{said}");
        assert!(said.contains("It\\x1bburns") && said.contains("(3 of 3)"), "{said}");
    }

    #[test]
    fn a_suggestion_is_never_taken_by_itself() {
        let (taken, decided, said) = typed("\n\n \nmaybe\nyes\n");
        assert_eq!((taken.len(), decided), (0, 0), "{said}");
        assert_eq!(said.matches("the first letter is enough").count(), 4, "{said}");
        // Nor is a reason, where no record has one.
        let (taken, ..) = typed("l\ny\n\n\nbaseline\nq\n");
        assert_eq!(taken.iter().map(words).collect::<Vec<_>>(), ["A.5.2 true baseline -"]);
    }

    #[test]
    fn one_goes_back_leaves_and_thinks_again() {
        let (taken, decided, said) = typed("b\nl\nn nobody does it\nb\ny It is needed after all\nn\nback\ny bad\nl\n");
        assert_eq!(taken.iter().map(words).collect::<Vec<_>>(), ["A.5.2 false  nobody does it", "A.5.2 true  It is needed after all"]);
        assert_eq!(decided, 1);
        assert!(said.contains("(2 of 3, decided just now)") && said.contains("error: that is refused"), "{said}");
    }

    #[test]
    fn the_end_of_the_input_ends_it_with_nothing_half_decided() {
        for lines in ["", "y business", "n", "y\n"] {
            let (taken, ..) = typed(lines);
            assert_eq!(taken.len(), usize::from(lines == "y business"), "{lines}");
        }
    }
}
