//! `isms audit pack`: what is in a bundle, and whether one holds.

use super::doc::{Block, Cell, Column, Doc, Head, Row, Rows, Table, Tone};
use super::readiness::Footing;
use super::{Origin, Report, fact};
use crate::base::date::Date;
use crate::base::text::count;
use crate::register::cx::Cx;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `manifest.json`, version 1.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
pub struct Manifest {
    pub version: u32,
    pub organisation: String,
    pub as_of: Date,
    /// It holds only what anybody may see.
    pub public: bool,
    /// The commit, the version of the tool, and what judged.
    pub made_from: Footing,
    /// Every file of the bundle but this one and `SHA256SUMS`, in their order.
    pub files: Vec<Packed>,
    /// What belongs here and is not.
    pub left_out: Vec<Left>,
}

/// A file of a bundle.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Packed {
    pub path: String,
    /// What it is: the ids of records, or a sentence.
    pub holds: String,
    pub size: u64,
    pub sha256: String,
    /// Where the repository has the same bytes, if it has.
    pub from: Option<String>,
    /// The fields that were taken out of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub without: Vec<String>,
}

/// Something that is not in a bundle.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Left {
    pub path: String,
    pub why: String,
}

/// The first page of a bundle, version 1.
#[derive(Serialize, JsonSchema)]
pub struct PackReport {
    pub version: u32,
    pub as_of: Date,
    pub commit: Option<String>,
    pub files: Vec<Packed>,
    pub left_out: Vec<Left>,
    #[serde(skip)]
    reproducible: bool,
    #[serde(skip)]
    head: Head,
}

impl PackReport {
    pub fn new(cx: &Cx<'_>, (files, left): (&[Packed], &[Left]), made_from: &Footing, public: bool, origin: &Origin) -> Self {
        let mut head = super::head(cx, if public { "Bundle for the public" } else { "Bundle for the auditor" }, origin);
        head.is_public = public;
        head.facts.extend(made_from.facts());
        // With the page that this is.
        head.facts.push(fact("Files", files.len() + 1));
        let (commit, reproducible) = (made_from.commit.clone(), made_from.reproducible);
        Self { version: 1, as_of: cx.today, commit, files: files.to_vec(), left_out: left.to_vec(), reproducible, head }
    }

    fn files(&self) -> Table<'_> {
        fn row(file: &Packed) -> Row<'_> {
            let without = file.without.iter().map(|field| format!("without {field}"));
            Row::new(vec![
                Cell::from(&file.path),
                Cell::list(std::iter::once(file.holds.clone()).chain(without)),
                file.from.as_ref().into(),
                usize::try_from(file.size).unwrap_or(usize::MAX).into(),
                (&file.sha256).into(),
            ])
        }
        Table {
            name: "files",
            columns: vec![
                Column::text("File", 0),
                Column::text("Holds", 0),
                Column::text("In the repository", 1),
                Column::number("Bytes", 2),
                Column::text("SHA-256", 3),
            ],
            rows: Rows::new(|| self.files.iter().map(row)),
            empty: "",
        }
    }
}

fn left_out(left: &[Left]) -> Table<'_> {
    fn row(left: &Left) -> Row<'_> {
        Row::new(vec![(&left.path).into(), (&left.why).into()])
    }
    Table {
        name: "left-out",
        columns: vec![Column::text("What", 0), Column::text("Why", 0)],
        rows: Rows::new(|| left.iter().map(row)),
        empty: "Nothing that belongs here was left out.",
    }
}

impl Report for PackReport {
    const NAME: &'static str = "pack";

