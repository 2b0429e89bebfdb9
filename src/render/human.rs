//! Findings for people: the lines of the file with a mark under what is meant, as `rustc` draws them.

use super::escape;
use crate::base::diagnostic::{Diagnostic, Label, Level};
use crate::base::places::{Place, Places};
use crate::base::text::count;
use crate::report::findings::{CheckReport, Found};
use annotate_snippets::{Annotation, AnnotationKind, Element, Level as Title, Renderer, Snippet};
use anstyle::Style;
use std::collections::BTreeMap;
use std::io;

/// More than anybody reads; what is beyond is counted.
const SNIPPETS: usize = 50;
/// Of one rule, so that a fault that stands everywhere does not hide the others.
const OF_ONE_RULE: usize = 5;
/// A related place further away than this gets a piece of its own.
const NEAR: usize = 40;
/// A mark over more lines than this shrinks to the first of them.
const TALL: usize = 6;
/// How much of an endless line is shown on either side of the mark, in bytes.
const LONG: usize = 600;

/// Writes findings with their lines, then what they come to.
pub fn write(report: &CheckReport<'_>, out: &mut dyn io::Write, width: usize, colour: bool) -> io::Result<()> {
    let places = Places::new(report.files);
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() }.term_width(width.clamp(40, 200));
    let (shown, rest) = chosen(report);
    for found in shown {
        let drawing = draw(found.diagnostic, &places, &report.shown_prefix, &renderer);
        drawing.lines().try_for_each(|line| writeln!(out, "{}", undrawn(line)))?;
        writeln!(out)?;
    }
    if !rest.is_empty() {
        write_rest(rest.iter().map(|found| found.diagnostic), out)?;
    }
    let bold = if colour { Style::new().bold() } else { Style::new() };
    writeln!(out, "{bold}{}{bold:#}", super::closing_line(&report.summary))
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

/// What is drawn, and what is only counted.
fn chosen<'r, 'a>(report: &'r CheckReport<'a>) -> (Vec<&'r Found<'a>>, Vec<&'r Found<'a>>) {
    let mut of_rule: BTreeMap<&str, usize> = BTreeMap::new();
    let mut shown = 0;
    report.findings.iter().partition(|found| {
        let so_far = of_rule.entry(found.diagnostic.rule).or_default();
        *so_far += 1;
        let draw = *so_far <= OF_ONE_RULE && shown < SNIPPETS;
        shown += usize::from(draw);
        draw
    })
}

/// The rules of what is not shown, the most frequent first.
fn write_rest<'a>(rest: impl Iterator<Item = &'a Diagnostic>, out: &mut dyn io::Write) -> io::Result<()> {
    let mut by_rule: BTreeMap<&str, usize> = BTreeMap::new();
    rest.for_each(|diagnostic| *by_rule.entry(diagnostic.rule).or_default() += 1);
    let mut rules: Vec<(&str, usize)> = by_rule.into_iter().collect();
    rules.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    writeln!(out, "{} more:", count(rules.iter().map(|(_, n)| n).sum(), "finding"))?;
    rules.iter().try_for_each(|(rule, n)| writeln!(out, "{n:>7}  {rule}"))?;
    writeln!(out, "help: `--format short` shows each on one line\n")
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
    use crate::render::sample::Found;

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
    fn many_are_counted() {
        let found = Found::new(&[("a.yaml", "id: x\n")], &[(0, 0, 2); 60], "m");
        let text = written(&found, 100);
        assert_eq!(text.matches("error[risk-no-owner]: m\n").count(), 5);
        assert!(text.contains("55 findings more:\n     55  risk-no-owner\nhelp: `--format short`"), "{text}");
    }

    #[test]
    fn endless_lines_and_empty_files_are_drawn() {
        let long = format!("a: {}", "x".repeat(1_000_000));
        let found = Found::new(&[("a.yaml", &long), ("empty.yaml", "")], &[(0, 500_000, 500_003), (0, 3, 900_000), (1, 0, 0)], "m");
        let text = written(&found, 80);
        assert!(text.lines().all(|line| line.chars().count() < 400), "{}", text.len());
    }
}
