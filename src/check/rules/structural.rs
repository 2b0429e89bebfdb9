//! Rules without a function: whether files are text, YAML and records at all is found while loading, and whether an
//! exception silences anything when all else has been found. What a schema can say no rule says again.

use crate::base::diagnostic::Level;
use crate::check::{About, Check, Rule};

macro_rules! structural {
    ($($constant:ident $name:literal $page:literal),* $(,)?) => {$(
        pub(super) static $constant: Rule =
            Rule { name: $name, level: Level::Error, mandatory: true, about: About::Shape, clauses: &[], page: include_str!($page), check: Check::Elsewhere };
    )*};
}

structural! {
    FILE_UNREADABLE "file-unreadable" "file_unreadable.md",
    ID_DUPLICATE "id-duplicate" "id_duplicate.md",
    MERGE_CONFLICT "merge-conflict" "merge_conflict.md",
    RECORD_MISPLACED "record-misplaced" "record_misplaced.md",
    RECORD_SHAPE "record-shape" "record_shape.md",
    YAML_AMBIGUOUS "yaml-ambiguous" "yaml_ambiguous.md",
    YAML_DUPLICATE_KEY "yaml-duplicate-key" "yaml_duplicate_key.md",
    YAML_FEATURE "yaml-feature" "yaml_feature.md",
    YAML_SYNTAX "yaml-syntax" "yaml_syntax.md",
}

pub(super) static WAIVER_UNUSED: Rule = Rule {
    name: "waiver-unused",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["7.5.3"],
    page: include_str!("waiver_unused.md"),
    check: Check::Elsewhere,
};
