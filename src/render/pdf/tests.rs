use super::flow::MARGIN;
use super::sheet::{Kind, Op, Role, Tree};
use super::*;
use crate::base::picture::Picture;
use crate::render::sample;
use crate::report::brand::{Brand, Logo};
use crate::report::doc::{Block, Cell, Column, Fact, Head, Matrix, MatrixCell, MatrixRow, Row, Rows, Table, Tone};
use std::sync::Arc;

fn doc<'a>(blocks: Vec<Block<'a>>) -> Doc<'a> {
    Doc { head: Head { title: "A paper".into(), ..Head::default() }, blocks }
}

fn bytes(doc: &Doc<'_>) -> Vec<u8> {
    let mut out = Vec::new();
    write(doc, &mut out).unwrap();
    out
}

/// What is said, in the order of the tree.
fn said(flow: &Flow) -> String {
    fn leaves(tree: &[Tree], found: &mut Vec<usize>) {
        for part in tree {
            match part {
                Tree::Leaf(leaf) | Tree::Link(leaf, _) => found.push(*leaf),
                Tree::Group(_, parts) => leaves(parts, found),
            }
        }
    }
    let mut order = Vec::new();
    leaves(&flow.tree, &mut order);
    let mut words = vec![""; flow.leaves];
    for op in flow.sheets.iter().flat_map(|sheet| &sheet.ops) {
        if let Op::Words { text, role: Role::Leaf(leaf), .. } = op {
            words[*leaf] = text;
        }
    }
    let mut sorted = order.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, (0..flow.leaves).collect::<Vec<_>>(), "each part stands in the tree once");
    order.into_iter().map(|leaf| words[leaf]).collect::<Vec<_>>().join(" ")
}

/// Everything stands on the paper.
fn stands(flow: &Flow) {
    for op in flow.sheets.iter().flat_map(|sheet| &sheet.ops) {
        if let Op::Words { x, y, size, is_bold, text, .. } = op {
            let end = x + flow.faces.of(*is_bold).width(text) * size;
            assert!(*x >= 0.0 && end <= flow.wide + 1.0 && *y > 0.0 && *y < flow.high, "{x} {y} {text}");
        }
    }
}

fn table(rows: usize, text: &str) -> Block<'_> {
    let row = move |n: usize| Row::new(vec![Cell::id(format!("RSK-{n}")), text.into()]);
    let columns = vec![Column::short("Id", 0), Column::text("Text", 0)];
    Block::Table(Table { name: "rows", columns, rows: Rows::new(move || (0..rows).map(row)), empty: "" })
}

#[test]
fn the_same_content_is_the_same_file() {
    let first = bytes(&sample::doc());
    assert!(first.starts_with(b"%PDF-1.7"));
    assert_eq!(first, bytes(&sample::doc()));
    assert_ne!(first, bytes(&doc(vec![table(1, "x")])));
}

#[test]
fn everything_is_tagged_once_and_stands_on_the_paper() {
    for doc in [sample::doc(), sample::nasty_doc(), doc(vec![table(300, "some words that go on for a while")])] {
        let flow = laid(&doc).unwrap();
        stands(&flow);
        said(&flow);
    }
}

#[test]
fn no_level_of_headings_is_left_out() {
    let flow = laid(&sample::doc()).unwrap();
    let mut last = 0;
    for part in &flow.tree {
        if let Tree::Group(Kind::Heading(level, words), _) = part {
            assert!(*level <= last + 1 && !words.is_empty(), "{level} after {last}: {words}");
            last = *level;
        }
    }
    assert!(last > 0);
    assert_eq!(flow.outline.len(), flow.tree.iter().filter(|part| matches!(part, Tree::Group(Kind::Heading(..), _))).count());
}

#[test]
fn letters_without_a_glyph_are_told_and_kept() {
    let flow = laid(&doc(vec![Block::Paragraph { text: "Owner: 山田 太郎, Žofia Łukasz, Ελένη, Юлия".into() }])).unwrap();
    assert_eq!(flow.missing.iter().collect::<String>(), "太山田郎");
    assert!(said(&flow).contains("山田") && said(&flow).contains("U+592A"), "{}", said(&flow));
    bytes(&doc(vec![Block::Paragraph { text: "山田".into() }]));
    assert!(laid(&sample::doc()).unwrap().missing.is_empty());
}

#[test]
fn a_row_that_is_higher_than_a_page_goes_on() {
    let long = "words of a cell that is very long indeed ".repeat(700);
    let held = doc(vec![table(1, &long)]);
    let flow = laid(&held).unwrap();
    assert!(flow.sheets.len() > 3, "{}", flow.sheets.len());
    stands(&flow);
    assert_eq!(said(&flow).matches("indeed").count(), 700);
    bytes(&held);
}

