//! Samples of an audit: drawn, written into its record, drawn again.

use super::act::{Act, Done, How, perform};
use super::audit::audit;
use super::error::Error;
use super::evidence::{LARGEST, below, bytes};
use super::list::chosen;
use super::note::Note;
use super::open::View;
use super::read::{Need, Read};
use super::record::quoted;
use super::report::Seen;
use crate::base::text::{count, is_hidden};
use crate::edit::assign::Assignment;
use crate::model::kinds::{self, KindInfo, SampleMethod, Sampled};
use crate::register::sample::{Population, seed, usual_size};
use crate::report::sample::{Drawn, Found, SampleReport};
use std::path::Path;

/// A sample that is wanted.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub audit: String,
    /// A kind, `KIND: TEST`, or a file with an item on each line.
    pub of: String,
    pub size: Size,
    /// Without it, it follows from the audit and the population.
    pub seed: Option<String>,
    /// What people call what it is drawn from; without it, what it is drawn from.
    pub what: Option<String>,
}

/// How many are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    Number(usize),
    /// As many as is custom.
    Usual,
}

/// Draws a sample, and writes nothing.
///
/// # Errors
/// When there is no such audit, or the population is empty or cannot be had.
pub fn draw(view: &View, wanted: &Wanted) -> Result<SampleReport, Error> {
    let read = view.read(Need::Approvals)?;
    view.mention_findings(&read.loaded);
    let drawn = drawn(view, &read, wanted)?;
    let seen = Seen::of(view, &read);
    Ok(SampleReport::of_draw(&seen.cx, audit(&read.loaded.program, &wanted.audit)?, &drawn, wanted.size == Size::Usual, &seen.origin))
}

/// Draws the samples again that an audit has in its record.
///
/// # Errors
/// When there is no such audit, and when bytes cannot be had.
pub fn again(view: &View, id: &str) -> Result<SampleReport, Error> {
    let read = view.read(Need::Approvals)?;
    view.mention_findings(&read.loaded);
    let audit = audit(&read.loaded.program, id)?;
    let found: Vec<Found> = audit.sample.iter().map(|sample| found(view, &read, sample)).collect();
    let seen = Seen::of(view, &read);
    Ok(SampleReport::of_record(&seen.cx, audit, found, &seen.origin))
}

/// Draws a sample and writes it into the record of the audit.
///
/// # Errors
/// As [`draw`], when the audit is over, and as [`perform`].
pub fn record(view: &View, how: &How, wanted: &Wanted) -> Result<Done, Error> {
    perform(view, how, |read| {
        let audit = audit(&read.loaded.program, &wanted.audit)?;
        let id = audit.data().id.as_str();
        if let Some(ended) = audit.held(read.today) {
            let message = format!("`{id}` ended on {ended}, and looked at nothing that is drawn today");
            return Err(Error::failed(message).hint("draw it for an audit that is to come, or show it without `--write`"));
        }
        let drawn = drawn(view, read, wanted)?;
        let what = format!("Draw {} of {} for {id}", count(drawn.items().len(), "item"), drawn.population.len());
        let mut act = Act { what, ..Act::default() };
        let is_same = |there: &Sampled| there.seed.as_ref() == Some(&drawn.seed) && there.digest.as_ref() == Some(&drawn.digest);
        if !audit.sample.iter().any(|there| is_same(there) && there.looked_at() == drawn.items()) {
            act.set(read, id, &[Assignment::add("sample", &item(&drawn, read)).map_err(Error::asked)?])?;
        }
        Ok(act)
    })
}

/// What the record says of a draw.
fn item(drawn: &Drawn, read: &Read) -> String {
    let Drawn { what, of, population, digest, seed, size, is_file } = drawn;
    let items: Vec<String> = drawn.items().into_iter().map(quoted).collect();
    let list = if *is_file { "lines" } else { "items" };
    let [what, of, seed] = [what, of, seed].map(|text| quoted(text));
    format!(
        "{{what: {what}, of: {of}, population: {}, digest: '{digest}', method: sha256, seed: {seed}, size: {size}, on: {}, {list}: [{}]}}",
        population.len(),
        read.today,
        items.join(", ")
    )
}

