//! Whether a page asks the person something: what they would like, what they thought of it.

use crate::fact::PageFacts;

/// Whether a page asks the person something. The collector's words are wide; "preferences" alone are
/// mostly those of cookies, which are no question about anything else.
#[must_use]
pub fn asks(page: &PageFacts) -> bool {
    const WORDS: [&str; 11] = [
        "preference cent",
        "preference-cent",
        "email preferences",
        "email-preferences",
        "communication preferences",
        "feedback",
        "survey",
        "tell us why",
        "umfrage",
        "meinung",
        "newsletter-einstellungen",
    ];
    let says = |text: &str| {
        let text = text.to_lowercase();
        WORDS.iter().any(|word| text.contains(word)) && !text.contains("cookie") && !text.contains("privacy")
    };
    let link = |(text, url): &(String, String)| says(&[text, " ", url].concat());
    page.asking_links.iter().any(link)
        || page.forms.iter().any(|form| says(&form.name) || form.buttons.iter().any(|b| says(b)))
}

#[cfg(test)]
mod tests {
    use super::asks;
    use crate::fact::{Form, PageFacts};

    #[test]
    fn who_asks() {
        let link = |text: &str, url: &str| PageFacts {
            asking_links: vec![(text.into(), format!("https://shop.example/{url}"))],
            ..PageFacts::default()
        };
        assert!(asks(&link("Preference Centre", "p")));
        assert!(asks(&link("Deine Meinung zählt", "p")));
        assert!(asks(&link("Here", "feedback")));
        assert!(!asks(&link("Cookie preferences", "p")));
        assert!(!asks(&link("Preferences", "privacy-preference-center")));
        let form = Form { name: "exit-survey".into(), ..Form::default() };
        assert!(asks(&PageFacts { forms: vec![form], ..PageFacts::default() }));
        assert!(!asks(&PageFacts::default()));
    }
}
