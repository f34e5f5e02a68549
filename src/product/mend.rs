//! Mends JSON as pages really write it: comments, stray commas, raw line breaks, a wrapper of HTML, a cut end.

/// More open brackets than this are no data.
const DEEPEST: usize = 100;

/// What surrounds the data in old pages, and means nothing.
const WRAPPERS: &[&str] = &["<!--", "-->", "<![CDATA[", "]]>", "\u{feff}"];

/// Rewrites `text` so that a strict reader takes it, as far as it can be understood. Takes linear time.
pub(super) fn mend(text: &str) -> String {
    let unescaped;
    let text = match !text.contains('"') && text.contains("&quot;") {
        true => {
            unescaped = text.replace("&quot;", "\"").replace("&amp;", "&");
            unescaped.as_str()
        }
        false => text,
    };
    let mut mending = Mending { out: String::with_capacity(text.len()), ..Mending::default() };
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        rest = mending.next(c, rest);
    }
    mending.end()
}

#[derive(Default)]
struct Mending {
    out: String,
    /// The brackets that would close what is open.
    open: Vec<char>,
    /// A comma that is only written once something follows it.
    comma: bool,
    /// Where the last whole value of the text ended, and what was open there.
    whole: Option<(usize, Vec<char>)>,
}

impl Mending {
    /// Takes what `rest` begins with; gives what is left.
    fn next<'t>(&mut self, c: char, rest: &'t str) -> &'t str {
        if let Some(wrapper) = WRAPPERS.iter().find(|wrapper| rest.starts_with(**wrapper)) {
            return rest.get(wrapper.len()..).unwrap_or_default();
        }
        if rest.starts_with("//") {
            return rest.find(['\n', '\r']).and_then(|end| rest.get(end..)).unwrap_or_default();
        }
        if let Some(comment) = rest.strip_prefix("/*") {
            return comment.split_once("*/").map_or("", |(_, after)| after);
        }
        let after = rest.get(c.len_utf8()..).unwrap_or_default();
        match c {
            ',' => {
                let begun = !self.open.is_empty() && !self.out.trim_end().ends_with(['{', '[', ':']);
                self.comma = begun;
                if self.comma && self.open.len() <= DEEPEST {
                    self.whole = Some((self.out.len(), self.open.clone()));
                }
            }
            '}' | ']' => {
                self.comma = false;
                if self.open.pop().is_some() {
                    self.out.push(c);
                }
            }
            '"' => {
                self.separate();
                return self.string(after);
            }
            // A statement's end, and white space of every kind.
            ';' => {}
            c if c.is_whitespace() || c.is_control() => {
                if !self.out.ends_with(' ') {
                    self.out.push(' ');
                }
            }
            _ => {
                self.separate();
                self.out.push(c);
                match c {
                    '{' => self.open.push('}'),
                    '[' => self.open.push(']'),
                    _ => {}
                }
            }
        }
        after
    }

    fn separate(&mut self) {
        if std::mem::take(&mut self.comma) {
            self.out.push(',');
        }
    }

    /// A string after its opening quote, with what JSON forbids in it replaced; gives what follows it.
    fn string<'t>(&mut self, text: &'t str) -> &'t str {
        let start = self.out.len();
        self.out.push('"');
        let mut chars = text.char_indices();
        while let Some((at, c)) = chars.next() {
            match c {
                '"' => {
                    self.out.push('"');
                    return text.get(at + 1..).unwrap_or_default();
                }
                '\\' => match chars.next() {
                    Some((_, next @ ('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u'))) => {
                        self.out.push('\\');
                        self.out.push(next);
                    }
                    Some((_, next)) => self.out.extend(Some(next).filter(|next| !next.is_control())),
                    None => {}
                },
                c if c.is_control() => self.out.push(' '),
                c => self.out.push(c),
            }
        }
        // Cut off inside the string: it is not known what it would have said.
        self.out.truncate(start);
        ""
    }

    /// The whole; what a cut left open is taken back to the last value that was whole, and closed.
    fn end(mut self) -> String {
        if self.open.is_empty() {
            return self.out;
        }
        if let Some((end, open)) = self.whole {
            self.out.truncate(end);
            self.open = open;
        }
        self.out.extend(self.open.iter().rev());
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows() {
        let rows = [
            (r#"{"a":1}"#, r#"{"a":1}"#),
            ("// <![CDATA[\n{\"a\":1}\n// ]]>", r#"{"a":1}"#),
            (r#"<!-- {"a":"<!-- b -->"} -->"#, r#"{"a":"<!-- b -->"}"#),
            (r#"{"a":[1,2,],"b":{"c":1,},}"#, r#"{"a":[1,2],"b":{"c":1}}"#),
            (r#"{"a":1,,"b":2};"#, r#"{"a":1,"b":2}"#),
            ("{\"a\": /* b */ \"c\nd\\'e\\xf\"} // g", r#"{"a": "c d'exf"}"#),
            (r#"{"u":"https://a.example/*b*/"}"#, r#"{"u":"https://a.example/*b*/"}"#),
            (r#"{&quot;a&quot;:&quot;b &amp; c&quot;}"#, r#"{"a":"b & c"}"#),
            (r#"[{"a":1,"b":"x"},{"a":2,"b":"y"#, r#"[{"a":1,"b":"x"},{"a":2}]"#),
            (r#"{"a":1}]"#, r#"{"a":1}"#),
        ];
        for (given, expected) in rows {
            let mended = mend(given);
            let json: String = mended.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(json, expected, "{given}");
            assert!(serde_json::from_str::<serde_json::Value>(&mended).is_ok(), "{given}: {mended}");
        }
    }
}
