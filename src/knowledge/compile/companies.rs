//! Companies, their hosts and paths: sources in the order of their weight, the first to speak wins.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::hosts::HostWho;
use super::lists::List;
use super::named::rule_companies;
use super::rule::Rule;
use super::write::Writer;
use crate::classify::Job;
use crate::knowledge::Function;
use crate::knowledge::format::{Section, Who};
use crate::site::host_is;

/// A company, a row of data/companies.tsv.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct CompanyRow {
    /// Its name.
    pub company: String,
    /// Its owner.
    pub parent: Option<String>,
    /// What it is for, where an address says nothing else.
    pub function: Option<Function>,
    /// Other names that sources have for it, separated by `|`.
    #[serde(default)]
    pub also: String,
}

/// Who is behind an address, a row of data/addresses.tsv.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Address {
    /// A host with all below it, or host and beginning of the path (`*` for one segment).
    pub address: String,
    /// Whose it is; empty on a path where the host says it.
    #[serde(default)]
    pub company: String,
    /// What for.
    pub function: Option<Function>,
    /// What requests to it do.
    pub job: Option<Job>,
}

impl Address {
    /// Host and path; the path is empty for the whole host.
    #[must_use]
    pub fn split(&self) -> (&str, &str) {
        let end = self.address.find('/').unwrap_or(self.address.len());
        self.address.split_at(end)
    }
}

/// A request known by its shape on any host, a row of data/shapes.tsv.
#[derive(Debug, Clone, Deserialize)]
pub struct Shape {
    path: String,
    #[serde(default)]
    query: String,
    company: String,
    function: Function,
    job: Job,
}

/// All companies and addresses.
#[derive(Debug, Default, Clone)]
pub struct Companies {
    names: BTreeMap<String, String>,
    companies: BTreeMap<String, (CompanyRow, String)>,
    addresses: BTreeMap<String, Address>,
    /// Shapes of measurement on a site's own host.
    pub shapes: Vec<Shape>,
}

impl Companies {
    /// Adds a source; what earlier ones said stays.
    pub fn add(&mut self, companies: Vec<CompanyRow>, addresses: Vec<Address>, origin: &str) {
        for row in companies {
            for other in row.also.split('|').filter(|other| !other.is_empty()) {
                self.names.entry(other.to_owned()).or_insert_with(|| row.company.clone());
            }
            self.companies.entry(self.name(&row.company)).or_insert_with(|| (row, origin.to_owned()));
        }
        for mut row in addresses {
            if !row.company.is_empty() {
                row.company = self.name(&row.company);
                let new = || {
                    (CompanyRow { company: row.company.clone(), ..CompanyRow::default() }, origin.to_owned())
                };
                self.companies.entry(row.company.clone()).or_insert_with(new);
            }
            row.address.make_ascii_lowercase();
            self.addresses.entry(row.address.clone()).or_insert(row);
        }
    }

    /// Adds companies that lists name and no table does.
    pub(super) fn add_named(&mut self, rules: &[Rule], lists: &[List]) {
        for rule in rules {
            let (Some(name), Some(list)) = (&rule.company, lists.get(rule.list as usize)) else { continue };
            let name = self.name(name);
            let row = CompanyRow { company: name.clone(), ..CompanyRow::default() };
            self.companies.entry(name).or_insert_with(|| (row, list.name.clone()));
        }
    }

    /// The names that sources have for companies, with the one that Candor uses.
    #[must_use]
    pub const fn aliases(&self) -> &BTreeMap<String, String> {
        &self.names
    }

    /// The name that Candor uses for a company.
    #[must_use]
    pub fn name(&self, name: &str) -> String {
        let name = name.trim();
        self.names.get(name).cloned().unwrap_or_else(|| name.to_owned())
    }

    /// Whether some source has said whose a host or one above it is.
    #[must_use]
    pub fn knows_above(&self, host: &str) -> bool {
        let named = |host: &str| self.addresses.get(host).is_some_and(|row| !row.company.is_empty());
        named(host) || host.match_indices('.').any(|(dot, _)| named(&host[dot + 1..]))
    }

    /// All addresses, by address.
    pub fn addresses(&self) -> impl Iterator<Item = &Address> {
        self.addresses.values()
    }

