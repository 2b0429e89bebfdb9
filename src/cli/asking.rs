//! Asking, line by line, over anything that can be read and written. Nothing is written down here: whoever asks has all
//! answers before they act on them, or acts on each by itself, so that Ctrl-C leaves nothing half done.

use super::error::{CliError, Ending};
use crate::ops::ask::Question;
use crate::render::escape::terminal_line;
use std::io::{self, BufRead, IsTerminal as _, Write};

/// So many choices are shown at once; a question mark shows all of them.
const SHOWN: usize = 12;

/// Who is asked, and where the answers come from.
pub struct Asking<R, W> {
    pub input: R,
    pub out: W,
}

/// What came of a question.
#[derive(Debug, PartialEq, Eq)]
pub enum Answer<T> {
    Given(T),
    /// An empty line: nobody is made to answer.
    Left,
    /// There is nothing more to read: Ctrl-D, or the end of a file.
    Over,
}

/// Whether there is somebody to ask.
pub fn somebody() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Somebody at the terminal. Questions go where results do not.
pub fn terminal() -> Asking<io::StdinLock<'static>, io::Stderr> {
    Asking { input: io::stdin().lock(), out: io::stderr() }
}

/// The questions ended before the last answer.
pub fn given_up() -> CliError {
    CliError { kind: Ending::Interrupted, ..CliError::usage("the questions were not answered to their end; nothing was written") }
}

impl<R: BufRead, W: Write> Asking<R, W> {
    /// Asks until an answer can be read, or none is given. A question mark is answered with the help.
    ///
    /// # Errors
    /// When nothing can be read or written any more.
    pub fn ask<T>(&mut self, question: &str, help: &str, mut read: impl FnMut(&str) -> Result<T, String>) -> Result<Answer<T>, CliError> {
        loop {
            write!(self.out, "{question}")?;
            self.out.flush()?;
            let mut line = String::new();
            if self.input.read_line(&mut line)? == 0 {
                writeln!(self.out)?;
                return Ok(Answer::Over);
            }
            match line.trim() {
                "" => return Ok(Answer::Left),
                "?" => self.say(help)?,
                line => match read(line) {
                    Ok(answer) => return Ok(Answer::Given(answer)),
                    Err(problem) => self.say(&format!("  {problem}"))?,
                },
            }
        }
    }

    /// Asks for what a field is to say. None if it is left out, which one that must be there cannot be.
    ///
    /// # Errors
    /// When the questions end here, and as [`Asking::ask`].
    pub fn field<T>(&mut self, question: &Question, mut read: impl FnMut(&str) -> Result<T, String>) -> Result<Option<T>, CliError> {
        self.say(&format!("\n{}: {}", question.name, question.about))?;
        question.lines(SHOWN).iter().try_for_each(|line| self.say(line))?;
        let all = question.lines(usize::MAX).into_iter().chain([format!("  {}", question.help())]);
        let help = all.collect::<Vec<String>>().join("\n");
        loop {
            match self.ask(&format!("{}? ", question.name), &help, |text| read(&question.read(text)?))? {
                Answer::Given(answer) => return Ok(Some(answer)),
                Answer::Over => return Err(given_up()),
                Answer::Left if question.is_required => self.say("  it cannot be left out")?,
                Answer::Left => return Ok(None),
            }
        }
    }

    /// Says something, line by line. It may quote a record, so nothing in it acts on the terminal.
    pub fn say(&mut self, text: &str) -> Result<(), CliError> {
        Ok(text.split('\n').try_for_each(|line| writeln!(self.out, "{}", terminal_line(line)))?)
    }
}