#[test]
fn rows_stay_whole_and_headings_stand_on_each_page() {
    let flow = laid(&doc(vec![table(400, "one line\nanother line\nand a third one")])).unwrap();
    for (n, sheet) in flow.sheets.iter().enumerate() {
        let count = |wanted: &str| sheet.ops.iter().filter(|op| matches!(op, Op::Words { text, .. } if text.contains(wanted))).count();
        assert_eq!((count("one line"), count("another line")), (count("and a third"), count("and a third")), "page {n}");
        assert_eq!(count("Text"), usize::from(count("one line") > 0), "page {n}");
    }
}

#[test]
fn ids_lead_to_their_rows() {
    let mut held = doc(vec![Block::Paragraph { text: "See RSK-250 first.".into() }, table(300, "words")]);
    held.head.title = "Links".into();
    let flow = laid(&held).unwrap();
    let link = &flow.sheets[0].links[0];
    assert_eq!(link.to, "#RSK-250");
    assert!(flow.anchors["RSK-250"].0 > 0);
}

/// What stands at the edges has its own room, whatever it is.
#[test]
fn what_stands_at_the_edges_is_on_each_page_and_over_nothing() {
    let square = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\nIDATx\x9cc\0\x01\0\0\x05\0\x01\r\n-\xb4\0\0\0\0IEND\xaeB`\x82";
    let picture = Picture::of(square).unwrap();
    for (mark, footer) in
        [("Internal".to_owned(), "Acme".to_owned()), ("W".repeat(60), "W".repeat(160)), ("a ".repeat(30), "ש ".repeat(80))]
    {
        let brand = Brand {
            logo: Some(Logo { picture: picture.clone(), words: "Logo of Acme".into() }),
            colour: Colour::read("#ffee00"),
            mark: Some(mark.trim().to_owned()),
            footer: Some(footer.trim().to_owned()),
        };
        let mut held = doc(vec![table(300, "some words that go on for a while")]);
        held.head.brand = Some(Arc::new(brand));
        let flow = laid(&held).unwrap();
        stands(&flow);
        let heard = said(&flow).replace(' ', "");
        assert!(heard.starts_with(&mark.replace(' ', "")), "{heard}");
        assert!(flow.tint != 0x00FF_EE00 && flow.top > MARGIN && flow.sheets.len() > 3);
        for sheet in &flow.sheets {
            let words = |edge: fn(&Flow, f32) -> bool| {
                let text = |op: &Op| match op {
                    Op::Words { y, text, .. } if edge(&flow, *y) => Some(text.clone()),
                    _ => None,
                };
                sheet.ops.iter().filter_map(text).collect::<String>().replace(' ', "")
            };
            assert_eq!(words(|flow, y| y < flow.top), mark.replace(' ', ""));
            assert_eq!(words(|flow, y| y > flow.bottom() + 1.0), footer.replace(' ', ""));
            assert_eq!(sheet.ops.iter().filter(|op| matches!(op, Op::Logo { y, high, .. } if y + high < flow.top)).count(), 1);
        }
        assert!(flow.sheets.iter().flat_map(|sheet| &sheet.ops).all(|op| match op {
            Op::Words { y, .. } => *y < flow.high - MARGIN,
            _ => true,
        }));
        bytes(&held);
    }
}

#[test]
fn words_without_end_break() {
    let flow = laid(&doc(vec![Block::Paragraph { text: "z".repeat(5_000) }, table(3, &"y".repeat(2_000))])).unwrap();
    stands(&flow);
    assert_eq!(said(&flow).matches('z').count(), 5_000);
}

#[test]
fn what_is_higher_than_a_page_goes_on_in_heat_maps_and_facts_too() {
    let square = |items: usize| MatrixCell {
        level: "high".into(),
        score: "12".into(),
        tone: Tone::Bad,
        items: (0..items).map(|n| format!("RSK-{n} a risk with a title of some words")).collect(),
    };
    let rows = vec![
        MatrixRow { heading: "3".into(), cells: vec![square(400), square(1)] },
        MatrixRow { heading: "2".into(), cells: vec![square(2), square(90)] },
    ];
    let matrix = Matrix { row_axis: "Likelihood".into(), column_axis: "Impact".into(), columns: vec!["1".into(), "2".into()], rows };
    let mut held = doc(vec![Block::Matrix(matrix)]);
    held.head.facts.push(Fact { name: "Scope".into(), value: "a scope of many words ".repeat(900).into() });
    let flow = laid(&held).unwrap();
    stands(&flow);
    for op in flow.sheets.iter().flat_map(|sheet| &sheet.ops) {
        if let Op::Words { y, text, .. } = op {
            assert!(*y <= flow.bottom() + 1.0, "{text} stands below the text at {y}");
        }
    }
    assert_eq!((said(&flow).matches("RSK-").count(), said(&flow).matches("many").count()), (493, 900));
    bytes(&held);
}
