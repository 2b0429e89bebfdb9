//! Bytes to a programme. Content never makes it fail: what is wrong becomes a finding, and everything else is read.

pub mod alone;
mod build;
mod files;
mod fits;
pub mod heads;
mod loader;
mod place;
pub mod placeholder;
mod scan;
pub mod schema;
pub mod sensitive;
pub mod versioned;
pub mod yaml;

use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::node::{Class, Files, Node, SourceFile};
use crate::base::span::{FileId, Span};
use crate::base::text::one;
use crate::model::kinds::{AnyKind, Doc, KindInfo};
use crate::model::names::{Claim, Names};
use crate::model::program::{Program, ROOT};
use crate::model::schemas::Made;
use crate::model::single::AnySingle;
use crate::store::{FileKind, Listed, Source, StoreError};
pub use loader::Loader;
use place::{Place, Why};
use schema::Shape;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// A programme as far as it could be read, and what was wrong with the rest.
pub struct Loaded {
    pub program: Program,
    pub findings: Vec<Diagnostic>,
}

/// Reads all of a source. Err only when bytes cannot be had.
pub fn load(source: &dyn Source) -> Result<Loaded, StoreError> {
    Loader::default().load(source)
}

/// The names of records that had others, of the kind in this folder or of all. Only files that speak of it are parsed; that an
/// earlier id is another record's is not looked for.
///
/// # Errors
/// When bytes cannot be had.
pub fn names(source: &dyn Source, folder: Option<&str>) -> Result<Names, StoreError> {
    let is_wanted = |entry: &Listed| {
        entry.kind == FileKind::File
            && matches!(Place::read(&entry.path), Some(Place::Record(kind)) if folder.is_none_or(|folder| kind.folder == folder))
    };
    let mut claims: Vec<Claim> = Vec::new();
    for entry in source.list()?.iter().filter(|entry| is_wanted(entry)) {
        let Some(bytes) = source.read_up_to(&entry.path, yaml::MAX_BYTES)? else { continue };
        if memchr::memmem::find(&bytes, b"formerly").is_none() {
            continue;
        }
        let (file, _) = yaml::read(FileId::ALONE, String::new(), bytes);
        for record in file.documents() {
            let (Some(id), Some(formerly)) = (record.get("id"), record.get("formerly")) else { continue };
            claims.push((id.text().into(), formerly.items().map(|name| name.text().into()).collect()));
        }
    }
    let ids: HashSet<&str> = claims.iter().map(|(id, _)| &**id).collect();
    Ok(Names::of(&claims, |id| ids.contains(id)))
}

/// The kind or singleton that is read from a path, if one is.
pub fn kind_at(path: &str) -> Option<&'static str> {
    Place::read(path)?.kind()
}

/// One file, with its records. Its places say [`FileId::ALONE`] until it is part of a programme.
#[derive(Clone)]
struct Parsed {
    file: Arc<SourceFile>,
    findings: Vec<Diagnostic>,
    documents: Vec<Document>,
    /// Something in it was to be a record, and is none that could be read.
    unread: bool,
}

#[derive(Clone)]
struct Document {
    doc: Doc,
    content: Content,
}

#[derive(Clone)]
enum Content {
    Single(AnySingle),
    Record { kind: &'static KindInfo, record: Option<AnyKind> },
}

impl Content {
    /// Whether nothing is known of a record but its id.
    fn is_unread(&self) -> bool {
        matches!(self, Content::Record { record: None, .. })
    }
}

impl Parsed {
    fn refused(path: &str, rule: &'static str, message: &str, help: &str) -> Self {
        let finding = Diagnostic::new(rule, Span::new(FileId::ALONE, 0, 0), message).with_help(help);
        let file = SourceFile::bare(path.into(), Box::default());
        Parsed { file: Arc::new(file), findings: vec![finding], documents: Vec::new(), unread: true }
    }

