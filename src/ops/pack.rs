//! The auditor's bundle: reports, records, the files that records name, and the history, in one archive with a manifest.

use super::error::{Error, What};
use super::log;
use super::open::View;
use super::read::Need;
use super::report::{Make, REPORTS, Seen};
use crate::base::digest::sha256_hex;
use crate::base::span::FileId;
use crate::base::text::did_you_mean;
use crate::edit::revise::revise_all;
use crate::edit::value::{Map, Value};
use crate::load::sensitive;
use crate::model::facts::Facts;
use crate::model::kinds::{self, Doc};
use crate::render::{Answer, FORMATS, Format, Look, Written};
use crate::report::Origin;
use crate::report::brand::Brand;
use crate::report::pack::{Left, Manifest, PackCheckReport, PackReport, Packed, Problem};
use crate::report::readiness::Footing;
use crate::report::soa::{SoaAudience, SoaReport};
use crate::report::unread::Unread;
use crate::store::archive::{self, Archive};
use crate::store::{FileKind, lfs};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Seek, Write};
use std::path::Path;
use std::sync::Arc;

/// The name of the manifest in an archive.
pub const MANIFEST: &str = "manifest.json";

/// The digests as `sha256sum -c` reads them.
const SUMS: &str = "SHA256SUMS";

/// What tells of all files of an archive, and is none of those that it counts.
const OF_ALL: [&str; 2] = [MANIFEST, SUMS];

/// The formats that a bundle has each report in.
const KEPT: [&str; 3] = ["html", "json", "csv"];

/// What a bundle holds.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Only what anybody may see: the public Statement of Applicability.
    pub public: bool,
    /// Kinds of records, such as `incident`, and fields, such as `risk.scenario`, that are left out.
    pub without: Vec<String>,
}

/// A bundle that was made, before it is put somewhere.
pub struct Bundle {
    file: std::fs::File,
    pub manifest: Manifest,
    /// SHA-256 of the manifest: whoever has it from another hand knows that the bundle is the one that was meant.
    pub digest: String,
}

impl Bundle {
    /// Writes the archive.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&mut self, out: &mut dyn Write) -> std::io::Result<()> {
        self.file.rewind()?;
        let mut part = vec![0; 1 << 16];
        loop {
            match self.file.read(&mut part)? {
                0 => return Ok(()),
                n => out.write_all(&part[..n])?,
            }
        }
    }
}

/// Makes a bundle of a state.
///
/// # Errors
/// When it cannot be read or kept, or what is to be left out is nothing.
pub fn pack(view: &View, wanted: &Wanted) -> Result<Bundle, Error> {
    let without = Without::of(&wanted.without)?;
    let read = view.read(Need::Rules)?;
    view.mention_findings(&read.loaded);
    let seen = Seen::of(view, &read);
    let mut packing = Packing::new(view)?;
    if wanted.public {
        packing.report(
            "reports/soa",
            "The Statement of Applicability for the public",
            &SoaReport::build(&seen.cx, SoaAudience::Public, &seen.origin),
        )?;
    } else {
        packing.reports(&seen, &without)?;
        packing.records(view, &seen, &without)?;
        packing.history(view, &without)?;
    }
    let origin = seen.footed();
    packing.close(&seen, Footing::of(&seen.cx, &origin), wanted, &origin)
}

/// What is left out of records.
struct Without {
    kinds: BTreeSet<&'static str>,
    fields: Vec<(&'static str, String)>,
}

impl Without {
    fn of(wanted: &[String]) -> Result<Self, Error> {
        let mut without = Self { kinds: BTreeSet::new(), fields: Vec::new() };
        for text in wanted {
            let (name, field) = text.split_once('.').map_or((text.as_str(), None), |(name, field)| (name, Some(field)));
            let Some(kind) = kinds::by_name(name) else {
                let near = did_you_mean(name, kinds::KINDS.iter().map(|kind| kind.name));
                let error = Error::asked(format!("there is no kind `{name}`"));
                return Err(error.hint(near.map_or("`isms schema` lists them".into(), |near| format!("did you mean `{near}`?"))));
            };
            match field {
                None => _ = without.kinds.insert(kind.name),
                Some(field) if field.split('.').fold(Facts::of(kind.name), Facts::field).is_known() => {
                    without.fields.push((kind.name, field.to_owned()));
                }
                Some(field) => {
                    return Err(
                        Error::asked(format!("a {name} has no field `{field}`")).hint(format!("`isms schema {name}` has its fields"))
                    );
                }
            }
        }
        Ok(without)
    }

