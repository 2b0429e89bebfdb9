//! What git runs to join files that both sides of a merge changed, as the repository's own configuration names it. Only
//! that file is read and written, and none that it includes.

use super::Repository;
use super::errors::{broken, irregular};
use crate::store::write::write_file;
use crate::store::{StoreError, plain};
use std::path::PathBuf;

/// The section that is ours.
const SECTION: &str = "[merge \"isms\"]";

impl Repository {
    /// The command that joins records, if git runs one.
    pub fn merge_driver(&self) -> Option<&str> {
        self.layout.config.get("merge.isms.driver")
    }

    /// Makes git run a command, or none, for files with the attribute `merge=isms`.
    ///
    /// # Errors
    /// When the configuration cannot be read or written.
    pub fn set_merge_driver(&self, command: Option<&str>) -> Result<(), StoreError> {
        let path = self.config_path();
        let bytes = plain::read(&path).map_err(|error| irregular(&path, &error))?;
        let text = String::from_utf8(bytes).map_err(|_| broken(format!("`{}` is no text", path.display())))?;
        let text = with_driver(&text, command);
        write_file(&path, text.as_bytes()).map_err(|error| broken(error.to_string()))
    }

    fn config_path(&self) -> PathBuf {
        self.layout.common.join("config")
    }
}

/// A configuration in which our section says this, or is not there; all else is as it was.
fn with_driver(text: &str, command: Option<&str>) -> String {
    let mut is_ours = false;
    let rest = text.split_inclusive('\n').filter(|line| {
        if line.trim_start().starts_with('[') {
            is_ours = line.trim() == SECTION;
        }
        !is_ours
    });
    let mut out: String = rest.collect();
    if let Some(command) = command {
        if !out.is_empty() && !out.ends_with('\n') {
            out.push('\n');
        }
        let command = command.replace('\\', "\\\\").replace('"', "\\\"");
        out.push_str(&format!("{SECTION}\n\tname = records of isms\n\tdriver = \"{command}\"\n"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::config::Config;
    use super::*;

    #[test]
    fn only_our_section_changes() {
        let before = "[core]\n\tbare = false\n[merge \"other\"]\n\tdriver = x\n[remote \"o\"]\n\turl = y";
        let command = "\"$(command -v isms || printf %s '/a b/\\isms')\" merge-driver %O %A %B %L %P";
        let with = with_driver(before, Some(command));
        let mut config = Config::default();
        config.add(&with).unwrap();
        assert_eq!(config.get("merge.isms.driver"), Some(command));
        assert!(with.starts_with(&format!("{before}\n")));
        assert_eq!(with_driver(&with, Some("z")), with_driver(before, Some("z")));
        assert_eq!(with_driver(&with, None), format!("{before}\n"));
        let between = with.replace("[remote", "[merge \"isms\"]\n\tdriver = old\n[remote");
        assert_eq!(with_driver(&between, None), format!("{before}\n"));
    }
}
