use crate::base::date::Period;
use crate::base::diagnostic::Level;
use crate::base::span::Span;
use crate::base::text::{natural, normal};
use crate::check::{About, Check, Findings, Rule};
use crate::model::digest;
use crate::model::kinds::{
    Assessment, Audit, AuditType, Change, Control, ControlStatus, Finding, Grade, Met, Metric, Objective, ObjectiveStatus, Obligation,
    Risk, Sampled, Supplier, SupplierVerdict, TreatmentOption,
};
use crate::model::program::{Program, View};
use crate::model::single::isms::IsmsCertificate;
use crate::model::single::soa::Release;
use crate::register::cx::Now;
use crate::register::cycle::cycle;
use crate::register::metric;
use crate::register::supplier::certificates;
use std::collections::HashSet;

pub(super) static RULE: Rule = Rule {
    name: "conclusion-contradicted",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["4.3", "6.1.1", "6.1.3 d", "6.2", "7.5.3", "8.3", "9.2.2", "A.5.22", "A.5.31"],
    page: include_str!("conclusion_contradicted.md"),
    check: Check::Records(check),
};

/// A conclusion that other records speak against: where it stands, what it says and what speaks against it, where that
/// stands, and what to do.
struct Contradiction {
    place: Span,
    message: String,
    against: Option<Span>,
    help: &'static str,
}

type Look = fn(&Now<'_>) -> Vec<Contradiction>;

/// Who concludes, and what is held against it; each with what asks for it.
const CONCLUSIONS: &[(&str, Look)] = &[
    ("9.2.2", audits),
    ("6.2", objectives),
    ("8.3", risks),
    ("6.1.1", opportunities),
    ("A.5.22", suppliers),
    ("9.2.2", samples),
    ("A.5.31", obligations),
    ("7.5.3", stages),
    ("7.5.3", certificate),
    ("4.3", certified_scope),
    ("6.1.3 d", certified_soa),
    ("6.1.3 d", released),
    ("6.1.3 d", decided_first),
];

/// Certificates are for three years (ISO/IEC 17021-1), counted from the end of the one before: a new one may be out some months
/// earlier.
const LONGEST: Period = Period::months(42);

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let found = CONCLUSIONS.iter().flat_map(|(asked, look)| look(cx).into_iter().map(move |found| (*asked, found)));
    for (asked, Contradiction { place, message, against, help }) in found {
        let finding = out.at(place, message).help(help).against([asked]);
        if let Some(against) = against {
            finding.related(against, "what speaks against it");
        }
    }
}

/// An audit says that the system conforms, and a major nonconformity that it raised is open.
fn audits(cx: &Now<'_>) -> Vec<Contradiction> {
    let open = |finding: &Finding| finding.closed.as_ref().is_none_or(|closed| closed.on > cx.today);
    let majors = cx.program.all::<Finding>().filter(|finding| finding.grade == Grade::Major && open(finding));
    let found = majors.filter_map(|finding| {
        let audit = cx.program.get::<Audit>(finding.data().source.as_ref()?)?;
        audit.conclusion.as_ref().filter(|conclusion| conclusion.conforms == Some(true))?;
        Some(Contradiction {
            place: audit.at("/conclusion/conforms"),
            message: format!("audit `{}` concludes that the system conforms, and its major `{}` is open", audit.id, finding.id),
            against: Some(finding.at("/grade")),
            help: "let the auditor settle it: the grade of the finding, or the conclusion of the audit",
        })
    });
    found.collect()
}

