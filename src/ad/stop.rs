//! An ad's own "stop seeing this ad": the message by which an ad system learns of it.
//!
//! Google's creatives open a small menu behind their cross; its answers are told to
//! `/pagead/interaction/` and `/pagead/conversion/` with a `label` (seen in creatives of 2016 and 2023):
//! opening the menu is `user_feedback_menu_interaction`, and no answer. Without a
//! press of the person in that menu the message counts for nothing: any page could send it. Taboola's
//! cross is a button on the page, which the collector sees pressed. Criteo and Outbrain send people to a page of their own
//! instead: what is said there cannot be seen from here.

use crate::site::{Url, host_is};

/// Whether a request tells Google that an ad is to stop.
#[must_use]
pub fn says_stop(url: &str) -> bool {
    let Some(url) = Url::split(url) else { return false };
    let host = ["doubleclick.net", "googlesyndication.com", "googleadservices.com"];
    host.iter().any(|known| host_is(url.host, known))
        && ["/pagead/interaction", "/pagead/conversion"].iter().any(|path| url.path.starts_with(path))
        && url.params().any(|(name, value)| {
            name == "label" && matches!(value, "user_feedback_menu_option" | "mute_survey_option")
        })
}

#[cfg(test)]
mod tests {
    use super::says_stop;

    #[test]
    fn answers_of_the_menu() {
        let google = "https://googleads.g.doubleclick.net/pagead/interaction/?ai=C&sigh=k&label=";
        for (label, expected) in [
            ("user_feedback_menu_option&label_instance=1", true),
            ("mute_survey_option&label_instance=2", true),
            ("user_feedback_menu_interaction", false),
            ("", false),
        ] {
            assert_eq!(says_stop(&[google, label].concat()), expected, "{label}");
        }
        assert!(!says_stop("https://shop.example/pagead/interaction/?label=mute_survey_option"));
        assert!(!says_stop(""));
    }
}
