//! What an edit left that was interrupted, told and taken back.

use super::error::Error;
use super::open::{World, find};
use super::writing::refuse_unsettled;
use crate::store::write::{Interrupted, Resolve, Writer, interrupted};
use std::path::{Path, PathBuf};

/// Tells which edits were interrupted in a programme, and takes them back unless it is only to be told.
///
/// # Errors
/// When there is no programme, when files cannot be read or moved, and when files were changed since an edit was
/// interrupted and are not to be kept: nothing is moved then.
pub fn recover(world: &World, dir: Option<&Path>, how: Resolve, dry_run: bool) -> Result<Vec<Interrupted>, Error> {
    let root = root(world, dir, how)?;
    let found = if dry_run { interrupted(&root, how)? } else { Writer::begin_with(&root, how)?.interrupted };
    if how == Resolve::Safely {
        refuse_unsettled(&found)?;
    }
    Ok(found)
}

/// The folder where something was interrupted, else that of its programme: it may be none yet, or hold a site or rows of many
/// programmes.
fn root(world: &World, dir: Option<&Path>, how: Resolve) -> Result<PathBuf, Error> {
    let start = dir.unwrap_or(&world.here);
    if interrupted(start, how).is_ok_and(|found| !found.is_empty()) {
        return Ok(start.to_owned());
    }
    Ok(find(start, &world.environment)?.root().to_owned())
}
