//! Writes `dist/types/types.d.ts`: the types of everything that crosses to JavaScript, made of the
//! Rust ones, so that the edge cannot disagree with the core.

use std::collections::BTreeMap;
use std::fs;

use candor::command::{Command, Mark};
use candor::fact::What;
use candor::view::{Answer, Ask};
use ts_rs::{Config, TS, TypeVisitor};

/// Declarations by name, of a type and of all that it is made of.
struct Declarations<'c> {
    config: &'c Config,
    found: BTreeMap<String, String>,
}

impl TypeVisitor for Declarations<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        // Only types with a file of their own can be declared; texts and numbers have none.
        if T::output_path().is_none() || self.found.contains_key(&T::ident(self.config)) {
            return;
        }
        let declaration = format!("export {}\n", T::decl(self.config));
        self.found.insert(T::ident(self.config), declaration);
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

fn main() -> std::io::Result<()> {
    // Numbers cross as JavaScript's own: every one of ours stays below 2⁵³.
    let config = Config::new().with_large_int("number");
    let mut all = Declarations { config: &config, found: BTreeMap::new() };
    all.visit::<What>();
    all.visit::<Command>();
    all.visit::<Mark>();
    all.visit::<Ask>();
    all.visit::<Answer>();
    fs::create_dir_all("dist/types")?;
    let text: Vec<String> = all.found.into_values().collect();
    fs::write("dist/types/types.d.ts", format!("// Made by src/bin/typescript.rs.\n\n{}", text.join("\n")))
}
