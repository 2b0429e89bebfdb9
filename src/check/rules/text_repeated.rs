use super::common::{has_words, reasons};
use crate::base::diagnostic::Level;
use crate::base::node::Node;
use crate::base::text::{cut, normal};
use crate::check::{About, Check, Findings, Rule};
use crate::model::program::Program;
use crate::register::cx::Now;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher as _, RandomState};

pub(super) static RULE: Rule = Rule {
    name: "text-repeated",
    level: Level::Info,
    mandatory: false,
    about: About::Practice,
    clauses: &["7.5.2"],
    page: include_str!("text_repeated.md"),
    check: Check::Records(check),
};

/// So many records may share a text.
const SHARED: usize = 5;
/// Shorter texts are alike by chance.
const FEWEST: usize = 4;

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    // Most texts are like no other, and need not be kept to be known for that: the hashes of their letters tell.
    let (by, mut hashes, mut found) = (RandomState::new(), Vec::new(), String::new());
    walk(cx.program, &mut |kind, _, text| {
        found.clear();
        letters(text.text(), &mut found);
        hashes.push(by.hash_one((kind, &found)));
    });
    let mut sorted = hashes.clone();
    sorted.sort_unstable();
    let often: HashSet<u64> = sorted.chunk_by(u64::eq).filter(|same| same.len() > SHARED).map(|same| same[0]).collect();
    let mut hashes = hashes.into_iter();
    let mut texts: HashMap<(&str, String), Vec<(&str, Node<'_>)>> = HashMap::new();
    walk(cx.program, &mut |kind, id, text| {
        if hashes.next().is_some_and(|hash| often.contains(&hash)) {
            let same = texts.entry((kind, normal(text.text()))).or_default();
            if same.last().is_none_or(|(last, _)| *last != id) {
                same.push((id, text));
            }
        }
    });
    for ((kind, _), same) in texts.into_iter().filter(|(_, same)| same.len() > SHARED) {
        let (_, first) = same[0];
        let finding = out.at(first.span(), format!("{} {kind} records say \"{}\"", same.len(), cut(first.text().trim())));
        finding.help("say for each what is so there; short is enough").about(same.iter().map(|(id, _)| *id));
        for (_, text) in &same[1..3] {
            finding.related(text.span(), "the same words");
        }
    }
}

/// The plain letters and digits of a text: the same of all texts that are the same when they are normal.
fn letters(text: &str, found: &mut String) {
    if text.is_ascii() {
        found.extend(text.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| char::from(byte.to_ascii_lowercase())));
    } else {
        found.extend(text.chars().flat_map(char::to_lowercase).filter(char::is_ascii_alphanumeric));
    }
}

/// Shows what records say in words of their own, each with the kind and the id of its record. Rows of the Statement of
/// Applicability have a rule of their own.
fn walk<'a>(program: &'a Program, see: &mut dyn FnMut(&'static str, &'a str, Node<'a>)) {
    for (id, kind, doc) in program.records() {
        let Some(reasons) = reasons(kind.name) else { continue };
        reasons.walk(program.node(doc), &mut |text, ()| {
            if text.is_string() && has_words(text.text(), FEWEST) {
                see(kind.name, id, text);
            }
        });
    }
}
