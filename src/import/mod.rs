//! Sheets to records: rows are read by a table of headers, become records that resolve, and nothing is dropped in
//! silence. No terminal here, and nothing is written: the outcome is a plan.

mod columns;
mod sheet;
mod words;
mod write;
