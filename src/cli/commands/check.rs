//! `isms check`

use crate::base::diagnostic::{Diagnostic, Level, RuleInfo};
use crate::check::{self, Outcome, Selection, rules, since};
use crate::cli::error::CliError;
use crate::cli::options::Global;
use crate::cli::paths;
use crate::cli::read::{Need, Read};
use crate::cli::session::{Session, Staged, named_by_ending};
use crate::cli::writing::{self, told};
use crate::load::Loaded;
use crate::register::cx::Cx;
use crate::render;
use crate::report::findings::{CheckReport, Found, Summary};
use crate::store::overlay::Overlay;
use crate::store::worktree::WorkTree;
use clap::ValueEnum;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::ExitCode;

/// Check records against their schemas, their references and the rules of an auditor
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Args {
    /// Show only findings in these files or folders; everything is read all the same
    #[arg(value_name = "PATH", value_hint = clap::ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,

    /// How findings are shown [default: by the ending of --output, else human]
    #[arg(long, value_enum)]
    pub format: Option<CheckFormat>,

    /// Write to this file, all or nothing; `-` is stdout
    #[arg(short, long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub output: Option<PathBuf>,

    /// Exit with 1 if there are findings of this level or worse
    #[arg(long, value_enum, default_value = "error", value_name = "LEVEL")]
    pub fail_on: FailOn,

    /// Check what is staged in git instead of the files
    #[arg(long)]
    pub staged: bool,

    /// Show only findings that this commit, or the last one of this day, did not have yet
    #[arg(long, value_name = "REV|DATE")]
    pub since: Option<String>,

    /// Run only these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub select: Vec<String>,

    /// Leave these rules out
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub ignore: Vec<String>,

    /// Show findings that an exception silences, too
    #[arg(long)]
    pub show_waived: bool,

    /// Leave the history alone: what the hook does, which is asked before every commit.
    #[arg(skip)]
    pub without_history: bool,

    /// Apply the fixes that cannot change a meaning, such as quotes around a version
    #[arg(long, conflicts_with_all = ["staged", "at"])]
    pub fix: bool,
}

/// The formats of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// With the lines of the file, for people
    Human,
    /// One line each, for editors
    Short,
    /// The contract of `docs/cli.md`
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Workflow commands that GitHub shows on a pull request
    Github,
    /// JUnit XML, for test reports
    Junit,
}

/// From which level on findings fail a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    Info,
    Warning,
    #[default]
    Error,
    Never,
}

impl FailOn {
    fn fails(self, level: Level) -> bool {
        match self {
            FailOn::Info => true,
            FailOn::Warning => level >= Level::Warning,
            FailOn::Error => level >= Level::Error,
            FailOn::Never => false,
        }
    }
}

pub fn run(args: &Args, global: &Global) -> Result<ExitCode, CliError> {
    run_here(args, &elsewhere(args, global).unwrap_or_else(|| global.clone()))
}

/// `isms check examples/acme` from outside any programme means the one that the path is in.
fn elsewhere(args: &Args, global: &Global) -> Option<Global> {
    if global.dir.is_some() || WorkTree::discover(&std::env::current_dir().ok()?).is_some() {
        return None;
    }
    let dir = args.paths.iter().find_map(|path| paths::programme_of(path))?;
    Some(Global { dir: Some(dir), ..global.clone() })
}

