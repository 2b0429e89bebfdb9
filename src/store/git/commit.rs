//! A commit of what was written, made by the user's own git, so that hooks, signing and identity are as the user has set
//! them up. Nothing else that lies around becomes part of it.

use super::{Repository, StoreError};
use std::io::{self, Write as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// What git leaves in its folder while something is under way that a commit of a few files would cut short.
const UNDER_WAY: [(&str, &str); 6] = [
    ("MERGE_HEAD", "a merge"),
    ("CHERRY_PICK_HEAD", "a cherry-pick"),
    ("REVERT_HEAD", "a revert"),
    ("rebase-merge", "a rebase"),
    ("rebase-apply", "a rebase"),
    ("BISECT_LOG", "a bisection"),
];

impl Repository {
    /// What git is in the middle of, such as a merge.
    pub fn under_way(&self) -> Option<&'static str> {
        UNDER_WAY.iter().find(|(name, _)| self.layout.git_dir.join(name).exists()).map(|(_, what)| *what)
    }

    /// Whether files below the programme's folder could be committed alone: nothing is under way, a branch is checked out, git
    /// knows who commits, and none of them has changes already that nobody committed.
    ///
    /// # Errors
    /// What stands in the way, or that there is no git.
    pub fn can_commit(&self, paths: &[&str]) -> Result<(), StoreError> {
        let top = self.work_tree()?;
        if let Some(what) = self.under_way() {
            return Err(refused(format!("{what} is under way in this repository"), "bring it to its end, then commit by hand"));
        }
        let lock = self.layout.git_dir.join("index.lock");
        if lock.symlink_metadata().is_ok() {
            let what = format!("another git is at work in this repository, or was interrupted: `{}` is there", lock.display());
            return Err(refused(what, "run the command again when it is done; if no git is at work, remove that file first"));
        }
        // A yes that is on no branch is gone with the next checkout, and whoever gave it believes that it stands.
        if self.branch().is_none() {
            return Err(refused(
                "no branch is checked out, and a commit that is on none is lost at the next checkout".into(),
                "`git switch BRANCH`, or `git switch -c NAME` for a new one, then run the command again; or leave `--commit` out",
            ));
        }
        ["GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"].iter().try_for_each(|ident| address(top, ident).map(drop))?;
        let output = run(top, &["status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all"], None)?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let changed: std::collections::HashSet<&str> = text.split('\0').filter_map(|line| line.get(3..)).collect();
        match paths.iter().find(|path| changed.contains(format!("{}{path}", self.prefix).as_str())) {
            Some(path) => Err(refused(
                format!("`{path}` has changes that are in no commit yet, and they would become part of this one"),
                "commit them first, or leave `--commit` out",
            )),
            None => Ok(()),
        }
    }

    /// Commits these files, below the programme's folder, and nothing else. Returns the commit's short id.
    ///
    /// # Errors
    /// What git says where it refuses.
    pub fn commit(&self, paths: &[&str], message: &str) -> Result<String, StoreError> {
        let top = self.work_tree()?;
        let list: String = paths.iter().map(|path| format!("{}{path}\0", self.prefix)).collect();
        let from_list = ["--pathspec-from-file=-", "--pathspec-file-nul"];
        // Literal, since a name of ours is never a pattern.
        let literal = "--literal-pathspecs";
        run(top, &[&[literal, "add", "--intent-to-add"], &from_list[..]].concat(), Some(&list))?;
        let message = format!("--message={message}");
        run(top, &[&[literal, "commit", "--quiet", "--only", &message], &from_list[..]].concat(), Some(&list))?;
        let head = run(top, &["rev-parse", "--short", "HEAD"], None)?;
        Ok(String::from_utf8_lossy(&head.stdout).trim().to_owned())
    }

    /// The e-mail address that a commit of the user's would bear.
    ///
    /// # Errors
    /// When there is no git, or it knows none.
    pub fn users_email(&self) -> Result<String, StoreError> {
        let folder = self.top().unwrap_or(&self.layout.git_dir);
        address(folder, "GIT_AUTHOR_IDENT")
    }

    fn work_tree(&self) -> Result<&Path, StoreError> {
        self.top().ok_or_else(|| refused("a bare repository has no files to commit".into(), "work in a clone of it"))
    }
}

