//! What lies on the disk after many brands were met, for the measurements in the browser: a line
//! `[site, brand, gist]` for each, brand and gist as the worker writes them. `state BRANDS PIECES NOW`.

use std::error::Error;
use std::io::{BufWriter, Write};

use candor::gist::Gist;
use candor::id::Millis;
use candor::stored::encode;

#[path = "../benches/brands/mod.rs"]
mod brands;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<i64> = std::env::args().skip(1).map(|text| text.parse()).collect::<Result<_, _>>()?;
    let [count, pieces, now] = arguments[..] else { return Err("usage: state BRANDS PIECES NOW".into()) };
    let mut out = BufWriter::new(std::io::stdout());
    for at in 0..usize::try_from(count)? {
        let brand = brands::brand(usize::try_from(pieces)?, at, Millis(now));
        let gist = Gist::of(&brand).ok_or("a brand of which something is remembered")?;
        let line = (&brand.site, encode(&brand)?, encode(&gist)?);
        writeln!(out, "{}", serde_json::to_string(&line)?)?;
    }
    Ok(out.flush()?)
}
