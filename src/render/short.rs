//! One line for each finding, as compilers print them: editors and `grep` know what to do.

use super::escape;
use crate::base::places::Places;
use crate::report::findings::CheckReport;
use std::io;

/// Writes `path:line:column: error[rule]: message`; nothing if nothing was found.
pub fn write(report: &CheckReport<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let places = Places::new(report.files);
    for found in &report.findings {
        let diagnostic = found.diagnostic;
        let place = places.of(diagnostic.primary.span);
        let path = escape::terminal_line(&format!("{}{}", report.shown_prefix, place.file.path));
        let message = escape::terminal_line(&diagnostic.message);
        let level = diagnostic.level.name();
        let line = format!("{path}:{}:{}: {level}[{}]: {message}", place.start.line, place.start.column, diagnostic.rule);
        writeln!(out, "{}", escape::lines(&line))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::render::sample::Found;

    #[test]
    fn a_message_stays_on_its_line() {
        let found = Found::new(&[("risks/a.yaml", "id: ä\nowner: b\n")], &[(0, 7, 12)], "no `x`\nrisks/b.yaml:1:1: error");
        let mut out = Vec::new();
        super::write(&found.report(), &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "acme/risks/a.yaml:2:1: error[risk-no-owner]: no `x`\\nrisks/b.yaml:1:1: error\n");
    }
}
