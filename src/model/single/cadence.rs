//! The intervals of a programme: how often things are done, and how soon.

use crate::base::date::Period;
use crate::model::kinds::{Criticality, Grade};
use crate::model::single::steps::StepTimes;

data! {
    /// How often things are done. What is left out has the value in brackets.
    pub struct Cadence {
        /// Internal audits (12mo).
        #[schemars(extend("x-isms-demand" = "longer"))]
        pub internal_audit: Option<Period>,
        /// The cycle in which everything is audited once (36mo).
        #[schemars(extend("x-isms-demand" = "longer"))]
        pub audit_cycle: Option<Period>,
        /// Management reviews (12mo).
        #[schemars(extend("x-isms-demand" = "longer"))]
        pub management_review: Option<Period>,
        /// Document reviews (12mo).
        #[schemars(extend("x-isms-demand" = "longer"))]
        pub document_review: Option<Period>,
        /// Trainings (12mo).
        #[schemars(extend("x-isms-demand" = "longer"))]
        pub training: Option<Period>,
        /// How long evidence counts (12mo).
        #[schemars(extend("x-isms-demand" = "longer"))]
        pub evidence: Option<Period>,
        /// Reviews of context and climate (12mo).
        #[schemars(extend("x-isms-demand" = "longer"))]
        pub context: Option<Period>,
        /// Risk assessments (12mo).
        #[schemars(extend("x-isms-demand" = "longer"))]
        pub risk_assessment: Option<Period>,
        /// Continuity and restore tests (12mo).
        #[schemars(extend("x-isms-demand" = "longer"))]
        pub continuity_test: Option<Period>,
        /// Supplier reviews, by criticality.
        pub supplier: Option<SupplierCadence>,
        /// How soon findings must be closed, by grade.
        pub finding: Option<FindingCadence>,
        /// How long controls are at work before stage 2 of a certification audit looks at them (90d).
        pub operate_before_audit: Option<Period>,
        /// How long the parts of the road to the certificate take.
        pub steps: Option<StepTimes>,
    }

    /// Supplier reviews by criticality.
    #[schemars(extend("x-isms-demand" = "longer"))]
    pub struct SupplierCadence {
        /// (12mo)
        pub critical: Option<Period>,
        /// (12mo)
        pub high: Option<Period>,
        /// (24mo)
        pub medium: Option<Period>,
        /// (36mo)
        pub low: Option<Period>,
    }

    /// How soon findings must be closed.
    #[schemars(extend("x-isms-demand" = "longer"))]
    pub struct FindingCadence {
        /// (90d)
        pub major: Option<Period>,
        /// (180d)
        pub minor: Option<Period>,
    }
}

/// The intervals in force: as written, else the defaults that the schema's descriptions name.
#[derive(Clone, Copy, Default)]
pub struct Cadences<'a>(Option<&'a Cadence>);

macro_rules! cadences {
    ($($(#[$doc:meta])* $name:ident $months:literal),*) => {$(
        $(#[$doc])*
        pub fn $name(self) -> Period {
            self.0.and_then(|cadence| cadence.$name).unwrap_or(Period::months($months))
        }
    )*};
}

impl<'a> Cadences<'a> {
    pub fn of(written: Option<&'a Cadence>) -> Self {
        Self(written)
    }

    cadences! {
        internal_audit 12, audit_cycle 36, management_review 12, document_review 12, training 12, evidence 12, context 12,
        risk_assessment 12, continuity_test 12
    }

    /// How long controls are at work before stage 2 looks at them. No standard says so: it is what auditors ask for.
    pub fn operate_before_audit(self) -> Period {
        self.0.and_then(|cadence| cadence.operate_before_audit).unwrap_or(Period::days(90))
    }

    /// How long the parts of the road take, as far as it is written.
    pub fn steps(self) -> Option<&'a StepTimes> {
        self.0.and_then(|cadence| cadence.steps.as_ref())
    }

    /// How often a supplier of this criticality is reviewed.
    pub fn supplier(self, criticality: Criticality) -> Period {
        let written = self.0.and_then(|cadence| cadence.supplier.as_ref());
        let (written, months) = match criticality {
            Criticality::Critical => (written.and_then(|s| s.critical), 12),
            Criticality::High => (written.and_then(|s| s.high), 12),
            Criticality::Medium => (written.and_then(|s| s.medium), 24),
            Criticality::Low => (written.and_then(|s| s.low), 36),
        };
        written.unwrap_or(Period::months(months))
    }

    /// How soon a nonconformity of this grade must be closed; other grades have no deadline.
    pub fn finding(self, grade: Grade) -> Option<Period> {
        let written = self.0.and_then(|cadence| cadence.finding.as_ref());
        match grade {
            Grade::Major => Some(written.and_then(|f| f.major).unwrap_or(Period::days(90))),
            Grade::Minor => Some(written.and_then(|f| f.minor).unwrap_or(Period::days(180))),
            Grade::Observation | Grade::Ofi => None,
        }
    }
}
