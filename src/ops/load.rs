//! Loading states in a format that is known.

use super::error::{Error, What};
use crate::base::span::FileId;
use crate::load::{Loaded, Loader, yaml};
use crate::model::program::{FORMAT, ROOT, format_of};
use crate::store::Source;

/// Reads a state. What is wrong with it are findings; only bytes that cannot be had are an error, and a format that is not
/// the one that is known: records would be judged by what is not understood.
///
/// # Errors
/// When bytes cannot be had, or the format is another one than this program reads, or none.
pub fn load(loader: &mut Loader, source: &dyn Source) -> Result<Loaded, Error> {
    let loaded = loader.load(source)?;
    refuse_other(loaded.program.format())?;
    Ok(loaded)
}

/// The same refusal where the records of a state are not read, but what became of them.
///
/// # Errors
/// When `isms.yaml` cannot be had, or its format is another one than this program reads, or none.
pub fn known_format(source: &dyn Source) -> Result<(), Error> {
    let (root, _) = yaml::read(FileId(0), ROOT.into(), source.read(ROOT)?);
    refuse_other(format_of(&root))
}

fn refuse_other(format: Option<&str>) -> Result<(), Error> {
    match number(format, FORMAT)? {
        FORMAT => Ok(()),
        older => Err(What::Older(older).into()),
    }
}

/// The format that `isms.yaml` says, from the first to the newest that is known. Where it says none, it is the newest.
///
/// # Errors
/// When it is newer, or none.
pub fn number(format: Option<&str>, newest: u64) -> Result<u64, Error> {
    let Some(text) = format else { return Ok(newest) };
    match text.parse::<u64>() {
        Ok(number) if number > newest => Err(What::Format(number).into()),
        Ok(number) if number > 0 => Ok(number),
        _ => Err(What::NoFormat(text.into()).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_counted_from_one_to_the_newest() {
        let said = |format, newest| number(format, newest).map_err(|error| error.to_string());
        assert_eq!((said(None, 3), said(Some("1"), 3), said(Some("3"), 3)), (Ok(3), Ok(1), Ok(3)));
        assert!(said(Some("4"), 3).unwrap_err().contains("written in format 4"));
        for none in ["0", "-1", "one", "1.5", ""] {
            assert!(said(Some(none), 3).unwrap_err().contains("which is none"), "{none}");
        }
        assert!(refuse_other(Some("1")).is_ok() && refuse_other(None).is_ok());
    }
}
