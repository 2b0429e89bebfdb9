//! A programme of an earlier format, brought to the newest.

use super::error::Error;
use super::load::number;
use super::open::View;
use crate::base::diagnostic::Level;
use crate::edit::migrate::{STEPS, Step, newest, plan};
use crate::edit::preview::Preview;
use crate::load::{Loaded, load};
use crate::store::write::Change;

/// What becomes different on the way from one format to another.
pub struct Migration {
    pub from: u64,
    pub to: u64,
    /// The steps that lead there, in their order.
    pub steps: Vec<&'static str>,
    pub changes: Vec<Change>,
}

/// Plans what brings a programme to the newest format, and writes it unless it is only to be told.
///
/// # Errors
/// When the format is newer or none, when a record would not be one of the newest format, when a file cannot be changed or
/// written.
pub fn migrate(view: &View, preview: bool) -> Result<Migration, Error> {
    let writer = if preview { None } else { Some(view.begin_writing()?) };
    // Not as other commands load: an earlier format is what this one is for.
    let migration = planned(&load(&*view.source)?, STEPS)?;
    if !migration.changes.is_empty() {
        refuse_faults(&Preview::of(&*view.source, &migration.changes)?.loaded)?;
    }
    if let Some(writer) = writer {
        writer.write(&migration.changes)?;
    }
    Ok(migration)
}

fn planned(loaded: &Loaded, steps: &[Step]) -> Result<Migration, Error> {
    let (from, to) = (number(loaded.program.format(), newest(steps))?, newest(steps));
    let steps: Vec<Step> = steps.iter().filter(|step| step.from >= from).copied().collect();
    let stuck = |stuck: crate::edit::migrate::Stuck| Error::failed(stuck.to_string()).hint("lay it out on lines of its own there");
    let changes = plan(&loaded.program, &steps).map_err(stuck)?;
    Ok(Migration { from, to, steps: steps.iter().map(|step| step.what).collect(), changes })
}

/// What cannot be read would be left behind in the earlier format, and nobody would know.
fn refuse_faults(after: &Loaded) -> Result<(), Error> {
    let Some(fault) = after.findings.iter().find(|finding| finding.level == Level::Error) else { return Ok(()) };
    let file = after.program.files.get(fault.primary.span.file);
    let line = file.position(fault.primary.span.start).line;
    let error = Error::failed(format!("`{}` would have a fault in line {line}: {}", file.path, fault.message));
    Err(error.hint("mend it with the version of isms that the programme was written for; nothing was written"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::memory::Memory;

    fn programme(format: &str, risk: &str) -> Memory {
        let mut files = Memory::default();
        files.put("isms.yaml", format!("format: {format} # ours\norganisation: {{name: A}}\n"));
        files.put("risks/RSK-1.yaml", risk);
        files
    }

    const INVENTED: [Step; 2] = [
        Step { from: 1, what: "one", revise: |_, map| map.set("notes", "one") },
        Step { from: 2, what: "two", revise: |_, map| map.set("notes", "two") },
    ];

    #[test]
    fn only_the_steps_that_are_missing_are_taken() {
        let of = |format: &str| planned(&load(&programme(format, "id: RSK-1\ntitle: It\n")).unwrap(), &INVENTED);
        let migration = of("2").unwrap();
        assert_eq!((migration.from, migration.to, &*migration.steps), (2, 3, &["two"][..]));
        let root = migration.changes.iter().find(|change| change.path.as_str() == "isms.yaml").unwrap();
        assert_eq!(String::from_utf8_lossy(root.after.as_ref().unwrap()), "format: 3 # ours\norganisation: {name: A}\nnotes: two\n");
        assert_eq!((of("1").unwrap().steps.len(), of("3").unwrap().changes.len()), (2, 0));
        assert!(of("4").is_err() && of("0").is_err());
    }

    #[test]
    fn what_would_be_left_behind_is_refused() {
        let loaded = |risk: &str| load(&programme("1", risk)).unwrap();
        assert!(refuse_faults(&loaded("id: RSK-1\ntitle: It\n")).is_ok());
        let refused = refuse_faults(&loaded("id: RSK-1\ntitle: [\n")).unwrap_err();
        assert!(refused.to_string().starts_with("`risks/RSK-1.yaml` would have a fault in line "), "{refused}");
    }
}
