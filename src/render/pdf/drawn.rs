//! Words and the shapes of pictures, as they come onto a page.

use super::face::{Faces, UNKNOWN};
use super::flow::INK;
use crate::render::chart::{Drawing, Mark, Shape};
use crate::render::palette;
use crate::report::doc::Tone;
use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Point};
use krilla::paint::{Fill, LineCap, LineJoin, Stroke, StrokeDash};
use krilla::surface::Surface;

/// Of paper.
const WHITE: u32 = 0x00FF_FFFF;

pub fn words(surface: &mut Surface<'_>, faces: &Faces, (x, y): (f32, f32), (size, is_bold, colour): (f32, bool, u32), text: &str) {
    let face = faces.of(is_bold);
    let shown: String = text.chars().map(|letter| if face.has(letter) { letter } else { UNKNOWN }).collect();
    if shown.is_empty() {
        return;
    }
    surface.set_fill(Some(fill(colour)));
    surface.set_stroke(None);
    surface.draw_glyphs(Point::from_xy(x, y), &face.glyphs(&shown), face.font.clone(), &shown, size, false);
}

fn colour(colour: u32) -> rgb::Color {
    let [_, red, green, blue] = colour.to_be_bytes();
    rgb::Color::new(red, green, blue)
}

pub fn fill(ink: u32) -> Fill {
    Fill { paint: colour(ink).into(), ..Fill::default() }
}

/// Where the plane of a picture stands.
#[derive(Clone, Copy)]
pub struct Plane {
    pub x: f32,
    pub y: f32,
    pub scale: f32,
}

impl Plane {
    fn at(self, x: f32, y: f32) -> (f32, f32) {
        (self.x + x * self.scale, self.y + y * self.scale)
    }
}

pub fn draw(surface: &mut Surface<'_>, faces: &Faces, drawing: &Drawing, plane: Plane) {
    stroked(surface, plane, &drawing.grid, (0x00DF_E3E8, 0.6, ""));
    for mark in &drawing.marks {
        put(surface, plane, mark);
    }
    let size = 11.0 * plane.scale;
    let said = |text: &str, x: f64, y: f64, share: f32| {
        let (x, y) = plane.at(single(x), single(y));
        let wide = faces.text.width(text) * size;
        (x - wide * share, y + size * 0.35)
    };
    for label in &drawing.up {
        words(surface, faces, said(&label.text, label.x, label.y, 1.0), (size, false, palette::GREY), &label.text);
    }
    for label in &drawing.along {
        words(surface, faces, said(&label.text, label.x, label.y, 0.5), (size, false, palette::GREY), &label.text);
    }
    for mark in &drawing.marks {
        let label = &mark.label;
        let ink = if mark.shape == Shape::Field { field(mark.tone).0 } else { INK };
        words(surface, faces, said(&label.text, label.x, label.y, 0.0), (size, false, ink), &label.text);
    }
}

/// The colours of a field: of its words, and its own.
fn field(tone: Tone) -> (u32, u32) {
    palette::colours(tone).unwrap_or((palette::GREY, if tone == Tone::Plain { WHITE } else { palette::BAND }))
}

fn put(surface: &mut Surface<'_>, plane: Plane, mark: &Mark) {
    let ink = palette::hue(mark.tone);
    let (thick, thin) = (8.0 * plane.scale, 2.0 * plane.scale);
    match mark.shape {
        Shape::Bar => {
            filled(surface, plane, &mark.path, (ink, INK, 0.3));
            stroked(surface, plane, &mark.key, (ink, thick, ""));
        }
        Shape::Line => {
            stroked(surface, plane, &mark.path, (ink, thin, mark.dashes));
            stroked(surface, plane, &mark.key, (ink, thin, mark.dashes));
        }
        Shape::Field => filled(surface, plane, &mark.path, (field(mark.tone).1, WHITE, 0.3)),
        Shape::Arrow => {
            let edge = 3.0 * plane.scale;
            stroked(surface, plane, &mark.path, (WHITE, thin + edge, ""));
            stroked(surface, plane, &mark.key, (WHITE, edge, ""));
            stroked(surface, plane, &mark.path, (ink, thin, mark.dashes));
            filled(surface, plane, &mark.key, (ink, ink, 0.1));
        }
    }
}

fn filled(surface: &mut Surface<'_>, plane: Plane, said: &str, (ink, edge, width): (u32, u32, f32)) {
    let Some(path) = path(said, plane) else { return };
    surface.set_fill(Some(fill(ink)));
    surface.set_stroke(Some(Stroke { paint: colour(edge).into(), width, ..Stroke::default() }));
    surface.draw_path(&path);
}

fn stroked(surface: &mut Surface<'_>, plane: Plane, said: &str, (ink, width, dashes): (u32, f32, &str)) {
    let Some(path) = path(said, plane) else { return };
    let array: Vec<f32> = dashes.split(' ').filter_map(|dash| dash.parse::<f32>().ok()).map(|dash| dash * plane.scale).collect();
    let dash = (!array.is_empty()).then_some(StrokeDash { array, offset: 0.0 });
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke {
        paint: colour(ink).into(),
        width,
        line_cap: LineCap::Round,
        line_join: LineJoin::Round,
        dash,
        ..Stroke::default()
    }));
    surface.draw_path(&path);
}

/// A shape as pages write it: `M40 12H480`. Lines alone; our charts have no curves.
fn path(said: &str, plane: Plane) -> Option<Path> {
    let mut path = PathBuilder::new();
    let (mut x, mut y) = (0.0_f32, 0.0_f32);
    let mut rest = said;
    let mut any = false;
    while let Some(command) = rest.chars().next() {
        rest = &rest[command.len_utf8()..];
        let end = rest.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(rest.len());
        let (said, after) = rest.split_at(end);
        rest = after;
        let numbers: Vec<f32> = said.split([' ', ',']).filter_map(|number| number.parse().ok()).collect();
        let pairs = || numbers.chunks_exact(2).map(|pair| (pair[0], pair[1]));
        let mut to: Vec<(f32, f32)> = Vec::new();
        match command {
            'M' | 'L' => to.extend(pairs()),
            'l' => to.extend(pairs().map(|(dx, dy)| (x + dx, y + dy))),
            'H' => to.extend(numbers.iter().map(|x| (*x, y))),
            'h' => to.extend(numbers.iter().map(|dx| (x + dx, y))),
            'V' => to.extend(numbers.iter().map(|y| (x, *y))),
            'v' => to.extend(numbers.iter().map(|dy| (x, y + dy))),
            'z' | 'Z' => path.close(),
            _ => {}
        }
        for (n, (to_x, to_y)) in to.into_iter().enumerate() {
            (x, y) = (to_x, to_y);
            let (at_x, at_y) = plane.at(x, y);
            if command == 'M' && n == 0 {
                path.move_to(at_x, at_y)
            } else {
                path.line_to(at_x, at_y)
            }
            any = true;
        }
    }
    if any { path.finish() } else { None }
}

#[allow(clippy::cast_possible_truncation, reason = "places of a plane are small")]
fn single(number: f64) -> f32 {
    number as f32
}
