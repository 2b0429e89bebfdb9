//! What anybody may read: the page of a site that customers are sent to.

use super::InForce;
use crate::base::date::Date;
use crate::model::single::isms::IsmsCertificate;
use crate::register::certificate::certificate;
use crate::register::cx::Cx;
use crate::report::doc::{Block, Cell, Column, Doc, Fact, Head, Id, Row, Rows, Table, Value};
use crate::report::{Origin, fact, footer, organisation, standard};

/// The class of documents, under the organisation's own scheme, that anybody may read.
const PUBLIC: &str = "public";
/// The one that everybody who works here may read.
const INTERNAL: &str = "internal";

/// Whether a document is classed so that anybody may read it.
pub fn is_public(classification: Option<&str>) -> bool {
    classification.is_some_and(|class| class.trim().eq_ignore_ascii_case(PUBLIC))
}

/// Whether it is classed so that everybody who works here may read it.
pub fn is_internal(classification: Option<&str>) -> bool {
    classification.is_some_and(|class| class.trim().eq_ignore_ascii_case(INTERNAL))
}

/// What was approved, and by when: a page holds nothing else.
#[derive(Default)]
pub struct Approved {
    /// The boundary in words, of the scope as it was approved.
    pub scope: Option<String>,
    /// The version of the Statement of Applicability, and the day of its approval.
    pub soa: Option<(String, Option<Date>)>,
    /// The documents that anybody may read, and whether their text has a page.
    pub documents: Vec<(InForce, bool)>,
}

/// Scope, certificate, Statement of Applicability, documents.
pub struct TrustPage {
    organisation: String,
    certificate: Vec<Fact>,
    approved: Approved,
    footer: Vec<String>,
}

impl TrustPage {
    /// The fact that tells of the Statement of Applicability.
    pub const SOA: &'static str = "Statement of Applicability";

    pub fn of(cx: &Cx<'_>, approved: Approved, origin: &Origin) -> Self {
        Self { organisation: organisation(cx).to_owned(), certificate: certified(cx), approved, footer: footer(cx.today, origin) }
    }

    pub fn doc(&self) -> Doc<'_> {
        let mut head = Head { title: format!("Information security at {}", self.organisation), is_public: true, ..Head::default() };
        head.footer.clone_from(&self.footer);
        head.facts.extend(self.approved.scope.iter().map(|scope| fact("Scope", scope.clone())));
        head.facts.extend(self.certificate.iter().cloned());
        if let Some((version, on)) = &self.approved.soa {
            let approved = on.map_or(String::new(), |on| format!(", approved on {on}"));
            head.facts.push(fact(Self::SOA, format!("version {version}{approved}")));
        }
        let mut blocks = Vec::new();
        if head.facts.is_empty() && self.approved.documents.is_empty() {
            blocks.push(Block::Paragraph { text: "Nothing has been approved yet that is for the public.".into() });
        }
        if !self.approved.documents.is_empty() {
            blocks.push(Block::Heading { text: "Documents".into() });
            blocks.push(Block::Table(self.documents()));
        }
        Doc { head, blocks }
    }

    fn documents(&self) -> Table<'_> {
        // An id leads to its page; what has none needs no id.
        fn row((document, has_page): &(InForce, bool)) -> Row<'_> {
            let title = document.title.as_str();
            let named = match has_page {
                true => Value::Id(Id { id: document.id.as_str().into(), name: Some(title.into()) }),
                false => title.into(),
            };
            Row::new(vec![named.into(), (&document.kind).into(), document.version().into(), Cell::from(document.approved)])
        }
        Table {
            name: "documents",
            columns: vec![Column::text("Document", 0), Column::short("Type", 1), Column::short("Version", 0), Column::short("Approved", 0)],
            rows: Rows::new(|| self.approved.documents.iter().map(row)),
            empty: "",
        }
    }
}

/// The certificate, only while it counts.
fn certified(cx: &Cx<'_>) -> Vec<Fact> {
    let Some(counts) = certificate(cx.program).filter(|certificate| certificate.counts(cx.today)) else { return Vec::new() };
    let certification = cx.program.isms().and_then(|isms| isms.data().certification.as_ref());
    let body = certification.and_then(|certification| certification.body.as_deref());
    let written: Option<&IsmsCertificate> = certification.and_then(|certification| certification.certificate.as_ref());
    let number = written.and_then(|written| written.number.as_deref()).map(|number| format!(" no. {number}")).unwrap_or_default();
    let by = body.map(|body| format!(" by {body}")).unwrap_or_default();
    let said = format!("{}{number}{by}, from {} until {}", standard(cx), counts.decided, counts.expires);
    let scope = written.and_then(|written| written.scope.as_ref()).map(|scope| fact("Certified scope", scope.clone()));
    std::iter::once(fact("Certificate", said)).chain(scope).collect()
}
