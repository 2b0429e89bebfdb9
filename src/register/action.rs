//! The actions of a programme, wherever they are written.

use crate::base::node::Node;
use crate::base::span::Span;
use crate::model::kinds::{Action, Control, Finding, Incident, Objective, Risk, Stored};
use crate::model::program::{Program, View};

/// What asks for an action: an auditor holds it against the clause or control that its record answers to.
#[derive(Clone, Copy)]
pub struct Asked {
    /// That it is planned.
    pub plan: &'static str,
    /// That it is carried out.
    pub doing: &'static str,
}

const TREATMENT: Asked = Asked { plan: "6.1.3 e", doing: "8.3" };
const OBJECTIVE: Asked = Asked { plan: "6.2", doing: "6.2" };
const INCIDENT: Asked = Asked { plan: "A.5.27", doing: "A.5.27" };
const CORRECTION: Asked = Asked { plan: "10.2", doing: "10.2" };
const OPPORTUNITY: Asked = Asked { plan: "6.1.1", doing: "6.1.1" };

/// An action somewhere in the programme, with the record it belongs to.
pub struct ActionAt<'a> {
    /// The id of the record, or the name of the singleton.
    pub of: &'a str,
    pub action: &'a Action,
    pub asked: Asked,
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
        collect(&mut found, TREATMENT, &risk.data().id, (risk.node(), "/treatment/actions"), actions);
    }
    let active = |control: &View<'_, Control>| control.is_active();
    of_kind(&mut found, TREATMENT, program.all::<Control>().filter(active), |control| &control.actions);
    of_kind(&mut found, OBJECTIVE, program.all::<Objective>(), |objective| &objective.actions);
    of_kind(&mut found, INCIDENT, program.all::<Incident>(), |incident| &incident.actions);
    of_kind(&mut found, CORRECTION, program.all::<Finding>(), |finding| &finding.actions);
    if let Some(context) = program.context() {
        for (index, opportunity) in context.data().opportunities.iter().enumerate() {
            let pointer = format!("/opportunities/{index}/actions");
            collect(&mut found, OPPORTUNITY, "context", (context.node(), &pointer), &opportunity.actions);
        }
    }
    found
}

fn of_kind<'a, K: Stored>(
    found: &mut Vec<ActionAt<'a>>,
    asked: Asked,
    records: impl Iterator<Item = View<'a, K>>,
    actions: impl Fn(&'a K) -> &'a Vec<Action>,
) {
    for record in records {
        collect(found, asked, record.data().id(), (record.node(), "/actions"), actions(record.data()));
    }
}

fn collect<'a>(
    found: &mut Vec<ActionAt<'a>>,
    asked: Asked,
    of: &'a str,
    (record, pointer): (Node<'a>, &str),
    actions: impl IntoIterator<Item = &'a Action>,
) {
    let mut nodes = record.find(pointer).into_iter().flat_map(Node::items);
    found.extend(actions.into_iter().map(|action| ActionAt { of, action, asked, node: nodes.next(), record }));
}
