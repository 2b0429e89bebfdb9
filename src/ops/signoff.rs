//! Sheets to be signed by those who never touch git, and what is recorded of a sheet that was.

use super::act::{Act, Done, How, find, perform};
use super::consent::{Consent, Yes, proven, say_yes, terms};
use super::error::{Error, What};
use super::evidence::{self, Collected, KEPT_OUT};
use super::note::Note;
use super::open::View;
use super::read::{Need, Read};
use super::waiting::{Matter, is_there, said_before, waiting};
use super::when;
use super::who::{Actor, actor};
use crate::base::date::Date;
use crate::base::digest::sha256_hex;
use crate::base::node::Node;
use crate::base::text::{count, list_of, natural};
use crate::history::approval::{Standing, asked as trust_asks};
use crate::model::approvals::approval_at;
use crate::model::single::trust::Strength;
use crate::report::signoff::{ItemFacts, SignoffReport};
use crate::store::plain;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};

/// No sheet is larger.
const LARGEST: u64 = 16 << 20;

/// So many digits of a digest stand on paper.
const DIGITS: usize = 12;

/// What stands in the place of a yes in the line by which a sheet is known again.
const SHEET: &str = "sheet";

/// What the files that a programme has once are evidence for, since nothing refers to them by a name.
const CLAUSES: [(&str, &str); 4] = [("isms", "6.1.2"), ("scope", "4.3"), ("soa", "6.1.3"), ("plan", "5.1")];

/// Everything that waits for a yes of a role or person.
///
/// # Errors
/// When there is no such role or person, and when bytes cannot be had.
pub fn signoff(view: &View, signs: &str) -> Result<SignoffReport, Error> {
    let read = view.read(Need::Rules)?;
    view.mention_findings(&read.loaded);
    let signs = actor(view, &read.loaded.program, Some(signs))?;
    // What nobody can sign is no sheet, and waits all the same.
    let is_absent = !is_there(&read.loaded.program, &signs.id, read.today);
    let matters = if is_absent { Vec::new() } else { for_whom(view, &read, &signs)? };
    let stranded = if is_absent { for_nobody(view, &read, &signs)? } else { Vec::new() };
    if !matters.is_empty() && matters.iter().any(|matter| trust_asks(&read.loaded.program, matter.asked.place) > Strength::Written) {
        let text =
            "`trust` in `isms.yaml` asks that who says yes commits it; a signed sheet shows that they agreed, and does not count alone";
        view.note(Note::usual(text));
    }
    let items: Vec<ItemFacts> = matters.iter().map(|matter| facts(&read, matter)).collect();
    let codes: Vec<String> = matters.iter().map(code).collect();
    let sheet = sheet_code(&signs.id, &codes, read.today);
    let stranded = is_absent.then(|| stranded.iter().map(|matter| facts(&read, matter).into()).collect());
    Ok(SignoffReport::build(&read.cx(), (&signs.id, sheet), (items, stranded), &view.origin()))
}

/// A sheet that was signed.
#[derive(Clone, Debug, Default)]
pub struct Signed {
    /// The file that was printed.
    pub sheet: PathBuf,
    /// What came back, to be kept as evidence.
    pub scan: Option<PathBuf>,
    /// Records that were struck out.
    pub without: Vec<String>,
    /// Why risks are acceptable whose acceptance says it by hand.
    pub why: Option<String>,
}

