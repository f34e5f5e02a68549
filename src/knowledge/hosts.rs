//! What the table of hosts says of a host and those above it, looked up once for all that ask.

use super::format::{HostValue, Section};
use super::{Image, Labels, MAX_LABELS};

/// The values found, from the public suffix down.
pub(crate) struct Hosts {
    values: [HostValue; MAX_LABELS],
    count: usize,
}

impl Hosts {
    /// Looks up a host.
    pub(crate) fn of(image: &Image, host: &Labels) -> Self {
        let table = image.words(Section::Hosts);
        let mut hosts = Self { values: [HostValue::Record(0); MAX_LABELS], count: 0 };
        for value in host.hashes().iter().filter_map(|hash| table.find(*hash)) {
            if let Some(place) = hosts.values.get_mut(hosts.count) {
                *place = HostValue::unpack(value);
                hosts.count += 1;
            }
        }
        hosts
    }

    /// From the public suffix down.
    pub(crate) fn values(&self) -> &[HostValue] {
        self.values.get(..self.count).unwrap_or_default()
    }
}
