//! `candor product`: saved pages to the product, shop and order that they show.

use candor::html::Document;
use candor::product::{Order, Product, read};
use serde::Serialize;

use crate::arguments::Arguments;
use crate::lines::Output;
use crate::{Stop, Subcommand, documents};

pub(crate) const PRODUCT: Subcommand = Subcommand {
    name: "product",
    usage: "[--url URL] [--facts] [FILE…]",
    about: "reads saved pages (HTML): {product, shop, order, sources}; --facts writes what the page says of itself",
    options: &["--url"],
    flags: &["--facts"],
    run,
};

#[derive(Serialize)]
struct Row {
    product: Option<Product>,
    shop: Option<String>,
    order: Option<Order>,
    sources: Vec<String>,
}

fn run(arguments: &Arguments) -> Result<usize, Stop> {
    let url = documents::url(arguments)?;
    let mut output = Output::new();
    let bad = documents::each(&arguments.files, |_, bytes| {
        let page = Document::parse(bytes, url).page();
        if arguments.has("--facts") {
            return output.row(&page);
        }
        let reading = read(&page, url.unwrap_or_default());
        let sources = reading.sources;
        output.row(&Row { product: reading.product, shop: reading.shop, order: reading.order, sources })
    })?;
    output.finish()?;
    Ok(bad)
}