/// An objective is met, and the last reading up to its day does not reach the target, or there is none.
fn objectives(cx: &Now<'_>) -> Vec<Contradiction> {
    let met = cx.program.all::<Objective>().filter(|objective| objective.status == Some(ObjectiveStatus::Met));
    let found = met.filter_map(|objective| {
        let metric = cx.program.get::<Metric>(objective.data().metric.as_ref()?)?;
        let Some((index, last)) = metric::last(&metric, objective.due.map_or(cx.today, |due| due.min(cx.today))) else {
            // What is unclear contradicts nothing.
            if cx.program.unclear(metric.at(""), &["readings"]).is_some() {
                return None;
            }
            return Some(Contradiction {
                place: objective.at("/status"),
                message: format!("objective `{}` is met, and `{}`, which measures it, has no reading until then", objective.id, metric.id),
                against: Some(metric.at("/readings")),
                help: "call it missed or keep it open, or add the reading that shows that it was met",
            });
        };
        let (_, direction) = metric::bound(&metric)?;
        let target = objective.target.or(metric.target)?;
        metric::is_breached(last.value, target, direction).then(|| Contradiction {
            place: objective.at("/status"),
            message: format!("objective `{}` is met, and `{}` read {} on {}, not {}", objective.id, metric.id, last.value, last.on, target),
            against: Some(metric.at(&format!("/readings/{index}/value"))),
            help: "call it missed or keep it open, or add the reading that shows that it was met",
        })
    });
    found.collect()
}

/// A risk is closed with an action that is not done, or rated above what needs no acceptance, although what it comes from
/// was not given up.
fn risks(cx: &Now<'_>) -> Vec<Contradiction> {
    let closed = cx.program.all::<Risk>().filter(|risk| risk.closed.is_some_and(|closed| closed <= cx.today));
    let found = closed.filter_map(|risk| {
        let treatment = risk.treatment.as_ref();
        let open = treatment.and_then(|treatment| treatment.actions.iter().position(|action| action.done.is_none()));
        let avoided = treatment.is_some_and(|treatment| treatment.option == TreatmentOption::Avoid);
        let rating = risk.current.as_ref().zip(cx.scales.as_ref()).and_then(|(current, scales)| Some((scales, scales.rate(current).ok()?)));
        let above = rating.filter(|(scales, rating)| !avoided && scales.is_above_appetite(rating.level));
        let (what, against) = match (open, above) {
            (Some(index), _) => ("with an action that nothing says was done".to_owned(), risk.at(&format!("/treatment/actions/{index}"))),
            (None, Some((scales, rating))) => (format!("at the level {}", scales.level(rating.level).name), risk.at("/current")),
            (None, None) => return None,
        };
        Some(Contradiction {
            place: risk.at("/closed"),
            message: format!("risk `{}` was closed {what}", risk.id),
            against: Some(against),
            help: "open it again, or write down what ended it: the actions that were done, and the rating since",
        })
    });
    found.collect()
}

/// An opportunity is done, and one of its actions is not.
fn opportunities(cx: &Now<'_>) -> Vec<Contradiction> {
    let Some(context) = cx.program.context() else { return Vec::new() };
    let done = context.opportunities.iter().enumerate().filter(|(_, opportunity)| opportunity.done.is_some_and(|done| done <= cx.today));
    let found = done.filter_map(|(index, opportunity)| {
        let open = opportunity.actions.iter().position(|action| action.done.is_none())?;
        Some(Contradiction {
            place: context.at(&format!("/opportunities/{index}/done")),
            message: format!("opportunity `{}` is done, and an action on it is not", opportunity.id),
            against: Some(context.at(&format!("/opportunities/{index}/actions/{open}"))),
            help: "write when the action was done, or keep the opportunity open",
        })
    });
    found.collect()
}

