//! The wasm of the lists' updates: loaded where newer lists were asked for, and gone with what it held.
//!
//! Its caller is extension/lists.js. Nothing but integers crosses, so it needs no glue: what is given is
//! written into memory that [`give`] names, what comes of it is read from where [`place`] says.
#![cfg_attr(target_arch = "wasm32", expect(unreachable_pub, reason = "JavaScript reaches them"))]

#[cfg(target_arch = "wasm32")]
mod exports {
    use std::cell::RefCell;

    use candor::fresh::Trouble;
    use candor::knowledge::compile::pace::Slices;
    use candor::knowledge::update::{Given, Update, update};
    use wasm_bindgen::prelude::*;

    #[derive(Default)]
    struct State {
        given: Vec<Vec<u8>>,
        work: Option<Slices<Result<Update, Trouble>>>,
        /// What is told (or why not), the pack, the change of the browser's rules.
        made: [Vec<u8>; 3],
    }

    thread_local! {
        static STATE: RefCell<State> = RefCell::default();
    }

    /// Makes room for so many bytes of what comes next: the pack, its base, the static rules, then each list.
    /// Says where they are to be written.
    #[wasm_bindgen]
    pub fn give(bytes: u32) -> u32 {
        STATE.with_borrow_mut(|state| {
            state.given.push(vec![0; bytes as usize]);
            state.given.last().map_or(0, |room| room.as_ptr() as u32)
        })
    }

    /// Begins with all that was given.
    #[wasm_bindgen]
    pub fn begin() {
        STATE.with_borrow_mut(|state| {
            let mut given = std::mem::take(&mut state.given).into_iter();
            let mut next = || given.next().unwrap_or_default();
            let (pack, base, strict) = (next(), next(), next());
            let given = Given { pack, base, strict, texts: given.collect() };
            state.work = Some(Slices::new(|pace| update(given, pace)));
        });
    }

    /// Runs about so many steps: 0 where it goes on, 1 where an update was made, 2 where it was refused.
    #[wasm_bindgen]
    pub fn run(steps: u32) -> u32 {
        STATE.with_borrow_mut(|state| {
            let Some(end) = state.work.as_mut().and_then(|work| work.run(steps)) else { return 0 };
            state.work = None;
            match end {
                Ok(Update { pack, change, told }) => {
                    let json = |text: serde_json::Result<Vec<u8>>| text.unwrap_or_default();
                    state.made = [json(serde_json::to_vec(&told)), pack, json(serde_json::to_vec(&change))];
                    1
                }
                Err(trouble) => {
                    state.made[0] = serde_json::to_vec(&trouble).unwrap_or_default();
                    2
                }
            }
        })
    }

    /// Where a part of what was made lies: 0 what is told, 1 the pack, 2 the change of the browser's rules.
    #[wasm_bindgen]
    pub fn place(part: u32) -> u32 {
        STATE.with_borrow(|state| state.made.get(part as usize).map_or(0, |made| made.as_ptr() as u32))
    }

    /// How many bytes it has.
    #[wasm_bindgen]
    pub fn length(part: u32) -> u32 {
        STATE.with_borrow(|state| state.made.get(part as usize).map_or(0, |made| made.len() as u32))
    }
}

fn main() {}
