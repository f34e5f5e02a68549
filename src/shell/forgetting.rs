//! Forgetting a site or one of its products in a fact log: what happened on its pages, and every fact elsewhere
//! that names it, also through percent signs and in where an ad's link leads. What else is packed is not seen through.
//!
//! That some page was opened, and how long it was in front, stays without a name: the counts that rows
//! are measured against are by the hour and name no site, so they stay as they are, and a replay has to
//! come to the same ones.

use std::borrow::Cow;

use crate::click::unwrap;
use crate::fact::{AdLink, Fact, TabState, What};
use crate::id::{FrameId, TabId};
use crate::json;
use crate::knowledge::Knowledge;
use crate::percent::fixpoint;
use crate::site::{Site, Url};
use crate::sorted::SortedSet;

/// The address of a page that is counted and not named: of the web, and of no site.
const NAMELESS: &str = "https:";

/// Reads a log in order and drops what speaks of one site.
#[derive(Debug)]
pub struct Forgetter<'a> {
    knowledge: &'a Knowledge,
    site: &'a Site,
    /// What a product goes by; none where all of the site goes.
    product: Option<&'a [String]>,
    /// Tabs that show a page of the site.
    there: SortedSet<TabId>,
    /// Tabs that show a page that goes.
    on_it: SortedSet<TabId>,
}

/// What a reader knows of tabs: those that show a page of the site, and those that show one that goes.
pub type Met = (Vec<TabId>, Vec<TabId>);

/// Shorter names and numbers stand in many a line by chance: the site has to stand there, too.
const TELLING: usize = 5;

impl<'a> Forgetter<'a> {
    /// A reader at the beginning of a log.
    #[must_use]
    pub fn new(knowledge: &'a Knowledge, site: &'a Site) -> Self {
        Self { knowledge, site, product: None, there: SortedSet::new(), on_it: SortedSet::new() }
    }

    /// The same for one product of the site, by all that it goes by.
    #[must_use]
    pub fn of_product(knowledge: &'a Knowledge, site: &'a Site, called: &'a [String]) -> Self {
        Self { product: Some(called), ..Self::new(knowledge, site) }
    }

    /// A reader of the same log that goes on where another one came to.
    #[must_use]
    pub fn from_there(self, (there, on_it): Met) -> Self {
        Self { there: there.into_iter().collect(), on_it: on_it.into_iter().collect(), ..self }
    }

    /// How far it came: the tabs that show a page of the site, and those that show one that goes.
    #[must_use]
    pub fn met(&self) -> Met {
        (self.there.iter().copied().collect(), self.on_it.iter().copied().collect())
    }

    /// What is left of the next lines; none where all stays as it is.
    #[must_use]
    pub fn left_of(&mut self, lines: &str) -> Option<String> {
        let mut left = String::with_capacity(lines.len());
        for line in lines.lines() {
            // A line that cannot be read could say anything.
            let Ok(fact) = json::read::<Fact>(line) else { continue };
            let Some(kept) = self.kept(line, fact) else { continue };
            left.push_str(&kept);
            left.push('\n');
        }
        (left != lines).then_some(left)
    }

    /// A line as it may stand; none where it goes.
    fn kept<'l>(&mut self, line: &'l str, fact: Fact) -> Option<Cow<'l, str>> {
        let Some(tab) = fact.tab else { return self.silent(line, &fact) };
        match &fact.what {
            What::Navigated { url, .. } if fact.frame == FrameId(0) => {
                let there = self.is_of_it(url);
                let goes = there && (self.product.is_none() || self.names(line, true));
                mark(&mut self.there, tab, there);
                mark(&mut self.on_it, tab, goes);
                if !goes && let Some(line) = self.silent(line, &fact) {
                    return Some(line);
                }
                let origin = Url::split(url).map(|url| format!("{}://{}/", url.scheme, url.host));
                let nameless = origin.filter(|origin| !goes && !origin.contains(self.site.as_str()));
                let url = nameless.unwrap_or_else(|| NAMELESS.to_owned());
                let what = What::Navigated { url, parent: None, from_here_on: true };
                serde_json::to_string(&Fact { what, ..fact }).ok().map(Cow::Owned)
            }
            What::Tab { state: TabState::Shown | TabState::Hidden | TabState::Closed } => {
                Some(Cow::Borrowed(line))
            }
            _ if self.on_it.contains(&tab) => None,
            _ => {
                let left = self.silent(line, &fact);
                // From where a page of the shop names the product on, it is about that.
                if left.is_none() && self.there.contains(&tab) {
                    self.on_it.insert(tab);
                }
                left
            }
        }
    }

    /// A line that does not name what is forgotten.
    fn silent<'l>(&self, line: &'l str, fact: &Fact) -> Option<Cow<'l, str>> {
        let there = fact.tab.is_some_and(|tab| self.there.contains(&tab));
        let led = |link: &AdLink| {
            let landing = unwrap(&link.href).and_then(|click| click.landing);
            let of_it = landing.filter(|landing| self.is_of_it(landing));
            of_it.is_some_and(|landing| self.product.is_none() || self.names(&landing, true))
        };
        let leads = match &fact.what {
            What::Ads { candidates } => candidates.iter().flat_map(|candidate| &candidate.links).any(led),
            _ => false,
        };
        (!leads && !self.names(line, there)).then_some(Cow::Borrowed(line))
    }

    /// Whether a text names it; `there`: what it says, it says of the site.
    fn names(&self, text: &str, there: bool) -> bool {
        let text = fixpoint(text);
        let of_site = text.contains(self.site.as_str());
        let Some(called) = self.product else { return of_site };
        // An address writes a name as it likes.
        let text = text.to_lowercase();
        let named = |name: &String| {
            let name = name.to_lowercase();
            ["+", "-", "_"].iter().any(|gap| stands_in(&text, &name.replace(' ', gap)))
                || stands_in(&text, &name)
        };
        called.iter().any(|name| (of_site || there || name.chars().count() >= TELLING) && named(name))
    }

    fn is_of_it(&self, url: &str) -> bool {
        let site = Url::split(url).map(|url| self.knowledge.site(url.host));
        site.is_some_and(|site| self.knowledge.brand(&site) == self.knowledge.brand(self.site))
    }
}

