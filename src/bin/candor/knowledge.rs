//! Where the command line finds the knowledge pack.

use std::path::{Path, PathBuf};

use candor::knowledge::Knowledge;

use crate::Stop;
use crate::arguments::Arguments;

/// Opens the pack named by `--knowledge`, else by `CANDOR_KNOWLEDGE`, else the one that the build left.
pub(crate) fn open(arguments: &Arguments) -> Result<Knowledge, Stop> {
    let path = path(arguments);
    let bytes = std::fs::read(&path).map_err(|why| {
        Stop::Failed(format!(
            "no knowledge pack ({why}); run ./build.sh first, or name one with --knowledge: {}",
            path.display()
        ))
    })?;
    Knowledge::open(bytes).map_err(|why| Stop::Failed(format!("{why}: {}", path.display())))
}

/// Where the pack lies; the rules' texts (`rules.bin`) lie beside it.
pub(crate) fn path(arguments: &Arguments) -> PathBuf {
    let named = arguments.value("--knowledge").map(PathBuf::from);
    let set = || std::env::var_os("CANDOR_KNOWLEDGE").map(PathBuf::from);
    let built = || {
        let here = PathBuf::from(BUILT);
        if here.exists() { here } else { Path::new(env!("CARGO_MANIFEST_DIR")).join(BUILT) }
    };
    named.or_else(set).unwrap_or_else(built)
}

const BUILT: &str = "dist/knowledge/pack.bin";
