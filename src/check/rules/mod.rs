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
    action_date_slipped,
    action_done_no_evidence,
    action_incomplete,
    action_overdue,
    approval_stale,
    asset_cia_inheritance,
    asset_dependency_cycle,
    asset_no_owner,
    asset_no_risk,
    asset_retired_in_use,
    asset_unclassified,
    audit_auditor_not_independent,
    audit_coverage_gap,
    audit_not_reported,
    audit_overdue,
    audit_programme_missing,
    avoid_still_active,
    change_unplanned,
    cloud_exit_missing,
    competence_missing,
    context_climate_undetermined,
    context_issue_unlinked,
    context_stale,
    continuity_test_overdue,
    control_document_missing,
    control_implemented_no_evidence,
    control_no_owner,
    control_test_failed_open,
    control_test_overdue,
    doc_approval_stale,
    doc_link_broken,
    doc_metadata_missing,
    doc_retention_missing,
    doc_review_overdue,
    doc_self_approved,
    evidence_expired,
    evidence_future_dated,
    evidence_hash_mismatch,
    evidence_sensitive,
    evidence_sprint,
    external_document_stale,
    finding_closed_unverified,
    finding_incomplete,
    finding_no_root_cause,
    finding_no_similar_check,
    finding_overdue,
    finding_recurring,
    finding_weak_cause,
    git_date_unreadable,
    git_history_rewritten,
    history_incomplete,
    history_missing,
    improvement_none,
    incident_no_lessons,
    incident_no_risk_review,
    incident_notification_late,
    inherent_below_current,
    mandatory_document_missing,
    method_anchor_missing,
    method_matrix_invalid,
    method_no_acceptance,
    method_not_approved,
    method_triggers_missing,
    metric_incomplete,
    metric_out_of_bounds_no_action,
    modify_without_control,
    objective_no_reading,
    objective_not_measurable,
    objective_plan_incomplete,
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
    review_actions_lost,
    review_before_audit,
    review_inputs_incomplete,
    review_no_decisions,
    review_no_top_management,
    review_overdue,
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
    risk_trigger_unanswered,
    risk_untreated,
    role_unassigned,
    rule_unknown,
    scope_changed_after_approval,
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
    soa_stale,
    soa_status_missing,
    soa_unknown_control,
    supplier_agreement_missing,
    supplier_no_risk,
    supplier_not_assessed,
    training_content_gap,
    training_overdue,
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

/// Rules about approvals that do not cover what is there any more. A change comes first and its approval after it, so
/// what a commit makes stale is for `check` to say, not for the hook to refuse.
const STALE: [&str; 5] = ["acceptance-stale", "approval-stale", "doc-approval-stale", "scope-changed-after-approval", "soa-stale"];

/// The other rules that look at the history.
const HISTORY: [&str; 8] = [
    "action-date-slipped",
    "change-unplanned",
    "evidence-future-dated",
    "evidence-sprint",
    "git-date-unreadable",
    "git-history-rewritten",
    "history-incomplete",
    "history-missing",
];

impl Rule {
    /// It says that an approval is behind its content.
    pub fn is_about_stale_approvals(&self) -> bool {
        STALE.contains(&self.name)
    }

    /// It looks at the history, if there is one.
    pub fn asks_history(&self) -> bool {
        STALE.contains(&self.name) || HISTORY.contains(&self.name)
    }
}

/// The rule with this name.
pub fn by_name(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.name == name)
}

#[cfg(test)]
mod tests;
