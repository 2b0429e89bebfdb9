//! Loading states in a format that is known.

use super::error::{Error, What};
use crate::base::span::FileId;
use crate::load::{Loaded, Loader, yaml};
use crate::model::program::{FORMAT, ROOT, format_of};
use crate::store::Source;

/// Reads a state. What is wrong with it are findings; only bytes that cannot be had are an error, and a format that is not
/// known: records would be judged by what is not understood.
///
/// # Errors
/// When bytes cannot be had, or the format is newer than this program, or none.
pub fn load(loader: &mut Loader, source: &dyn Source) -> Result<Loaded, Error> {
    let loaded = loader.load(source)?;
    known(loaded.program.format())?;
    Ok(loaded)
}

/// The same refusal where the records of a state are not read, but what became of them.
///
/// # Errors
/// When `isms.yaml` cannot be had, or its format is newer than this program, or none.
pub fn known_format(source: &dyn Source) -> Result<(), Error> {
    let (root, _) = yaml::read(FileId(0), ROOT.into(), source.read(ROOT)?);
    known(format_of(&root))
}

fn known(format: Option<&str>) -> Result<(), Error> {
    let Some(text) = format else { return Ok(()) };
    match text.parse::<u64>() {
        Ok(FORMAT) => Ok(()),
        Ok(newer) if newer > FORMAT => Err(What::Format(newer).into()),
        _ => Err(What::NoFormat(text.into()).into()),
    }
}
