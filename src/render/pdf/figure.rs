//! Charts: the shapes of the page, drawn as they are.

use super::flow::{Flow, INK, MARGIN};
use super::sheet::{Kind, Op, Tree};
use crate::render::chart::Drawing;
use crate::render::runs::Runs;
use std::rc::Rc;

/// How much smaller than its plane a picture stands on paper.
const SCALE: f32 = 0.62;
const TITLE: f32 = 9.0;

/// A picture with its title, which the words for those who do not see it begin with.
pub fn picture(flow: &mut Flow, drawing: Drawing) {
    let (wide, high) = plane(&drawing.view);
    let scale = SCALE.min(flow.room() / wide.max(1.0));
    flow.need(high * scale + TITLE * 2.2);
    let drawing = Rc::new(drawing);
    let labels = drawing.up.iter().chain(&drawing.along).chain(drawing.marks.iter().map(|mark| &mark.label));
    labels.for_each(|label| flow.miss(&label.text));
    let parts = flow.text(&Runs::new(&drawing.title), TITLE, true, (0.0, INK));
    flow.tree.push(Tree::Group(Kind::Paragraph, parts));
    let leaf = flow.leaf();
    let (x, y) = (MARGIN, flow.y + 3.0);
    let area = [x, y, x + wide * scale, y + high * scale];
    flow.op(Op::Picture { x, y, scale, drawing: Rc::clone(&drawing), leaf });
    let words = format!("{}. {}", drawing.title, drawing.description);
    flow.tree.push(Tree::Group(Kind::Figure(words, flow.number(), area), vec![Tree::Leaf(leaf)]));
    flow.y += high * scale + TITLE * 1.4;
}

/// How wide and how high a plane is: the last two numbers of its view.
fn plane(view: &str) -> (f32, f32) {
    let numbers: Vec<f32> = view.split(' ').filter_map(|number| number.parse().ok()).collect();
    match numbers[..] {
        [_, _, wide, high] => (wide, high),
        _ => (680.0, 160.0),
    }
}
