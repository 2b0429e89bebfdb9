//! `isms soa render` and `isms soa status`: the Statement of Applicability (6.1.3 d).

use super::doc::{Bar, Bars, Block, Cell, Column, Doc, Head, Row, Rows, Table, Tone};
use super::names::Names;
use super::{Origin, Report, fact, head, share, standard};
use crate::base::choice::Choice;
use crate::base::date::Date;
use crate::history::approval::Standing;
use crate::model::approvals::RECORD;
use crate::model::kinds::Assessment;
use crate::model::single::soa::Because;
use crate::register::control::Verification;
use crate::register::cx::Cx;
use crate::register::soa::{SoaRow, SoaStatus};
use schemars::JsonSchema;
use serde::Serialize;

/// Who a Statement of Applicability is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SoaAudience {
    /// The auditor: everything.
    #[default]
    Full,
    /// Customers: no owners, evidence, risks or weaknesses.
    Public,
}

impl Choice for SoaAudience {
    const ALL: &'static [(&'static str, &'static str, Self)] = &[
        ("full", "The auditor: everything", SoaAudience::Full),
        ("public", "Customers: no owners, evidence, risks or weaknesses", SoaAudience::Public),
    ];
}

/// Whether an approval covers what is there now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ApprovalState {
    Valid,
    Stale,
    /// Git speaks less strongly for it than the organisation asks.
    Unproven,
    None,
}

/// An approval as reports show it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ApprovalFacts {
    pub by: Option<String>,
    pub on: Option<Date>,
    pub state: ApprovalState,
}

impl ApprovalFacts {
    /// What whoever approved is called, and who they were on that day.
    pub(super) fn names(&self, cx: &Cx<'_>) -> Names {
        let on = self.on.map(|on| on.to_string());
        Names::of(cx.program, cx.today, self.by.as_deref()).acting(cx, self.by.as_deref().zip(on.as_deref()))
    }
}

/// A risk assessment by its record and day.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AssessmentFacts {
    pub id: String,
    pub on: Date,
    /// The version of the method.
    pub method: Option<String>,
}

/// The wire contract, version 1. For the public audience what it may not see is left out.
#[derive(Serialize, JsonSchema)]
pub struct SoaReport {
    pub version: u32,
    pub as_of: Date,
    pub commit: Option<String>,
    pub audience: SoaAudience,
    pub standard: String,
    pub soa_version: Option<String>,
    /// The day on which this version was released, if it was.
    pub released_on: Option<Date>,
    pub approval: ApprovalFacts,
    /// The risk assessment it rests on: the last one before its approval, or before today where nobody has approved it.
    pub assessment: Option<AssessmentFacts>,
    /// The 93 controls of Annex A, in the standard's order.
    pub controls: Vec<RowFacts>,
    /// The organisation's own controls, by id.
    pub additional: Vec<RowFacts>,
    pub totals: SoaTotals,
    #[serde(skip)]
    head: Head,
    #[serde(skip)]
    names: Names,
}

/// One row.
#[derive(Serialize, JsonSchema)]
pub struct RowFacts {
    pub control: String,
    pub title: String,
    /// `organizational`, `people`, `physical` or `technological`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    /// None where nobody has decided.
    pub applicable: Option<bool>,
    pub because: Vec<Because>,
    pub justification: String,
    pub status: SoaStatus,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verification: Option<Verification>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub implemented_by: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub risks: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub obligations: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub documents: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owners: Option<Vec<String>>,
}

impl RowFacts {
    fn lists(&self) -> impl Iterator<Item = &[String]> {
        let lists = [&self.implemented_by, &self.risks, &self.obligations, &self.documents, &self.evidence, &self.owners];
        lists.into_iter().filter_map(Option::as_deref)
    }
}

/// Counts over Annex A.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct SoaTotals {
    pub annex_a: usize,
    pub applicable: usize,
    pub excluded: usize,
    pub undecided: usize,
    pub implemented: usize,
    pub partial: usize,
    pub planned: usize,
    pub not_implemented: usize,
}

impl SoaTotals {
    /// Counts decisions over all rows, and status over the applicable ones.
    pub fn of(rows: &[SoaRow<'_>]) -> Self {
        let annex: Vec<&SoaRow<'_>> = rows.iter().filter(|row| row.annex.is_some()).collect();
        let decided = |applicable| annex.iter().filter(|row| row.applicable == applicable).count();
        let status = |status| annex.iter().filter(|row| row.applicable == Some(true) && row.status == status).count();
        Self {
            annex_a: annex.len(),
            applicable: decided(Some(true)),
            excluded: decided(Some(false)),
            undecided: decided(None),
            implemented: status(SoaStatus::Implemented),
            partial: status(SoaStatus::Partial),
            planned: status(SoaStatus::Planned),
            not_implemented: status(SoaStatus::NotImplemented),
        }
    }

    fn row(&self, name: &str) -> Row<'static> {
        let counts = [self.applicable, self.excluded, self.undecided, self.implemented, self.partial, self.planned, self.not_implemented];
        let name = Cell::from(format!("{name} ({})", self.annex_a));
        Row::new([name].into_iter().chain(counts.map(Cell::from)).collect())
    }

