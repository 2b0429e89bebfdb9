use crate::base::colour::{Colour, ENOUGH, WHITE};
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::program::Program;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "report-look-unusable",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["7.5.2"],
    page: include_str!("report_look_unusable.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let Some((isms, look)) = cx.program.isms().and_then(|isms| Some((isms, isms.data().report.as_ref()?))) else { return };
    if let Some((logo, why)) = look.logo.as_deref().and_then(|logo| Some((logo, unusable(cx.program, logo)?))) {
        out.at(isms.at("/report/logo"), format!("the logo of reports cannot be used: `{logo}` {why}")).help(
            "name a PNG inside the programme of 64 KiB and 2048 points each way at most, saved as for the web: without words, days and \
             colour profiles; until then reports come without one",
        );
    }
    if let Some(colour) = look.colour.as_deref().and_then(Colour::read).filter(|colour| colour.contrast(WHITE) < ENOUGH) {
        let (contrast, used) = (colour.contrast(WHITE), colour.readable(WHITE));
        out.at(
            isms.at("/report/colour"),
            format!("the colour of reports is too pale to be read on white: its contrast is {contrast:.2}, and {ENOUGH} is the least"),
        )
        .help(format!("reports use `#{}` instead; write that, or a darker colour", used.hex().to_lowercase()));
    }
}

/// Why a logo cannot be used, if it cannot.
fn unusable(program: &Program, logo: &str) -> Option<&'static str> {
    if !program.has_path(logo) {
        return Some("is none of the programme's files");
    }
    program.seen_file(logo)?.picture.as_ref()?.as_ref().err().copied()
}
