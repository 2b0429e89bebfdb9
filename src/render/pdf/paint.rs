//! Pages into the file: what was laid out becomes shapes, letters, links and tags.

use super::drawn::{Plane, draw, fill, words};
use super::face::Faces;
use super::flow::{Flow, MARGIN};
use super::sheet::{Kind, Op, Role, Sheet, Tree};
use crate::base::date::Date;
use crate::base::digest::sha256_hex;
use crate::base::picture::Picture;
use crate::render::palette;
use krilla::Document;
use krilla::SerializeSettings;
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::{Destination, XyzDestination};
use krilla::geom::{Path, PathBuilder, Point, Rect, Size, Transform};
use krilla::image::Image;
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, BBox, ContentTag, Identifier, ListNumbering, Node, SpanTag, TableHeaderScope, Tag, TagGroup, TagTree,
};
use std::io;
use std::num::{NonZeroU16, NonZeroU32};
use unicode_normalization::UnicodeNormalization as _;

/// What the file says of itself.
pub struct About<'a> {
    pub title: &'a str,
    pub day: Option<Date>,
}

/// Writes the file: PDF/A-2a and PDF/UA-1 at once.
pub fn paint(flow: &Flow, about: &About<'_>) -> io::Result<Vec<u8>> {
    let builder = ConfigurationBuilder::new().with_archival_validator(Archival::A2_A).with_accessibility_validator(Accessibility::UA1);
    let configuration = builder.finish().map_err(|error| io::Error::other(format!("{error:?}")))?;
    let mut document = Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    document.set_metadata(metadata(flow, about));
    let mut ids = Ids { leaves: vec![None; flow.leaves], links: vec![None; flow.links], logo: None };
    for (number, sheet) in flow.sheets.iter().enumerate() {
        page(&mut document, flow, sheet, &mut ids, (number, about.title))?;
    }
    document.set_outline(outline(flow));
    let mut tree = TagTree::new().with_lang(Some("en".into()));
    for part in &flow.tree {
        tree.push(node(part, &mut ids)?);
    }
    document.set_tag_tree(tree);
    document.finish().map_err(|error| io::Error::other(format!("{error:?}")))
}

/// What was drawn, by number, until the tree takes it.
struct Ids {
    leaves: Vec<Option<Identifier>>,
    links: Vec<Option<Identifier>>,
    /// The picture that stands on all pages, once it stands on one.
    logo: Option<Image>,
}

fn metadata(flow: &Flow, about: &About<'_>) -> Metadata {
    let day = about.day.map_or_else(|| "1980-01-01".to_owned(), |day| day.to_string());
    let mut parts = day.split('-').map(|part| part.parse::<u16>().unwrap_or(1));
    let mut next = || parts.next().unwrap_or(1);
    let (year, month, of_month) = (next(), next(), next());
    let small = |number: u16| u8::try_from(number).unwrap_or(1);
    let made =
        DateTime::new(year).month(small(month)).day(small(of_month)).hour(0).minute(0).second(0).utc_offset_hour(0).utc_offset_minute(0);
    let mut words = String::from(about.title);
    for op in flow.sheets.iter().flat_map(|sheet| &sheet.ops) {
        match op {
            Op::Words { text, .. } => words.push_str(text),
            Op::Logo { picture, role: Role::Leaf(_), .. } => words.push_str(&sha256_hex(&picture.png)),
            _ => {}
        }
    }
    let title = if about.title.is_empty() { "Report" } else { about.title };
    Metadata::new()
        .title(title.to_owned())
        .language("en".to_owned())
        .creator("isms".to_owned())
        .producer("isms".to_owned())
        .creation_date(made)
        .document_id(sha256_hex(words.as_bytes()))
}

