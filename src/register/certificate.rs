//! Whether the organisation is certified on a day: the one place that says so.

use crate::base::date::{Date, Period};
use crate::model::program::Program;
use crate::model::single::isms::CertificateStatus;

/// How long a certificate counts where its last day is not written.
const CYCLE: Period = Period::months(36);

/// The certificate in `isms.yaml`, as far as days follow from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// The day of the decision.
    pub decided: Date,
    /// Its last day.
    pub expires: Date,
    pub status: CertificateStatus,
}

impl Certificate {
    /// Whether it runs on a day: it was decided on, has not ended, and was not taken back for good.
    pub fn runs(self, day: Date) -> bool {
        self.decided <= day && day <= self.expires && self.status != CertificateStatus::Withdrawn
    }

    /// Whether it counts on a day: it runs, and the certification body has not suspended it.
    pub fn counts(self, day: Date) -> bool {
        self.runs(day) && self.status != CertificateStatus::Suspended
    }

    /// Whether it ran before a day and runs no more.
    pub fn is_over(self, day: Date) -> bool {
        self.decided <= day && !self.runs(day)
    }

    /// Whether it ended before a day by itself: nobody took it back.
    pub fn has_ended(self, day: Date) -> bool {
        self.expires < day && self.status != CertificateStatus::Withdrawn
    }
}

/// The certificate, if there is one with a day.
pub fn certificate(program: &Program) -> Option<Certificate> {
    let written = program.isms()?.data().certification.as_ref()?.certificate.as_ref()?;
    let decided = written.begins()?;
    let expires = written.expires.unwrap_or_else(|| decided.plus(CYCLE).eve());
    Some(Certificate { decided, expires, status: written.status.unwrap_or(CertificateStatus::Valid) })
}

/// The certificate that runs on a day. Whoever has none is on the road to one, again if there was one before.
pub fn running(program: &Program, day: Date) -> Option<Certificate> {
    certificate(program).filter(|certificate| certificate.runs(day))
}

/// The certificate that was decided on by a day, whatever became of it.
pub fn decided(program: &Program, day: Date) -> Option<Certificate> {
    certificate(program).filter(|certificate| certificate.decided <= day)
}

/// The day by which the plan wants a certificate, where none runs. A day that the last certificate was wanted by says nothing of
/// the next one: after the end of one only a later day does.
pub fn wanted_by(program: &Program, today: Date) -> Option<Date> {
    let target = program.plan()?.data().target?;
    let is_open = match decided(program, today) {
        None => true,
        Some(certificate) if certificate.runs(today) => false,
        Some(certificate) if certificate.has_ended(today) => target > certificate.expires,
        Some(certificate) => target > certificate.decided,
    };
    is_open.then_some(target)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::load;
    use crate::store::memory::Memory;

    /// Whether a certificate runs and counts on a day, and the day by which one is wanted.
    fn told(certificate: &str, target: &str, day: &str) -> (bool, bool, Option<String>) {
        let mut files = Memory::default();
        files.put("isms.yaml", format!("format: 1\norganisation: {{name: X}}\ncertification: {{certificate: {certificate}}}\n"));
        files.put("plan.yaml", format!("target: {target}\n"));
        let program = load(&files).unwrap().program;
        let day: Date = day.parse().unwrap();
        let running = running(&program, day);
        (running.is_some(), running.is_some_and(|running| running.counts(day)), wanted_by(&program, day).map(|day| day.to_string()))
    }

    #[test]
    fn a_certificate_runs_from_its_decision_to_its_last_day_unless_it_was_taken_back() {
        let valid = "{decided: 2026-03-10, expires: 2029-03-09}";
        let first = "2026-02-28";
        assert_eq!(told(valid, first, "2026-03-09"), (false, false, Some(first.into())));
        assert_eq!(told(valid, first, "2026-03-10"), (true, true, None));
        assert_eq!(told(valid, first, "2029-03-09"), (true, true, None));
        // The day of the first road is none of the second.
        assert_eq!(told(valid, first, "2029-03-10"), (false, false, None));
        assert_eq!(told(valid, "2029-09-30", "2029-12-01"), (false, false, Some("2029-09-30".into())));
        assert_eq!(told("{decided: 2026-03-10}", first, "2029-03-10"), (false, false, None));
        let suspended = "{status: suspended, decided: 2026-03-10, expires: 2029-03-09}";
        assert_eq!(told(suspended, first, "2027-01-01"), (true, false, None));
        let withdrawn = "{status: withdrawn, decided: 2026-03-10, expires: 2029-03-09}";
        assert_eq!(told(withdrawn, first, "2027-01-01"), (false, false, None));
        assert_eq!(told(withdrawn, "2027-06-30", "2027-01-01"), (false, false, Some("2027-06-30".into())));
        assert_eq!(told("{number: C-1}", first, "2027-01-01"), (false, false, Some(first.into())));
    }
}
