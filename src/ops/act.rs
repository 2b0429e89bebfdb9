//! An act on records: what they are to say is planned, looked at as a whole, written, and committed where that is wanted.

use super::error::Error;
use super::note::Note;
use super::open::View;
use super::read::{Need, Read};
use super::writing;
use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::node::Node;
use crate::base::span::FileId;
use crate::base::text::{count, did_you_mean};
use crate::check::{self, About, Outcome, Selection, rules, since};
use crate::edit::assign::Assignment;
use crate::edit::revise::revise_all;
use crate::edit::value::Map;
use crate::load::{Loaded, yaml};
use crate::model::annex_a;
use crate::model::kinds::Doc;
use crate::model::program::Program;
use crate::model::single::SINGLES;
use crate::register::cx::Cx;
use crate::report::readiness::is_of_record;
use crate::report::unread;
use crate::report::wording::{self, Side};
use crate::store::git::unified;
use crate::store::overlay::Overlay;
use crate::store::write::Change;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::path::Path;

/// So many findings that come with an act are told one by one: whoever takes a hundred drafts reads the rest in order.
const TOLD: usize = 12;

/// How an act is carried out.
#[derive(Clone, Debug, Default)]
pub struct How {
    /// Only tell what would change.
    pub dry_run: bool,
    /// Write what breaks the form of records or what refers to them, too.
    pub force: bool,
    /// Commit what was written, in these words; in those of the act where they are empty.
    pub commit: Option<String>,
}

/// What is to change.
#[derive(Default)]
pub struct Act {
    /// In words, as the first line of a commit has it: `Accept RSK-014 until 2027-01-31`.
    pub what: String,
    /// What records and singletons are to say, by id or name.
    pub says: BTreeMap<String, Map>,
    /// Whole files besides, new or with another text.
    pub files: Vec<Change>,
    /// The records whose changes are told, besides those.
    pub tells: Vec<String>,
    /// What else is told of it, in words.
    pub told: Vec<String>,
    /// It counts only if whoever acts may do so: what rules would hold against it is told before it is written.
    pub has_authority: bool,
    /// The records that it says yes to: there has to be something to say it to.
    pub yes: BTreeSet<String>,
    /// What these rules find is not committed: git would keep it for ever.
    pub kept_out: &'static [&'static str],
    /// What was asked for and is not part of it, each with why.
    pub left: Vec<String>,
    /// Its files were typed as a whole: what is wrong in them is told with the place in them.
    pub by_hand: bool,
}

impl Act {
    /// Has a record say this too, by id or name.
    ///
    /// # Errors
    /// When there is no such record, when a path leads nowhere, or when the field cannot say that.
    pub fn set(&mut self, read: &Read, id: &str, given: &[Assignment]) -> Result<(), Error> {
        let found = find(&read.loaded.program, id)?;
        let says = self.says.entry(id.to_owned()).or_insert_with(|| Map::of(found.node));
        given.iter().try_for_each(|given| given.apply(found.kind, says, read.today)).map_err(|problem| {
            Error::asked(format!("`{id}`: {problem}")).hint(format!("`isms show {id}` shows what it says; nothing was written"))
        })
    }
}

/// What has changed, or would.
pub struct Done {
    pub what: String,
    pub changes: Vec<Change>,
    /// What each record says otherwise, in words: `RSK-014: current 3×4 high → 2×4 medium`.
    pub told: Vec<String>,
    /// The short id of the commit that was made.
    pub commit: Option<String>,
    /// What was asked for and not done, each with why.
    pub left: Vec<String>,
}

impl Done {
    /// The differences, file by file, as `git diff` shows them.
    pub fn diff(&self) -> String {
        self.changes.iter().map(|change| unified(&change.path, change.before.as_deref(), change.after.as_deref())).collect()
    }
}

/// A record or singleton that is there, by id or name.
#[derive(Clone, Copy)]
pub struct Found<'a> {
    pub id: &'a str,
    pub kind: &'static str,
    pub doc: Doc,
    pub node: Node<'a>,
}