fn drawn(view: &View, read: &Read, wanted: &Wanted) -> Result<Drawn, Error> {
    let audit = audit(&read.loaded.program, &wanted.audit)?;
    let source = Source::of(&wanted.of);
    let (of, population) = match source {
        Source::Records(kind, test) => (wanted.of.trim().to_owned(), Population::of(chosen(&read.cx(), kind, test)?)),
        Source::Lines(name) => {
            let file = Path::new(name);
            let there = bytes(file).map_err(|error| error.hint("name a kind, `KIND: TEST`, or a file with an item on each line"))?;
            let of = below(view.tree.root(), file).unwrap_or_else(|| name.to_owned());
            (of, lines(view, name, &there)?)
        }
    };
    if population.is_empty() {
        return Err(Error::failed(format!("there is nothing to draw from in `{of}`")).hint("`isms list KIND --where …` tries a test"));
    }
    let digest = population.digest();
    let size = match wanted.size {
        Size::Number(size) => size,
        Size::Usual => usual_size(population.len()),
    };
    if size > population.len() {
        view.note(Note::usual(format!("there are only {}: all of them are the sample", population.len())));
    }
    let seed = wanted.seed.clone().unwrap_or_else(|| seed(&audit.id, &digest));
    let what = wanted.what.clone().unwrap_or_else(|| of.clone());
    Ok(Drawn { what, of, population, digest, seed, size, is_file: matches!(source, Source::Lines(_)) })
}

/// Where a population is from.
#[derive(Clone, Copy)]
enum Source<'t> {
    /// Records of a kind, those for which a test holds if there is one.
    Records(&'static KindInfo, Option<&'t str>),
    /// A file.
    Lines(&'t str),
}

impl<'t> Source<'t> {
    /// A kind goes before a file that is called so; `./risk` is the file.
    fn of(text: &'t str) -> Self {
        let (kind, test) = text.split_once(':').map_or((text, None), |(kind, test)| (kind, Some(test.trim())));
        let known = kinds::by_name(kind.trim()).or_else(|| kinds::by_folder(kind.trim()));
        known.map_or(Self::Lines(text), |kind| Self::Records(kind, test))
    }
}

/// The lines of a file, without the blank ones.
fn lines(view: &View, name: &str, bytes: &[u8]) -> Result<Population, Error> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count() + 1;
        Error::failed(format!("`{name}:{line}` is no UTF-8")).hint("save it as UTF-8")
    })?;
    let mut items = Vec::new();
    for (n, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        // Two lines that look alike would be two items.
        if let Some(hidden) = line.chars().find(|c| is_hidden(*c) && *c != '\t') {
            let message = format!("`{name}:{}` has a character that nobody sees, U+{:04X}", n + 1, u32::from(hidden));
            return Err(Error::failed(message).hint("take it out"));
        }
        items.push(line.to_owned());
    }
    let all = items.len();
    let population = Population::of(items);
    if population.len() < all {
        view.note(Note::usual(format!("{} of `{name}` say what another one says, and count once", count(all - population.len(), "line"))));
    }
    Ok(population)
}

/// What a sample of a record is drawn from today, and on the day it was drawn where that was something else.
fn found(view: &View, read: &Read, sample: &Sampled) -> Found {
    if sample.method.is_some_and(|method| method != SampleMethod::Sha256) {
        return Found::Not("it was chosen in another way".into());
    }
    let (Some(of), Some(_), Some(digest), Some(_)) = (&sample.of, &sample.seed, &sample.digest, sample.size) else {
        return Found::Not("its record says not all of `of`, `digest`, `seed` and `size`".into());
    };
    let now = match recorded(view, read, of) {
        Ok(now) => now,
        Err(error) => return Found::Not(error.to_string().lines().next().unwrap_or_default().to_owned()),
    };
    let then = (now.digest() != *digest).then(|| earlier(view, sample, of)).flatten();
    Found::Population { now, then: then.filter(|then| then.digest() == *digest) }
}

/// A population that a record names. It is nobody's word that a file elsewhere is to be read.
fn recorded(view: &View, read: &Read, of: &str) -> Result<Population, Error> {
    match Source::of(of) {
        Source::Records(kind, test) => chosen(&read.cx(), kind, test).map(Population::of),
        Source::Lines(path) if read.loaded.program.has_path(path) => {
            let too_large = || Error::failed(format!("`{path}` is larger than a list is"));
            lines(view, path, &view.source.read_up_to(path, LARGEST)?.ok_or_else(too_large)?)
        }
        Source::Lines(path) => Err(Error::failed(format!("`{path}` is no file of the programme; name it with `--of` to draw from it"))),
    }
}

/// The population as git has it of the day on which it was drawn.
fn earlier(view: &View, sample: &Sampled, of: &str) -> Option<Population> {
    let on = sample.on?;
    let mut then = view.elsewhere(&on.to_string()).ok()?;
    then.today = on;
    recorded(&then, &then.read(Need::Approvals).ok()?, of).ok()
}
