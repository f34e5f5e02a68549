//! What was known when a fact log began, read from its first lines, of both versions.

use candor::incident::{FACTS_SCHEMA, FACTS_SCHEMA_1, Start};
use candor::memory::Brand;
use candor::stored;
use serde::Deserialize;

use crate::lines;

/// The first lines of a log, as far as they were read.
#[derive(Default)]
pub(crate) struct Beginning {
    start: Start,
    /// What comes now may be a brand that was known.
    begun: bool,
}

/// What a line of a beginning is told by: the first one by its schema, a brand by the version of its form.
#[derive(Deserialize)]
struct Marks {
    schema: Option<String>,
    v: Option<u32>,
}

impl Beginning {
    /// Takes a line where it belongs to a beginning; says `false` of any other.
    pub(crate) fn takes(&mut self, line: &str) -> Result<bool, String> {
        let Ok(Marks { schema, v }) = lines::json(line) else { return Ok(false) };
        match schema.as_deref() {
            Some(FACTS_SCHEMA | FACTS_SCHEMA_1) if !self.begun => {
                (self.start, self.begun) = (lines::json(line)?, true);
                Ok(true)
            }
            None if self.begun && v.is_some() => {
                let brand: Brand = stored::decode(line).map_err(|why| why.to_string())?;
                self.start.brands.insert(brand.site.clone(), brand);
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    /// All of it, once another line came.
    pub(crate) fn end(&mut self) -> Start {
        std::mem::take(self).start
    }
}

#[cfg(test)]
mod tests {
    use candor::incident::Versions;
    use candor::site::Site;

    use super::*;

    fn read(lines: &[String]) -> (Start, usize) {
        let mut beginning = Beginning::default();
        let taken = lines.iter().filter(|line| beginning.takes(line) == Ok(true)).count();
        (beginning.end(), taken)
    }

    #[test]
    fn both_versions_say_the_same() {
        let brand = |n: u8| {
            let site = Site(format!("brand-{n}.example"));
            (site.clone(), Brand { site, name: n.to_string(), ..Brand::default() })
        };
        let versions = Versions { candor: "1".into(), knowledge: "2".into(), browser: "3".into() };
        let first = |schema: &str| Start {
            schema: schema.to_owned(),
            versions: Some(versions.clone()),
            ..Start::default()
        };
        let line = |start: &Start| serde_json::to_string(start).expect("writes");
        let whole = Start { brands: (0..3).map(brand).collect(), ..first(FACTS_SCHEMA_1) };
        assert_eq!(read(&[line(&whole)]), (whole.clone(), 1));
        let brands = whole.brands.values().map(|brand| stored::encode(brand).expect("writes"));
        let fact = r#"{"seq":1,"time":1,"tz":0,"tab":null,"frame":0,"document":"","regime":{"mode":"show_me","rules":"","other_blocker":false},"what":{"type":"tick"}}"#;
        let lines: Vec<String> =
            std::iter::once(line(&first(FACTS_SCHEMA))).chain(brands).chain([fact.to_owned()]).collect();
        assert_eq!(read(&lines), (Start { schema: FACTS_SCHEMA.to_owned(), ..whole }, 4));
        assert_eq!(read(&[fact.to_owned()]), (Start::default(), 0), "a log may begin with nothing");
    }
}
