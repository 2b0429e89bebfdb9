//! What a user may type. Help texts are written here once; docs, completions and the man page follow.

use super::commands::{
    approve, audit, catalogue, check, completions, diff, document, done, due, edit, evidence, explain, export, fleet, hook, impact, import,
    init, list, log, man, merge_driver, migrate, new, next, open, plan, record, recover, rename, report, retire, risk, rules, schema, set,
    show, signoff, site, soa, start, state, suggest, trend, verify,
};
use super::options::Global;
use clap::{ArgMatches, CommandFactory as _, Parser, Subcommand};

/// Run an ISO/IEC 27001 management system out of a folder of YAML records in git
#[derive(Debug, Parser)]
#[command(name = "isms", version, propagate_version = false, max_term_width = 100, disable_help_subcommand = true)]
#[command(
    after_help = "Exit codes: 0 clean or done, 1 findings, 2 wrong usage, 3 could not do it and nothing changed, 4 could not do all of it, or you have to choose first.
ISMS_CACHE: the folder where what is known of commits is kept, or `off` [default: isms in the user's cache folder]"
)]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,

    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The commands, in the order a programme is run.
#[derive(Debug, Subcommand)]
pub enum Command {
    Init(init::Args),
    Start(start::Args),
    #[command(alias = "validate")]
    Check(check::Args),
    Explain(explain::Args),
    Rules(rules::Args),
    Schema(schema::Args),
    #[command(subcommand)]
    Catalogue(catalogue::Command),
    Suggest(suggest::Args),
    New(new::Args),
    Set(set::Args),
    Edit(edit::Args),
    Approve(approve::Args),
    Signoff(signoff::Args),
    Accept(approve::AcceptArgs),
    Done(done::Args),
    Rename(rename::Args),
    Retire(retire::Args),
    Rm(retire::RmArgs),
    Close(done::CloseArgs),
    #[command(subcommand)]
    Record(record::Command),
    Acknowledge(record::AcknowledgeArgs),
    #[command(subcommand)]
    Evidence(evidence::Command),
    Status(state::Args),
    Next(next::Args),
    Due(due::Args),
    Plan(plan::Args),
    List(list::Args),
    Show(show::Args),
    Impact(impact::Args),
    Log(log::Args),
    Diff(diff::Whole),
    Verify(verify::Args),
    Trend(trend::Args),
    #[command(subcommand)]
    Risk(risk::Command),
    #[command(subcommand)]
    Soa(soa::Command),
    #[command(subcommand)]
    Audit(audit::Command),
    #[command(subcommand)]
    Document(document::Command),
    Report(report::Args),
    Open(open::Args),
    Site(site::Args),
    Import(import::Args),
    Export(export::Args),
    Migrate(migrate::Args),
    Recover(recover::Args),
    #[command(subcommand)]
    Fleet(fleet::Command),
    #[command(subcommand)]
    Hook(hook::Command),
    MergeDriver(merge_driver::Args),
    Completions(completions::Args),
    Man(man::Args),
}

/// Options of [`Global`] that a command has no use for, by the words of the command. They do not exist on it.
const WITHOUT: &[(&[&str], &[&str])] = &[
    (&["init"], &["at", "today"]),
    (&["explain"], &["at", "today"]),
    (&["rules"], &["dir", "at", "today"]),
    (&["schema"], &["dir", "at", "today"]),
    (&["start"], &["at"]),
    (&["catalogue", "list"], &["dir", "at", "today"]),
    (&["catalogue", "show"], &["dir", "at", "today"]),
    (&["catalogue", "add"], &["at"]),
    (&["catalogue", "diff"], &["at"]),
    (&["new"], &["at"]),
    (&["set"], &["at"]),
    (&["rename"], &["at"]),
    (&["retire"], &["at"]),
    (&["rm"], &["at"]),
    (&["edit"], &["at"]),
    (&["approve"], &["at"]),
    (&["accept"], &["at"]),
    (&["done"], &["at"]),
    (&["close"], &["at"]),
    (&["record", "test"], &["at"]),
    (&["record", "reading"], &["at"]),
    (&["record", "training"], &["at"]),
    (&["record", "effect"], &["at"]),
    (&["acknowledge"], &["at"]),
    (&["evidence", "add"], &["at"]),
    (&["log"], &["today"]),
    (&["diff"], &["at"]),
    (&["risk", "diff"], &["at"]),
    (&["soa", "diff"], &["at"]),
    (&["soa", "decide"], &["at"]),
    (&["soa", "release"], &["at"]),
    (&["import"], &["at"]),
    (&["migrate"], &["at", "today"]),
    (&["recover"], &["at", "today"]),
    (&["fleet", "init"], &["at", "today"]),
    (&["hook", "install"], &["at", "today"]),
    (&["hook", "uninstall"], &["at", "today"]),
    (&["hook", "run"], &["at"]),
    (&["merge-driver"], &["dir", "at", "today"]),
    (&["completions"], &["dir", "at", "today"]),
    (&["man"], &["dir", "at", "today"]),
];

/// The whole command line, with no option on a command that has no use for it.
pub fn program() -> clap::Command {
    let program = Cli::command();
    let options: Vec<clap::Arg> = program.get_arguments().cloned().collect();
    let hide = |command: clap::Command, ids: &[&str]| {
        // Options of every command are handed down where there is none of that name.
        command.args(options.iter().filter(|option| ids.contains(&option.get_id().as_str())).map(|option| option.clone().hide(true)))
    };
    WITHOUT.iter().fold(program, |program, (words, ids)| match *words {
        [one] => program.mut_subcommand(one, |command| hide(command, ids)),
        [group, one] => program.mut_subcommand(group, |command| command.mut_subcommand(one, |command| hide(command, ids))),
        _ => program,
    })
}

/// An option that was given to a command that has it not: the words of the command, and the option.
pub fn misplaced(matches: &ArgMatches) -> Option<(String, &'static str)> {
    let (mut words, mut inner) = (Vec::new(), matches);
    while let Some((word, next)) = inner.subcommand() {
        words.push(word);
        inner = next;
    }
    let given = |id: &str| inner.value_source(id).is_some_and(|source| source == clap::parser::ValueSource::CommandLine);
    let (_, ids) = WITHOUT.iter().find(|(known, _)| *known == words)?;
    Some((words.join(" "), ids.iter().copied().find(|id| given(id))?))
}