/// The record or singleton called so.
///
/// # Errors
/// When there is none, with what may have been meant.
pub fn find<'a>(program: &'a Program, id: &str) -> Result<Found<'a>, Error> {
    let single = program.single_docs().find(|(name, _)| *name == id).map(|(name, doc)| (name, name, doc));
    let record = || program.known(id).map(|known| (program.node(known.doc).get("id").map_or("", Node::text), known.kind.name, known.doc));
    let Some((id, kind, doc)) = single.or_else(record) else {
        let now = program.names().now(id);
        if now != id {
            return Err(Error::asked(format!("there is no record `{id}` any more")).hint(format!("it is now `{now}`")));
        }
        if let Some(single) = SINGLES.iter().find(|single| single.name == id) {
            let error = Error::asked(format!("there is no `{}` that can be read", single.file));
            return Err(error.hint("`isms check` says what is wrong with it; `isms init` writes one into an empty folder"));
        }
        if let Some(error) = unread(program, id) {
            return Err(error);
        }
        if annex_a::by_id(id).is_some() {
            return Err(Error::asked(format!("`{id}` is no record: what was decided on it stands in `soa`"))
                .hint(format!("`isms set {id} …` and `isms soa decide --set {id}=…` change it; `isms edit soa` opens all decisions")));
        }
        // Whoever has the shell complete the name of a file means what is in it.
        let stem = Path::new(id).file_stem().and_then(OsStr::to_str).filter(|_| id.ends_with(".yaml") || id.ends_with(".yml"));
        let near = did_you_mean(stem.unwrap_or(id), program.documents().map(|(known, ..)| known));
        let hint = near.map_or("`isms list KIND` lists records".into(), |near| format!("did you mean `{near}`?"));
        return Err(Error::asked(format!("there is no record `{id}`")).hint(hint));
    };
    Ok(Found { id, kind, doc, node: program.node(doc) })
}

/// Why a record cannot be had from the file that is named after it, if there is one.
pub(super) fn unread(program: &Program, id: &str) -> Option<Error> {
    let file = program.files.iter().find(|file| Path::new(&file.path).file_stem().is_some_and(|stem| stem == id))?;
    Some(match yaml::conflict(&file.text) {
        Some(offset) => {
            let line = file.text[..offset].matches('\n').count() + 1;
            Error::failed(format!("`{}:{line}` holds an unresolved merge conflict", file.path)).hint(yaml::RESOLVE)
        }
        None => {
            let error = Error::failed(format!("no record `{id}` can be read from `{}`", file.path));
            error.hint(format!("`isms check {}` says what is wrong with it", file.path))
        }
    })
}

/// Plans an act and carries it out.
///
/// # Errors
/// What the plan says; when records would break, or whoever acts may not; when files cannot be written or committed.
pub fn perform(view: &View, how: &How, plan: impl FnOnce(&Read) -> Result<Act, Error>) -> Result<Done, Error> {
    let writer = if how.dry_run { None } else { Some(view.begin_writing()?) };
    let mut read = view.read(Need::Rules)?;
    if let Some(text) = unread::told(&view.unread()) {
        view.note(Note::usual(text));
    }
    let Act { what, says, files, tells, told: also, has_authority, yes, kept_out, left, by_hand } = plan(&read)?;
    let mut changes = revised(&read.loaded.program, &says)?;
    changes.extend(files);
    let mut done = Done { what, changes, told: Vec::new(), commit: None, left };
    if done.changes.is_empty() {
        view.note(Note::done("nothing changes: it says so already"));
        return Ok(done);
    }
    let paths: Vec<&str> = done.changes.iter().map(|change| change.path.as_str()).collect();
    let repository = how.commit.as_ref().map(|_| view.repository()).transpose()?;
    if let Some(repository) = &repository {
        repository.can_commit(&paths)?;
    }
    let after = would_be(view, &done.changes)?;
    let limits = Limits {
        authority: has_authority.then_some(&says),
        yes: &yes,
        kept_out: if how.commit.is_some() { kept_out } else { &[] },
        paths: &paths,
        by_hand,
    };
    judge(view, how, &mut read, &after, &limits)?;
    done.told = told(&read, &after, says.keys().chain(&tells)).into_iter().chain(also).collect();
    let Some(writer) = writer else { return Ok(done) };
    writer.write(&done.changes)?;
    if let (Some(repository), Some(message)) = (repository, &how.commit) {
        if !message.is_empty() {
            done.what.clone_from(message);
        }
        let commit = repository.commit(&paths, &done.what);
        done.commit = Some(commit.map_err(|error| Error::from(error).after(writing::told(&done.changes)))?);
    }
    Ok(done)
}

