//! `isms report suppliers`: on whom outside the organisation depends, and how they are looked after (A.5.19 to A.5.23).

use super::doc::{Bars, Block, Cell, Column, Doc, Head, Row, Rows, Table, Tone, Value};
use super::names::Names;
use super::{Origin, Report, fact, head, share, sorted, word};
use crate::base::date::Date;
use crate::base::text::natural;
use crate::model::kinds::{Asset, Criticality, Finding, Incident, RecordKind as _, Supplier, SupplierVerdict};
use crate::register::cx::Cx;
use crate::register::referrers::Referrers;
use crate::register::supplier::{self, certificates};
use schemars::JsonSchema;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
pub struct SuppliersReport {
    pub version: u32,
    pub as_of: Date,
    pub commit: Option<String>,
    /// The most critical first; one without a criticality counts as medium.
    pub suppliers: Vec<SupplierFacts>,
    /// Those with whom it has ended.
    pub ended: Vec<String>,
    #[serde(skip)]
    head: Head,
    #[serde(skip)]
    names: Names,
}

/// A supplier.
#[derive(Serialize, JsonSchema)]
pub struct SupplierFacts {
    pub id: String,
    pub title: String,
    pub owner: Option<String>,
    pub criticality: Option<Criticality>,
    pub services: Vec<String>,
    pub cloud: Option<bool>,
    /// The last review, if there was one.
    pub review: Option<ReviewFacts>,
    /// The last day on which the next review is in time; none without a review.
    pub review_due: Option<Date>,
    /// That day is over, or there was no review yet.
    pub overdue: bool,
    pub agreement: Option<AgreementFacts>,
    /// What they hold; of several with one name the newest.
    pub certificates: Vec<CertificateFacts>,
    /// Whether it is written down how to leave them.
    pub exit_plan: bool,
    /// The assets that they provide.
    pub provides: Vec<String>,
    /// The assets that cannot do without these, near and far.
    pub depending: Vec<String>,
    /// Something that they provide holds personal data.
    pub personal_data: bool,
    /// Open risks that name them, or what they provide.
    pub risks: Vec<String>,
    /// Findings that name them.
    pub findings: Vec<MatterFacts>,
    /// Incidents that name them, or what they provide.
    pub incidents: Vec<MatterFacts>,
}

/// A review of a supplier.
#[derive(Serialize, JsonSchema)]
pub struct ReviewFacts {
    pub on: Date,
    pub by: Option<String>,
    pub result: SupplierVerdict,
}

/// What was agreed.
#[derive(Serialize, JsonSchema)]
pub struct AgreementFacts {
    pub signed: Option<Date>,
    pub security_terms: Option<bool>,
    /// It covers the processing of personal data.
    pub dpa: Option<bool>,
    pub until: Option<Date>,
}

/// A certificate.
#[derive(Serialize, JsonSchema)]
pub struct CertificateFacts {
    pub name: String,
    pub valid_until: Option<Date>,
}

/// A finding or an incident.
#[derive(Serialize, JsonSchema)]
pub struct MatterFacts {
    pub id: String,
    pub open: bool,
}

impl SuppliersReport {
    pub fn build(cx: &Cx<'_>, origin: &Origin) -> Self {
        let around = Around::of(cx);
        let (mut suppliers, mut ended) = (Vec::new(), Vec::new());
        for supplier in cx.program.all::<Supplier>().map(|supplier| supplier.data()) {
            if supplier.ended.is_some_and(|ended| ended <= cx.today) {
                ended.push(supplier.id.clone());
            } else {
                suppliers.push(around.facts(cx, supplier));
            }
        }
        suppliers.sort_by(|a, b| {
            let rank = |facts: &SupplierFacts| Reverse(facts.criticality.unwrap_or(Criticality::Medium));
            rank(a).cmp(&rank(b)).then_with(|| natural(&a.id, &b.id))
        });
        ended.sort_by(|a, b| natural(a, b));
        let names =
            Names::of(cx.program, cx.today, suppliers.iter().flat_map(SupplierFacts::named).chain(ended.iter().map(String::as_str)));
        let mut report = Self {
            version: 1,
            as_of: cx.today,
            commit: origin.commit.clone(),
            suppliers,
            ended,
            head: head(cx, "Suppliers", origin),
            names,
        };
        if !report.suppliers.is_empty() {
            let overdue = report.suppliers.iter().filter(|supplier| supplier.overdue).count();
            let said = format!("{} in time", share(report.suppliers.len() - overdue, report.suppliers.len()));
            report.head.facts.push(fact("By criticality", report.by_criticality()));
            report.head.facts.extend(report.by_verdict().map(|said| fact("Found", said)));
            report.head.facts.push(fact("Reviewed", Cell::toned(said, if overdue > 0 { Tone::Bad } else { Tone::Good })));
        }
        report
    }

