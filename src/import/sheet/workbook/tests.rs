mod aside;

use super::*;
use crate::import::sheet::Meant;
use crate::import::sheet::Row;
use miniz_oxide::deflate::compress_to_vec;

/// A zip archive with these parts.
pub fn zipped<B: AsRef<[u8]>>(parts: &[(&str, B)]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    let field = |out: &mut Vec<u8>, parts: &[u32], halves: &[usize]| {
        parts.iter().zip(halves).for_each(|(value, size)| out.extend_from_slice(&value.to_le_bytes()[..*size]));
    };
    for (name, content) in parts {
        let content = content.as_ref();
        let (packed, at) = (compress_to_vec(content, 9), out.len() as u32);
        let sizes = [0, packed.len() as u32, content.len() as u32, name.len() as u32, 0];
        field(&mut out, &[0x0403_4b50, 20, 0, 8, 0], &[4, 2, 2, 2, 4]);
        field(&mut out, &sizes, &[4, 4, 4, 2, 2]);
        out.extend_from_slice(name.as_bytes());
        out.extend_from_slice(&packed);
        field(&mut directory, &[0x0201_4b50, 20, 20, 0, 8, 0], &[4, 2, 2, 2, 2, 4]);
        field(&mut directory, &sizes, &[4, 4, 4, 2, 2]);
        field(&mut directory, &[0, 0, 0, 0, at], &[2, 2, 2, 4, 4]);
        directory.extend_from_slice(name.as_bytes());
    }
    let (at, count) = (out.len() as u32, parts.len() as u32);
    out.extend_from_slice(&directory);
    field(&mut out, &[0x0605_4b50, 0, count, count, directory.len() as u32, at, 0], &[4, 4, 2, 2, 4, 4, 2]);
    out
}

const RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#;
const STYLES: &str = r##"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="&quot;R-&quot;000"/></numFmts><fonts><font/><font><strike/></font><font><strike val="0"/></font></fonts><cellStyleXfs><xf numFmtId="9"/>
</cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="2"/><xf numFmtId="9"/><xf numFmtId="164"/><xf numFmtId="46"/><xf fontId="1"/><xf fontId="2"/></cellXfs></styleSheet>"##;

