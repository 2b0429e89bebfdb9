//! How long the parts of the road to the certificate take.

use crate::base::date::Period;

data! {
    /// How long the parts of the road to the certificate take, in days of the calendar. What is left out has the value in
    /// brackets.
    pub struct StepTimes {
        /// Mandate, team and means (30d).
        pub prepare: Option<Period>,
        /// Context and scope (30d).
        pub scope: Option<Period>,
        /// Risk assessment, treatment plan and Statement of Applicability (60d).
        pub risk: Option<Period>,
        /// Policies, procedures and controls (120d).
        pub controls: Option<Period>,
        /// Training (30d).
        pub training: Option<Period>,
        /// Internal audits of every clause and site (30d).
        pub internal_audit: Option<Period>,
        /// The management review that follows them, with its papers (14d).
        pub management_review: Option<Period>,
        /// From asking for offers to a contract with a certification body and a day for stage 1 (90d).
        pub contract: Option<Period>,
        /// Stage 1, with its report (7d).
        pub stage_1: Option<Period>,
        /// Between the stages, to settle what stage 1 was concerned about (30d).
        pub between_stages: Option<Period>,
        /// Stage 2 (7d).
        pub stage_2: Option<Period>,
        /// Correcting what stage 2 found, until the certification body has accepted it (30d).
        pub closing: Option<Period>,
        /// The decision of the certification body (14d).
        pub decision: Option<Period>,
    }
}
