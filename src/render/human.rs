//! Findings for people: the lines of the file with a mark under what is meant, as `rustc` draws them.

use super::escape;
use super::told;
use crate::base::diagnostic::{Diagnostic, Label, Level};
use crate::base::places::{Place, Places};
use crate::report::findings::CheckReport;
use annotate_snippets::{Annotation, AnnotationKind, Element, Level as Title, Renderer, Snippet};
use anstyle::Style;
use std::io;

/// A related place further away than this gets a piece of its own.
const NEAR: usize = 40;
/// A mark over more lines than this shrinks to the first of them.
const TALL: usize = 6;
/// How much of an endless line is shown on either side of the mark, in bytes.
const LONG: usize = 600;

/// Writes findings by who must act, each with its lines or with those that have its cause, then what they come to.
pub fn write(report: &CheckReport<'_>, out: &mut dyn io::Write, width: usize, colour: bool) -> io::Result<()> {
    let places = Places::new(report.files);
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() }.term_width(width.clamp(40, 200));
    let bold = if colour { Style::new().bold() } else { Style::new() };
    let (shown, rest) = told::split(report, told::told(report));
    let mut before = None;
    for one in &shown {
        if before != Some(one.owner) && (one.owner.is_some() || before.is_some()) {
            told::write_owner(report, one.owner, out, bold)?;
        }
        before = Some(one.owner);
        match &*one.found {
            [found] => draw(found.diagnostic, &places, &report.shown_prefix, &renderer)
                .lines()
                .try_for_each(|line| writeln!(out, "{}", undrawn(line)))?,
            _ => told::write_gathered(report, one, &places, out, colour)?,
        }
        writeln!(out)?;
    }
    if !rest.is_empty() {
        told::write_rest(report, &rest, out)?;
    }
    writeln!(out, "{bold}{}{bold:#}", super::closing_line(&report.summary, report.none))
}

/// A line without what the drawing makes it carry: spaces at its end, and the `:::` before a further file, with which no
/// line may begin.
fn undrawn(line: &str) -> String {
    let line = line.trim_end();
    let margin = |c| matches!(c, ' ' | '\x1b' | '[' | ';' | 'm' | '0'..='9');
    match line.split_once("::: ") {
        Some((before, path)) if before.chars().all(margin) => format!("{before}==> {path}"),
        _ => line.to_owned(),
    }
}

fn draw(diagnostic: &Diagnostic, places: &Places<'_>, prefix: &str, renderer: &Renderer) -> String {
    let level = match diagnostic.level {
        Level::Error => Title::ERROR,
        Level::Warning => Title::WARNING,
        Level::Info => Title::INFO,
    };
    let primary = places.of(diagnostic.primary.span);
    let (near, far): (Vec<&Label>, Vec<&Label>) = diagnostic.related.iter().partition(|label| {
        let place = places.of(label.span);
        label.span.file == diagnostic.primary.span.file
            && place.start.line.abs_diff(primary.start.line) <= NEAR
            && primary.file.text.len() <= LONG * NEAR
    });
    let mut marks = vec![(&diagnostic.primary, AnnotationKind::Primary)];
    marks.extend(near.into_iter().map(|label| (label, AnnotationKind::Context)));
    let mut group =
        level.primary_title(escape::terminal_line(&diagnostic.message)).id(diagnostic.rule).element(snippet(&marks, places, prefix));
    for label in far {
        group = group.element(snippet(&[(label, AnnotationKind::Context)], places, prefix));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Element::from(Title::HELP.message(escape::terminal_line(help))));
    }
    renderer.render(&[group])
}

