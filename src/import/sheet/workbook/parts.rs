//! The parts of a workbook, which is a zip archive. Its directory is read here, so that nothing it claims of itself is
//! believed, and parts are unpacked while they are read, within a bound for all of them together.

use super::Problem;
use miniz_oxide::inflate::stream::{InflateState, inflate};
use miniz_oxide::{DataFormat, MZFlush, MZStatus};
use std::cell::Cell;
use std::collections::HashMap;
use std::io::{self, BufReader, Read};

/// No part is larger once it is unpacked.
const LARGEST_PART: u64 = 64 << 20;
/// Nor are all that are read together.
const LARGEST: u64 = 128 << 20;
/// A workbook of a thousand sheets with pictures has fewer.
const MOST_PARTS: usize = 10_000;
/// What ends an archive, with the longest comment.
const END: usize = 22 + 0xffff;

pub struct Parts<'a> {
    bytes: &'a [u8],
    /// By name in lower case, with `/` between its parts.
    places: HashMap<String, Place>,
    left: Cell<u64>,
}

/// Where a part lies.
#[derive(Clone, Copy)]
struct Place {
    at: usize,
    packed: usize,
    method: u16,
    is_locked: bool,
}

fn u16_at(bytes: &[u8], at: usize) -> Option<usize> {
    Some(usize::from(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?)))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

impl<'a> Parts<'a> {
    /// Finds the parts of an archive.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Problem> {
        let tail = bytes.len().saturating_sub(END);
        let end = bytes[tail..].windows(4).rposition(|four| four == b"PK\x05\x06").map(|at| tail + at).ok_or_else(Problem::cut)?;
        let mut at = u32_at(bytes, end + 16).ok_or_else(Problem::cut)? as usize;
        let mut places = HashMap::new();
        while at < end && bytes.get(at..).is_some_and(|rest| rest.starts_with(b"PK\x01\x02")) {
            let (name, place, next) = entry(bytes, at).ok_or_else(Problem::damaged)?;
            if places.len() == MOST_PARTS {
                return Err(Problem::large());
            }
            if places.insert(name, place).is_some() {
                return Err(Problem::damaged());
            }
            at = next;
        }
        if places.is_empty() {
            return Err(Problem::damaged());
        }
        Ok(Self { bytes, places, left: Cell::new(LARGEST) })
    }

    pub fn has(&self, name: &str) -> bool {
        self.places.contains_key(&name.to_lowercase())
    }

    pub fn any(&self, is: impl Fn(&str) -> bool) -> bool {
        self.places.keys().any(|name| is(name))
    }

    /// Begins to read a part; None if there is none of that name.
    pub fn read(&self, name: &str) -> Result<Option<BufReader<Part<'_>>>, Problem> {
        let Some(place) = self.places.get(&name.to_lowercase()) else { return Ok(None) };
        if place.is_locked {
            return Err(Problem::locked());
        }
        let header = self.bytes.get(place.at..).filter(|rest| rest.starts_with(b"PK\x03\x04")).ok_or_else(Problem::damaged)?;
        let lengths = u16_at(header, 26).zip(u16_at(header, 28)).ok_or_else(Problem::damaged)?;
        let begins = 30 + lengths.0 + lengths.1;
        let packed = header.get(begins..).and_then(|rest| rest.get(..place.packed)).ok_or_else(Problem::cut)?;
        let state = match place.method {
            0 => None,
            8 => Some(InflateState::new_boxed(DataFormat::Raw)),
            _ => return Err(Problem::damaged()),
        };
        Ok(Some(BufReader::with_capacity(32 << 10, Part { packed, state, read: 0, left: &self.left })))
    }
}

/// An entry of the directory: its name, its place, and where the next one is.
fn entry(bytes: &[u8], at: usize) -> Option<(String, Place, usize)> {
    let half = |field| u16_at(bytes, at + field);
    let whole = |field| u32_at(bytes, at + field);
    let (name, extra, comment) = (half(28)?, half(30)?, half(32)?);
    let extra = at + 46 + name..at + 46 + name + extra;
    let name = String::from_utf8_lossy(bytes.get(at + 46..at + 46 + name)?).replace('\\', "/").to_lowercase();
    let mut long = long(bytes.get(extra.clone())?);
    // What does not fit its field stands behind, in this order.
    let mut sized = |field| match whole(field)? {
        u32::MAX => long.next().or(Some(u64::from(u32::MAX))),
        size => Some(u64::from(size)),
    };
    sized(24)?;
    let (packed, header) = (sized(20)?, sized(42)?);
    let place = Place {
        at: usize::try_from(header).ok()?,
        packed: usize::try_from(packed).ok()?,
        method: u16::try_from(half(10)?).ok()?,
        is_locked: half(8)? & 1 == 1,
    };
    Some((name, place, extra.end + comment))
}

/// The long sizes behind an entry.
fn long(mut extra: &[u8]) -> impl Iterator<Item = u64> + '_ {
    let mut found: &[u8] = &[];
    while let (Some(id), Some(length)) = (u16_at(extra, 0), u16_at(extra, 2)) {
        let Some(field) = extra.get(4..4 + length) else { break };
        if id == 1 {
            found = field;
        }
        extra = &extra[4 + length..];
    }
    found.chunks_exact(8).map(|eight| u64::from_le_bytes(eight.try_into().expect("chunks have eight bytes")))
}

/// A part that is being unpacked.
pub struct Part<'p> {
    packed: &'p [u8],
    /// None where it is stored as it is.
    state: Option<Box<InflateState>>,
    read: u64,
    /// Of the bound for all parts.
    left: &'p Cell<u64>,
}

/// What an error of [`Part`] says where a bound is met.
pub const TOO_LARGE: &str = "too large";

impl Read for Part<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let given = match &mut self.state {
            None => {
                let given = self.packed.len().min(out.len());
                out[..given].copy_from_slice(&self.packed[..given]);
                self.packed = &self.packed[given..];
                given
            }
            Some(state) => {
                let result = inflate(state, self.packed, out, MZFlush::None);
                self.packed = &self.packed[result.bytes_consumed..];
                match result.status {
                    Ok(MZStatus::Ok | MZStatus::StreamEnd) => result.bytes_written,
                    _ => return Err(io::ErrorKind::InvalidData.into()),
                }
            }
        };
        self.read += given as u64;
        match self.left.get().checked_sub(given as u64) {
            Some(left) if self.read <= LARGEST_PART => self.left.set(left),
            _ => return Err(io::Error::other(TOO_LARGE)),
        }
        Ok(given)
    }
}
