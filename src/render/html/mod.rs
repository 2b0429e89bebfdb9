//! One HTML file for auditors and printers: no network, every word of a record escaped, and no script but ours.
//!
//! Templates escape each value; a test keeps `safe` out of them. Before that all text is made visible, since controls and
//! turned directions act in a browser too. A page is written part by part, and a table row by row.

mod parts;

use super::escape;
use super::frame::Frame;
use super::page::{Page, Part};
use super::ruled::Ruled;
use crate::base::digest::sha256_base64;
use crate::report::doc::Doc;
use askama::Template;
use parts::{Above, Across, Ending, Header, Top};
use std::io;
use std::sync::LazyLock;

/// How every page looks. It stands in the page itself, and nothing of a record is in it.
const STYLE: &str = include_str!("style.css");

/// Sorts and filters tables, where a page has one with rows enough; nothing of a record is in it.
const SCRIPT: &str = include_str!("page.js");
/// So many rows are sorted and filtered; the script counts the same.
const MANY: usize = 12;

/// What a page allows to run, by its digest: our script and nothing else. As content security policies write it.
static ALLOWED: LazyLock<String> = LazyLock::new(|| allowed(SCRIPT));

/// The digest of a script as content security policies write it.
pub fn allowed(script: &str) -> String {
    format!("sha256-{}", sha256_base64(script.as_bytes()))
}

/// Writes the page.
pub fn write(doc: &Doc<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    write_in(doc, &Frame::default(), out)
}

/// Writes the page as one of several.
pub fn write_in(doc: &Doc<'_>, frame: &Frame<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let page = Page::new(doc, frame);
    let script = page.parts.iter().any(|part| part.has_rows(MANY)).then_some((SCRIPT, ALLOWED.as_str()));
    press(&page, script, out, |_| Ok(()))
}

/// Writes the page with a script of its own, and what that works on below all else.
pub fn write_with(
    doc: &Doc<'_>,
    frame: &Frame<'_>,
    script: &'static str,
    out: &mut dyn io::Write,
    below: impl FnOnce(&mut dyn io::Write) -> io::Result<()>,
) -> io::Result<()> {
    press(&Page::new(doc, frame), Some((script, &allowed(script))), out, below)
}

/// The page from its top to its end. A script stands there with the digest by which it may run.
fn press(
    page: &Page<'_>,
    script: Option<(&'static str, &str)>,
    out: &mut dyn io::Write,
    below: impl FnOnce(&mut dyn io::Write) -> io::Result<()>,
) -> io::Result<()> {
    let opening = &page.opening;
    let allowed = script.map(|(_, digest)| digest);
    let mut press = Press { out, html: String::new() };
    press.put(&Top { title: &opening.title, allowed, has_logo: opening.has_logo() })?;
    press.out.write_all(STYLE.as_bytes())?;
    press.put(&Header { page: opening })?;
    for (part, number) in page.parts.iter().zip(1_usize..) {
        match part {
            Part::Block(block) => press.put(&parts::Part { block, number })?,
            Part::Table(table) => press.table(table, opening.sideways)?,
        }
    }
    below(press.out)?;
    press.put(&Ending { lines: &page.footer, own: opening.own() })?;
    if let Some((script, _)) = script {
        writeln!(press.out, "<script>{script}</script>")?;
    }
    press.out.write_all(b"</body>\n</html>\n")
}

/// Where a page is written, and the part of it that is being made.
struct Press<'o> {
    out: &'o mut dyn io::Write,
    html: String,
}