    /// The counts as one sentence.
    pub fn words(&self) -> String {
        let undecided = if self.undecided > 0 { format!(", {} undecided", self.undecided) } else { String::new() };
        format!(
            "{} Annex A controls apply, {} are excluded{undecided}. Of those that apply, {} are implemented, {} partly, {} planned, {} not yet.",
            share(self.applicable, self.annex_a),
            self.excluded,
            share(self.implemented, self.applicable),
            self.partial,
            self.planned,
            self.not_implemented
        )
    }
}

/// The approval of the SoA, and whether it still covers what is decided.
pub fn approval(cx: &Cx<'_>) -> ApprovalFacts {
    let Some((soa, approval)) = cx.program.soa().and_then(|soa| Some((soa, soa.data().approval.as_ref()?))) else {
        return ApprovalFacts { by: None, on: None, state: ApprovalState::None };
    };
    let state = match cx.approvals.at("soa", "soa", soa.node(), RECORD) {
        _ if approval.on > cx.today => ApprovalState::None,
        Some(Standing::Stale | Standing::Rewritten) => ApprovalState::Stale,
        Some(Standing::Unproven) => ApprovalState::Unproven,
        _ => ApprovalState::Valid,
    };
    ApprovalFacts { by: Some(approval.by.id().into()), on: Some(approval.on), state }
}

/// The day on which the version was released that the decisions are of.
fn released_on(cx: &Cx<'_>) -> Option<Date> {
    let soa = cx.program.soa()?.data();
    soa.releases.iter().find(|release| Some(&release.version) == soa.version.as_ref() && release.on <= cx.today).map(|release| release.on)
}

/// The risk assessment that the Statement of Applicability rests on.
pub fn assessment(cx: &Cx<'_>) -> Option<AssessmentFacts> {
    let approved = cx.program.soa().and_then(|soa| soa.data().approval.as_ref()).map(|approval| approval.on);
    let until = approved.filter(|on| *on <= cx.today).unwrap_or(cx.today);
    let made = cx.program.all::<Assessment>().filter(|assessment| assessment.on <= until);
    let last = made.max_by_key(|assessment| assessment.on)?.data();
    Some(AssessmentFacts { id: last.id.clone(), on: last.on, method: last.method.clone() })
}

/// The same in words.
pub(super) fn assessment_cell(assessment: Option<&AssessmentFacts>) -> Cell<'static> {
    let Some(AssessmentFacts { id, on, method }) = assessment else { return Cell::toned("no recorded risk assessment", Tone::Bad) };
    let method = method.as_ref().map_or(String::new(), |method| format!(", method {method}"));
    format!("{id} of {on}{method}").into()
}

impl SoaReport {
    pub fn build(cx: &Cx<'_>, audience: SoaAudience, origin: &Origin) -> Self {
        let (annex, own): (Vec<_>, Vec<_>) = cx.soa().iter().partition(|row| row.annex.is_some());
        let soa_version = cx.program.soa().and_then(|soa| soa.data().version.clone());
        let approval = approval(cx);
        let controls: Vec<RowFacts> = annex.into_iter().map(|row| facts(row, audience)).collect();
        let additional: Vec<RowFacts> = own.into_iter().map(|row| facts(row, audience)).collect();
        // Outsiders are told the role that approved it, and not who holds it.
        let by = approval.by.as_ref().filter(|_| audience == SoaAudience::Full);
        let lists = controls.iter().chain(&additional).flat_map(RowFacts::lists);
        let then = by.map(|_| approval.names(cx)).unwrap_or_default();
        let names = Names::of(cx.program, cx.today, lists.flatten().chain(by).map(String::as_str)).and(then);
        let mut head = head(cx, "Statement of Applicability", origin);
        head.is_public = audience == SoaAudience::Public;
        head.facts.push(fact("Standard", standard(cx)));
        let released_on = released_on(cx);
        let released = released_on.map_or(String::new(), |on| format!(", released on {on}"));
        let version = soa_version.as_ref().map(|version| format!("{version}{released}"));
        head.facts.push(fact("SoA version", version.map_or(Cell::toned("none", Tone::Bad), Cell::from)));
        head.facts.push(fact("Approval", approval_cell(&approval, &names)));
        let assessment = assessment(cx);
        head.facts.push(fact("Rests on", assessment_cell(assessment.as_ref())));
        Self {
            version: 1,
            as_of: cx.today,
            commit: origin.commit.clone(),
            audience,
            standard: standard(cx),
            soa_version,
            released_on,
            approval,
            assessment,
            controls,
            additional,
            totals: SoaTotals::of(cx.soa()),
            head,
            names,
        }
    }

