//! Holds folders against their names. Neighbours in a history share most of a folder, so what two folders begin with alike
//! is hashed once. As git's own, the hash finds contents that were made to share their name with others.

use super::raw::common;
use crate::base::digest::ObjectId;
use sha1_checked::{Digest as _, Sha1};
use std::collections::HashMap;

/// The state of the hash is kept after each so many bytes.
const STRIDE: usize = 4_096;

/// Folders of so many lengths are kept.
const KEPT: usize = 64;

/// The folders last proven, by their length: that is hashed first, so only those of the same share a beginning.
#[derive(Default)]
pub(super) struct Proofs(HashMap<usize, Proven>);

struct Proven {
    bytes: Vec<u8>,
    /// After nothing of the bytes, after [`STRIDE`] of them, after twice as many, and so on.
    states: Vec<Sha1>,
}

impl Proofs {
    /// Whether a folder is the one that its name says.
    pub fn holds(&mut self, id: ObjectId, bytes: &[u8]) -> bool {
        if self.0.len() >= KEPT && !self.0.contains_key(&bytes.len()) {
            self.0.clear();
        }
        let nothing = || Proven { bytes: Vec::new(), states: vec![Sha1::new_with_prefix(format!("tree {}\0", bytes.len()))] };
        let Proven { bytes: known, states } = self.0.entry(bytes.len()).or_insert_with(nothing);
        let shared = common(known, bytes) / STRIDE;
        states.truncate(shared + 1);
        let mut state = states[shared].clone();
        for part in bytes[shared * STRIDE..].chunks(STRIDE) {
            state.update(part);
            if part.len() == STRIDE {
                states.push(state.clone());
            }
        }
        known.clear();
        known.extend(bytes);
        let found = state.try_finalize();
        !found.has_collision() && found.hash()[..] == id.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use git2::{ObjectType, Oid};

    #[test]
    fn a_folder_is_known_by_its_name_whatever_came_before_it() {
        let mut proofs = Proofs::default();
        let mut bytes = vec![7; 3 * STRIDE + 5];
        for change in [None, Some(0), Some(STRIDE), Some(3 * STRIDE + 4), Some(2 * STRIDE - 1), None, Some(STRIDE - 1)] {
            if let Some(at) = change {
                bytes[at] ^= 1;
            }
            for len in [bytes.len(), 2 * STRIDE, STRIDE, 1, 0] {
                let name = Oid::hash_object(ObjectType::Tree, &bytes[..len]).unwrap();
                let id = super::super::ids::id_of(name);
                assert!(proofs.holds(id, &bytes[..len]), "{change:?} {len}");
                let mut wrong = id;
                wrong.0[19] ^= 1;
                assert!(!proofs.holds(wrong, &bytes[..len]), "{change:?} {len}");
            }
        }
    }

    #[test]
    fn only_folders_last_proven_are_kept() {
        let mut proofs = Proofs::default();
        (0..3 * KEPT).for_each(|len| _ = proofs.holds(ObjectId([0; 20]), &vec![0; len]));
        assert!(proofs.0.len() <= KEPT);
    }
}
