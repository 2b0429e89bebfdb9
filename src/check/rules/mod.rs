//! The table of rules: one file, one page and two lines each.

mod acceptance_by_wrong_role;
mod acceptance_expired;
mod acceptance_stale;
mod acceptance_without_end;
mod acted_while_absent;
mod action_date_slipped;
mod action_done_no_evidence;
mod action_incomplete;
mod action_overdue;
mod activity_overdue;
mod address_shared;
mod approval_stale;
mod approval_unproven;
mod assessment_one_sided;
mod asset_cia_inheritance;
mod asset_dependency_cycle;
mod asset_no_owner;
mod asset_no_risk;
mod asset_recovery_contradicted;
mod asset_retired_in_use;
mod asset_unclassified;
mod audit_auditor_not_independent;
mod audit_coverage_gap;
mod audit_incomplete;
mod audit_let_pass;
mod audit_not_reported;
mod audit_overdue;
mod audit_programme_missing;
mod audit_sample_empty;
mod avoid_still_active;
mod breach_not_notified;
mod cadence_too_long;
mod change_incomplete;
mod change_let_pass;
mod change_unplanned;
mod cloud_exit_missing;
mod common;
mod competence_missing;
mod complaint_unanswered;
mod conclusion_contradicted;
mod confirmation_contradicted;
mod context_climate_undetermined;
mod context_issue_unlinked;
mod context_stale;
mod continuity_test_overdue;
mod control_document_missing;
mod control_implemented_no_evidence;
mod control_no_owner;
mod control_test_failed_open;
mod control_test_overdue;
mod days_contradict;
mod decided_before_basis;
mod demand_weakened;
mod department_not_involved;
mod deputy_is_holder;
mod doc_approval_stale;
mod doc_link_broken;
mod doc_metadata_missing;
mod doc_retention_missing;
mod doc_review_overdue;
mod doc_self_approved;
mod doc_version_differs;
mod draft_approved;
mod edition_withdrawn;
mod effect_checked_too_early;
mod effect_unjudged;
mod entries_written_late;
mod evidence_expired;
mod evidence_future_dated;
mod evidence_hash_mismatch;
mod evidence_nowhere;
mod evidence_overstretched;
mod evidence_recycled;
mod evidence_sensitive;
mod evidence_sprint;
mod exception_without_risk;
mod external_document_stale;
mod fact_rewritten;
mod figure_impossible;
mod finding_closed_unverified;
mod finding_incomplete;
mod finding_no_root_cause;
mod finding_no_similar_check;
mod finding_overdue;
mod finding_recurring;
mod finding_source_unclear;
mod finding_weak_cause;
mod former_id_taken;
mod four_eyes_missing;
mod git_date_goes_back;
mod git_date_unreadable;
mod git_history_rewritten;
mod held_while_away;
mod history_incomplete;
mod history_missing;
mod improvement_none;
mod incident_no_lessons;
mod incident_no_risk_review;
mod incident_notification_late;
mod inherent_below_current;
mod mandatory_document_missing;
mod method_anchor_missing;
mod method_matrix_invalid;
mod method_no_acceptance;
mod method_not_approved;
mod method_triggers_missing;
mod metric_incomplete;
mod metric_not_analysed;
mod metric_not_read;
mod metric_out_of_bounds_no_action;
mod milestone_passed;
mod modify_without_control;
mod name_spelt_twice;
mod objective_let_pass;
mod objective_no_reading;
mod objective_not_approved;
mod objective_not_measurable;
mod objective_plan_incomplete;
mod objective_target_differs;
mod obligation_not_met;
mod obligation_stale;
mod obligation_unhandled;
mod order;
mod outsider_has_record;
mod owner_concentration;
mod owner_left;
mod party_requirement_undecided;
mod party_requirement_unhandled;
mod personal_data_doubted;
mod placeholder_left;
mod plan_not_approved;
mod plan_without_means;
mod policy_ack_low;
mod policy_commitments_missing;
mod policy_master_missing;
mod policy_not_from_top_management;
mod processing_agreement_missing;
mod proof_older_than_change;
mod record_deleted;
mod reference_unresolved;
mod rename_contradicted;
mod report_look_unusable;
mod residual_above_threshold;
mod residual_credit_planned;
mod residual_missing;
mod residual_not_lower;
mod residual_unsupported_drop;
mod rests_on_retired;
mod retain_without_acceptance;
mod review_actions_lost;
mod review_approved_by_absent;
mod review_before_audit;
mod review_inputs_incomplete;
mod review_let_pass;
mod review_no_decisions;
mod review_no_top_management;
mod review_not_approved;
mod review_overdue;
mod risk_chain_incomplete;
mod risk_generic_scenario;
mod risk_method_outdated;
mod risk_no_cia;
mod risk_no_owner;
mod risk_no_rationale;
mod risk_not_rated;
mod risk_not_rescored;
mod risk_review_overdue;
mod risk_score_off_scale;
mod risk_trigger_unanswered;
mod risk_untreated;
mod road_not_planned;
mod role_unassigned;
mod rule_unknown;
mod scope_changed_after_approval;
mod scope_excluded_dependency;
mod scope_exclusion_unjustified;
mod scope_interface_missing;
mod scope_missing;
mod scope_not_approved;
mod scope_process_without_aim;
mod scope_site_undecided;
mod share_without_instrument;
mod soa_applicability_undecided;
mod soa_basis_unresolved;
mod soa_boilerplate;
mod soa_excluded_but_exposed;
mod soa_excluded_but_used;
mod soa_excluded_with_status;
mod soa_exclusion_unjustified;
mod soa_inclusion_unjustified;
mod soa_not_approved;
mod soa_orphan_control;
mod soa_planned_overdue;
mod soa_risk_not_listing_control;
mod soa_row_missing;
mod soa_stale;
mod soa_status_missing;
mod soa_unknown_control;
mod sponsor_not_top_management;
mod structural;
mod supplier_agreement_missing;
mod supplier_no_risk;
mod supplier_not_assessed;
mod test_evidence_unrelated;
mod text_not_own;
mod text_repeated;
mod training_content_gap;
mod training_overdue;
mod treatment_too_slow;
mod version_reused;
mod waiver_expired;
mod words_without_content;

