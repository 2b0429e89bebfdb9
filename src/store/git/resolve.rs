//! Which commit somebody means: a revision, or the last one of a day. Parents are those that commits name themselves;
//! grafts and replacements of this clone count for nothing.

use super::errors::{cut_off, no_commits, none_by, refused, unreadable};
use super::raw::{Objects, id_of};
use super::{Repository, StoreError};
use crate::base::date::Date;
use crate::base::digest::ObjectId;
use crate::store::history::RawCommit;
use git2::ErrorCode;

/// Forms that search messages, or that depend on this clone's own log, would not mean the same elsewhere.
const REFUSED: [&str; 3] = [":/", "@{", "^{/"];

/// A commit that somebody named.
pub(super) struct Found {
    pub commit: RawCommit,
    /// What named the commit.
    pub revision: String,
    /// The folder that was named with it, as in git's own `REV:FOLDER`: empty, or ending in `/`.
    pub folder: Option<String>,
    /// What should be said about the choice.
    pub notes: Vec<String>,
}

impl Repository {
    pub(super) fn resolve(&self, spec: &str) -> Result<Found, StoreError> {
        if spec.starts_with('-') || REFUSED.iter().any(|form| spec.contains(form)) {
            return Err(unknown(spec));
        }
        let (revision, folder) = spec.split_once(':').map_or((spec, None), |(revision, folder)| (revision, Some(folder_of(folder))));
        let objects = Objects::of(&self.repo)?;
        let mut notes = Vec::new();
        let id = match revision.parse::<Date>() {
            Ok(day) => self.commit_on(&objects, day, &mut notes)?,
            Err(problem) if is_dated(revision) => return Err(StoreError::Git { what: problem, hint: None }),
            Err(_) => self.commit_of(&objects, revision)?,
        };
        Ok(Found { commit: objects.commit(id)?, revision: revision.to_owned(), folder, notes })
    }

    /// The commit that is checked out; None if there is none yet.
    pub(super) fn head(&self) -> Result<Option<ObjectId>, StoreError> {
        let head = match self.repo.head() {
            Err(error) if error.code() == ErrorCode::UnbornBranch => return Ok(None),
            head => head.map_err(|error| refused("the current branch cannot be read", &error))?,
        };
        let commit = head.peel_to_commit().map_err(|error| match head.target() {
            Some(id) => unreadable(&self.repo, id_of(id), &error),
            None => refused("the current branch cannot be read", &error),
        })?;
        Ok(Some(id_of(commit.id())))
    }

    /// The last commit of the current branch whose date, and those of all before it, are not after the end of `day`.
    /// Dates in git are claims: one commit dated back does not hide what stood before it.
    fn commit_on(&self, objects: &Objects<'_>, day: Date, notes: &mut Vec<String>) -> Result<ObjectId, StoreError> {
        let (line, cut) = self.first_parents(objects, self.head()?.ok_or_else(|| self.unborn())?)?;
        let within = line.iter().take_while(|(_, on)| *on <= day).count();
        let Some((chosen, _)) = line[..within].last() else {
            let first = line.first().map(|(_, on)| *on);
            return Err(if cut { cut_off(&format!("a commit of {day} or before")) } else { none_by(day, first) });
        };
        notes.extend(self.namesake(day));
        notes.extend(disorder(&line, within, day));
        Ok(*chosen)
    }

    /// A branch or tag that is called like a day.
    /// A commit and what it rests on, along first parents, the first one first, each with the day it claims; and whether a
    /// shallow clone cut that off.
    pub(super) fn first_parents(&self, objects: &Objects<'_>, start: ObjectId) -> Result<(Vec<(ObjectId, Date)>, bool), StoreError> {
        let (mut line, mut cut, mut next) = (Vec::new(), false, Some(start));
        while let Some(id) = next {
            let commit = objects.commit(id)?;
            line.push((id, commit.committer.day()));
            cut = commit.parents.first().is_some_and(|parent| self.is_cut(objects, *parent));
            next = commit.parents.first().copied().filter(|_| !cut);
        }
        line.reverse();
        Ok((line, cut))
    }

    fn namesake(&self, day: Date) -> Option<String> {
        let reference = self.repo.resolve_reference_from_short_name(&day.to_string()).ok()?;
        Some(format!("`{day}` is read as a day; `{}` names what is called so", reference.name().ok()?))
    }

    /// A shallow clone has no more of the past.
    fn is_cut(&self, objects: &Objects<'_>, parent: ObjectId) -> bool {
        self.repo.is_shallow() && !objects.has(parent)
    }

