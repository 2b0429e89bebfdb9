//! `isms record`, `isms acknowledge`

use crate::cli::acting::ActArgs;
use crate::cli::error::CliError;
use crate::cli::options::{Global, words};
use crate::import::outcome::{Level, Wanted};
use crate::ops::record::{self, Happened, Test};
use crate::ops::tested::{self, Reported};
use clap::{Subcommand, ValueEnum};
use std::path::PathBuf;
use std::process::ExitCode;

/// Write down what happened: a test, a reading, a training, whether something had an effect
#[derive(Debug, Subcommand)]
pub enum Command {
    /// The result of a test of a control
    ///
    /// `--from` takes it from what a program wrote that ran the test: JUnit XML, SARIF, or CSV with a row for each check. The
    /// file is kept as evidence. It is a pass if all that was tested passed; a file that is cut short or that shows no test
    /// is refused. The day is the one that the file says.
    #[command(after_help = "Examples:
  isms record test CTL-backup restore --result pass --evidence EVD-restore
  isms record test CTL-login --from target/junit.xml --where login --commit
  isms record test CTL-code-scan --from scan.sarif --level error
  isms record test CTL-doors --from round.csv --column result=State --column name=Door")]
    Test {
        /// The id of the control
        #[arg(value_name = "CONTROL")]
        control: String,

        /// Which of its tests, by words of it or its position from 1 [default: the only one]
        #[arg(value_name = "TEST")]
        which: Option<String>,

        /// How it went
        #[arg(long, required_unless_present = "from", conflicts_with = "from")]
        result: Option<Outcome>,

        /// The report of the program that ran it, which is kept as evidence
        #[arg(long, value_name = "FILE", conflicts_with = "evidence", value_hint = clap::ValueHint::FilePath)]
        from: Option<PathBuf>,

        /// Of the report, only the tests or rules whose name has these words
        #[arg(long = "where", value_name = "WORDS", requires = "from")]
        only: Option<String>,

        /// Which column of a sheet holds the `result`, the `name` or the day (`on`)
        #[arg(long = "column", value_name = "PART=HEADER", requires = "from", value_parser = column)]
        columns: Vec<(String, String)>,

        /// The lowest level of a result of SARIF that fails
        #[arg(long, requires = "from", default_value = "warning")]
        level: Lowest,

        /// What shows it
        #[arg(long, value_name = "EVD")]
        evidence: Option<String>,

        /// The finding that came of it
        #[arg(long, value_name = "FND")]
        finding: Option<String>,

        #[command(flatten)]
        happened: HappenedArgs,

        #[command(flatten)]
        act: ActArgs,
    },
    /// A reading of a metric
    Reading {
        /// The id of the metric
        #[arg(value_name = "METRIC")]
        metric: String,

        /// What was read, in the unit of the metric
        #[arg(allow_negative_numbers = true)]
        value: String,

        #[command(flatten)]
        happened: HappenedArgs,

        #[command(flatten)]
        act: ActArgs,
    },
    /// That people completed a training
    Training {
        /// The id of the training
        #[arg(value_name = "TRAINING")]
        training: String,

        /// Who completed it
        #[arg(value_name = "PERSON", required = true)]
        people: Vec<String>,

        /// What they scored, if it was the same for all
        #[arg(long)]
        score: Option<String>,

        /// The day [default: today]
        #[arg(long, value_name = "DAY")]
        on: Option<String>,

        #[command(flatten)]
        act: ActArgs,
    },
    /// Whether what was done about a finding had an effect
    Effect {
        /// The id of the finding
        #[arg(value_name = "FINDING")]
        finding: String,

        /// Whether it had
        #[arg(long)]
        effective: Answer,

        /// What shows an effect, unless the finding says so already
        #[arg(long, value_name = "WORDS", value_parser = words)]
        criterion: Option<String>,

        #[command(flatten)]
        happened: HappenedArgs,

        #[command(flatten)]
        act: ActArgs,
    },
}

/// How a test went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Outcome {
    Pass,
    Fail,
}

/// A level of SARIF.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Lowest {
    Error,
    Warning,
    Note,
}

fn column(text: &str) -> Result<(String, String), String> {
    let (part, header) = text.split_once('=').ok_or("write it as `result=HEADER`")?;
    let is_known = matches!(part, "result" | "name" | "on");
    if is_known { Ok((part.into(), header.into())) } else { Err(format!("`{part}` is none of `result`, `name` and `on`")) }
}

/// Yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Answer {
    Yes,
    No,
}

/// When it happened, and who did it.
#[derive(Debug, clap::Args)]
pub struct HappenedArgs {
    /// The day [default: today]
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    pub on: Option<String>,

    /// The role or person who did it [default: whoever git knows you as]
    #[arg(long, value_name = "ROL|PER")]
    pub by: Option<String>,
}

impl HappenedArgs {
    pub fn happened(&self) -> Happened {
        Happened { on: self.on.clone(), by: self.by.clone() }
    }
}

/// Record that people have read a document, in the version it is in
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  isms acknowledge DOC-information-security-policy --by PER-mira-stein PER-paul-adler")]
pub struct AcknowledgeArgs {
    /// The id of the document
    #[arg(value_name = "DOCUMENT")]
    pub document: String,

    /// Who has read it [default: whoever git knows you as]
    #[arg(long = "by", value_name = "PERSON", num_args = 1..)]
    pub people: Vec<String>,

    /// The day [default: today]
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    pub on: Option<String>,

    #[command(flatten)]
    pub act: ActArgs,
}

pub fn run(command: &Command, global: &Global) -> Result<ExitCode, CliError> {
    match command {
        Command::Test { control, which, result, from: None, evidence, finding, happened, act, .. } => {
            let passed = *result == Some(Outcome::Pass);
            let test =
                Test { control: control.clone(), which: which.clone(), passed, evidence: evidence.clone(), finding: finding.clone() };
            act.run(global, |view, how| record::test(view, how, &test, &happened.happened()))
        }
        Command::Test { control, which, from: Some(file), only, columns, level, finding, happened, act, .. } => {
            let level = match level {
                Lowest::Error => Level::Error,
                Lowest::Warning => Level::Warning,
                Lowest::Note => Level::Note,
            };
            let reported = Reported {
                control: control.clone(),
                which: which.clone(),
                file: file.clone(),
                only: only.clone(),
                wanted: Wanted { columns: columns.clone(), level },
                finding: finding.clone(),
            };
            act.run(global, |view, how| tested::record(view, how, &reported, &happened.happened()))
        }
        Command::Reading { metric, value, happened, act } => {
            act.run(global, |view, how| record::reading(view, how, metric, value, &happened.happened()))
        }
        Command::Training { training, people, score, on, act } => {
            act.run(global, |view, how| record::training(view, how, training, people, score.as_deref(), on.as_deref()))
        }
        Command::Effect { finding, effective, criterion, happened, act } => {
            let effective = *effective == Answer::Yes;
            act.run(global, |view, how| record::effect(view, how, finding, effective, criterion.as_deref(), &happened.happened()))
        }
    }
}

pub fn acknowledge(args: &AcknowledgeArgs, global: &Global) -> Result<ExitCode, CliError> {
    args.act.run(global, |view, how| record::acknowledgement(view, how, &args.document, &args.people, args.on.as_deref()))
}
