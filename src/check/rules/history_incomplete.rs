use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::history::Judged;
use crate::register::cx::Cx;

pub(super) static RULE: Rule = Rule {
    name: "history-incomplete",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["7.5.3"],
    page: include_str!("history_incomplete.md"),
    check: Check::History(check),
};

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    let (why, help) = match cx.judged {
        Judged::Shallow => ("this clone is shallow".to_owned(), "`git fetch --unshallow` brings what was left out"),
        Judged::Unreadable => ("the repository cannot be read".to_owned(), "`isms log` says what is wrong with it"),
        Judged::Later => (
            format!("the last commit is of a day after {}", cx.today),
            "look from its day or a later one, or at an earlier commit with `--at`",
        ),
        Judged::Whole | Judged::Unasked | Judged::None => return,
    };
    let Some(isms) = cx.program.isms() else { return };
    let finding = out.at(isms.at("/format"), format!("{why}, so nothing is judged by the history")).help(help);
    if cx.judged == Judged::Later {
        // Nothing is kept back: who looks from an earlier day is told what that costs.
        finding.level = Level::Info;
    }
}
