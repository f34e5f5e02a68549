//! The wasm of popup, panel, welcome page and dashboard; which one it draws, `<body data-page>` says.

#[cfg(target_arch = "wasm32")]
fn main() {
    candor::pages::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
