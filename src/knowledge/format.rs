//! The pack's format: one flat image of little-endian `u32` words, used as it lies.
//!
//! ```text
//! word 0       MAGIC            word 2..4   checksum of all that follows it (64 bits)
//! word 1       VERSION          word 4..    for each Section: offset and length, in words
//! ```
//!
//! | section | what lies there |
//! |---|---|
//! | `Meta` | text of the version |
//! | `Hosts` | table of hosts: `(fingerprint, value)`; see [`HostValue`] |
//! | `Records` | hosts that need more than one word; see [`record`] |
//! | `Suffixes` | table of public suffixes: a fingerprint whose low bits say what kind |
//! | `Options` | one row per distinct set of rule options: mask, source domains, target domains |
//! | `Domains` | lists of domains: how many wanted and how many not (upper half), then their fingerprints, each part sorted |
//! | `Blocks`, `Exceptions` | table of what files patterns: `(fingerprint, first pattern << 10 | count)` |
//! | `BlockBits`, `ExceptionBits` | one bit for each gram of those; see [`super::hash::Hash::bit`] |
//! | `Patterns` | six words each, those filed together side by side; see [`pattern`] |
//! | `Companies` | five words each; see [`company`] |
//! | `CompanyHosts` | [`TextRef`]s of the hosts of each company, side by side |
//! | `RuleCompanies` | runs of rules that name one company's hosts: first rule, one past the last, company |
//! | `Shapes` | measurement on a site's own host: beginning of the path, piece of the query, [`Who`] |
//! | `OwnBrands`, `Brands` | tables of sites: `(fingerprint, name)`; the first is Candor's own |
//! | `Merges` | table of sites: `(fingerprint, the site of the brand it belongs to)` |
//! | `MergedSites` | [`TextRef`]s in pairs: a brand's site, and one merged into it |
//! | `FollowingHosts`, `FollowingPaths` | [`TextRef`]s for rules; see [`super::Knowledge::following_hosts`] |
//! | `Vendors` | companies in IAB Europe's list of vendors; see [`vendor`] |
//! | `Origins` | names of the sources |
//! | `Programs` | tables of regular expressions; see [`program`] |
//! | `Text` | the characters of all of the above, UTF-8, padded |
//!
//! Tables are open addressing with linear probing from the slot that the hash's upper bits
//! choose; an empty slot is zero. Hosts, suffixes, brands and domains share one hash (see [`super::hash`]), taken from the
//! right, so that one walk over a host's labels probes them all.

/// `CNDR`.
pub const MAGIC: u32 = u32::from_le_bytes(*b"CNDR");

/// The layout's number: a hash of the sources that lay it out, so that it cannot be forgotten.
///
/// A pack is made together with its reader, so a number that changes too often costs nothing; one
/// that stayed the same once let a reader open another layout's pack and find empty names.
pub const VERSION: u32 = layout(&[
    include_bytes!("format.rs"),
    include_bytes!("hash.rs"),
    // The orders of functions, jobs and request types.
    include_bytes!("mod.rs"),
    include_bytes!("../classify/mod.rs"),
    include_bytes!("../fact/request.rs"),
]);

/// The number of a layout that `sources` say.
pub(super) const fn layout(sources: &[&[u8]]) -> u32 {
    let (mut hash, mut source) = (0x811c_9dc5_u32, 0);
    while source < sources.len() {
        let mut at = 0;
        while at < sources[source].len() {
            hash = (hash ^ sources[source][at] as u32).wrapping_mul(0x0100_0193);
            at += 1;
        }
        source += 1;
    }
    hash
}

/// Words before the first section.
pub const HEADER: usize = 4 + 2 * Section::ALL.len();

/// Slots that a lookup may visit; the compiler grows a table until this holds.
pub const MAX_PROBES: usize = 256;

/// Characters that file a pattern.
pub const GRAM: usize = 4;

/// Words of a filter: 32 KB, which lie in a processor's nearest memory; the lists' grams set one bit in seventy.
pub const FILTER_WORDS: usize = 1 << 13;

macro_rules! sections {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {
        /// A part of the pack, in the order of the header.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Section { $($(#[$doc])* $name),* }

        impl Section {
            /// All of them, in order.
            pub const ALL: [Self; [$(stringify!($name)),*].len()] = [$(Self::$name),*];
            /// Its name, for messages.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => stringify!($name)),* }
            }
        }
    };
}

