//! `isms schema`

use crate::base::text::did_you_mean;
use crate::cli::error::CliError;
use crate::cli::shell::say;
use crate::import::schema as map;
use crate::model::schemas;
use crate::store::write::output;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Print the JSON Schemas of records, or write them to a folder for editors
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A kind, such as `risk`, a file of a programme, such as `soa`, or `map` for maps of sheets; without it, their names
    #[arg(value_name = "KIND")]
    pub kind: Option<String>,

    /// Write each schema to `<KIND>.schema.json` in this folder
    #[arg(long, value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    pub out: Option<PathBuf>,
}

pub fn run(args: &Args) -> Result<ExitCode, CliError> {
    let mut files = schemas::files();
    files.push((format!("{}.schema.json", map::NAME), map::text()));
    if let Some(kind) = &args.kind {
        files.retain(|(name, _)| *name == format!("{kind}.schema.json"));
    }
    if let (Some(kind), true) = (&args.kind, files.is_empty()) {
        let error = CliError::usage(format!("there is no kind `{kind}`"));
        let near = did_you_mean(kind, schemas::names().chain([map::NAME]));
        return Err(error.hint(near.map_or("`isms schema` lists them".into(), |near| format!("did you mean `{near}`?"))));
    }
    match (&args.out, &args.kind) {
        (Some(folder), _) => {
            std::fs::create_dir_all(folder)?;
            let mut written = Vec::new();
            for (name, text) in &files {
                let path = folder.join(name);
                output(&path, &|out| out.write_all(text.as_bytes()))
                    .map_err(|error| CliError::from(error).after(std::mem::take(&mut written)))?;
                written.push(format!("`{}` is written", path.display()));
            }
            say(&format!("wrote {} to {}", crate::base::text::count(files.len(), "schema"), folder.display()));
        }
        (None, Some(_)) => files.iter().try_for_each(|(_, text)| std::io::stdout().lock().write_all(text.as_bytes()))?,
        (None, None) => schemas::names().chain([map::NAME]).try_for_each(|name| writeln!(std::io::stdout(), "{name}"))?,
    }
    Ok(ExitCode::SUCCESS)
}
