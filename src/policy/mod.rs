//! Policy: what happens to a request or an ad, and why; written once as a precedence.
