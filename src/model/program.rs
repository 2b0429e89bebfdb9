//! A programme: every record that could be read, with its place.

use super::kinds::{AnyKind, Doc, Document, Entry, Evidence, Holder, KindInfo, RecordKind as _, Review, Role, Stored, Tables};
use super::names::{Claim, Names};
use super::reference::{Ref, Target};
use super::single::{AnySingle, Context, Isms, Plan, Scope, Single, Singles, Soa};
use super::unclear::Unclear;
use crate::base::digest::ObjectId;
use crate::base::node::{Class, Files, Node, SourceFile};
use crate::base::picture::Picture;
use crate::base::span::{FileId, Position, Span};
use std::collections::{BTreeMap, HashMap};
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

/// The file that makes a folder a programme.
pub const ROOT: &str = "isms.yaml";

/// The format of records that is read. There was none before it.
pub const FORMAT: u64 = 1;

/// The format that `isms.yaml` says, as it is written there. None where it says nothing that could be one.
pub fn format_of(root: &SourceFile) -> Option<&str> {
    root.documents().next()?.get("format").filter(|format| format.is_scalar() && format.class() != Class::Null).map(Node::text)
}

/// A programme as it was loaded from one source.
#[derive(Default)]
pub struct Program {
    pub files: Files,
    tables: Tables,
    singles: Singles,
    ids: HashMap<Box<str>, Known>,
    records: Vec<(&'static KindInfo, Doc)>,
    /// What records say they were called before.
    claims: Vec<Claim>,
    names: Names,
    /// The files of which something could not be read, in their order: nothing is known of what that holds.
    unread: Vec<FileId>,
    /// Documents of which a part was left out.
    flawed: HashMap<FileId, Vec<Doc>>,
    /// The files below the programme's folder that are no records, with their sizes in bytes.
    paths: BTreeMap<String, u64>,
    /// What was seen of files that records speak of, by path.
    seen: HashMap<String, Arc<SeenFile>>,
    holders: OnceLock<HashMap<Box<str>, Held>>,
}

/// Of a role: as what it names each person.
type Held = HashMap<Box<str>, Vec<Holder>>;

/// What was seen of a file that records speak of, as far as they ask for it.
#[derive(Default)]
pub struct SeenFile {
    /// SHA-256 in hex, if a record says what it should be. For a pointer of Git LFS, that of the content it points to.
    pub digest: Option<String>,
    /// The same of its text with other ends of lines: git and editors change those, and nobody sees it.
    pub rewrapped: Vec<String>,
    /// Only a pointer of Git LFS is here.
    pub is_pointer: bool,
    /// If it is to be the logo of reports: the picture, or why it cannot be used.
    pub picture: Option<Result<Picture, &'static str>>,
    /// What should not be in git, and the line it stands on.
    pub sensitive: Option<(&'static str, usize)>,
    /// What a template left in it to be filled in, and where.
    pub placeholder: Option<(String, Position)>,
    /// All that it says, if that is too little to follow.
    pub bare: Option<String>,
    /// The version that its head says it is, and where.
    pub version: Option<(String, Position)>,
    /// How many of its sentences are those of the catalogue, and how many it has.
    pub drafted: (usize, usize),
    /// The names git may know it by, if an approval covers it.
    pub names: Vec<ObjectId>,
}

impl SeenFile {
    /// Whether a digest is that of the file but for the ends of its lines.
    pub fn differs_in_line_ends(&self, recorded: &str) -> bool {
        self.digest.as_deref() != Some(recorded) && self.rewrapped.iter().any(|digest| digest == recorded)
    }
}

/// What is known of an id: its kind by folder, where it stands, and its row if it could be read.
#[derive(Clone, Copy)]
pub struct Known {
    pub kind: &'static KindInfo,
    pub doc: Doc,
    row: Option<u32>,
}

impl Program {
    /// A programme without records, knowing its files.
    pub fn new(files: Files, paths: BTreeMap<String, u64>) -> Self {
        Self { files, paths, ..Self::default() }
    }

    /// Adds a record under its id. A second record with an id is kept out of lookups, not out of the tables.
    pub fn add(&mut self, id: Box<str>, kind: &'static KindInfo, doc: Doc, record: Option<AnyKind>) {
        let formerly = record.as_ref().map_or(&[][..], AnyKind::formerly);
        if !formerly.is_empty() {
            self.claims.push((id.clone(), formerly.iter().map(|name| name.as_str().into()).collect()));
        }
        let row = record.map(|record| self.tables.push(record, doc));
        self.note_flaw(doc);
        self.ids.entry(id).or_insert(Known { kind, doc, row });
        self.records.push((kind, doc));
    }