/// A supplier was found acceptable with a certificate that has run out, or unacceptable, and nothing is recorded that follows from it.
fn suppliers(cx: &Now<'_>) -> Vec<Contradiction> {
    let findings = cx.program.all::<Finding>().filter_map(|finding| finding.data().source.as_ref());
    let changes = cx.program.all::<Change>().flat_map(|change| &change.data().touches);
    let answered: HashSet<&str> = findings.chain(changes).map(|answered| answered.id()).collect();
    let serving = cx.program.all::<Supplier>().filter(|supplier| supplier.ended.is_none());
    let found = serving.filter_map(|supplier| {
        let reviews = supplier.reviews.iter().enumerate().filter(|(_, review)| review.on <= cx.today);
        let (index, last) = reviews.max_by_key(|(_, review)| review.on)?;
        let place = supplier.at(&format!("/reviews/{index}/result"));
        let expired =
            certificates(supplier.data()).filter_map(|(index, held)| Some((index, held.valid_until.filter(|day| *day < cx.today)?))).min();
        match (last.result, expired) {
            (SupplierVerdict::Acceptable, Some((index, day))) => Some(Contradiction {
                place,
                message: format!("supplier `{}` was found acceptable on {}, and its certificate ended on {day}", supplier.id, last.on),
                against: Some(supplier.at(&format!("/certificates/{index}/valid_until"))),
                help: "ask for the new certificate and write its last day, or take it out and review the supplier without it",
            }),
            (SupplierVerdict::Unacceptable, _) if !answered.contains(supplier.id.as_str()) => Some(Contradiction {
                place,
                message: format!(
                    "supplier `{}` was found unacceptable on {}, and nothing is recorded that follows from it",
                    supplier.id, last.on
                ),
                against: None,
                help: "raise a finding with the supplier as its source, plan a change that touches it, or end the relationship",
            }),
            _ => None,
        }
    });
    found.collect()
}

/// More was looked at in an audit, or asked for, than there is.
fn samples(cx: &Now<'_>) -> Vec<Contradiction> {
    let found = cx.program.all::<Audit>().filter_map(|audit| {
        let taken = |sample: &Sampled| sample.looked_at().len().max(sample.size.unwrap_or_default() as usize);
        let is_over = |(_, sample): &(usize, &Sampled)| sample.population.is_some_and(|all| all > 0 && taken(sample) > all as usize);
        let (index, sample) = audit.data().sample.iter().enumerate().find(is_over)?;
        let looked_at = match taken(sample) > sample.looked_at().len() {
            true => "size",
            false if sample.items.is_empty() => "lines",
            false => "items",
        };
        Some(Contradiction {
            place: audit.at(&format!("/sample/{index}/population")),
            message: format!("audit `{}` took a sample of {} of {}", audit.id, taken(sample), sample.population?),
            against: Some(audit.at(&format!("/sample/{index}/{looked_at}"))),
            help: "correct how many there were, or which were looked at",
        })
    });
    found.collect()
}

/// A duty is met, and none of the controls that should meet it is implemented.
fn obligations(cx: &Now<'_>) -> Vec<Contradiction> {
    let met = cx.program.all::<Obligation>();
    let found = met.filter_map(|obligation| {
        obligation.assessed.as_ref().filter(|assessed| assessed.status == Met::Met)?;
        let controls: Option<Vec<_>> = obligation.data().controls.iter().map(|control| cx.program.get::<Control>(control)).collect();
        let controls = controls.filter(|controls| {
            let behind = |status| matches!(status, Some(ControlStatus::Planned | ControlStatus::InProgress));
            !controls.is_empty() && controls.iter().all(|control| behind(control.status))
        })?;
        Some(Contradiction {
            place: obligation.at("/assessed/status"),
            message: format!("obligation `{}` is met, and no control that meets it is implemented", obligation.id),
            against: Some(controls[0].at("/status")),
            help: "name the controls that meet it today, or call it partly met",
        })
    });
    found.collect()
}

