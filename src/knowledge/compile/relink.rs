//! The rules of newer lists put into a pack: its companies, brands and suffixes stay as they are.
//!
//! The law: the same lists give the same bytes. What the pack does not hold and this needs (names of
//! hosts, tables of regular expressions) is made with it, as a [`Base`], and read at an update only.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::expression::Expression;
use super::lists::{self, List, Report};
use super::pace::Pace;
use super::rule::Rule;
use super::write::Writer;
use super::{filing, hosts, named};
use crate::knowledge::format::Section;
use crate::knowledge::{CompanyId, Knowledge};

/// What an update needs to know of how the pack was made.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Base {
    /// Rules that were read, by list.
    pub read: BTreeMap<String, u32>,
    /// When each list was written, by its head.
    pub times: BTreeMap<String, String>,
    /// Hosts and beginnings of addresses that tables know, by host.
    pub hosts: Vec<String>,
    /// Names that sources have for companies, with the one that Candor uses.
    pub aliases: BTreeMap<String, String>,
    /// Tables of regular expressions, by body and whether capital letters differ.
    pub expressions: Vec<(String, bool, Expression)>,
}

#[cfg(feature = "native")]
impl Base {
    /// Of a pack and what it was made of.
    #[must_use]
    pub fn of(tables: &super::Tables, compiled: &super::Compiled) -> Self {
        let hosts = tables.companies.addresses().map(|row| row.split().0.to_owned());
        let expressions = compiled.parsed.iter().filter_map(|rule| {
            let expression = rule.expression.clone()?;
            Some(((rule.pattern.body.clone(), rule.pattern.case), expression))
        });
        let expressions = expressions.collect::<BTreeMap<_, _>>().into_iter();
        let times = tables.lists.iter().filter_map(|list| {
            let time = list.text.lines().take(20).find_map(|line| line.strip_prefix("! TimeUpdated:"))?;
            Some((list.name.clone(), time.trim().to_owned()))
        });
        Self {
            times: times.collect(),
            read: compiled.report.read.clone(),
            hosts: hosts.collect::<std::collections::BTreeSet<_>>().into_iter().collect(),
            aliases: tables.companies.aliases().clone(),
            expressions: expressions.map(|((body, case), expression)| (body, case, expression)).collect(),
        }
    }
}

/// Why an expression has no table here.
const UNKNOWN: &str = "made with the next version of Candor, or not at all";

/// Reads newer lists; regular expressions are those of `base`.
pub async fn read(base: &Base, lists: &[List], pace: &Pace) -> (Vec<Rule>, Report) {
    let known = base.expressions.iter().map(|(body, case, table)| ((body.as_str(), *case), table));
    let known = known.collect::<BTreeMap<_, _>>();
    let mut expressions = |body: &str, case: bool| known.get(&(body, case)).copied().cloned().ok_or(UNKNOWN);
    lists::read(lists, &mut expressions, pace).await
}

/// Puts `rules` into `pack`, which is of `base`; `date` begins its version.
pub async fn relink(pack: &Knowledge, base: &Base, rules: &[Rule], date: &str, pace: &Pace) -> Vec<u8> {
    let mut writer = Writer::of(pack, pace).await;
    let companies = (0_u32..).map_while(|id| Some((pack.company(CompanyId(id))?.name, id + 1)));
    let companies = companies.collect::<BTreeMap<_, _>>();
    let place = |name: &str| {
        let name = base.aliases.get(name.trim()).map_or(name.trim(), String::as_str);
        companies.get(name).copied().unwrap_or_default()
    };
    writer.section(Section::RuleCompanies, named::rule_companies(rules, place));
    pace.step(1).await;
    let filing = filing::write(rules, &mut writer, pace).await;
    let known = hosts::of(pack, &base.hosts, pace).await;
    hosts::write(&known, rules, &filing, &mut writer, pace).await;
    writer.finish(date, pace).await
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::classify::{Request, classify};
    use crate::fact::RequestKind;
    use crate::knowledge::compile::pace::{Slices, whole};
    use crate::knowledge::compile::{Compiled, RuleError, Tables, compile, sample};

    fn tables() -> Tables {
        Tables::sample().expect("well formed")
    }

    fn relinked(compiled: &Compiled, base: &Base, lists: &[List], date: &str) -> (Vec<u8>, Report) {
        let pack = compiled.open().expect("opens");
        whole(async |pace| {
            let (rules, report) = read(base, lists, &pace).await;
            (relink(&pack, base, &rules, date, &pace).await, report)
        })
    }

    #[test]
    fn the_same_lists_give_the_same_bytes() {
        let tables = tables();
        let (pack, report) = relinked(sample(), &Base::of(&tables, sample()), &tables.lists, &tables.date);
        assert_eq!(report.read, sample().report.read);
        assert!(pack == sample().pack);
    }

    #[test]
    fn in_slices_of_any_size_it_is_the_same() {
        for steps in [1, 7, 1000] {
            let mut slices = Slices::new(async move |pace: Pace| {
                let tables = tables();
                let (pack, base) = (sample().open().expect("opens"), Base::of(&tables, sample()));
                let (rules, _) = read(&base, &tables.lists, &pace).await;
                relink(&pack, &base, &rules, &tables.date, &pace).await
            });
            let pack = std::iter::repeat_with(|| slices.run(steps)).find_map(|end| end);
            assert!(pack.as_ref() == Some(&sample().pack), "slices of {steps}");
        }
    }

    #[test]
    fn an_expression_that_is_new_is_counted() {
        let mut tables = tables();
        let base = Base::of(&tables, sample());
        tables.lists[0].text.push_str("\n/brand-?new-[0-9]+/\n");
        let (_, report) = relinked(sample(), &base, &tables.lists, "");
        let (_, examples) = &report.left_out[&RuleError::Regex(UNKNOWN).to_string()];
        assert!(examples.contains(&"/brand-?new-[0-9]+/".to_owned()), "{examples:?}");
    }

    proptest! {
        /// A pack that was relinked decides like one that was compiled anew.
        #[test]
        fn decides_like_a_new_pack(
            keeps in prop::collection::vec(any::<bool>(), 120),
            news in prop::collection::vec("(@@)?\\|\\|[a-c]\\.(example|adnxs\\.com)(\\^|/[a-c]{1,3})(\\$third-party|\\$image)?", 0..12),
            asked in prop::collection::vec("https://([a-c]\\.)?(example|adnxs\\.com)/[a-c]{0,4}", 1..12),
        ) {
            let mut tables = tables();
            let base = Base::of(&tables, sample());
            let lines = tables.lists[0].text.lines().zip(keeps.iter().cycle());
            let kept = lines.filter(|(_, keeps)| **keeps).map(|(line, _)| line.to_owned());
            tables.lists[0].text = kept.chain(news).collect::<Vec<_>>().join("\n");
            let new = compile(&tables);
            let (relinked, _) = relinked(sample(), &base, &tables.lists, &tables.date);
            let (one, other) = (new.open().expect("opens"), Knowledge::open(relinked).expect("opens"));
            for url in &asked {
                let asked = Request { url, source: "https://page.example/", kind: RequestKind::Image, method: "GET" };
                let (one, other) = (classify(&one, &asked), classify(&other, &asked));
                prop_assert_eq!((one.action, one.rule, one.job), (other.action, other.rule, other.job), "{}", url);
            }
        }
    }
}
