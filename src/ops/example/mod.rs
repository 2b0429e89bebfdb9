//! The past of the example company: who committed what when. `examples/acme` is what it ends in, and `examples/acme-past.yaml`
//! tells how it came to be, so nothing is written down twice.

mod earlier;

use super::error::Error;
use crate::base::date::Date;
use crate::base::decode::{DecodeError, decode};
use crate::base::span::FileId;
use crate::load::yaml;
use crate::store::git::Commit;
use earlier::Was;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The day that the example is to be judged on.
pub const DAY: &str = "2026-06-30";
/// A day of its past on which something was wrong.
pub const WRONG: &str = "2026-04-08";
const STORY: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/acme-past.yaml"));

/// A commit, as the story tells it.
#[derive(Debug, Deserialize)]
struct Step {
    /// Day and time.
    at: String,
    /// The id of a person.
    by: String,
    say: String,
    /// The files that it brings to the state of its day, as patterns.
    of: Vec<String>,
    #[serde(default)]
    was: Vec<Was>,
}

/// Who commits, as the record of a person says.
#[derive(Debug, Deserialize)]
struct Person {
    title: String,
    emails: Vec<String>,
}

/// The commits that lead to these files, from the first to the last.
///
/// # Errors
/// Where the story cannot be read or names nobody; a test keeps that from happening.
pub fn commits(files: &[(String, Vec<u8>)]) -> Result<Vec<Commit>, Error> {
    let mut texts: BTreeMap<&str, String> =
        files.iter().map(|(path, bytes)| (path.as_str(), String::from_utf8_lossy(bytes).into_owned())).collect();
    let people: BTreeMap<&str, String> = texts.iter().filter_map(|(path, text)| Some((person(path)?, text.clone()))).collect();
    let mut commits = Vec::new();
    for step in steps()?.iter().rev() {
        let day = step.day()?;
        let then = |(path, text): (&&str, &String)| (String::from(*path), said(path, text, day).into_bytes());
        let who: Person = people.get(step.by.as_str()).ok_or_else(|| broken(&step.by)).and_then(|text| one(text))?;
        commits.push(Commit {
            name: who.title,
            email: who.emails.into_iter().next().ok_or_else(|| broken(&step.by))?,
            minutes: step.minutes()?,
            message: format!("{}\n", step.say),
            files: texts.iter().filter(|(path, _)| fit(&step.of, path)).map(then).collect(),
        });
        for was in &step.was {
            texts.iter_mut().filter(|(path, _)| fit(&was.r#in, path)).for_each(|(_, text)| *text = was.before(text));
        }
    }
    commits.reverse();
    Ok(commits)
}

impl Step {
    fn day(&self) -> Result<Date, Error> {
        self.at.get(..10).and_then(|day| day.parse().ok()).ok_or_else(|| broken(&self.at))
    }

    /// Since the beginning of 1970, in the time of the place.
    fn minutes(&self) -> Result<i64, Error> {
        let time = self.at.get(11..).and_then(|time| time.split_once(':'));
        let time = time.and_then(|(hours, minutes)| Some(hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?));
        Ok(self.day()?.days_since(Date::of_seconds(0)) * 24 * 60 + time.ok_or_else(|| broken(&self.at))?)
    }
}

fn steps() -> Result<Vec<Step>, Error> {
    one(STORY)
}

/// The first value of a text.
fn one<T: for<'a> Deserialize<'a>>(text: &str) -> Result<T, Error> {
    let (file, _) = yaml::read(FileId::ALONE, String::new(), text.into());
    let root = file.documents().next().ok_or_else(|| broken("nothing"))?;
    decode(root, &[]).map_err(|error: DecodeError| broken(&error.message))
}

fn broken(what: &str) -> Error {
    Error::failed(format!("the story of the example cannot be read: {what}"))
}

/// The id of the person whose record stands there.
fn person(path: &str) -> Option<&str> {
    path.strip_prefix("people/")?.strip_suffix(".yaml")
}

/// What a file said at the end of a day. Documents and evidence are what they are.
fn said(path: &str, text: &str, day: Date) -> String {
    if path.ends_with(".yaml") { earlier::on(text, day) } else { text.to_owned() }
}

/// Whether one of some patterns names a path; `*` stands for any text without `/`, once.
fn fit(patterns: &[String], path: &str) -> bool {
    patterns.iter().any(|pattern| match pattern.split_once('*') {
        None => pattern == path,
        Some((begin, end)) => {
            let any = path.strip_prefix(begin).and_then(|rest| rest.strip_suffix(end));
            any.is_some_and(|any| !any.contains('/'))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::path::Path;

    /// What the example says today, by path.
    fn today(below: &str, files: &mut Vec<(String, Vec<u8>)>) {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/acme");
        for entry in fs::read_dir(root.join(below)).unwrap() {
            let entry = entry.unwrap();
            let path = format!("{below}{}", entry.file_name().to_string_lossy());
            match entry.file_type().unwrap() {
                kind if kind.is_dir() => today(&format!("{path}/"), files),
                kind if kind.is_file() => files.push((path, fs::read(entry.path()).unwrap())),
                _ => {}
            }
        }
    }

    fn files() -> Vec<(String, Vec<u8>)> {
        let mut files = Vec::new();
        today("", &mut files);
        files
    }

    #[test]
    fn the_story_ends_in_the_example_and_each_commit_brings_what_it_names() {
        let files = files();
        let mut tree: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        let mut before = 0;
        for (step, commit) in steps().unwrap().iter().zip(commits(&files).unwrap()) {
            assert!(commit.minutes > before, "{}: commits stand in the order of their times", step.at);
            before = commit.minutes;
            let new = |pattern: &&String| {
                let one = std::slice::from_ref(*pattern);
                commit.files.iter().any(|(path, bytes)| fit(one, path) && tree.get(path) != Some(bytes))
            };
            let idle: Vec<&String> = step.of.iter().filter(|pattern| !new(pattern)).collect();
            assert!(idle.is_empty(), "{}: nothing changes by {idle:?}; take it out of `of` in examples/acme-past.yaml", step.at);
            tree.extend(commit.files);
        }
        for (path, bytes) in files {
            let help = "name it under `of:` of the commit of its day in examples/acme-past.yaml";
            assert!(tree.get(&path) == Some(&bytes), "no commit brings all that examples/acme/{path} says: {help}");
        }
    }

    #[test]
    fn each_change_of_the_story_is_one() {
        let files = files();
        let mut texts: BTreeMap<&str, String> =
            files.iter().map(|(path, bytes)| (path.as_str(), String::from_utf8(bytes.clone()).unwrap())).collect();
        for step in steps().unwrap().iter().rev() {
            for was in &step.was {
                let changed: Vec<_> = texts.iter_mut().filter(|(path, _)| fit(&was.r#in, path)).collect();
                assert!(!changed.is_empty(), "{}: {was:?} names no file", step.at);
                for (path, text) in changed {
                    let then = was.before(text);
                    assert!(then != *text, "{}: {path} has nothing of {was:?}", step.at);
                    assert!(fit(&step.of, path), "{}: {was:?} changes {path}, which its commit does not bring", step.at);
                    *text = then;
                }
            }
        }
    }
}
