//! Worlds: months of a synthetic person's browsing as facts, with the truth of each ad beside them.
//!
//! Native only, and written apart from the model that explains: nothing here reads its weights, and
//! nothing there knows of this. What a world shows is how the explainer does under the world's own
//! assumptions, which its file states; it is no measurement of the live web.

mod campaigns;
mod cast;
mod chance;
mod days;
mod history;
mod life;
mod log;
mod parameters;
mod shopping;
mod systems;

pub use log::Line;
pub use parameters::World;

/// Plays one person's life in a world; the same seed gives the same life.
#[must_use]
pub fn play(world: &World, seed: u64) -> Vec<Line> {
    life::Life::new(world, seed).live()
}
