//! `isms export`

use crate::cli::error::CliError;
use crate::cli::options::Global;
use crate::cli::shell::{Shell, named_by_ending, refuse_terminal, which};
use crate::ops::export;
use crate::ops::import::kept;
use crate::ops::registers::{self, Wanted};
use crate::render::csv::MARK;
use clap::{Subcommand, ValueEnum};
use std::path::PathBuf;
use std::process::ExitCode;

/// Write registers to work in with a spreadsheet program, or what other programs want to know of the programme
///
/// Every field of a record is a column. A list is a cell with a line for each item; an item with fields of its own stands in
/// braces, as `isms set` takes it. A workbook has a sheet for each kind, with lists to choose from; ids stand before their titles.
/// The register says of which commit its records are, so that what it changes is known when it comes back.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
#[command(after_help = "Examples:
  isms export risk control -o registers.xlsx
  isms export supplier -o suppliers.csv
  isms export risk --where 'owner = ROL-it' -o risks-it.xlsx
  isms export risk --map risks.map.yaml -o risks.xlsx
  isms export codeowners -o .github/CODEOWNERS")]
pub struct Args {
    #[command(subcommand)]
    pub command: Option<Command>,

    /// The kinds, such as `risk`; the names of their folders will do
    #[arg(value_name = "KIND", required = true)]
    pub kinds: Vec<String>,

    /// Write it in this format [default: by the ending of --output, else csv]
    #[arg(long)]
    pub format: Option<Format>,

    /// Write it to this file, all or nothing; `-` is stdout
    #[arg(short, long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub output: Option<PathBuf>,

    /// Write the columns that this map has, in its order and by its headers; `isms import --update` takes the same map
    #[arg(long, value_name = "FILE.yaml", value_hint = clap::ValueHint::FilePath)]
    pub map: Option<PathBuf>,

    /// Only records for which this holds, as `isms list` takes it: `owner = ROL-it and current.level >= high`
    ///
    /// The register says which records it had, so that those it never had are not taken for rows that somebody took out.
    #[arg(long = "where", value_name = "TEST")]
    pub test: Option<String>,

    /// Leave out the mark at the beginning of CSV by which spreadsheet programs know that it is UTF-8
    #[arg(long)]
    pub no_bom: bool,
}

/// A format of registers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Csv,
    Xlsx,
}

/// What other programs want to know.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Who answers for which file, as GitHub and GitLab ask for a review by it: the file CODEOWNERS
    ///
    /// A line for each file with records that somebody owns, with the addresses of the people who hold that role today, and one
    /// for all others, with those who answer for the management system. What has no owner is said in comments. GitHub reads the
    /// file from `.github/`, from the top of the repository or from `docs/`, GitLab from `.gitlab/` too.
    #[command(after_help = "Examples:
  isms export codeowners -o .github/CODEOWNERS
  isms export codeowners --handle github -o .github/CODEOWNERS")]
    Codeowners {
        /// Call people by this field of their `custom:`, such as `github: \"@ada\"`, and not by their first address
        #[arg(long, value_name = "NAME")]
        handle: Option<String>,

        /// Write it to this file, all or nothing; `-` is stdout
        #[arg(short, long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
        output: Option<PathBuf>,
    },
}

pub fn run(args: &Args, global: &Global) -> Result<ExitCode, CliError> {
    let shell = Shell::of(global);
    let Some(Command::Codeowners { handle, output }) = &args.command else { return registers(args, global, shell) };
    let text = shell.ask(&which(global)?, |view| export::codeowners(view, handle.as_deref()))?;
    shell.emit(output.as_deref(), |out, _| out.write_all(text.as_bytes()))?;
    Ok(ExitCode::SUCCESS)
}

fn registers(args: &Args, global: &Global, shell: Shell) -> Result<ExitCode, CliError> {
    let output = args.output.as_deref();
    let endings = [("csv", Format::Csv), ("xlsx", Format::Xlsx)].into_iter();
    let format = args.format.map_or_else(|| named_by_ending(output, endings), |format| Ok(Some(format)))?.unwrap_or(Format::Csv);
    if format == Format::Xlsx {
        refuse_terminal(output, "xlsx")?;
    }
    let map = args.map.as_deref().map(kept).transpose()?;
    let wanted = Wanted { kinds: &args.kinds, map: map.as_ref(), test: args.test.as_deref() };
    let registers = shell.ask(&which(global)?, |view| registers::registers(view, wanted))?;
    match format {
        Format::Xlsx => {
            let write = registers.xlsx()?;
            shell.emit(output, |out, _| write(out))?;
        }
        Format::Csv => {
            let write = registers.csv()?;
            shell.emit(output, |out, _| {
                out.write_all(if args.no_bom { &[] } else { MARK.as_bytes() })?;
                write(out)
            })?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
