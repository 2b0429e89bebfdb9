//! Looks of reports that cannot be worn, and words that try to act: each is told, and stays out or stays text.

use crate::acting::{DAY, acme};
use crate::branding::{branded, drawn, edges, findings, look, made, page, parts, text};
use crate::support::{commit_on, git, isms, write};
use std::path::Path;

/// A picture with another part before its end, the sum of which is right.
fn with_part(name: [u8; 4]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut writer = png::Encoder::new(&mut bytes, 1, 1).write_header().unwrap();
    writer.write_image_data(&[0]).unwrap();
    writer.write_chunk(png::chunk::ChunkType(name), b"Author\0Ada").unwrap();
    writer.finish().unwrap();
    bytes
}

/// No format shows a picture, and each is made.
fn shows_none(root: &Path, logo: &str) {
    assert!(!page(root, &["report", "matrix"]).contains("<img"), "{logo}");
    for file in ["out.docx", "out.xlsx"] {
        let parts = parts(&made(root, &["report", "matrix"], file));
        assert!(!parts.keys().any(|name| name.contains("media/") && !name.ends_with('/')), "{logo} {file}");
    }
    let paper = made(root, &["report", "matrix"], "out.pdf");
    assert!(!String::from_utf8_lossy(&paper).contains("/Subtype/Image"), "{logo}");
}

