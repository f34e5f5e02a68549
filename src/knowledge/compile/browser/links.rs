//! The rule that takes click identifiers off the address of a page that is opened.

use serde::{Deserialize, Serialize};

use super::{Condition, Does, StaticRule};
use crate::knowledge::compile::Links;

/// A redirect to the same address without some parameters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Redirect {
    #[serde(rename = "type")]
    kind: String,
    redirect: To,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct To {
    transform: Transform,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Transform {
    query_transform: QueryTransform,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct QueryTransform {
    remove_params: Vec<String>,
}

/// One rule for all names; only pages that are opened: elsewhere the parameter is a company's own
/// business with itself, and a rule decides about the whole request.
pub(super) fn rule(links: &Links, id: u32) -> Option<StaticRule> {
    let transform = Transform {
        query_transform: QueryTransform { remove_params: links.names.iter().cloned().collect() },
    };
    let condition = Condition {
        excluded_request_domains: links.kept.iter().cloned().collect(),
        resource_types: vec!["main_frame".into()],
        ..Condition::default()
    };
    let action = Does::Change(Redirect { kind: "redirect".to_owned(), redirect: To { transform } });
    (!links.names.is_empty()).then_some(StaticRule { id, priority: 1, action, condition })
}
