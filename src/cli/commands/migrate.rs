//! `isms migrate`

use crate::cli::error::CliError;
use crate::cli::options::Global;
use crate::cli::shell::{Shell, which};
use crate::ops::migrate::{Migration, migrate};
use crate::ops::writing::told;
use crate::render::escape;
use std::io;
use std::process::ExitCode;

/// Bring records to the newest format that this version knows
///
/// Comments, order and layout stay. All files are written or none; a programme with records that cannot be read is left
/// as it is.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Tell what becomes different, write nothing
    #[arg(short = 'n', long)]
    pub preview: bool,
}

pub fn run(args: &Args, global: &Global) -> Result<ExitCode, CliError> {
    let shell = Shell::of(global);
    let migration = shell.ask(&which(global)?, |view| migrate(view, args.preview))?;
    let written = if args.preview { &[][..] } else { &migration.changes };
    shell.emit(None, |out, _| write(&migration, args.preview, out)).map_err(|error| error.after(told(written)))?;
    Ok(ExitCode::SUCCESS)
}

fn write(migration: &Migration, preview: bool, out: &mut dyn io::Write) -> io::Result<()> {
    let Migration { from, to, steps, changes } = migration;
    if steps.is_empty() {
        let tool = env!("CARGO_PKG_VERSION");
        return writeln!(out, "this programme is of format {to}, the newest that isms {tool} knows; there is nothing to do");
    }
    writeln!(out, "format {from} → {to}")?;
    steps.iter().try_for_each(|what| writeln!(out, "  {what}"))?;
    let done = if preview { "would change" } else { "changed" };
    changes.iter().try_for_each(|change| {
        let why = if change.why.is_empty() { String::new() } else { format!(": {}", change.why) };
        writeln!(out, "{done} {}{why}", escape::terminal_line(&change.path))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::write::Change;

    #[test]
    fn each_file_is_told_with_what_becomes_different_in_it() {
        let change = Change::of("risks/RSK-1.yaml", "a", "b").because("more is said");
        let changes = vec![change, Change::of("isms.yaml", "format: 1", "format: 2")];
        let migration = Migration { from: 1, to: 2, steps: vec!["more is said"], changes };
        let said = |preview| {
            let mut out = Vec::new();
            write(&migration, preview, &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        assert_eq!(said(false), "format 1 → 2\n  more is said\nchanged risks/RSK-1.yaml: more is said\nchanged isms.yaml\n");
        assert!(said(true).contains("\nwould change isms.yaml\n"));
    }
}