/// Records all that a sheet says yes to, as far as it is still what it was when the sheet was printed.
///
/// # Errors
/// When the file is no whole sheet or of somebody else, when nothing of it can be recorded, and as [`perform`].
pub fn record(view: &View, how: &How, signed: &Signed, consent: &Consent) -> Result<Done, Error> {
    let sheet = Sheet::read(&signed.sheet)?;
    let scan = signed.scan.as_ref().map(|file| evidence::bytes(file).map(|bytes| (file, bytes))).transpose()?;
    if let Some((file, bytes)) = &scan
        && evidence::bytes(&signed.sheet)? == *bytes
    {
        return Err(Error::asked(format!("`{}` is the sheet as it was printed: nobody has signed it", file.display()))
            .hint("name the scan of the signed paper with `--scan`"));
    }
    perform(view, how, |read| {
        let signs = actor(view, &read.loaded.program, Some(consent.by.as_deref().unwrap_or(&sheet.signs)))?;
        if signs.id != sheet.signs {
            let message = format!("the sheet is for `{}`, not for `{}`", sheet.signs, signs.id);
            return Err(Error::asked(message).hint(format!("`isms signoff {}` prints one for them", signs.id)));
        }
        let on = when::over(read, consent.on.as_deref())?;
        if on < sheet.day {
            let message = format!("the sheet was printed on {}, after the day it is said to be signed on: {on}", sheet.day);
            return Err(Error::asked(message).hint("say with `--on` when it was signed"));
        }
        let matters = for_whom(view, read, &signs)?;
        let mut act = Act { has_authority: true, kept_out: KEPT_OUT, ..Act::default() };
        let (agreed, done) = sheet.agreed(read, &matters, signed, &mut act.left)?;
        if agreed.is_empty() {
            let error =
                if act.left.is_empty() && done > 0 { "all of it is recorded already" } else { "nothing of the sheet can be recorded" };
            let error = Error::failed(error);
            return Err(act.left.iter().fold(error, |error, left| error.hint(left.clone())));
        }
        let mut consent = Consent { by: Some(signs.id.clone()), ..consent.clone() };
        if let Some((file, bytes)) = &scan {
            consent.shown_by = Some(kept(view, read, &mut act, (file, bytes), &sheet, (&agreed, on))?);
        }
        let typist = proven(view, &read.loaded.program, &signs.id, &consent)?;
        let proof = consent.shown_by.as_deref().zip(typist.as_deref());
        for (matter, until) in &agreed {
            say_yes(view, read, &mut act, matter.asked, Yes { by: &matter.by, on, proof, why: None })?;
            if let Some(until) = until {
                let why = rationale(matter).map(str::to_owned).or_else(|| signed.why.clone());
                terms(read, &mut act, matter.asked.found.id, &until.to_string(), why.as_deref())?;
            }
        }
        act.what = format!("Record {} on the sheet of {}, signed by {}", count(agreed.len(), "line"), sheet.day, signs.name);
        Ok(act)
    })
}

/// Keeps what came back as evidence of what was agreed to, unless it is kept already.
fn kept(
    view: &View,
    read: &Read,
    act: &mut Act,
    (file, bytes): (&Path, &[u8]),
    sheet: &Sheet,
    (agreed, on): (&[Agreed<'_, '_>], Date),
) -> Result<String, Error> {
    if let Some(id) = evidence::there(read, &sha256_hex(bytes)) {
        return Ok(id.to_owned());
    }
    let supported = |(matter, _): &Agreed<'_, '_>| {
        let id = matter.asked.found.id;
        CLAUSES.iter().find(|(name, _)| *name == id).map_or(id, |(_, clause)| clause).to_owned()
    };
    let supports: BTreeSet<String> = agreed.iter().map(supported).collect();
    let collected = Collected {
        file: file.to_owned(),
        title: Some(format!("Sheet of {} signed by {}", sheet.day, sheet.signs)),
        supports: supports.into_iter().collect(),
        on: Some(on.to_string()),
        ..Collected::default()
    };
    evidence::keep(view, read, act, &collected, (bytes, None)).map(|kept| kept.id)
}

/// What waits for somebody: a person in each role that they hold, a role with each person who holds it.
fn for_whom<'a>(view: &View, read: &'a Read, signs: &Actor) -> Result<Vec<Matter<'a>>, Error> {
    let cx = read.cx();
    let mut matters = waiting(view, read, None)?;
    matters.retain(|matter| cx.roles().speaks_for(&matter.by, &signs.id, read.today));
    in_order(&mut matters);
    Ok(matters)
}

/// What waits for a role that nobody who works here holds, or for a person who does not work here.
fn for_nobody<'a>(view: &View, read: &'a Read, signs: &Actor) -> Result<Vec<Matter<'a>>, Error> {
    let mut matters = waiting(view, read, Some(&signs.id))?;
    matters.retain(|matter| matter.by == signs.id);
    in_order(&mut matters);
    Ok(matters)
}

