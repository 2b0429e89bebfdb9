use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Person, Role};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "held-while-away",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["5.3", "A.6.5"],
    page: include_str!("held_while_away.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for role in cx.program.all::<Role>() {
        for (field, holders) in [("held_by", &role.held_by), ("deputy", &role.deputy)] {
            for (at, holder) in holders.iter().enumerate() {
                let Some(person) = cx.program.get::<Person>(&holder.person) else { continue };
                let early = holder.from.zip(person.joined).filter(|(from, joined)| from < joined);
                let late = holder.until.zip(person.left).filter(|(until, left)| until > left);
                let (part, problem) = match (early, late) {
                    (Some((from, joined)), _) => ("from", format!("from {from} on, and joined on {joined}")),
                    (None, Some((until, left))) => ("until", format!("until {until}, and left on {left}")),
                    (None, None) => continue,
                };
                // One holder may stand there without a list.
                let item = role.node().find(&format!("/{field}/{at}/{part}")).map(|_| format!("/{field}/{at}/{part}"));
                let verb = if field == "deputy" { "stands in for" } else { "holds" };
                out.at(
                    role.at(&item.unwrap_or_else(|| format!("/{field}"))),
                    format!("`{}` {verb} `{}` {problem}", holder.person, role.id),
                )
                .help("correct the day that is wrong")
                .related(person.at(if part == "from" { "/joined" } else { "/left" }), "the person");
            }
        }
    }
}
