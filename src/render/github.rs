//! Workflow commands that GitHub shows beside the changed lines of a pull request.

use super::escape;
use crate::base::diagnostic::Level;
use crate::base::places::Places;
use crate::report::findings::CheckReport;
use std::io;

/// Writes one command for each finding. GitHub shows the first ten of each level; the rest stay in the log.
pub fn write(report: &CheckReport<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let places = Places::new(report.files);
    for found in &report.findings {
        let diagnostic = found.diagnostic;
        let place = places.of(diagnostic.primary.span);
        let command = match diagnostic.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Info => "notice",
        };
        let file = escape::github_property(&format!("{}{}", report.repository_prefix, place.file.path));
        let (start, end) = (place.start, place.end);
        let title = escape::github_property(diagnostic.rule);
        let mut message = diagnostic.message.clone();
        if let Some(help) = &diagnostic.help {
            message.push_str("\nhelp: ");
            message.push_str(help);
        }
        let message = escape::github(&message);
        let place = format!("line={},col={},endLine={},endColumn={}", start.line, start.column, end.line, end.column);
        writeln!(out, "::{command} file={file},{place},title={title}::{message}")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::render::sample::Found;

    #[test]
    fn text_cannot_start_a_command() {
        let found = Found::new(&[("risks/a,b.yaml", "id: x\nowner: b\n")], &[(0, 6, 11)], "100% `x`\n::set-env name=A::b");
        let mut out = Vec::new();
        super::write(&found.report(), &mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "::error file=isms/risks/a%2Cb.yaml,line=2,col=1,endLine=2,endColumn=6,title=risk-no-owner\
             ::100%25 `x`%0A::set-env name=A::b%0Ahelp: name who accepts what is left of it\n"
        );
    }
}