#[test]
fn a_logo_that_cannot_be_used_is_told_and_reports_come_without() {
    let room = acme();
    let root = room.path();
    let whole = drawn(8, 4);
    write(root, "files/drawn.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>");
    write(root, "files/photo.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xd9");
    write(root, "files/photo.png", b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xd9");
    write(root, "files/more.png", [&whole[..], b"PK\x03\x04"].concat());
    write(root, "files/short.png", &whole[..whole.len() - 20]);
    write(root, "files/words.png", with_part(*b"tEXt"));
    write(root, "files/camera.png", with_part(*b"eXIf"));
    write(root, "files/profile.png", with_part(*b"iCCP"));
    write(root, "files/large.png", vec![0; 10 << 20]);
    write(root, "files/huge.png", vec![0; 17 << 20]);
    write(root, "files/wide.png", drawn(2049, 1));
    write(root, "files/empty.png", "");
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:".to_owned() + &"0".repeat(64) + "\nsize 9000\n";
    write(root, "files/kept.png", pointer);
    write(root, ".hidden/logo.png", &whole);
    let mut wrong = vec![
        ("files/none.png", "is none of the programme's files"),
        ("../../etc/passwd", "is none of the programme's files"),
        ("files/../files/words.png", "is none of the programme's files"),
        ("/etc/passwd", "is none of the programme's files"),
        ("https://x.org/a.png", "is none of the programme's files"),
        ("data:image/png;base64,AAAA", "is none of the programme's files"),
        (".hidden/logo.png", "is none of the programme's files"),
        ("risks/RSK-001.yaml", "is none of the programme's files"),
        ("files", "is none of the programme's files"),
        ("", "is none of the programme's files"),
        ("files/drawn.svg", "is no PNG"),
        ("files/photo.jpg", "is no PNG"),
        ("files/photo.png", "is no PNG"),
        ("files/empty.png", "is no PNG"),
        ("files/more.png", "has something behind its picture"),
        ("files/short.png", "is a PNG that is cut short"),
        ("files/words.png", "holds words beside its picture"),
        ("files/camera.png", "holds what a camera says beside its picture"),
        ("files/profile.png", "holds a colour profile beside its picture"),
        ("files/large.png", "is larger than 64 KiB"),
        ("files/huge.png", "is larger than 64 KiB"),
        ("files/wide.png", "is wider or higher than 2048 points"),
        ("files/kept.png", "is only a pointer of Git LFS here"),
    ];
    #[cfg(unix)]
    {
        let outside = tempfile::tempdir().unwrap();
        write(outside.path(), "logo.png", &whole);
        std::os::unix::fs::symlink(outside.path().join("logo.png"), root.join("files/link.png")).unwrap();
        std::os::unix::fs::symlink("words.png", root.join("files/inside.png")).unwrap();
        wrong.push(("files/link.png", "is a link, and links are not followed"));
        wrong.push(("files/inside.png", "is a link, and links are not followed"));
        std::mem::forget(outside);
    }
    for (logo, why) in &wrong {
        look(root, &format!("{{logo: \"{logo}\", mark: Internal}}"));
        let told = findings(root);
        assert!(told.len() == 1 && told[0].contains(why) && told[0].contains(&format!("`{logo}`")), "{logo}: {told:?}");
        assert!(!page(root, &["report", "matrix"]).contains("<img"), "{logo}");
    }
    for logo in ["files/drawn.svg", "files/words.png", "files/short.png", "files/none.png"] {
        look(root, &format!("{{logo: {logo}}}"));
        shows_none(root, logo);
    }
    // The finding says what to do.
    look(root, "{logo: files/words.png}");
    let told = isms(root, &["check", "--today", DAY]).stdout;
    assert!(told.replace('\n', " ").contains("saved as for the web: without words"), "{told}");
}

/// Out of a commit nothing else is shown than out of files.
#[test]
fn a_commit_shows_no_more_than_files() {
    let room = acme();
    let root = room.path();
    write(root, "files/large.png", vec![0; 10 << 20]);
    write(root, "files/good.png", drawn(8, 4));
    #[cfg(unix)]
    std::os::unix::fs::symlink("good.png", root.join("files/link.png")).unwrap();
    for (logo, is_shown) in [("files/large.png", false), ("files/link.png", false), ("files/good.png", true)] {
        look(root, &format!("{{logo: {logo}}}"));
        git(root, &["add", "-f", "-A"]);
        commit_on(root, DAY, "A look");
        let html = page(root, &["report", "matrix", "--at", "HEAD"]);
        assert_eq!(html.contains("<img"), is_shown, "{logo}");
    }
}

#[test]
fn what_is_no_colour_and_no_field_is_refused() {
    let room = acme();
    let long = "x".repeat(161);
    let footer = format!("{{footer: \"{long}\"}}");
    for wrong in [
        "{colour: green}",
        "{colour: \"#12345\"}",
        "{colour: \"#0a5c36; } body { display: none\"}",
        "{colour: 123456}",
        "{mark: \"\"}",
        "{footer: [a]}",
        "{picture: x}",
        "{confidentiality: x}",
        &footer,
        "Acme",
    ] {
        look(room.path(), wrong);
        let told = findings(room.path());
        assert!(!told.is_empty() && !told.iter().any(|told| told.starts_with("report-look")), "{wrong}: {told:?}");
        let html = page(room.path(), &["report", "matrix"]);
        assert!(!html.contains("--brand") && !html.contains("body { display"), "{wrong}");
    }
}

#[test]
fn words_do_not_act() {
    let room = branded();
    let root = room.path();
    let hostile = [
        "</style><script>alert(1)</script>",
        "\\\"}* {color: red} /*",
        "&P of &N &G &[Picture] && &L &R &C",
        "a\\nb\\tc\\r\\nd",
        "\\u202e evil \\u2066 \\u0007 \\u200b",
        "סודי – מסמך פנימי",
        "=HYPERLINK(\\\"http://x\\\")",
        "##vso[task.complete]",
        "{% if brand %} {{",
        "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
        "& & & & & & & & & & & & & & & & & & & & & & & & & & & & & & ",
    ];
    for words in hostile {
        let long = format!("{words} {}", "&w ".repeat((150 - words.chars().count().min(140)) / 3));
        look(root, &format!("{{logo: files/logo.png, mark: \"{words}\", footer: \"{long}\"}}"));
        assert_eq!(findings(root), [""; 0], "{words}");
        let html = page(root, &["report", "matrix"]);
        assert!(
            !html.contains("<script>alert") && !html.contains("}* {color") && !html.contains(['\u{202e}', '\u{2066}', '\u{7}']),
            "{html}"
        );
        assert!(!html.contains("##vso[") && html.matches("<style>").count() == 1 && html.matches("<img").count() == 1, "{html}");
        let docx = parts(&made(root, &["report", "matrix"], "out.docx"));
        for part in ["word/header1.xml", "word/footer1.xml"] {
            assert!(!text(&docx, part).contains(['\u{202e}', '\u{7}']), "{words}");
        }
        let xlsx = parts(&made(root, &["report", "matrix"], "out.xlsx"));
        let above = edges(&xlsx, "oddHeader");
        assert!(above.iter().all(|edge| edge.starts_with("&L&G&R")) && !above.is_empty(), "{above:?}");
        for edge in above.iter().map(|edge| &edge["&L&G&R".len()..]) {
            codes(edge, &[]);
        }
        for edge in edges(&xlsx, "oddFooter") {
            codes(&edge, &["&L", "&R", "&P", "&N"]);
        }
        made(root, &["report", "matrix"], "out.pdf");
    }
    look(root, "{mark: \"R&D, Smith & Sons\"}");
    let xlsx = parts(&made(root, &["report", "matrix"], "out.xlsx"));
    assert!(edges(&xlsx, "oddHeader").iter().all(|edge| edge == "&RR&&D, Smith && Sons"));
}

/// What is said of a logo to those who do not see it stands in attributes.
#[test]
fn names_stay_within_their_attribute() {
    let room = branded();
    let root = room.path();
    let text = std::fs::read_to_string(root.join("isms.yaml")).unwrap();
    let name = "A \\\" onerror=\\\"alert(1) ##vso[x] <b> & \\u202e Co";
    let named = text.replace("name: Acme Robotics GmbH", &format!("name: \"{name}\""));
    assert_ne!(named, text);
    write(root, "isms.yaml", named);
    let html = page(root, &["report", "matrix"]);
    let alt = html.split(" alt=\"").nth(1).unwrap().split('"').next().unwrap();
    assert!(alt.starts_with("Logo of A &#34; onerror=&#34;alert(1) ") && alt.contains("&#60;b&#62; &#38; "), "{alt}");
    assert!(!html.contains("##vso[") && !html.contains('\u{202e}'), "{html}");
    let header = self::text(&parts(&made(root, &["report", "matrix"], "out.docx")), "word/header1.xml");
    assert!(
        header.contains("descr=\"Logo of A &quot; onerror=&quot;alert(1) ##vso[x] &lt;b> &amp; ") && !header.contains('\u{202e}'),
        "{header}"
    );
    made(root, &["report", "matrix"], "out.xlsx");
    made(root, &["report", "matrix"], "out.pdf");
}

/// The signs in what stands at the edge of a sheet are those that belong there, and a program reads it as a whole.
fn codes(edge: &str, wanted: &[&str]) {
    assert!(edge.encode_utf16().count() <= 255, "{edge}");
    let mut found = Vec::new();
    let mut rest = edge;
    while let Some(at) = rest.find('&') {
        let sign: String = rest[at..].chars().take(2).collect();
        assert_eq!(sign.chars().count(), 2, "half a sign: {edge}");
        rest = &rest[at + sign.len()..];
        if sign != "&&" {
            found.push(sign);
        }
    }
    assert_eq!(found, wanted, "{edge}");
}

/// A logo that is all width or all height keeps its form and leaves room for the rest.
#[test]
fn long_and_narrow_logos_stay_within_their_place() {
    let room = branded();
    let root = room.path();
    for (wide, high) in [(2048, 1), (1, 2048), (1, 1), (2000, 500)] {
        write(root, "files/logo.png", drawn(wide, high));
        assert_eq!(findings(root), [""; 0]);
        let docx = parts(&made(root, &["report", "matrix"], "out.docx"));
        let header = text(&docx, "word/header1.xml");
        let side = |name: &str| -> f64 {
            let extent = header.split("<wp:extent ").nth(1).unwrap();
            extent.split(&format!("{name}=\"")).nth(1).unwrap().split('"').next().unwrap().parse().unwrap()
        };
        let (cx, cy) = (side("cx"), side("cy"));
        assert!((1.0..=2_160_000.0).contains(&cx) && (1.0..=432_000.0).contains(&cy), "{cx} {cy}");
        assert!((cx / cy / (f64::from(wide) / f64::from(high)) - 1.0).abs() < 0.01, "{cx} {cy}");
        let xlsx = parts(&made(root, &["report", "matrix"], "out.xlsx"));
        let drawing = text(&xlsx, "xl/drawings/vmlDrawing1.vml");
        let size = |name: &str| -> f64 { drawing.split(&format!(";{name}:")).nth(1).unwrap().split("pt").next().unwrap().parse().unwrap() };
        assert!(size("width") <= 150.5 && size("height") <= 27.5, "{wide} {high} {drawing}");
        made(root, &["report", "matrix"], "out.pdf");
        assert!(page(root, &["report", "matrix"]).contains("<img"));
    }
}
