use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Document, DocumentStatus};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "doc-version-differs",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["7.5.2", "7.5.3"],
    page: include_str!("doc_version_differs.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for document in cx.program.all::<Document>().filter(|document| document.status == Some(DocumentStatus::Approved)) {
        let (Some(file), Some(version)) = (&document.file, &document.version) else { continue };
        let Some((said, at)) = cx.program.seen_file(file).and_then(|seen| seen.version.as_ref()) else { continue };
        if plain(said) != plain(version) {
            let place = format!("{file}:{}:{}", at.line, at.column);
            out.at(
                document.at("/version"),
                format!("document `{}` is at version `{version}`, and its text says `{said}` at `{place}`", document.id),
            )
            .help("correct the one that is wrong; people go by what they read");
        }
    }
}

/// `v1.0` and `1` are one version.
fn plain(version: &str) -> String {
    let version = version.trim().to_ascii_lowercase();
    let version = version.strip_prefix('v').unwrap_or(&version);
    version.trim_end_matches(".0").to_owned()
}
