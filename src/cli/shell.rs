//! Between the terminal and what is asked of a programme: where the user stands, notes to stderr, results to stdout or a
//! file.

use super::error::CliError;
use super::options::{ColorWhen, Global, ReportArgs};
use crate::base::date::Date;
use crate::base::text::did_you_mean;
use crate::ops::error::{Error, What};
use crate::ops::note::{Note, Weight};
use crate::ops::open::{State, View, Which, World};
use crate::render::csv::MARK;
use crate::render::{self, Answer, Look, Written};
use crate::report::unread;
use crate::store::git::Environment;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The width of text that goes to no terminal.
const PLAIN_WIDTH: usize = 120;

/// A report that was written.
pub struct Answered<R> {
    report: R,
    /// All files could be read that it is about.
    is_whole: bool,
}

impl<R> Answered<R> {
    pub fn of(report: R, is_whole: bool) -> Self {
        Self { report, is_whole }
    }

    /// How a command ends that judges: what fails may stand in what could not be read.
    pub fn judged(&self, fails: impl FnOnce(&R) -> bool) -> ExitCode {
        if !self.is_whole || fails(&self.report) { ExitCode::from(1) } else { ExitCode::SUCCESS }
    }
}

/// How a command speaks.
#[derive(Clone, Copy, Debug)]
pub struct Shell {
    color: ColorWhen,
    /// Notes of less weight are not told.
    from: Weight,
}

impl Shell {
    pub fn of(global: &Global) -> Self {
        let from = match (global.quiet, global.verbose) {
            (true, _) => Weight::Always,
            (false, true) => Weight::Detail,
            (false, false) => Weight::Done,
        };
        Self { color: global.color, from }
    }

    /// Opens a programme, and tells what is to be said of the choice.
    pub fn open(&self, which: &Which) -> Result<View, CliError> {
        let view = View::open(world(), which)?;
        self.tell(view.notes());
        Ok(view)
    }

    /// Opens a programme and asks something of it.
    pub fn ask<T>(&self, which: &Which, ask: impl FnOnce(&View) -> Result<T, Error>) -> Result<T, CliError> {
        let view = self.open(which)?;
        let answer = ask(&view);
        self.told(&view, answer)
    }

    /// An answer, after what is to be said of it, or of its failure.
    pub fn told<T>(&self, view: &View, answer: Result<T, Error>) -> Result<T, CliError> {
        self.tell(view.notes());
        // What somebody named and nobody finds may stand there.
        let may_be_there = |error: Error| match unread::told(&view.unread()) {
            Some(text) if matches!(error.what, What::Asked(_)) => error.hint(text),
            _ => error,
        };
        Ok(answer.map_err(may_be_there)?)
    }

    /// Lines on stderr, for those whom they concern.
    pub fn tell(&self, notes: impl IntoIterator<Item = Note>) {
        for note in notes.into_iter().filter(|note| note.weight >= self.from) {
            let before = if note.weight == Weight::Done { "" } else { "note: " };
            say(&format!("{before}{}", note.text));
        }
    }

    /// Asks a programme for a report, and writes it.
    pub fn answer<R: Written>(
        &self,
        which: &Which,
        args: &ReportArgs,
        ask: impl FnOnce(&View) -> Result<R, Error>,
    ) -> Result<Answered<R>, CliError> {
        let view = self.open(which)?;
        let report = self.told(&view, ask(&view))?;
        self.answered(&view, report, args)
    }

    /// Writes a report that a programme was asked for, and what is missing from it.
    pub fn answered<R: Written>(&self, view: &View, report: R, args: &ReportArgs) -> Result<Answered<R>, CliError> {
        let unread = view.unread();
        let brand = if format(args)?.is_paper { view.brand() } else { None };
        self.report(&Answer { report: &report, unread: &unread, brand }, args)?;
        Ok(Answered { report, is_whole: unread.is_empty() })
    }

    /// Writes a report where and how the options say.
    pub fn report(&self, answer: &Answer<'_>, args: &ReportArgs) -> Result<(), CliError> {
        let format = format(args)?;
        self.emit(args.output.as_deref(), |out, look| {
            out.write_all(if args.bom { MARK.as_bytes() } else { &[] })?;
            (format.write)(answer, look, out)
        })
    }

    /// Runs a writer against a file, all or nothing, or against stdout, which is also called `-`.
    pub fn emit(&self, output: Option<&Path>, write: impl Fn(&mut dyn Write, &Look) -> io::Result<()>) -> Result<(), CliError> {
        let Some(path) = output.filter(|path| is_file(Some(path))) else {
            let look = Look { width: width(), colour: wants_colour(self.color, io::stdout().is_terminal()) };
            let mut out = io::BufWriter::new(io::stdout().lock());
            return match write(&mut out, &look).and_then(|()| out.flush()) {
                // Whoever reads no further has seen enough; how the command ends does not follow from that.
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
                written => Ok(written?),
            };
        };
        let look = Look { width: PLAIN_WIDTH, colour: self.color == ColorWhen::Always };
        Ok(crate::store::write::output(path, &|out| write(out, &look))?)
    }
}