fn in_order(matters: &mut [Matter<'_>]) {
    matters.sort_by(|a, b| natural(a.asked.found.id, b.asked.found.id).then_with(|| a.asked.place.cmp(b.asked.place)));
}

/// `RSK-001:treatment.approval:3f2a9c1b04de`, and for an acceptance its last day.
fn code(matter: &Matter<'_>) -> String {
    let digest = matter.digest.trim_start_matches("sha256:");
    let until = matter.until.map_or(String::new(), |until| format!(":{until}"));
    format!("{}:{}:{}{until}", matter.asked.found.id, dotted(matter.asked.place), &digest[..DIGITS.min(digest.len())])
}

fn sheet_code(signs: &str, codes: &[String], day: Date) -> String {
    let codes: BTreeSet<&str> = codes.iter().map(String::as_str).collect();
    let all = codes.into_iter().collect::<Vec<_>>().join("\n");
    format!("{signs}:{SHEET}:{}:{day}", &sha256_hex(all.as_bytes())[..DIGITS])
}

fn dotted(place: &str) -> String {
    place.trim_start_matches('/').replace('/', ".")
}

fn rationale<'a>(matter: &Matter<'a>) -> Option<&'a str> {
    matter.asked.found.node.find("/acceptance/rationale").map(Node::text)
}

fn facts(read: &Read, matter: &Matter<'_>) -> ItemFacts {
    let (asked, cx) = (matter.asked, read.cx());
    let found = asked.found;
    let before = said_before(asked);
    let stale = before.filter(|approved| cx.approvals.standing(found.kind, found.id, found.node, approved) == Standing::Stale);
    let since = stale.map(|approved| cx.approvals.since(found.kind, found.id, found.node, &approved).unwrap_or_default());
    let text = |pointer: &str| found.node.find(pointer).map(|value| value.text().to_owned());
    let (record, title) = match found.id {
        "isms" => ("method", "The risk method"),
        "soa" => ("soa", "The Statement of Applicability"),
        "scope" => ("scope", "The scope"),
        "plan" => ("plan", "The plan"),
        id => (id, ""),
    };
    ItemFacts {
        record: record.into(),
        title: if title.is_empty() { text("/title").unwrap_or_default() } else { title.into() },
        place: dotted(asked.place),
        of_version: text(&format!("{}/version", asked.covers)),
        by: matter.by.clone(),
        why: matter.why.clone(),
        said_on: before.map(|approved| approved.on().to_owned()),
        changed: since.unwrap_or_default().into_iter().map(|since| since.field).collect(),
        until: matter.until,
        rationale: matter.until.and(rationale(matter)).map(str::to_owned),
        digest: matter.digest.clone(),
        code: code(matter),
    }
}

/// What a file says that was printed.
struct Sheet {
    signs: String,
    day: Date,
    lines: Vec<Line>,
}

/// What was agreed to, and of an acceptance its last day.
type Agreed<'m, 'a> = (&'m Matter<'a>, Option<Date>);

/// A line of a sheet.
struct Line {
    id: String,
    place: String,
    digest: String,
    until: Option<Date>,
}