    fn by_criticality(&self) -> String {
        let all = [Some(Criticality::Critical), Some(Criticality::High), Some(Criticality::Medium), Some(Criticality::Low), None];
        let counts = all.map(|of| (of, self.suppliers.iter().filter(|supplier| supplier.criticality == of).count()));
        let said = counts.into_iter().filter(|(_, n)| *n > 0);
        let said: Vec<String> = said.map(|(of, n)| format!("{n} {}", of.map_or_else(|| "not recorded".into(), word))).collect();
        format!("{} of {}", said.join(", "), self.suppliers.len())
    }

    /// What the last reviews found, the worst first.
    fn by_verdict(&self) -> Option<Cell<'static>> {
        let all = [SupplierVerdict::Unacceptable, SupplierVerdict::Conditional, SupplierVerdict::Acceptable];
        let is = |supplier: &SupplierFacts, verdict| supplier.review.as_ref().is_some_and(|review| review.result == verdict);
        let counts = all.map(|verdict| (verdict, self.suppliers.iter().filter(|supplier| is(supplier, verdict)).count()));
        let worst = counts.iter().find(|(_, n)| *n > 0)?.0;
        let said: Vec<String> = counts.iter().filter(|(_, n)| *n > 0).map(|(verdict, n)| format!("{n} {}", word(*verdict))).collect();
        Some(Cell::toned(format!("{} of {}", said.join(", "), self.suppliers.len()), tone_of(worst)))
    }

    fn row<'a>(&'a self, supplier: &'a SupplierFacts) -> Row<'a> {
        let last = match &supplier.review {
            None => Cell::toned("never", Tone::Bad),
            Some(review) => Cell::toned(Value::Phrase(vec![review.on.into(), word(review.result).into()]), tone_of(review.result)),
        };
        let tone = if supplier.overdue { Tone::Bad } else { Tone::Plain };
        let (agreement, tone_of_agreement) = self.agreement(supplier);
        let certificates = supplier.certificates.iter().map(|certificate| {
            let until: Value<'_> = certificate.valid_until.map_or_else(|| "no end recorded".into(), Value::from);
            Value::Phrase(vec![certificate.name.as_str().into(), "until".into(), until])
        });
        let over = supplier.certificates.iter().any(|certificate| certificate.valid_until.is_some_and(|until| until < self.as_of));
        Row::new(vec![
            self.names.id(&supplier.id).into(),
            supplier.criticality.map_or(Cell::toned("not recorded", Tone::Warn), |criticality| word(criticality).into()),
            Cell { tone, ..supplier.review_due.map_or("never reviewed".into(), Cell::from) },
            last,
            Cell { tone: tone_of_agreement, ..Cell::list(agreement) },
            Cell { tone: if over { Tone::Bad } else { Tone::Plain }, ..Cell::list(certificates) },
            Cell::list(supplier.services.iter().map(String::as_str)),
            supplier.owner.as_ref().map_or(Cell::toned("nobody", Tone::Bad), |owner| self.names.id(owner).into()),
            if supplier.exit_plan { "recorded".into() } else { Cell::toned("none recorded", Tone::Plain) },
        ])
    }

    /// What is agreed, a line each, and how bad the worst of it is.
    fn agreement(&self, supplier: &SupplierFacts) -> (Vec<String>, Tone) {
        let Some(agreement) = &supplier.agreement else { return (vec!["none recorded".into()], Tone::Bad) };
        let mut tone = Tone::Plain;
        let mut worse = |to: Tone| tone = if tone == Tone::Bad { tone } else { to };
        let mut said = vec![match agreement.until {
            None => "no end recorded".into(),
            Some(until) if until < self.as_of => {
                worse(Tone::Bad);
                format!("ended {until}")
            }
            Some(until) => format!("until {until}"),
        }];
        if agreement.security_terms != Some(true) {
            worse(Tone::Warn);
            let known = agreement.security_terms.is_some();
            said.push(if known { "without terms on security" } else { "terms on security not recorded" }.into());
        }
        if supplier.personal_data && agreement.dpa != Some(true) {
            worse(Tone::Bad);
            said.push("personal data, and no processing agreement recorded".into());
        }
        (said, tone)
    }

    /// How suppliers of each criticality are looked after.
    fn bars(&self) -> Bars {
        let parts = [
            (Some(false), "reviewed in time", Tone::Good),
            (Some(true), "review late", Tone::Warn),
            (None, "no review recorded", Tone::Bad),
        ];
        let known =
            [Criticality::Critical, Criticality::High, Criticality::Medium, Criticality::Low].map(|known| (Some(known), word(known)));
        let items = self.suppliers.iter().map(|one| (one.criticality, one.review.as_ref().map(|_| one.overdue)));
        Bars::count("Criticality", &parts, known.into_iter().chain([(None, "not said".to_owned())]), items)
    }

    fn depending_row<'a>(&'a self, supplier: &'a SupplierFacts) -> Row<'a> {
        Row::new(vec![
            self.names.id(&supplier.id).into(),
            if supplier.provides.is_empty() { "no asset names them".into() } else { self.names.ids(&supplier.provides) },
            self.names.ids(&supplier.depending),
            self.names.ids(&supplier.risks),
        ])
    }

    fn matter_rows<'a>(&'a self, supplier: &'a SupplierFacts) -> impl Iterator<Item = Row<'a>> {
        supplier.findings.iter().chain(&supplier.incidents).map(move |matter| {
            let state = if matter.open { Cell::toned("open", Tone::Warn) } else { "closed".into() };
            Row::new(vec![self.names.id(&supplier.id).into(), self.names.id(&matter.id).into(), state])
        })
    }
}

