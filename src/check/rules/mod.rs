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
    context_climate_undetermined,
    context_issue_unlinked,
    context_stale,
    control_document_missing,
    control_implemented_no_evidence,
    control_no_owner,
    control_test_failed_open,
    control_test_overdue,
    doc_link_broken,
    doc_metadata_missing,
    doc_retention_missing,
    doc_review_overdue,
    doc_self_approved,
    evidence_expired,
    evidence_future_dated,
    evidence_hash_mismatch,
    external_document_stale,
    inherent_below_current,
    mandatory_document_missing,
    method_anchor_missing,
    method_matrix_invalid,
    method_no_acceptance,
    method_not_approved,
    method_triggers_missing,
    modify_without_control,
    obligation_unhandled,
    owner_concentration,
    owner_left,
    party_requirement_undecided,
    plan_not_approved,
    policy_ack_low,
    policy_commitments_missing,
    policy_master_missing,
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
    role_unassigned,
    rule_unknown,
    scope_excluded_dependency,
    scope_exclusion_unjustified,
    scope_interface_missing,
    scope_missing,
    scope_not_approved,
    share_without_instrument,
    soa_applicability_undecided,
    soa_basis_unresolved,
    soa_boilerplate,
    soa_excluded_but_exposed,
    soa_excluded_but_used,
    soa_excluded_with_status,
    soa_exclusion_unjustified,
    soa_inclusion_unjustified,
    soa_not_approved,
    soa_orphan_control,
    soa_planned_overdue,
    soa_risk_not_listing_control,
    soa_row_missing,
    soa_status_missing,
    soa_unknown_control,
    waiver_expired;
    structural:
    FILE_UNREADABLE,
    ID_DUPLICATE,
    MERGE_CONFLICT,
    RECORD_MISPLACED,
    RECORD_SHAPE,
    WAIVER_UNUSED,
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