fn run_here(args: &Args, global: &Global) -> Result<ExitCode, CliError> {
    let each_once = |names: &[String]| names.iter().cloned().collect::<BTreeSet<String>>().into_iter().collect();
    let selection = Selection { select: each_once(&args.select), ignore: each_once(&args.ignore) };
    refuse_unknown(&selection)?;
    let format = format_of(args)?;
    let session = Session::open_staged(global, if args.staged { Staged::Yes } else { Staged::No })?;
    let asked = rules::RULES.iter().any(|rule| rule.asks_history() && selection.wants(rule.name));
    let need = if asked && !args.without_history { Need::Rules } else { Need::Nothing };
    // The commit first: git names its contents, by which those of a folder are known again.
    let then = args.since.as_ref().map(|since| session.elsewhere(since)).transpose()?;
    let earlier = then.as_ref().map(|then| then.read(need)).transpose()?;
    let writer = if args.fix { Some(writing::begin(session.tree.root())?) } else { None };
    let mut read = session.read(need)?;
    let shown_prefix = session.shown_prefix();
    // Before anything is fixed: a slip changes nothing.
    let wanted = paths::named(&session, &read.loaded.program, &shown_prefix, &args.paths)?;
    let fixed = writer.map(|writer| super::fix::apply(&session, &writer, &read.loaded)).transpose()?.unwrap_or_default();
    if !fixed.is_empty() {
        read = session.read(need).map_err(|error| error.after(told(&fixed)))?;
    }
    let loaded = &read.loaded;
    let mut outcome = check::run(&read.cx(), &loaded.findings, &selection);
    if let Some((then, earlier)) = then.zip(earlier).filter(|_| !outcome.findings.is_empty()) {
        outcome.findings = news(loaded, outcome.findings.clone(), (&then, &earlier), &outcome.reasked(&selection))?;
    }
    let findings = shown(loaded, outcome, args, &wanted);
    let infos: Vec<RuleInfo> = sorted_infos();
    let report = report(&session, &read, &findings, &infos, shown_prefix);
    session.emit(args.output.as_deref(), |out, look| (format.write)(&report, look, out)).map_err(|error| error.after(told(&fixed)))?;
    let failed = findings.list.iter().any(|finding| args.fail_on.fails(finding.level));
    Ok(if failed { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// The findings that an earlier state had not: neither as it was, nor with the files that could not be read mended.
fn news(
    now: &Loaded,
    findings: Vec<Diagnostic>,
    (then, earlier): (&Session, &Read),
    selection: &Selection,
) -> Result<Vec<Diagnostic>, CliError> {
    let all = |outcome: Outcome| outcome.findings.into_iter().chain(outcome.withheld).collect::<Vec<Diagnostic>>();
    let known = all(check::run(&earlier.cx(), &earlier.loaded.findings, selection));
    let files = since::mended(now, &earlier.loaded);
    if files.is_empty() {
        return Ok(since::news(&now.program, findings, &earlier.loaded.program, &[(&earlier.loaded.program, known)]));
    }
    let mended = Overlay::new(&*then.source, files.iter().map(|file| (file.path.clone(), file.text.as_bytes())));
    let mended = then.loader.borrow_mut().load(&mended)?;
    let shown = all(check::run(&Cx::new(&mended.program, earlier.trail.as_ref(), then.today), &mended.findings, selection));
    Ok(since::news(&now.program, findings, &earlier.loaded.program, &[(&earlier.loaded.program, known), (&mended.program, shown)]))
}

fn format_of(args: &Args) -> Result<&'static render::CheckFormat, CliError> {
    let endings = render::CHECK_FORMATS.iter().filter_map(|format| Some((format.extension?, format.name)));
    let name = match args.format {
        Some(format) => name_of(format),
        None => named_by_ending(args.output.as_deref(), endings)?.unwrap_or("human"),
    };
    Ok(render::CheckFormat::by_name(name).expect("every check format has a renderer; a test compares the two lists"))
}

/// The renderer's name of a format.
pub fn name_of(format: CheckFormat) -> &'static str {
    match format {
        CheckFormat::Human => "human",
        CheckFormat::Short => "short",
        CheckFormat::Json => "json",
        CheckFormat::Sarif => "sarif",
        CheckFormat::Github => "github",
        CheckFormat::Junit => "junit",
    }
}

/// Rules that there are not, or none at all: what is looked at by no rule would have no findings.
fn refuse_unknown(selection: &Selection) -> Result<(), CliError> {
    let Some(unknown) = check::unknown_rules(selection).into_iter().next() else {
        let some = rules::RULES.iter().any(|rule| selection.wants(rule.name));
        let none = || CliError::usage("no rule is left to be run").hint("`--ignore` names every rule that `--select` does");
        return if some { Ok(()) } else { Err(none()) };
    };
    let error = CliError::usage(format!("there is no rule `{unknown}`"));
    let near = crate::base::text::did_you_mean(unknown, rules::RULES.iter().map(|rule| rule.name));
    Err(error.hint(near.map_or("`isms rules` lists them".into(), |near| format!("did you mean `{near}`? `isms rules` lists them"))))
}

struct Shown {
    list: Vec<Diagnostic>,
    waived: usize,
}

fn shown(loaded: &Loaded, outcome: Outcome, args: &Args, wanted: &[String]) -> Shown {
    let Outcome { findings: mut list, waived, .. } = outcome;
    let count = waived.len();
    if args.show_waived {
        for (mut finding, exception) in waived {
            finding.level = Level::Info;
            finding.message = format!("{} (waived by `{exception}`)", finding.message);
            list.push(finding);
        }
        list.sort_by(|a, b| (a.primary.span, a.rule).cmp(&(b.primary.span, b.rule)));
    }
    if !args.paths.is_empty() {
        list.retain(|finding| paths::covers(wanted, &loaded.program.files.get(finding.primary.span.file).path));
    }
    Shown { list, waived: count }
}

fn sorted_infos() -> Vec<RuleInfo> {
    let mut infos: Vec<RuleInfo> = rules::RULES.iter().map(|rule| rule.info()).collect();
    infos.sort_by_key(|info| info.name);
    infos
}

fn report<'a>(session: &Session, read: &'a Read, shown: &'a Shown, infos: &'a [RuleInfo], shown_prefix: String) -> CheckReport<'a> {
    let loaded = &read.loaded;
    let count = |level| shown.list.iter().filter(|finding| finding.level == level).count();
    let summary = Summary {
        files: loaded.program.files.len(),
        records: loaded.program.record_count(),
        errors: count(Level::Error),
        warnings: count(Level::Warning),
        infos: count(Level::Info),
        waived: shown.waived,
    };
    let info = |name: &str| infos.binary_search_by_key(&name, |info| info.name).map(|at| &infos[at]);
    let found = shown.list.iter().filter_map(|diagnostic| {
        let rule = info(diagnostic.rule).ok()?;
        Some(Found { diagnostic, rule, record: loaded.program.record_at(diagnostic.primary.span) })
    });
    CheckReport {
        as_of: session.today,
        commit: session.source.commit(),
        history: read.judged,
        files: &loaded.program.files,
        shown_prefix,
        repository_prefix: session.place(),
        summary,
        findings: found.collect(),
        rules: infos,
    }
}
