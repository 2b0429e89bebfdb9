//! One run of a command: which programme, which state of it, which day, and where results go.

use super::approved::commit_of;
use super::error::CliError;
use super::options::{ColorWhen, Global, ReportArgs, ReportFormat};
use crate::base::date::Date;
use crate::base::text::did_you_mean;
use crate::load::Loader;
use crate::render::{self, Look, Written};
use crate::report::doc::{Doc, Table};
use crate::report::{Origin, Report};
use crate::store::Source;
use crate::store::git::{Environment, GitSource, Repository};
use crate::store::worktree::WorkTree;
use crate::store::write::is_interrupted;
use std::cell::RefCell;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// The width of text that goes to no terminal.
const PLAIN_WIDTH: usize = 120;

/// A programme in one of its states, looked at from a day.
pub struct Session {
    pub tree: WorkTree,
    pub source: Box<dyn Source>,
    pub today: Date,
    /// Where a state that git keeps has the programme.
    pub(super) place: Option<String>,
    /// Shared by the sessions of one run, so that what their states have in common is parsed once.
    pub(super) loader: Rc<RefCell<Loader>>,
    pub(super) quiet: bool,
    pub(super) verbose: bool,
    color: ColorWhen,
}

/// Which bytes of a programme to read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Staged {
    #[default]
    No,
    /// The index: what is going to be committed.
    Yes,
}

impl Session {
    /// Finds the programme and the state of it that the options name.
    pub fn open(global: &Global) -> Result<Self, CliError> {
        Self::open_staged(global, Staged::No)
    }

    /// The same, with the choice of the index.
    pub fn open_staged(global: &Global, staged: Staged) -> Result<Self, CliError> {
        let tree = match (&global.at, staged) {
            (None, Staged::No) => find(global)?,
            (Some(_), Staged::Yes) => {
                return Err(CliError::usage("`--at` and `--staged` name two different states").hint("leave one of them out"));
            }
            _ => look_from(global)?,
        };
        let (source, place) = match (&global.at, staged) {
            (Some(spec), _) => {
                let repository = repository(&tree)?;
                kept(repository.at(&commit_of(&repository, spec)?)?, global.quiet)
            }
            (None, Staged::Yes) => kept(repository(&tree)?.index()?, global.quiet),
            (None, Staged::No) => (Box::new(tree.clone()) as Box<dyn Source>, None),
        };
        if source.commit().is_none() && is_interrupted(tree.root()) {
            say("note: a command was interrupted before all of its files were written; the next one that writes takes that back");
        }
        let today = today(global, source.day())?;
        Ok(Self { tree, source, today, loader: Rc::default(), place, quiet: global.quiet, verbose: global.verbose, color: global.color })
    }

    /// The same programme at another commit or on another day, looked at from the same day.
    pub fn elsewhere(&self, spec: &str) -> Result<Self, CliError> {
        let repository = repository(&self.tree)?;
        let (source, place) = kept(repository.at(&commit_of(&repository, spec)?)?, self.quiet);
        Ok(Self { tree: self.tree.clone(), source, loader: Rc::clone(&self.loader), place, ..*self })
    }

    /// Which state a report is about.
    pub fn origin(&self) -> Origin {
        Origin { commit: self.source.commit(), label: self.source.label(), tool: env!("CARGO_PKG_VERSION") }
    }

    /// A line on stderr, unless nothing is to be said.
    pub fn say(&self, line: &str) {
        if !self.quiet {
            say(line);
        }
    }

    /// Writes a report where and how the options say.
    pub fn report<R: Report>(&self, report: &R, args: &ReportArgs) -> Result<(), CliError> {
        self::report(self.color, report, args)
    }

    /// Runs a writer against a file, all or nothing, or against stdout.
    pub fn emit(&self, output: Option<&Path>, write: impl FnOnce(&mut dyn Write, &Look) -> io::Result<()>) -> Result<(), CliError> {
        emit(self.color, output, write)
    }