    fn columns(&self) -> Vec<Column> {
        let mut columns = vec![
            Column::short("Control", 0),
            Column::text("Title", 0),
            Column::short("Applies", 0),
            Column::short("Because", 3),
            Column::text("Justification", 1),
            Column::short("Status", 0),
        ];
        if self.audience == SoaAudience::Full {
            columns.extend([
                Column::short("Verified", 4),
                Column::text("By", 5),
                Column::text("Risks", 6),
                Column::text("Obligations", 9),
                Column::text("Documents", 8),
                Column::text("Evidence", 7),
                Column::text("Owners", 10),
            ]);
        }
        columns
    }

    fn table(&self) -> Table<'_> {
        let rows = Rows::new(|| self.controls.iter().chain(&self.additional).map(|facts| row(facts, &self.names)));
        Table { name: "controls", columns: self.columns(), rows, empty: "" }
    }

    fn legend(&self) -> Vec<String> {
        let mut legend = vec![
            "Applies: whether the control is needed here; a dash means nobody has decided.".to_owned(),
            "Because: risk – a risk is treated with it; law, contract – an obligation asks for it; business, baseline – the organisation chose it.".into(),
            "Status: implemented – all controls behind it work; partial – some do; planned – all are planned; not-implemented – there is none yet; not-applicable – excluded.".into(),
        ];
        if self.audience == SoaAudience::Public {
            legend.push("Justification: why a control is excluded; for the others the kind of reason is given.".into());
        }
        if self.audience == SoaAudience::Full {
            legend.push("Verified: passed – every test passed when last due; failed; overdue – a test is due again; never-run – a test has no result; no-test – none is defined.".into());
        }
        legend
    }
}

impl Report for SoaReport {
    const NAME: &'static str = "soa";

    fn doc(&self) -> Doc<'_> {
        let blocks = vec![
            Block::Paragraph { text: self.totals.words() },
            Block::Table(self.table()),
            Block::Heading { text: "Legend".into() },
            Block::List { items: self.legend() },
        ];
        Doc { head: self.head.clone(), blocks }
    }
}

/// An approval in words, with the tone of its state.
pub(super) fn approval_cell(approval: &ApprovalFacts, names: &Names) -> Cell<'static> {
    let said = |changed: &str| {
        let (by, on) = (approval.by.as_ref()?, approval.on?);
        Some(format!("{} on {on}{changed}", names.text_on(by, &on.to_string())))
    };
    let (text, tone) = match approval.state {
        ApprovalState::Valid => (said(""), Tone::Good),
        ApprovalState::Stale => (said(", changed since"), Tone::Bad),
        ApprovalState::Unproven => (said(", not proven as asked"), Tone::Bad),
        ApprovalState::None => (None, Tone::Bad),
    };
    text.map_or(Cell::toned("not approved", Tone::Bad), |text| Cell::toned(text, tone))
}

fn facts(row: &SoaRow<'_>, audience: SoaAudience) -> RowFacts {
    let full = |ids: Vec<String>| (audience == SoaAudience::Full).then_some(ids);
    // Why a control is needed often tells what went wrong; outsiders get the kind of reason, and why one is not needed.
    let told = audience == SoaAudience::Full || row.applicable == Some(false);
    RowFacts {
        control: row.id.into(),
        title: row.title.into(),
        theme: row.annex.map(|annex| annex.theme.name().to_lowercase()),
        applicable: row.applicable,
        because: row.because.iter().copied().collect(),
        justification: if told { row.justification().into() } else { String::new() },
        status: row.status,
        verification: (audience == SoaAudience::Full).then_some(row.verification),
        implemented_by: full(row.controls.iter().map(|control| control.id.clone()).collect()),
        risks: full(row.risks.iter().map(|risk| risk.id.clone()).collect()),
        obligations: full(row.obligations.iter().map(|obligation| obligation.id.clone()).collect()),
        documents: full(row.documents.iter().map(|document| document.id.clone()).collect()),
        evidence: full(row.evidence.iter().map(|evidence| evidence.id.clone()).collect()),
        owners: full(row.owners().into_iter().map(str::to_owned).collect()),
    }
}

