//! `isms edit`

use crate::cli::acting::ActArgs;
use crate::cli::error::CliError;
use crate::cli::options::Global;
use crate::cli::shell::{Shell, which};
use crate::ops::edit;
use crate::ops::error::Error;
use std::path::Path;
use std::process::{Command, ExitCode};

/// Open a record in your editor; what comes back is checked before it counts
///
/// The editor is the one of `VISUAL` or `EDITOR`. A text that is refused is kept, and said where.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The id of a record, or `isms`, `context`, `scope`, `soa`, `plan`
    #[arg(value_name = "ID")]
    pub id: String,

    #[command(flatten)]
    pub act: ActArgs,
}

pub fn run(args: &Args, global: &Global) -> Result<ExitCode, CliError> {
    let opened = Shell::of(global).ask(&which(global)?, |view| edit::open(view, &args.id))?;
    let folder = tempfile::Builder::new().prefix("isms-").tempdir()?;
    let name = Path::new(&opened.path).file_name().map_or_else(|| "record.yaml".into(), std::ffi::OsStr::to_os_string);
    let file = folder.path().join(name);
    std::fs::write(&file, &opened.text)?;
    run_editor(&file)?;
    let text = std::fs::read_to_string(&file).map_err(|error| CliError::from(error).hint("the editor left no text to be read"))?;
    args.act.run(global, |view, how| edit::close(view, how, &opened, text)).map_err(|error| {
        let kept = folder.keep().join(file.file_name().unwrap_or_default());
        error.hint(format!("what you wrote is kept in `{}`", kept.display()))
    })
}

/// Runs the user's editor as git does: what the variable says is a command with arguments of its own.
fn run_editor(file: &Path) -> Result<(), CliError> {
    let said = |name: &str| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
    let Some(editor) = said("VISUAL").or_else(|| said("EDITOR")) else {
        return Err(CliError::usage("no editor is named").hint("set `EDITOR` to one, such as `EDITOR=nano`"));
    };
    let status = if cfg!(windows) {
        Command::new(&editor).arg(file).status()
    } else {
        Command::new("sh").args(["-c", &format!("{editor} \"$@\""), &editor]).arg(file).status()
    };
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Error::failed(format!("the editor `{editor}` ended with {status}")).hint("nothing was changed").into()),
        Err(error) => Err(CliError::from(error).hint(format!("the editor is `{editor}`, as `VISUAL` or `EDITOR` says"))),
    }
}
