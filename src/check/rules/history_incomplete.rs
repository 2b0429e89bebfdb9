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
    let Some(isms) = cx.program.isms() else { return };
    let (why, help) = match cx.judged {
        Judged::Shallow => ("this clone is shallow", "`git fetch --unshallow` brings what was left out"),
        Judged::Unreadable => ("the repository cannot be read", "`isms log` says what is wrong with it"),
        Judged::Later => {
            let by = cx.trail.map_or("by no commit", |_| "by the commits up to it only");
            let message = format!("the last commit is of a day after {}, so approvals and changes are judged {by}", cx.today);
            // Nothing is kept back: who looks from an earlier day is told what that costs.
            let finding = out.at(isms.at("/format"), message);
            finding.level = Level::Info;
            finding.help("look from its day or a later one, or at an earlier commit with `--at`");
            return;
        }
        Judged::Whole | Judged::Unasked | Judged::None => return,
    };
    out.at(isms.at("/format"), format!("{why}, so nothing is judged by the history")).help(help);
}