fn row<'a>(facts: &'a RowFacts, names: &'a Names) -> Row<'a> {
    let applies = match facts.applicable {
        Some(true) => Cell::from(true),
        Some(false) => Cell::toned(false, Tone::Faint),
        None => Cell::toned("–", Tone::Bad),
    };
    let because = Cell::list(facts.because.iter().map(|reason| because_word(*reason)));
    let mut cells =
        vec![Cell::id(&facts.control), (&facts.title).into(), applies, because, (&facts.justification).into(), status_cell(facts)];
    if let Some(verification) = facts.verification {
        cells.push(if facts.applicable == Some(false) { Cell::none() } else { verification_cell(verification) });
    }
    cells.extend(facts.lists().map(|ids| names.ids(ids)));
    let group = facts.theme.as_ref().map_or("Controls of our own".into(), |theme| format!("{theme} controls").into());
    Row { cells, group: Some(group) }
}

fn status_cell(facts: &RowFacts) -> Cell<'static> {
    let tone = match facts.status {
        SoaStatus::Implemented => Tone::Good,
        SoaStatus::Partial | SoaStatus::Planned => Tone::Warn,
        SoaStatus::NotImplemented => Tone::Bad,
        SoaStatus::NotApplicable => Tone::Faint,
    };
    Cell::toned(facts.status.name(), tone)
}

fn verification_cell(verification: Verification) -> Cell<'static> {
    let tone = match verification {
        Verification::Passed => Tone::Good,
        Verification::NoTest | Verification::NeverRun => Tone::Faint,
        Verification::Overdue => Tone::Warn,
        Verification::Failed => Tone::Bad,
    };
    Cell::toned(verification.name(), tone)
}

pub(super) fn because_word(reason: Because) -> &'static str {
    match reason {
        Because::Risk => "risk",
        Because::Law => "law",
        Because::Contract => "contract",
        Because::Business => "business",
        Because::Baseline => "baseline",
    }
}

/// `isms soa status`: the counts alone, by theme.
#[derive(Serialize, JsonSchema)]
pub struct SoaStatusReport {
    pub version: u32,
    pub as_of: Date,
    pub commit: Option<String>,
    pub soa_version: Option<String>,
    pub approval: ApprovalFacts,
    pub totals: SoaTotals,
    pub themes: Vec<ThemeTotals>,
    #[serde(skip)]
    head: Head,
}

/// Counts of one theme.
#[derive(Serialize, JsonSchema)]
pub struct ThemeTotals {
    pub theme: String,
    #[serde(flatten)]
    pub totals: SoaTotals,
}

impl SoaStatusReport {
    pub fn build(cx: &Cx<'_>, origin: &Origin) -> Self {
        let SoaReport { soa_version, approval, totals, mut head, .. } = SoaReport::build(cx, SoaAudience::Public, origin);
        head.title = "State of the Statement of Applicability".into();
        head.is_public = false;
        let of_theme = |rows: &[SoaRow<'_>]| {
            let theme = rows[0].annex.map_or("", |annex| annex.theme.name());
            ThemeTotals { theme: theme.into(), totals: SoaTotals::of(rows) }
        };
        let annex = cx.soa().split(|row| row.annex.is_none()).next().unwrap_or_default();
        let themes = annex.chunk_by(|a, b| a.annex.map(|a| a.theme) == b.annex.map(|b| b.theme)).map(of_theme).collect();
        Self { version: 1, as_of: cx.today, commit: origin.commit.clone(), soa_version, approval, totals, themes, head }
    }
}

impl SoaStatusReport {
    /// How far the controls of each theme are that apply, or of which nobody has decided.
    fn bars(&self) -> Bars {
        let parts = vec![
            ("implemented", Tone::Good),
            ("partial", Tone::Note),
            ("planned", Tone::Warn),
            ("not yet", Tone::Bad),
            ("undecided", Tone::Critical),
        ];
        let bar = |theme: &ThemeTotals| {
            let SoaTotals { implemented, partial, planned, not_implemented, undecided, .. } = theme.totals;
            Bar { name: theme.theme.clone(), counts: vec![implemented, partial, planned, not_implemented, undecided] }
        };
        Bars { title: "Theme".into(), parts, lines: self.themes.iter().map(bar).collect() }
    }
}

impl Report for SoaStatusReport {
    const NAME: &'static str = "soa-status";

    fn doc(&self) -> Doc<'_> {
        let columns = ["Applies", "Excluded", "Undecided", "Implemented", "Partial", "Planned", "Not yet"];
        let all = || self.themes.iter().map(|theme| (theme.theme.as_str(), &theme.totals)).chain([("Annex A", &self.totals)]);
        let table = Table {
            name: "themes",
            columns: [Column::short("Theme", 0)].into_iter().chain(columns.map(|heading| Column::number(heading, 1))).collect(),
            rows: Rows::new(move || all().map(|(name, totals)| totals.row(name))),
            empty: "",
        };
        let mut blocks = vec![Block::Paragraph { text: self.totals.words() }];
        blocks.extend(self.bars().block());
        blocks.push(Block::Table(table));
        Doc { head: self.head.clone(), blocks }
    }
}
