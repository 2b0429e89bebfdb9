//! Ids of objects, as we and as the library write them.

use crate::base::digest::ObjectId;
use git2::Oid;

pub(super) fn oid(id: ObjectId) -> Oid {
    Oid::from_bytes(&id.0).unwrap_or(Oid::ZERO_SHA1)
}

pub(super) fn id_of(oid: Oid) -> ObjectId {
    let mut id = [0; 20];
    id.copy_from_slice(&oid.as_bytes()[..20]);
    ObjectId(id)
}

pub(super) fn hex(text: &[u8]) -> Option<ObjectId> {
    Some(id_of(Oid::from_str(std::str::from_utf8(text).ok()?).ok()?))
}
