//! Keeps a branch apart in the wasm.

/// Calls a branch that is a function of its own in the wasm, too.
///
/// A browser compiles what a woken worker calls when it calls it, and always a whole function. Inlined into what chooses
/// among them, as optimisers do with what is called once, all branches are compiled where one is taken: 30 to 47 KB each
/// for a fact's step and a question's answer, 2 to 3 ms on two busy cores.
#[inline(never)]
pub(crate) fn apart<R>(branch: impl FnOnce() -> R) -> R {
    branch()
}
