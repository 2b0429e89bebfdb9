//! Columns that people added, renamed or moved in registers that come back.

use crate::support::{Ran, isms, write};
use crate::updating::{is_unchanged, risk, update, went_out};
use std::path::Path;

fn back(root: &Path, text: &str, more: &[&str]) -> Ran {
    write(root.parent().unwrap(), "back.csv", text);
    isms(root, &[&["import", "../back.csv", "--update", "--prefer", "sheet"], more].concat())
}

#[test]
fn a_column_that_no_field_takes_is_told() {
    let (_room, root, mut register) = went_out();
    register.headers.push(("remarks", "Remarks"));
    register.rows.iter_mut().zip(["", "seen twice", ""]).for_each(|(row, cell)| row.push(cell.into()));
    let ran = update(&root, &register, &[]);
    let says = "!Risks!F3: the column `Remarks` is no field of risks and is not read: 1 cell; call it `custom.remarks` to keep it";
    assert!(ran.code == 4 && ran.stderr.contains(says) && is_unchanged(&root), "{}", ran.stderr);
    let ran = back(&root, "id,title,custom.remarks\nRSK-001,Fire,seen twice\n", &[]);
    assert!(ran.code == 0 && risk(&root, 1).contains("remarks: seen twice"), "{}{}", ran.stderr, risk(&root, 1));
}

#[test]
fn a_column_with_another_header_is_told_and_what_else_changed_is_taken() {
    let (_room, root, _) = went_out();
    let ran = back(&root, "id,Called,tags\nRSK-001,Blaze,c\n", &[]);
    assert!(ran.code == 4 && ran.stderr.contains("back.csv:2:2: the column `Called` is no field of risks"), "{}", ran.stderr);
    assert!(risk(&root, 1).contains("title: \"Fire\"") && risk(&root, 1).contains("tags: [c]"), "{}", risk(&root, 1));
}

#[test]
fn a_column_that_stands_twice_is_told_where_it_says_something_else() {
    let (_room, root, _) = went_out();
    let ran = back(&root, "id,title,title\nRSK-001,Fire,Fire\n", &[]);
    assert!(ran.code == 0 && is_unchanged(&root), "{}", ran.stderr);
    let ran = back(&root, "id,title,title\nRSK-001,Fire,Blaze\n", &[]);
    assert!(ran.code == 4 && ran.stderr.contains("`title` stands twice and not alike") && is_unchanged(&root), "{}", ran.stderr);
}

#[test]
fn a_map_says_which_columns_there_are() {
    let (_room, root, _) = went_out();
    write(root.parent().unwrap(), "m.yaml", "kind: risk\ncolumns:\n  Id: id\n  Risk: title\n  Why: \"-\"\n");
    let ran = back(&root, "Id,Risk,Why,Site\nRSK-001,Fire,so,Hull\n", &["--map", "../m.yaml"]);
    assert!(ran.code == 4 && ran.stderr.contains("such as `Site: custom`") && !ran.stderr.contains("`Why`"), "{}", ran.stderr);
}

#[test]
fn a_header_on_the_column_of_another_field_refuses_the_sheet() {
    for headers in [["id", "tags", "L", "I", "title"], ["id", "What", "Title", "I", "T"]] {
        let (_room, root, mut register) = went_out();
        register.headers.iter_mut().zip(headers).for_each(|(column, header)| column.1 = header);
        let ran = update(&root, &register, &["--prefer", "sheet"]);
        let says = "and the name that it went out with there is `title`";
        assert!(ran.code == 3 && ran.stderr.contains("calls column B") && ran.stderr.contains(says), "{}", ran.stderr);
        assert!(is_unchanged(&root));
    }
}

#[test]
fn ids_say_which_records_come_back() {
    let (_room, root, _) = went_out();
    assert_eq!(back(&root, "id,title\nRSK-001,Blaze\n", &[]).code, 0);
    assert!(risk(&root, 1).contains("title: Blaze"));
    for text in ["id,title\nRSK-001,Fire\nAST-1,Hall\n", "id,Shade\nRSK-001,red\n"] {
        assert!(back(&root, text, &[]).stderr.contains("say it with `--as KIND`"), "{text}");
    }
}
