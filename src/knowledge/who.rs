//! Who is behind an address and what for: the deepest host that says so, then the longest path row.

use super::format::{HostValue, Section, TextRef, Who, record};
use super::{CompanyId, Function, Hosts, Image, Knowledge, Labels, RuleId};
use crate::site::Url;

/// Who is behind a host as a whole.
pub(crate) fn who(knowledge: &Knowledge, host: &Labels) -> Who {
    let image = knowledge.image();
    records(image, &Hosts::of(image, host)).fold(Who::default(), |who, (found, _)| found.or(who))
}

/// Who is behind an address: hosts, then the rows for its path.
pub(crate) fn at(knowledge: &Knowledge, hosts: &Hosts, url: &Url<'_>) -> Who {
    let image = knowledge.image();
    let words = image.words(Section::Records);
    let (mut who, mut by_path) = (Who::default(), Who::default());
    for (found, at) in records(image, hosts) {
        who = found.or(who);
        let rows = words.get(at + record::COUNTS) as usize & 0xffff;
        // Rows lie longest first, so the first that fits is the nearest.
        let fits = |row: &[u32; 2]| path_fits(image.piece(TextRef(row[0])), url);
        if let Some([_, found]) = (0..rows).map(|row| words.row(at + record::ROWS + 2 * row)).find(fits) {
            by_path = Who(found).or(by_path);
        }
    }
    let known = by_path.or(who);
    // A name of the site's own may stand for a measurement company's machine.
    let own = known.company() == 0 || function(known) == Some(Function::Essential);
    if own { by_shape(image, url).or(known) } else { known }
}

/// Measurement on a host that is nobody's or a site's own, by the shape of its address.
fn by_shape(image: &Image, url: &Url<'_>) -> Who {
    let shapes = image.words(Section::Shapes);
    let fits = |[path, query, _]: &[u32; 3]| {
        let path = image.piece(TextRef(*path));
        !path.is_empty()
            && url.path.as_bytes().starts_with(path)
            && url.query.contains(image.text(TextRef(*query)))
    };
    let found = (0..shapes.len()).step_by(3).map(|at| shapes.row(at)).find(fits);
    found.map(|[_, _, who]| Who(who)).unwrap_or_default()
}

/// Whose host a rule names, where it is one of those that are disguised as part of the page's own site.
pub(crate) fn by_rule(knowledge: &Knowledge, rule: RuleId) -> Option<CompanyId> {
    let runs = knowledge.image().words(Section::RuleCompanies);
    let holds = |run: &usize| (runs.get(3 * run)..runs.get(3 * run + 1)).contains(&rule.0);
    let run = (0..runs.len() / 3).find(holds)?;
    runs.get(3 * run + 2).checked_sub(1).map(CompanyId)
}

/// The function of a [`Who`].
pub(crate) fn function(who: Who) -> Option<Function> {
    Function::ALL.get((who.function() as usize).checked_sub(1)?).copied()
}

/// Hosts with a record, from the public suffix down: who, and the record's place.
fn records<'k>(image: &'k Image, hosts: &'k Hosts) -> impl Iterator<Item = (Who, usize)> + 'k {
    let words = image.words(Section::Records);
    hosts.values().iter().filter_map(move |value| match value {
        HostValue::Record(at) => Some((Who(words.get(*at as usize)), *at as usize)),
        HostValue::Rule { .. } => None,
    })
}

/// Whether a path row fits: a prefix of path and query, in which `*` stands for one path segment.
fn path_fits(row: &[u8], url: &Url<'_>) -> bool {
    let mut rest = url.tail().as_bytes();
    for (index, piece) in row.split(|byte| *byte == b'*').enumerate() {
        if index > 0 {
            let joint = |byte: &u8| matches!(byte, b'/' | b'?' | b'#' | b'&');
            rest = rest.get(rest.iter().position(joint).unwrap_or(rest.len())..).unwrap_or_default();
        }
        let Some(after) = rest.strip_prefix(piece) else { return false };
        rest = after;
    }
    true
}
