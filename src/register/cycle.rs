//! The certification cycle: three years from the decision, with the visits that the certification body owes them.
//!
//! ISO/IEC 17021-1, 9.1.3.3: surveillance at least once in a calendar year but for those of recertification, the first one
//! within twelve months of the decision. Recertification is finished before the certificate expires.

use crate::base::date::{Date, Period};
use crate::model::kinds::{Audit, AuditType};
use crate::model::program::{Program, View};
use crate::model::single::isms::CertificateStatus;

/// Certification bodies begin so long before the last day of a first surveillance.
const FIRST_OPENS: Period = Period::months(3);

/// A recertification has to begin so long before the certificate ends, for the decision to be made in time.
const RECERTIFICATION_OPENS: Period = Period::months(4);

/// How long a certificate counts where its last day is not written.
const CYCLE: Period = Period::months(36);

/// The cycle that a certificate opened.
pub struct Cycle<'a> {
    /// The day of the decision.
    pub decided: Date,
    /// The last day of the certificate.
    pub expires: Date,
    pub status: CertificateStatus,
    /// Surveillance and recertification, in their order.
    pub visits: Vec<Visit<'a>>,
}

/// A visit of the certification body.
pub struct Visit<'a> {
    pub kind: AuditType,
    /// Of surveillance, which one, from 1.
    pub number: usize,
    /// The first day on which it should take place.
    pub from: Date,
    /// The last one.
    pub to: Date,
    /// The audit that was it, or is planned to be.
    pub audit: Option<View<'a, Audit>>,
}

impl Visit<'_> {
    /// Took place by a day.
    pub fn is_done(&self, today: Date) -> bool {
        self.audit.is_some_and(|audit| audit.finished.is_some_and(|day| day <= today))
    }

    /// `surveillance 1`, `recertification`
    pub fn name(&self) -> String {
        if self.kind == AuditType::Surveillance { format!("surveillance {}", self.number) } else { self.kind.name().to_owned() }
    }
}

impl Cycle<'_> {
    /// Whether it runs on a day: it was decided on, has not ended, and the certificate was not taken back for good.
    pub fn runs(&self, day: Date) -> bool {
        self.decided <= day && day <= self.expires && self.status != CertificateStatus::Withdrawn
    }

    /// Whether the certificate counts on a day: the cycle runs, and the body has not suspended it.
    pub fn counts(&self, day: Date) -> bool {
        self.runs(day) && self.status != CertificateStatus::Suspended
    }
}

/// The cycle of the certificate in `isms.yaml`, if there is one with a day.
pub fn cycle(program: &Program) -> Option<Cycle<'_>> {
    let certificate = program.isms()?.data().certification.as_ref()?.certificate.as_ref()?;
    let decided = certificate.begins()?;
    let expires = certificate.expires.unwrap_or_else(|| decided.plus(CYCLE).eve());
    let day = |audit: &Audit| audit.finished.or(audit.started).or(audit.planned);
    let visits = |kind| {
        let held = program.all::<Audit>().filter(move |audit| audit.kind == kind);
        let held = held.filter_map(|audit| Some((day(&audit)?, audit))).filter(|(day, _)| *day > decided && *day <= expires);
        let mut held: Vec<(Date, View<'_, Audit>)> = held.collect();
        held.sort_by_key(|(day, audit)| (*day, &audit.data().id));
        held
    };
    let mut all = Vec::new();
    let mut held = visits(AuditType::Surveillance).into_iter();
    let (mut from, mut to) = (decided.plus(Period::months(12)).minus(FIRST_OPENS), decided.plus(Period::months(12)));
    // The year in which the certificate ends is that of recertification.
    while to.year() < expires.year() {
        let audit = held.next();
        all.push(Visit { kind: AuditType::Surveillance, number: all.len() + 1, from, to, audit: audit.map(|(_, audit)| audit) });
        // One that was early leaves the next calendar year without any, unless another follows in it.
        let next = audit.map_or(to.year(), |(day, _)| day.year()) + 1;
        from = to.of_year(next).first_of(1);
        to = from.plus(Period::months(12)).eve();
    }
    for (_, audit) in held {
        all.push(Visit { kind: AuditType::Surveillance, number: all.len() + 1, from, to: expires, audit: Some(audit) });
    }
    let audit = visits(AuditType::Recertification).pop().map(|(_, audit)| audit);
    all.push(Visit { kind: AuditType::Recertification, number: 1, from: expires.minus(RECERTIFICATION_OPENS), to: expires, audit });
    Some(Cycle { decided, expires, status: certificate.status.unwrap_or(CertificateStatus::Valid), visits: all })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::load;
    use crate::store::memory::Memory;

    fn visits(certificate: &str, held: &[&str]) -> Vec<String> {
        let mut files = Memory::default();
        let isms = format!("format: 1\norganisation: {{name: X}}\ncertification: {{certificate: {certificate}}}\n");
        files.put("isms.yaml", isms);
        for day in held {
            let audit = format!("id: AUD-{day}\ntitle: Visit\ntype: surveillance\nfinished: {day}\n");
            files.put(&format!("audits/AUD-{day}.yaml"), audit);
        }
        let program = load(&files).unwrap().program;
        let told = |visit: &Visit<'_>| format!("{} by {}{}", visit.name(), visit.to, if visit.audit.is_some() { ", held" } else { "" });
        cycle(&program).map_or(Vec::new(), |cycle| cycle.visits.iter().map(told).collect())
    }

    #[test]
    fn each_calendar_year_has_its_visit() {
        let certificate = "{issued: 2026-03-10, expires: 2029-03-09}";
        let open = ["surveillance 1 by 2027-03-10", "surveillance 2 by 2028-12-31", "recertification by 2029-03-09"];
        assert_eq!(visits(certificate, &[]), open);
        let early = visits(certificate, &["2026-11-02"]);
        assert_eq!(early[..2], ["surveillance 1 by 2027-03-10, held", "surveillance 2 by 2027-12-31"]);
        let both = visits(certificate, &["2027-02-20", "2028-03-01"]);
        assert_eq!(both, ["surveillance 1 by 2027-03-10, held", "surveillance 2 by 2028-12-31, held", "recertification by 2029-03-09"]);
        assert_eq!(visits("{issued: 2026-12-20}", &[]).last().unwrap(), "recertification by 2029-12-19");
        assert_eq!(visits("{number: X}", &[]), [""; 0]);
    }
}