    /// `BASE`, then any number of `~N`, `^N` and `^{}`.
    fn commit_of(&self, objects: &Objects<'_>, revision: &str) -> Result<ObjectId, StoreError> {
        let (base, mut steps) = revision.split_at(revision.find(['~', '^']).unwrap_or(revision.len()));
        let mut id = match whole_id(base).filter(|id| objects.commit(*id).is_ok()) {
            Some(id) => id,
            None => self.base(if base == "@" { "HEAD" } else { base }, revision)?,
        };
        while let Some(sign) = steps.chars().next() {
            steps = &steps[1..];
            if let Some(rest) = steps.strip_prefix("{}").or_else(|| steps.strip_prefix("{commit}")).filter(|_| sign == '^') {
                steps = rest;
                continue;
            }
            let (digits, rest) = steps.split_at(steps.find(|c: char| !c.is_ascii_digit()).unwrap_or(steps.len()));
            let n: usize = if digits.is_empty() { 1 } else { digits.parse().map_err(|_| unknown(revision))? };
            steps = rest;
            let generations = match sign {
                '~' => std::iter::repeat_n(0, n),
                '^' => std::iter::repeat_n(n.saturating_sub(1), n.min(1)),
                _ => return Err(unknown(revision)),
            };
            for parent in generations {
                id = *objects.commit(id)?.parents.get(parent).ok_or_else(|| unknown(revision))?;
                if self.is_cut(objects, id) {
                    return Err(cut_off(&format!("`{revision}`")));
                }
            }
        }
        Ok(id)
    }

    /// A branch, a tag, `HEAD`, an id or its beginning.
    fn base(&self, base: &str, revision: &str) -> Result<ObjectId, StoreError> {
        if base.is_empty() {
            return Err(unknown(revision));
        }
        self.refuse_twins(base)?;
        let error = match self.repo.revparse_single(base).and_then(|object| object.peel_to_commit()) {
            Ok(commit) => return Ok(id_of(commit.id())),
            Err(error) => error,
        };
        if let Some(lost) = self.repo.resolve_reference_from_short_name(base).ok().and_then(|found| found.target()) {
            let peels = error.code() == ErrorCode::Peel;
            return Err(if peels { unknown(revision) } else { unreadable(&self.repo, id_of(lost), &error) });
        }
        Err(match error.code() {
            ErrorCode::Ambiguous => {
                StoreError::Git { what: format!("`{base}` is how several ids begin"), hint: Some("type more of the id".into()) }
            }
            ErrorCode::NotFound | ErrorCode::UnbornBranch if self.has_no_commits() => no_commits(),
            ErrorCode::NotFound | ErrorCode::UnbornBranch if base == "HEAD" => self.unborn(),
            ErrorCode::NotFound if self.is_shallow() => cut_off(&format!("`{revision}`")),
            ErrorCode::NotFound | ErrorCode::InvalidSpec | ErrorCode::Peel => unknown(revision),
            _ => refused(&format!("`{revision}` cannot be read"), &error),
        })
    }

    /// A branch and a tag of one name: git takes the tag and warns, and nobody reads warnings later.
    fn refuse_twins(&self, name: &str) -> Result<(), StoreError> {
        let target = |kind: &str| self.repo.find_reference(&format!("refs/{kind}/{name}")).and_then(|found| found.peel_to_commit()).ok();
        match (target("tags"), target("heads")) {
            (Some(tag), Some(branch)) if tag.id() != branch.id() => Err(StoreError::Git {
                what: format!("`{name}` is a tag and a branch, of different commits"),
                hint: Some(format!("name it `tags/{name}` or `heads/{name}`")),
            }),
            _ => Ok(()),
        }
    }

    fn has_no_commits(&self) -> bool {
        self.repo.head().is_err_and(|error| error.code() == ErrorCode::UnbornBranch)
            && self.repo.references().is_ok_and(|mut all| all.next().is_none())
    }

    fn unborn(&self) -> StoreError {
        if self.has_no_commits() {
            return no_commits();
        }
        let branch = self.branch().map_or_else(String::new, |branch| format!(" `{branch}`"));
        let hint = "name a branch, a tag or a commit".into();
        StoreError::Absent { what: format!("the current branch{branch} has no commits yet"), hint, elsewhere: false }
    }
}

/// The id that a text is. A commit named by it is taken as it is, whatever the library thinks of its dates.
fn whole_id(text: &str) -> Option<ObjectId> {
    let id = git2::Oid::from_str(text).ok().filter(|_| text.len() == 40)?;
    Some(id_of(id))
}

fn unknown(spec: &str) -> StoreError {
    StoreError::Git {
        what: format!("`{spec}` is no commit of this repository"),
        hint: Some("name a branch, a tag, a commit id, `HEAD~3`, or a date such as `2026-03-31`".into()),
    }
}

/// Written like a day.
fn is_dated(text: &str) -> bool {
    text.len() == 10 && text.bytes().enumerate().all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() })
}

/// `.` is the top folder, as is nothing.
fn folder_of(text: &str) -> String {
    let text = text.trim_end_matches('/');
    if text.is_empty() || text == "." { String::new() } else { format!("{text}/") }
}

/// Says that later commits claim days before the one asked for.
fn disorder(line: &[(ObjectId, Date)], within: usize, day: Date) -> Option<String> {
    let (last, on) = line.get(within)?;
    let (later, claimed) = line[within..].iter().find(|(_, claimed)| *claimed <= day)?;
    let (last, later) = (last.short(), later.short());
    Some(format!("dates are out of order: commit {later} claims {claimed} and comes after {last} of {on}; both are left out"))
}