sections! {
    /// Version and counts.
    Meta,
    /// Hosts.
    Hosts,
    /// What does not fit a host's word.
    Records,
    /// Public suffixes.
    Suffixes,
    /// Sets of rule options.
    Options,
    /// Lists of domains.
    Domains,
    /// What files blocking patterns.
    Blocks,
    /// A filter of those.
    BlockBits,
    /// What files excepting patterns.
    Exceptions,
    /// A filter of those.
    ExceptionBits,
    /// Patterns.
    Patterns,
    /// Companies.
    Companies,
    /// Hosts of companies.
    CompanyHosts,
    /// Companies whose disguised hosts rules name.
    RuleCompanies,
    /// Addresses known by their shape.
    Shapes,
    /// Names of brands, from Candor's own table.
    OwnBrands,
    /// Names of brands, from name-suggestion-index.
    Brands,
    /// Sites that belong to another site's brand.
    Merges,
    /// The same in pairs, by brand.
    MergedSites,
    /// Hosts that follow people.
    FollowingHosts,
    /// Addresses that follow people on other hosts.
    FollowingPaths,
    /// Companies in IAB Europe's list of vendors.
    Vendors,
    /// Names of sources.
    Origins,
    /// Regular expressions.
    Programs,
    /// Characters.
    Text,
}

/// A piece of the text section: byte offset in the upper 24 bits, length in the lower 8.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TextRef(pub u32);

impl TextRef {
    /// Where it begins and how long it is.
    #[must_use]
    pub const fn parts(self) -> (usize, usize) {
        ((self.0 >> 8) as usize, (self.0 & 0xff) as usize)
    }
}

/// The value of a host: one rule in one word, or the place of its record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HostValue {
    /// The rule `||host^` with these options, and nothing else is known of the host.
    Rule {
        /// Row of `Options`.
        options: u32,
        /// The rule.
        rule: u32,
    },
    /// Place in `Records`, in words.
    Record(u32),
}

impl HostValue {
    /// Rows of `Options` that fit beside a rule id; further ones go through a record.
    pub const DIRECT_OPTIONS: u32 = 1 << 11;
    /// Rules that a pack can hold.
    pub const MAX_RULES: u32 = 1 << 20;

    /// As a word.
    #[must_use]
    pub const fn pack(self) -> u32 {
        match self {
            Self::Rule { options, rule } => (options << 20) | rule,
            Self::Record(at) => 1 << 31 | at,
        }
    }

    /// From a word.
    #[must_use]
    pub const fn unpack(word: u32) -> Self {
        if word >> 31 == 1 {
            Self::Record(word & (u32::MAX >> 1))
        } else {
            Self::Rule { options: word >> 20, rule: word & (Self::MAX_RULES - 1) }
        }
    }
}

/// What is known of a host: [`Who`], counts of path rows and of rule rows (upper half), where the patterns
/// lie that begin with the whole host, blocking and excepting (`first << 10 | count`, or zero), then
/// the rows, two words each.
pub mod record {
    /// Counts of rows.
    pub const COUNTS: usize = 1;
    /// Blocking patterns.
    pub const BLOCKS: usize = 2;
    /// Excepting patterns.
    pub const EXCEPTIONS: usize = 3;
    /// The first row.
    pub const ROWS: usize = 4;
}

/// Who is behind a host or path and what for, in one word; zero parts are unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Who(pub u32);

impl Who {
    /// Puts it together; each part is its number plus one, or zero.
    #[must_use]
    pub const fn new(company: u32, function: u32, job: u32) -> Self {
        Self(company | function << 16 | job << 24)
    }
    /// The company's place plus one.
    #[must_use]
    pub const fn company(self) -> u32 {
        self.0 & 0xffff
    }
    /// The function's place in [`super::Function::ALL`] plus one.
    #[must_use]
    pub const fn function(self) -> u32 {
        self.0 >> 16 & 0xff
    }
    /// The job's place in [`crate::classify::Job::ALL`] plus one.
    #[must_use]
    pub const fn job(self) -> u32 {
        self.0 >> 24
    }
    /// What `self` leaves open, filled from `other`.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        const fn part(a: u32, b: u32, mask: u32) -> u32 {
            if a & mask == 0 { b & mask } else { a & mask }
        }
        let (a, b) = (self.0, other.0);
        Self(part(a, b, 0xffff) | part(a, b, 0xff_0000) | part(a, b, 0xff00_0000))
    }
}