impl SupplierFacts {
    /// The ids that need names beside them.
    fn named(&self) -> impl Iterator<Item = &str> {
        let matters = self.findings.iter().chain(&self.incidents).map(|matter| &matter.id);
        let ids = self.owner.iter().chain(&self.provides).chain(&self.depending).chain(&self.risks);
        ids.chain(matters).chain([&self.id]).map(String::as_str)
    }
}

fn tone_of(result: SupplierVerdict) -> Tone {
    match result {
        SupplierVerdict::Acceptable => Tone::Good,
        SupplierVerdict::Conditional => Tone::Warn,
        SupplierVerdict::Unacceptable => Tone::Bad,
    }
}

/// What stands around suppliers, found by one pass over each kind.
struct Around<'a> {
    /// Assets by the supplier that provides them.
    provided: HashMap<&'a str, Vec<&'a Asset>>,
    /// Assets by what they depend on.
    depending: HashMap<&'a str, Vec<&'a str>>,
    /// Open risks by what they name.
    risks: HashMap<&'a str, Vec<&'a str>>,
    referrers: Referrers<'a>,
}

impl<'a> Around<'a> {
    fn of(cx: &Cx<'a>) -> Self {
        let mut around =
            Self { provided: HashMap::new(), depending: HashMap::new(), risks: HashMap::new(), referrers: Referrers::of(cx.program) };
        for asset in cx.program.all::<Asset>().map(|asset| asset.data()).filter(|asset| !asset.is_retired()) {
            if let Some(supplier) = &asset.supplier {
                around.provided.entry(supplier.id()).or_default().push(asset);
            }
            asset.depends_on.iter().for_each(|on| around.depending.entry(on.id()).or_default().push(&asset.id));
        }
        for risk in cx.risks().iter().map(|row| row.risk.data()) {
            for id in risk.assets.iter().map(|asset| asset.id()).chain(risk.links.iter().map(|link| link.id())) {
                around.risks.entry(id).or_default().push(&risk.id);
            }
        }
        around
    }

