//! third-party-web: companies with their hosts and a category.

use serde::Deserialize;

use super::super::categories;
use super::super::companies::{Address, Companies, CompanyRow};

#[derive(Deserialize)]
struct Entity {
    name: String,
    company: Option<String>,
    category: Option<String>,
    domains: Vec<String>,
}

/// Adds its companies.
pub(super) fn add(text: &str, companies: &mut Companies) -> Result<(), serde_json::Error> {
    let functions = categories("third-party-web");
    let (mut rows, mut addresses) = (Vec::new(), Vec::new());
    for entity in serde_json::from_str::<Vec<Entity>>(text)? {
        let function = entity.category.and_then(|category| functions.get(category.as_str()).copied());
        let company = entity.company.unwrap_or(entity.name).replace("&amp;", "&");
        rows.push(CompanyRow { company: company.clone(), ..CompanyRow::default() });
        addresses.extend(entity.domains.into_iter().map(|domain| Address {
            address: domain.trim_start_matches("*.").to_owned(),
            company: company.clone(),
            function,
            job: None,
        }));
    }
    companies.add(rows, addresses, "third-party-web");
    Ok(())
}