use super::Rule;
use crate::base::diagnostic::Diagnostic;

/// Every rule: those with a function by name, then those found while loading, by name.
pub static RULES: &[&Rule] = &[
    &acceptance_by_wrong_role::RULE,
    &acceptance_expired::RULE,
    &acceptance_stale::RULE,
    &acceptance_without_end::RULE,
    &acted_while_absent::RULE,
    &action_date_slipped::RULE,
    &action_done_no_evidence::RULE,
    &action_incomplete::RULE,
    &action_overdue::RULE,
    &activity_overdue::RULE,
    &address_shared::RULE,
    &approval_stale::RULE,
    &approval_unproven::RULE,
    &assessment_one_sided::RULE,
    &asset_cia_inheritance::RULE,
    &asset_dependency_cycle::RULE,
    &asset_no_owner::RULE,
    &asset_no_risk::RULE,
    &asset_recovery_contradicted::RULE,
    &asset_retired_in_use::RULE,
    &asset_unclassified::RULE,
    &audit_auditor_not_independent::RULE,
    &audit_coverage_gap::RULE,
    &audit_incomplete::RULE,
    &audit_let_pass::RULE,
    &audit_not_reported::RULE,
    &audit_overdue::RULE,
    &audit_programme_missing::RULE,
    &audit_sample_empty::RULE,
    &avoid_still_active::RULE,
    &breach_not_notified::RULE,
    &cadence_too_long::RULE,
    &change_incomplete::RULE,
    &change_let_pass::RULE,
    &change_unplanned::RULE,
    &cloud_exit_missing::RULE,
    &competence_missing::RULE,
    &complaint_unanswered::RULE,
    &conclusion_contradicted::RULE,
    &confirmation_contradicted::RULE,
    &context_climate_undetermined::RULE,
    &context_issue_unlinked::RULE,
    &context_stale::RULE,
    &continuity_test_overdue::RULE,
    &control_document_missing::RULE,
    &control_implemented_no_evidence::RULE,
    &control_no_owner::RULE,
    &control_test_failed_open::RULE,
    &control_test_overdue::RULE,
    &days_contradict::RULE,
    &decided_before_basis::RULE,
    &demand_weakened::RULE,
    &department_not_involved::RULE,
    &deputy_is_holder::RULE,
    &doc_approval_stale::RULE,
    &doc_link_broken::RULE,
    &doc_metadata_missing::RULE,
    &doc_retention_missing::RULE,
    &doc_review_overdue::RULE,
    &doc_self_approved::RULE,
    &doc_version_differs::RULE,
    &draft_approved::RULE,
    &edition_withdrawn::RULE,
    &effect_checked_too_early::RULE,
    &effect_unjudged::RULE,
    &entries_written_late::RULE,
    &evidence_expired::RULE,
    &evidence_future_dated::RULE,
    &evidence_hash_mismatch::RULE,
    &evidence_nowhere::RULE,
    &evidence_overstretched::RULE,
    &evidence_recycled::RULE,
    &evidence_sensitive::RULE,
    &evidence_sprint::RULE,
    &exception_without_risk::RULE,
    &external_document_stale::RULE,
    &fact_rewritten::RULE,
    &figure_impossible::RULE,
    &finding_closed_unverified::RULE,
    &finding_incomplete::RULE,
    &finding_no_root_cause::RULE,
    &finding_no_similar_check::RULE,
    &finding_overdue::RULE,
    &finding_recurring::RULE,
    &finding_source_unclear::RULE,
    &finding_weak_cause::RULE,
    &former_id_taken::RULE,
    &four_eyes_missing::RULE,
    &git_date_goes_back::RULE,
    &git_date_unreadable::RULE,
    &git_history_rewritten::RULE,
    &held_while_away::RULE,
    &history_incomplete::RULE,
    &history_missing::RULE,
    &improvement_none::RULE,
    &incident_no_lessons::RULE,
    &incident_no_risk_review::RULE,
    &incident_notification_late::RULE,
    &inherent_below_current::RULE,
    &mandatory_document_missing::RULE,
    &method_anchor_missing::RULE,
    &method_matrix_invalid::RULE,
    &method_no_acceptance::RULE,
    &method_not_approved::RULE,
    &method_triggers_missing::RULE,
    &metric_incomplete::RULE,
    &metric_not_analysed::RULE,
    &metric_not_read::RULE,
    &metric_out_of_bounds_no_action::RULE,
    &milestone_passed::RULE,
    &modify_without_control::RULE,
    &name_spelt_twice::RULE,
    &objective_let_pass::RULE,
    &objective_no_reading::RULE,
    &objective_not_approved::RULE,
    &objective_not_measurable::RULE,
    &objective_plan_incomplete::RULE,
    &objective_target_differs::RULE,
    &obligation_not_met::RULE,
    &obligation_stale::RULE,
    &obligation_unhandled::RULE,
    &outsider_has_record::RULE,
    &owner_concentration::RULE,
    &owner_left::RULE,
    &party_requirement_undecided::RULE,
    &party_requirement_unhandled::RULE,
    &personal_data_doubted::RULE,
    &placeholder_left::RULE,
    &plan_not_approved::RULE,
    &plan_without_means::RULE,
    &policy_ack_low::RULE,
    &policy_commitments_missing::RULE,
    &policy_master_missing::RULE,
    &policy_not_from_top_management::RULE,
    &processing_agreement_missing::RULE,
    &proof_older_than_change::RULE,
    &record_deleted::RULE,
    &reference_unresolved::RULE,
    &rename_contradicted::RULE,
    &report_look_unusable::RULE,
    &residual_above_threshold::RULE,
    &residual_credit_planned::RULE,
    &residual_missing::RULE,
    &residual_not_lower::RULE,
    &residual_unsupported_drop::RULE,
    &rests_on_retired::RULE,
    &retain_without_acceptance::RULE,
    &review_actions_lost::RULE,
    &review_approved_by_absent::RULE,
    &review_before_audit::RULE,
    &review_inputs_incomplete::RULE,
    &review_let_pass::RULE,
    &review_no_decisions::RULE,
    &review_no_top_management::RULE,
    &review_not_approved::RULE,
    &review_overdue::RULE,
    &risk_chain_incomplete::RULE,
    &risk_generic_scenario::RULE,
    &risk_method_outdated::RULE,
    &risk_no_cia::RULE,
    &risk_no_owner::RULE,
    &risk_no_rationale::RULE,
    &risk_not_rated::RULE,
    &risk_not_rescored::RULE,
    &risk_review_overdue::RULE,
    &risk_score_off_scale::RULE,
    &risk_trigger_unanswered::RULE,
    &risk_untreated::RULE,
    &road_not_planned::RULE,
    &role_unassigned::RULE,
    &rule_unknown::RULE,
    &scope_changed_after_approval::RULE,
    &scope_excluded_dependency::RULE,
    &scope_exclusion_unjustified::RULE,
    &scope_interface_missing::RULE,
    &scope_missing::RULE,
    &scope_not_approved::RULE,
    &scope_process_without_aim::RULE,
    &scope_site_undecided::RULE,
    &share_without_instrument::RULE,
    &soa_applicability_undecided::RULE,
    &soa_basis_unresolved::RULE,
    &soa_boilerplate::RULE,
    &soa_excluded_but_exposed::RULE,
    &soa_excluded_but_used::RULE,
    &soa_excluded_with_status::RULE,
    &soa_exclusion_unjustified::RULE,
    &soa_inclusion_unjustified::RULE,
    &soa_not_approved::RULE,
    &soa_orphan_control::RULE,
    &soa_planned_overdue::RULE,
    &soa_risk_not_listing_control::RULE,
    &soa_row_missing::RULE,
    &soa_stale::RULE,
    &soa_status_missing::RULE,
    &soa_unknown_control::RULE,
    &sponsor_not_top_management::RULE,
    &supplier_agreement_missing::RULE,
    &supplier_no_risk::RULE,
    &supplier_not_assessed::RULE,
    &test_evidence_unrelated::RULE,
    &text_not_own::RULE,
    &text_repeated::RULE,
    &training_content_gap::RULE,
    &training_overdue::RULE,
    &treatment_too_slow::RULE,
    &version_reused::RULE,
    &waiver_expired::RULE,
    &words_without_content::RULE,
    &structural::FILE_UNREADABLE,
    &structural::ID_DUPLICATE,
    &structural::MERGE_CONFLICT,
    &structural::RECORD_MISPLACED,
    &structural::RECORD_SHAPE,
    &structural::WAIVER_UNUSED,
    &structural::YAML_AMBIGUOUS,
    &structural::YAML_DUPLICATE_KEY,
    &structural::YAML_FEATURE,
    &structural::YAML_SYNTAX,
];

/// The rule with this name.
pub fn by_name(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.name == name)
}

/// The clauses and controls that a finding is against: its own, else its rule's.
pub fn clauses_of(finding: &Diagnostic) -> &[&'static str] {
    if finding.clauses.is_empty() { by_name(finding.rule).map_or(&[], |rule| rule.clauses) } else { &finding.clauses }
}

#[cfg(test)]
mod tests;