    fn facts(&self, cx: &Cx<'a>, supplier: &'a Supplier) -> SupplierFacts {
        let provided = self.provided.get(supplier.id.as_str()).map_or(&[][..], Vec::as_slice);
        let provides: Vec<&str> = provided.iter().map(|asset| asset.id.as_str()).collect();
        let touching = || [supplier.id.as_str()].into_iter().chain(provides.iter().copied());
        let due = supplier::due(supplier, cx.cadences, cx.today);
        let review = supplier.reviews.iter().filter(|review| review.on <= cx.today).max_by_key(|review| review.on);
        SupplierFacts {
            id: supplier.id.clone(),
            title: supplier.title.clone(),
            owner: supplier.owner.as_ref().map(|owner| owner.id().into()),
            criticality: supplier.criticality,
            services: supplier.services.clone(),
            cloud: supplier.cloud,
            review: review.map(|review| ReviewFacts {
                on: review.on,
                by: review.by.as_ref().map(|by| by.id().into()),
                result: review.result,
            }),
            review_due: due,
            overdue: due.is_none_or(|due| due < cx.today),
            agreement: supplier.agreement.as_ref().map(|agreement| AgreementFacts {
                signed: agreement.signed,
                security_terms: agreement.security_terms,
                dpa: agreement.dpa,
                until: agreement.until,
            }),
            certificates: certificates(supplier)
                .map(|(_, held)| CertificateFacts { name: held.name.clone(), valid_until: held.valid_until })
                .collect(),
            exit_plan: supplier.exit_plan.is_some(),
            depending: sorted(self.depending(&provides)),
            personal_data: provided.iter().any(|asset| asset.personal_data == Some(true)),
            risks: sorted(touching().filter_map(|id| self.risks.get(id)).flatten().copied()),
            findings: matters(sorted(self.naming(Finding::NAME, [supplier.id.as_str()])), |id| {
                let finding = cx.program.by_id::<Finding>(id);
                finding.map_or(Some(true), |finding| finding.is_raised(cx.today).then(|| finding.is_open(cx.today)))
            }),
            incidents: matters(sorted(self.naming(Incident::NAME, touching())), |id| {
                let incident = cx.program.by_id::<Incident>(id);
                incident.map_or(Some(true), |incident| incident.has_begun(cx.today).then(|| incident.is_open(cx.today)))
            }),
            provides: sorted(provides.iter().copied()),
        }
    }

    /// The records of a kind that name one of these.
    fn naming<'s>(&'s self, kind: &'static str, ids: impl IntoIterator<Item = &'s str>) -> impl Iterator<Item = &'a str> {
        let named = ids.into_iter().flat_map(|id| self.referrers.to(id));
        named.filter(move |referrer| referrer.kind == kind).map(|referrer| referrer.id)
    }

    /// What cannot do without these, near and far, without them.
    fn depending(&self, provided: &[&'a str]) -> BTreeSet<&'a str> {
        let given: BTreeSet<&str> = provided.iter().copied().collect();
        let (mut found, mut open) = (BTreeSet::new(), provided.to_vec());
        while let Some(id) = open.pop() {
            let more = self.depending.get(id).into_iter().flatten().filter(|id| !given.contains(*id) && found.insert(**id));
            let more: Vec<&str> = more.copied().collect();
            open.extend(more);
        }
        found
    }
}

/// Whether each is open, of those that there are by today.
fn matters(ids: Vec<String>, is_open: impl Fn(&str) -> Option<bool>) -> Vec<MatterFacts> {
    ids.into_iter().filter_map(|id| Some(MatterFacts { open: is_open(&id)?, id })).collect()
}

impl Report for SuppliersReport {
    const NAME: &'static str = "suppliers";

    fn doc(&self) -> Doc<'_> {
        let table = Table {
            name: "suppliers",
            columns: vec![
                Column::text("Supplier", 0),
                Column::short("Criticality", 1),
                Column::short("Review due", 0),
                Column::text("Last review", 0),
                Column::text("Agreement", 2),
                Column::text("Certificates", 3),
                Column::text("Services", 4),
                Column::text("Owner", 5),
                Column::short("Way out", 6),
            ],
            rows: Rows::new(|| self.suppliers.iter().map(|supplier| self.row(supplier))),
            empty: "There are no suppliers in suppliers/.",
        };
        let mut blocks: Vec<Block<'_>> = self.bars().block().into_iter().collect();
        blocks.push(Block::Table(table));
        let depending = Table {
            name: "depending",
            columns: vec![
                Column::text("Supplier", 0),
                Column::text("Provides", 0),
                Column::text("Depends on that", 1),
                Column::text("Risks", 2),
            ],
            rows: Rows::new(|| self.suppliers.iter().map(|supplier| self.depending_row(supplier))),
            empty: "",
        };
        let matters = Table {
            name: "matters",
            columns: vec![Column::text("Supplier", 0), Column::text("Finding or incident", 0), Column::short("State", 0)],
            rows: Rows::new(|| self.suppliers.iter().flat_map(|supplier| self.matter_rows(supplier))),
            empty: "",
        };
        for (title, table) in [("Who depends on them", depending), ("What happened", matters)] {
            if !table.rows.is_empty() {
                blocks.extend([Block::Heading { text: title.into() }, Block::Table(table)]);
            }
        }
        if !self.ended.is_empty() {
            let ended: Vec<String> = self.ended.iter().map(|id| self.names.text(id)).collect();
            blocks.push(Block::Paragraph { text: format!("Ended: {}.", ended.join(", ")) });
        }
        Doc { head: self.head.clone(), blocks }
    }
}
