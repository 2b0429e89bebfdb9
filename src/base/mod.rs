//! Places, values, findings, days and words. Knows nothing of management systems and does no input or output.

pub mod choice;
pub mod colour;
pub mod date;
pub mod decode;
pub mod diagnostic;
pub mod digest;
pub mod months;
pub mod near;
pub mod node;
pub mod picture;
pub mod places;
pub mod said;
pub mod slug;
pub mod span;
pub mod text;
pub mod written;