/// The programme with these files in their places.
pub(super) fn would_be(view: &View, changes: &[Change]) -> Result<Loaded, Error> {
    let files = changes.iter().map(|change| (change.path.clone(), change.after.as_deref()));
    view.load_planned(&Overlay::of(&*view.source, files))
}

/// What all rules find in a state that was made of the one that was read, by the same history.
pub(super) fn found(read: &Read, after: &Loaded) -> Outcome {
    let cx = Cx::new(&after.program, read.trail.as_ref(), read.today).judged(read.judged);
    check::run(&cx, &after.findings, &Selection::default())
}

/// The files in which records say what they are to.
pub(super) fn revised(program: &Program, says: &BTreeMap<String, Map>) -> Result<Vec<Change>, Error> {
    let mut by_file: BTreeMap<FileId, Vec<(Doc, &Map)>> = BTreeMap::new();
    for (id, map) in says {
        let found = find(program, id)?;
        by_file.entry(found.doc.file).or_default().push((found.doc, map));
    }
    let mut changes = Vec::new();
    for (file, wanted) in by_file {
        let before = program.files.get(file);
        let wanted: Vec<(Node<'_>, &Map)> = wanted.into_iter().map(|(doc, map)| (program.node(doc), map)).collect();
        let text = revise_all(before, &wanted).map_err(|refused| {
            Error::failed(format!("`{}` is not changed: {refused}", before.path)).hint("write it on lines of its own there")
        })?;
        if text != *before.text {
            changes.push(Change::of(before.path.clone(), before.text.as_bytes(), text));
        }
    }
    Ok(changes)
}

/// What is refused besides what breaks the form of records.
struct Limits<'a> {
    /// Errors in these records.
    authority: Option<&'a BTreeMap<String, Map>>,
    /// That nothing is there to say yes to, of these records.
    yes: &'a BTreeSet<String>,
    /// What these rules find.
    kept_out: &'static [&'static str],
    /// The files that change: what is wrong in them is told before what follows from it elsewhere.
    paths: &'a [&'a str],
    by_hand: bool,
}

/// Refuses what would break records or leave them so that they cannot be judged, and what whoever acts may not do; tells what else would be found.
fn judge(view: &View, how: &How, read: &mut Read, after: &Loaded, limits: &Limits<'_>) -> Result<(), Error> {
    let outcome = found_after(read, after);
    if outcome.findings.is_empty() {
        return Ok(());
    }
    let is_yes = |finding: &&Diagnostic| after.program.document_at(finding.primary.span).is_some_and(|id| limits.yes.contains(id));
    if let Some(first) = outcome.findings.iter().filter(|finding| is_hollow(finding)).find(is_yes).filter(|_| !how.force) {
        return Err(refused(after, first, ""));
    }
    let before = &read.loaded.program;
    let asked = outcome.reasked(&Selection::default());
    let Outcome { findings: known, withheld, .. } = check::run(&read.cx(), &read.loaded.findings, &asked);
    let known = known.into_iter().chain(withheld).collect();
    let mut news = since::news(&after.program, outcome.findings, before, &[(before, known)]);
    // What is wrong comes before what is only not done yet: a register of drafts has hundreds of these.
    news.sort_by_key(|finding| !finding.unfilled.is_empty());
    let is_of = |finding: &Diagnostic, says: &BTreeMap<String, Map>| {
        after.program.document_at(finding.primary.span).is_some_and(|id| says.contains_key(id))
    };
    let is_broken = |finding: &&Diagnostic| {
        is_of_record(finding)
            || limits.kept_out.contains(&finding.rule)
            || limits.authority.is_some_and(|says| is_held_against(finding) && is_of(finding, says))
    };
    // Rules say nothing of a record whose form is not right, so nobody could tell whether somebody may do this.
    let flawed = || limits.authority.into_iter().flat_map(BTreeMap::keys).find(|id| find(before, id).is_ok_and(|found| found.doc.flawed));
    if let Some(id) = flawed().filter(|_| !how.force) {
        let message = format!("`{id}` has faults of form, so that it cannot be told who may do this; nothing was written");
        return Err(Error::failed(message).hint("`isms check` names them; mend them first"));
    }
    let mut broken: Vec<&Diagnostic> = news.iter().filter(is_broken).collect();
    let is_here = |finding: &Diagnostic| limits.paths.contains(&after.program.files.get(finding.primary.span.file).path.as_str());
    broken.sort_by_key(|finding| !is_here(finding));
    if let Some(first) = broken.first().filter(|_| !how.force) {
        let more = if broken.len() > 1 { format!(", and {} more", count(broken.len() - 1, "fault")) } else { String::new() };
        let error = refused(after, first, &more);
        return Err(if limits.by_hand && is_here(first) { error.hint(place(after, first)) } else { error });
    }
    for finding in news.iter().take(TOLD) {
        view.note(Note::usual(format!("{} ({})", sentence(after, finding), finding.rule)));
    }
    if news.len() > TOLD {
        view.note(Note::usual(format!("{} more come with it; `isms check` tells them all", count(news.len() - TOLD, "finding"))));
    }
    Ok(())
}

