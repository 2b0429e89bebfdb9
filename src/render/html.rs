//! One HTML file for auditors and printers: no network, every word of a record escaped, and no script but ours.
//!
//! The template's name ends in `.html`, so minijinja escapes each value; a test keeps `safe` out of it. Before that
//! all text is made visible, since controls and turned directions act in a browser too. Its top is written when the
//! template is read, and then part by part, and of tables row by row, by its macros.

use super::escape;
use super::frame::Frame;
use super::page::{Page, Part, Ruled};
use crate::base::digest::sha256_base64;
use crate::report::doc::Doc;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value};
use minijinja::{Captured, Environment, UndefinedBehavior};
use std::io;
use std::sync::LazyLock;

const PAGE: &str = include_str!("page.html");

const NAME: &str = "page.html";

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

/// The template, read once for all pages of a run.
static ENVIRONMENT: LazyLock<Result<Environment<'static>, minijinja::Error>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(syntax()?);
    environment.add_template(NAME, PAGE)?;
    Ok(environment)
});

/// Writes the page.
pub fn write(doc: &Doc<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    write_in(doc, &Frame::default(), out)
}

/// Writes the page as one of several.
pub fn write_in(doc: &Doc<'_>, frame: &Frame<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let page = Page::new(doc, frame);
    let script = page.parts.iter().any(|part| part.has_rows(MANY)).then_some((SCRIPT, ALLOWED.as_str()));
    press(page, script, out, |_| Ok(()))
}

/// Writes the page with a script of its own, and what that works on below all else.
pub fn write_with(
    doc: &Doc<'_>,
    frame: &Frame<'_>,
    script: &'static str,
    out: &mut dyn io::Write,
    below: impl FnOnce(&mut dyn io::Write) -> io::Result<()>,
) -> io::Result<()> {
    press(Page::new(doc, frame), Some((script, &allowed(script))), out, below)
}

/// The page from its top to its end. A script stands there with the digest by which it may run.
fn press(
    mut page: Page<'_>,
    script: Option<(&'static str, &str)>,
    out: &mut dyn io::Write,
    below: impl FnOnce(&mut dyn io::Write) -> io::Result<()>,
) -> io::Result<()> {
    page.opening.allowed = script.map(|(_, digest)| digest.to_owned());
    let environment = ENVIRONMENT.as_ref().map_err(io::Error::other)?;
    let template = environment.get_template(NAME).map_err(io::Error::other)?;
    let opened = template.render_captured(Serde(&page.opening)).map_err(io::Error::other)?;
    out.write_all(escape::page(opened.output()).as_bytes())?;
    let mut press = Press { template: opened, out };
    for (part, number) in page.parts.iter().zip(1_usize..) {
        match part {
            Part::Block(block) => press.put("part", &[Serde(block).into(), number.into()])?,
            Part::Table(table) => press.table(table, page.opening.sideways)?,
        }
    }
    below(press.out)?;
    press.put("ending", &[Serde(&page.footer).into(), Serde(&page.opening.own()).into()])?;
    if let Some((script, _)) = script {
        writeln!(press.out, "<script>{script}</script>")?;
    }
    press.put("closed", &[])
}

/// The template with its macros, and where they write.
struct Press<'t, 'o> {
    template: Captured<'t>,
    out: &'o mut dyn io::Write,
}

impl Press<'_, '_> {
    fn table(&mut self, table: &Ruled<'_>, sideways: bool) -> io::Result<()> {
        for sheet in table.sheets(sideways) {
            let words: Value = Serde(&sheet).into();
            self.put("table", std::slice::from_ref(&words))?;
            table.lines(&sheet).try_for_each(|line| self.put("row", &[words.clone(), Serde(&line).into()]))?;
            self.put("closing", &[])?;
        }
        Ok(())
    }

    /// What a macro makes of values: whole lines, so that none of them reads otherwise beside what others make.
    fn put(&mut self, name: &str, values: &[Value]) -> io::Result<()> {
        let html = self.template.with_state_mut(|state| state.call_macro(name, values)).map_err(io::Error::other)?;
        self.out.write_all(escape::page(&html).as_bytes())
    }
}

/// Tags of the template leave no empty lines behind: the page's source is read too.
fn syntax() -> Result<SyntaxConfig, minijinja::Error> {
    SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build()
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
        assert!(page.contains("&lt;script&gt;alert(1)&lt;&#x2f;script&gt;"), "{page}");
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
        assert_eq!(page.matches("<a ").count(), page.matches("href=\"https:&#x2f;&#x2f;example.org\"").count());
    }

    #[test]
    fn the_template_asks_for_nothing() {
        for banned in ["|safe", "| safe", "autoescape", "<script", "http:", "https:", "url(", "@import"] {
            assert!(!PAGE.contains(banned), "{banned}");
        }
        for banned in ["</script", "innerHTML", "fetch", "import", "eval", "http", "localStorage", "document.write"] {
            assert!(!SCRIPT.contains(banned), "{banned}");
        }
        assert_eq!(PAGE.matches("href=").count(), PAGE.matches("href=\"{{ ").count());
        assert!(PAGE.contains("default-src 'none'; style-src 'unsafe-inline'"));
        // Only what the page itself holds is shown.
        assert_eq!(PAGE.matches("src=").count(), PAGE.matches("src=\"{{ brand.logo.uri }}\"").count());
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
        assert!(many.contains(&format!("script-src '{}'", allowed(inside).replace('/', "&#x2f;"))), "{many}");
        assert!(SCRIPT.contains(&format!("const MANY = {MANY};")));
    }

    #[test]
    fn the_template_cuts_nothing_off() {
        assert!(!PAGE.contains("overflow: hidden") && !PAGE.contains("overflow-x: hidden") && !PAGE.contains("text-overflow"));
        let kept: Vec<&str> = PAGE.lines().filter(|line| line.contains("nowrap")).collect();
        assert_eq!(kept, ["td .whole, th .whole { display: inline; white-space: nowrap; }", ".first { white-space: nowrap; }"]);
        for rule in ["@page sideways { size: A4 landscape; }", "thead { display: table-header-group; }", "tr, .matrix, .brief"] {
            assert!(PAGE.contains(rule), "{rule}");
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