impl Press<'_> {
    fn table(&mut self, table: &Ruled<'_>, sideways: bool) -> io::Result<()> {
        for sheet in &table.sheets(sideways) {
            self.put(&Above { sheet })?;
            table.lines(sheet).try_for_each(|line| self.put(&Across { sheet, line: &line }))?;
            self.out.write_all(b"</tbody>\n</table>\n</figure>\n")?;
        }
        Ok(())
    }

    /// What a template makes: whole lines, so that none of them reads otherwise beside what others make.
    fn put(&mut self, template: &impl Template) -> io::Result<()> {
        self.html.clear();
        template.render_into(&mut self.html).map_err(io::Error::other)?;
        self.out.write_all(escape::page(&self.html).as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;
    use crate::report::doc::{Block, Column, Head, Row, Rows, Table};

    fn written(doc: &Doc<'_>) -> String {
        let mut out = Vec::new();
        write(doc, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn records_stay_text() {
        let page = written(&sample::nasty_doc());
        assert!(page.contains("&#60;script&#62;alert(1)&#60;/script&#62;"), "{page}");
        let tags = |page: &str| {
            let mut names: Vec<String> =
                page.split('<').skip(1).map(|tag| tag.chars().take_while(|c| c.is_ascii_alphanumeric()).collect()).collect();
            names.sort();
            names.dedup();
            names
        };
        // Nothing of it reads as an id; what somebody wrote has a link and tags of its own.
        let mut plain = tags(&written(&sample::doc()));
        plain.extend(["blockquote", "code", "pre"].map(str::to_owned));
        plain.sort();
        assert_eq!(tags(&page), plain);
        assert_eq!(page.matches("<a ").count(), page.matches("href=\"https://example.org\"").count());
    }

    /// All that stands on pages but words of records: the style, and the templates in their folder.
    fn templates() -> String {
        let folder = include_dir::include_dir!("$CARGO_MANIFEST_DIR/src/render/html");
        let all = folder.files().filter(|file| file.path().extension().is_some_and(|ending| ending == "html" || ending == "css"));
        all.map(|file| file.contents_utf8().unwrap()).collect()
    }

    #[test]
    fn templates_ask_for_nothing() {
        let all = templates();
        for banned in ["|safe", "| safe", "|escape", "| escape", "|e ", "| e ", "<script", "http:", "https:", "url(", "@import"] {
            assert!(!all.contains(banned), "{banned}");
        }
        for banned in ["</script", "innerHTML", "fetch", "import", "eval", "http", "localStorage", "document.write"] {
            assert!(!SCRIPT.contains(banned), "{banned}");
        }
        assert_eq!(all.matches("href=").count(), all.matches("href=\"{{ ").count());
        assert!(all.contains("default-src 'none'; style-src 'unsafe-inline'"));
        // Only what the page itself holds is shown.
        assert_eq!(all.matches("src=").count(), all.matches("src=\"{{ logo.uri }}\"").count());
        // Nothing of it reads as a command in the log of a build, so it is written as it is.
        assert_eq!(escape::page(STYLE), STYLE);
    }

    /// What is marked as safe is what a template wrote, and a value within a tag stands in quotes.
    #[test]
    fn whatever_is_not_of_a_template_is_escaped() {
        let parts = include_str!("parts.rs");
        let safe: Vec<&str> = parts.lines().filter_map(|line| line.strip_prefix("impl HtmlSafe for ")).collect();
        assert_eq!(safe.len(), parts.matches("HtmlSafe for").count());
        for kind in safe.iter().map(|rest| rest.split('<').next().unwrap()) {
            assert!(parts.contains(&format!("html\")]\nstruct {kind}<'a>")), "{kind}");
        }
        let all = templates();
        let within = all.match_indices("{{ ").filter(|(at, _)| {
            let before = &all[..*at];
            before.rfind('<') > before.rfind('>') && !before.ends_with("<h") && !before.ends_with("</h")
        });
        for (at, _) in within.filter(|(at, _)| !all[*at..].starts_with("{{ Dashes(")) {
            let tag = all[..at].rsplit('<').next().unwrap();
            assert!(tag.matches('"').count() % 2 == 1, "{tag}");
        }
    }

    #[test]
    fn only_our_script_runs_and_only_where_there_is_something_to_sort() {
        let page = |rows: usize| {
            let row = |n: usize| Row::new(vec![n.into(), "</script><script>alert(1)</script>".into()]);
            let columns = vec![Column::number("Number", 0), Column::text("Text", 0)];
            let table = Table { name: "all", columns, rows: Rows::few((0..rows).map(row).collect()), empty: "" };
            written(&Doc { head: Head { title: "All".into(), ..Head::default() }, blocks: vec![Block::Table(table)] })
        };
        let (few, many) = (page(MANY - 1), page(MANY));
        assert!(!few.contains("<script") && !few.contains("script-src"), "{few}");
        assert_eq!(many.matches("<script").count(), 1);
        let inside = many.split("<script>").nth(1).and_then(|rest| rest.split("</script>").next()).unwrap();
        assert!(many.contains(&format!("script-src '{}'", allowed(inside))), "{many}");
        assert!(SCRIPT.contains(&format!("const MANY = {MANY};")));
    }

    #[test]
    fn the_style_cuts_nothing_off() {
        assert!(!STYLE.contains("overflow: hidden") && !STYLE.contains("overflow-x: hidden") && !STYLE.contains("text-overflow"));
        let kept: Vec<&str> = STYLE.lines().filter(|line| line.contains("nowrap")).collect();
        assert_eq!(kept, ["td .whole, th .whole { display: inline; white-space: nowrap; }", ".first { white-space: nowrap; }"]);
        for rule in ["@page sideways { size: A4 landscape; }", "thead { display: table-header-group; }", "tr, .matrix, .brief"] {
            assert!(STYLE.contains(rule), "{rule}");
        }
    }

    #[test]
    fn paper_lies_on_its_side_where_a_table_asks_for_it() {
        let page = |count: usize| {
            let columns = (0..count).map(|n| Column::text(format!("Column {n}"), u8::try_from(n).unwrap())).collect();
            let cells = (0..count).map(|n| format!("A text of some words that stands in column {n}").into()).collect();
            let table = Table { name: "wide", columns, rows: Rows::few(vec![Row::new(cells)]), empty: "" };
            written(&Doc { head: Head { title: "Wide".into(), ..Head::default() }, blocks: vec![Block::Table(table)] })
        };
        assert!(page(3).contains("<body>") && !page(3).contains("class=\"below\""));
        assert!(page(5).contains("<body class=\"sideways\">") && !page(5).contains("class=\"below\""));
        let wide = page(12);
        assert!(wide.contains("<tr class=\"below\">") && wide.contains("<span class=\"name\">Column 11</span>"), "{wide}");
        assert_eq!(wide.matches("stands in column").count(), 12);
    }

    #[test]
    fn a_chart_is_a_picture_with_words() {
        let page = written(&sample::doc());
        assert!(page.contains("<svg role=\"img\" viewBox=\"0 0 680 160\" aria-labelledby=\"chart-8-1-title chart-8-1-text\">"), "{page}");
        assert!(page.contains("<title id=\"chart-8-1-title\">Open risks by level</title>"));
        assert!(page.contains("<desc id=\"chart-8-1-text\">low: 3 in 2026-01, 2 in 2026-03, least 2, most 3."));
        assert!(page.contains("<path class=\"bar hue-critical\" d=\"M"));
    }

    #[test]
    fn every_group_and_heading_cell_has_its_scope() {
        let page = written(&sample::doc());
        assert_eq!(page.matches("scope=\"rowgroup\"").count(), 2);
        assert_eq!(page.matches("scope=\"row\"").count(), 6 + 3);
        assert_eq!(page, written(&sample::doc()));
    }
}