/// An audit of the certification body took place, or is planned, on other days than the programme says.
fn stages(cx: &Now<'_>) -> Vec<Contradiction> {
    let Some(isms) = cx.program.isms() else { return Vec::new() };
    let Some(certification) = &isms.data().certification else { return Vec::new() };
    let said = [(AuditType::Stage1, "stage_1", certification.stage_1), (AuditType::Stage2, "stage_2", certification.stage_2)];
    let found = said.into_iter().filter_map(|(kind, field, day)| {
        let day = day?;
        let begins = |audit: &Audit| audit.started.or(audit.planned);
        let held = cx.program.all::<Audit>().filter(|audit| audit.kind == kind && begins(audit).is_some());
        let is_on = |audit: &View<'_, Audit>| begins(audit) <= Some(day) && audit.finished.or(begins(audit)) >= Some(day);
        let (on, off): (Vec<_>, Vec<_>) = held.partition(is_on);
        let audit = off.last().filter(|_| on.is_empty())?;
        Some(Contradiction {
            place: isms.at(&format!("/certification/{field}")),
            message: format!("{} is said to be on {day}, and audit `{}` on {}", kind.name(), audit.id, begins(audit)?),
            against: Some(audit.at(if audit.started.is_some() { "/started" } else { "/planned" })),
            help: "correct the day that is wrong",
        })
    });
    found.collect()
}

/// The certificate is out of date, or a visit that it is kept by was left out.
fn certificate(cx: &Now<'_>) -> Vec<Contradiction> {
    let (Some(isms), Some(certificate)) = (cx.program.isms(), certified(cx.program)) else { return Vec::new() };
    let at = |field: &str| isms.at(&format!("/certification/certificate/{field}"));
    if let Some(expires) = certificate.expires.filter(|expires| *expires < cx.today) {
        return vec![Contradiction {
            place: at("expires"),
            message: format!("the certificate ended on {expires}"),
            against: None,
            help: "write down the new one, or take it out",
        }];
    }
    if let Some((issued, expires)) = certificate.issued.zip(certificate.expires).filter(|(issued, expires)| issued.plus(LONGEST) < *expires)
    {
        return vec![Contradiction {
            place: at("expires"),
            message: format!("the certificate is said to be of {issued} and to end on {expires}, and certificates are for three years"),
            against: Some(at("issued")),
            help: "correct the day that is wrong",
        }];
    }
    // One that is suspended says what came of it, and a visit that took place makes good what was left out before.
    let cycle = cycle(cx.program, cx.today).filter(|cycle| cycle.certificate.counts(cx.today));
    let mut past = cycle.iter().flat_map(|cycle| &cycle.visits).filter(|visit| visit.is_done(cx.today) || visit.is_late(cx.today));
    let late = past.next_back().filter(|visit| !visit.is_done(cx.today)).map(|visit| Contradiction {
        place: at(if certificate.decided.is_some() { "decided" } else { "issued" }),
        message: format!("the certificate is said to be valid, and nothing says that {}, due by {}, took place", visit.name(), visit.to),
        against: visit.audit.map(|audit| audit.at("/planned")),
        help: "record the visit as an `audit`, or agree on a day at once: without its visits a certificate is suspended",
    });
    late.into_iter().collect()
}

fn certified(program: &Program) -> Option<&IsmsCertificate> {
    program.isms()?.data().certification.as_ref()?.certificate.as_ref()
}

/// The certificate speaks of another scope than there is.
fn certified_scope(cx: &Now<'_>) -> Vec<Contradiction> {
    let (Some(isms), Some(certificate), Some(scope)) = (cx.program.isms(), certified(cx.program), cx.program.scope()) else {
        return Vec::new();
    };
    let wording = scope.data().certificate_wording.as_deref();
    let other = certificate.scope.as_deref().zip(wording).filter(|(certified, wording)| normal(certified) != normal(wording));
    let other = other.map(|_| Contradiction {
        place: isms.at("/certification/certificate/scope"),
        message: "the certificate speaks of another scope than `scope.yaml`".into(),
        against: Some(scope.at("/certificate_wording")),
        help: "tell the certification body what has changed, or take its wording over",
    });
    other.into_iter().collect()
}