fn page(document: &mut Document, flow: &Flow, sheet: &Sheet, ids: &mut Ids, (number, title): (usize, &str)) -> io::Result<()> {
    let settings = PageSettings::from_wh(flow.wide, flow.high).ok_or_else(|| io::Error::other("a page without a size"))?;
    let mut page = document.start_page_with(settings);
    let mut surface = page.surface();
    for op in &sheet.ops {
        put(&mut surface, flow.faces, op, ids)?;
    }
    let size = 8.0;
    let y = flow.high - MARGIN + size;
    let numbered = format!("page {} of {}", number + 1, flow.sheets.len());
    let end = flow.faces.text.width(&numbered) * size;
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)));
    words(&mut surface, flow.faces, (MARGIN, y), (size, false, palette::GREY), &fitting(flow, title, size, end));
    words(&mut surface, flow.faces, (flow.wide - MARGIN - end, y), (size, false, palette::GREY), &numbered);
    surface.end_tagged();
    surface.finish();
    for link in &sheet.links {
        let target = match link.to.strip_prefix('#') {
            Some(id) => match flow.anchors.get(id) {
                Some((page, y)) => Target::Destination(Destination::Xyz(XyzDestination::new(*page, Point::from_xy(MARGIN, *y)))),
                None => continue,
            },
            None => Target::Action(Action::Link(LinkAction::new(link.to.clone()))),
        };
        let [left, top, right, bottom] = link.area;
        let Some(area) = Rect::from_ltrb(left, top, right, bottom) else { continue };
        let annotation = Annotation::new_link(LinkAnnotation::new(area, target), Some(link.words.clone()));
        ids.links[link.number] = Some(page.add_tagged_annotation(annotation));
    }
    page.finish();
    Ok(())
}

/// A title that leaves room for the number of the page.
fn fitting(flow: &Flow, title: &str, size: f32, end: f32) -> String {
    let room = flow.room() - end - 30.0;
    let mut wide = 0.0;
    let within = |letter: &char| {
        wide += flow.faces.text.advance(*letter) * size;
        wide < room
    };
    let title: String = title.nfc().collect();
    let shown: String = title.chars().take_while(within).collect();
    if shown.len() < title.len() { format!("{} …", shown.trim_end()) } else { shown }
}

fn put(surface: &mut Surface<'_>, faces: &Faces, op: &Op, ids: &mut Ids) -> io::Result<()> {
    match op {
        Op::Words { x, y, size, is_bold, colour, text, role } => {
            let face = faces.of(*is_bold);
            let is_known = text.chars().all(|letter| face.has(letter));
            let id = match role {
                Role::Leaf(_) if is_known => surface.start_tagged(ContentTag::Span(SpanTag::empty())),
                // What is copied has the letter that the font has not.
                Role::Leaf(_) => surface.start_tagged(ContentTag::Span(SpanTag::empty().with_actual_text(Some(text)))),
                Role::Again => surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::PaginationOther))),
                Role::Edge => surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout))),
            };
            words(surface, faces, (*x, *y), (*size, *is_bold, *colour), text);
            surface.end_tagged();
            if let Role::Leaf(leaf) = role {
                ids.leaves[*leaf] = Some(id);
            }
        }
        Op::Logo { x, y, wide, high, picture, role } => {
            let tag = match role {
                Role::Leaf(_) => ContentTag::Other,
                Role::Again | Role::Edge => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Header)),
            };
            let id = surface.start_tagged(tag);
            stamp(surface, (*x, *y), (*wide, *high), picture, &mut ids.logo)?;
            surface.end_tagged();
            if let Role::Leaf(leaf) = role {
                ids.leaves[*leaf] = Some(id);
            }
        }
        Op::Field { x, y, wide, high, colour } => shape(surface, *colour, rect(*x, *y, *wide, *high)),
        Op::Rule { x, y, wide, thick, colour } => shape(surface, *colour, rect(*x, *y, *wide, *thick)),
        Op::Picture { x, y, scale, drawing, leaf } => {
            ids.leaves[*leaf] = Some(surface.start_tagged(ContentTag::Other));
            draw(surface, faces, drawing, Plane { x: *x, y: *y, scale: *scale });
            surface.end_tagged();
        }
    }
    Ok(())
}

