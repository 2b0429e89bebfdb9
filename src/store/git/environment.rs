//! What the environment says of repositories. It counts for its own alone: a hook of one repository may ask about a
//! programme in another.

use std::path::PathBuf;

/// What git tells the programs it starts, hooks above all.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    /// `GIT_DIR`
    pub git_dir: Option<PathBuf>,
    /// `GIT_WORK_TREE`
    pub work_tree: Option<PathBuf>,
    /// `GIT_INDEX_FILE`: what is going to be committed may stand in another file than the repository's own index.
    pub index: Option<PathBuf>,
    /// `GIT_OBJECT_DIRECTORY` and `GIT_ALTERNATE_OBJECT_DIRECTORIES`: what somebody pushes lies apart until hooks let it in.
    pub objects: Vec<PathBuf>,
    /// `GIT_CEILING_DIRECTORIES`: folders from which nobody looks further up.
    pub ceilings: Vec<PathBuf>,
    /// `SUDO_UID`: who became root to ask; what is theirs is trusted.
    pub sudo: Option<u32>,
    /// Where `~` leads.
    pub home: Option<PathBuf>,
}
