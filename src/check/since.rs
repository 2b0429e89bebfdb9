//! What a state has that an earlier one had not. Whoever mends something must not be blamed for what was there before: a
//! fault is known again when its record moved or has a new id, when a number or a day in its words changed, when it was
//! one of several, and when the earlier state could not be read well enough to show it.

use crate::base::diagnostic::Diagnostic;
use crate::base::node::{Node, SourceFile};
use crate::load::Loaded;
use crate::model::kinds::Doc;
use crate::model::program::Program;
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

/// A fault by rule, by the record it is in (else the file), and by what is wrong there.
type Key<'a> = (&'a str, Cow<'a, str>, String);

/// The findings that are not among the known ones. What is known comes in several views of the earlier state; a fault is as
/// often known as the view says that has most of it.
pub fn news(now: &Program, mut findings: Vec<Diagnostic>, earlier: &Program, views: &[(&Program, Vec<Diagnostic>)]) -> Vec<Diagnostic> {
    let mut known: HashMap<Key<'_>, usize> = HashMap::new();
    let same = HashMap::new();
    for (program, view) in views {
        let mut times: HashMap<Key<'_>, usize> = HashMap::new();
        view.iter().flat_map(|finding| keys(program, &same, finding)).for_each(|key| *times.entry(key).or_default() += 1);
        for (key, n) in times {
            let most = known.entry(key).or_default();
            *most = n.max(*most);
        }
    }
    let renamed = renamed(now, earlier);
    // Each part is struck off, also when an earlier one is new.
    let is_new = |finding| keys(now, &renamed, finding).into_iter().filter(|key| !strike(&mut known, key)).count() > 0;
    let mut kept = findings.iter().map(is_new).collect::<Vec<bool>>().into_iter();
    findings.retain(|_| kept.next().unwrap_or(true));
    findings
}

/// Of the news, those that are worse than before, and those that are only not done yet: what they name as not filled was
/// not filled before either, be it that its record is new or that only now somebody asks for it.
pub fn apart(now: &Program, earlier: &Program, news: Vec<Diagnostic>) -> (Vec<Diagnostic>, Vec<Diagnostic>) {
    if news.iter().all(|finding| finding.unfilled.is_empty()) {
        return (news, Vec::new());
    }
    let renamed = renamed(now, earlier);
    let before = |finding: &Diagnostic| {
        let place = finding.primary.span;
        match now.record_at(place).filter(|id| now.known(id).is_some()) {
            Some(id) => earlier.known(renamed.get(id).copied().unwrap_or(id)).map(|known| earlier.node(known.doc)),
            None => earlier.files.find(&now.files.get(place.file).path).and_then(|file| earlier.files.get(file).documents().next()),
        }
    };
    let was_filled = |finding: &Diagnostic| {
        before(finding).is_some_and(|then| finding.unfilled.iter().filter_map(|field| then.find(field)).any(Node::is_filled))
    };
    news.into_iter().partition(|finding| finding.unfilled.is_empty() || was_filled(finding))
}

fn strike<'a>(known: &mut HashMap<Key<'a>, usize>, key: &Key<'a>) -> bool {
    known.get_mut(key).is_some_and(|left| {
        let is_left = *left > 0;
        *left -= usize::from(is_left);
        is_left
    })
}

/// A finding that tells of several things has a key for each.
fn keys<'a>(program: &'a Program, renamed: &HashMap<&str, &'a str>, finding: &'a Diagnostic) -> Vec<Key<'a>> {
    let place = finding.primary.span;
    let owner = match program.record_at(place) {
        Some(id) if program.known(id).is_some() => renamed.get(id).copied().unwrap_or(id),
        // What is missing from a file of which there is one may be told elsewhere before there is any.
        Some(_) => "",
        None => &program.files.get(place.file).path,
    };
    let key = |what: String| (finding.rule, Cow::Borrowed(owner), what);
    if finding.about.is_empty() {
        return vec![key(words(&finding.message, renamed))];
    }
    finding.about.iter().map(|item| key(renamed.get(item.as_str()).map_or_else(|| item.clone(), |old| (*old).to_owned()))).collect()
}

/// A message without its numbers and days, and with the earlier ids. What stands in backticks is an id or a value and
/// keeps its digits.
fn words(message: &str, renamed: &HashMap<&str, &str>) -> String {
    let part = |(index, part): (usize, &str)| match index % 2 {
        0 => part.chars().filter(|c| !c.is_ascii_digit()).collect(),
        _ => renamed.get(part).copied().unwrap_or(part).to_owned(),
    };
    message.split('`').enumerate().map(part).collect::<Vec<String>>().join("`")
}

/// The earlier ids of records that say what they were called, and of those that are the same but for their id.
fn renamed<'a>(now: &'a Program, earlier: &'a Program) -> HashMap<&'a str, &'a str> {
    let then = |id: &'a str| Some((id, now.names().all(id).find(|name| *name != id && earlier.known(name).is_some())?));
    let said: HashMap<&str, &str> = now.claims().iter().filter_map(|(id, _)| then(id)).collect();
    let gone = earlier.records().filter(|(id, ..)| now.known(id).is_none());
    let gone: HashMap<String, &str> = gone.map(|(id, _, doc)| (without(id, text_of(earlier, doc)), id)).collect();
    if gone.is_empty() {
        return said;
    }
    let come = now.records().filter(|(id, ..)| earlier.known(id).is_none() && !said.contains_key(id));
    come.filter_map(|(id, _, doc)| Some((id, *gone.get(&without(id, text_of(now, doc)))?))).chain(said.clone()).collect()
}

fn text_of(program: &Program, doc: Doc) -> &str {
    let span = program.node(doc).span();
    &program.files.get(span.file).text[span.start as usize..span.end as usize]
}

fn without(id: &str, text: &str) -> String {
    text.replace(id, "").replace('\r', "")
}

/// The files to lay over an earlier state to see what it could not show: the later form of those that nothing could be
/// read from, wherever they are by now.
pub fn mended<'a>(now: &'a Loaded, earlier: &Loaded) -> Vec<&'a SourceFile> {
    let unread = unread(earlier);
    if unread.is_empty() {
        return Vec::new();
    }
    let name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let before: BTreeSet<&str> = earlier.program.files.iter().map(|file| file.path.as_str()).collect();
    let after: BTreeSet<&str> = now.program.files.iter().map(|file| file.path.as_str()).collect();
    let moved: BTreeSet<String> = unread.iter().filter(|path| !after.contains(*path)).map(|path| name(path)).collect();
    let is_mended = |file: &&SourceFile| match before.contains(file.path.as_str()) {
        true => unread.contains(file.path.as_str()),
        false => moved.contains(&name(&file.path)),
    };
    now.program.files.iter().filter(is_mended).collect()
}

/// The files of which something was found and no record was read.
fn unread(loaded: &Loaded) -> BTreeSet<&str> {
    let program = &loaded.program;
    let records = program.records().map(|(.., doc)| doc.file);
    let read: BTreeSet<_> = records.chain(program.single_docs().map(|(_, doc)| doc.file)).collect();
    let faults = loaded.findings.iter().map(|finding| finding.primary.span.file).filter(|file| !read.contains(file));
    faults.map(|file| program.files.get(file).path.as_str()).collect()
}
