//! Who is behind an address and what for: the deepest host that says so, then the longest path row.

use super::RuleId;
use crate::knowledge::format::{HostValue, Section, TextRef, Who};
use crate::knowledge::{CompanyId, Function, Knowledge, Labels};
use crate::site::Url;

/// Who is behind a host as a whole.
pub(crate) fn who(knowledge: &Knowledge, host: &Labels) -> Who {
    let mut who = Who::default();
    for_each(knowledge, host, |found, _| who = found.or(who));
    who
}

/// Who is behind an address: hosts, then the rows for its path.
pub(super) fn at(knowledge: &Knowledge, host: &Labels, url: &Url<'_>) -> Who {
    let image = knowledge.image();
    let records = image.words(Section::Records);
    let (mut who, mut by_path) = (Who::default(), Who::default());
    for_each(knowledge, host, |found, record| {
        who = found.or(who);
        let rows = records.get(record + 1) as usize & 0xffff;
        // Rows lie longest first, so the first that fits is the nearest.
        let fits = |row: &usize| path_fits(image.text(TextRef(records.get(*row))), url);
        if let Some(row) = (0..rows).map(|row| record + 2 + 2 * row).find(fits) {
            by_path = Who(records.get(row + 1)).or(by_path);
        }
    });
    let known = by_path.or(who);
    // A name of the site's own may stand for a measurement company's machine.
    let own = known.company() == 0 || function(known) == Some(Function::Essential);
    if own { by_shape(knowledge, url).or(known) } else { known }
}

/// Measurement on a host that is nobody's or a site's own, by the shape of its address.
fn by_shape(knowledge: &Knowledge, url: &Url<'_>) -> Who {
    let image = knowledge.image();
    let shapes = image.words(Section::Shapes);
    let text = |at| image.text(TextRef(shapes.get(at)));
    let fits = |at: &usize| {
        !text(*at).is_empty() && url.path.starts_with(text(*at)) && url.query.contains(text(at + 1))
    };
    (0..shapes.len()).step_by(3).find(fits).map(|at| Who(shapes.get(at + 2))).unwrap_or_default()
}

/// Whose host a rule names, where it is one of those that are disguised as part of the page's own site.
pub(super) fn by_rule(knowledge: &Knowledge, rule: RuleId) -> Option<CompanyId> {
    let runs = knowledge.image().words(Section::RuleCompanies);
    let holds = |run: &usize| (runs.get(3 * run)..runs.get(3 * run + 1)).contains(&rule.0);
    let run = (0..runs.len() / 3).find(holds)?;
    runs.get(3 * run + 2).checked_sub(1).map(CompanyId)
}

/// The function of a [`Who`].
pub(super) fn function(who: Who) -> Option<Function> {
    Function::ALL.get((who.function() as usize).checked_sub(1)?).copied()
}

/// Hosts with a record, from the public suffix down.
fn for_each(knowledge: &Knowledge, host: &Labels, mut each: impl FnMut(Who, usize)) {
    let image = knowledge.image();
    let (hosts, records) = (image.words(Section::Hosts), image.words(Section::Records));
    for hash in host.hashes() {
        if let Some(HostValue::Record(at)) = hosts.find(*hash).map(HostValue::unpack) {
            each(Who(records.get(at as usize)), at as usize);
        }
    }
}

/// Whether a path row fits: a prefix of path and query, in which `*` stands for one path segment.
fn path_fits(row: &str, url: &Url<'_>) -> bool {
    let Some(path) = url.text.find("://").and_then(|at| {
        let rest = url.text.get(at + 3..)?;
        rest.get(rest.find(['/', '?', '#'])?..)
    }) else {
        return false;
    };
    let mut rest = path;
    for (index, piece) in row.split('*').enumerate() {
        if index > 0 {
            let end = rest.find(['/', '?', '#', '&']).unwrap_or(rest.len());
            rest = rest.get(end..).unwrap_or_default();
        }
        let Some(after) = rest.strip_prefix(piece) else { return false };
        rest = after;
    }
    true
}
