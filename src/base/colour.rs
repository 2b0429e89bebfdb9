//! Colours, and whether they can be read on each other, as WCAG reckons it.

/// The least contrast of text that everybody is to read (WCAG 1.4.3).
pub const ENOUGH: f64 = 4.5;

/// A colour of red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub [u8; 3]);

pub const WHITE: Colour = Colour([255; 3]);
pub const BLACK: Colour = Colour([0; 3]);

impl Colour {
    /// `#1f4e79`. None if it is no colour.
    pub fn read(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
        Some(Self([red, green, blue]))
    }

    /// `1F4E79`
    pub fn hex(self) -> String {
        self.0.iter().map(|part| format!("{part:02X}")).collect()
    }

    /// `0x1f4e79`
    pub fn number(self) -> u32 {
        let [red, green, blue] = self.0;
        u32::from_be_bytes([0, red, green, blue])
    }

    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = self.0.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// From 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// The same, or as much darker or lighter as it takes to be read on another one.
    pub fn readable(self, on: Self) -> Self {
        let towards = if on.contrast(BLACK) > on.contrast(WHITE) { BLACK } else { WHITE };
        let mixed = |step: u32| {
            let part = |n: usize| {
                let (from, to) = (u32::from(self.0[n]), u32::from(towards.0[n]));
                u8::try_from((from * (100 - step) + to * step) / 100).unwrap_or(u8::MAX)
            };
            Self([part(0), part(1), part(2)])
        };
        (0..=100).map(mixed).find(|mixed| mixed.contrast(on) >= ENOUGH).unwrap_or(towards)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_the_guideline() {
        assert!((WHITE.contrast(BLACK) - 21.0).abs() < 0.001);
        let grey = Colour::read("#777777").unwrap();
        assert!((grey.contrast(WHITE) - 4.478).abs() < 0.001, "{}", grey.contrast(WHITE));
        assert_eq!(["", "#12345", "#12345g", "123456", "#1234567"].map(Colour::read), [None; 5]);
    }

    #[test]
    fn what_cannot_be_read_is_mixed_until_it_can() {
        let kept = Colour::read("#1f4e79").unwrap();
        assert_eq!(kept.readable(WHITE), kept);
        for text in ["#ffff00", "#ffffff", "#00ff00", "#777777", "#000000", "#ff0000"] {
            for on in [WHITE, Colour([0x14, 0x18, 0x1c]), BLACK] {
                assert!(Colour::read(text).unwrap().readable(on).contrast(on) >= ENOUGH, "{text} on {on:?}");
            }
        }
        assert_eq!(Colour::read("#ffcc00").unwrap().hex(), "FFCC00");
    }
}
