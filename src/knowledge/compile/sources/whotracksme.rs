//! whotracksme: trackers, their hosts and companies, out of the text of its database of May 2018.

use std::collections::BTreeMap;

use super::super::categories;
use super::super::companies::{Address, Companies, CompanyRow};

/// Adds the companies of hosts that no one has spoken of yet.
pub(super) fn add(sql: &str, companies: &mut Companies) {
    let by_number = table(sql, "categories");
    let number = |row: &Vec<String>| Some((row.first()?.clone(), row.get(1)?.clone()));
    let categories_by_number = by_number.iter().filter_map(number).collect::<BTreeMap<_, _>>();
    let names = table(sql, "companies").iter().filter_map(number).collect::<BTreeMap<_, _>>();
    let trackers = table(sql, "trackers");
    let trackers =
        trackers.iter().filter_map(|row| Some((row.first()?.as_str(), row))).collect::<BTreeMap<_, _>>();
    let functions = categories("whotracksme");
    let (mut rows, mut addresses) = (Vec::new(), Vec::new());
    for pair in table(sql, "tracker_domains") {
        let [tracker, domain] = pair.as_slice() else { continue };
        let Some([_, name, category, _, company, ..]) =
            trackers.get(tracker.as_str()).map(|row| row.as_slice())
        else {
            continue;
        };
        if companies.knows_above(domain) {
            continue;
        }
        let company = names.get(company).unwrap_or(name).trim().to_owned();
        // Where it knows nobody it gives the domain as a name; that is no company.
        if company.eq_ignore_ascii_case(domain) && companies.name(&company) == company {
            continue;
        }
        let function =
            categories_by_number.get(category).and_then(|name| functions.get(name.as_str()).copied());
        rows.push(CompanyRow { company: company.clone(), ..CompanyRow::default() });
        addresses.push(Address { address: domain.clone(), company, function, job: None });
    }
    companies.add(rows, addresses, "whotracksme (2018)");
}

/// The rows of `INSERT INTO "name" VALUES(…);`, texts without their quotes, `NULL` as nothing.
fn table(sql: &str, name: &str) -> Vec<Vec<String>> {
    let start = format!("INSERT INTO \"{name}\" VALUES(");
    sql.lines().filter_map(|line| line.strip_prefix(&start)).map(values).collect()
}

fn values(row: &str) -> Vec<String> {
    let (mut values, mut value, mut quoted) = (Vec::new(), String::new(), false);
    for char in row.strip_suffix(");").unwrap_or(row).chars() {
        match char {
            // A doubled quote ends and begins the text again; what it stands for is one quote.
            '\'' => {
                quoted = !quoted;
                if quoted && !value.is_empty() {
                    value.push('\'');
                }
            }
            ',' if !quoted => values.push(std::mem::take(&mut value)),
            char => value.push(char),
        }
    }
    values.push(value);
    values.iter().map(|value| if value == "NULL" { String::new() } else { value.clone() }).collect()
}
