//! A text that somebody wrote: headings, paragraphs, lists within lists, code.

use super::flow::{Flow, INK, LEADING, MARGIN, RISE};
use super::sheet::{Kind, Op, Role, Tree};
use super::{HEADING, TEXT};
use crate::render::escape::visible;
use crate::render::palette;
use crate::render::places::Places;
use crate::render::runs::Runs;
use crate::render::written::line;
use crate::report::prose::{Mark, Prose, placed};

/// A level of a list stands so far to the right.
const STEP: f32 = 14.0;

/// Writes the parts.
pub fn write(flow: &mut Flow, parts: &[Prose], places: &Places) {
    let mut items: Vec<Vec<Tree>> = Vec::new();
    for one in placed(parts) {
        let (text, colour) = match one.part {
            Prose::Heading { level, text } => {
                end(flow, &mut items);
                let last = flow.outline.last().map_or(1, |(level, ..)| *level);
                let level = u16::from(*level).clamp(2, last + 1);
                flow.heading(&line(text, places), level, if level == 2 { HEADING } else { TEXT + 1.0 });
                continue;
            }
            Prose::Paragraph { text } => (line(text, places), if one.quoted { palette::GREY } else { INK }),
            Prose::Code { text } => (Runs::default().padded(&visible(text)), palette::GREY),
            Prose::List { .. } | Prose::Quote { .. } => continue,
        };
        #[allow(clippy::cast_precision_loss, reason = "lists are few levels deep")]
        let depth = one.depth as f32 + if one.quoted { 1.0 } else { 0.0 };
        if one.depth == 0 {
            end(flow, &mut items);
            let parts = flow.text(&text, TEXT, false, (depth * STEP, colour));
            flow.tree.push(Tree::Group(Kind::Paragraph, parts));
            flow.y += TEXT * 0.6;
            continue;
        }
        flow.need(TEXT * LEADING);
        if let Some(mark) = one.mark {
            let mark = match mark {
                Mark::Point => "•".to_owned(),
                Mark::Number { n, .. } => format!("{n}."),
            };
            let (x, y) = (MARGIN + depth * STEP - STEP + 2.0, flow.y + TEXT * RISE);
            let leaf = flow.leaf();
            flow.op(Op::Words { x, y, size: TEXT, is_bold: false, colour: INK, text: mark, role: Role::Leaf(leaf) });
            items.push(vec![Tree::Group(Kind::Label, vec![Tree::Leaf(leaf)])]);
        }
        let parts =
            flow.text(&text, TEXT, false, (depth * STEP + if matches!(one.mark, Some(Mark::Number { .. })) { 4.0 } else { 0.0 }, colour));
        match items.last_mut() {
            Some(item) => item.push(Tree::Group(Kind::Body, parts)),
            None => flow.tree.push(Tree::Group(Kind::Paragraph, parts)),
        }
        flow.y += TEXT * 0.25;
    }
    end(flow, &mut items);
}

/// The items so far as a list.
fn end(flow: &mut Flow, items: &mut Vec<Vec<Tree>>) {
    if !items.is_empty() {
        let all = std::mem::take(items).into_iter().map(|parts| Tree::Group(Kind::Item, parts)).collect();
        flow.tree.push(Tree::Group(Kind::List, all));
        flow.y += TEXT * 0.5;
    }
}
