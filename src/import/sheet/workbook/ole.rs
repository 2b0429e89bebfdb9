//! Compound files, in which older programs and encryption keep streams. Chains of sectors are followed no further than
//! there are sectors.

use super::Problem;

pub const SIGNATURE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// Numbers from here on are no sectors.
const NO_SECTOR: u32 = 0xffff_fffa;
/// Streams that are shorter lie in small sectors.
const SMALL_BELOW: usize = 4096;
const SMALL: usize = 64;

pub struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    next: Vec<u32>,
    next_small: Vec<u32>,
    small: Vec<u8>,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    start: u32,
    size: usize,
}

fn u32_at(bytes: &[u8], at: usize) -> Result<u32, Problem> {
    let four = bytes.get(at..at + 4).ok_or_else(Problem::cut)?;
    Ok(u32::from_le_bytes(four.try_into().map_err(|_| Problem::damaged())?))
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    bytes.chunks_exact(4).map(|four| u32::from_le_bytes(four.try_into().expect("chunks have four bytes")))
}

impl<'a> Compound<'a> {
    pub fn open(bytes: &'a [u8]) -> Result<Self, Problem> {
        let sector = match bytes.get(30).ok_or_else(Problem::cut)? {
            9 => 512,
            12 => 4096,
            _ => return Err(Problem::damaged()),
        };
        let mut file = Self { bytes, sector, next: Vec::new(), next_small: Vec::new(), small: Vec::new(), entries: Vec::new() };
        let mut tables: Vec<u32> = numbers(bytes.get(76..512).ok_or_else(Problem::cut)?).collect();
        let (mut more, mut seen) = (u32_at(bytes, 68)?, 0);
        while more < NO_SECTOR {
            seen += 1;
            if seen > bytes.len() / sector {
                return Err(Problem::damaged());
            }
            let part = file.sector(more)?;
            more = u32_at(part, sector - 4)?;
            tables.extend(numbers(&part[..sector - 4]));
        }
        for table in tables.into_iter().filter(|table| *table < NO_SECTOR) {
            let part = file.sector(table)?;
            file.next.extend(numbers(part));
            // Each sector is in the table once.
            if file.next.len() > bytes.len() / sector + sector {
                return Err(Problem::damaged());
            }
        }
        let folder = file.chain(u32_at(bytes, 48)?)?;
        file.entries = folder.chunks_exact(128).filter_map(entry).collect();
        file.next_small = numbers(&file.chain(u32_at(bytes, 60)?)?).collect();
        let small = file.entries.first().map_or(NO_SECTOR, |root| root.start);
        file.small = file.chain(small)?;
        Ok(file)
    }

    pub fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// A stream by its name.
    pub fn stream(&self, name: &str) -> Result<Option<Vec<u8>>, Problem> {
        let Some(entry) = self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name)) else { return Ok(None) };
        let mut stream = if entry.size < SMALL_BELOW { self.small_chain(entry.start)? } else { self.chain(entry.start)? };
        if stream.len() < entry.size {
            return Err(Problem::cut());
        }
        stream.truncate(entry.size);
        Ok(Some(stream))
    }

    fn sector(&self, at: u32) -> Result<&'a [u8], Problem> {
        let start = (at as usize + 1) * self.sector;
        // The last may be cut where nothing of it is used.
        self.bytes.get(start..).map(|rest| &rest[..rest.len().min(self.sector)]).filter(|part| !part.is_empty()).ok_or_else(Problem::cut)
    }

    fn chain(&self, mut at: u32) -> Result<Vec<u8>, Problem> {
        let mut out = Vec::new();
        while at < NO_SECTOR {
            out.extend_from_slice(self.sector(at)?);
            if out.len() > self.bytes.len() {
                return Err(Problem::damaged());
            }
            at = *self.next.get(at as usize).ok_or_else(Problem::damaged)?;
        }
        Ok(out)
    }

    fn small_chain(&self, mut at: u32) -> Result<Vec<u8>, Problem> {
        let mut out = Vec::new();
        while at < NO_SECTOR {
            let start = at as usize * SMALL;
            out.extend_from_slice(self.small.get(start..start + SMALL).ok_or_else(Problem::cut)?);
            if out.len() > self.small.len() {
                return Err(Problem::damaged());
            }
            at = *self.next_small.get(at as usize).ok_or_else(Problem::damaged)?;
        }
        Ok(out)
    }
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let length = usize::from(u16::from_le_bytes([bytes[64], bytes[65]])).clamp(2, 64);
    let units: Vec<u16> = bytes[..length - 2].chunks_exact(2).map(|two| u16::from_le_bytes([two[0], two[1]])).collect();
    (bytes[66] != 0).then(|| Entry {
        name: String::from_utf16_lossy(&units),
        start: u32_at(bytes, 116).unwrap_or(NO_SECTOR),
        size: u32_at(bytes, 120).unwrap_or(0) as usize,
    })
}
