//! A programme looked at from a day: what rules and reports share.

use super::risk::{self, RiskRow};
use super::scale::Scales;
use super::soa::{self, SoaRow};
use crate::base::date::Date;
use crate::history::Judged;
use crate::history::approval::Approvals;
use crate::history::trail::Trail;
use crate::model::program::Program;
use crate::model::single::isms::Cadences;
use std::ops::Deref;

/// What the records say, and what follows from it on a day.
pub struct Now<'a> {
    pub program: &'a Program,
    pub today: Date,
    pub cadences: Cadences<'a>,
    pub scales: Option<Scales<'a>>,
    /// The risk register by rank.
    pub risks: Vec<RiskRow<'a>>,
    /// The Statement of Applicability: Annex A, then the organisation's own controls.
    pub soa: Vec<SoaRow<'a>>,
}

/// The same with the history, as far as there is one to be judged.
pub struct Cx<'a> {
    now: Now<'a>,
    pub trail: Option<&'a Trail>,
    /// Whether it was judged, or why not.
    pub judged: Judged,
    pub approvals: Approvals<'a>,
}

impl<'a> Cx<'a> {
    /// Computes the registers once; rules and reports share them.
    pub fn new(program: &'a Program, trail: Option<&'a Trail>, today: Date) -> Self {
        let approvals = Approvals::new(program, trail);
        let cadences = Cadences::of(program.isms().map(|isms| isms.data()));
        let scales = program.isms().and_then(Scales::of);
        let risks = risk::register(program, approvals, scales.as_ref(), today);
        let soa = soa::rows(program, cadences.evidence(), today);
        let judged = if trail.is_some() { Judged::Whole } else { Judged::Unasked };
        Self { now: Now { program, today, cadences, scales, risks, soa }, trail, judged, approvals }
    }
}

impl Cx<'_> {
    /// The same, judged by the history as somebody says who knows more of it.
    pub fn judged(self, judged: Judged) -> Self {
        Self { judged, ..self }
    }
}

impl<'a> Deref for Cx<'a> {
    type Target = Now<'a>;

    fn deref(&self) -> &Now<'a> {
        &self.now
    }
}