/// The difference between two texts of a file, as `git diff` shows it. Nothing before is a new file, nothing after one that
/// is gone.
pub fn unified(path: &str, before: Option<&[u8]>, after: Option<&[u8]>) -> String {
    let path = Path::new(path);
    let patch = git2::Patch::from_buffers(before.unwrap_or_default(), Some(path), after.unwrap_or_default(), Some(path), None);
    let text = patch.and_then(|mut patch| patch.to_buf().map(|text| String::from_utf8_lossy(&text).into_owned()));
    let text = text.unwrap_or_default();
    // Buffers are never none for git: it calls them empty files that were there.
    let Some(at) = text.find("\nindex ") else { return text };
    let (head, rest) = text.split_at(at + 1);
    let rest = rest.split_once('\n').map_or("", |(_, rest)| rest);
    match (before, after) {
        (None, _) => format!("{head}new file mode 100644\n{}", rest.replacen(&format!("--- a/{}", path.display()), "--- /dev/null", 1)),
        (_, None) => format!("{head}deleted file mode 100644\n{}", rest.replacen(&format!("+++ b/{}", path.display()), "+++ /dev/null", 1)),
        _ => text,
    }
}

/// The e-mail address in what git knows of who writes or commits.
fn address(folder: &Path, ident: &str) -> Result<String, StoreError> {
    // It says at length on stderr how to tell it.
    let unknown = || refused("git does not know who you are".into(), "`git config user.name` and `git config user.email` say it");
    let output = Command::new("git").arg("-C").arg(folder).args(["var", ident]).stdin(Stdio::null()).output().map_err(cannot_run)?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let address = text.rsplit_once('<').and_then(|(_, rest)| rest.split_once('>')).map(|(address, _)| address.trim().to_owned());
    address.filter(|address| output.status.success() && !address.is_empty()).ok_or_else(unknown)
}

fn cannot_run(error: io::Error) -> StoreError {
    match error.kind() {
        io::ErrorKind::NotFound => refused("there is no `git` to be run".into(), "install git, or commit by what you use in its place"),
        _ => refused(format!("`git` cannot be run: {error}"), "commit by hand"),
    }
}

fn refused(what: String, hint: &str) -> StoreError {
    StoreError::Git { what, hint: Some(hint.into()) }
}

fn run(folder: &Path, arguments: &[&str], input: Option<&str>) -> Result<Output, StoreError> {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.stdin(if input.is_some() { Stdio::piped() } else { Stdio::null() });
    let mut running = command.spawn().map_err(cannot_run)?;
    if let (Some(mut stdin), Some(input)) = (running.stdin.take(), input) {
        // If git went away before it had read all of it, it says why.
        let _ = stdin.write_all(input.as_bytes());
    }
    let output = running.wait_with_output().map_err(cannot_run)?;
    if output.status.success() {
        return Ok(output);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said = if said.trim().is_empty() { String::from_utf8_lossy(&output.stdout) } else { said };
    Err(refused(format!("git refused: {}", said.trim()), "see to what it says, then commit what was written by hand"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_come_and_go_are_none_on_the_other_side() {
        let new = unified("a b.yaml", None, Some(b"x: 1\n"));
        assert_eq!(new, "diff --git a/a b.yaml b/a b.yaml\nnew file mode 100644\n--- /dev/null\n+++ b/a b.yaml\n@@ -0,0 +1 @@\n+x: 1\n");
        let gone = unified("a.yaml", Some(b"x: 1\n"), None);
        assert_eq!(gone, "diff --git a/a.yaml b/a.yaml\ndeleted file mode 100644\n--- a/a.yaml\n+++ /dev/null\n@@ -1 +0,0 @@\n-x: 1\n");
        let changed = unified("a.yaml", Some(b"x: 1\n"), Some(b"x: 2\n"));
        assert!(changed.contains("\nindex ") && changed.ends_with("@@ -1 +1 @@\n-x: 1\n+x: 2\n"), "{changed}");
    }
}
