//! Candor says why an ad likely appeared: facts in, explanations, trust and decisions out.
//!
//! The library is pure: it reads no clock, no file, no network and no random number, so that the
//! same facts give the same answers, byte for byte, natively and in wasm. Modules stand in reading
//! order, which is the order of dependency.

mod apart;
pub mod base64;
pub mod id;
pub mod json;
pub mod order;
pub mod percent;
pub mod phrase;
pub mod site;
pub mod sorted;
pub(crate) mod tagged;

pub mod fact;
pub mod fresh;
pub mod knowledge;

pub mod classify;
pub mod click;
pub mod form;
pub mod manners;
pub mod product;
pub mod wire;

pub mod scrub;
#[cfg(feature = "hashes")]
pub mod typed;

pub mod ad;
pub mod memory;

pub mod gpc;

pub mod explain;
pub mod trust;

pub mod gist;
pub mod room;

pub mod policy;

pub mod incident;
pub mod mirror;

pub mod command;
pub mod engine;
pub mod stored;
pub mod view;

#[cfg(all(target_arch = "wasm32", feature = "pages"))]
pub mod pages;
pub mod shell;

#[cfg(feature = "native")]
pub mod html;
#[cfg(feature = "native")]
pub mod locales;
#[cfg(feature = "native")]
pub mod score;
#[cfg(feature = "native")]
pub mod world;
