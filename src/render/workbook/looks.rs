//! How cells look: colours by what they mean, the same as on a page.

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

const GREY: Color = Color::RGB(0x5A_65_70);
const BAND: Color = Color::RGB(0xF5_F7_F9);

/// The format with the colours of a tone.
pub fn toned(format: &Format, tone: Tone) -> Format {
    match colours(tone) {
        Some((ink, paper)) => format.clone().set_font_color(ink).set_background_color(paper),
        None if tone == Tone::Faint => format.clone().set_font_color(GREY),
        None => format.clone(),
    }
}

/// Of letters and of what is behind them.
fn colours(tone: Tone) -> Option<(Color, Color)> {
    let (ink, paper) = match tone {
        Tone::Plain | Tone::Faint => return None,
        Tone::Good => (0x17_66_3A, 0xE3_F3_E8),
        Tone::Note => (0x6A_53_00, 0xFB_F3_D3),
        Tone::Warn => (0x8A_43_00, 0xFD_E8_D2),
        Tone::Bad => (0x9C_21_21, 0xFB_E3_E1),
        Tone::Critical => (0xFF_FF_FF, 0x9C_21_21),
    };
    Some((Color::RGB(ink), Color::RGB(paper)))
}

/// Of a bar or a line.
pub fn hue(tone: Tone) -> Color {
    Color::RGB(match tone {
        Tone::Plain => 0x1D_23_29,
        Tone::Faint => 0xB9_C1_CA,
        Tone::Good => 0x4F_9D_6E,
        Tone::Note => 0xD6_B2_3C,
        Tone::Warn => 0xE0_8A_3A,
        Tone::Bad => 0xC9_47_3F,
        Tone::Critical => 0x7A_16_16,
    })
}
