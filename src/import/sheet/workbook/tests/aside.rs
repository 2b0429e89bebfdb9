//! Comments, and lines through texts.

use super::{RELATIONS, grid, ods, told, xlsx};

#[test]
fn what_is_struck_out_and_what_has_comments_is_told() {
    let sheet = r#"<sheetData><row><c t="str"><v>ID</v></c><c t="str"><v>Title</v></c></row>
      <row><c s="6"><v>1</v></c><c s="6" t="str"><v>x</v></c></row><row><c><v>2</v></c><c t="s"><v>0</v></c></row>
      <row><c s="7"><v>3</v></c><c t="str"><v>y</v></c></row></sheetData>"#;
    let shared = "<si><r><t>a</t></r><r><rPr><strike/></rPr><t>b</t></r></si>";
    let rels = format!(r#"{RELATIONS}<Relationship Id="c" Type="http://x/comments" Target="../comments1.xml"/></Relationships>"#);
    let comments = r#"<comments><commentList><comment ref="B4"><text><t>why?</t></text></comment></commentList></comments>"#;
    let book = xlsx(&[("Risks", "", sheet)], shared, &[("xl/worksheets/_rels/0.xml.rels", &rels), ("xl/comments1.xml", comments)]);
    let struck = ["row 2", "cell B3"].map(|what| format!(": struck out, all or in part, and read like all others: {what}"));
    let comments = |book: &[u8]| grid("b.xlsx", book, None).unwrap().comments.into_iter().collect::<Vec<_>>();
    assert_eq!((told(&book), comments(&book)), (struck.to_vec(), vec![((4, 2), "why?".to_owned())]));
    let cell = |style: &str, text: &str| format!(r#"<table:table-cell {style} office:value-type="string">{text}</table:table-cell>"#);
    let row = |cells: [String; 2]| format!("<table:table-row>{}</table:table-row>", cells.concat());
    let styles = r#"<style:style style:name="s"><style:text-properties style:text-line-through-style="solid"/></style:style>"#;
    let table = [
        row([cell("", "<text:p>ID</text:p>"), cell("", "<text:p>Title</text:p>")]),
        row([cell(r#"table:style-name="s""#, "<text:p>1</text:p>"), cell(r#"table:style-name="s""#, "<text:p>x</text:p>")]),
        row([cell("", "<text:p>2</text:p>"), cell("", r#"<text:p>a<text:span text:style-name="s">b</text:span></text:p>"#)]),
        row([cell("", "<text:p>3</text:p>"), cell("", "<office:annotation><text:p>why?</text:p></office:annotation><text:p>y</text:p>")]),
    ];
    let book = ods(&format!(r#"{styles}<table:table table:name="Risks">{}</table:table>"#, table.concat()), &[]);
    assert_eq!((told(&book), comments(&book)), (struck.to_vec(), vec![((4, 2), "why?".to_owned())]));
}
