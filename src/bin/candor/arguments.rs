//! What follows a subcommand's name: options, flags, files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use candor::knowledge::Knowledge;

use crate::Stop;

/// The arguments of one call.
#[derive(Debug, Default)]
pub(crate) struct Arguments {
    /// Files in order; `-` is standard input.
    pub(crate) files: Vec<String>,
    values: BTreeMap<String, String>,
}

impl Arguments {
    /// Sorts arguments into options with a value, flags, and files.
    pub(crate) fn parse(
        given: impl Iterator<Item = String>,
        options: &[&str],
        flags: &[&str],
    ) -> Result<Self, Stop> {
        let mut arguments = Self::default();
        let mut given = given;
        while let Some(arg) = given.next() {
            if arg == "--" {
                arguments.files.extend(given);
                break;
            }
            if !arg.starts_with("--") {
                arguments.files.push(arg);
                continue;
            }
            let (name, inline) = match arg.split_once('=') {
                Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
                None => (arg, None),
            };
            let value = if options.contains(&name.as_str()) {
                let value = inline.or_else(|| given.next());
                value.ok_or_else(|| Stop::Usage(format!("{name} wants a value")))?
            } else if (flags.contains(&name.as_str()) || name == "--help") && inline.is_none() {
                String::new()
            } else {
                return Err(Stop::Usage(format!("there is no option {name}")));
            };
            arguments.values.insert(name, value);
        }
        Ok(arguments)
    }

    /// The value of an option.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }

    /// Whether a flag was given.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.values.contains_key(name)
    }

    /// Opens the knowledge pack: `--knowledge`, else `CANDOR_KNOWLEDGE`, else where `build.sh` puts it.
    pub(crate) fn knowledge(&self) -> Result<Knowledge, Stop> {
        let path = self.pack()?;
        Knowledge::open(read(&path)?).map_err(|why| Stop::Failed(format!("{}: {why}", path.display())))
    }

    /// The texts of the pack's rules: `rules.bin` beside it.
    pub(crate) fn rules(&self) -> Result<Vec<u8>, Stop> {
        read(&self.pack()?.with_file_name("rules.bin"))
    }

    fn pack(&self) -> Result<PathBuf, Stop> {
        let named = self.value("--knowledge").map(PathBuf::from);
        let named = named.or_else(|| std::env::var_os("CANDOR_KNOWLEDGE").map(PathBuf::from));
        match named {
            Some(path) => Ok(path),
            None => ["", env!("CARGO_MANIFEST_DIR")]
                .iter()
                .map(|root| PathBuf::from(root).join("dist/knowledge/pack.bin"))
                .find(|path| path.is_file())
                .ok_or_else(|| {
                    Stop::Failed(
                        "there is no dist/knowledge/pack.bin: run ./build.sh first, or name a pack with \
                         --knowledge FILE"
                            .to_owned(),
                    )
                }),
        }
    }
}

fn read(path: &Path) -> Result<Vec<u8>, Stop> {
    std::fs::read(path).map_err(|why| Stop::Failed(format!("{}: {why}", path.display())))
}
