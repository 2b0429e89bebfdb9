//! `isms audit cycle`: the visits that the certificate asks for, and what each of them looks at.

mod held;

pub use held::EventFacts;

use crate::base::date::Date;
use crate::base::text::{count, list_of};
use crate::model::kinds::AuditType;
use crate::model::single::isms::{CertificateStatus, IsmsCertificate};
use crate::register::certificate::Certificate;
use crate::register::cx::Cx;
use crate::register::cycle::{Visit, cycle};
use crate::register::split::{EACH_TIME, Part, Portion, Why, split};
use crate::report::doc::{Block, Cell, Column, Doc, Head, Row, Rows, Table, Tone, Value, Wheel};
use crate::report::names::Names;
use crate::report::{Origin, Report, fact, share};
use schemars::JsonSchema;
use serde::Serialize;

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
pub struct CycleReport {
    pub version: u32,
    pub as_of: Date,
    pub commit: Option<String>,
    /// None, where no certificate with a day is recorded.
    pub certificate: Option<CertificateFacts>,
    /// In their order; of a certificate that runs no more, those that took place.
    pub visits: Vec<VisitFacts>,
    /// Internal audits and management reviews while the certificate runs, by day.
    pub events: Vec<EventFacts>,
    /// How many controls apply.
    pub applicable: usize,
    /// Those that no surveillance audit of the cycle looks at.
    pub left: Vec<String>,
    #[serde(skip)]
    is_over: bool,
    #[serde(skip)]
    wheel: Option<Wheel>,
    #[serde(skip)]
    head: Head,
    #[serde(skip)]
    names: Names,
}

/// The certificate as it is recorded.
#[derive(Clone, Serialize, JsonSchema)]
pub struct CertificateFacts {
    pub number: Option<String>,
    pub body: Option<String>,
    pub status: CertificateStatus,
    /// The day of the decision.
    pub decided: Date,
    /// The last day.
    pub expires: Date,
    /// Whether it counts today.
    pub counts: bool,
    /// The scope in its words.
    pub scope: Option<String>,
    /// The version of the Statement of Applicability that it names.
    pub soa_version: Option<String>,
}

/// A visit of the certification body.
#[derive(Clone, Serialize, JsonSchema)]
pub struct VisitFacts {
    pub kind: AuditType,
    /// `surveillance 1`
    pub name: String,
    /// The first and the last day on which it should take place.
    pub from: Date,
    pub to: Date,
    pub state: VisitState,
    /// The audit that was it, or is planned to be.
    pub audit: Option<String>,
    /// The day it is planned for, or ended.
    pub on: Option<Date>,
    /// The body said which clauses it looks at, or which controls; of what it did not say, it is our division.
    pub of_body: bool,
    #[serde(skip)]
    by: &'static str,
    pub clauses: Vec<&'static str>,
    pub controls: Vec<PortionFacts>,
}

/// How far a visit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum VisitState {
    Held,
    Planned,
    /// Its window has not begun, and no day is written.
    ToCome,
    /// Its window is open, and no day is written.
    Unplanned,
    /// Its last day is over.
    Late,
}

/// A control that a visit looks at, and why.
#[derive(Clone, Serialize, JsonSchema)]
pub struct PortionFacts {
    pub control: String,
    pub title: String,
    pub why: Vec<WhyFacts>,
}

/// Why a visit looks at a control.
#[derive(Clone, Serialize, JsonSchema)]
pub struct WhyFacts {
    /// `named`, `all`, `turn`, `risk`, `changed` or `failed`.
    pub reason: &'static str,
    /// The day of the change.
    pub on: Option<Date>,
    /// The risks, the findings, or the controls whose tests failed.
    pub records: Vec<String>,
}

impl CertificateFacts {
    pub fn of(cx: &Cx<'_>, certificate: Certificate) -> Option<Self> {
        let certification = cx.program.isms()?.data().certification.as_ref()?;
        let IsmsCertificate { number, scope, soa_version, .. } = certification.certificate.clone()?;
        let counts = certificate.counts(cx.today);
        let Certificate { decided, expires, status } = certificate;
        Some(Self { number, body: certification.body.clone(), status, decided, expires, counts, scope, soa_version })
    }

    /// `valid until 2029-03-09`, `ended on …`, `suspended`
    pub fn cell(&self, today: Date) -> Cell<'static> {
        let tone = if self.counts { Tone::Good } else { Tone::Bad };
        let words = match self.status {
            _ if self.decided > today => format!("decided on {}, which is to come", self.decided),
            CertificateStatus::Suspended | CertificateStatus::Withdrawn => self.status.word().to_owned(),
            _ if self.expires < today => format!("ended on {}", self.expires),
            status => format!("{} until {}", status.word(), self.expires),
        };
        Cell::toned(words, tone)
    }
}

