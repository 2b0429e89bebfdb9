//! `isms record`, `isms acknowledge`

use crate::cli::acting::ActArgs;
use crate::cli::error::CliError;
use crate::cli::options::Global;
use crate::ops::record::{self, Happened, Test};
use clap::{Subcommand, ValueEnum};
use std::process::ExitCode;

/// Write down what happened: a test, a reading, a training, whether something had an effect
#[derive(Debug, Subcommand)]
pub enum Command {
    /// The result of a test of a control
    Test {
        /// The id of the control
        #[arg(value_name = "CONTROL")]
        control: String,

        /// Which of its tests, by words of it or its position from 1 [default: the only one]
        #[arg(value_name = "TEST")]
        which: Option<String>,

        /// How it went
        #[arg(long)]
        result: Outcome,

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
        #[arg(long, value_name = "WORDS")]
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
        Command::Test { control, which, result, evidence, finding, happened, act } => {
            let passed = *result == Outcome::Pass;
            let test =
                Test { control: control.clone(), which: which.clone(), passed, evidence: evidence.clone(), finding: finding.clone() };
            act.run(global, |view, how| record::test(view, how, &test, &happened.happened()))
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
