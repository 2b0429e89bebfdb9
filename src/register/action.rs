//! The actions of a programme, wherever they are written.

use crate::base::node::Node;
use crate::base::span::Span;
use crate::model::kinds::{Action, Control, Finding, Incident, Objective, Risk, Stored};
use crate::model::program::{Program, View};

/// An action somewhere in the programme, with the record it belongs to.
pub struct ActionAt<'a> {
    /// The id of the record, or the name of the singleton.
    pub of: &'a str,
    pub action: &'a Action,
    node: Option<Node<'a>>,
    record: Node<'a>,
}

impl ActionAt<'_> {
    /// Where a field of the action stands, or the action.
    pub fn at(&self, pointer: &str) -> Span {
        self.node.map_or_else(|| self.record.place(""), |node| node.place(pointer))
    }
}

/// Every action of a risk's treatment, a control, an objective, an incident, a finding and an opportunity. Closed
/// risks and retired controls are left out: nobody works on them any more.
pub fn actions(program: &Program) -> Vec<ActionAt<'_>> {
    let mut found = Vec::new();
    for risk in program.all::<Risk>().filter(|risk| risk.closed.is_none()) {
        let actions = risk.data().treatment.iter().flat_map(|treatment| &treatment.actions);
        collect(&mut found, &risk.data().id, risk.node(), "/treatment/actions", actions);
    }
    let active = |control: &View<'_, Control>| control.is_active();
    of_kind(&mut found, program.all::<Control>().filter(active), |control| &control.actions);
    of_kind(&mut found, program.all::<Objective>(), |objective| &objective.actions);
    of_kind(&mut found, program.all::<Incident>(), |incident| &incident.actions);
    of_kind(&mut found, program.all::<Finding>(), |finding| &finding.actions);
    if let Some(context) = program.context() {
        for (index, opportunity) in context.data().opportunities.iter().enumerate() {
            let pointer = format!("/opportunities/{index}/actions");
            collect(&mut found, "context", context.node(), &pointer, &opportunity.actions);
        }
    }
    found
}

fn of_kind<'a, K: Stored>(
    found: &mut Vec<ActionAt<'a>>,
    records: impl Iterator<Item = View<'a, K>>,
    actions: impl Fn(&'a K) -> &'a Vec<Action>,
) {
    for record in records {
        collect(found, record.data().id(), record.node(), "/actions", actions(record.data()));
    }
}

fn collect<'a>(found: &mut Vec<ActionAt<'a>>, of: &'a str, record: Node<'a>, pointer: &str, actions: impl IntoIterator<Item = &'a Action>) {
    let mut nodes = record.find(pointer).into_iter().flat_map(Node::items);
    found.extend(actions.into_iter().map(|action| ActionAt { of, action, node: nodes.next(), record }));
}
