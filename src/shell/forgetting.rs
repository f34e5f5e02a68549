//! Forgetting a site in a fact log: what happened on its pages, and every fact elsewhere that names it.

use crate::fact::{Fact, What};
use crate::id::{FrameId, TabId};
use crate::json;
use crate::knowledge::Knowledge;
use crate::site::{Site, Url};
use crate::sorted::SortedSet;

/// Reads a log in order and drops what speaks of one site.
#[derive(Debug)]
pub struct Forgetter<'a> {
    knowledge: &'a Knowledge,
    site: &'a Site,
    /// Tabs that show a page of the site.
    on_it: SortedSet<TabId>,
}

impl<'a> Forgetter<'a> {
    /// A reader at the beginning of a log.
    #[must_use]
    pub fn new(knowledge: &'a Knowledge, site: &'a Site) -> Self {
        Self { knowledge, site, on_it: SortedSet::new() }
    }

    /// What is left of the next lines; none where all stays as it is.
    #[must_use]
    pub fn left_of(&mut self, lines: &str) -> Option<String> {
        let mut left = String::with_capacity(lines.len());
        for line in lines.lines().filter(|line| !self.speaks_of_it(line)) {
            left.push_str(line);
            left.push('\n');
        }
        (left != lines).then_some(left)
    }

    fn speaks_of_it(&mut self, line: &str) -> bool {
        // A line that cannot be read could say anything.
        let Ok(fact) = json::read::<Fact>(line) else { return true };
        if let (Some(tab), What::Navigated { url, .. }, FrameId(0)) = (fact.tab, &fact.what, fact.frame) {
            let site = Url::split(url).map(|url| self.knowledge.site(url.host));
            if site.is_some_and(|site| self.knowledge.brand(&site) == self.knowledge.brand(self.site)) {
                self.on_it.insert(tab);
            } else {
                self.on_it.remove(&tab);
            }
        }
        fact.tab.is_some_and(|tab| self.on_it.contains(&tab)) || line.contains(self.site.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drops_its_pages_and_what_names_it() {
        let fact = |tab: i64, what: &str| {
            format!(
                r#"{{"seq":1,"time":1,"tz":0,"tab":{tab},"regime":{{"mode":"show_me","rules":"","other_blocker":false}},"what":{what}}}"#
            )
        };
        let go = |url: &str| format!(r#"{{"type":"navigated","url":"{url}"}}"#);
        let shown = r#"{"type":"tab","state":"shown"}"#;
        let log = [
            (fact(1, &go("https://news.example/")), true),
            (fact(2, &go("https://shop.example/p")), false),
            (fact(2, shown), false),
            (fact(1, shown), true),
            (
                fact(1, r#"{"type":"redirected","request":"7","to":"https://a.example/?u=shop.example"}"#),
                false,
            ),
            (fact(2, &go("https://other.example/")), true),
            (fact(2, shown), true),
            ("{".to_owned(), false),
        ];
        let text = |keep: &dyn Fn(bool) -> bool| -> String {
            log.iter().filter(|(_, stays)| keep(*stays)).map(|(line, _)| format!("{line}\n")).collect()
        };
        let knowledge = Knowledge::for_tests();
        let site = Site("shop.example".into());
        let left = Forgetter::new(&knowledge, &site).left_of(&text(&|_| true));
        assert_eq!(left, Some(text(&|stays| stays)));
        assert_eq!(
            Forgetter::new(&knowledge, &site).left_of(&text(&|stays| stays)),
            None,
            "nothing more to drop"
        );
    }
}
