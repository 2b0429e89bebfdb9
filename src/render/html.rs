//! One HTML file for auditors and printers: no scripts, no network, and every word of a record escaped.
//!
//! The template's name ends in `.html`, so minijinja escapes each value; a test keeps `safe` out of it. Before that
//! all text is made visible, since controls and turned directions act in a browser too.

use super::escape;
use super::page::Page;
use crate::report::doc::Doc;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior};
use std::io;

const PAGE: &str = include_str!("page.html");

/// Writes the page.
pub fn write(doc: &Doc, out: &mut dyn io::Write) -> io::Result<()> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let page = syntax().and_then(|syntax| {
        environment.set_syntax(syntax);
        environment.template_from_named_str("page.html", PAGE)?.render(Serde(Page::new(doc)))
    });
    out.write_all(escape::page(&page.map_err(io::Error::other)?).as_bytes())
}

/// Tags of the template leave no empty lines behind: the page's source is read too.
fn syntax() -> Result<SyntaxConfig, minijinja::Error> {
    SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;
    use crate::report::doc::{Block, Column, Row, Table};

    fn written(doc: &Doc) -> String {
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
        assert_eq!(tags(&page), tags(&written(&sample::doc())));
    }

    #[test]
    fn the_template_asks_for_nothing() {
        for banned in ["|safe", "| safe", "autoescape", "<script", "http:", "https:", "url(", "@import", "src=", "href="] {
            assert!(!PAGE.contains(banned), "{banned}");
        }
        assert!(PAGE.contains("default-src 'none'; style-src 'unsafe-inline'"));
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
            let table = Table { name: "wide", columns, rows: vec![Row::new(cells)], empty: "" };
            written(&Doc { title: "Wide".into(), blocks: vec![Block::Table(table)], ..Doc::default() })
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
        assert!(page.contains("<svg role=\"img\" viewBox=\"0 0 680 220\" aria-labelledby=\"chart-8-1-title chart-8-1-text\">"), "{page}");
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