    /// Hosts and addresses whose function is to follow people; an address only where its host's is not.
    fn following(&self) -> (Vec<&str>, Vec<String>) {
        let follows = |row: &Address| self.function(row).is_some_and(Function::follows_people);
        let (hosts, paths): (Vec<_>, Vec<_>) =
            self.addresses.values().filter(|row| follows(row)).partition(|row| row.split().1.is_empty());
        let hosts = hosts.iter().map(|row| row.address.as_str()).collect::<Vec<_>>();
        let covers = |host: &str| hosts.iter().any(|other| host_is(host, other));
        let paths = paths.into_iter().filter(|row| !covers(row.split().0));
        let paths = paths.map(|row| format!("||{}", row.address)).collect();
        let above = |host: &str| host.split_once('.').is_some_and(|(_, above)| covers(above));
        let hosts = hosts.iter().copied().filter(|host| !above(host)).collect();
        (hosts, paths)
    }

    /// What an address is for: its own word, else its company's (for whole hosts).
    #[must_use]
    pub fn function(&self, row: &Address) -> Option<Function> {
        let company = || self.companies.get(&row.company).and_then(|company| company.0.function);
        row.function.or_else(company)
    }
}

impl Companies {
    /// What a whole host is for, by its own row.
    pub(super) fn function_of_host(&self, host: &str) -> Option<Function> {
        self.addresses.get(host).and_then(|row| self.function(row))
    }

    /// What an address is for: its own word, else that of the nearest host above.
    pub(super) fn nearest_function(&self, row: &Address) -> Option<Function> {
        let (host, _) = row.split();
        let above = host.match_indices('.').map(|(dot, _)| &host[dot + 1..]);
        row.function
            .or_else(|| std::iter::once(host).chain(above).find_map(|host| self.function_of_host(host)))
    }
}

/// Writes the companies; gives what is known of each host.
pub(super) fn write<'c>(
    companies: &'c Companies,
    rules: &[Rule],
    pack: &mut Writer,
) -> BTreeMap<&'c str, HostWho> {
    let places =
        companies.companies.keys().enumerate().map(|(place, name)| (name.as_str(), place as u32 + 1));
    let places = places.collect::<BTreeMap<_, _>>();
    let place = |name: &str| places.get(name).copied().unwrap_or_default();
    let mut hosts = BTreeMap::<&str, HostWho>::new();
    let mut hosts_of = BTreeMap::<u32, Vec<u32>>::new();
    let mut rows = companies.addresses.values().collect::<Vec<_>>();
    rows.sort_by_key(|row| (std::cmp::Reverse(row.address.len()), &row.address));
    for row in rows {
        let (host, path) = row.split();
        let function = if path.is_empty() { companies.function(row) } else { row.function };
        let function = function.map_or(0, |function| function as u32 + 1);
        let who = Who::new(place(&row.company), function, row.job.map_or(0, |job| job as u32 + 1));
        let known = hosts.entry(host).or_default();
        if path.is_empty() {
            known.who = who;
            hosts_of.entry(who.company()).or_default().push(pack.text(host).0);
        } else {
            known.paths.push((pack.text(path).0, who));
        }
    }
    let shapes = companies.shapes.iter().flat_map(|shape| {
        let who = Who::new(place(&shape.company), shape.function as u32 + 1, shape.job as u32 + 1);
        [pack.text(&shape.path).0, pack.text(&shape.query).0, who.0]
    });
    let shapes = shapes.collect();
    pack.section(Section::Shapes, shapes);
    pack.section(Section::RuleCompanies, rule_companies(rules, |name| place(&companies.name(name))));
    let (following_hosts, following_paths) = companies.following();
    pack.texts(Section::FollowingHosts, following_hosts.into_iter());
    pack.texts(Section::FollowingPaths, following_paths.into_iter());
    let mut origins = Vec::<String>::new();
    let (mut words, mut company_hosts) = (Vec::new(), Vec::new());
    for (name, (row, origin)) in &companies.companies {
        let origin = origins.iter().position(|known| known == origin).unwrap_or_else(|| {
            origins.push(origin.clone());
            origins.len() - 1
        });
        let mine = hosts_of.remove(&place(name)).unwrap_or_default();
        let parent = row.parent.as_deref().map_or(0, |parent| place(&companies.name(parent)));
        words.extend([
            pack.text(name).0,
            parent,
            origin as u32,
            company_hosts.len() as u32,
            mine.len() as u32,
        ]);
        company_hosts.extend(mine);
    }
    pack.section(Section::Companies, words);
    pack.section(Section::CompanyHosts, company_hosts);
    let origins = origins.iter().map(|origin| pack.text(origin).0).collect();
    pack.section(Section::Origins, origins);
    hosts
}
