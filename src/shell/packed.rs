//! Texts packed for the disk by the browser's own deflate (RFC 1950), which costs the wasm nothing.
//!
//! A brand of a hundred pieces of evidence is 46 KB as text and 4 KB packed: keys, addresses and names
//! come again in each piece. That keeps ten thousand brands within 50 MB (`./build.sh measure`).

use js_sys::{Array, Object, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ReadableStream, ReadableWritablePair, Response};

use super::browser::BrowserError;

const FORMAT: &str = "deflate";

// web-sys has no bindings of <https://compression.spec.whatwg.org/>.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Object)]
    type CompressionStream;
    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<CompressionStream, JsValue>;

    #[wasm_bindgen(extends = Object)]
    type DecompressionStream;
    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<DecompressionStream, JsValue>;
}

/// A text as bytes. To be waited for before a transaction begins: one ends where it waits for anything else.
pub(super) async fn pack(text: &str) -> Result<Uint8Array, BrowserError> {
    let packed =
        streamed(&Uint8Array::from(text.as_bytes()), CompressionStream::new(FORMAT)?.unchecked_ref())?;
    let bytes = JsFuture::from(packed.array_buffer()?).await?;
    Ok(Uint8Array::new(&bytes))
}

/// The text of a stored value, packed or as it is; none where it is neither. Broken bytes, which the
/// checksum at their end shows, give a text that nothing can be read from.
pub(super) async fn text_of(value: JsValue) -> Result<Option<String>, BrowserError> {
    let Some(bytes) = value.dyn_ref::<Uint8Array>() else { return Ok(value.as_string()) };
    let unpacked = streamed(bytes, DecompressionStream::new(FORMAT)?.unchecked_ref())?;
    let text = JsFuture::from(unpacked.text()?).await;
    Ok(Some(text.ok().and_then(|text| text.as_string()).unwrap_or_default()))
}

fn streamed(bytes: &Uint8Array, through: &ReadableWritablePair) -> Result<Response, BrowserError> {
    let stream: ReadableStream = Blob::new_with_u8_array_sequence(&Array::of1(bytes))?.stream();
    Ok(Response::new_with_opt_readable_stream(Some(&stream.pipe_through(through)))?)
}