/// The format that the options ask for.
///
/// # Errors
/// When it goes where it cannot go, or is none that has a mark.
pub fn format(args: &ReportArgs) -> Result<&'static render::Format, CliError> {
    let output = args.output.as_deref();
    let endings = render::formats(args.is_dated).map(|format| (format.extension, format));
    let named = args.format.map_or_else(|| named_by_ending(output, endings), |format| Ok(Some(format)))?;
    let format = named.unwrap_or(&render::FORMATS[0]);
    if format.is_binary {
        refuse_terminal(output, format.name)?;
    }
    if args.bom && format.name != "csv" {
        return Err(CliError::usage(format!("`--bom` is for CSV, and this is `{}`", format.name)).hint("leave it out"));
    }
    Ok(format)
}

/// What is no text may go to a file or another program.
pub fn refuse_terminal(output: Option<&Path>, format: &str) -> Result<(), CliError> {
    if is_file(output) || !io::stdout().is_terminal() {
        return Ok(());
    }
    let error = CliError::usage(format!("`{format}` is nothing to look at on a terminal"));
    Err(error.hint(format!("write it to a file: `-o FILE.{format}`")))
}

/// Whether output goes to a file and not to stdout, which is also called `-`.
fn is_file(output: Option<&Path>) -> bool {
    output.is_some_and(|path| path.as_os_str() != "-")
}

/// A line on stderr; a closed stderr is nobody's concern.
pub fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{}", render::escape::terminal(line));
}

/// Whether to colour, by the option, `NO_COLOR` and the terminal.
fn wants_colour(when: ColorWhen, terminal: bool) -> bool {
    match when {
        ColorWhen::Always => true,
        ColorWhen::Never => false,
        ColorWhen::Auto => {
            let unset = |name: &str| std::env::var_os(name).is_none_or(|value| value.is_empty());
            terminal && unset("NO_COLOR") && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
        }
    }
}

fn width() -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    columns.or_else(terminal).filter(|width| *width > 0).unwrap_or(PLAIN_WIDTH)
}

/// Where this process stands.
pub fn world() -> World {
    World { here: ".".into(), environment: environment(), cache: cache(), clock: || chrono::Local::now().date_naive().into() }
}

/// What git tells the programs it starts.
pub fn environment() -> Environment {
    let path = |name: &str| set(name).map(PathBuf::from);
    let paths = |name: &str| set(name).iter().flat_map(std::env::split_paths).collect::<Vec<PathBuf>>();
    Environment {
        git_dir: path("GIT_DIR"),
        work_tree: path("GIT_WORK_TREE"),
        index: path("GIT_INDEX_FILE"),
        objects: path("GIT_OBJECT_DIRECTORY").into_iter().chain(paths("GIT_ALTERNATE_OBJECT_DIRECTORIES")).collect(),
        ceilings: paths("GIT_CEILING_DIRECTORIES"),
        sudo: set("SUDO_UID").and_then(|uid| uid.to_str()?.parse().ok()),
        home: path("HOME"),
    }
}

/// Where the user keeps what can be found out again: `ISMS_CACHE`, else below the cache of the system. None if that is
/// `off`, or if there is none.
fn cache() -> Option<PathBuf> {
    let path = |name: &str| set(name).map(PathBuf::from);
    match path("ISMS_CACHE") {
        Some(off) if off.as_os_str() == "off" => None,
        Some(folder) => Some(folder),
        None => {
            let system = path("XDG_CACHE_HOME").or_else(|| path("LOCALAPPDATA")).or_else(|| Some(path("HOME")?.join(".cache")))?;
            Some(system.join("isms"))
        }
    }
}

/// A variable of the environment that is set and not empty.
fn set(name: &str) -> Option<std::ffi::OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

/// Which state of which programme is meant.
pub fn which(global: &Global) -> Result<Which, CliError> {
    let state = global.at.clone().map_or(State::Files, State::At);
    Ok(Which { dir: global.dir.clone(), state, today: today(global.today.as_deref())? })
}

/// The day to look from: as typed, else `ISMS_TODAY`.
fn today(typed: Option<&str>) -> Result<Option<Date>, CliError> {
    let parse = |text: &str, from: &str| text.parse::<Date>().map_err(|problem| CliError::usage(format!("{problem}, in {from}")));
    if let Some(text) = typed {
        return parse(text, "--today").map(Some);
    }
    match std::env::var("ISMS_TODAY") {
        Ok(text) if !text.is_empty() => parse(&text, "ISMS_TODAY").map(Some),
        _ => Ok(None),
    }
}

/// What the ending of a file stands for, out of endings with what they mean. None if it has none.
pub fn named_by_ending<F: Copy>(
    output: Option<&Path>,
    mut endings: impl Iterator<Item = (&'static str, F)> + Clone,
) -> Result<Option<F>, CliError> {
    let Some(extension) = output.and_then(Path::extension) else { return Ok(None) };
    let extension = extension.to_string_lossy().to_lowercase();
    let all = endings.clone();
    endings.find(|(ending, _)| *ending == extension).map(|(_, format)| Some(format)).ok_or_else(|| {
        let error = CliError::usage(format!("no format has the ending `.{extension}`"));
        let near = did_you_mean(&extension, all.map(|(ending, _)| ending));
        error.hint(
            near.map_or("name one with `--format`".into(), |near| format!("did you mean `.{near}`? Or name a format with `--format`")),
        )
    })
}