fn place(after: &Loaded, finding: &Diagnostic) -> String {
    let file = after.program.files.get(finding.primary.span.file);
    let at = file.position(finding.primary.span.start);
    format!("that stands in line {}, column {} of it", at.line, at.column)
}

fn refused(after: &Loaded, finding: &Diagnostic, more: &str) -> Error {
    let message = format!("{}{more}; nothing was written", sentence(after, finding));
    let error = if is_of_record(finding) { Error::asked(message) } else { Error::failed(message) };
    finding.help.iter().fold(error, |error, help| error.hint(help.clone()))
}

/// The rules that find nothing to say yes to, or not all of it: a decision that is still to be made is not approved beforehand.
const HOLLOW: &[&str] = &[
    "doc-link-broken",
    "method-matrix-invalid",
    "method-no-acceptance",
    "risk-not-rated",
    "risk-untreated",
    "scope-missing",
    "soa-applicability-undecided",
    "soa-row-missing",
];

/// Whether a finding says that there is nothing to say yes to.
pub(super) fn is_hollow(finding: &Diagnostic) -> bool {
    HOLLOW.contains(&finding.rule)
}

fn about(finding: &Diagnostic) -> Option<About> {
    rules::by_name(finding.rule).map(|rule| rule.about)
}

/// Whether a finding says that somebody may not do what they did. What is in no commit yet is held against nobody who is
/// about to make one.
pub(super) fn is_held_against(finding: &Diagnostic) -> bool {
    finding.level == Level::Error && about(finding) != Some(About::Approval)
}

/// What rules find afterwards, when the history knows records by what they are called then.
fn found_after(read: &mut Read, after: &Loaded) -> Outcome {
    let names = read.trail.as_mut().map(|trail| trail.call(after.program.names().clone()));
    let outcome = found(read, after);
    if let Some((trail, names)) = read.trail.as_mut().zip(names) {
        trail.call(names);
    }
    outcome
}

fn sentence(loaded: &Loaded, finding: &Diagnostic) -> String {
    match loaded.program.record_at(finding.primary.span) {
        Some(id) if !finding.message.contains(id) => format!("`{id}`: {}", finding.message),
        _ => finding.message.clone(),
    }
}

fn told<'a>(read: &Read, after: &Loaded, ids: impl Iterator<Item = &'a String>) -> Vec<String> {
    let (before, now) = (read.cx(), Cx::new(&after.program, read.trail.as_ref(), read.today));
    let phrases = |id: &String| {
        let old = find(&read.loaded.program, id).ok()?;
        let new = find(&after.program, id).ok()?;
        let old = Side { node: old.node, scales: before.scales.as_ref() };
        let kind = new.kind;
        let new = Side { node: new.node, scales: now.scales.as_ref() };
        let phrases = wording::phrases(kind, Some(old), Some(new));
        (!phrases.is_empty()).then(|| format!("{id}: {}", phrases.join("; ")))
    };
    ids.filter_map(phrases).collect()
}