/// A picture of points, read once for all pages.
fn stamp(
    surface: &mut Surface<'_>,
    (x, y): (f32, f32),
    (wide, high): (f32, f32),
    picture: &Picture,
    known: &mut Option<Image>,
) -> io::Result<()> {
    let image = match known {
        Some(image) => image.clone(),
        None => known.insert(Image::from_png(picture.png.to_vec().into(), false).map_err(io::Error::other)?).clone(),
    };
    let size = Size::from_wh(wide, high).ok_or_else(|| io::Error::other("a logo without a size"))?;
    surface.push_transform(&Transform::from_translate(x, y));
    surface.draw_image(image, size);
    surface.pop();
    Ok(())
}

fn shape(surface: &mut Surface<'_>, colour: u32, path: Option<Path>) {
    let Some(path) = path else { return };
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
    surface.set_fill(Some(fill(colour)));
    surface.set_stroke(None);
    surface.draw_path(&path);
    surface.end_tagged();
}

fn rect(x: f32, y: f32, wide: f32, high: f32) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.push_rect(Rect::from_xywh(x, y, wide.max(0.01), high.max(0.01))?);
    path.finish()
}

/// The headings, those of a level below the one before.
fn outline(flow: &Flow) -> Outline {
    let mut outline = Outline::new();
    let node = |(_, words, page, y): &(u16, String, usize, f32)| {
        OutlineNode::new(words.clone(), XyzDestination::new(*page, Point::from_xy(MARGIN, *y)))
    };
    let mut all = flow.outline.iter().peekable();
    while let Some(heading) = all.next() {
        let mut top = node(heading);
        while let Some(below) = all.next_if(|below| below.0 > heading.0) {
            top.push_child(node(below));
        }
        outline.push_child(top);
    }
    outline
}

fn node(tree: &Tree, ids: &mut Ids) -> io::Result<Node> {
    let lost = || io::Error::other("a part of the paper was not drawn");
    Ok(match tree {
        Tree::Leaf(leaf) => Node::Leaf(ids.leaves[*leaf].take().ok_or_else(lost)?),
        Tree::Link(leaf, link) => {
            let words = Node::Leaf(ids.leaves[*leaf].take().ok_or_else(lost)?);
            match ids.links[*link].take() {
                Some(place) => Node::Group(TagGroup::with_children(Tag::Link, vec![words, Node::Leaf(place)])),
                None => words,
            }
        }
        Tree::Group(kind, parts) => {
            let parts = parts.iter().map(|part| node(part, ids)).collect::<io::Result<Vec<_>>>()?;
            Node::Group(group(kind, parts))
        }
    })
}

fn group(kind: &Kind, parts: Vec<Node>) -> TagGroup {
    let span = |columns: u32| NonZeroU32::new(columns).filter(|columns| columns.get() > 1);
    match kind {
        Kind::Heading(level, words) => {
            TagGroup::with_children(Tag::Hn(NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN), Some(words.clone())), parts)
        }
        Kind::Paragraph => TagGroup::with_children(Tag::P, parts),
        Kind::List => TagGroup::with_children(Tag::L(ListNumbering::Disc), parts),
        Kind::Item => TagGroup::with_children(Tag::LI, parts),
        Kind::Label => TagGroup::with_children(Tag::Lbl, parts),
        Kind::Body => TagGroup::with_children(Tag::LBody, parts),
        Kind::Table => TagGroup::with_children(Tag::Table, parts),
        Kind::Head => TagGroup::with_children(Tag::THead, parts),
        Kind::Rows => TagGroup::with_children(Tag::TBody, parts),
        Kind::Row => TagGroup::with_children(Tag::TR, parts),
        Kind::ColumnHead => TagGroup::with_children(Tag::TH(TableHeaderScope::Column), parts),
        Kind::RowHead(columns) => TagGroup::with_children(Tag::TH(TableHeaderScope::Row).with_col_span(span(*columns)), parts),
        Kind::Cell(columns) => TagGroup::with_children(Tag::TD.with_col_span(span(*columns)), parts),
        Kind::Figure(words, page, [left, top, right, bottom]) => {
            let area = Rect::from_ltrb(*left, *top, *right, *bottom).map(|rect| BBox::new(*page, rect));
            TagGroup::with_children(Tag::Figure(Some(words.clone())).with_bbox(area), parts)
        }
    }
}