    /// Once all records are there: gives what refers to renamed ones the names by which it lasts.
    pub fn settle_names(&mut self) {
        self.names = Names::of(&self.claims, |id| self.ids.contains_key(id));
        if self.names.is_empty() {
            return;
        }
        let mut by_file: BTreeMap<FileId, Vec<(&'static str, Doc)>> = BTreeMap::new();
        self.documents().for_each(|(_, kind, doc)| by_file.entry(doc.file).or_default().push((kind, doc)));
        for (file, docs) in by_file {
            let lasting = self.names.lasting(docs.into_iter().map(|(kind, doc)| (kind, self.node(doc))));
            if !lasting.is_empty() {
                let copy = self.files.get(file).copy().lasting(lasting);
                self.files.replace(file, copy);
            }
        }
    }

    /// The names of records that had others.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// What records say they were called before, whether or not that can be.
    pub fn claims(&self) -> &[Claim] {
        &self.claims
    }

    /// Puts a singleton in its place.
    pub fn put(&mut self, single: AnySingle, doc: Doc) {
        self.singles.put(single, doc);
        self.note_flaw(doc);
    }

    fn note_flaw(&mut self, doc: Doc) {
        if doc.flawed {
            self.flawed.entry(doc.file).or_default().push(doc);
        }
    }

    /// Whether a place is in a record of which the schema refused a part.
    pub fn is_flawed(&self, place: Span) -> bool {
        let Some(docs) = self.flawed.get(&place.file) else { return false };
        // They stand in the order of the file, and none in another.
        let at = docs.partition_point(|doc| self.node(*doc).span().end < place.end);
        docs.get(at).is_some_and(|doc| self.node(*doc).span().start <= place.start)
    }

    /// The record or singleton that a place stands in, by id or name.
    pub fn document_at(&self, place: Span) -> Option<&str> {
        let single = || self.single_docs().find(|(_, doc)| doc.file == place.file).map(|(name, _)| name);
        self.record_at(place).or_else(single)
    }

    /// The id of the record that a place stands in.
    pub fn record_at(&self, place: Span) -> Option<&str> {
        let node = self.files.document_at(place).filter(|node| node.span().start <= place.start)?;
        node.get("id").filter(|id| id.is_scalar()).map(Node::text)
    }

    /// What the record at a place says of the first of some fields in words that the field could not hold.
    pub fn unclear<'a>(&'a self, place: Span, fields: &[&'a str]) -> Option<Unclear<'a>> {
        let record = self.files.document_at(place)?;
        Unclear::of(record, self.record_at(place)?, fields)
    }

    /// Notes that a file, or a record of it, could not be read; one after the other, as they stand.
    pub fn miss(&mut self, file: FileId) {
        self.unread.push(file);
    }

    /// The paths of the files that could not be read, or not whole, as they are sorted.
    pub fn unread(&self) -> impl Iterator<Item = &str> {
        self.unread.iter().map(|file| self.files.get(*file).path.as_str())
    }

    /// Whether something stands in the file at a path that could not be read.
    pub fn is_unread(&self, path: &str) -> bool {
        self.files.find(path).is_some_and(|file| self.unread.binary_search(&file).is_ok())
    }

    /// All records of a kind, in file order.
    pub fn all<K: Stored>(&self) -> impl Iterator<Item = View<'_, K>> + Clone {
        K::table(&self.tables).iter().map(|entry| self.view(entry))
    }

    /// The record a reference points at, if it exists and could be read.
    pub fn get<K: Stored>(&self, reference: &Ref<impl Target>) -> Option<View<'_, K>> {
        self.by_id(reference.id())
    }

    /// The record of a kind with this id.
    pub fn by_id<K: Stored>(&self, id: &str) -> Option<View<'_, K>> {
        let known = self.ids.get(id).filter(|known| known.kind.name == K::NAME)?;
        Some(self.view(&K::table(&self.tables)[known.row? as usize]))
    }

    /// As what a role names somebody: its holder or deputy, maybe several times. Asked for every decision, while many may
    /// hold a role.
    pub fn held(&self, person: &str, role: &str) -> &[Holder] {
        let holders = self.holders.get_or_init(|| {
            let by_person = |role: &Role| {
                let mut found = Held::new();
                role.holders().for_each(|holder| found.entry(holder.person.id().into()).or_default().push(holder.clone()));
                found
            };
            // The first of several with one id is the one that counts.
            let roles = Role::table(&self.tables).iter().rev();
            roles.map(|role| (role.data.id.as_str().into(), by_person(&role.data))).collect()
        });
        holders.get(role).and_then(|holders| holders.get(person)).map_or(&[], Vec::as_slice)
    }

    /// What is known of an id, of whatever kind.
    pub fn known(&self, id: &str) -> Option<Known> {
        self.ids.get(id).copied()
    }

    /// Every record with an id, in file order, also those that could not be read as their kind.
    pub fn records(&self) -> impl Iterator<Item = (&str, &'static KindInfo, Doc)> {
        self.records.iter().map(|(kind, doc)| (self.node(*doc).get("id").map_or("", Node::text), *kind, *doc))
    }

    /// How many records there are, singletons included.
    pub fn record_count(&self) -> usize {
        self.records.len() + self.single_docs().count()
    }

    /// The format its records are written in, as `isms.yaml` says, whether or not that file could be read as a whole.
    pub fn format(&self) -> Option<&str> {
        format_of(self.files.iter().find(|file| file.path == ROOT)?)
    }