/// The piece of one file that holds all marks.
fn snippet(marks: &[(&Label, AnnotationKind)], places: &Places<'_>, prefix: &str) -> Snippet<'static, Annotation<'static>> {
    let shown: Vec<(Place<'_>, std::ops::Range<usize>)> = marks.iter().map(|(label, _)| marked(label, places)).collect();
    let file = shown[0].0.file;
    let first = shown.iter().map(|(_, range)| range.start).min().unwrap_or(0);
    let last = shown.iter().map(|(_, range)| range.end).max().unwrap_or(0);
    let piece = piece(&file.text, first..last);
    let annotations = shown.iter().zip(marks).map(|((_, range), (label, kind))| {
        let annotation = kind.span(range.start - piece.start..range.end.max(range.start) - piece.start);
        if label.text.is_empty() { annotation } else { annotation.label(escape::terminal_line(&label.text)) }
    });
    let line = shown.iter().map(|(place, _)| place.start.line).min().unwrap_or(1);
    Snippet::source(escape::source(&file.text[piece.clone()]))
        .line_start(line)
        .path(escape::terminal_line(&format!("{prefix}{}", file.path)))
        .annotations(annotations.collect::<Vec<_>>())
}

/// A place with the bytes to mark: those of the first line if there are too many.
fn marked<'a>(label: &Label, places: &Places<'a>) -> (Place<'a>, std::ops::Range<usize>) {
    let place = places.of(label.span);
    let text = &place.file.text;
    let start = text.floor_char_boundary(label.span.start as usize);
    let mut end = text.floor_char_boundary(label.span.end as usize).max(start);
    let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    if place.end.line - place.start.line > TALL || end - start > LONG {
        end = end.min(text[..line_end].trim_end_matches('\r').len().max(start)).min(text.floor_char_boundary(start + LONG)).max(start);
    }
    (place, start..end)
}

/// From the beginning of the first line to the end of the last.
fn piece(text: &str, marks: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let start = text[..marks.start].rfind('\n').map_or(0, |at| at + 1);
    let start = start + (text[start..marks.start].len() - text[start..marks.start].trim_start_matches('\u{feff}').len());
    let end = text[marks.end..].find('\n').map_or(text.len(), |at| marks.end + at);
    let end = text[..end].strip_suffix('\r').map_or(end, str::len);
    start..end.min(text.floor_char_boundary(marks.end + LONG)).max(marks.end)
}

#[cfg(test)]
mod tests {
    use crate::base::diagnostic::{Level, RuleInfo};
    use crate::render::sample::{Found, RULES};
    use crate::report::findings::CheckReport;

