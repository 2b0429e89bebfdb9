use crate::base::diagnostic::Level;
use crate::base::text::list_of;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Asset;
use crate::register::cx::Now;
use std::collections::HashMap;

pub(super) static RULE: Rule = Rule {
    name: "asset-dependency-cycle",
    level: Level::Info,
    mandatory: false,
    about: About::Practice,
    clauses: &["A.5.9"],
    page: include_str!("asset_dependency_cycle.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let mut walk = Walk { cx, state: HashMap::new(), path: Vec::new() };
    for asset in cx.program.all::<Asset>() {
        if let Some(cycle) = walk.cycle_from(&asset.data().id) {
            let Some(first) = cycle.first().and_then(|id| cx.program.by_id::<Asset>(id)) else { continue };
            let message = match &cycle[..] {
                [only] => format!("`{only}` depends on itself"),
                several => format!("{} depend on each other in a circle", list_of(several, "and")),
            };
            out.at(first.at("/depends_on"), message).help("take out the dependency that is not needed to work");
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    OnPath,
    Done,
}

/// A search that looks at each dependency once and keeps its own path: a chain may be longer than the stack is deep.
struct Walk<'c, 'a> {
    cx: &'c Now<'a>,
    state: HashMap<&'a str, State>,
    /// The assets being looked at, each with the number of dependencies already followed.
    path: Vec<(&'a str, usize)>,
}

impl<'a> Walk<'_, 'a> {
    /// The first circle reached from an asset that no earlier search has seen.
    fn cycle_from(&mut self, start: &'a str) -> Option<Vec<&'a str>> {
        let mut found = None;
        self.enter(start);
        while let Some((id, followed)) = self.path.last_mut() {
            let next = self.cx.program.by_id::<Asset>(id).and_then(|asset| asset.data().depends_on.get(*followed));
            *followed += 1;
            match next.map(|next| (next.id(), self.state.get(next.id()))) {
                None => {
                    self.state.insert(id, State::Done);
                    self.path.pop();
                }
                Some((next, Some(State::OnPath))) if found.is_none() => {
                    let start = self.path.iter().position(|(id, _)| *id == next).unwrap_or(0);
                    found = Some(self.path[start..].iter().map(|(id, _)| *id).collect());
                }
                Some((next, None)) => self.enter(next),
                Some(_) => {}
            }
        }
        found
    }

    fn enter(&mut self, id: &'a str) {
        if !self.state.contains_key(id) {
            self.state.insert(id, State::OnPath);
            self.path.push((id, 0));
        }
    }
}
