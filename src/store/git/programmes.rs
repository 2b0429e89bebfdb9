//! The programmes of a tree, and which of them a folder came from.

use super::raw::Objects;
use crate::base::digest::ObjectId;
use crate::model::program::ROOT;
use crate::store::{LONGEST_PATH, StoreError};

/// Every folder of a tree with an `isms.yaml`, and the id of that file. Folders whose names are no text are left out.
pub(super) fn programmes(objects: &mut Objects<'_>, tree: ObjectId) -> Result<Vec<(String, ObjectId)>, StoreError> {
    objects.begin();
    let (mut found, mut open) = (Vec::new(), vec![(String::new(), tree)]);
    while let Some((place, id)) = open.pop() {
        let tree = objects.tree(id)?;
        for entry in tree.entries() {
            let Some(name) = entry.plain_name() else { continue };
            if entry.is_folder() && place.len() <= LONGEST_PATH {
                open.push((format!("{place}{name}/"), entry.id));
            } else if entry.is_file() && name == ROOT {
                found.push((place.clone(), entry.id));
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Says whether the file at a path below a folder has a content.
type Holds<'h> = dyn FnMut(&mut Objects<'_>, &str, ObjectId) -> Result<bool, StoreError> + 'h;

/// Of the programmes of a tree that are gone, the one that a folder came from: the one with the same `isms.yaml`, else
/// the only one if another file is the same. A programme that began when another one ended is not that one.
pub(super) fn came_from(
    objects: &mut Objects<'_>,
    tree: ObjectId,
    gone: &[(String, ObjectId)],
    holds: &mut Holds<'_>,
) -> Result<Option<String>, StoreError> {
    let mut same = Vec::new();
    for (place, root) in gone {
        if holds(objects, ROOT, *root)? {
            same.push(place);
        }
    }
    match (&same[..], gone) {
        ([place], _) => Ok(Some((*place).clone())),
        ([], [(place, _)]) => {
            for (path, id) in near_files(objects, tree, place)? {
                if holds(objects, &path, id)? {
                    return Ok(Some(place.clone()));
                }
            }
            Ok(None)
        }
        _ => Ok(None),
    }
}

/// The files of a folder and of the folders in it.
fn near_files(objects: &mut Objects<'_>, tree: ObjectId, place: &str) -> Result<Vec<(String, ObjectId)>, StoreError> {
    let (mut files, mut open) = (Vec::new(), Vec::new());
    open.extend(objects.folder(tree, place)?.map(|folder| (String::new(), folder)));
    while let Some((prefix, folder)) = open.pop() {
        let tree = objects.tree(folder)?;
        for entry in tree.entries() {
            let Some(name) = entry.plain_name() else { continue };
            if entry.is_file() {
                files.push((format!("{prefix}{name}"), entry.id));
            } else if entry.is_folder() && prefix.is_empty() {
                open.push((format!("{name}/"), entry.id));
            }
        }
    }
    Ok(files)
}

/// The `isms.yaml` of a folder, if it is a programme's.
pub(super) fn root_of(objects: &mut Objects<'_>, tree: ObjectId, place: &str) -> Result<Option<ObjectId>, StoreError> {
    let Some(folder) = objects.folder(tree, place)? else { return Ok(None) };
    let folder = objects.tree(folder)?;
    Ok(folder.entries().find(|entry| entry.is_file() && entry.name == ROOT.as_bytes()).map(|entry| entry.id))
}
