//! The classifier's wasm: only the pack and what reads it, for programs that classify and nothing else.
//!
//! Its caller is classifier.js beside it. Nothing but integers crosses: texts are written into memory
//! that belongs to this module, because a `&str` through wasm-bindgen costs more
//! than the classification (1.7 µs against 0.4 for `encodeInto` in Chromium). Nothing is allocated
//! after `open`, so that the caller's views of the memory stay good.
#![cfg_attr(target_arch = "wasm32", expect(unreachable_pub, reason = "JavaScript reaches them"))]

#[cfg(target_arch = "wasm32")]
mod exports {
    use std::cell::RefCell;

    use candor::classify::{Page, Request, classify_on};
    use candor::fact::RequestKind;
    use candor::knowledge::format::options::METHODS;
    use candor::knowledge::{CompanyId, Knowledge, PackError};
    use wasm_bindgen::prelude::*;

    /// Bytes of an address that are looked at; what is longer is cut by the caller.
    const CAPACITY: usize = 1 << 16;

    /// Stands for a company, function or rule that is not known.
    const NONE: u32 = u32::MAX;

    /// What is kept between calls.
    #[derive(Default)]
    struct State {
        input: Vec<u8>,
        lowered: Vec<u8>,
        answer: [u32; 6],
        pack: Vec<u32>,
        knowledge: Option<Knowledge>,
        page: Page,
    }

    thread_local! {
        static STATE: RefCell<State> = RefCell::default();
    }

    fn with<T>(run: impl FnOnce(&mut State) -> T) -> T {
        STATE.with_borrow_mut(run)
    }

    /// Makes room for the input and for a pack of `bytes`; says where the pack is to be written.
    #[wasm_bindgen]
    pub fn reserve(bytes: u32) -> u32 {
        with(|state| {
            state.input = vec![0; CAPACITY];
            state.lowered = Vec::with_capacity(CAPACITY);
            state.pack = vec![0; (bytes as usize).div_ceil(4)];
            state.pack.as_ptr() as u32
        })
    }

    /// Where addresses are to be written, in UTF-8.
    #[wasm_bindgen]
    pub fn input() -> u32 {
        with(|state| state.input.as_ptr() as u32)
    }

    /// Where answers are to be read, in words.
    #[wasm_bindgen]
    pub fn answer() -> u32 {
        with(|state| state.answer.as_ptr() as u32)
    }

    /// Opens the pack that was written: 0, else why not: 1 not a pack, 2 another version, 3 broken.
    #[wasm_bindgen]
    pub fn open() -> u32 {
        with(|state| match Knowledge::open_words(std::mem::take(&mut state.pack)) {
            Ok(knowledge) => {
                state.knowledge = Some(knowledge);
                0
            }
            Err(PackError::NotAPack) => 1,
            Err(PackError::Version { .. }) => 2,
            Err(PackError::Broken(_)) => 3,
        })
    }

    /// From here on requests are of the page whose address was written.
    #[wasm_bindgen]
    pub fn page(length: u32) {
        with(|state| {
            let State { input, knowledge: Some(knowledge), page, .. } = state else { return };
            *page = Page::of(knowledge, text(input, length));
        });
    }

    /// Classifies the request whose address was written, by place of its kind and method.
    ///
    /// Answers party (1 bit), action (2), job (3), function (5) and company (16), the last two plus
    /// one and zero where unknown; the rule is the first word at `answer`.
    #[wasm_bindgen]
    pub fn classify(length: u32, kind: u32, method: u32) -> u32 {
        with(|state| {
            let State { input, lowered, answer, knowledge: Some(knowledge), page, .. } = state else {
                return 0;
            };
            let verdict = classify_on(
                knowledge,
                page,
                &Request {
                    url: text(input, length),
                    source: "",
                    kind: RequestKind::ALL.get(kind as usize).copied().unwrap_or_default(),
                    method: METHODS.get(method as usize).copied().unwrap_or_default(),
                },
                lowered,
            );
            answer[0] = verdict.rule.map_or(NONE, |rule| rule.0);
            verdict.party as u32
                | (verdict.action as u32) << 1
                | (verdict.job as u32) << 3
                | verdict.function.map_or(0, |function| function as u32 + 1) << 6
                | verdict.company.map_or(0, |company| company.0 + 1) << 11
        })
    }

    /// Says where the texts of a company lie: at `answer`, address and length of its name, its
    /// owner's, its source's; zero where there is none.
    #[wasm_bindgen]
    pub fn company(id: u32) {
        with(|state| {
            state.answer = [0; 6];
            let Some(company) = state.knowledge.as_ref().and_then(|known| known.company(CompanyId(id)))
            else {
                return;
            };
            let texts = [Some(company.name), company.parent, Some(company.origin)];
            for (place, text) in state.answer.chunks_exact_mut(2).zip(texts) {
                let text = text.unwrap_or_default();
                place.copy_from_slice(&[text.as_ptr() as u32, text.len() as u32]);
            }
        });
    }

    /// The input as text; the caller writes nothing but UTF-8.
    fn text(input: &[u8], length: u32) -> &str {
        input.get(..length as usize).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

fn main() {}
