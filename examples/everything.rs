//! All that a person can say at once: `everything NOW` prints `{said, count, rules}`: the words, how many rules they make,
//! and those rules with the ones that records earn, for the walk in Firefox, whose limit is the narrow one.

use std::error::Error;

use candor::fact::What;
use candor::id::Millis;
use candor::knowledge::Knowledge;
use candor::memory::Settings;
use candor::policy;

#[allow(dead_code, reason = "shared with a test, which uses more of it")]
#[path = "../tests/limits/everything.rs"]
mod everything;

fn main() -> Result<(), Box<dyn Error>> {
    let now = Millis(std::env::args().nth(1).ok_or("usage: everything NOW")?.parse()?);
    let knowledge = Knowledge::open(std::fs::read("dist/knowledge/pack.bin")?)?;
    let said = everything::everything(&knowledge, now);
    let mut settings = Settings::default();
    for what in &said {
        policy::apply(&mut settings, what, now);
    }
    let count = policy::rules(&settings, &knowledge, now).dynamic.len();
    everything::earned(&mut settings);
    let rules = policy::rules(&settings, &knowledge, now).dynamic;
    let said = What::Together { said };
    println!("{}", serde_json::json!({ "said": said, "count": count, "rules": rules }));
    Ok(())
}
