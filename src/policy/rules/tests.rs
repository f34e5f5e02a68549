//! Rules and precedence agree, in a small model of declarativeNetRequest; updates are what they say.

use proptest::prelude::*;

use super::*;
use crate::classify::{Action, Job};
use crate::knowledge::Function;
use crate::policy::law::{everything_said, site};
use crate::policy::{About, Question, decide};
use crate::site::{Party, host_is};

const NOW: Millis = Millis(1000);

/// A request of a page, as the browser matches it.
#[derive(Debug, Clone, Copy)]
struct Sent {
    page: &'static str,
    initiator: &'static str,
    host: &'static str,
    url: &'static str,
}

/// The winning rule, as the browser's documentation has it: highest priority, then allow before
/// block; `allowAllRequests` of the page counts for all that happens in it.
fn winner(rules: &[Rule], sent: Sent) -> Option<(ActionKind, u32)> {
    let any = |hosts: &[String], host: &str| hosts.iter().any(|domain| host_is(host, domain));
    let holds = |rule: &&Rule| {
        let c = &rule.condition;
        if rule.action.kind == ActionKind::AllowAllRequests {
            assert_eq!(c.resource_types, [ResourceType::MainFrame]);
            return any(&c.request_domains, sent.page);
        }
        assert!(c.resource_types.is_empty(), "everything but the page itself");
        let third = !host_is(sent.host, sent.initiator);
        (c.request_domains.is_empty() || any(&c.request_domains, sent.host))
            && (c.initiator_domains.is_empty() || any(&c.initiator_domains, sent.initiator))
            && !any(&c.excluded_initiator_domains, sent.initiator)
            && c.url_filter.as_ref().is_none_or(|filter| {
                let filter = filter.strip_prefix("||").expect("anchored at the host");
                sent.url.strip_prefix("https://").is_some_and(|rest| rest.starts_with(filter))
            })
            && c.domain_type.is_none_or(|DomainType::ThirdParty| third)
    };
    let gentle = |rule: &&Rule| (rule.priority, rule.action.kind != ActionKind::Block);
    rules.iter().filter(holds).max_by_key(gentle).map(|rule| (rule.action.kind, rule.priority))
}

fn compiled(settings: &Settings) -> RuleSet {
    let sites: Vec<Site> = ["shop.example", "news.example"].map(site).to_vec();
    let reach = Reach {
        hosts: vec!["criteo.example"],
        paths: vec!["||www.search.example/pagead/"],
        companies: [("Criteo", vec!["criteo.example"]), ("Meta", vec!["meta.example"])].into(),
        sites: sites.iter().map(|s| (s, vec![s.clone()])).collect(),
    };
    compile(settings, &reach, NOW)
}

/// Every request of the page itself is treated as the precedence says; the mode is not the dynamic
/// rules' to say.
#[test]
fn rules_do_what_decide_says() {
    let asked = [
        ("criteo.example", "https://criteo.example/event", Some("Criteo"), Some(Function::Retargeting)),
        (
            "www.search.example",
            "https://www.search.example/pagead/1",
            Some("Search"),
            Some(Function::Advertising),
        ),
        ("www.search.example", "https://www.search.example/maps", Some("Search"), Some(Function::Essential)),
        ("cdn.example", "https://cdn.example/a.js", None, None),
        ("meta.example", "https://meta.example/tr", Some("Meta"), Some(Function::Social)),
    ];
    for said in everything_said() {
        let settings = said.settings();
        let set = compiled(&settings);
        for (host, url, company, function) in asked {
            let spoken = said.hour.is_some() || said.brand.or(said.on_site).or(said.trust).is_some();
            if host == "meta.example" && spoken {
                continue; // Not among the following hosts of this reach: only its company's word counts.
            }
            let shop = site("shop.example");
            let about =
                About::Request { party: Party::Third, function, job: Job::Event, action: Action::None };
            let question = Question { page_site: &shop, brand: Some(&shop), company, about };
            let decision = decide(&settings, &question, NOW);
            let sent = Sent { page: "shop.example", initiator: "shop.example", host, url };
            let won = winner(&set.dynamic, sent);
            assert_eq!(
                won.map(|(kind, level)| (kind == ActionKind::Block, level)),
                decision.because.level().map(|level| (decision.stop, level as u32)),
                "{said:?} {url}"
            );
        }
    }
}

#[test]
fn nested_frames() {
    let mut said = everything_said().next().expect("a first one");
    let from = |initiator, host| Sent { page: "shop.example", initiator, host, url: "https://x.example/" };
    said.company = Some(Choice::Block);
    said.brand = Some(Choice::Allow);
    let rules = compiled(&said.settings()).dynamic;
    let won = winner(&rules, from("widget.example", "criteo.example"));
    assert_eq!(won, Some((ActionKind::AllowAllRequests, Level::Brand as u32)), "allow reaches frames");
    said.brand = Some(Choice::Quiet);
    said.company = None;
    let rules = compiled(&said.settings()).dynamic;
    let won = winner(&rules, from("shop.example", "criteo.example"));
    assert_eq!(won, Some((ActionKind::Block, Level::Brand as u32)), "an ad company's frame, too");
    assert_eq!(winner(&rules, from("widget.example", "criteo.example")), None, "what can leak");
    (said.brand, said.hour) = (Some(Choice::Allow), Some(1001));
    let rules = compiled(&said.settings()).dynamic;
    let hour = Some((ActionKind::Block, Level::QuietHour as u32));
    assert_eq!(
        winner(&rules, from("widget.example", "criteo.example")),
        hour,
        "the hour reaches every frame"
    );
    assert_eq!(winner(&rules, from("shop.example", "criteo.example")), hour, "an allowed brand's too");
    let own = Sent { page: "criteo.example", ..from("criteo.example", "www.search.example") };
    assert_eq!(winner(&rules, own), None, "an ad company's own pages are its own");
}

