//! What stands on a page, and what the whole is made of for those who do not see it.

use crate::base::picture::Picture;
use crate::render::chart::Drawing;
use std::rc::Rc;

/// What stands somewhere on a page.
pub enum Op {
    /// Words, from their baseline.
    Words {
        x: f32,
        y: f32,
        size: f32,
        is_bold: bool,
        colour: u32,
        text: String,
        role: Role,
    },
    /// What is behind words.
    Field {
        x: f32,
        y: f32,
        wide: f32,
        high: f32,
        colour: u32,
    },
    /// A line to the right.
    Rule {
        x: f32,
        y: f32,
        wide: f32,
        thick: f32,
        colour: u32,
    },
    Logo {
        x: f32,
        y: f32,
        wide: f32,
        high: f32,
        picture: Picture,
        role: Role,
    },
    Picture {
        x: f32,
        y: f32,
        scale: f32,
        drawing: Rc<Drawing>,
        leaf: usize,
    },
}

/// Whether words are part of what is said, and which.
#[derive(Clone, Copy)]
pub enum Role {
    Leaf(usize),
    /// Repeated where a table or a paper goes on.
    Again,
    /// At the edge of each page.
    Edge,
}

/// A place on a page that leads somewhere.
pub struct Link {
    pub area: [f32; 4],
    pub to: String,
    /// Says where it leads.
    pub words: String,
    pub number: usize,
}

/// A page.
#[derive(Default)]
pub struct Sheet {
    pub ops: Vec<Op>,
    pub links: Vec<Link>,
}

/// What the whole is made of.
pub enum Tree {
    Leaf(usize),
    /// A link: its words and its place.
    Link(usize, usize),
    Group(Kind, Vec<Tree>),
}

/// What a group is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// With its level from 1.
    Heading(u16, String),
    Paragraph,
    List,
    Item,
    Label,
    Body,
    Table,
    Head,
    Rows,
    Row,
    /// Of a column, of a row, or of all columns of a group of rows.
    ColumnHead,
    RowHead(u32),
    Cell(u32),
    /// With its words, and where it stands: page, left, top, right, bottom.
    Figure(String, usize, [f32; 4]),
}
