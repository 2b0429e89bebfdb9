//! What must stand behind something before it counts: an organisation may ask for more than the standard does.

data! {
    /// What must stand behind something before it counts.
    pub struct Trust {
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