impl Sheet {
    /// Finds the lines of a sheet in whatever format it was written.
    fn read(file: &Path) -> Result<Self, Error> {
        let name = file.display();
        let bytes = plain::read_up_to(file, LARGEST).map_err(|source| What::Reading { what: format!("`{name}`"), source })?;
        let text = String::from_utf8_lossy(&bytes).replace('\\', "");
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':');
        let codes: BTreeSet<&str> = text.split(|c| !is_part(c)).filter(|word| line(word).is_some()).collect();
        let (heads, codes): (Vec<&str>, Vec<&str>) = codes.into_iter().partition(|code| code.contains(&format!(":{SHEET}:")));
        let hint = "give the file that `isms signoff` wrote with `-o`: as text, md, html, json or yaml";
        let [head] = heads[..] else {
            let what = if heads.is_empty() { "is no sheet" } else { "holds several sheets" };
            return Err(Error::asked(format!("`{name}` {what}")).hint(hint));
        };
        let head_line = line(head).and_then(|head| Some((head.id, head.until?)));
        let Some((signs, day)) = head_line else { return Err(Error::asked(format!("`{name}` is no sheet")).hint(hint)) };
        let all: Vec<String> = codes.iter().map(|code| (*code).to_owned()).collect();
        if sheet_code(&signs, &all, day) != head {
            return Err(Error::asked(format!("`{name}` is not the whole sheet as it was printed: its lines are not those of `{head}`"))
                .hint("give the file itself; what was struck out by hand is named with `--without`"));
        }
        if codes.is_empty() {
            let error = Error::failed(format!("on the sheet of {day} nothing waited for `{signs}`, so that nothing is to be recorded"));
            return Err(error.hint(format!("`isms signoff {signs}` prints what waits today")));
        }
        Ok(Self { signs, day, lines: codes.into_iter().filter_map(line).collect() })
    }

    /// What of the sheet waits today as it did when the sheet was printed, and how many of its lines are recorded already. Notes
    /// why the others are left.
    fn agreed<'m, 'a>(
        &self,
        read: &Read,
        matters: &'m [Matter<'a>],
        signed: &Signed,
        left: &mut Vec<String>,
    ) -> Result<(Vec<Agreed<'m, 'a>>, usize), Error> {
        let is_named = |line: &Line, name: &str| line.id == name || (line.id == "isms" && name == "method");
        if let Some(other) = signed.without.iter().find(|id| !self.lines.iter().any(|line| is_named(line, id))) {
            let all = list_of(self.lines.iter().map(|line| line.id.as_str()), "and");
            return Err(Error::asked(format!("`{other}` is not on the sheet")).hint(format!("there are {all}")));
        }
        let key = |matter: &'m Matter<'a>| ((matter.asked.found.id, dotted(matter.asked.place)), matter);
        let waiting: HashMap<(&str, String), &Matter<'a>> = matters.iter().map(key).collect();
        let without: HashSet<&str> = signed.without.iter().map(|id| if id == "method" { "isms" } else { id }).collect();
        let (mut agreed, mut done) = (Vec::new(), 0);
        for line in self.lines.iter().filter(|line| !without.contains(line.id.as_str())) {
            match waiting.get(&(line.id.as_str(), line.place.clone())).copied() {
                Some(matter) if !is_of(&matter.digest, line) => {
                    left.push(format!("`{}` has changed since the sheet was printed; a new sheet shows it as it is now", line.id));
                }
                Some(matter) if matter.until.is_some() && rationale(matter).is_none() && signed.why.is_none() => {
                    left.push(format!("`{}` does not say why it is acceptable; say it with `--why`, as it was written by hand", line.id));
                }
                // Until when a risk is accepted is what was printed, not what would be printed today.
                Some(matter) => agreed.push((matter, line.until)),
                None if is_recorded(read, line) => done += 1,
                None => left.push(format!("`{}` no longer waits for `{}`", line.id, self.signs)),
            }
        }
        Ok((agreed, done))
    }
}

fn is_of(digest: &str, line: &Line) -> bool {
    digest.trim_start_matches("sha256:").starts_with(&line.digest)
}

/// Whether a record says already what a line of a sheet says.
fn is_recorded(read: &Read, line: &Line) -> bool {
    let program = &read.loaded.program;
    let place = format!("/{}", line.place.replace('.', "/"));
    let approved = find(program, &line.id).ok().and_then(|found| approval_at(found.kind, found.node, &place));
    approved.and_then(|approved| approved.recorded()).is_some_and(|digest| is_of(digest, line))
}

/// What a word says that is the line of a sheet.
fn line(word: &str) -> Option<Line> {
    let mut parts = word.split(':');
    let (id, place, digest, until) = (parts.next()?, parts.next()?, parts.next()?, parts.next());
    let is_whole = parts.next().is_none() && !id.is_empty() && !place.is_empty();
    let is_digest = digest.len() == DIGITS && digest.bytes().all(|byte| byte.is_ascii_hexdigit());
    let until = match until {
        Some(day) => Some(day.parse().ok()?),
        None => None,
    };
    (is_whole && is_digest).then(|| Line { id: id.into(), place: place.into(), digest: digest.into(), until })
}
