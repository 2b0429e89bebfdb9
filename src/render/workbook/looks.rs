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

const GREY: Color = Color::RGB(0x005A_6570);
const BAND: Color = Color::RGB(0x00F5_F7F9);

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
        Tone::Good => (0x0017_663A, 0x00E3_F3E8),
        Tone::Note => (0x006A_5300, 0x00FB_F3D3),
        Tone::Warn => (0x008A_4300, 0x00FD_E8D2),
        Tone::Bad => (0x009C_2121, 0x00FB_E3E1),
        Tone::Critical => (0x00FF_FFFF, 0x009C_2121),
    };
    Some((Color::RGB(ink), Color::RGB(paper)))
}

/// Of a bar or a line.
pub fn hue(tone: Tone) -> Color {
    Color::RGB(match tone {
        Tone::Plain => 0x001D_2329,
        Tone::Faint => 0x00B9_C1CA,
        Tone::Good => 0x004F_9D6E,
        Tone::Note => 0x00D6_B23C,
        Tone::Warn => 0x00E0_8A3A,
        Tone::Bad => 0x00C9_473F,
        Tone::Critical => 0x007A_1616,
    })
}