    fn too_large(path: &str) -> Self {
        let help = "split it into one file per record; other files belong in a `files/` folder";
        Self::refused(path, "file-unreadable", "the file is larger than 1 MiB", help)
    }
}

/// What is refused without a look at its bytes.
fn unread(entry: &Listed, place: Place) -> Option<Parsed> {
    let refused = |rule, message, help| Some(Parsed::refused(&entry.path, rule, message, help));
    if let Place::Astray(near) = place {
        let (what, near) = if near.contains('.') { ("file", near.to_owned()) } else { ("folder", format!("{near}/")) };
        let message = format!("nothing is read from here, did you mean the {what} `{near}`?");
        return refused("record-misplaced", &message, &format!("move it to `{near}`, or rename it if it is no record"));
    }
    if let Place::Passed(why) = place {
        return Some(passed_over(&entry.path, why, None));
    }
    match entry.kind {
        FileKind::Symlink => {
            let help = "put the file itself here; records are never read through links";
            refused("file-unreadable", "the file is a symbolic link", help)
        }
        FileKind::Other | FileKind::Unnamed | FileKind::Ignored => {
            refused("file-unreadable", "this is no regular file", "put a text file here")
        }
        FileKind::Unmerged => {
            let help = "decide between the versions, then run `git add`";
            refused("merge-conflict", "the file is unmerged in the index", help)
        }
        FileKind::File if entry.size > yaml::MAX_BYTES => Some(Parsed::too_large(&entry.path)),
        FileKind::File => None,
    }
}

/// What is said of a file that somebody will take for a record and that is none of the programme. `claims` is the kind its
/// content says it is of.
fn passed_over(path: &str, why: Why, claims: Option<&KindInfo>) -> Parsed {
    let kept = "or move it to a `files/` folder if it is no record";
    let (rule, message, help) = match why {
        Why::Ending => ("record-misplaced", "the file is not read: records end in `.yaml`".into(), format!("rename it, {kept}")),
        Why::Hidden => {
            let message = "the file is not read: what begins with a dot is hidden".into();
            ("record-misplaced", message, format!("take the dot away, {kept}"))
        }
        Why::Ignored => {
            let message = "the file is not read: a `.gitignore` names it, so that no commit will have it".into();
            ("record-misplaced", message, format!("take it out of `.gitignore`, {kept}"))
        }
        Why::Folder => {
            let (name, folder) = claims.map_or(("record", ""), |kind| (kind.name, kind.folder));
            let message = format!("this says that it is {}, and none is read from here", one(name));
            ("record-misplaced", message, format!("move it to `{folder}/`, {kept}"))
        }
        Why::Unnamed => {
            let message = "the file is not read: its name is not UTF-8, or its path is longer than 1,024 bytes".into();
            ("file-unreadable", message, "give it another name".into())
        }
        Why::NoFile => {
            let message = "nothing is read from here: it is a link, another repository or no file".into();
            ("file-unreadable", message, "put the files themselves here; records are never read through links".into())
        }
    };
    let mut parsed = Parsed::refused(path, rule, &message, &help);
    // Others have the whole register without it, and somebody wrote that line on purpose.
    if why == Why::Ignored {
        parsed.unread = false;
        parsed.findings.iter_mut().for_each(|finding| finding.level = Level::Warning);
    }
    parsed
}

/// Reads one file; a pure function of its path and its bytes, so that states may share what comes out.
fn parse(path: &str, place: Place, bytes: Vec<u8>) -> Parsed {
    let (file, mut findings) = yaml::read(FileId::ALONE, path.to_owned(), bytes);
    let readable = !file.slots.is_empty() || findings.is_empty();
    let documents = if readable { read_documents(&file, place, &mut findings) } else { Vec::new() };
    let records = file.documents().filter(|node| node.class() != Class::Null).count().max(1);
    let unread = documents.len() < records || documents.iter().any(|document| document.content.is_unread());
    Parsed { file: Arc::new(file), findings, documents, unread }
}

fn read_documents(file: &SourceFile, place: Place, findings: &mut Vec<Diagnostic>) -> Vec<Document> {
    let single = matches!(place, Place::Single(_));
    // One cause, one finding: an ambiguous value was reported while reading.
    let ambiguous: HashSet<Span> = findings.iter().filter(|finding| finding.rule == "yaml-ambiguous").map(|f| f.primary.span).collect();
    // Nearly always one: a vector that grows by itself would take room for four.
    let mut documents = Vec::with_capacity(file.documents().count());
    let mut roots = file.documents().filter(|node| node.class() != Class::Null).peekable();
    if roots.peek().is_none() {
        let finding = Diagnostic::new("record-shape", Span::new(FileId::ALONE, 0, 0), "the file holds no record");
        findings.push(finding.with_help("fill it in, or remove the file"));
    }
    for (index, node) in roots.enumerate() {
        if node.class() != Class::Map {
            let finding = Diagnostic::new("record-shape", node.head(), "this is no record: a record is a mapping of fields to values");
            findings.push(finding.with_help("write `field: value` on each line"));
        } else if single && index > 0 {
            let finding = Diagnostic::new("record-shape", node.head(), "this file holds one document, and this is another");
            findings.push(finding.with_help("merge it into the first and remove the `---` line"));
        } else {
            documents.extend(read_document(node, place, &ambiguous, findings));
        }
    }
    documents
}

fn read_document(node: Node<'_>, place: Place, ambiguous: &HashSet<Span>, findings: &mut Vec<Diagnostic>) -> Option<Document> {
    let name = place.kind()?;
    let what = if let Place::Single(single) = place { single.file } else { name };
    let mut verdict = shape(name).check(node, what);
    let flawed = !verdict.findings.is_empty();
    verdict.findings.retain(|finding| !ambiguous.contains(&finding.primary.span));
    if name == "isms" {
        // `off` is a level where levels stand: nothing there reads it as `false`.
        let levels = node.get("rules").into_iter().flat_map(Node::entries).map(|(_, level)| level).filter(|level| level.text() == "off");
        let levels: HashSet<Span> = levels.map(Node::span).collect();
        findings.retain(|finding| finding.rule != "yaml-ambiguous" || !levels.contains(&finding.primary.span));
    }
    let mut doc = Doc { file: FileId::ALONE, slot: node.slot(), flawed };
    findings.extend(verdict.findings);
    let left_out = &verdict.left_out;
    let content = match place {
        Place::Single(single) => (single.decode)(node, left_out).map(|read| Some(Content::Single(read))),
        Place::Record(kind) => {
            node.get("id").filter(|id| id.is_scalar())?;
            let record = (kind.decode)(node, left_out);
            let failure = record.as_ref().err().map(|error| (error.message.clone(), error.span));
            if !doc.flawed
                && let Some((message, span)) = failure
            {
                findings.push(Diagnostic::new("record-shape", span.unwrap_or(node.head()), message));
                doc.flawed = true;
            }
            Ok(Some(Content::Record { kind, record: record.ok() }))
        }
        Place::Astray(_) | Place::Passed(_) | Place::Doubtful(_) => Ok(None),
    };
    match content {
        Ok(content) => content.map(|content| Document { doc, content }),
        Err(error) => {
            if !doc.flawed {
                findings.push(Diagnostic::new("record-shape", error.span.unwrap_or(node.head()), error.message));
            }
            None
        }
    }
}

/// The shape of a kind or singleton.
fn shape(name: &'static str) -> &'static Shape {
    static SHAPES: Made<Shape> = Made::on_demand();
    SHAPES.get(name, Shape::of).expect("places name kinds and singletons only")
}

/// Makes a programme of files: each gets its place, and what was found in it is told of that place.
fn assemble(parsed: Vec<Arc<Parsed>>, paths: BTreeMap<String, u64>) -> Loaded {
    let mut files: Vec<Arc<SourceFile>> = parsed.iter().map(|parsed| Arc::clone(&parsed.file)).collect();
    // What a programme lacks is said where it begins; an index may hold records and not yet that file.
    if !files.iter().any(|file| file.path == ROOT) {
        files.push(Arc::new(SourceFile::bare(ROOT.into(), Box::default())));
    }
    let mut loaded = Loaded { program: Program::new(Files::new(files), paths), findings: Vec::new() };
    let (mut folded, mut twins) = (HashMap::with_capacity(parsed.len()), Vec::new());
    for (n, parsed) in parsed.into_iter().enumerate() {
        let (file, Parsed { findings, documents, unread, .. }) = (FileId::at(n), Arc::unwrap_or_clone(parsed));
        if unread {
            loaded.program.miss(file);
        }
        loaded.findings.extend(findings.into_iter().map(|finding| finding.in_file(file)));
        for Document { doc, content } in documents {
            twins.extend(enter(&mut loaded.program, &mut folded, Doc { file, ..doc }, content));
        }
    }
    loaded.findings.append(&mut twins);
    loaded.program.settle_names();
    loaded
}

/// Puts a document in its place. `folded` has the first record with each id, whatever its case.
fn enter(program: &mut Program, folded: &mut HashMap<String, Doc>, doc: Doc, content: Content) -> Option<Diagnostic> {
    let (kind, record) = match content {
        Content::Single(single) => {
            program.put(single, doc);
            return None;
        }
        Content::Record { kind, record } => (kind, record),
    };
    let id: Box<str> = program.node(doc).get("id").map_or("", Node::text).into();
    let earlier = *folded.entry(id.to_lowercase()).or_insert(doc);
    let twin = ((earlier.file, earlier.slot) != (doc.file, doc.slot)).then(|| twin(program, &id, doc, earlier));
    program.add(id, kind, doc, record);
    twin
}

/// Two records with one id, or with ids that differ only in case and would be one file on some disks.
fn twin(program: &Program, id: &str, doc: Doc, earlier: Doc) -> Diagnostic {
    let first = program.node(earlier).get("id");
    let same = first.is_some_and(|first| first.text() == id);
    let place = program.node(doc).place("/id");
    let mut finding = if same {
        Diagnostic::new("id-duplicate", place, format!("the id `{id}` is used twice"))
    } else {
        let other = first.map_or("", |first| first.text());
        Diagnostic::new("id-duplicate", place, format!("the ids `{id}` and `{other}` differ only in case"))
    };
    finding.related(program.node(earlier).place("/id"), "the first one").help("give one of them another id; ids are never used again");
    finding
}

#[cfg(test)]
mod tests;