impl VisitFacts {
    pub fn of(part: &Part<'_, '_>, today: Date) -> Self {
        let visit = part.visit;
        let audit = visit.audit.map(|audit| audit.data());
        Self {
            kind: visit.kind,
            name: visit.name(),
            from: visit.from,
            to: visit.to,
            state: VisitState::of(visit, today),
            audit: audit.map(|audit| audit.id.clone()),
            on: audit.and_then(|audit| audit.counted_on(today)),
            of_body: part.names_clauses || part.names_controls,
            by: match (part.names_clauses, part.names_controls) {
                (true, true) => "the body's plan",
                (true, false) => "the body's plan of clauses, our division of controls",
                (false, true) => "the body's plan of controls, our division of clauses",
                (false, false) => "our division",
            },
            clauses: part.clauses.clone(),
            controls: part.controls.iter().map(portion).collect(),
        }
    }

    /// Who said what it looks at.
    pub fn by(&self) -> &'static str {
        self.by
    }

    /// `surveillance 1, from 2026-12-10 to 2027-03-10`
    pub fn window(&self) -> String {
        format!("{}, from {} to {}", self.name, self.from, self.to)
    }
}

impl VisitState {
    pub(in crate::report) fn of(visit: &Visit<'_>, today: Date) -> Self {
        match visit.audit {
            _ if visit.is_done(today) => VisitState::Held,
            _ if visit.is_late(today) => VisitState::Late,
            Some(_) => VisitState::Planned,
            None if visit.from > today => VisitState::ToCome,
            None => VisitState::Unplanned,
        }
    }

    pub(in crate::report) fn cell(self) -> Cell<'static> {
        let (words, tone) = self.looks();
        Cell::toned(words, tone)
    }

    fn looks(self) -> (&'static str, Tone) {
        match self {
            VisitState::Held => ("held", Tone::Good),
            VisitState::Planned => ("planned", Tone::Note),
            VisitState::ToCome => ("to come", Tone::Faint),
            VisitState::Unplanned => ("not planned", Tone::Warn),
            VisitState::Late => ("late", Tone::Bad),
        }
    }
}

fn portion(portion: &Portion<'_, '_>) -> PortionFacts {
    let why = |why: &Why<'_>| {
        let owned = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
        let (reason, on, records) = match why {
            Why::Named => ("named", None, Vec::new()),
            Why::All => ("all", None, Vec::new()),
            Why::Turn => ("turn", None, Vec::new()),
            Why::Risks(risks) => ("risk", None, owned(risks)),
            Why::Changed(on) => ("changed", Some(*on), Vec::new()),
            Why::Failed(records) => ("failed", None, owned(records)),
        };
        WhyFacts { reason, on, records }
    };
    PortionFacts { control: portion.row.id.into(), title: portion.row.title.into(), why: portion.why.iter().map(why).collect() }
}

impl WhyFacts {
    pub fn words(&self) -> String {
        let records = || list_of(self.records.iter().map(String::as_str), "and");
        match (self.reason, self.on) {
            ("named", _) => "the body's plan names it".into(),
            ("all", _) => "everything is looked at".into(),
            ("turn", _) => "its turn".into(),
            ("risk", _) => format!("above the appetite: {}", records()),
            ("changed", Some(on)) => format!("changed on {on}"),
            _ => format!("found wanting: {}", records()),
        }
    }
}

impl CycleReport {
    pub fn build(cx: &Cx<'_>, origin: &Origin) -> Self {
        let mut head = crate::report::head(cx, "The certification cycle", origin);
        let cycle = cycle(cx.program, cx.today);
        let certificate = cycle.as_ref().and_then(|cycle| CertificateFacts::of(cx, cycle.certificate));
        let is_over = cycle.as_ref().is_some_and(|cycle| cycle.certificate.is_over(cx.today));
        let split = cycle.as_ref().map(|cycle| split(cx, cycle));
        let applicable = cx.soa().iter().filter(|row| row.applicable == Some(true)).count();
        head.facts.push(fact(
            "Certificate",
            match &certificate {
                Some(certificate) => certificate.cell(cx.today),
                None => Cell::toned("none is recorded with its day", Tone::Note),
            },
        ));
        let parts = split.iter().flat_map(|split| &split.parts).filter(|part| !is_over || part.visit.is_done(cx.today));
        let visits: Vec<VisitFacts> = parts.map(|part| VisitFacts::of(part, cx.today)).collect();
        let left = split.filter(|_| !is_over).map_or(Vec::new(), |split| split.left.iter().map(|id| (*id).to_owned()).collect());
        let events = cycle.as_ref().map(|cycle| held::events(cx, cycle.certificate)).unwrap_or_default();
        let wheel = cycle.as_ref().map(|cycle| held::wheel(cycle.certificate, &visits, &events, cx.today));
        let shown = visits.iter().filter_map(|visit| visit.audit.as_deref()).chain(events.iter().map(|event| event.record.as_str()));
        let names = Names::of(cx.program, cx.today, shown);
        let commit = origin.commit.clone();
        Self { version: 1, as_of: cx.today, commit, certificate, visits, events, applicable, left, is_over, wheel, head, names }
    }