    /// From the top of the repository to the programme: empty, or ending in `/`.
    pub fn place(&self) -> String {
        let now = || repository(&self.tree).map(|repository| repository.prefix().to_owned()).unwrap_or_default();
        self.place.clone().unwrap_or_else(now)
    }

    /// From the working directory to the programme, for paths that people click: empty, or ending in `/`. Where
    /// it stood elsewhere, from the top of the repository.
    pub fn shown_prefix(&self) -> String {
        let root = self.tree.root();
        if let Some(moved) = self.place.clone().filter(|place| repository(&self.tree).is_ok_and(|now| now.prefix() != place)) {
            return moved;
        }
        let here = std::env::current_dir().and_then(|here| here.canonicalize());
        match (here, root.canonicalize()) {
            (Ok(here), Ok(root)) if root == here => String::new(),
            (Ok(here), Ok(full)) => slashed(full.strip_prefix(here).unwrap_or(root)),
            _ => slashed(root),
        }
    }
}

/// A state that git keeps, with the place of the programme in it; says what is to be said of the choice.
fn kept(source: GitSource, quiet: bool) -> (Box<dyn Source>, Option<String>) {
    let place = Some(source.place().to_owned());
    source.notes().iter().filter(|_| !quiet).for_each(|note| say(&format!("note: {note}")));
    (Box::new(source), place)
}

/// Writes a report where and how the options say.
pub fn report<R: Report>(color: ColorWhen, report: &R, args: &ReportArgs) -> Result<(), CliError> {
    let format = format_of(args)?;
    emit(color, args.output.as_deref(), |out, look| (format.write)(&Whole(report), look, out))
}

/// A report as formats ask for it.
struct Whole<'r, R>(&'r R);

impl<R: Report> Written for Whole<'_, R> {
    fn doc(&self) -> Doc<'_> {
        self.0.doc()
    }

    fn sheet(&self) -> Option<Table<'_>> {
        self.0.sheet()
    }

    fn json(&self, out: &mut dyn Write) -> io::Result<()> {
        render::pretty(self.0, out)
    }

    fn yaml(&self, out: &mut dyn Write) -> io::Result<()> {
        render::yaml(self.0, out)
    }
}

fn slashed(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    if text.is_empty() { text } else { format!("{}/", text.trim_end_matches('/')) }
}

/// Writes to a file, all or nothing, or to stdout, which is also called `-`.
pub fn emit(color: ColorWhen, output: Option<&Path>, write: impl FnOnce(&mut dyn Write, &Look) -> io::Result<()>) -> Result<(), CliError> {
    let Some(path) = output.filter(|path| path.as_os_str() != "-") else {
        let look = Look { width: width(), colour: wants_colour(color, io::stdout().is_terminal()) };
        let mut out = io::BufWriter::new(io::stdout().lock());
        write(&mut out, &look)?;
        return Ok(out.flush()?);
    };
    let look = Look { width: PLAIN_WIDTH, colour: color == ColorWhen::Always };
    let mut bytes = Vec::new();
    write(&mut bytes, &look)?;
    Ok(crate::store::write::output(path, &bytes)?)
}

/// Whether to colour, by the option, `NO_COLOR` and the terminal.
pub fn wants_colour(when: ColorWhen, terminal: bool) -> bool {
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

/// A line on stderr; a closed stderr is nobody's concern.
pub fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{}", crate::render::escape::terminal(line));
}

fn find(global: &Global) -> Result<WorkTree, CliError> {
    let start = global.dir.clone().unwrap_or_else(|| PathBuf::from("."));
    if !start.is_dir() {
        return Err(no_folder(&start));
    }
    let full = start.canonicalize()?;
    match WorkTree::discover(&full) {
        // The path as it was typed reads better in messages than the full one.
        Some(found) if found.root() == full => Ok(WorkTree::at(start)),
        Some(found) => Ok(found),
        None => Err(match bare(&full) {
            Some(branch) => CliError::message(format!("`{}` is a bare repository: it has commits and no files", start.display()))
                .hint(format!("name a commit, such as `--at {branch}`")),
            None => CliError::message(format!("there is no `isms.yaml` in `{}` or above it", start.display()))
                .hint("`isms init` writes a programme; `-C DIR` names another folder"),
        }),
    }
}

