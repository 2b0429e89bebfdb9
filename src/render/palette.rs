//! The colours of what is written for paper: the same in every format that has some.

use crate::report::doc::Tone;

/// Of small print.
pub const GREY: u32 = 0x005A_6570;
/// Behind headings.
pub const BAND: u32 = 0x00F5_F7F9;

/// Of letters and of what is behind them.
pub fn colours(tone: Tone) -> Option<(u32, u32)> {
    match tone {
        Tone::Plain | Tone::Faint => None,
        Tone::Good => Some((0x0017_663A, 0x00E3_F3E8)),
        Tone::Note => Some((0x006A_5300, 0x00FB_F3D3)),
        Tone::Warn => Some((0x008A_4300, 0x00FD_E8D2)),
        Tone::Bad => Some((0x009C_2121, 0x00FB_E3E1)),
        Tone::Critical => Some((0x00FF_FFFF, 0x009C_2121)),
    }
}

/// Of a bar or a line.
pub fn hue(tone: Tone) -> u32 {
    match tone {
        Tone::Plain => 0x001D_2329,
        Tone::Faint => 0x00B9_C1CA,
        Tone::Good => 0x004F_9D6E,
        Tone::Note => 0x00D6_B23C,
        Tone::Warn => 0x00E0_8A3A,
        Tone::Bad => 0x00C9_473F,
        Tone::Critical => 0x007A_1616,
    }
}
