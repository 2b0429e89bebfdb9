//! The promises about history: `cargo bench --bench history`. With `-- write DIR RECORDS COMMITS [merges]` it writes a
//! repository, to try things on.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "its output is a table for people")]

mod corpus;
mod repository;

use repository::Shape;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    if args.first().is_some_and(|arg| arg == "write") {
        return write(&args[1..]);
    }
    ExitCode::SUCCESS
}

fn write(args: &[String]) -> ExitCode {
    let number = |at: usize| args.get(at).and_then(|n| n.parse().ok());
    let shape = match args.get(3).map(String::as_str) {
        None => Some(Shape::Linear),
        Some("merges") => Some(Shape::Merges),
        Some(_) => None,
    };
    let (Some(folder), Some(records), Some(commits), Some(shape)) = (args.first(), number(1), number(2), shape) else {
        eprintln!("usage: write DIR RECORDS COMMITS [merges]");
        return ExitCode::from(2);
    };
    repository::write(Path::new(folder), records, commits, shape).expect("git can write to the folder");
    ExitCode::SUCCESS
}
