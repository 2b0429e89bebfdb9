//! Options that several commands have.

use crate::base::choice::Choice;
use crate::base::text::says_nothing;
use crate::ops::ids::Wish;
use crate::render::{self, Format, TOLD_FORMATS, ToldFormat};
use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::path::PathBuf;

/// Options of every command.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Global {
    /// Work on the programme in this folder or above it
    #[arg(short = 'C', long, global = true, value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    pub dir: Option<PathBuf>,

    /// Read the programme as it was at a commit, tag or branch, or at the end of a day
    ///
    /// `REV:FOLDER` names a folder of that commit, `approved:ID` the commit that brought the approval which a record or a file
    /// such as `soa` carries, and `released:VERSION` the one that released a version of the Statement of Applicability.
    #[arg(long, global = true, value_name = "REV|DATE")]
    pub at: Option<String>,

    /// Judge dates as of this day [default: ISMS_TODAY, else the day or the commit's of --at, else today]
    #[arg(long, global = true, value_name = "DATE")]
    pub today: Option<String>,

    /// Use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: ColorWhen,

    /// Say nothing on stderr but errors
    #[arg(short, long, global = true)]
    pub quiet: bool,

    /// Say on stderr what was read, and as of which day
    #[arg(short, long, global = true)]
    pub verbose: bool,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ColorWhen {
    #[default]
    Auto,
    Always,
    Never,
}

/// How a report comes out.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct ReportArgs {
    /// Write it in this format [default: by the ending of --output, else text]
    #[arg(long, value_parser = format(false))]
    pub format: Option<&'static Format>,

    /// Write it to this file, all or nothing; `-` is stdout
    #[arg(short, long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub output: Option<PathBuf>,

    /// Begin CSV with the mark by which spreadsheet programs know that it is UTF-8
    #[arg(long)]
    pub bom: bool,

    /// It is a report on days, and may be a calendar.
    #[arg(skip)]
    pub is_dated: bool,
}

/// How a report on days comes out.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct DatedArgs {
    /// Write it in this format; `ics` is for calendars [default: by the ending of --output, else text]
    #[arg(long, value_parser = format(true))]
    pub format: Option<&'static Format>,

    /// Write it to this file, all or nothing; `-` is stdout
    #[arg(short, long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub output: Option<PathBuf>,

    /// Begin CSV with the mark by which spreadsheet programs know that it is UTF-8
    #[arg(long)]
    pub bom: bool,
}

impl DatedArgs {
    /// The same as for any report.
    pub fn report(&self) -> ReportArgs {
        ReportArgs { format: self.format, output: self.output.clone(), bom: self.bom, is_dated: true }
    }
}

/// How findings of many programmes come out: as a report, or for what reads the findings of one.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct ToldArgs {
    /// Write it in this format; `sarif` is for code scanning, `junit` for test reports [default: by the ending of --output, else text]
    #[arg(long, value_parser = told_format())]
    pub format: Option<ToldAs>,

    /// Write it to this file, all or nothing; `-` is stdout
    #[arg(short, long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub output: Option<PathBuf>,

    /// Begin CSV with the mark by which spreadsheet programs know that it is UTF-8
    #[arg(long)]
    pub bom: bool,
}

/// One of the formats of reports, or of those of findings.
#[derive(Clone, Copy, Debug)]
pub enum ToldAs {
    Report(&'static Format),
    Findings(&'static ToldFormat),
}

impl ToldAs {
    /// All of them, with their names and the endings of their files.
    pub fn all() -> impl Iterator<Item = (&'static str, &'static str, Self)> + Clone {
        let reports = render::formats(false).map(|format| (format.name, format.extension, ToldAs::Report(format)));
        reports.chain(TOLD_FORMATS.iter().map(|format| (format.name, format.extension, ToldAs::Findings(format))))
    }
}

impl ToldArgs {
    /// The same as for any report, in one of its formats.
    pub fn report(&self, format: Option<&'static Format>) -> ReportArgs {
        ReportArgs { format, output: self.output.clone(), bom: self.bom, is_dated: false }
    }
}

fn told_format() -> impl TypedValueParser<Value = ToldAs> {
    let of = |name: String| ToldAs::all().find(|(known, ..)| *known == name).map(|(.., format)| format);
    PossibleValuesParser::new(ToldAs::all().map(|(name, ..)| PossibleValue::new(name)))
        .map(move |name| of(name).expect("the parser takes only these names"))
}

/// Takes one of the words of a choice, and lists them in help.
pub fn chosen<C: Choice>() -> impl TypedValueParser<Value = C> {
    let value = |(word, means, _): &(&'static str, &'static str, C)| {
        let value = PossibleValue::new(*word);
        if means.is_empty() { value } else { value.help(*means) }
    };
    let of = |word: String| C::ALL.iter().find(|(known, ..)| *known == word).map(|(.., of)| *of);
    PossibleValuesParser::new(C::ALL.iter().map(value)).map(move |word| of(word).expect("the parser takes only these words"))
}

/// Takes words that say something.
pub fn words(text: &str) -> Result<String, &'static str> {
    if says_nothing(text) { Err("it says nothing") } else { Ok(text.trim().to_owned()) }
}

/// Takes the id that a new record is to have; `random` draws one.
#[allow(clippy::unnecessary_wraps, reason = "parsers of arguments may fail")]
pub fn wish(text: &str) -> Result<Wish, std::convert::Infallible> {
    // The keys of a map are nobody's to foresee either.
    Ok(if text == "random" { Wish::Drawn(RandomState::new().build_hasher().finish()) } else { Wish::This(text.to_owned()) })
}

/// Takes the name of a format of reports.
fn format(is_dated: bool) -> impl TypedValueParser<Value = &'static Format> {
    PossibleValuesParser::new(render::formats(is_dated).map(|format| PossibleValue::new(format.name)))
        .map(|name| Format::by_name(&name).expect("the parser takes only these names"))
}
