//! Where a repository's objects lie. Those that lie loose are read here, since git's library goes round for ever on one
//! that is cut short; those in packs are read by the library, once it is known that the packs are files. Both are held
//! against their ids here.

use super::errors::{damaged, irregular, objects_refused, unreadable};
use super::hash::hold;
use super::ids::{hex, oid};
use super::layout::{must_be_plain, text};
use crate::base::digest::ObjectId;
use crate::store::{StoreError, plain};
use git2::{ObjectType, Odb, OdbObject};
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::{TINFL_FLAG_PARSE_ZLIB_HEADER, TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF};
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};
use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Once, OnceLock};

/// Alternates of alternates, and so on, so many times: as deep as git goes.
const DEPTH: usize = 5;

/// A larger object is read by nobody here: files of programmes are smaller by far.
const LARGEST: usize = 1 << 30;

/// An object's header is shorter.
const HEADER: usize = 64;

/// Every folder of objects of a repository.
pub(super) struct Heap {
    folders: Vec<PathBuf>,
    /// For each first byte of an id: the loose objects that begin with it, with the folder they lie in. Most repositories
    /// have few, and asking for each object in turn would take longer than reading it from a pack.
    loose: [OnceLock<HashMap<ObjectId, usize>>; 256],
    is_partial: bool,
}

impl Heap {
    /// The objects in a folder, in its alternates and in further folders.
    pub fn of(objects: PathBuf, more: &[PathBuf], is_partial: bool) -> Result<Arc<Self>, StoreError> {
        let mut folders = Vec::new();
        let mut open: Vec<(PathBuf, usize)> = more.iter().rev().cloned().chain([objects]).map(|folder| (folder, 0)).collect();
        while let Some((folder, depth)) = open.pop() {
            let folder = folder.canonicalize().unwrap_or(folder);
            if depth > DEPTH || folders.contains(&folder) {
                continue;
            }
            let alternates = text(&folder.join("info/alternates"))?.unwrap_or_default();
            let named = alternates.lines().map(str::trim_end).filter(|line| !line.is_empty() && !line.starts_with('#'));
            open.extend(named.map(|line| (folder.join(line), depth + 1)));
            packs_are_plain(&folder.join("pack"))?;
            folders.push(folder);
        }
        Ok(Arc::new(Self { folders, loose: [const { OnceLock::new() }; 256], is_partial }))
    }

    pub fn folders(&self) -> &[PathBuf] {
        &self.folders
    }

    /// The library's view of it.
    pub fn open(self: &Arc<Self>) -> Result<Handle, StoreError> {
        // Objects are held against their ids where they are read, which takes less time than the library does.
        // Nor is it to keep what it read: a walk asks for an object once, and a history may be long.
        static TRUSTING: Once = Once::new();
        TRUSTING.call_once(|| {
            git2::opts::strict_hash_verification(false);
            git2::opts::enable_caching(false);
        });
        let opened = Odb::new().and_then(|odb| {
            let paths = self.folders.iter().map(|folder| folder.to_str().ok_or_else(|| git2::Error::from_str("its path is no text")));
            paths.into_iter().try_for_each(|path| odb.add_disk_alternate(path?))?;
            Ok(odb)
        });
        Ok(Handle { heap: Arc::clone(self), odb: opened.map_err(|error| objects_refused(&error))? })
    }

    /// An object that lies loose. None if none does.
    fn loose(&self, id: ObjectId) -> Result<Option<(ObjectType, Vec<u8>)>, StoreError> {
        let listed = self.loose[usize::from(id.0[0])].get_or_init(|| list(&self.folders, &id.to_string()[..2]));
        let Some(folder) = listed.get(&id) else { return Ok(None) };
        let name = id.to_string();
        let path = self.folders[*folder].join(&name[..2]).join(&name[2..]);
        let bytes = match plain::read_up_to(&path, LARGEST as u64) {
            // git moves objects into packs at any time.
            Err(error) if error.kind() == io::ErrorKind::NotFound && path.symlink_metadata().is_err() => return Ok(None),
            bytes => bytes.map_err(|error| damaged(id, &error.to_string()))?,
        };
        let (kind, content) = inflate(&bytes).map_err(|problem| damaged(id, problem))?;
        hold(id, kind, &content)?;
        Ok(Some((kind, content)))
    }
}