/// A workbook of these sheets: name, attributes of the name, XML.
fn xlsx(sheets: &[(&str, &str, &str)], shared: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let mut parts = vec![(
        "_rels/.rels".to_owned(),
        format!(r#"{RELATIONS}<Relationship Id="r" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>"#),
    )];
    let named =
        sheets.iter().enumerate().map(|(n, (name, state, _))| format!(r#"<sheet name="{name}" sheetId="{n}" r:id="s{n}" {state}/>"#));
    parts.push((
        "xl/workbook.xml".into(),
        format!("<workbook xmlns:r=\"r\"><workbookPr/><sheets>{}</sheets></workbook>", named.collect::<String>()),
    ));
    let leads = (0..sheets.len()).map(|n| format!(r#"<Relationship Id="s{n}" Type="http://x/worksheet" Target="worksheets/{n}.xml"/>"#));
    let leads: String = leads.collect();
    let rest = r#"<Relationship Id="t" Type="http://x/styles" Target="styles.xml"/><Relationship Id="u" Type="http://x/sharedStrings" Target="/xl/shared.xml"/>"#;
    parts.push(("xl/_rels/workbook.xml.rels".into(), format!("{RELATIONS}{leads}{rest}</Relationships>")));
    parts.push(("xl/styles.xml".into(), STYLES.into()));
    parts.push(("xl/shared.xml".into(), format!("<sst count=\"9\" uniqueCount=\"4294967295\">{shared}</sst>")));
    parts.extend(
        sheets.iter().enumerate().map(|(n, (_, _, xml))| (format!("xl/worksheets/{n}.xml"), format!("<worksheet>{xml}</worksheet>"))),
    );
    parts.extend(more.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())));
    zipped(&parts.iter().map(|(name, text)| (name.as_str(), text)).collect::<Vec<_>>())
}

fn ods(tables: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let content = format!(
        r#"<office:document-content><office:automatic-styles><style:style style:name="h"><style:table-properties table:display="false"/>
        </style:style></office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"#
    );
    let mut parts = vec![("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content.as_str())];
    parts.extend(more);
    zipped(&parts)
}

fn means(header: &str) -> Meant {
    if matches!(header, "ID" | "Title" | "Owner") { Meant::Field } else { Meant::Nothing }
}

fn grid(name: &str, bytes: &[u8], wanted: Option<&str>) -> Result<Grid, SheetError> {
    Book::read(name, bytes)?.pick(wanted, &means)
}

fn rows(bytes: &[u8]) -> Vec<String> {
    let shown = |row: &Row| format!("{}: {}", row.line, row.cells.join("|"));
    grid("b.xlsx", bytes, None).unwrap().rows.iter().map(shown).collect()
}

fn told(bytes: &[u8]) -> Vec<String> {
    let grid = grid("b.xlsx", bytes, None).unwrap();
    grid.remarks.iter().map(|remark| format!("{}: {}", grid.marks.place("", remark.line, remark.cell), remark.message)).collect()
}

fn refused(name: &str, bytes: &[u8]) -> String {
    grid(name, bytes, None).map(|grid| grid.rows.len()).unwrap_err().to_string()
}

#[test]
fn cells_of_a_workbook_are_as_people_see_them() {
    let shared = "<si><t>ID</t></si><si><r><t xml:space=\"preserve\">Ti</t></r><r><t>tle</t></r><rPh><t>x</t></rPh></si><si><t>a&amp;b_x000D_&#10;c</t></si>";
    let sheet = r#"<sheetData><row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c t="inlineStr"><is><t>When</t></is></c></row>
      <row r="4"><c r="A4" s="4"><v>7</v></c><c r="B4" t="s"><v>2</v></c><c r="C4" s="1"><v>46083</v></c><c r="D4" s="2"><v>5.0999999999999996</v></c>
      <c r="E4" s="3"><v>0.25</v></c><c r="F4" t="b"><v>1</v></c><c r="G4" t="str"><f>A1&amp;B1</f><v>x</v></c><c r="H4" s="5"><v>1.5</v></c>
      <c r="I4" t="d"><v>2026-03-02T00:00:00</v></c></row></sheetData>"#;
    let book = xlsx(&[("Risks", "", sheet)], shared, &[]);
    assert_eq!(rows(&book), ["2: ID|Title|When||||||", "4: R-007|a&b\nc|2026-03-02|5.10|25%|true|x|36:00|2026-03-02"]);
    let grid = grid("b.xlsx", &book, None).unwrap();
    assert!(grid.name == "b.xlsx!Risks" && grid.rows.iter().all(|row| row.is_apart) && grid.remarks.is_empty());
    assert_eq!(grid.marks.place(&grid.name, 12, 28), "b.xlsx!Risks!AB12");
}

#[test]
fn what_is_not_read_or_not_shown_is_told() {
    let sheet = r#"<cols><col min="2" max="2" hidden="1"/><col min="9" max="16384" hidden="1"/></cols><sheetData>
      <row r="1"><c r="A1" t="str"><v>ID</v></c><c r="B1" t="str"><v>Title</v></c></row>
      <row r="2" hidden="1"><c r="A2" t="e"><v>#REF!</v></c><c r="B2"><f>A1</f></c><c r="C2"><v>1</v></c></row>
      <row r="3" hidden="true"><c r="A3"><v>1</v></c></row><row r="5" hidden="1"><c r="A5"><v>1</v></c></row></sheetData>
      <autoFilter ref="A1:B9"><filterColumn colId="0"/></autoFilter>"#;
    let other = r#"<sheetData><row><c t="str"><v>x</v></c></row></sheetData>"#;
    let sheets = [("Lists", "state=\"hidden\"", other), ("Notes", "", other), ("Risks", "", sheet)];
    let book = xlsx(&sheets, "", &[("xl/vbaProject.bin", ""), ("xl/externalLinks/externalLink1.xml", "<a/>")]);
    assert_eq!(
        told(&book),
        [
            "!A2: the cell shows `#REF!` and is not read",
            "!B2: the formula has no value and is not read; open the workbook in a spreadsheet program and save it",
            ": hidden, maybe by a filter, and read like all others: rows 2–3, 5",
            ": hidden and read like all others: column B",
            ": formulas refer to other files, which are not opened: the values are those of the last save",
            ": its macros are neither read nor run",
            ": the sheet `Risks` is read, and not `Lists` (hidden), `Notes`",
        ]
    );
    let named = |name| grid("b.xlsx", &book, Some(name));
    assert_eq!(named("notes ").unwrap().name, "b.xlsx!Notes");
    assert!(named("Lists").unwrap().remarks.iter().any(|remark| remark.message == "the sheet is hidden in the workbook"));
    assert_eq!(named("Risk").unwrap_err().to_string(), "`b.xlsx` has no sheet `Risk`; it has `Lists` (hidden), `Notes`, `Risks`");
    let error = grid("b.csv", b"a,b\n1,2\n", Some("x")).unwrap_err().to_string();
    assert_eq!(error, "`b.csv` is CSV text, which has no sheets");
    let hidden = xlsx(&[("Lists", "state=\"veryHidden\"", other)], "", &[]);
    assert_eq!(refused("b.xlsx", &hidden), "`b.xlsx` shows no sheet with anything in it; it has `Lists` (hidden)");
}

#[test]
fn formulas_that_nobody_reckoned_are_told() {
    let sheet = r#"<sheetData><row><c t="str"><v>ID</v></c></row><row><c><f>1+1</f><v/></c><c t="str"><f>""</f><v></v></c><c><f>1+1</f><v>0</v></c></row></sheetData>"#;
    let book = |calc: &str| {
        let relations = r#"<a><Relationship Id="s" Type="/worksheet" Target="s.xml"/></a>"#;
        let main = format!("<workbook><sheets><sheet name=\"R\" r:id=\"s\"/></sheets>{calc}</workbook>");
        zipped(&[
            ("xl/workbook.xml", main),
            ("xl/_rels/workbook.xml.rels", relations.into()),
            ("xl/s.xml", format!("<worksheet>{sheet}</worksheet>")),
        ])
    };
    let cell = "!A2: the formula has no value and is not read; open the workbook in a spreadsheet program and save it";
    assert_eq!(told(&book("")), [cell]);
    let all = ": the workbook asks for its formulas to be reckoned anew, so what they come to may be wrong: open and save it first";
    assert_eq!(told(&book("<calcPr fullCalcOnLoad=\"1\"/>")), [cell, all]);
}

#[test]
fn merged_cells_say_the_same_in_all_of_their_rows() {
    let sheet = r#"<sheetData><row r="1"><c r="A1" t="str"><v>ID</v></c><c r="B1" t="str"><v>Title</v></c></row>
      <row r="2"><c r="A2" t="str"><v>a</v></c><c r="B2" t="str"><v>x</v></c></row><row r="3"><c r="B3" t="str"><v>y</v></c></row>
      <row r="5"><c r="B5" t="str"><v>z</v></c></row></sheetData><mergeCells><mergeCell ref="A2:A4"/><mergeCell ref="B5:C5"/></mergeCells>"#;
    assert_eq!(rows(&xlsx(&[("R", "", sheet)], "", &[])), ["1: ID|Title", "2: a|x", "3: a|y", "5: |z"]);
}

#[test]
fn days_count_from_where_the_workbook_says() {
    let sheet = r#"<sheetData><row><c t="str"><v>ID</v></c></row><row><c s="1"><v>44621</v></c></row></sheetData>"#;
    let book = xlsx(&[("R", "", sheet)], "", &[]);
    assert_eq!(rows(&book)[1], "2: 2022-03-01");
    let later = zipped(&[
        ("xl/workbook.xml", r#"<workbook><workbookPr date1904="1"/><sheets><sheet name="R" r:id="s"/></sheets></workbook>"#),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<a><Relationship Id="s" Type="/worksheet" Target="s.xml"/><Relationship Id="t" Type="/styles" Target="t.xml"/></a>"#,
        ),
        ("xl/s.xml", &format!("<worksheet>{sheet}</worksheet>")),
        ("xl/t.xml", STYLES),
    ]);
    assert_eq!(rows(&later)[1], "2: 2026-03-02");
}

#[test]
fn open_documents_are_read_like_the_others() {
    let cell = |kind: &str, value: &str, shown: &str| {
        format!("<table:table-cell office:value-type=\"{kind}\" {value}><text:p>{shown}</text:p></table:table-cell>\n ")
    };
    let row: String = [
        cell("float", "office:value=\"5.1\"", "5.10"),
        cell("float", "office:value=\"3.333\"", "3.3"),
        cell("percentage", "office:value=\"0.25\"", "25 %"),
        cell("currency", "office:currency=\"EUR\" office:value=\"1234.5\"", "1.234,50 €"),
        cell("date", "office:date-value=\"2026-03-02\"", "02.03.26"),
        cell("date", "office:date-value=\"2026-11-05\"", "05. Nov"),
        cell("date", "office:date-value=\"2026-03-02T14:30:00\"", "02.03.2026 14:30"),
        cell("time", "office:time-value=\"PT26H30M00S\"", "26:30"),
        cell("boolean", "office:boolean-value=\"true\"", "WAHR"),
        cell("string", "", "a<text:s text:c=\"2\"/>b<text:line-break/>c</text:p><text:p>d"),
    ]
    .concat();
    let tables = format!(
        r#"<table:table table:name="Old" table:style-name="h"><table:table-row>{0}</table:table-row></table:table>
        <table:table table:name="'file:///x'#S"><table:table-row>{0}</table:table-row></table:table>
        <table:table table:name="R"><table:table-column table:number-columns-repeated="3"/><table:table-column table:visibility="collapse"/>
        <table:table-row>{0}<table:table-cell table:number-columns-repeated="16380"/></table:table-row>
        <table:table-row table:number-rows-repeated="2" table:visibility="filter">{row}</table:table-row>
        <table:table-row><table:table-cell table:formula="of:=[.A1]"/><table:table-cell calcext:value-type="error" office:value-type="string" table:formula="of:=x"><text:p>#NAME?</text:p></table:table-cell>
        <table:table-cell table:number-rows-spanned="2" office:value-type="string"><office:annotation><text:p>note</text:p></office:annotation><text:p>m</text:p></table:table-cell></table:table-row>
        <table:table-row><table:covered-table-cell table:number-columns-repeated="3"/>{0}</table:table-row>
        <table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>"#,
        cell("string", "", "ID")
    );
    let book = ods(&tables, &[("Basic/x.xml", "<a/>")]);
    let all = rows(&book);
    assert_eq!(all[1], "2: 5.10|3.333|25 %|1.234,50 €|2026-03-02|05. Nov|2026-03-02 14:30|26:30|true|a  b\nc\nd");
    assert_eq!(all[2][3..], all[1][3..]);
    assert_eq!(all[3..], ["4: ||m|||||||", "5: ||m|ID||||||"]);
    assert_eq!(
        told(&book),
        [
            "!A4: the formula has no value and is not read; open the workbook in a spreadsheet program and save it",
            "!B4: the cell shows `#NAME?` and is not read",
            ": hidden, maybe by a filter, and read like all others: rows 2–3",
            ": hidden and read like all others: column D",
            ": formulas refer to other files, which are not opened: the values are those of the last save",
            ": its macros are neither read nor run",
            ": the sheet `R` is read, and not `Old` (hidden)",
        ]
    );
}

/// A compound file with one stream, and names of others that are empty.
fn compound(name: &str, stream: &[u8], others: &[&str]) -> Vec<u8> {
    let sectors = stream.len().max(4096).div_ceil(512);
    let mut out = vec![0; 512 * (sectors + 3)];
    out[..8].copy_from_slice(ole::SIGNATURE);
    out[30] = 9;
    let mut put = |at: usize, number: u32| out[at..at + 4].copy_from_slice(&number.to_le_bytes());
    (76..512).step_by(4).for_each(|at| put(at, u32::MAX));
    [(48, 1), (60, 0xffff_fffe), (68, 0xffff_fffe), (76, 0)].into_iter().for_each(|(at, number)| put(at, number));
    // The table, the folder, the stream.
    let next = |at: usize| if at < 2 || at == sectors + 1 { 0xffff_fffe } else { at as u32 + 1 };
    (0..128).for_each(|at| put(512 + at * 4, if at < sectors + 2 { next(at) } else { u32::MAX }));
    for (n, name) in ["Root Entry", name].iter().chain(others).enumerate() {
        let at = 1024 + n * 128;
        let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        out[at..at + units.len()].copy_from_slice(&units);
        out[at + 64] = units.len() as u8 + 2;
        out[at + 66] = 2;
        let (start, size) = if n == 1 { (2_u32, sectors as u32 * 512) } else { (0xffff_fffe, 0) };
        out[at + 116..at + 120].copy_from_slice(&start.to_le_bytes());
        out[at + 120..at + 124].copy_from_slice(&size.to_le_bytes());
    }
    out[1536..1536 + stream.len()].copy_from_slice(stream);
    out
}

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
}

#[test]
fn old_workbooks_are_read_like_the_others() {
    let begin = |kind: u8| record(0x0809, &[0, 6, kind, 0, 0, 0, 0, 0]);
    let cell = |row: u8, column: u8, style: u8, data: &[u8]| [&[row, 0, column, 0, style, 0][..], data].concat();
    let globals = |at: u32| {
        let sheet = [&at.to_le_bytes()[..], &[0, 0, 5, 0], b"Risks"].concat();
        // A text that goes on in the next record, and there is in two bytes a sign; one with runs.
        let first = [&[9, 0, 0, 0, 3, 0, 0, 0][..], &[2, 0, 0], b"ID", &[4, 0, 0], b"Ti"].concat();
        let second = [&[1][..], &[b't', 0, 0x6c, 0], &[1, 0, 8, 1, 0], b"x", &[0, 0, 0, 0]].concat();
        let format = [&[200, 0, 8, 0, 0][..], b"\"R-\"0000"].concat();
        let style = |format: u8| record(0x00e0, &[0, 0, format, 0]);
        let records = [record(0x041e, &format), style(0), style(14), style(2), style(200), record(0x0085, &sheet), record(0x00fc, &first)];
        [begin(5), records.concat(), record(0x003c, &second), record(0x000a, &[])].concat()
    };
    let at = globals(0).len() as u32;
    let sheet = [
        begin(16),
        record(0x007d, &[1, 0, 1, 0, 0, 0, 0, 0, 1, 0]),
        record(0x0208, &[1, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0x20, 0, 0, 0]),
        record(0x00fd, &cell(0, 0, 0, &[0, 0, 0, 0])),
        record(0x00fd, &cell(0, 1, 0, &[1, 0, 0, 0])),
        record(0x0203, &cell(1, 0, 3, &7_f64.to_le_bytes())),
        record(
            0x00bd,
            &[&[1, 0, 1, 0][..], &[1, 0], &(46_083_u32 << 2 | 2).to_le_bytes(), &[2, 0], &(510_u32 << 2 | 3).to_le_bytes(), &[2, 0]]
                .concat(),
        ),
        record(0x0006, &cell(1, 3, 0, &[0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0])),
        record(0x0207, &[1, 0, 0, b'y']),
        record(0x0205, &cell(1, 4, 0, &[1, 0])),
        record(0x0205, &cell(1, 5, 0, &[0x17, 1])),
        record(0x0204, &cell(1, 6, 0, &[1, 0, 0, b'z'])),
        record(0x0203, &cell(2, 6, 0, &0.5_f64.to_le_bytes())),
        record(0x00e5, &[1, 0, 1, 0, 2, 0, 0, 0, 0, 0]),
        begin(32),
        record(0x0203, &cell(9, 0, 0, &7_f64.to_le_bytes())),
        record(0x000a, &[]),
        record(0x000a, &[]),
    ];
    let book = compound("Workbook", &[globals(at), sheet.concat()].concat(), &["_VBA_PROJECT_CUR"]);
    assert_eq!(rows(&book), ["1: ID|Titl|||||", "2: R-0007|2026-03-02|5.10|y|true||z", "3: R-0007||||||0.5"]);
    let shown = told(&book);
    assert_eq!(shown[0], "!F2: the cell shows `#REF!` and is not read");
    assert_eq!(shown[1..3], [": hidden and read like all others: row 2", ": hidden and read like all others: column B"]);
    assert_eq!(shown[3..], [": its macros are neither read nor run"]);
    let locked = compound("Workbook", &[begin(5), record(0x002f, &[1, 0])].concat(), &[]);
    assert_eq!(refused("b.xls", &locked), "`b.xls` is protected with a password");
    let old = compound("Workbook", &record(0x0809, &[0, 5, 5, 0]), &[]);
    assert_eq!(refused("b.xls", &old), "`b.xls` is a workbook of before 1997");
    for cut in 0..book.len().min(3_000) {
        let _ = grid("b.xls", &book[..cut], None);
    }
}

#[test]
fn what_is_no_workbook_says_what_it_is() {
    let zip = |name: &str| zipped(&[(name, "<a/>")]);
    for (bytes, message) in [
        (zip("xl/workbook.bin"), "is an `.xlsb` workbook, which is not read"),
        (zip("Index/Document.iwa"), "is a workbook of Numbers, which is not read"),
        (zip("word/document.xml"), "is a document, not a workbook"),
        (zip("notes.txt"), "is a zip archive with no workbook in it"),
        (zip("xl/workbook.xml")[..40].to_vec(), "is a workbook that is cut short"),
        (compound("EncryptedPackage", b"", &[]), "is protected with a password"),
        (compound("Book", b"", &[]), "is a workbook of before 1997"),
        (compound("WordDocument", b"", &[]), "is a document, not a workbook"),
        (ods("", &[("META-INF/manifest.xml", "<m><encryption-data/></m>")]), "is protected with a password"),
        (b"\xef\xbb\xbf <!DOCTYPE html><table>".to_vec(), "is a web page or XML, not a sheet"),
        (b"%PDF-1.7\n".to_vec(), "is a PDF, not a sheet"),
        (zipped(&[("xl/workbook.xml", "<workbook><sheets>")]), "is a workbook that is cut short"),
        (xlsx(&[("R", "", "<sheetData></row>")], "", &[]), "is a workbook that is damaged"),
        (xlsx(&[("R", "", "<sheetData><row><c t=\"s\"><v>4</v></c></row></sheetData>")], "", &[]), "is a workbook that is damaged"),
    ] {
        assert_eq!(refused("b.xlsx", &bytes), format!("`b.xlsx` {message}"));
    }
    let sheet = "<sheetData><row><c t=\"str\"><v>ID</v></c></row></sheetData>";
    let told = |name: &str, bytes: &[u8]| grid(name, bytes, None).unwrap().remarks[0].message.clone();
    assert_eq!(told("b.csv", &xlsx(&[("R", "", sheet)], "", &[])), "the file is a workbook, though its name ends in `.csv`");
    assert_eq!(told("b.XLSX", b"ID,b\n1,2\n"), "the file is CSV text, though its name ends in `.xlsx`");
}

#[test]
fn what_is_made_to_do_harm_is_refused() {
    const LARGE: &str = "`b.xlsx` is a workbook with more in it than any register has";
    let head = "<row><c t=\"str\"><v>ID</v></c></row>";
    let book = |rows: &str| xlsx(&[("R", "", &format!("<sheetData>{rows}</sheetData>"))], "", &[]);
    let row = |times: &str, cells: &str| {
        ods(&format!("<table:table table:name=\"R\"><table:table-row {times}>{cells}</table:table-row></table:table>"), &[])
    };
    let cell = |times: &str| format!("<table:table-cell {times} office:value-type=\"string\"><text:p>x</text:p></table:table-cell>");
    let many = "table:number-columns-repeated=\"2000000000\"";
    let sparse: String = (1..4_000).map(|row| format!("<row><c r=\"ALL{row}\"><v>1</v></c></row>")).collect();
    for bytes in [
        // Long after it is unpacked.
        book(&" ".repeat(70 << 20)),
        xlsx(&[("R", "", head)], &" ".repeat(70 << 20), &[]),
        // Nothing, very often.
        xlsx(&[("R", "", head)], &"<si/>".repeat(3_000_000), &[]),
        // Few cells far from one another, one text very often, rows behind the end.
        book(&format!("{head}{sparse}")),
        xlsx(
            &[("R", "", &format!("<sheetData>{head}{}</sheetData>", "<row><c t=\"s\"><v>0</v></c></row>".repeat(3_000)))],
            &format!("<si><t>{}</t></si>", "x".repeat(32_000)),
            &[],
        ),
        book(&format!("{head}<row r=\"9999999\"><c><v>1</v></c></row>")),
        // Repeated without an end, to the right, down, and both.
        row("table:number-rows-repeated=\"2000000000\"", &cell("")),
        row("table:number-rows-repeated=\"2000000000\"", "<table:table-cell table:formula=\"x\"/>"),
        row("table:number-rows-repeated=\"18446744073709551615\"", &cell("table:number-columns-repeated=\"900\"")),
        // Elements within elements, merged areas over all rows.
        book(&"<a>".repeat(1_000_000)),
        book(&format!("{}{}", "<row><c><v>1</v></c></row>".repeat(3_000), "<mergeCell ref=\"A1:A1048576\"/>".repeat(3_000))),
    ] {
        let message = refused("b.xlsx", &bytes);
        assert_eq!(message, LARGE);
    }
    const WIDE: &str = "`b.xlsx!R` has more than 1000 columns";
    assert_eq!(refused("b.xlsx", &row("", &cell(many))), WIDE);
    assert_eq!(refused("b.xlsx", &book("<row><c r=\"XFD1\"><v>1</v></c></row>")), WIDE);
    // What is claimed and not there costs nothing.
    let claims = book("<dimension ref=\"A1:XFD1048576\"/><row r=\"1\"><c t=\"str\"><v>ID</v></c></row><mergeCell ref=\"A1:A1048576\"/>");
    assert_eq!(rows(&claims), ["1: ID"]);
    let mut many = zipped(&(0..10_001).map(|_| ("a", "")).collect::<Vec<_>>());
    assert!(refused("b.xlsx", &many).contains("damaged"));
    many.truncate(many.len() / 2);
    assert!(refused("b.xlsx", &many).contains("cut short"));
}

proptest::proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes: Vec<u8>, at in 0_usize..4_000, which in 0_usize..3) {
        let sheet = "<sheetData><row><c t=\"str\"><v>ID</v></c><c s=\"1\"><v>1</v></c></row></sheetData>";
        let mut book = match which {
            0 => xlsx(&[("R", "", sheet)], "<si><t>a</t></si>", &[]),
            1 => ods("<table:table table:name=\"R\"><table:table-row><table:table-cell/></table:table-row></table:table>", &[]),
            _ => compound("Workbook", &[record(0x0809, &[0, 6, 5, 0]), bytes.clone()].concat(), &[]),
        };
        let at = at.min(book.len());
        let end = (at + bytes.len()).min(book.len());
        book.splice(at..end, bytes);
        let _ = grid("b.xlsx", &book, None);
    }

    #[test]
    fn no_xml_makes_it_panic(xml in "(<(c|row|v|f|mergeCell|col)( (r|ref|min|max|s|t|hidden)=\"[A-Z]{0,3}[0-9]{0,8}(:[A-Z]{0,2}[0-9]{0,3})?\"){0,3}/?>|</(c|row|v)>|[0-9.]{0,9}){0,20}") {
        let _ = grid("b.xlsx", &xlsx(&[("R", "", &xml)], "", &[]), None);
    }
}
