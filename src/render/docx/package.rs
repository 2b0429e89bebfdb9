//! The file around the words: paper, styles, what it says of itself, the line below each page.

use super::words::{FIRST_LIST, Words, clean};
use crate::base::colour::Colour;
use crate::base::date::Date;
use crate::render::brand::ink;
use crate::render::escape::visible;
use crate::report::brand::{Brand, Logo};
use crate::report::doc::Head;
use docx_rs::{Docx, Footer, Header, NumPages, PageNum, Paragraph, Pic, Run, XMLDocx};
use std::fmt::Write as _;
use std::io;

const STYLES: &str = include_str!("styles.xml");
const SETTINGS: &str = include_str!("settings.xml");
const NUMBERING: &str = include_str!("numbering.xml");
/// Of headings and links, where the organisation says none.
const COLOUR: &str = "1F4E79";
/// A logo is so high and wide at most, in the measure of drawings: 12 and 60 millimetres.
const HIGH: f64 = 432_000.0;
const WIDE: f64 = 2_160_000.0;
/// A4, in twentieths of a point, and what is left white around it.
const SHORT: usize = 11_906;
const LONG: usize = 16_838;
const MARGIN: usize = 850;

/// How the paper lies.
#[derive(Clone, Copy)]
pub struct Paper {
    pub sideways: bool,
}

impl Paper {
    fn size(self) -> (usize, usize) {
        if self.sideways { (LONG, SHORT) } else { (SHORT, LONG) }
    }

    /// As wide as lines may be.
    pub fn room(self) -> usize {
        self.size().0 - 2 * MARGIN
    }

    /// With what stands above and below each page. The format wants it before the size of the paper.
    fn section(self, is_headed: bool) -> String {
        let header = if is_headed { "<w:headerReference w:type=\"default\" r:id=\"rIdHeader1\"/>" } else { "" };
        let (wide, high) = self.size();
        let lies = if self.sideways { " w:orient=\"landscape\"" } else { "" };
        format!(
            "<w:sectPr>{header}<w:footerReference w:type=\"default\" r:id=\"rIdFooter1\"/><w:pgSz w:w=\"{wide}\" w:h=\"{high}\"{lies}/><w:pgMar \
             w:top=\"{MARGIN}\" w:right=\"{MARGIN}\" w:bottom=\"1020\" w:left=\"{MARGIN}\" w:header=\"450\" w:footer=\"450\" \
             w:gutter=\"0\"/></w:sectPr>"
        )
    }
}

/// Writes the file.
pub fn write(head: &Head, words: Words, paper: Paper, out: &mut dyn io::Write) -> io::Result<()> {
    let title = visible(&head.title).replace('\n', " ");
    let brand = head.brand.as_deref();
    let mut docx = Docx::new().footer(footer(&title, brand));
    let headed = brand.filter(|brand| brand.logo.is_some() || brand.mark.is_some());
    if let Some(brand) = headed {
        docx = docx.header(header(brand));
    }
    docx.document_rels.has_numberings = true;
    let mut parts = docx.build();
    parts.document = document(&parts, &words.body, &paper.section(headed.is_some()))?;
    parts.styles = styles(brand, headed.is_some(), paper).into_bytes();
    parts.settings = SETTINGS.into();
    parts.numberings = numbering(&words.lists).into_bytes();
    parts.document_rels = relations(&parts.document_rels, &words.links).into_bytes();
    parts.headers = parts.headers.iter().map(|xml| with_words(&clean(xml), brand).into_bytes()).collect();
    parts.footers = parts.footers.iter().map(|xml| clean(xml).into_bytes()).collect();
    parts.doc_props.core = core(&title, head.as_of()).into_bytes();
    let mut file = io::Cursor::new(Vec::new());
    parts.pack(&mut file).map_err(io::Error::other)?;
    out.write_all(file.get_ref())
}

/// The looks, with the colour of the organisation; what stands above pages has a place at the right where there is any.
fn styles(brand: Option<&Brand>, is_headed: bool, paper: Paper) -> String {
    let (tabs, after) = if is_headed { ("<w:tabs><w:tab w:val=\"right\" w:pos=\"{right}\"/></w:tabs>", "160") } else { ("", "0") };
    let colour = ink(brand).map_or_else(|| COLOUR.to_owned(), Colour::hex);
    STYLES.replace("{header}", tabs).replace("{after}", after).replace("{colour}", &colour).replace("{right}", &paper.room().to_string())
}

