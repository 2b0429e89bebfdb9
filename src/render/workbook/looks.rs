//! How cells look: colours by what they mean, the same as on a page.

use crate::base::colour::Colour;
use crate::render::palette;
use crate::report::doc::Tone;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// The formats of a workbook.
pub struct Looks {
    pub title: Format,
    pub heading: Format,
    pub prose: Format,
    pub name: Format,
    pub header: Format,
    pub text: Format,
    pub number: Format,
    pub day: Format,
}

impl Looks {
    pub fn new() -> Self {
        // Text stays text when somebody edits it: a formula, a day or a number it does not become.
        let text = Format::new().set_num_format("@").set_align(FormatAlign::Top);
        let wrapped = text.clone().set_text_wrap();
        Self {
            title: text.clone().set_bold().set_font_size(16),
            heading: text.clone().set_bold().set_font_size(12),
            name: wrapped.clone().set_font_color(GREY),
            header: wrapped.clone().set_bold().set_background_color(BAND).set_border_bottom(FormatBorder::Thin),
            number: Format::new().set_align(FormatAlign::Top),
            day: Format::new().set_align(FormatAlign::Top).set_align(FormatAlign::Left).set_num_format("yyyy-mm-dd"),
            prose: wrapped.clone(),
            text: wrapped,
        }
    }
}

impl Looks {
    /// Titles are of the organisation's colour.
    pub fn tint(&mut self, colour: Colour) {
        for look in [&mut self.title, &mut self.heading] {
            *look = look.clone().set_font_color(Color::RGB(colour.number()));
        }
    }
}

const GREY: Color = Color::RGB(palette::GREY);
const BAND: Color = Color::RGB(palette::BAND);

/// The format with the colours of a tone.
pub fn toned(format: &Format, tone: Tone) -> Format {
    match palette::colours(tone) {
        Some((ink, paper)) => format.clone().set_font_color(Color::RGB(ink)).set_background_color(Color::RGB(paper)),
        None if tone == Tone::Faint => format.clone().set_font_color(GREY),
        None => format.clone(),
    }
}

/// Of a bar or a line.
pub fn hue(tone: Tone) -> Color {
    Color::RGB(palette::hue(tone))
}
