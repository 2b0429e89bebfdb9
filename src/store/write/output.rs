//! Files that users name: reports, schemas, hooks. They are written to what is there, through links, as an editor does.

use super::change::{Became, Left, WriteError};
use super::disk::{self, Text};
use super::stage::{self, Stage};
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Seek as _};
use std::path::{Path, PathBuf};

/// No chain of links that leads somewhere is longer.
const MOST_LINKS: usize = 40;

/// Folders whose entries stand for open files, whatever those are.
const OPEN_FILES: [&str; 5] = ["/dev/fd", "/dev/stdin", "/dev/stdout", "/dev/stderr", "/proc"];

/// What a path leads to.
enum Target {
    /// A file, or a place for one.
    File(PathBuf, Option<Metadata>),
    /// A device, a pipe: what is written there cannot be taken back.
    Stream,
    /// A file that is open under another name, by whoever began this process.
    Open,
}

/// Writes a text to what a path leads to: a file as a whole or not at all, anything else as it comes. It is never in memory
/// as a whole.
pub fn output(path: &Path, text: Text<'_>) -> Result<(), WriteError> {
    let failed = |error| WriteError::nothing(path, error);
    let stream = |options: &OpenOptions| options.open(path).and_then(|stream| disk::pour(stream, text));
    match target(path).map_err(failed)? {
        Target::Stream => stream(OpenOptions::new().write(true)).map_err(failed),
        // What was written there so far stays.
        Target::Open => stream(OpenOptions::new().append(true)).map_err(failed),
        Target::File(real, earlier) => match replace(&real, text, earlier.as_ref(), false) {
            Err(error) if earlier.is_some() && wants_place(&error) => in_place(path, &real, text),
            result => result.map_err(failed),
        },
    }
}

/// The same for a file that must be one: whole or not at all, and never through a link.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    write_own(path, bytes, false)
}

fn write_own(path: &Path, bytes: &[u8], is_program: bool) -> Result<(), WriteError> {
    let earlier = match fs::symlink_metadata(path) {
        Ok(meta) if meta.is_file() => Ok(Some(meta)),
        Ok(meta) if meta.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        Ok(_) => Err(io::Error::other("it is a link or no file")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    };
    earlier
        .and_then(|earlier| replace(path, &|out| out.write_all(bytes), earlier.as_ref(), is_program))
        .map_err(|error| WriteError::nothing(path, error))
}

/// The same for a program, which whoever may read it may run.
pub fn write_program(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    write_own(path, bytes, true)
}

fn target(path: &Path) -> io::Result<Target> {
    let mut real = path.to_owned();
    for _ in 0..MOST_LINKS {
        if OPEN_FILES.iter().any(|open| real.starts_with(open)) {
            return Ok(Target::Open);
        }
        match fs::symlink_metadata(&real) {
            Ok(meta) if meta.is_symlink() => {
                let to = fs::read_link(&real)?;
                real = real.parent().unwrap_or(Path::new("")).join(to);
            }
            Ok(meta) if meta.is_file() => return Ok(Target::File(real, Some(meta))),
            Ok(meta) if meta.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
            Ok(_) => return Ok(Target::Stream),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Target::File(real, None)),
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::other("its links lead round and round"))
}

/// Puts a new file in the place of an earlier one. `InvalidInput` if it could not be what the earlier one is.
fn replace(path: &Path, text: Text<'_>, earlier: Option<&Metadata>, is_program: bool) -> io::Result<()> {
    if earlier.is_some_and(disk::has_twins) {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    // What nobody may write is not replaced either.
    earlier.map_or(Ok(()), |_| OpenOptions::new().append(true).open(path).map(drop))?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        return Err(io::Error::new(io::ErrorKind::NotFound, format!("there is no folder `{0}`; `mkdir {0}` makes it", folder.display())));
    }
    stage::tidy(folder);
    let stage = Stage::open(folder)?;
    let ready = stage.text(0);
    let written = disk::create_from(&ready, text).and_then(|file| {
        if let Some(earlier) = earlier {
            disk::take_after(&file, earlier).map_err(|_| io::Error::from(io::ErrorKind::InvalidInput))?;
        }
        if is_program {
            disk::make_runnable(&file)?;
        }
        disk::sync(&file)
    });
    let result = written.and_then(|()| disk::rename(&ready, path));
    stage.discard();
    result
}

/// Whether a file can only be changed where it is: it has other names or another owner, or its folder takes no new ones.
fn wants_place(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
}

fn in_place(path: &Path, real: &Path, text: Text<'_>) -> Result<(), WriteError> {
    // A disk that has no room for it is found before anything is lost, where that can be tried.
    let folder = real.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if let Ok(stage) = Stage::open(folder) {
        let tried = disk::create_from(&stage.text(0), text).and_then(|file| disk::sync(&file));
        stage.discard();
        tried.map_err(|error| WriteError::nothing(path, error))?;
    }
    let mut file = OpenOptions::new().write(true).open(real).map_err(|error| WriteError::nothing(path, error))?;
    overwrite(&mut file, text).map_err(|source| {
        let left = vec![Left { path: path.to_string_lossy().into_owned(), became: Became::Changed }];
        WriteError { path: path.into(), source, left }
    })
}

fn overwrite(file: &mut File, text: Text<'_>) -> io::Result<()> {
    disk::pour(&mut *file, text)?;
    let written = file.stream_position()?;
    file.set_len(written)?;
    disk::sync(file)
}
