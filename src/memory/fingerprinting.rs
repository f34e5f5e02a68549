//! Services that know a device by its traits (fonts, screen, clock …) rather than by a cookie.

use crate::site::host_is;

/// Host, service, source.
const TABLE: &str = include_str!("../../data/fingerprinting.tsv");

/// The service behind a host.
pub(super) fn service(host: &str) -> Option<&'static str> {
    rows().find(|(known, _)| host_is(host, known)).map(|(_, service)| service)
}

fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    TABLE.lines().filter(|line| !line.starts_with('#')).skip(1).filter_map(|line| {
        let mut cells = line.split('\t');
        Some((cells.next()?, cells.next()?))
    })
}

#[cfg(test)]
mod tests {
    use super::{TABLE, rows, service};

    #[test]
    fn the_table_is_whole() {
        assert!(rows().count() >= 10);
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            assert_eq!(line.split('\t').filter(|cell| !cell.is_empty()).count(), 3, "{line}");
        }
    }

    #[test]
    fn services_by_host() {
        for (host, expected) in [
            ("h.online-metrix.net", Some("ThreatMetrix")),
            ("eu.api.fpjs.io", Some("Fingerprint")),
            ("cdn.sift.com", Some("Sift")),
            ("sift.com", None),
            ("notfpjs.io", None),
            ("", None),
        ] {
            assert_eq!(service(host), expected, "{host}");
        }
    }
}