/// The logo and the mark of the organisation.
fn header(brand: &Brand) -> Header {
    let mut line = Paragraph::new().id("7FFFFFFD").style("Header");
    if let Some(Logo { picture, .. }) = &brand.logo {
        let (wide, high) = picture.within(WIDE, HIGH);
        let drawn = Pic::new_with_dimensions(picture.png.to_vec(), picture.width, picture.height).id("rIdLogo");
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a side is above nothing and below what is wide")]
        let size = |side: f64| side.ceil() as u32;
        line = line.add_run(Run::new().add_image(drawn.size(size(wide), size(high))));
    }
    if let Some(mark) = &brand.mark {
        line = line.add_run(Run::new().add_tab()).add_run(Run::new().style("Strong").add_text(visible(mark)));
    }
    Header::new().add_paragraph(line)
}

/// The XML of what stands above pages, with what is said of the logo to those who do not see it.
fn with_words(xml: &str, brand: Option<&Brand>) -> String {
    let words = brand.and_then(|brand| brand.logo.as_ref()).map(|logo| visible(&logo.words)).unwrap_or_default();
    let words = words.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    xml.replace("name=\"Figure\"", &format!("name=\"Logo\" descr=\"{words}\""))
}

/// The name of the report and the number of the page, and words of the organisation.
fn footer(title: &str, brand: Option<&Brand>) -> Footer {
    let plain = |text: &str| Run::new().add_text(text);
    let line = Paragraph::new().id("7FFFFFFE").style("Footer").add_run(plain(title)).add_run(Run::new().add_tab()).add_run(plain("Page "));
    let footer = Footer::new().add_paragraph(line.add_page_num(PageNum::new()).add_run(plain(" of ")).add_num_pages(NumPages::new()));
    match brand.and_then(|brand| brand.footer.as_deref()) {
        Some(words) => footer.add_paragraph(Paragraph::new().id("7FFFFFFC").style("Footer").add_run(plain(&visible(words)))),
        None => footer,
    }
}

/// The words between the beginning and the end of a document that has none.
fn document(parts: &XMLDocx, body: &[u8], section: &str) -> io::Result<Vec<u8>> {
    const BEGIN: &str = "<w:body>";
    let empty = String::from_utf8_lossy(&parts.document);
    let (before, _) = empty.split_once(BEGIN).ok_or_else(|| io::Error::other("a document without a body"))?;
    Ok([before.as_bytes(), BEGIN.as_bytes(), body, section.as_bytes(), b"</w:body></w:document>"].concat())
}

/// Lists with a number of their own each, so that none goes on with the numbers of another.
fn numbering(lists: &[Option<(u64, usize)>]) -> String {
    let list = |(at, list): (usize, &Option<(u64, usize)>)| {
        let start = |(from, level)| format!("<w:lvlOverride w:ilvl=\"{level}\"><w:startOverride w:val=\"{from}\"/></w:lvlOverride>");
        let start = list.map(start).unwrap_or_default();
        format!("<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"1\"/>{start}</w:num>", at + FIRST_LIST)
    };
    let all: String = lists.iter().enumerate().map(list).collect();
    NUMBERING.replace("</w:numbering>", &format!("{all}</w:numbering>"))
}

/// What the document is connected with, and the addresses that its words lead to.
fn relations(parts: &[u8], links: &[String]) -> String {
    const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink";
    let link = |(n, to): (usize, &String)| {
        let to = address(to);
        format!("<Relationship Id=\"rIdLink{}\" Type=\"{KIND}\" Target=\"{to}\" TargetMode=\"External\"/>", n + 1)
    };
    let all: String = links.iter().enumerate().map(link).collect();
    String::from_utf8_lossy(parts).replace("</Relationships>", &format!("{all}</Relationships>"))
}

/// An address in the letters that one may have, as XML.
fn address(to: &str) -> String {
    let bytes = to.as_bytes();
    let is_hex = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_hexdigit);
    let mut out = String::with_capacity(to.len());
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'&' => out.push_str("&amp;"),
            b'%' if is_hex(at + 1) && is_hex(at + 2) => out.push('%'),
            _ if byte.is_ascii_alphanumeric() || b"-._~:/?#@!$()*+,;=".contains(byte) => out.push(char::from(*byte)),
            // Writing to a string cannot fail.
            _ => _ = write!(out, "%{byte:02X}"),
        }
    }
    out
}

/// What the file says of itself.
fn core(title: &str, as_of: Option<Date>) -> String {
    let made = as_of.map_or_else(|| "1980-01-01".to_owned(), |day| day.to_string());
    let title = title.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<cp:coreProperties \
         xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{title}</dc:title>\
         <dc:creator>isms</dc:creator><dc:language>en-GB</dc:language><cp:lastModifiedBy>isms</cp:lastModifiedBy><cp:revision>1</cp:revision>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{made}T00:00:00Z</dcterms:created><dcterms:modified xsi:type=\"dcterms:W3CDTF\">\
         {made}T00:00:00Z</dcterms:modified></cp:coreProperties>"
    )
}
