//! Crate `adblock` as wasm: the caller writes texts into one buffer, as with Candor's classifier.

use std::cell::RefCell;

use adblock::Engine;
use adblock::lists::{FilterSet, ParseOptions};
use adblock::request::Request;

#[derive(Default)]
struct State {
    buffer: Vec<u8>,
    engine: Engine,
}

thread_local! {
    static STATE: RefCell<State> = RefCell::default();
}

fn with<T>(run: impl FnOnce(&mut State) -> T) -> T {
    STATE.with_borrow_mut(run)
}

/// Makes a buffer of `bytes`; says where it lies.
#[unsafe(no_mangle)]
pub extern "C" fn reserve(bytes: u32) -> u32 {
    with(|state| {
        state.buffer = vec![0; bytes as usize];
        state.buffer.as_ptr() as u32
    })
}

/// Reads the buffer as rules and puts the serialised engine in its place; says how long that is.
#[unsafe(no_mangle)]
pub extern "C" fn compile() -> u32 {
    with(|state| {
        let mut set = FilterSet::new(false);
        set.add_filter_list(String::from_utf8_lossy(&state.buffer).into_owned(), ParseOptions::default());
        state.buffer = Engine::new_with_filter_set(set).serialize().to_vec();
        state.buffer.len() as u32
    })
}

/// Where the buffer lies now.
#[unsafe(no_mangle)]
pub extern "C" fn buffer() -> u32 {
    with(|state| state.buffer.as_ptr() as u32)
}

/// Reads the buffer as a serialised engine.
#[unsafe(no_mangle)]
pub extern "C" fn open() -> u32 {
    with(|state| u32::from(state.engine.deserialize(&state.buffer).is_err()))
}

/// Decides on the request whose address, page and type lie in the buffer one after the other.
#[unsafe(no_mangle)]
pub extern "C" fn check(url: u32, source: u32, kind: u32) -> u32 {
    with(|state| {
        let text = |from: u32, length: u32| {
            state.buffer.get(from as usize..(from + length) as usize).and_then(|bytes| std::str::from_utf8(bytes).ok())
        };
        let (Some(to), Some(from), Some(kind)) =
            (text(0, url), text(url, source), text(url + source, kind))
        else {
            return 2;
        };
        let Ok(request) = Request::new(to, from, kind, "GET") else { return 2 };
        u32::from(state.engine.check_network_request(&request).should_block())
    })
}