/// The ids of what lies loose below the first two digits, with the first folder that has it.
fn list(folders: &[PathBuf], digits: &str) -> HashMap<ObjectId, usize> {
    let mut found = HashMap::new();
    for (n, folder) in folders.iter().enumerate() {
        let names = fs::read_dir(folder.join(digits)).into_iter().flatten().filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        for id in names.filter(|name| name.len() == 38).filter_map(|name| hex(format!("{digits}{name}").as_bytes())) {
            found.entry(id).or_insert(n);
        }
    }
    found
}

/// The library opens every pack, index and list of packs that it finds.
fn packs_are_plain(folder: &Path) -> Result<(), StoreError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(irregular(folder, &error)),
    };
    for entry in entries.filter_map(Result::ok) {
        let name = entry.file_name();
        let read = name == "multi-pack-index" || Path::new(&name).extension().is_some_and(|ending| ending == "idx" || ending == "pack");
        if read && entry.file_type().is_ok_and(|kind| !kind.is_file()) {
            must_be_plain(&entry.path())?;
        }
    }
    Ok(())
}

/// `commit 241`, a zero and the content, compressed.
fn inflate(bytes: &[u8]) -> Result<(ObjectType, Vec<u8>), &'static str> {
    const CUT: &str = "its file is cut short or damaged";
    let flags = TINFL_FLAG_PARSE_ZLIB_HEADER | TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
    let mut inflater = Box::<DecompressorOxide>::default();
    let mut out = vec![0; bytes.len().saturating_mul(4).clamp(256, LARGEST)];
    let (mut read, mut written) = (0, 0);
    loop {
        let (status, took, gave) = decompress(&mut inflater, &bytes[read..], &mut out, written, flags);
        read += took;
        written += gave;
        match status {
            TINFLStatus::Done => break,
            TINFLStatus::HasMoreOutput if out.len() < LARGEST => out.resize(out.len().saturating_mul(2).min(LARGEST), 0),
            TINFLStatus::HasMoreOutput => return Err("it is larger than can be read"),
            _ => return Err(CUT),
        }
    }
    if read < bytes.len() {
        return Err("its file goes on after its end");
    }
    out.truncate(written);
    let end = out.iter().take(HEADER).position(|byte| *byte == 0).ok_or(CUT)?;
    let header = std::str::from_utf8(&out[..end]).map_err(|_| CUT)?;
    let (kind, size) = header.split_once(' ').ok_or("its file does not begin as an object's does")?;
    let kind = match kind {
        "commit" => ObjectType::Commit,
        "tree" => ObjectType::Tree,
        "blob" => ObjectType::Blob,
        "tag" => ObjectType::Tag,
        _ => return Err("its file does not begin as an object's does"),
    };
    if size.parse() != Ok(out.len() - end - 1) {
        return Err("its file is of another size than it says");
    }
    out.drain(..=end);
    Ok((kind, out))
}

/// A handle on the objects of a repository; it serves one thread at a time.
pub(super) struct Handle {
    heap: Arc<Heap>,
    pub odb: Odb<'static>,
}

impl Handle {
    pub fn is_partial(&self) -> bool {
        self.heap.is_partial
    }

    /// What an object is, and its bytes.
    pub fn read(&self, id: ObjectId) -> Result<(ObjectType, Bytes<'_>), StoreError> {
        let (kind, bytes) = self.read_trusting(id)?;
        if let Bytes::Packed(object) = &bytes {
            hold(id, kind, object.data())?;
        }
        Ok((kind, bytes))
    }

    /// The same; one in a pack is not held against its id.
    pub fn read_trusting(&self, id: ObjectId) -> Result<(ObjectType, Bytes<'_>), StoreError> {
        if let Some((kind, bytes)) = self.heap.loose(id)? {
            return Ok((kind, Bytes::Loose(bytes)));
        }
        let object = self.odb.read(oid(id)).map_err(|error| unreadable(self.is_partial(), id, &error))?;
        Ok((object.kind(), Bytes::Packed(object)))
    }

    pub fn has(&self, id: ObjectId) -> bool {
        self.odb.exists(oid(id))
    }
}

/// The bytes of an object. Those in a pack stay where the library put them: folders are large, and copying takes time.
pub(super) enum Bytes<'h> {
    Loose(Vec<u8>),
    Packed(OdbObject<'h>),
}

impl Bytes<'_> {
    pub fn as_slice(&self) -> &[u8] {
        match self {
            Bytes::Loose(bytes) => bytes,
            Bytes::Packed(object) => object.data(),
        }
    }

    pub fn into_vec(self) -> Vec<u8> {
        match self {
            Bytes::Loose(bytes) => bytes,
            Bytes::Packed(object) => object.data().to_vec(),
        }
    }
}
