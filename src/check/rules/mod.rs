//! The table of rules: one file, one page and one line each.

mod common;
mod structural;

use super::Rule;

/// Declares the modules and the table; a module is named as its rule, with underscores.
macro_rules! rules {
    ($($module:ident),* $(,)?; structural: $($structural:ident),* $(,)?) => {
        $(mod $module;)*

        /// Every rule: those with a function by name, then those found while loading, by name.
        pub static RULES: &[&Rule] = &[$(&$module::RULE,)* $(&structural::$structural),*];
    };
}

rules! {
    reference_unresolved,
    risk_no_owner,
    risk_score_off_scale,
    soa_row_missing;
    structural:
    FILE_UNREADABLE,
    ID_DUPLICATE,
    MERGE_CONFLICT,
    RECORD_MISPLACED,
    RECORD_SHAPE,
    YAML_AMBIGUOUS,
    YAML_DUPLICATE_KEY,
    YAML_FEATURE,
    YAML_SYNTAX,
}

/// The rule with this name.
pub fn by_name(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.name == name)
}

#[cfg(test)]
mod tests;
