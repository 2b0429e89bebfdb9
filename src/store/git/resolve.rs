//! Which commit somebody means: a revision, or the last one of a day. Parents are those that commits name themselves;
//! grafts and replacements of this clone count for nothing.

use super::errors::{broken, cut_off, no_commits, none_by};
use super::ids::hex;
use super::raw::Objects;
use super::refs::Leads;
use super::{Line, Repository, StoreError};
use crate::base::date::Date;
use crate::base::digest::ObjectId;
use crate::store::history::{RawCommit, is_leap};
use git2::ErrorCode;

/// Forms that search messages, or that depend on this clone's own log, would not mean the same elsewhere.
const REFUSED: [&str; 3] = [":/", "@{", "^{/"];

/// Commits with the days they claim.
pub(super) type Claims = Vec<(ObjectId, Option<Date>)>;

/// A commit that somebody named.
pub(super) struct Found {
    pub commit: RawCommit,
    /// The day that named it, if one did.
    pub asked: Option<Date>,
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
        let objects = Objects::of(&self.handle);
        let mut notes = Vec::new();
        let asked = revision.parse::<Date>();
        let id = match &asked {
            Ok(day) => self.commit_on(&objects, *day, &mut notes)?,
            Err(problem) if is_dated(revision) => return Err(StoreError::NoState { what: problem.clone(), hint: None }),
            Err(_) => self.commit_of(&objects, revision)?,
        };
        let commit = objects.commit(id)?;
        notes.extend(self.odd_claim(&objects, &commit));
        Ok(Found { commit, asked: asked.ok(), revision: revision.to_owned(), folder, notes })
    }

    /// The day that a state is of: the one that was asked for, else that of its commit, else that of the last one before it
    /// that has one.
    pub(super) fn day_of(&self, objects: &Objects<'_>, found: &Found) -> Result<Option<Date>, StoreError> {
        if let Some(day) = found.asked.or_else(|| claimed(&found.commit)) {
            return Ok(Some(day));
        }
        let (line, _) = self.first_parents(objects, found.commit.id)?;
        Ok(line.iter().rev().find_map(|(_, claim)| *claim))
    }

    /// Says that a commit claims a day that does not go with those of the commits it rests on.
    fn odd_claim(&self, objects: &Objects<'_>, commit: &RawCommit) -> Option<String> {
        let id = commit.id.short();
        let Some(day) = claimed(commit) else {
            return Some(format!("commit {id} has a date that cannot be read; it counts from the day of the one before it"));
        };
        let there = commit.parents.iter().filter(|parent| !self.is_cut(objects, **parent));
        let before = there.filter_map(|parent| claimed(&objects.commit(*parent).ok()?)).max()?;
        if day < before {
            return Some(format!("commit {id} claims {day}, which is before {before}, the day of a commit that it rests on"));
        }
        is_leap(before, day).then(|| format!("commit {id} claims {day}, years after {before}, the day of the commit that it rests on"))
    }

    /// The commit that is checked out; None if there is none yet.
    pub(super) fn head(&self) -> Result<Option<ObjectId>, StoreError> {
        let Some(id) = self.head_id()? else { return Ok(None) };
        let commit = Objects::of(&self.handle).peel(id)?;
        commit.map(Some).ok_or_else(|| broken("the current branch cannot be read: it leads to no commit".into()))
    }

    /// What `HEAD` says, whatever that is.
    pub(super) fn head_id(&self) -> Result<Option<ObjectId>, StoreError> {
        match self.refs.follow(&self.layout, "HEAD")? {
            Some(Leads::To(id)) => Ok(Some(id)),
            Some(Leads::Nowhere) => Ok(None),
            None => Err(broken("the current branch cannot be read: `HEAD` is no file".into())),
        }
    }

    /// The last commit of the current branch whose date, and those of all before it, are not after the end of `day`.
    /// Dates in git are claims: one commit dated back does not hide what stood before it.
    fn commit_on(&self, objects: &Objects<'_>, day: Date, notes: &mut Vec<String>) -> Result<ObjectId, StoreError> {
        let Some(head) = self.head()? else { return Err(self.unborn()?) };
        let (line, cut) = self.first_parents(objects, head)?;
        let within = Line::of(&line).within(day);
        let Some((chosen, _)) = line[..within].last() else {
            let first = line.iter().find_map(|(_, on)| *on);
            return Err(if cut { cut_off(&format!("a commit of {day} or before")) } else { none_by(day, first) });
        };
        notes.extend(self.namesake(day));
        notes.extend(disorder(&line, within, day));
        Ok(*chosen)
    }

    /// A commit and what it rests on, along first parents, the first one first, each with the day it claims, if it
    /// claims one; and whether a shallow clone cut that off.
    pub(super) fn first_parents(&self, objects: &Objects<'_>, start: ObjectId) -> Result<(Claims, bool), StoreError> {
        let (mut line, mut cut, mut next) = (Vec::new(), false, Some(start));
        while let Some(id) = next {
            let commit = objects.commit(id)?;
            line.push((id, claimed(&commit)));
            cut = commit.parents.first().is_some_and(|parent| self.is_cut(objects, *parent));
            next = commit.parents.first().copied().filter(|_| !cut);
        }
        line.reverse();
        Ok((line, cut))
    }

    /// A branch or tag that is called like a day.
    fn namesake(&self, day: Date) -> Option<String> {
        let (name, _) = self.refs.short(&self.layout, &day.to_string()).ok()??;
        Some(format!("`{day}` is read as a day; `{name}` names what is called so"))
    }

    /// A shallow clone has no more of the past.
    fn is_cut(&self, objects: &Objects<'_>, parent: ObjectId) -> bool {
        self.is_shallow() && !objects.has(parent)
    }

    /// `BASE`, then any number of `~N`, `^N` and `^{}`.
    fn commit_of(&self, objects: &Objects<'_>, revision: &str) -> Result<ObjectId, StoreError> {
        let (base, mut steps) = revision.split_at(revision.find(['~', '^']).unwrap_or(revision.len()));
        let mut id = match whole_id(base).filter(|id| objects.commit(*id).is_ok()) {
            Some(id) => id,
            None => self.base(objects, if base == "@" { "HEAD" } else { base }, revision)?,
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
    fn base(&self, objects: &Objects<'_>, base: &str, revision: &str) -> Result<ObjectId, StoreError> {
        if base.is_empty() {
            return Err(unknown(revision));
        }
        self.refuse_twins(objects, base)?;
        if let Some((_, id)) = self.refs.short(&self.layout, base)? {
            return objects.peel(id)?.ok_or_else(|| unknown(revision));
        }
        if let Some(digits) = beginning(base) {
            match objects.begins(digits) {
                Ok(id) => return objects.peel(id)?.ok_or_else(|| unknown(revision)),
                Err(error) if error.code() == ErrorCode::Ambiguous => {
                    return Err(StoreError::NoState {
                        what: format!("`{base}` is how several ids begin"),
                        hint: Some("type more of the id".into()),
                    });
                }
                Err(_) => {}
            }
        }
        Err(match self.has_no_commits()? {
            true => no_commits(),
            false if base == "HEAD" => self.unborn()?,
            false if self.is_shallow() => cut_off(&format!("`{revision}`")),
            false => unknown(revision),
        })
    }

    /// A branch and a tag of one name: git takes the tag and warns, and nobody reads warnings later.
    fn refuse_twins(&self, objects: &Objects<'_>, name: &str) -> Result<(), StoreError> {
        let target = |kind: &str| match self.refs.follow(&self.layout, &format!("refs/{kind}/{name}")) {
            Ok(Some(Leads::To(id))) => objects.peel(id).ok().flatten(),
            _ => None,
        };
        match (target("tags"), target("heads")) {
            (Some(tag), Some(branch)) if tag != branch => Err(StoreError::NoState {
                what: format!("`{name}` is a tag and a branch, of different commits"),
                hint: Some(format!("name it `tags/{name}` or `heads/{name}`")),
            }),
            _ => Ok(()),
        }
    }

    fn has_no_commits(&self) -> Result<bool, StoreError> {
        Ok(self.head_id()?.is_none() && !self.refs.any(&self.layout, "refs/")?)
    }

    fn unborn(&self) -> Result<StoreError, StoreError> {
        if self.has_no_commits()? {
            return Ok(no_commits());
        }
        let branch = self.branch().map_or_else(String::new, |branch| format!(" `{branch}`"));
        let hint = "name a branch, a tag or a commit".into();
        Ok(StoreError::Absent { what: format!("the current branch{branch} has no commits yet"), hint, elsewhere: false })
    }
}

/// The id that a text is. A commit named by it is taken as it is.
fn whole_id(text: &str) -> Option<ObjectId> {
    hex(text.as_bytes()).filter(|_| text.len() == 40)
}

/// How an id begins: by itself, or at the end of what `git describe` says.
fn beginning(text: &str) -> Option<&str> {
    let digits = text.rsplit_once("-g").map_or(text, |(_, digits)| digits);
    (4..=40).contains(&digits.len()).then_some(digits).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn unknown(spec: &str) -> StoreError {
    StoreError::NoState {
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

/// The day that a commit claims, if it claims one.
pub(super) fn claimed(commit: &RawCommit) -> Option<Date> {
    commit.committer.is_dated.then(|| commit.committer.day())
}

/// Says that later commits claim days before the one asked for.
fn disorder(line: &[(ObjectId, Option<Date>)], within: usize, day: Date) -> Option<String> {
    let (last, on) = line[within..].iter().find_map(|(id, claim)| Some((id, (*claim)?)))?;
    let (later, claimed) = line[within..].iter().find_map(|(id, claim)| Some((id, claim.filter(|claim| *claim <= day)?)))?;
    let (last, later) = (last.short(), later.short());
    Some(format!("dates are out of order: commit {later} claims {claimed} and comes after {last} of {on}; both are left out"))
}