#[test]
fn as_the_browser_reads_it() {
    let mut settings = Settings { mode: Mode::Balanced, ..Settings::default() };
    settings.choices.push((Scope::Brand { brand: site("shop.example") }, Choice::Quiet, NOW));
    let json = serde_json::to_string_pretty(&compiled(&settings)).expect("json");
    expect_test::expect![[r#"
        {
          "enabledRulesets": [
            "balanced"
          ],
          "dynamic": [
            {
              "id": 20602,
              "priority": 3000000,
              "action": {
                "type": "block"
              },
              "condition": {
                "initiatorDomains": [
                  "shop.example"
                ],
                "requestDomains": [
                  "criteo.example"
                ],
                "domainType": "thirdParty"
              }
            },
            {
              "id": 20700,
              "priority": 3000000,
              "action": {
                "type": "block"
              },
              "condition": {
                "urlFilter": "||www.search.example/pagead/",
                "initiatorDomains": [
                  "shop.example"
                ],
                "domainType": "thirdParty"
              }
            }
          ]
        }"#]]
    .assert_eq(&json);
}

#[test]
fn odd_hosts_stay_out() {
    let hosts = ["a.example", "münchen.example", "", "B.example", "a.example", "x y", "[::1]"];
    assert_eq!(domains(hosts.iter()), ["a.example"]);
}

fn some_rules() -> impl Strategy<Value = Vec<Rule>> {
    proptest::collection::btree_map(1..8_u32, 0..3_u32, 0..8).prop_map(|rules| {
        let level = [Level::Company, Level::Brand, Level::Pause];
        let of = |(id, l): (u32, u32)| rule(id, level[l as usize], ActionKind::Block, Condition::default());
        rules.into_iter().map(of).collect()
    })
}

proptest! {
    #[test]
    fn a_difference_leads_there(old in some_rules(), new in some_rules()) {
        let change = diff(&old, &new);
        let mut rules: Vec<Rule> = old.iter().filter(|r| !change.remove.contains(&r.id)).cloned().collect();
        rules.extend(change.add.clone());
        rules.sort_by_key(|rule| rule.id);
        prop_assert_eq!(&rules, &new);
        let kept = old.iter().filter(|rule| new.contains(rule));
        for rule in kept {
            prop_assert!(!change.remove.contains(&rule.id), "what stays is not touched");
        }
    }

    /// One more word about a brand changes the rules of its share and no others.
    #[test]
    fn a_word_changes_one_share(names in proptest::collection::btree_set("[a-z]{1,6}", 2..80), choices in proptest::collection::vec(0..5_usize, 80)) {
        let sites: Vec<Site> = names.iter().map(|name| site(name)).collect();
        let reach = Reach {
            hosts: vec!["criteo.example"],
            paths: vec!["||www.search.example/pagead/", "||www.search.example/ads/"],
            sites: sites.iter().map(|s| (s, vec![s.clone()])).collect(),
            ..Reach::default()
        };
        let mut settings = Settings::default();
        for (brand, choice) in sites.iter().zip(choices) {
            settings.choices.push((Scope::Brand { brand: brand.clone() }, Choice::ALL[choice], NOW));
        }
        let before = compile(&settings, &reach, NOW).dynamic;
        prop_assert!(before.is_sorted_by(|a, b| a.id < b.id));
        let Some((_, choice, _)) = settings.choices.first_mut() else { unreachable!("at least two") };
        *choice = if *choice == Choice::Allow { Choice::Quiet } else { Choice::Allow };
        let change = diff(&before, &compile(&settings, &reach, NOW).dynamic);
        let first = Id::BRAND + hash(sites[0].as_str()) % Id::SHARES * Id::SHARE;
        let touched = change.remove.iter().copied().chain(change.add.iter().map(|rule| rule.id));
        prop_assert!(touched.clone().count() > 0);
        for id in touched {
            prop_assert!((first..first + Id::SHARE).contains(&id), "{id} is not of the share at {first}");
        }
    }

    #[test]
    fn ids_are_unique_and_stay(names in proptest::collection::btree_set("[a-z]{1,6}", 1..60), gone in 0..60_usize) {
        let all: Vec<String> = names.into_iter().collect();
        let settings = |names: &[String]| Settings {
            choices: names.iter().map(|n| (Scope::Company { company: n.clone() }, Choice::Block, NOW)).collect(),
            ..Settings::default()
        };
        let reach = Reach { companies: all.iter().map(|n| (n.as_str(), vec!["c.example"])).collect(), ..Reach::default() };
        let before = compile(&settings(&all), &reach, NOW).dynamic;
        prop_assert_eq!(before.len(), all.len());
        prop_assert!(before.is_sorted_by(|a, b| a.id < b.id));
        let mut fewer = all.clone();
        fewer.remove(gone % all.len());
        let change = diff(&before, &compile(&settings(&fewer), &reach, NOW).dynamic);
        prop_assert_eq!((change.remove.len(), change.add.len()), (1, 0), "one word, one rule");
    }
}