    fn is_nothing(&self) -> bool {
        self.kinds.is_empty() && self.fields.is_empty()
    }
}

/// The commit that a state is, or rests on: whoever has it can compare.
enum Committed {
    Itself(String),
    /// Files may differ from it, if only in the ends of their lines.
    Below(Box<View>),
    Nothing,
}

impl Committed {
    fn of(view: &View) -> Self {
        match view.source.commit() {
            Some(_) => Committed::Itself(view.place()),
            None => view.elsewhere("HEAD").map_or(Committed::Nothing, |head| Committed::Below(Box::new(head))),
        }
    }

    /// Where the commit has a file with these bytes, if it has.
    fn place(&self, path: &str, bytes: &[u8]) -> Option<String> {
        match self {
            Committed::Itself(place) => Some(format!("{place}{path}")),
            Committed::Below(head) => head.source.read(path).is_ok_and(|there| there == bytes).then(|| format!("{}{path}", head.place())),
            Committed::Nothing => None,
        }
    }
}

/// An archive while it is filled.
struct Packing {
    archive: Archive<std::fs::File>,
    committed: Committed,
    files: Vec<Packed>,
    left: Vec<Left>,
    unread: Vec<Unread>,
    brand: Option<Arc<Brand>>,
}

impl Packing {
    fn new(view: &View) -> Result<Self, Error> {
        let file = tempfile::tempfile().map_err(kept)?;
        let (committed, unread, brand) = (Committed::of(view), view.unread(), view.brand());
        Ok(Self { archive: Archive::new(file), committed, files: Vec::new(), left: Vec::new(), unread, brand })
    }

    fn answer<'a>(&'a self, report: &'a dyn Written) -> Answer<'a> {
        Answer { report, unread: &self.unread, brand: self.brand.clone() }
    }

    fn put(&mut self, path: &str, holds: &str, bytes: &[u8]) -> Result<&mut Packed, Error> {
        self.archive.put(path, bytes).map_err(kept)?;
        self.files.push(Packed {
            path: path.into(),
            holds: holds.into(),
            size: bytes.len() as u64,
            sha256: sha256_hex(bytes),
            from: None,
            without: Vec::new(),
        });
        let last = self.files.len() - 1;
        Ok(&mut self.files[last])
    }

    fn leave(&mut self, path: &str, why: impl Into<String>) {
        self.left.push(Left { path: path.into(), why: why.into() });
    }

    /// A report in each of its formats.
    fn report(&mut self, path: &str, holds: &str, report: &dyn Written) -> Result<(), Error> {
        for format in FORMATS.iter().filter(|format| KEPT.contains(&format.name)) {
            let bytes = written(format, &self.answer(report)).map_err(kept)?;
            self.put(&format!("{path}.{}", format.extension), holds, &bytes)?;
        }
        Ok(())
    }

    fn reports(&mut self, seen: &Seen<'_>, without: &Without) -> Result<(), Error> {
        for info in REPORTS {
            let Make::State(_, build) = info.make else { continue };
            if without.is_nothing() {
                self.report(&format!("reports/{}", info.name), info.holds, &*build(seen))?;
            } else {
                self.leave(&format!("reports/{}", info.name), "it may show what was to be left out");
            }
        }
        Ok(())
    }

