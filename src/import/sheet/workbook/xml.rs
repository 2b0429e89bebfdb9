//! XML of workbooks, as it streams by.

use super::Problem;
use super::parts::TOO_LARGE;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Error, Reader, XmlVersion};
use std::io::BufRead;

/// No workbook has elements so deep within one another.
const DEEPEST: usize = 256;

/// What comes next.
pub enum Xml<'e> {
    /// An element begins; its name is without a prefix.
    Begin(&'e str, &'e BytesStart<'e>),
    Text(&'e str),
    End(&'e str),
}

/// Reads XML to its end and gives every element and text to `each`, until it says false.
///
/// # Errors
/// When it is no whole XML, or is too large.
pub fn walk(part: impl BufRead, mut each: impl FnMut(Xml<'_>) -> Result<bool, Problem>) -> Result<(), Problem> {
    let mut reader = Reader::from_reader(part);
    reader.config_mut().expand_empty_elements = true;
    let (mut buffer, mut depth) = (Vec::new(), 0);
    loop {
        buffer.clear();
        let goes_on = match reader.read_event_into(&mut buffer).map_err(|error| broken(&error))? {
            Event::Start(element) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(Problem::large());
                }
                each(Xml::Begin(text(element.local_name().as_ref())?, &element))?
            }
            Event::End(element) => {
                depth -= 1;
                each(Xml::End(text(element.local_name().as_ref())?))?
            }
            Event::Text(words) => each(Xml::Text(&words.xml10_content().map_err(|_| Problem::damaged())?))?,
            Event::CData(words) => each(Xml::Text(&words.xml10_content().map_err(|_| Problem::damaged())?))?,
            Event::GeneralRef(name) => match name.resolve_char_ref().map_err(|error| broken(&error))? {
                Some(sign) => each(Xml::Text(sign.encode_utf8(&mut [0; 4])))?,
                None => each(Xml::Text(resolve_predefined_entity(text(&name)?).ok_or_else(Problem::damaged)?))?,
            },
            Event::Eof if depth > 0 => return Err(Problem::cut()),
            Event::Eof => return Ok(()),
            _ => true,
        };
        if !goes_on {
            return Ok(());
        }
    }
}

/// An attribute of an element, by its name with its prefix.
pub fn attribute(element: &BytesStart<'_>, name: &str) -> Result<Option<String>, Problem> {
    let Some(found) = element.try_get_attribute(name).map_err(|_| Problem::damaged())? else { return Ok(None) };
    Ok(Some(found.normalized_value(XmlVersion::Implicit1_0).map_err(|error| broken(&error))?.into_owned()))
}

/// Whether an attribute says yes.
pub fn is_set(element: &BytesStart<'_>, name: &str) -> Result<bool, Problem> {
    Ok(attribute(element, name)?.is_some_and(|text| matches!(&*text, "1" | "true" | "on")))
}

fn text(bytes: &[u8]) -> Result<&str, Problem> {
    std::str::from_utf8(bytes).map_err(|_| Problem::damaged())
}

fn broken(error: &Error) -> Problem {
    match error {
        Error::Io(error) if error.get_ref().is_some_and(|inner| inner.to_string() == TOO_LARGE) => Problem::large(),
        Error::Io(_) => Problem::cut(),
        _ => Problem::damaged(),
    }
}

/// An attribute that is a whole number.
pub fn number(element: &BytesStart<'_>, name: &str) -> Result<Option<usize>, Problem> {
    Ok(attribute(element, name)?.and_then(|text| text.trim().parse().ok()))
}
