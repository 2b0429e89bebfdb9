//! A programme looked at from a day: what rules and reports share.

use super::action::{self, ActionAt};
use super::exception;
use super::risk::{self, RiskRow};
use super::scale::Scales;
use super::soa::{self, SoaRow};
use crate::base::date::Date;
use crate::history::Judged;
use crate::history::approval::Approvals;
use crate::history::roles::Roles;
use crate::history::trail::Trail;
use crate::model::kinds::Exception;
use crate::model::program::{Program, View};
use crate::model::single::cadence::Cadences;
use std::ops::Deref;
use std::sync::OnceLock;

/// What the records say, and what follows from it on a day.
pub struct Now<'a> {
    pub program: &'a Program,
    pub today: Date,
    pub cadences: Cadences<'a>,
    pub scales: Option<Scales<'a>>,
    /// By which acceptances in the register are judged, and who held a role on a day; no more of the history is shown here.
    approvals: Approvals<'a>,
    risks: OnceLock<Vec<RiskRow<'a>>>,
    soa: OnceLock<Vec<SoaRow<'a>>>,
    actions: OnceLock<Vec<ActionAt<'a>>>,
}

impl<'a> Now<'a> {
    /// Who spoke for whom on a day.
    pub fn roles(&self) -> Roles<'a> {
        self.approvals.roles()
    }

    /// The risk register by rank. Made when somebody asks first.
    pub fn risks(&self) -> &[RiskRow<'a>] {
        self.risks.get_or_init(|| risk::register(self.program, &self.approvals, self.scales.as_ref(), self.today))
    }

    /// The Statement of Applicability: Annex A, then the organisation's own controls. Made when somebody asks first.
    pub fn soa(&self) -> &[SoaRow<'a>] {
        self.soa.get_or_init(|| soa::rows(self.program, self.cadences.evidence(), self.today))
    }

    /// Every action that somebody works on or has finished. Gathered when somebody asks first.
    pub fn actions(&self) -> &[ActionAt<'a>] {
        self.actions.get_or_init(|| action::actions(self.program))
    }
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
    /// What is computed is computed once; rules and reports share it.
    pub fn new(program: &'a Program, trail: Option<&'a Trail>, today: Date) -> Self {
        let approvals = Approvals::new(program, trail);
        let cadences = Cadences::of(program.isms().and_then(|isms| isms.data().cadence.as_ref()));
        let scales = program.isms().and_then(Scales::of);
        let judged = if trail.is_some() { Judged::Whole } else { Judged::Unasked };
        let now = Now {
            program,
            today,
            cadences,
            scales,
            approvals: approvals.clone(),
            risks: OnceLock::new(),
            soa: OnceLock::new(),
            actions: OnceLock::new(),
        };
        Self { now, trail, judged, approvals }
    }
}

impl Cx<'_> {
    /// The exceptions that silence or allow something today.
    pub fn exceptions(&self) -> impl Iterator<Item = View<'_, Exception>> {
        self.program.all::<Exception>().filter(|exception| exception::is_in_force(*exception, &self.approvals, self.today))
    }

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