    pub fn isms(&self) -> Option<View<'_, Isms>> {
        self.single(self.singles.isms.as_ref())
    }

    pub fn context(&self) -> Option<View<'_, Context>> {
        self.single(self.singles.context.as_ref())
    }

    pub fn scope(&self) -> Option<View<'_, Scope>> {
        self.single(self.singles.scope.as_ref())
    }

    pub fn soa(&self) -> Option<View<'_, Soa>> {
        self.single(self.singles.soa.as_ref())
    }

    pub fn plan(&self) -> Option<View<'_, Plan>> {
        self.single(self.singles.plan.as_ref())
    }

    /// The singletons that exist, by name.
    pub fn single_docs(&self) -> impl Iterator<Item = (&'static str, Doc)> {
        self.singles.docs()
    }

    /// The files that are no records, by path.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.paths.keys().map(String::as_str)
    }

    /// Whether a file that is no record is at a path below the programme's folder.
    pub fn has_path(&self, path: &str) -> bool {
        self.paths.contains_key(path)
    }

    /// Whether a file that is no record is at a path or below it.
    pub fn holds_path(&self, path: &str) -> bool {
        self.has_path(path)
            || self.paths.range(format!("{path}/")..).next().is_some_and(|(found, _)| found.starts_with(&format!("{path}/")))
    }

    /// The files that records name – evidence, texts of documents, minutes, the logo – each with the kind that does.
    pub fn named_files(&self) -> impl Iterator<Item = (&str, &'static str)> {
        let evidence = self.all::<Evidence>().filter_map(|evidence| Some((evidence.data().file.as_deref()?, Evidence::NAME)));
        let documents = self.all::<Document>().filter_map(|document| Some((document.data().file.as_deref()?, Document::NAME)));
        let minutes = self.all::<Review>().filter_map(|review| Some((review.data().minutes.as_deref()?, Review::NAME)));
        let logo = self.isms().and_then(|isms| Some((isms.data().report.as_ref()?.logo.as_deref()?, "isms")));
        evidence.chain(documents).chain(minutes).chain(logo)
    }

    /// The size in bytes of a file that is no record, as far as listing can tell.
    pub fn file_size(&self, path: &str) -> Option<u64> {
        self.paths.get(path).copied()
    }

    /// What was seen of the file at a path.
    pub fn seen_file(&self, path: &str) -> Option<&SeenFile> {
        self.seen.get(path).map(Arc::as_ref)
    }

    pub fn set_seen(&mut self, seen: HashMap<String, Arc<SeenFile>>) {
        self.seen = seen;
    }

    /// Every singleton and record: its name or id, its kind, its place.
    pub fn documents(&self) -> impl Iterator<Item = (&str, &'static str, Doc)> {
        let singles = self.single_docs().map(|(name, doc)| (name, name, doc));
        singles.chain(self.records().map(|(id, kind, doc)| (id, kind.name, doc)))
    }

    /// One of them by its name or id: its kind and its place.
    pub fn document(&self, name: &str) -> Option<(&'static str, Doc)> {
        let single = self.single_docs().find(|(known, _)| *known == name);
        single.or_else(|| self.known(name).map(|known| (known.kind.name, known.doc)))
    }

    /// The value of a document.
    pub fn node(&self, doc: Doc) -> Node<'_> {
        self.files.node(doc.file, doc.slot)
    }

    /// The place that stands for the programme as a whole: the first key of `isms.yaml`, else where that file begins.
    pub fn place(&self) -> Span {
        match self.single_docs().find(|(name, _)| *name == "isms") {
            Some((_, doc)) => self.node(doc).head(),
            None => Span::new(self.files.find(ROOT).unwrap_or(FileId::ALONE), 0, 0),
        }
    }

    /// Where to say that something is missing from a singleton: in it, or else where the programme begins.
    pub fn place_in(&self, single: &str, pointer: &str) -> Span {
        match self.single_docs().find(|(name, _)| *name == single) {
            Some((_, doc)) => self.node(doc).place(pointer),
            None => self.place(),
        }
    }

    fn view<'a, K: Stored>(&'a self, entry: &'a Entry<K>) -> View<'a, K> {
        View { data: &entry.data, node: self.node(entry.doc) }
    }

    fn single<'a, T>(&'a self, single: Option<&'a Single<T>>) -> Option<View<'a, T>> {
        single.map(|single| View { data: &*single.data, node: self.node(single.doc) })
    }
}

/// A record together with its place; reads like the record.
pub struct View<'a, T> {
    data: &'a T,
    node: Node<'a>,
}

impl<T> Clone for View<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for View<'_, T> {}

impl<T> Deref for View<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.data
    }
}

impl<'a, T> View<'a, T> {
    /// The record for as long as the programme lives.
    pub fn data(self) -> &'a T {
        self.data
    }

    /// The value the record was read from.
    pub fn node(self) -> Node<'a> {
        self.node
    }

    /// Where the field at a JSON pointer stands, or the nearest thing that does.
    pub fn at(self, pointer: &str) -> Span {
        self.node.place(pointer)
    }
}
