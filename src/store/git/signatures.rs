//! Signatures of commits, checked by git itself: it knows every format, and the keys are the user's.
//!
//! Which programs check and whose keys count is read from the user's and the machine's configuration alone. What the
//! repository's own configuration says of it is overridden, since whoever made the repository could name any program
//! and any list of keys there.

use super::{Repository, StoreError};
use crate::base::digest::ObjectId;
use crate::store::history::{Signature, SignatureState};
use rayon::prelude::*;
use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

/// Settings that say how signatures are checked, each with what it is where the user has not set it.
const SETTINGS: [(&str, &str); 8] = [
    ("gpg.program", "gpg"),
    ("gpg.openpgp.program", "gpg"),
    ("gpg.x509.program", "gpgsm"),
    ("gpg.ssh.program", "ssh-keygen"),
    ("gpg.ssh.allowedSignersFile", "/dev/null"),
    ("gpg.ssh.revocationFile", "/dev/null"),
    ("gpg.ssh.defaultKeyCommand", ""),
    ("gpg.minTrustLevel", "undefined"),
];

/// Settings under which git runs nothing else and reads what is there.
const QUIET: [&str; 5] =
    ["core.fsmonitor=false", "core.hooksPath=/dev/null", "log.showSignature=false", "log.mailmap=false", "safe.bareRepository=all"];

/// What git prints of each commit: id, verdict, key, fingerprint, signer.
const FORMAT: &str = "--format=tformat:%H%x00%G?%x00%GK%x00%GF%x00%GS";

/// Commits that one git process checks.
const SHARE: usize = 64;

impl Repository {
    /// Checks the signatures of commits. Those that cannot be checked, because there is no git or no program for their
    /// format, are left out.
    pub fn signatures(&self, commits: &[ObjectId]) -> Result<HashMap<ObjectId, Signature>, StoreError> {
        if commits.is_empty() {
            return Ok(HashMap::new());
        }
        let bare = bare()?;
        let settings = user_settings(bare.path());
        let objects = std::env::join_paths(self.heap.folders()).unwrap_or_default();
        let shares = commits.par_chunks(SHARE);
        let checked: Vec<Vec<(ObjectId, Signature)>> = shares.map(|share| ask(bare.path(), &objects, &settings, share)).collect();
        Ok(checked.into_iter().flatten().collect())
    }
}

/// The settings as the user and the machine have them; no repository is asked.
fn user_settings(git_dir: &Path) -> Vec<String> {
    let mut set: HashMap<String, String> = HashMap::new();
    for scope in ["--system", "--global"] {
        let output = git(git_dir).args(["config", scope, "--includes", "--list", "-z"]).stdin(Stdio::null()).stderr(Stdio::null()).output();
        let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
        let pairs = text.split('\0').filter_map(|setting| setting.split_once('\n'));
        set.extend(pairs.map(|(name, value)| (name.to_lowercase(), value.to_owned())));
    }
    let value = |name: &str| set.get(&name.to_lowercase()).map(String::as_str);
    SETTINGS
        .iter()
        .map(|(name, default)| {
            // What is said for all formats counts for OpenPGP.
            let general = value("gpg.program").filter(|_| *name == "gpg.openpgp.program");
            format!("{name}={}", value(name).or(general).unwrap_or(default))
        })
        .collect()
}

/// What git tells its hooks and children; a question about a repository that is named outright must not follow it.
const TOLD: [&str; 10] = [
    "GIT_CONFIG_COUNT",
    "GIT_CONFIG_PARAMETERS",
    "GIT_DIR",
    "GIT_GRAFT_FILE",
    "GIT_INDEX_FILE",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_REPLACE_REF_BASE",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
];

/// Git, told of a repository of nothing and of no settings but the user's files. It would look for one around the working
/// directory otherwise.
fn git(git_dir: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("--git-dir").arg(git_dir);
    TOLD.iter().for_each(|name| {
        command.env_remove(name);
    });
    command.envs([("GIT_NO_LAZY_FETCH", "1"), ("GIT_TERMINAL_PROMPT", "0"), ("GIT_NO_REPLACE_OBJECTS", "1"), ("LC_ALL", "C")]);
    command
}

/// A repository of nothing, from which git sees the objects: it would read the settings of the one they are of, with all
/// files that those include.
fn bare() -> Result<tempfile::TempDir, StoreError> {
    let make = || {
        let folder = tempfile::Builder::new().prefix("isms-").tempdir()?;
        ["objects", "refs"].iter().try_for_each(|name| fs::create_dir(folder.path().join(name)))?;
        fs::write(folder.path().join("HEAD"), "ref: refs/heads/none\n")?;
        Ok(folder)
    };
    make().map_err(|source| StoreError::Read { path: "a temporary folder".into(), source })
}

fn ask(git_dir: &Path, objects: &OsStr, settings: &[String], commits: &[ObjectId]) -> Vec<(ObjectId, Signature)> {
    let mut command = git(git_dir);
    command.env("GIT_ALTERNATE_OBJECT_DIRECTORIES", objects);
    command.args(["--no-pager", "--no-optional-locks"]);
    for setting in QUIET.iter().copied().chain(settings.iter().map(String::as_str)) {
        command.args(["-c", setting]);
    }
    command.args(["log", "--no-walk=unsorted", "--stdin", FORMAT]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let Ok(mut running) = command.spawn() else { return Vec::new() };
    let ids: String = commits.iter().map(|id| format!("{id}\n")).collect();
    // If git went away before it had read all of it, what it said until then counts.
    let _ = running.stdin.take().map(|mut stdin| stdin.write_all(ids.as_bytes()));
    let Ok(output) = running.wait_with_output() else { return Vec::new() };
    let text = String::from_utf8_lossy(&output.stdout);
    let known: HashMap<String, ObjectId> = commits.iter().map(|id| (id.to_string(), *id)).collect();
    text.lines().filter_map(|line| read(line, &known)).collect()
}

fn read(line: &str, known: &HashMap<String, ObjectId>) -> Option<(ObjectId, Signature)> {
    let mut parts = line.split('\0');
    let id = *known.get(parts.next()?)?;
    let state = match parts.next()? {
        "G" => SignatureState::Good,
        "B" => SignatureState::Bad,
        // A good signature by a key that nobody vouches for, or by one that is not known at all.
        "U" | "E" => SignatureState::UnknownKey,
        "X" | "Y" => SignatureState::Expired,
        "R" => SignatureState::Revoked,
        _ => return None,
    };
    let mut some = || parts.next().filter(|text| !text.is_empty()).map(str::to_owned);
    let (key, fingerprint, signer) = (some(), some(), some());
    Some((id, Signature { state, key: fingerprint.or(key), signer }))
}