    fn visit_row<'a>(&'a self, visit: &'a VisitFacts) -> Row<'a> {
        Row::new(vec![
            held::visit_mark(&visit.name).into(),
            (&visit.name).into(),
            visit.from.into(),
            visit.to.into(),
            visit.state.cell(),
            visit.audit.as_ref().map(|audit| self.names.id(audit)).unwrap_or_default().into(),
            visit.on.into(),
            share(visit.controls.len(), self.applicable).into(),
            visit.by.into(),
        ])
    }

    fn visit_table(&self) -> Table<'_> {
        Table {
            name: "visits",
            columns: vec![
                Column::short("Mark", 3),
                Column::text("Visit", 0),
                Column::short("From", 0),
                Column::short("To", 0),
                Column::short("State", 0),
                Column::text("Audit", 1),
                Column::short("On", 1),
                Column::short("Controls", 0),
                Column::text("By", 2),
            ],
            rows: Rows::new(|| self.visits.iter().map(|visit| self.visit_row(visit))),
            empty: match self.is_over {
                true => "The certificate runs no more, and no visit took place while it did.",
                false => "No certificate with the day of its decision is recorded: the visits follow from that day.",
            },
        }
    }
}

/// The controls that visits look at, each with why.
pub(in crate::report) fn portions(visits: &[VisitFacts]) -> Table<'_> {
    fn row<'a>(visit: &'a VisitFacts, portion: &'a PortionFacts) -> Row<'a> {
        let cells =
            vec![Cell::id(&portion.control), (&portion.title).into(), Cell::list(portion.why.iter().map(|why| Value::from(why.words())))];
        Row { cells, group: Some((&visit.name).into()) }
    }
    Table {
        name: "division",
        columns: vec![Column::short("Control", 0), Column::text("Title", 1), Column::text("Why", 0)],
        rows: Rows::new(|| visits.iter().flat_map(|visit| visit.controls.iter().map(|portion| row(visit, portion)))),
        empty: "No control is applicable yet.",
    }
}

impl Report for CycleReport {
    const NAME: &'static str = "cycle";

    fn doc(&self) -> Doc<'_> {
        let heading = |text: &str| Block::Heading { text: text.into() };
        let mut blocks: Vec<Block<'_>> = self.wheel.iter().cloned().map(Block::Wheel).collect();
        blocks.push(Block::Table(self.visit_table()));
        if self.certificate.is_some() {
            blocks.extend([heading("Internal audits and management reviews"), Block::Table(held::table(&self.events, &self.names))]);
        }
        if self.certificate.is_some() && !self.is_over {
            let each = EACH_TIME.iter().map(|(what, clauses)| format!("{what} ({})", clauses.join(", ")));
            blocks.extend([heading("Each time"), Block::List { items: each.collect() }]);
            let clauses = self.visits.iter().map(|visit| format!("{}: {}", visit.name, visit.clauses.join(", ")));
            blocks.extend([heading("Clauses"), Block::List { items: clauses.collect() }, heading("Controls")]);
            let mut text = "No standard says how much a surveillance audit looks at; halves are practice, and the certification body's own \
                plan counts where its audit record names clauses or controls. The division follows from the day of the decision, themes are \
                spread evenly, and what is above the appetite, has changed since the last visit or was found wanting stands in every visit \
                that is to come; so do the clauses that something was found against."
                .to_owned();
            if !self.left.is_empty() {
                text += &format!(" No surveillance audit looks at {}: {}.", count(self.left.len(), "control"), self.left.join(", "));
            }
            let surveillance = self.visits.iter().take_while(|visit| visit.kind == AuditType::Surveillance).count();
            blocks.extend([Block::Paragraph { text }, Block::Table(portions(&self.visits[..surveillance]))]);
        }
        Doc { head: self.head.clone(), blocks }
    }
}
