//! What must stand behind something before it counts: an organisation may ask for more than the standard does.

words! {
    /// How strongly git speaks for an approval: somebody wrote the approver's name into the record; the commit that brought it
    /// has the approver as its author; and it carries a good signature by the approver's key.
    pub enum Strength { Written, Committed, Signed }
}

impl Strength {
    /// The word of the wire contract.
    pub fn word(self) -> &'static str {
        match self {
            Strength::Written => "written",
            Strength::Committed => "committed",
            Strength::Signed => "signed",
        }
    }
}

data! {
    /// What must stand behind something before it counts.
    pub struct Trust {
        /// How strongly git must speak for an approval before it counts; by default, that it is written is enough.
        #[schemars(extend("x-isms-demand" = "lower"))]
        pub approvals: Option<Strength>,
        /// The same of an acceptance of a risk.
        #[schemars(extend("x-isms-demand" = "lower"))]
        pub acceptances: Option<Strength>,
        /// Tests of controls.
        pub tests: Option<TestTrust>,
    }

    /// Who must have tested a control.
    pub struct TestTrust {
        /// A control that treats a risk above this level counts as effective only if its tests were last run by somebody other
        /// than its owner, or by a machine. The level itself is not above it.
        pub independent_above: Option<String>,
    }
}
