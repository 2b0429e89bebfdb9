//! The command that does what is due, or writes down that it was done.

use crate::base::text;
use crate::register::due::{Due, Matter};

/// `…` stands for what only a person knows.
pub(super) fn command(due: &Due<'_>) -> String {
    let Due { of, what, matter, .. } = due;
    // What stands in its own record is done there, whatever it is about.
    match of.split_once('-').map(|(prefix, _)| prefix) {
        Some("AUD") if !due.unplanned => return format!("isms set {of} started=… finished=…"),
        Some("REV") if *matter == Matter::Review && !due.unplanned => return format!("isms edit {of}"),
        Some("FND") if matches!(matter, Matter::Certification | Matter::Cycle) => return format!("isms close {of} --why …"),
        _ => {}
    }
    match matter {
        Matter::Acceptance => format!("isms accept {of} --until +12mo --why …"),
        Matter::RiskReview => format!("isms set {of} assessed.on=today assessed.in=ASM-… current.likelihood=… current.impact=…"),
        Matter::Action | Matter::Decision | Matter::Milestone => format!("isms done {of} {}", quoted(what)),
        Matter::Test => format!("isms record test {of} --result pass --evidence EVD-…"),
        Matter::Activity => format!("isms set {of} {}", quoted(&format!("activities[{what}].runs+={{on: today, by: …}}"))),
        Matter::Reading => format!("isms record reading {of} …"),
        Matter::Analysis => format!("isms set {of} \"analyses+={{on: today, by: …, conclusion: …}}\""),
        Matter::Evidence => "isms evidence add FILE --supports …".into(),
        Matter::Document => format!("isms set {of} reviewed_on=today"),
        Matter::Obligation => format!("isms set {of} assessed.on=today assessed.status=…"),
        Matter::Supplier => format!("isms set {of} \"reviews+={{on: today, by: …, result: …}}\""),
        Matter::Notice => format!("isms set {of} body_told=today"),
        Matter::Change => format!("isms done {of}"),
        Matter::Exception => format!("isms set {of} until=… && isms approve {of}"),
        Matter::Training => format!("isms record training {of} {}", due.people.join(" ")),
        Matter::Acknowledgement => {
            due.people.iter().fold(format!("isms acknowledge {of}"), |words, person| format!("{words} --by {person}"))
        }
        Matter::Holder => format!("isms set {of} held_by+=PER-…"),
        Matter::Objective => format!("isms set {of} status=…"),
        Matter::Audit => "isms new audit --title … --set type=internal --set planned=…".into(),
        Matter::Review => "isms new review --title … --set on=…".into(),
        Matter::Finding => format!("isms close {of} --why …"),
        Matter::Certification if *of == "plan" => "isms set plan target=…".into(),
        Matter::Certification | Matter::Cycle => "isms new audit --title … --set type=… --set planned=…".into(),
        Matter::Treatment | Matter::Competence | Matter::Context | Matter::ExternalDocument | Matter::Notification => {
            format!("isms edit {of}")
        }
    }
}

/// In quotes that every shell knows, unless a shell would read something in them.
fn quoted(words: &str) -> String {
    if words.contains(['"', '$', '`', '\\', '!', '%']) { text::quoted(words) } else { format!("\"{words}\"") }
}
