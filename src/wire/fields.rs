//! The named fields of a request: query and body in one list, whichever way the body was written.

use std::borrow::Cow;

use super::Sent;
use crate::percent;
use crate::site;

/// No more of a query or body than this is read.
const BYTES: usize = 64 << 10;
/// No more fields than this are read.
const FIELDS: usize = 2000;

/// Named values in order, one layer of encoding undone.
#[derive(Debug, Clone, Default)]
pub(super) struct Fields<'a>(Vec<(Cow<'a, str>, Cow<'a, str>)>);

impl<'a> Fields<'a> {
    /// Query and, where it is a form, body.
    pub(super) fn of(sent: &Sent<'a>) -> Self {
        let mut fields = Self::of_query(sent.url.query);
        if let Some(body) = body(sent) {
            fields.0.extend(Self::of_body(body).0);
        }
        fields
    }

    /// `a=1&b=2`.
    pub(super) fn of_query(query: &'a str) -> Self {
        let decoded = |(name, value)| (percent::decode_form(name), percent::decode_form(value));
        Self(site::pairs(head(query)).take(FIELDS).map(decoded).collect())
    }

    /// `;a=1;b=2`, as in Floodlight's addresses and in Google's `data=`.
    pub(super) fn of_matrix(text: &'a str) -> Self {
        let parts = head(text).split(';').filter_map(|part| part.split_once('='));
        let decoded = |(name, value)| (percent::decode(name), percent::decode(value));
        Self(parts.take(FIELDS).map(decoded).collect())
    }

    /// A form: URL-encoded or multipart. Anything else has no fields.
    pub(super) fn of_body(body: &'a str) -> Self {
        match body.trim_start().as_bytes() {
            [b'-', b'-', ..] => Self(multipart(body)),
            [b'{' | b'[', ..] => Self::default(),
            _ => Self::of_query(body.trim()),
        }
    }

    /// Pairs that are decoded already.
    pub(super) fn of_pairs(pairs: Vec<(String, String)>) -> Self {
        Self(pairs.into_iter().map(|(name, value)| (name.into(), value.into())).collect())
    }

    /// Each name with its value, as far as one is given.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_ref(), value.as_ref()))
    }

    /// The first value under `name` that says something.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.iter().find(|(key, value)| *key == name && said(value)).map(|(_, value)| value)
    }

    /// The first value under the first of `names` that has one.
    pub(super) fn first(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.get(name))
    }

    /// As [`Self::first`], owned.
    pub(super) fn text(&self, names: &[&str]) -> Option<String> {
        self.first(names).map(str::to_owned)
    }

    /// The fields that are not called `name`.
    pub(super) fn without(mut self, name: &str) -> Self {
        self.0.retain(|(key, _)| key != name);
        self
    }

    /// Adds the fields of `other`.
    pub(super) fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }
}

/// The body, as far as it is read; none where it is empty.
pub(super) fn body<'a>(sent: &Sent<'a>) -> Option<&'a str> {
    sent.body.map(head).filter(|body| !body.trim().is_empty())
}

/// Whether a value says anything: scripts write these words where they have nothing.
pub(super) fn said(value: &str) -> bool {
    !matches!(value.trim(), "" | "undefined" | "null" | "NULL" | "NaN" | "[object Object]" | "[]" | "{}")
}

fn head(text: &str) -> &str {
    let end = (0..=text.len().min(BYTES)).rev().find(|&end| text.is_char_boundary(end));
    text.get(..end.unwrap_or(0)).unwrap_or("")
}

/// Fields of `multipart/form-data` (RFC 7578); files are left out.
fn multipart(body: &str) -> Vec<(Cow<'_, str>, Cow<'_, str>)> {
    let body = body.trim_start();
    let boundary = body.lines().next().unwrap_or("").trim_end();
    if boundary.len() < 3 {
        return Vec::new();
    }
    body.split(boundary).take(FIELDS).filter_map(field).collect()
}

/// One part: headers, an empty line, the value.
fn field(part: &str) -> Option<(Cow<'_, str>, Cow<'_, str>)> {
    let (headers, value) = part.split_once("\r\n\r\n").or_else(|| part.split_once("\n\n"))?;
    if headers.contains("filename=") {
        return None;
    }
    let (_, rest) = headers.split_once(" name=\"")?;
    let (name, _) = rest.split_once('"')?;
    let value = value.strip_suffix('\n').unwrap_or(value);
    Some((Cow::Borrowed(name), Cow::Borrowed(value.strip_suffix('\r').unwrap_or(value))))
}