fn no_folder(start: &Path) -> CliError {
    CliError::message(format!("there is no folder `{}`", start.display())).hint("name the folder of the programme with `-C`")
}

/// The programme of the work tree, or else the folder it is looked for from: a state that git keeps may have one where
/// there are no files.
fn look_from(global: &Global) -> Result<WorkTree, CliError> {
    let start = global.dir.clone().unwrap_or_else(|| PathBuf::from("."));
    match find(global) {
        Ok(tree) => Ok(tree),
        Err(_) if start.exists() && !start.is_dir() => Err(no_folder(&start)),
        Err(_) => Ok(WorkTree::at(start)),
    }
}

/// The current branch of a repository without a work tree.
pub fn bare(folder: &Path) -> Option<String> {
    let repository = Repository::discover(folder, &environment()).ok()??;
    repository.top().is_none().then(|| repository.branch().unwrap_or_else(|| "HEAD".into()))
}

/// What git tells the programs it starts.
pub fn environment() -> Environment {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
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

/// The repository a programme is in; an error if it is in none.
pub fn repository(tree: &WorkTree) -> Result<Repository, CliError> {
    Repository::discover(tree.root(), &environment())?.ok_or_else(|| {
        CliError::message(format!("`{}` is not in a git repository", tree.root().display()))
            .hint("`git init` makes one; without it there is no history and nothing is staged")
    })
}

/// The day: as typed, else `ISMS_TODAY`, else the day of the state, else the clock. The only place that asks a clock.
pub fn today(global: &Global, of_state: Option<Date>) -> Result<Date, CliError> {
    let parse = |text: &str, from: &str| text.parse::<Date>().map_err(|problem| CliError::usage(format!("{problem}, in {from}")));
    if let Some(text) = &global.today {
        return parse(text, "--today");
    }
    match std::env::var("ISMS_TODAY") {
        Ok(text) if !text.is_empty() => parse(&text, "ISMS_TODAY"),
        _ => Ok(of_state.unwrap_or_else(|| chrono::Local::now().date_naive().into())),
    }
}

fn format_of(args: &ReportArgs) -> Result<&'static render::Format, CliError> {
    let endings = render::FORMATS.iter().map(|format| (format.extension, format.name));
    let name = match args.format {
        Some(format) => report_format_name(format),
        None => named_by_ending(args.output.as_deref(), endings)?.unwrap_or("text"),
    };
    Ok(render::Format::by_name(name).expect("every report format has a renderer; a test compares the two lists"))
}

/// The format that the ending of a file stands for, out of endings with the names of their formats. None if it has none.
pub fn named_by_ending(
    output: Option<&Path>,
    mut endings: impl Iterator<Item = (&'static str, &'static str)> + Clone,
) -> Result<Option<&'static str>, CliError> {
    let Some(extension) = output.and_then(Path::extension) else { return Ok(None) };
    let extension = extension.to_string_lossy().to_lowercase();
    let all = endings.clone();
    endings.find(|(ending, _)| *ending == extension).map(|(_, name)| Some(name)).ok_or_else(|| {
        let error = CliError::usage(format!("no format has the ending `.{extension}`"));
        let near = did_you_mean(&extension, all.map(|(ending, _)| ending));
        error.hint(
            near.map_or("name one with `--format`".into(), |near| format!("did you mean `.{near}`? Or name a format with `--format`")),
        )
    })
}

/// The renderer's name of a format.
pub fn report_format_name(format: ReportFormat) -> &'static str {
    match format {
        ReportFormat::Text => "text",
        ReportFormat::Md => "md",
        ReportFormat::Html => "html",
        ReportFormat::Csv => "csv",
        ReportFormat::Json => "json",
        ReportFormat::Yaml => "yaml",
    }
}