/// Kinds of public suffix entries: the low bits of a slot.
pub mod suffix {
    /// Bits that the kinds take.
    pub const BITS: u32 = 3;
    /// The name itself is a public suffix.
    pub const RULE: u32 = 1;
    /// Every name right below it is one (`*.ck`).
    pub const WILDCARD: u32 = 2;
    /// It is no suffix although its parent has a wildcard (`!www.ck`).
    pub const EXCEPTION: u32 = 4;
}

/// A row of `Options`: three words.
pub mod options {
    /// Words in a row.
    pub const WORDS: usize = 3;
    /// The request types, one bit for each [`crate::fact::RequestKind`] in order.
    pub const TYPES: u32 = 0x1fff;
    /// Only first-party requests.
    pub const FIRST_PARTY: u32 = 1 << 16;
    /// Only third-party requests.
    pub const THIRD_PARTY: u32 = 1 << 17;
    /// Exceptions do not undo it.
    pub const IMPORTANT: u32 = 1 << 18;
    /// It is an exception.
    pub const EXCEPTION: u32 = 1 << 19;
    /// Only some methods: one bit for each of [`METHODS`], from here on.
    pub const METHOD_SHIFT: u32 = 20;
    /// The methods that rules name.
    pub const METHODS: [&str; 8] = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "CONNECT"];
}

/// A pattern: six words.
///
/// `rule`, `options`, `text` offset in bytes (or place in `Programs`), `length << 16 | distance << 8 |
/// gram offset`, and four bytes with their mask that stand at that distance (signed) from the four
/// that file it, its gram: the rarest near it, so that most candidates fall at one comparison. A pattern
/// that no gram files has no mask; its four bytes stand somewhere in an address that it matches. For an
/// expression that begins where the address does, there stands instead the state after [`pattern::SCHEME`].
pub mod pattern {
    /// Words in a row.
    pub const WORDS: usize = 6;
    /// Bits of the options word that say which row of `Options`.
    pub const OPTIONS: u32 = 0xf_ffff;
    /// Begins at a label of the host (`||`).
    pub const HOST: u32 = 1 << 20;
    /// Begins at the address's beginning (`|`).
    pub const START: u32 = 1 << 21;
    /// Ends at the address's end (`|`).
    pub const END: u32 = 1 << 22;
    /// Capital letters differ from small ones.
    pub const CASE: u32 = 1 << 23;
    /// Has `*` inside.
    pub const WILD: u32 = 1 << 24;
    /// What nearly every address begins with.
    pub const SCHEME: &[u8] = b"https://";
    /// Is a regular expression.
    pub const REGEX: u32 = 1 << 25;
}

/// A regular expression: states side by side, each a head and its ranges of bytes.
///
/// The head counts the ranges and says the next state for bytes in none of them; a range is
/// `first byte | last byte << 8 | next state << 16`. A state is the place of its head, counted from
/// the beginning of the expression.
pub mod program {
    /// Bits of the head that count its ranges.
    pub const COUNT: u32 = 0x1ff;
    /// Whoever comes here has a match, whatever follows.
    pub const HERE: u32 = 1 << 15;
    /// Whoever is here at the end of the address has a match.
    pub const AT_END: u32 = 1 << 14;
    /// Only the one byte of its one range leads away from here.
    pub const WAITS: u32 = 1 << 13;
    /// Where head and range say the next state.
    pub const NEXT_SHIFT: u32 = 16;
    /// The next state from which nothing matches any more.
    pub const NOWHERE: u32 = 0xffff;
}

/// A company: five words.
///
/// `name`, `parent` plus one, `origin`, first of its rows in `CompanyHosts`, their count.
pub mod company {
    /// Words in a row.
    pub const WORDS: usize = 5;
}

/// A company in IAB Europe's list of vendors: four words.
///
/// `number`, `name`, purposes by consent and (upper half) by legitimate interest, days or zero.
pub mod vendor {
    /// Words in a row.
    pub const WORDS: usize = 4;
}
