//! Who must act where something is wrong: the owner of the nearest thing around a place that has one.

use super::holding::active_holders;
use crate::base::date::Date;
use crate::base::diagnostic::Diagnostic;
use crate::base::node::Node;
use crate::base::span::{FileId, Span};
use crate::model::kinds::{Duty, Role};
use crate::model::program::Program;
use std::collections::HashMap;

/// Owners around places. Each document is walked once, when a place in it is asked for first.
pub struct Acting<'a> {
    program: &'a Program,
    today: Date,
    /// Who sees to what nobody owns: the role that answers for the management system.
    general: Option<&'a str>,
    documents: HashMap<(FileId, u32), Vec<Owned<'a>>>,
    /// Who acts for owners that were asked about: thousands of things may belong to a role, and thousands of people have held it.
    actors: HashMap<&'a str, Actor<'a>>,
}

/// Who must act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Actor<'a> {
    /// A person, or a role that several hold or nobody does.
    pub id: &'a str,
    /// The role in which the person must act, where it is a role that owns.
    pub role: Option<&'a str>,
}

/// A mapping with an owner, such as an action. They stand in the order in which they begin.
struct Owned<'a> {
    span: Span,
    owner: &'a str,
    /// The one around it.
    within: Option<usize>,
}

impl<'a> Acting<'a> {
    pub fn new(program: &'a Program, today: Date) -> Self {
        let general = program.all::<Role>().find(|role| role.duties.contains(&Duty::IsmsConformity));
        Self { program, today, general: general.map(|role| role.data().id.as_str()), documents: HashMap::new(), actors: HashMap::new() }
    }

    /// Who must act on a finding: whom it names, or else whoever owns what is around its place.
    pub fn on(&mut self, finding: &Diagnostic) -> Option<Actor<'a>> {
        let named = finding.actor.as_deref().and_then(|id| self.program.known(id));
        let named = named.and_then(|known| self.program.node(known.doc).get("id")).map(Node::text);
        match named {
            Some(id) => Some(self.actor(id)),
            None => self.at(finding.primary.span),
        }
    }

    /// None if nobody owns anything around the place, nor answers for all.
    pub fn at(&mut self, place: Span) -> Option<Actor<'a>> {
        self.owner(place).or(self.general).map(|owner| self.actor(owner))
    }

    /// Whether a finding is only the business of whoever answers for all: it names nobody, and nothing around it has an owner.
    pub fn is_general(&mut self, finding: &Diagnostic) -> bool {
        let names = finding.actor.as_deref().is_some_and(|id| self.program.known(id).is_some());
        !names && self.owner(finding.primary.span).is_none()
    }

    fn actor(&mut self, owner: &'a str) -> Actor<'a> {
        let Self { program, today, actors, .. } = self;
        *actors.entry(owner).or_insert_with(|| {
            let holder = program.by_id::<Role>(owner).and_then(|role| {
                let mut now = active_holders(program, role.data(), *today);
                now.next().filter(|_| now.next().is_none())
            });
            holder.map_or(Actor { id: owner, role: None }, |holder| Actor { id: &holder.data().id, role: Some(owner) })
        })
    }

    fn owner(&mut self, place: Span) -> Option<&'a str> {
        let document = self.program.files.document_at(place)?;
        let owned = self.documents.entry((place.file, document.slot())).or_insert_with(|| {
            let mut owned = Vec::new();
            gather(document, None, &mut owned);
            owned
        });
        let mut nearest = owned.partition_point(|owned| owned.span.start <= place.start).checked_sub(1);
        while let Some(at) = nearest.filter(|at| owned[*at].span.end < place.start) {
            nearest = owned[at].within;
        }
        nearest.map(|at| owned[at].owner)
    }
}

fn gather<'a>(node: Node<'a>, mut within: Option<usize>, owned: &mut Vec<Owned<'a>>) {
    if let Some(owner) = node.get("owner").map(Node::text).filter(|owner| !owner.is_empty()) {
        owned.push(Owned { span: node.span(), owner, within });
        within = Some(owned.len() - 1);
    }
    node.items().for_each(|item| gather(item, within, owned));
    node.entries().for_each(|(_, value)| gather(value, within, owned));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::load;
    use crate::store::memory::Memory;

    #[test]
    fn the_nearest_owner_acts() {
        let mut files = Memory::default();
        let risk = "id: RSK-1\ntitle: A\nowner: ROL-a\ntreatment:\n  actions:\n    - {what: x, owner: PER-x}\n    - {what: y}\nnotes: z\n";
        files.put("risks/RSK-1.yaml", risk);
        files.put("risks/RSK-2.yaml", "id: RSK-2\ntitle: B\n");
        let at = |files: &Memory, path: &str, text: &str| {
            let program = load(files).unwrap().program;
            let file = program.files.find(path).unwrap();
            let start = u32::try_from(program.files.get(file).text.find(text).unwrap()).unwrap();
            Acting::new(&program, "2026-06-30".parse().unwrap()).at(Span::new(file, start, start)).map(|actor| actor.id.to_owned())
        };
        let owner = |files: &Memory, text: &str| at(files, "risks/RSK-1.yaml", text);
        assert_eq!((owner(&files, "x, owner").as_deref(), owner(&files, "y}").as_deref()), (Some("PER-x"), Some("ROL-a")));
        assert_eq!((owner(&files, "id:").as_deref(), owner(&files, "z\n").as_deref()), (Some("ROL-a"), Some("ROL-a")));
        assert_eq!(at(&files, "risks/RSK-2.yaml", "B"), None);
        files.put("roles/ROL-m.yaml", "id: ROL-m\ntitle: M\nduties: [isms-conformity]\n");
        assert_eq!(at(&files, "risks/RSK-2.yaml", "B").as_deref(), Some("ROL-m"));
        files.put("roles/ROL-m.yaml", "id: ROL-m\ntitle: M\nduties: [isms-conformity]\nheld_by: [PER-m]\n");
        files.put("people/PER-m.yaml", "id: PER-m\ntitle: M\n");
        assert_eq!(at(&files, "risks/RSK-2.yaml", "B").as_deref(), Some("PER-m"));
    }
}
