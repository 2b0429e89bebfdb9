//! The certification cycle: three years from the decision, with the visits that the certification body owes them.
//!
//! ISO/IEC 17021-1, 9.1.3.3: surveillance at least once in a calendar year but for those of recertification, the first one
//! within twelve months of the decision. Recertification is finished before the certificate expires.

use super::certificate::{Certificate, certificate};
use crate::base::date::{Date, Period};
use crate::model::kinds::{Audit, AuditType};
use crate::model::program::{Program, View};

/// Certification bodies begin so long before the last day of a first surveillance.
const FIRST_OPENS: Period = Period::months(3);

/// A recertification has to begin so long before the certificate ends, for the decision to be made in time.
const RECERTIFICATION_OPENS: Period = Period::months(4);

/// The cycle that a certificate opened.
pub struct Cycle<'a> {
    pub certificate: Certificate,
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
        self.audit.is_some_and(|audit| audit.held(today).is_some())
    }

    /// Its last day was over on a day, and it has not taken place.
    pub fn is_late(&self, today: Date) -> bool {
        self.to < today && !self.is_done(today)
    }

    /// The calendar year that it belongs to was over on a day, and it can take place no more.
    pub fn is_left_out(&self, today: Date) -> bool {
        self.is_late(today) && self.audit.is_none() && self.to.year() < today.year()
    }

    /// `surveillance 1`, `recertification`
    pub fn name(&self) -> String {
        if self.kind == AuditType::Surveillance { format!("surveillance {}", self.number) } else { self.kind.name().to_owned() }
    }
}

/// The cycle of the certificate in `isms.yaml`, if there is one with a day. An audit that was let pass is no visit.
pub fn cycle(program: &Program, today: Date) -> Option<Cycle<'_>> {
    let certificate = certificate(program)?;
    let Certificate { decided, expires, .. } = certificate;
    let visits = |kind| {
        let held = program.all::<Audit>().filter(move |audit| audit.kind == kind);
        let held = held.filter_map(|audit| Some((audit.counted_on(today)?, audit)));
        let mut held: Vec<(Date, View<'_, Audit>)> = held.filter(|(day, _)| *day > decided && *day <= expires).collect();
        held.sort_by_key(|(day, audit)| (*day, &audit.data().id));
        held
    };
    let mut all = Vec::new();
    let mut held = visits(AuditType::Surveillance).into_iter().peekable();
    let (mut from, mut to) = (decided.plus(Period::months(12)).minus(FIRST_OPENS), decided.plus(Period::months(12)));
    // The year in which the certificate ends is that of recertification.
    while to.year() < expires.year() {
        // A visit of a later year makes nothing good that was left out in this one.
        let audit = held.next_if(|(day, _)| day.year() <= to.year());
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
    Some(Cycle { certificate, visits: all })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::load;
    use crate::store::memory::Memory;

    /// The visits of a certificate on a day, for audits with what says when they are.
    fn visits_on(today: &str, certificate: &str, audits: &[&str]) -> Vec<String> {
        let mut files = Memory::default();
        let isms = format!("format: 1\norganisation: {{name: X}}\ncertification: {{certificate: {certificate}}}\n");
        files.put("isms.yaml", isms);
        for (n, days) in audits.iter().enumerate() {
            files.put(&format!("audits/AUD-{n}.yaml"), format!("id: AUD-{n}\ntitle: Visit\ntype: surveillance\n{days}\n"));
        }
        let program = load(&files).unwrap().program;
        let told = |visit: &Visit<'_>| format!("{} by {}{}", visit.name(), visit.to, if visit.audit.is_some() { ", held" } else { "" });
        cycle(&program, today.parse().unwrap()).map_or(Vec::new(), |cycle| cycle.visits.iter().map(told).collect())
    }

    /// The same long after.
    fn visits(certificate: &str, held: &[&str]) -> Vec<String> {
        let finished: Vec<String> = held.iter().map(|day| format!("finished: {day}")).collect();
        visits_on("2031-01-01", certificate, &finished.iter().map(String::as_str).collect::<Vec<_>>())
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

    #[test]
    fn a_later_visit_makes_nothing_good_that_was_left_out() {
        let certificate = "{issued: 2026-03-10, expires: 2029-03-09}";
        let late = visits(certificate, &["2027-11-20"]);
        assert_eq!(late[..2], ["surveillance 1 by 2027-03-10, held", "surveillance 2 by 2028-12-31"]);
        let left_out = visits(certificate, &["2028-05-02"]);
        assert_eq!(left_out[..2], ["surveillance 1 by 2027-03-10", "surveillance 2 by 2028-12-31, held"]);
        // Two in one year are not one in each.
        let twice = visits(certificate, &["2027-02-20", "2027-10-01"]);
        assert_eq!(twice[1..3], ["surveillance 2 by 2028-12-31, held", "surveillance 3 by 2028-12-31"]);
    }

    #[test]
    fn an_audit_that_was_let_pass_is_no_visit() {
        let certificate = "{issued: 2026-03-10, expires: 2029-03-09}";
        let on = |today: &str| visits_on(today, certificate, &["planned: 2027-02-01", "planned: 2027-09-01"])[..2].to_vec();
        assert_eq!(on("2027-01-01")[0], "surveillance 1 by 2027-03-10, held");
        assert_eq!(on("2027-05-01"), ["surveillance 1 by 2027-03-10, held", "surveillance 2 by 2028-12-31"]);
        assert_eq!(on("2027-10-01"), ["surveillance 1 by 2027-03-10", "surveillance 2 by 2028-12-31"]);
    }
}
