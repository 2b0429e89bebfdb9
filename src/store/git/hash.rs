//! Objects held against their ids. The only file that names the library of hashes, which knows contents that were made to
//! share an id, as git does, and takes a third of the time that git's library takes.

use super::errors::{damaged, otherwise};
use crate::base::digest::ObjectId;
use crate::store::StoreError;
use git2::ObjectType;
use sha1dc::{Collision, Digest, Hasher};

/// So many bytes of a folder lie between two places from which hashing can go on.
const STEP: usize = 4_096;

/// The id of an object. None if its content was made to share it with another.
pub(super) fn id_of_content(kind: ObjectType, content: &[u8]) -> Option<ObjectId> {
    hashed(kind, content).ok().map(|digest| ObjectId(digest.to_bytes()))
}

/// Holds an object against its id.
///
/// # Errors
/// When that is another's, or may be.
pub(super) fn hold(id: ObjectId, kind: ObjectType, content: &[u8]) -> Result<(), StoreError> {
    settle(id, hashed(kind, content))
}

fn hashed(kind: ObjectType, content: &[u8]) -> Result<Digest, Collision> {
    let mut hasher = begun(kind, content.len());
    hasher.update(content);
    hasher.finalize()
}

/// The hash of an object before its first byte.
fn begun(kind: ObjectType, len: usize) -> Hasher {
    let mut hasher = Hasher::new();
    hasher.update(format!("{kind} {len}\0").as_bytes());
    hasher
}

fn settle(id: ObjectId, hashed: Result<Digest, Collision>) -> Result<(), StoreError> {
    match hashed {
        Ok(digest) if digest == id.0 => Ok(()),
        Ok(_) => Err(otherwise(id)),
        Err(_) => Err(damaged(id, "its content was made to share its id with another")),
    }
}

/// How far the hash of a folder was before its first byte and after each step. A folder of thousands of files differs from
/// the one before in a few bytes, and what both begin with is hashed once.
#[derive(Debug, Default)]
pub(super) struct Steps(Vec<Hasher>);

impl Steps {
    /// Holds a folder against its id. Its first bytes, so many, are those of one that is as long and has these steps.
    ///
    /// # Errors
    /// When the id is another's, or may be.
    pub fn of(id: ObjectId, content: &[u8], like: &Steps, same: usize) -> Result<Self, StoreError> {
        let mut steps: Vec<Hasher> = like.0.iter().take(same / STEP + 1).cloned().collect();
        let mut hasher = steps.pop().unwrap_or_else(|| begun(ObjectType::Tree, content.len()));
        for step in content[steps.len() * STEP..].chunks(STEP) {
            steps.push(hasher.clone());
            hasher.update(step);
        }
        settle(id, hasher.finalize())?;
        Ok(Self(steps))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use git2::Oid;
    use proptest::prelude::*;

    /// The published half of a collision that was computed with a chosen beginning in 2019.
    const SHARED: &str = "\
        99040d047fe81780012000ff4b65792069732070617274206f66206120636f6c6c6973696f6e212049742773206120747261702179c61af0afcc\
        054515d9274e7307624b1dc7fb23988bb8de8b575dba7b9eab31c1674b6d974378a827732ff5851c76a2e60772b5a47ce1eac40bb993c12d8c70\
        e24a4f8d5fcdedc1b32c9cf19e31af2429759d42e4dfdb31719f587623ee552939b6dcdc459fca53553b70f87ede30a247ea3af6c759a2f20b32\
        0d760db64ff479084fd3ccb3cdd48362d96a9c430617caff6c36c637e53fde28417f626fec54ed7943a46e5f5730f2bb38fb1df6e0090010d00e\
        24ad78bf92641993608e8d158a789f34c46fe1e6027f35a4cbfb827076c50eca0e8b7cca69bb2c2b790259f9bf9570dd8d4437a3115faff7c3ca\
        c09ad25266055c27104755178eaeff825a2caa2acfb5de64ce7641dc59a541a9fc9c756756e2e23dc713c8c24c9790aa6b0e38a7f55f14452a1c\
        a2850ddd9562fd9a18ad42496aa97008f74672f68ef461eb88b09933d626b4f918749cc027fddd6c425fc4216835d0134d15285bab2cb784a4f7\
        cbb4fb514d4bf0f6237cf00a9e9f132b9a066e6fd17f6c42987478586ff651af96747fb426b9872b9a88e4063f59bb334cc00650f83a80c42751\
        b71974d300fc2819a2e8f1e32c1b51cb18e6bfc4db9baef675d4aaf5b1574a047f8f6dd2ec153a93412293974d928f88ced9363cfef97ce2e742\
        bf34c96b8ef3875676fea5cca8e5f7dea0bab2413d4de00ee71ee01f162bdb6d1eafd925e6aebaae6a354ef17cf205a404fbdb12fc454d41fdd9\
        5cf2459664a2ad032d1da60a73264075d7f1e0d6c1403ae7a0d861df3fe5707188dd5e07d1589b9f8b6630553f8fc352b3e0c27da80bddba4c64\
        020d";

    fn by_the_library(content: &[u8]) -> ObjectId {
        super::super::ids::id_of(Oid::hash_object(ObjectType::Tree, content).unwrap())
    }

    proptest! {
        #[test]
        fn an_id_is_what_git_says_however_it_is_come_by(
            content in prop::collection::vec(any::<u8>(), 0..4 * STEP),
            changes in prop::collection::vec((any::<prop::sample::Index>(), 1..=u8::MAX), 1..4),
        ) {
            let id = by_the_library(&content);
            prop_assert_eq!(id_of_content(ObjectType::Tree, &content), Some(id));
            let steps = Steps::of(id, &content, &Steps::default(), 0).unwrap();
            let mut other = content.clone();
            if !content.is_empty() {
                changes.iter().for_each(|(at, by)| other[at.index(content.len())] ^= by);
            }
            let same = content.iter().zip(&other).take_while(|(a, b)| a == b).count();
            let id_of_other = by_the_library(&other);
            let after = Steps::of(id_of_other, &other, &steps, same).unwrap();
            prop_assert!(Steps::of(id, &content, &after, same).is_ok());
            prop_assert_eq!(Steps::of(id, &other, &steps, same).is_ok(), id == id_of_other);
            prop_assert_eq!(hold(id, ObjectType::Tree, &other).is_ok(), id == id_of_other);
        }
    }

    #[test]
    fn a_content_that_was_made_to_share_its_id_is_refused() {
        let digits = SHARED.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).unwrap());
        let bytes: Vec<u8> = digits.map(|pair| u8::from_str_radix(pair, 16).unwrap()).collect();
        let mut hasher = Hasher::new();
        hasher.update(&bytes);
        let error = settle(ObjectId([0; 20]), hasher.finalize()).unwrap_err().to_string();
        assert!(error.contains("made to share its id"), "{error}");
    }
}