    fn doc(&self) -> Doc<'_> {
        let heading = |text: &str| Block::Heading { text: text.into() };
        let commit = self.commit.as_deref().unwrap_or("COMMIT");
        let mut steps = vec![
            "With isms: `isms verify FILE` holds every byte of the archive against the manifest; `--manifest SHA256` also holds the manifest against the digest that you were told apart from this bundle.".to_owned(),
            "Without isms: unpack it, go into the folder, and run `sha256sum -c SHA256SUMS`.".to_owned(),
            format!("Against the history: each file below that names a place in the repository has the bytes of `git show {commit}:PLACE`; `git show {commit}:PLACE | sha256sum` prints the digest of its row."),
        ];
        if self.reproducible {
            let again = "With the commit and the same version of isms anybody makes every report of this bundle again, byte for byte: `--at` names the commit, `--today` the day.";
            steps.push(again.into());
        }
        let blocks = vec![
            heading("How to check this bundle"),
            Block::List { items: steps },
            heading("What is in it"),
            Block::Table(self.files()),
            heading("What was left out"),
            Block::Table(left_out(&self.left_out)),
        ];
        Doc { head: self.head.clone(), blocks }
    }
}

/// Whether a bundle holds, version 1.
#[derive(Serialize, JsonSchema)]
pub struct PackCheckReport {
    pub version: u32,
    pub organisation: String,
    pub as_of: Date,
    pub commit: Option<String>,
    /// The version of the tool that made it.
    pub tool: String,
    /// SHA-256 of the manifest.
    pub manifest: String,
    pub files: usize,
    /// Every byte of the archive was compared with what this version writes, not only every file.
    pub exact: bool,
    /// What does not hold.
    pub problems: Vec<Problem>,
    /// What the manifest says is not in it.
    pub left_out: Vec<Left>,
    #[serde(skip)]
    reproducible: bool,
}

/// Something that does not hold.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Problem {
    /// The file; empty for the archive as a whole.
    pub path: String,
    pub what: String,
}

impl PackCheckReport {
    pub fn new(manifest: Manifest, digest: String, files: usize, exact: bool, problems: Vec<Problem>) -> Self {
        Self {
            version: 1,
            organisation: manifest.organisation,
            as_of: manifest.as_of,
            commit: manifest.made_from.commit,
            tool: manifest.made_from.tool,
            reproducible: manifest.made_from.reproducible,
            manifest: digest,
            files,
            exact,
            problems,
            left_out: manifest.left_out,
        }
    }
}

impl Report for PackCheckReport {
    const NAME: &'static str = "pack-check";

    fn doc(&self) -> Doc<'_> {
        fn row(problem: &Problem) -> Row<'_> {
            let path = if problem.path.is_empty() { "the archive" } else { &problem.path };
            Row::new(vec![path.into(), Cell::toned(&problem.what, Tone::Bad)])
        }
        let commit = match (&self.commit, self.reproducible) {
            (Some(commit), true) => Cell::from(commit.clone()),
            (Some(commit), false) => Cell::toned(format!("{commit}, but the files differed from it"), Tone::Warn),
            (None, _) => Cell::toned("none", Tone::Warn),
        };
        let compared = if self.exact { "every byte of the archive" } else { "every file; another version of isms wrote the archive" };
        let verdict = match self.problems.len() {
            0 => Cell::toned("it holds", Tone::Good),
            n => Cell::toned(format!("it does not hold: {}", count(n, "problem")), Tone::Bad),
        };
        let facts = vec![
            fact("Organisation", self.organisation.clone()),
            fact("Bundle", verdict),
            fact("Commit", commit),
            fact("Made", format!("as of {}, by isms {}", self.as_of, self.tool)),
            fact("Files", self.files),
            fact("Compared", compared),
            fact("Manifest", format!("sha256:{}", self.manifest)),
        ];
        let problems = Table {
            name: "problems",
            columns: vec![Column::text("What", 0), Column::text("Problem", 0)],
            rows: Rows::new(|| self.problems.iter().map(row)),
            empty: "All files are those of the manifest, and no others are there.",
        };
        let head = Head { title: "Bundle".into(), facts, ..Head::default() };
        let heading = Block::Heading { text: "What was left out of it".into() };
        Doc { head, blocks: vec![Block::Table(problems), heading, Block::Table(left_out(&self.left_out))] }
    }
}