/// Whether a name stands in a text as a word of its own.
fn stands_in(text: &str, name: &str) -> bool {
    let part = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let alone = |(at, _): (usize, &str)| {
        let (before, after) = (text.get(..at), text.get(at + name.len()..));
        !part(before.and_then(|text| text.chars().next_back()))
            && !part(after.and_then(|text| text.chars().next()))
    };
    !name.is_empty() && text.match_indices(name).any(alone)
}

fn mark(tabs: &mut SortedSet<TabId>, tab: TabId, within: bool) {
    if within {
        tabs.insert(tab);
    } else {
        tabs.remove(&tab);
    }
}

/// The sites of pages that the person deleted from the browser's history. Candor keeps no addresses of
/// visits, so with one page of a site all about the site goes: rather too much than too little.
#[must_use]
pub fn sites_of(knowledge: &Knowledge, pages: &[String]) -> SortedSet<Site> {
    let sites = pages.iter().filter_map(|page| Url::split(page).filter(|url| url.scheme.starts_with("http")));
    sites.map(|url| knowledge.brand(&knowledge.site(url.host))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::{Replay, Start};

    fn log(facts: &[(i64, i64, String)]) -> Vec<String> {
        let line = |(time, tab, what): &(i64, i64, String)| {
            let regime = r#"{"mode":"show_me","rules":"","other_blocker":false}"#;
            format!(
                r#"{{"seq":{time},"time":{time},"tz":0,"tab":{tab},"frame":0,"document":"","regime":{regime},"what":{what}}}"#
            )
        };
        facts.iter().map(line).collect()
    }

    fn go(url: &str, from_here_on: bool) -> String {
        format!(r#"{{"type":"navigated","url":"{url}","from_here_on":{from_here_on}}}"#)
    }

    fn tab(state: &str) -> String {
        format!(r#"{{"type":"tab","state":"{state}"}}"#)
    }

    fn forgotten(lines: &[String]) -> Option<String> {
        let knowledge = Knowledge::for_tests();
        let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
        Forgetter::new(&knowledge, &Site("shop.example".into())).left_of(&text)
    }

    #[test]
    fn deleted_pages_name_their_sites_once() {
        let pages = [
            "https://www.shop.example/p/1",
            "https://shop.example/p/2#top",
            "http://news.example/",
            "file:///home/me/shop.example",
            "about:blank",
            "no address",
            "",
        ];
        let sites = sites_of(&Knowledge::for_tests(), &pages.map(str::to_owned));
        let sites: Vec<&str> = sites.iter().map(Site::as_str).collect();
        assert_eq!(sites, ["news.example", "shop.example"]);
    }

    #[test]
    fn drops_its_pages_and_what_names_it() {
        let named = r#"{"type":"redirected","request":"7","to":"https://a.example/?u=shop.example"}"#;
        let consent = r#"{"type":"consent","state":"asked"}"#;
        // The tab, what happens there, and what of it is left: itself where nothing is said.
        let rows: &[(i64, String, Option<Option<String>>)] = &[
            (1, go("https://news.example/", false), None),
            (2, go("https://shop.example/p", false), Some(Some(go("https:", true)))),
            (2, tab("shown"), None),
            (2, consent.to_owned(), Some(None)),
            (1, tab("shown"), None),
            (1, named.to_owned(), Some(None)),
            (1, consent.to_owned(), None),
            (
                1,
                go("https://find.example/?q=shop.example", false),
                Some(Some(go("https://find.example/", true))),
            ),
            (1, go("https://shop.example.evil.example/", false), Some(Some(go("https:", true)))),
            (2, go("https://other.example/", false), None),
            (2, consent.to_owned(), None),
        ];
        let all: Vec<_> = rows.iter().map(|(tab, what, _)| (1, *tab, what.clone())).collect();
        let left: Vec<_> = rows
            .iter()
            .filter_map(|(tab, what, left)| Some((1, *tab, left.clone().unwrap_or(Some(what.clone()))?)))
            .collect();
        let (all, left) = ([log(&all), vec!["{".to_owned()]].concat(), log(&left));
        assert_eq!(forgotten(&all), Some(left.join("\n") + "\n"));
        assert_eq!(forgotten(&left), None, "nothing more to drop");
        // Ended anywhere, with what came before cut already, it goes on as if it had not been.
        let (knowledge, site) = (Knowledge::for_tests(), Site("shop.example".into()));
        let text = |lines: &[String]| lines.iter().map(|line| format!("{line}\n")).collect::<String>();
        for at in 0..=all.len() {
            let (before, after) = (text(&all[..at]), text(&all[at..]));
            let mut first = Forgetter::new(&knowledge, &site);
            let mut cut = first.left_of(&before).unwrap_or(before);
            let mut second = Forgetter::new(&knowledge, &site).from_there(first.met());
            cut += &second.left_of(&after).unwrap_or(after);
            assert_eq!(cut, text(&left), "ended at {at}");
        }
    }

    #[test]
    fn drops_what_names_a_product_and_leaves_the_shop() {
        let ads = |href: &str| {
            format!(
                r#"{{"type":"ads","candidates":[{{"element":1,"rect":{{"x":0,"y":0,"width":9,"height":9}},"links":[{{"href":"{href}","text":""}}]}}]}}"#
            )
        };
        let consent = r#"{"type":"consent","state":"asked"}"#.to_owned();
        let title = |title: &str| format!(r#"{{"type":"page","title":"{title}"}}"#);
        let nameless = || Some(Some(go("https:", true)));
        // The tab, what happens there, and what of it is left: itself where nothing is said.
        let rows: &[(i64, String, Option<Option<String>>)] = &[
            (1, go("https://shop.example/trail-boots", false), nameless()),
            (1, consent.clone(), Some(None)),
            (1, tab("hidden"), None),
            (1, go("https://shop.example/p/420", false), None),
            (1, consent.clone(), None),
            (1, title("Trail Boots"), Some(None)),
            (1, consent.clone(), Some(None)),
            (2, go("https://news.example/42", false), None),
            (2, title("All about the 42"), None),
            (2, ads("https://click.example/?to=https%253A%252F%252Fshop.example%252Fp%252F42"), Some(None)),
            (2, ads("https://click.example/?to=https%253A%252F%252Fshop.example%252Fp%252F43"), None),
            (2, title("Trail%20Boots"), Some(None)),
            (2, consent, None),
            (
                3,
                go("https://find.example/?q=Trail+Boots", false),
                Some(Some(go("https://find.example/", true))),
            ),
        ];
        let all: Vec<_> = rows.iter().map(|(tab, what, _)| (1, *tab, what.clone())).collect();
        let left: Vec<_> = rows
            .iter()
            .filter_map(|(tab, what, left)| Some((1, *tab, left.clone().unwrap_or(Some(what.clone()))?)))
            .collect();
        let text: String = log(&all).iter().map(|line| format!("{line}\n")).collect();
        let (knowledge, called) = (Knowledge::for_tests(), ["42", "Trail Boots"].map(str::to_owned));
        let shop = Site("shop.example".into());
        let kept = Forgetter::of_product(&knowledge, &shop, &called).left_of(&text);
        assert_eq!(kept, Some(log(&left).join("\n") + "\n"));
    }

    /// Live counts are by the hour and name no site, so a deletion leaves them; a replay comes to the same.
    #[test]
    fn what_rows_are_measured_against_stays() {
        let facts = [
            (0, 1, r#"{"type":"set","name":"remember","value":true}"#.to_owned()),
            (1_000, 1, go("https://news.example/", false)),
            (1_001, 1, tab("shown")),
            (9_000, 1, go("https://shop.example/p", false)),
            (9_001, 1, tab("shown")),
            (30_000, 1, tab("hidden")),
            (30_000, 2, go("https://news.example/2", false)),
            (30_001, 2, tab("shown")),
            (40_000, 2, tab("closed")),
        ];
        let counts = |text: &str| {
            let mut replay = Replay::new(Start::default());
            for line in text.lines() {
                replay.fact(&Knowledge::for_tests(), serde_json::from_str(line).expect("a fact"));
            }
            let (_, counts) = replay.end();
            (counts.page_views, counts.active_ms)
        };
        let whole = log(&facts);
        let left = forgotten(&whole).expect("a visit goes");
        assert!(!left.contains("shop.example"));
        assert_eq!(counts(&left), counts(&whole.join("\n")));
        assert_eq!(counts(&left), (3, 28_999 + 9_999));
    }
}
