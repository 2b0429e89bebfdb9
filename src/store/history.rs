//! What a history is made of: commits, and the files that each of them changed. Nothing in it is proved by being there:
//! names and dates are what their authors wrote.

use super::{RelPath, StoreError};
use crate::base::date::Date;
use crate::base::digest::ObjectId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Who made or committed something, and when: as written in a commit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    pub name: String,
    pub email: String,
    /// Seconds since 1970, in UTC.
    pub seconds: i64,
    /// Where it was made, in minutes east of UTC.
    pub offset: i32,
    /// What stood there was a time; otherwise this is the beginning of 1970, as git has it.
    pub is_dated: bool,
}

impl Stamp {
    /// `Eva <eva@example.org>`
    pub fn who(&self) -> String {
        format!("{} <{}>", self.name, self.email)
    }

    /// The calendar day where it was made.
    pub fn day(&self) -> Date {
        Date::of_seconds(self.seconds.saturating_add(i64::from(self.offset) * 60))
    }
}

/// So many days without a commit, and then one, are no pause: a certificate runs for three years, and no programme keeps it
/// without writing anything down.
const LEAP: i64 = 3 * 366;

/// Whether a commit of one day can hardly be the next after one of another day.
pub fn is_leap(before: Date, after: Date) -> bool {
    after.days_since(before) > LEAP
}

/// A commit by itself, with the names of its tree and parents.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RawCommit {
    pub id: ObjectId,
    pub tree: ObjectId,
    pub parents: Vec<ObjectId>,
    pub author: Stamp,
    pub committer: Stamp,
    /// The first line.
    pub message: String,
    pub signed: bool,
}

/// What a commit says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    pub id: ObjectId,
    /// The folder at its top.
    pub tree: ObjectId,
    /// Where its parents stand in the list of commits. Parents that a shallow clone left out are not among them.
    pub parents: Vec<usize>,
    pub author: Stamp,
    pub committer: Stamp,
    /// The first line of the message.
    pub message: String,
    /// It carries a signature; whether that is good is another question.
    pub signed: bool,
    /// A shallow clone cut the history off here: what came before is not in this clone.
    pub cut: bool,
}

/// What became of checking a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SignatureState {
    /// The commit carries none.
    None,
    /// By a key that the user's own configuration vouches for.
    Good,
    /// It does not fit the commit.
    Bad,
    /// It may fit, but nobody vouches for the key.
    UnknownKey,
    /// The signature or its key has expired.
    Expired,
    /// The key was revoked.
    Revoked,
    /// It is there, and was not checked.
    Unchecked,
}

impl SignatureState {
    /// The word of the wire contract.
    pub fn word(self) -> &'static str {
        match self {
            SignatureState::None => "none",
            SignatureState::Good => "good",
            SignatureState::Bad => "bad",
            SignatureState::UnknownKey => "unknown-key",
            SignatureState::Expired => "expired",
            SignatureState::Revoked => "revoked",
            SignatureState::Unchecked => "unchecked",
        }
    }
}

/// A signature as it was checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Signature {
    pub state: SignatureState,
    /// Whom the key belongs to, by the user's keys.
    pub signer: Option<String>,
    /// The fingerprint of the key.
    pub key: Option<String>,
}

impl Signature {
    /// Of a commit that was not checked.
    pub fn unchecked(signed: bool) -> Self {
        Self { state: if signed { SignatureState::Unchecked } else { SignatureState::None }, signer: None, key: None }
    }
}

/// A file that a commit changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileChange {
    pub path: RelPath,
    /// Its content in each parent, as far as it was there; a first commit has one parent without files.
    pub before: Vec<Option<ObjectId>>,
    /// Its content after the commit. It differs from that in every parent.
    pub after: Option<ObjectId>,
}

/// A commit with the files of the programme that it changed. A merge shows only what is in none of its parents.
#[derive(Clone, Debug)]
pub struct Step {
    pub commit: Commit,
    /// What it changed is known from before, and is not here.
    pub remembered: bool,
    /// By path.
    pub files: Vec<FileChange>,
    /// The `isms.yaml` in force, where the commit changed a file and there is one.
    pub root: Option<ObjectId>,
}

/// Commits that somebody remembers, with what they did. Their folders and messages are not asked for, and may be left empty.
pub type Remembered<'m> = dyn Fn(ObjectId) -> Option<RawCommit> + Sync + 'm;

/// The past of a state.
pub trait History: Sync {
    /// All commits it rests on, children before parents. What is remembered need not be looked at again.
    fn steps(&self, remembered: &Remembered<'_>) -> Result<Vec<Step>, StoreError>;
    /// The bytes of a file that a step names.
    fn blob(&self, id: ObjectId) -> Result<Vec<u8>, StoreError>;
}
