//! Pictures that go into reports: PNG and nothing else, whole and small. What else is in such a file, or behind its end, goes to
//! every reader, so that it is refused.

use data_encoding::BASE64;
use std::io::Cursor;
use std::sync::Arc;

/// So many bytes a picture may have: every page of a site carries it.
pub const MOST_BYTES: u64 = 64 * 1024;
/// Why one of more cannot be used.
pub const TOO_LARGE: &str = "is larger than 64 KiB";
/// So many points it may be wide or high: it is unfolded to be put on paper.
const MOST_POINTS: u32 = 2_048;

const BEGINS: &[u8] = b"\x89PNG\r\n\x1a\n";
/// The parts that make a picture, and that say how it is shown.
const PARTS: [&[u8; 4]; 11] = [b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"pHYs", b"bKGD"];

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    pub png: Arc<[u8]>,
    /// In points.
    pub width: u32,
    pub height: u32,
}

impl Picture {
    /// Looks at a file.
    ///
    /// # Errors
    /// When it is no picture that may go into reports: why not.
    pub fn of(bytes: &[u8]) -> Result<Self, &'static str> {
        if bytes.len() as u64 > MOST_BYTES {
            return Err(TOO_LARGE);
        }
        let mut rest = bytes.strip_prefix(BEGINS).ok_or("is no PNG")?;
        loop {
            let (name, after) = part(rest).ok_or("is a PNG that is cut short")?;
            match name {
                b"IEND" if !after.is_empty() => return Err("has something behind its picture"),
                b"IEND" => break,
                name if PARTS.contains(&name) => {}
                b"tEXt" | b"zTXt" | b"iTXt" => return Err("holds words beside its picture"),
                b"eXIf" => return Err("holds what a camera says beside its picture"),
                b"iCCP" => return Err("holds a colour profile beside its picture"),
                b"tIME" => return Err("holds a day beside its picture"),
                _ => return Err("holds more than a picture"),
            }
            rest = after;
        }
        let (width, height) = size(bytes).ok_or("is a PNG that cannot be read")?;
        if width.max(height) > MOST_POINTS {
            return Err("is wider or higher than 2048 points");
        }
        shown(bytes).ok_or("is a PNG that cannot be read")?;
        Ok(Self { png: bytes.into(), width, height })
    }

    /// The picture itself, as pages hold it.
    pub fn uri(&self) -> String {
        format!("data:image/png;base64,{}", BASE64.encode(&self.png))
    }

    /// How wide and high it is where there is so much room: as large as fits, and never without a side.
    pub fn within(&self, wide: f64, high: f64) -> (f64, f64) {
        let (width, height) = (f64::from(self.width), f64::from(self.height));
        let scale = (wide / width).min(high / height);
        (width * scale, height * scale)
    }
}

/// The name of the next part, and what comes after it.
fn part(bytes: &[u8]) -> Option<(&[u8; 4], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    let (name, rest) = rest.split_first_chunk::<4>()?;
    // Behind the content stands a sum of four bytes.
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?.checked_add(4)?;
    Some((name, rest.split_at_checked(length)?.1))
}

/// How wide and high a picture says it is.
fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    png::Decoder::new(Cursor::new(bytes)).read_info().ok().map(|reader| reader.info().size())
}

/// Whether all of it can be shown: row by row, so that no more than one is unfolded.
fn shown(bytes: &[u8]) -> Option<()> {
    let mut reader = png::Decoder::new(Cursor::new(bytes)).read_info().ok()?;
    while reader.next_row().ok()?.is_some() {}
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A picture of some points, and parts that are put before its end.
    fn drawn(colours: png::ColorType, depth: png::BitDepth, parts: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, 8, 4);
        encoder.set_color(colours);
        encoder.set_depth(depth);
        encoder.set_palette(vec![0, 0, 0, 255, 255, 255]);
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(&vec![0; colours.samples() * depth as usize * 4]).unwrap();
        parts.iter().for_each(|(name, content)| writer.write_chunk(png::chunk::ChunkType(**name), content).unwrap());
        writer.finish().unwrap();
        bytes
    }

    fn plain() -> Vec<u8> {
        drawn(png::ColorType::Rgba, png::BitDepth::Eight, &[])
    }

    #[test]
    fn every_kind_of_colours_passes() {
        use png::{BitDepth, ColorType};
        let small = [BitDepth::One, BitDepth::Two, BitDepth::Four, BitDepth::Eight];
        let all = small.map(|depth| (ColorType::Indexed, depth)).into_iter().chain(small.map(|depth| (ColorType::Grayscale, depth)));
        let large = [ColorType::Grayscale, ColorType::Rgb, ColorType::Rgba, ColorType::GrayscaleAlpha];
        let all = all.chain(large.map(|colours| (colours, BitDepth::Sixteen))).chain(large.map(|colours| (colours, BitDepth::Eight)));
        for (colours, depth) in all {
            let picture = Picture::of(&drawn(colours, depth, &[])).unwrap();
            assert_eq!((picture.width, picture.height), (8, 4), "{colours:?} {depth:?}");
        }
    }

    #[test]
    fn nothing_but_a_picture_passes() {
        let whole = plain();
        let with = |name: &[u8; 4]| drawn(png::ColorType::Rgba, png::BitDepth::Eight, &[(name, b"x")]);
        let header = |at: usize, byte: u8| {
            let mut bytes = whole.clone();
            bytes[16 + at] = byte;
            bytes
        };
        for (bytes, why) in [
            (b"<svg/>".to_vec(), "is no PNG"),
            (b"\xff\xd8\xff\xe0 a JPEG".to_vec(), "is no PNG"),
            (whole[..whole.len() - 3].to_vec(), "is a PNG that is cut short"),
            ([&whole[..], b"PK"].concat(), "has something behind its picture"),
            (with(b"tEXt"), "holds words beside its picture"),
            (with(b"eXIf"), "holds what a camera says beside its picture"),
            (with(b"iCCP"), "holds a colour profile beside its picture"),
            (with(b"tIME"), "holds a day beside its picture"),
            (with(b"stEg"), "holds more than a picture"),
            // The sum behind the header is no longer that of what it says.
            (header(3, 9), "is a PNG that cannot be read"),
            (BEGINS.to_vec(), "is a PNG that is cut short"),
            ([BEGINS, &whole[whole.len() - 12..]].concat(), "is a PNG that cannot be read"),
            (vec![0; 70_000], TOO_LARGE),
        ] {
            assert_eq!(Picture::of(&bytes), Err(why));
        }
        let mut wide = Vec::new();
        let mut writer = png::Encoder::new(&mut wide, MOST_POINTS + 1, 1).write_header().unwrap();
        writer.write_image_data(&vec![0; usize::try_from(MOST_POINTS + 1).unwrap()]).unwrap();
        writer.finish().unwrap();
        assert_eq!(Picture::of(&wide), Err("is wider or higher than 2048 points"));
    }

    #[test]
    fn no_bytes_are_too_odd() {
        let whole = plain();
        for at in 0..whole.len() {
            for byte in [0, 1, 0x7f, 0xff] {
                let mut odd = whole.clone();
                odd[at] = byte;
                let _ = Picture::of(&odd);
            }
            assert!(Picture::of(&whole[..at]).is_err());
        }
    }
}