    /// The records and files that a programme has once, and the files that records name.
    fn records(&mut self, view: &View, seen: &Seen<'_>, without: &Without) -> Result<(), Error> {
        let program = seen.cx.program;
        let mut by_file: BTreeMap<&str, Vec<(&str, &'static str, Doc)>> = BTreeMap::new();
        for (id, kind, doc) in program.documents() {
            by_file.entry(program.node(doc).file().path.as_str()).or_default().push((id, kind, doc));
        }
        let faulty: BTreeSet<FileId> = seen.faults().map(|fault| fault.primary.span.file).collect();
        for file in program.files.iter().filter(|file| !by_file.contains_key(file.path.as_str())) {
            self.leave(&file.path, "no record in it can be read; `isms check` says why");
        }
        for (path, docs) in by_file {
            // What was not understood may hold what was to be left out.
            if !without.is_nothing() && faulty.contains(&program.node(docs[0].2).span().file) {
                self.leave(path, "it has faults, and what was to be left out may be among them");
                continue;
            }
            if docs.iter().any(|(_, kind, _)| without.kinds.contains(kind)) {
                self.leave(path, "records of this kind were to be left out");
                continue;
            }
            let bytes = view.source.read(path)?;
            let file = program.node(docs[0].2).file();
            let mut gone = BTreeSet::new();
            let mut wanted = Vec::new();
            for (_, kind, doc) in &docs {
                let node = program.node(*doc);
                let mut record = Map::of(node);
                for (_, field) in without.fields.iter().filter(|(of, _)| of == kind) {
                    if take_out(&mut record, &field.split('.').collect::<Vec<_>>()) {
                        gone.insert(field.clone());
                    }
                }
                wanted.push((node, record));
            }
            let holds = docs.iter().map(|(id, ..)| *id).collect::<Vec<_>>().join(", ");
            let name = format!("records/{path}");
            if gone.is_empty() {
                let from = self.committed.place(path, &bytes);
                self.put(&name, &holds, &bytes)?.from = from;
                continue;
            }
            let pairs: Vec<_> = wanted.iter().map(|(node, record)| (*node, record)).collect();
            match revise_all(file, &pairs) {
                Ok(text) => self.put(&name, &holds, text.as_bytes())?.without = gone.into_iter().collect(),
                Err(_) => self.leave(path, "what was to be left out cannot be taken out of it"),
            }
        }
        self.named(view, seen, without)
    }

    /// The files that records name: evidence, the texts of documents, minutes.
    fn named(&mut self, view: &View, seen: &Seen<'_>, without: &Without) -> Result<(), Error> {
        let program = seen.cx.program;
        let named: BTreeMap<&str, &str> = program.named_files().collect();
        let listed = view.source.list()?;
        let listed: BTreeMap<&str, FileKind> = listed.iter().map(|listed| (&*listed.path, listed.kind)).collect();
        for (path, kind) in named {
            if path.contains("://") {
                continue;
            }
            let hidden = [format!("{kind}.file"), format!("{kind}.minutes")];
            if without.kinds.contains(kind) || without.fields.iter().any(|(of, field)| hidden.contains(&format!("{of}.{field}"))) {
                self.leave(path, "files of this kind were to be left out");
                continue;
            }
            match listed.get(path) {
                Some(FileKind::File) => {}
                Some(FileKind::Symlink) => {
                    self.leave(path, "it is a link, and links are not followed");
                    continue;
                }
                _ => {
                    self.leave(path, "it is not among the files of the programme: it is not there, or git is told to ignore it");
                    continue;
                }
            }
            if let Some((what, line)) = program.seen_file(path).and_then(|seen| seen.sensitive) {
                self.leave(path, format!("it seems to hold {what}, on line {line}"));
                continue;
            }
            let bytes = view.source.read(path)?;
            if lfs::pointer(&bytes).is_some() {
                self.leave(path, "git keeps only a pointer to it here; `git lfs pull` brings it");
                continue;
            }
            let text = std::str::from_utf8(&bytes).ok().filter(|text| text.len() as u64 <= sensitive::MAX_BYTES);
            if let Some(found) = text.and_then(sensitive::find) {
                self.leave(path, format!("it seems to hold {}, on line {}", found.what, found.line));
                continue;
            }
            let from = self.committed.place(path, &bytes);
            self.put(&format!("records/{path}"), kind, &bytes)?.from = from;
        }
        Ok(())
    }

    /// Who changed what when.
    fn history(&mut self, view: &View, without: &Without) -> Result<(), Error> {
        if !without.is_nothing() {
            self.leave("history/log", "it may show what was to be left out");
            return Ok(());
        }
        match log::log(view, &log::Wanted { until: Some(view.today), ..log::Wanted::default() }) {
            Ok(log) => self.report("history/log", "Who changed what when", &log),
            Err(error) => {
                self.leave("history/log", format!("there is no history to be told: {error}"));
                Ok(())
            }
        }
    }

    /// Puts in what tells of all the rest, and ends the archive.
    fn close(mut self, seen: &Seen<'_>, made_from: Footing, wanted: &Wanted, origin: &Origin) -> Result<Bundle, Error> {
        self.left.sort_by(|a, b| a.path.cmp(&b.path));
        let organisation = seen.cx.program.isms().map(|isms| isms.data().organisation.name.clone()).unwrap_or_default();
        let index = PackReport::new(&seen.cx, (&self.files, &self.left), &made_from, wanted.public, origin);
        let html = FORMATS.iter().find(|format| format.name == "html").expect("there is a format for pages");
        let bytes = written(html, &self.answer(&index)).map_err(kept)?;
        self.put("index.html", "What is in this bundle, and how to check it", &bytes)?;
        let manifest = Manifest {
            version: 1,
            organisation,
            as_of: seen.cx.today,
            public: wanted.public,
            made_from,
            files: std::mem::take(&mut self.files),
            left_out: std::mem::take(&mut self.left),
        };
        let bytes = serde_json::to_vec_pretty(&manifest).map_err(|error| kept(error.into()))?;
        let digest = sha256_hex(&bytes);
        self.archive.put(MANIFEST, &bytes).map_err(kept)?;
        self.archive.put(SUMS, sums(&manifest.files, &digest).as_bytes()).map_err(kept)?;
        let file = self.archive.finish().map_err(kept)?;
        Ok(Bundle { file, manifest, digest })
    }
}

/// Takes a field out of a mapping, in each item of the lists on the way; false if it was nowhere.
fn take_out(map: &mut Map, path: &[&str]) -> bool {
    let [name, rest @ ..] = path else { return false };
    if rest.is_empty() {
        return map.take(name).is_some();
    }
    match map.get_mut(name) {
        Some(Value::Map(inner)) => take_out(inner, rest),
        Some(Value::List(items)) => {
            let mut found = false;
            for item in items {
                if let Value::Map(inner) = item {
                    found |= take_out(inner, rest);
                }
            }
            found
        }
        _ => false,
    }
}

fn written(format: &Format, report: &Answer<'_>) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    (format.write)(report, &Look { width: 120, colour: false }, &mut bytes)?;
    Ok(bytes)
}

fn kept(source: std::io::Error) -> Error {
    What::Keeping { what: "the bundle".into(), source }.into()
}

/// Holds a bundle against its manifest. `expected` is the digest of the manifest as somebody has it from another hand.
///
/// # Errors
/// When the file cannot be read, or is no bundle.
pub fn check(path: &Path, expected: Option<&str>) -> Result<PackCheckReport, Error> {
    let what = format!("`{}`", path.display());
    let bytes = std::fs::read(path).map_err(|source| What::Reading { what: what.clone(), source })?;
    let opened = archive::open(&bytes).map_err(|problem| Error::failed(format!("{what} does not hold: {problem}")))?;
    let manifest = opened.entries.iter().find(|entry| entry.path == MANIFEST);
    let manifest = manifest.ok_or_else(|| Error::failed(format!("{what} is no bundle of isms: it has no `{MANIFEST}`")))?;
    let told: Manifest = serde_json::from_slice(&manifest.bytes)
        .map_err(|problem| Error::failed(format!("`{MANIFEST}` of {what} cannot be read: {problem}")))?;
    let digest = sha256_hex(&manifest.bytes);
    let mut problems: Vec<Problem> = Vec::new();
    let mut say = |path: &str, what: &str| problems.push(Problem { path: path.into(), what: what.into() });
    if expected.is_some_and(|expected| !expected.eq_ignore_ascii_case(&digest)) {
        say(MANIFEST, "it is another one than was expected");
    }
    let mut named: BTreeMap<&str, &Packed> = BTreeMap::new();
    for file in &told.files {
        if named.insert(&file.path, file).is_some() {
            say(&file.path, "the manifest has it twice");
        }
    }
    for entry in opened.entries.iter().filter(|entry| !OF_ALL.contains(&entry.path.as_str())) {
        match named.remove(entry.path.as_str()) {
            None => say(&entry.path, "the manifest does not have it"),
            Some(file) if file.size != entry.bytes.len() as u64 || file.sha256 != sha256_hex(&entry.bytes) => {
                say(&entry.path, "it has other content than the manifest says");
            }
            Some(_) => {}
        }
    }
    named.keys().for_each(|path| say(path, "it is missing"));
    match opened.entries.iter().find(|entry| entry.path == SUMS) {
        None => say(SUMS, "it is missing"),
        Some(entry) if entry.bytes != sums(&told.files, &digest).as_bytes() => say(SUMS, "it says something else than the manifest"),
        Some(_) => {}
    }
    // Another version may keep the same files in other bytes; this one knows what it writes.
    let is_own = told.made_from.tool == env!("CARGO_PKG_VERSION");
    if is_own && !opened.is_exact {
        say("", "the archive has bytes that belong to none of its files");
    }
    let files = opened.entries.iter().filter(|entry| !OF_ALL.contains(&entry.path.as_str())).count();
    Ok(PackCheckReport::new(told, digest, files, is_own, problems))
}

/// The digests as `sha256sum -c` reads them.
fn sums(files: &[Packed], manifest: &str) -> String {
    let files: String = files.iter().map(|file| format!("{}  {}\n", file.sha256, file.path)).collect();
    format!("{files}{manifest}  {MANIFEST}\n")
}