/// The certificate speaks of a later Statement of Applicability than there is, or of one that there never was.
fn certified_soa(cx: &Now<'_>) -> Vec<Contradiction> {
    let (Some(isms), Some(certified)) = (cx.program.isms(), certified(cx.program).and_then(|found| found.soa_version.as_deref())) else {
        return Vec::new();
    };
    let place = isms.at("/certification/certificate/soa_version");
    let soa = cx.program.soa().and_then(|soa| Some((soa, soa.data().version.as_deref()?)));
    let later = soa.filter(|(_, version)| natural(certified, version).is_gt());
    let later = later.map(|(soa, version)| Contradiction {
        place,
        message: format!("the certificate speaks of version `{certified}` of the Statement of Applicability, which is at `{version}`"),
        against: Some(soa.at("/version")),
        help: "correct the version that is wrong: a certificate names one that there was",
    });
    let never = || Contradiction {
        place,
        message: format!(
            "the certificate speaks of version `{certified}` of the Statement of Applicability, of which no release is recorded"
        ),
        against: cx.program.soa().map(|soa| soa.at("/releases")),
        help: "correct the version that is wrong, or release it with `isms soa release`",
    };
    later.or_else(|| is_skipped(cx, certified).then(never)).into_iter().collect()
}

/// Whether versions were released before and none of this name. What is older than the first release was there before anybody
/// wrote releases down.
fn is_skipped(cx: &Now<'_>, version: &str) -> bool {
    let releases = cx.program.soa().map_or(&[][..], |soa| &soa.data().releases);
    let first = releases.first().is_some_and(|first| natural(version, &first.version).is_gt());
    first && !releases.iter().any(|release| release.version == version)
}

/// The Statement of Applicability was decided and approved anew under a version that was released with other decisions.
fn released(cx: &Now<'_>) -> Vec<Contradiction> {
    let Some(soa) = cx.program.soa() else { return Vec::new() };
    let of_version = |release: &&Release| Some(&release.version) == soa.version.as_ref();
    let Some((release, approval)) = soa.data().releases.iter().find(of_version).zip(soa.data().approval.as_ref()) else {
        return Vec::new();
    };
    let is_anew = match &approval.digest {
        Some(digest) => *digest != release.digest,
        None => approval.on > release.on && !digest::is_of(&release.digest, "soa", soa.node(), "", None),
    };
    let found = is_anew.then(|| Contradiction {
        place: soa.at("/version"),
        message: format!(
            "version `{}` of the Statement of Applicability was released on {}, and approved on {} with other decisions",
            release.version, release.on, approval.on
        ),
        against: Some(soa.at("/releases")),
        help: "give it a new version, let it be approved and release it: a certificate speaks of what was released",
    });
    found.into_iter().collect()
}

/// The Statement of Applicability was approved before any assessment of risks that is recorded.
fn decided_first(cx: &Now<'_>) -> Vec<Contradiction> {
    let Some((soa, approved)) = cx.program.soa().and_then(|soa| Some((soa, soa.data().approval.as_ref()?.on))) else { return Vec::new() };
    let assessments = cx.program.all::<Assessment>().map(|assessment| (assessment.on, assessment.at("/on")));
    let risks = cx.program.all::<Risk>().filter_map(|risk| {
        let assessed = risk.data().assessed.as_ref()?;
        Some((assessed.confirms.unwrap_or(assessed.on), risk.at("/assessed/on")))
    });
    let first = assessments.chain(risks).min_by_key(|(on, _)| *on).filter(|(on, _)| approved < *on);
    let found = first.map(|(on, place)| Contradiction {
        place: soa.at("/approval/on"),
        message: format!(
            "the Statement of Applicability was approved on {approved}, and the first assessment of risks that is recorded is of {on}"
        ),
        against: Some(place),
        help: "record the assessment that it rests on, or decide it from the risks as they are and let it be approved again",
    });
    found.into_iter().collect()
}
