//! Asking about controls one after the other.

use super::asking::{Answer, Asking};
use super::error::CliError;
use crate::ops::decide::{Decision, Undecided};
use std::io::{BufRead, Write};

/// The reasons that a decision may have.
const REASONS: [&str; 5] = ["risk", "law", "contract", "business", "baseline"];

/// What may be said of a control.
const WORDS: &str = "  the first letter is enough; behind `y` or `n` you may say why";

/// What is wanted of a control.
enum Wanted {
    Yes(String),
    No(String),
    Later,
    Back,
    Quit,
}

/// Asks about each control and hands each decision on, which may refuse it: then it is asked again. Returns how many were
/// decided; the end of the input ends it as `quit` does.
///
/// # Errors
/// When nothing can be read or written any more.
pub fn run<R: BufRead, W: Write>(
    asking: &mut Asking<R, W>,
    rows: &[Undecided],
    take: &mut dyn FnMut(&Decision) -> Result<(), CliError>,
) -> Result<usize, CliError> {
    let mut decided = vec![false; rows.len()];
    let mut at = 0;
    while let Some(row) = rows.get(at) {
        show(asking, row, at + 1, rows.len(), decided[at])?;
        let decision = match wanted(asking)? {
            Wanted::Quit => break,
            Wanted::Back => {
                at = at.saturating_sub(1);
                continue;
            }
            Wanted::Later => {
                at += 1;
                continue;
            }
            Wanted::Yes(why) => included(asking, row, why)?,
            Wanted::No(why) => excluded(asking, row, why)?,
        };
        // Whoever thinks again at the second question is asked the first one again.
        let Some(decision) = decision else { continue };
        match take(&decision) {
            Ok(()) => {
                decided[at] = true;
                at += 1;
            }
            Err(error) => writeln!(asking.out, "{}", error.text())?,
        }
    }
    Ok(decided.into_iter().filter(|decided| *decided).count())
}

fn show<R: BufRead, W: Write>(asking: &mut Asking<R, W>, row: &Undecided, n: usize, of: usize, decided: bool) -> Result<(), CliError> {
    let again = if decided { ", decided just now" } else { "" };
    asking.say(&format!("\n{} {}  ({n} of {of}{again})", row.control, row.title))?;
    for (heading, lines) in &row.speaks {
        for (at, line) in lines.iter().enumerate() {
            asking.say(&format!("  {:<12} {line}", if at == 0 { heading } else { "" }))?;
        }
    }
    match &row.suggested {
        Some(why) => asking.say(&format!("  {:<12} yes, since {why}", "Suggested")),
        None => asking.say(&format!("  {:<12} nothing; no record speaks for it", "Suggested")),
    }
}

/// Nothing typed is no answer: a suggestion is never taken by itself.
fn wanted<R: BufRead, W: Write>(asking: &mut Asking<R, W>) -> Result<Wanted, CliError> {
    let read = |line: &str| {
        let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let rest = rest.trim().to_owned();
        match (word.to_lowercase().as_str(), rest.is_empty()) {
            ("y" | "yes", _) => Ok(Wanted::Yes(rest)),
            ("n" | "no", _) => Ok(Wanted::No(rest)),
            ("l" | "later", true) => Ok(Wanted::Later),
            ("b" | "back", true) => Ok(Wanted::Back),
            ("q" | "quit", true) => Ok(Wanted::Quit),
            _ => Err(WORDS.trim_start().to_owned()),
        }
    };
    loop {
        match asking.ask("yes, no, later, back or quit? ", WORDS, read)? {
            Answer::Given(wanted) => return Ok(wanted),
            Answer::Over => return Ok(Wanted::Quit),
            Answer::Left => asking.say(WORDS)?,
        }
    }
}

fn included<R: BufRead, W: Write>(asking: &mut Asking<R, W>, row: &Undecided, mut why: String) -> Result<Option<Decision>, CliError> {
    let mut decision = Decision { control: row.control.clone(), applicable: true, ..Decision::default() };
    let empty = if row.has_reason { ", or nothing where the records say it" } else { "" };
    let question = format!("  why? {}, a colon and words{empty}: ", REASONS.join(", "));
    if why.is_empty() {
        let Some(line) = reason(asking, &question, "  nothing says yet why it is needed", row.has_reason)? else { return Ok(None) };
        why = line;
    }
    if is_back(&why) {
        return Ok(None);
    }
    (decision.because, decision.justification) = reasons(&why);
    Ok(Some(decision))
}

fn excluded<R: BufRead, W: Write>(asking: &mut Asking<R, W>, row: &Undecided, mut why: String) -> Result<Option<Decision>, CliError> {
    if why.is_empty() {
        let Some(line) = reason(asking, "  why is it not needed here? ", "  whoever reads it later has only these words", false)? else {
            return Ok(None);
        };
        why = line;
    }
    let decision = Decision { control: row.control.clone(), justification: Some(why.clone()), ..Decision::default() };
    Ok((!is_back(&why)).then_some(decision))
}

/// Words of a reason, or none of them where there may be none. None at the end of the input.
fn reason<R: BufRead, W: Write>(
    asking: &mut Asking<R, W>,
    question: &str,
    help: &str,
    may_be_left: bool,
) -> Result<Option<String>, CliError> {
    loop {
        match asking.ask(question, help, |line| Ok(line.to_owned()))? {
            Answer::Given(why) => return Ok(Some(why)),
            Answer::Over => return Ok(None),
            Answer::Left if may_be_left => return Ok(Some(String::new())),
            Answer::Left => asking.say(help)?,
        }
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
        let mut asking = Asking { input: lines.as_bytes(), out: Vec::new() };
        let mut taken = Vec::new();
        let mut take = |decision: &Decision| {
            if decision.justification.as_deref() == Some("bad") {
                return Err(CliError::usage("that is refused"));
            }
            taken.push(decision.clone());
            Ok(())
        };
        let decided = run(&mut asking, &rows, &mut take).unwrap();
        let said = String::from_utf8(asking.out).unwrap();
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