    fn written(found: &Found, width: usize) -> String {
        let mut out = Vec::new();
        super::write(&found.report(), &mut out, width, false).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn findings_look_like_this() {
        let files = [
            ("risks/RSK-001.yaml", "id: RSK-001\r\ntitle: Ransom\u{9b}ware \u{202e}é\r\ncontrols: []\r\n"),
            ("risks/b.yaml", "id: RSK-001\n"),
        ];
        let found = Found::new(&files, &[(0, 20, 30), (1, 4, 11)], "risk `RSK-001` has no owner");
        insta::assert_snapshot!(written(&found, 100), @r#"
            error[risk-no-owner]: risk `RSK-001` has no owner
             --> acme/risks/RSK-001.yaml:2:8
              |
            1 | id: RSK-001
              | -- named here
            2 | title: Ransom¿ware �é
              |        ^^^^^^^^^ needs an owner
              |
              = help: name who accepts what is left of it

            error[risk-no-owner]: risk `RSK-001` has no owner
             --> acme/risks/b.yaml:1:5
              |
            1 | id: RSK-001
              |     ^^^^^^^ needs an owner
              |
             ==> acme/risks/RSK-001.yaml:1:1
              |
            1 | id: RSK-001
              | -- named here
              |
              = help: name who accepts what is left of it

            2 errors in 1 record (2 files)
        "#);
    }

    #[test]
    fn the_place_is_the_same_as_everywhere() {
        let text = "\u{feff}ä: 1\n\u{200b}\u{e0041}x: ü\n";
        for offset in (0..=text.len() as u32).filter(|n| text.is_char_boundary(*n as usize)) {
            let found = Found::new(&[("o.yaml", "abc"), ("a.yaml", text)], &[(1, offset, offset)], "m");
            let at = crate::base::span::position(text, offset);
            let expected = format!("acme/a.yaml:{}:{}", at.line, at.column);
            let drawn = written(&found, 100);
            assert!(drawn.contains(&expected), "{offset}: {expected}\n{drawn}");
        }
    }

    #[test]
    fn the_first_are_shown_and_the_rest_counted() {
        let files: Vec<(String, String)> = (0..23).map(|n| (format!("{n:02}.yaml"), "id: x\n".to_owned())).collect();
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let mut found = Found::new(&files, &(0..23).map(|n| (n, 0, 2)).collect::<Vec<_>>(), "m");
        let owners: Vec<String> = (0..23).map(|n| format!("ROL-{n:02}")).collect();
        let written = |found: &Found, all| {
            let mut report = CheckReport { all, ..found.report() };
            report.findings.iter_mut().zip(&owners).for_each(|(found, owner)| found.owner = Some(owner));
            let mut out = Vec::new();
            super::write(&report, &mut out, 100, false).unwrap();
            String::from_utf8(out).unwrap()
        };
        let few = written(&found, false);
        assert_eq!(few.matches("error[risk-no-owner]: m\n").count(), 20);
        assert!(few.contains("\n3 findings more:\n      1  ROL-20\n      1  ROL-21\n      1  ROL-22\nhelp: `--all` shows them"), "{few}");
        found.list[..19].iter_mut().for_each(|diagnostic| diagnostic.level = Level::Warning);
        assert!(
            written(&found, false).contains("\n3 findings more:\n      1  ROL-16\n      1  ROL-17\n      1  ROL-18\n"),
            "the worst first"
        );
        let all = written(&found, true);
        assert_eq!((all.matches("[risk-no-owner]: m\n").count(), all.contains("more:")), (23, false));
    }

    #[test]
    fn what_has_one_cause_is_told_once_to_whom_it_concerns() {
        let found = Found::new(&[("a.yaml", "id: x\n"), ("b.yaml", "id: y\n")], &[(0, 0, 2), (0, 4, 5), (1, 0, 2), (1, 4, 5)], "m");
        let rule = RuleInfo { recurs: true, ..RULES[1] };
        let mut report = found.report();
        for (found, owner) in report.findings.iter_mut().zip([Some("PER-a"), None, Some("PER-b"), Some("PER-b")]) {
            (found.owner, found.rule, found.role) = (owner, &rule, owner.map(|_| "ROL-x"));
        }
        let mut out = Vec::new();
        super::write(&report, &mut out, 100, false).unwrap();
        let text = String::from_utf8(out).unwrap();
        let heads: Vec<&str> = text.lines().filter(|line| line.starts_with(char::is_alphabetic)).collect();
        let once = "error[risk-no-owner]: A risk has nobody who answers for it (2 times)";
        let one = "error[risk-no-owner]: m";
        assert_eq!(heads, ["PER-b as ROL-x: 2 errors", once, "PER-a as ROL-x: 1 error", one, "nobody owns these: 1 error", one]);
        let places = "  --> acme/b.yaml:1:1: m\n  --> acme/b.yaml:1:5: m\n  = help: name who accepts what is left of it\n";
        assert!(text.contains(places), "{text}");
    }

    #[test]
    fn endless_lines_and_empty_files_are_drawn() {
        let long = format!("a: {}", "x".repeat(1_000_000));
        let found = Found::new(&[("a.yaml", &long), ("empty.yaml", "")], &[(0, 500_000, 500_003), (0, 3, 900_000), (1, 0, 0)], "m");
        let text = written(&found, 80);
        assert!(text.lines().all(|line| line.chars().count() < 400), "{}", text.len());
    }
}
