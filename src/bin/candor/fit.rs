//! `candor fit`: the weights of the model, fitted to worlds whose truth is known.

use candor::explain::weights::{Weight, Weights};
use candor::incident::Start;
use candor::score::{Judged, Observer, fit};
use candor::world::play;

use crate::arguments::Arguments;
use crate::evaluate::seeds;
use crate::lines::Output;
use crate::simulate::{text, world};
use crate::{Stop, Subcommand};

pub(crate) const FIT: Subcommand = Subcommand {
    name: "fit",
    usage: "[--knowledge PACK] [--seeds FROM..TO] [WORLD.toml…]",
    about: "fits the weights of src/explain/weights.rs to worlds, on seeds that no test shares: {weight, start, value}",
    options: &["--knowledge", "--seeds"],
    flags: &[],
    run,
};

#[derive(serde::Serialize)]
struct Row {
    weight: &'static str,
    start: f64,
    value: f64,
}

fn run(arguments: &Arguments) -> Result<usize, Stop> {
    let knowledge = arguments.knowledge()?;
    let seeds = seeds(arguments.value("--seeds").unwrap_or("0..20"))?;
    let files = arguments.files.iter().map(|file| text(file)).collect::<Result<Vec<_>, _>>()?;
    let texts = if files.is_empty() { vec![String::new()] } else { files };
    let mut judged: Vec<Judged> = Vec::new();
    for text in texts {
        let world = world(&text)?;
        for seed in seeds.clone() {
            let mut observer = Observer::new(&knowledge, Start::default()).noting_votes();
            for line in play(&world, seed) {
                line.truth.into_iter().for_each(|truth| observer.truth(truth));
                observer.fact(line.fact);
            }
            judged.extend(observer.end().judged);
        }
    }
    let found = fit(&judged, &Weights::START);
    let mut output = Output::new();
    for weight in Weight::ALL.iter().filter(|weight| weight.is_fitted()) {
        let value = (found.weights.of(*weight) * 100.0).round() / 100.0;
        output.row(&Row { weight: weight.name(), start: Weights::START.of(*weight), value })?;
    }
    eprintln!("{} ads, mean loss {:.4} before, {:.4} after", judged.len(), found.loss.0, found.loss.1);
    output.finish()?;
    Ok(0)
}
