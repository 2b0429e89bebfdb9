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
    acceptance_by_wrong_role,
    acceptance_expired,
    acceptance_stale,
    action_done_no_evidence,
    action_incomplete,
    action_overdue,
    asset_cia_inheritance,
    asset_dependency_cycle,
    asset_no_owner,
    asset_no_risk,
    asset_retired_in_use,
    asset_unclassified,
    avoid_still_active,
    inherent_below_current,
    method_anchor_missing,
    method_matrix_invalid,
    method_no_acceptance,
    method_not_approved,
    method_triggers_missing,
    modify_without_control,
    plan_not_approved,
    reference_unresolved,
    residual_above_threshold,
    residual_credit_planned,
    residual_missing,
    residual_not_lower,
    residual_unsupported_drop,
    retain_without_acceptance,
    risk_chain_incomplete,
    risk_generic_scenario,
    risk_method_outdated,
    risk_no_cia,
    risk_no_owner,
    risk_no_rationale,
    risk_not_rated,
    risk_not_rescored,
    risk_review_overdue,
    risk_score_off_scale,
    risk_untreated,
    share_without_instrument,
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
