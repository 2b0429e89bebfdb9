//! Pointers of Git LFS: what stands in git where the content is kept elsewhere. A work tree may hold either.

use crate::base::digest::sha256_hex;

const VERSION: &str = "version https://git-lfs.github.com/spec/v1\n";

/// The SHA-256 of the content, in hex, if the bytes are a pointer to it.
pub fn pointer(bytes: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(bytes.get(..VERSION.len() + 200).unwrap_or(bytes)).ok()?;
    let digest = text.strip_prefix(VERSION)?.lines().find_map(|line| line.strip_prefix("oid sha256:"))?.trim();
    (digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(digest)
}

/// The pointer that git would keep for a content.
pub fn pointer_to(bytes: &[u8]) -> String {
    format!("{VERSION}oid sha256:{}\nsize {}\n", sha256_hex(bytes), bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pointer_points_at_what_it_was_made_of() {
        let text = pointer_to(b"abc");
        assert_eq!(pointer(text.as_bytes()), Some(sha256_hex(b"abc").as_str()));
        assert_eq!(pointer(b"abc"), None);
        assert_eq!(pointer(VERSION.as_bytes()), None);
    }
}
