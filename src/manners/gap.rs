//! Gaps where a name should stand: personalisation that failed.

/// Whether a text has a gap where personalisation failed: `{{first_name}}`, `%%FNAME%%`,
/// `[Product]`, `${name}`, or the bare words `undefined`, `null` and `fname`.
#[must_use]
pub fn has_gap(text: &str) -> bool {
    const MARKS: [(&str, &str); 4] = [("{{", "}}"), ("%%", "%%"), ("${", "}"), ("[", "]")];
    let gap = MARKS.iter().any(|(open, close)| {
        let inner = text.split_once(open).and_then(|(_, rest)| rest.split_once(close));
        inner.is_some_and(|(name, _)| is_field(name.trim(), *open == "["))
    });
    let bare = |word: &str| {
        matches!(word.trim_matches(|c: char| !c.is_alphanumeric()), "undefined" | "null" | "fname")
    };
    gap || text.split_whitespace().any(bare)
}

/// Whether `name` is the name of a field. Square brackets also hold ordinary words ("[NEW]"), so
/// there it has to be one of those that templates use.
fn is_field(name: &str, ordinary: bool) -> bool {
    const FIELDS: [&str; 8] =
        ["product", "product name", "name", "first name", "firstname", "first_name", "fname", "brand"];
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | ' ' | '-');
    if ordinary {
        FIELDS.contains(&name.to_ascii_lowercase().as_str())
    } else {
        !name.is_empty() && name.len() <= 40 && name.chars().all(word)
    }
}

/// Whether a title or heading has such a gap. Pages also write *about* templates and code, so a mark
/// counts only where it is all there is, or where somebody is greeted by it.
#[must_use]
pub fn gap_on_page(text: &str) -> bool {
    const GREETINGS: [&str; 12] = [
        "hello",
        "hi",
        "hey",
        "dear",
        "welcome",
        "thanks",
        "hallo",
        "liebe",
        "lieber",
        "willkommen",
        "danke",
        "guten",
    ];
    text.replace(" - ", "|").split(['|', '–', '·']).map(str::trim).any(|part| {
        let first = part.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
        let alone = ["{{", "%%", "${", "["].iter().any(|mark| part.starts_with(mark))
            && part.ends_with(['}', '%', ']'])
            && !part.contains("}} ");
        has_gap(part) && (alone || GREETINGS.contains(&first.as_str()))
    })
}

#[cfg(test)]
mod tests {
    use super::{gap_on_page, has_gap};

    #[test]
    fn gaps() {
        let broken =
            ["Hello {{first_name}}", "Hello %%FNAME%%!", "[Product] for you", "${name}", "Hi undefined,"];
        for text in broken {
            assert!(has_gap(text), "{text}");
        }
        for text in ["Trail Boots", "[NEW] Boots", "50 %% off", "{{}}", "Nullarbor", "100% wool", "a [b", ""]
        {
            assert!(!has_gap(text), "{text}");
        }
    }

    #[test]
    fn gaps_on_pages() {
        for text in [
            "Hello {{first_name}}!",
            "Welcome back, undefined",
            "{{product.title}} | Northtrail",
            "Hallo %%VORNAME%%, schön dich zu sehen",
            "[Product]",
            "Hi fname",
        ] {
            assert!(gap_on_page(text), "{text}");
        }
        for text in [
            "undefined - JavaScript | MDN",
            "How to use {{first_name}} in subject lines",
            "{{first_name}} and other {{tags}}",
            "Null Island",
            "Hello [NEW] boots",
            "Welcome to 100%% cotton",
            "Hi there",
            "",
        ] {
            assert!(!gap_on_page(text), "{text}");
        }
    }
}
