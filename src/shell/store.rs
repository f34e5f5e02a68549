//! What lies on the disk of this device: an IndexedDB of three stores.
//!
//! `state` holds settings, totals and brands, one text each in [`crate::stored`]'s form; `rows` the
//! log by ad id; `facts` the fact log in chunks of less than a second, by the first fact's place.
//! Ten thousand single writes take over a second, the same in chunks 51 ms: hence the chunks.
//! Brands lie packed ([`super::packed`]): they are nearly all there is, and a tenth of their size so.

use idb::{Database, KeyRange, Query, Transaction, TransactionMode};
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;

use super::browser::BrowserError;
use super::packed::text_of;

/// One of the stores, which extension/first.js makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Table {
    /// Settings, totals, brands.
    State,
    /// Rows of the log.
    Rows,
    /// The fact log.
    Facts,
}

impl Table {
    const ALL: [Self; 3] = [Self::State, Self::Rows, Self::Facts];

    const fn name(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::Rows => "rows",
            Self::Facts => "facts",
        }
    }
}

/// One change of the disk.
#[derive(Debug, Clone)]
pub(super) enum Write {
    /// A value under a key: a text, or one that is packed.
    Put(Table, JsValue, JsValue),
    /// A key goes.
    Delete(Table, JsValue),
    /// Keys from one (included) to another (excluded) go.
    DeleteBetween(Table, JsValue, JsValue),
    /// A whole table goes.
    Clear(Table),
}

impl Write {
    /// All keys of `state` with this beginning go.
    pub(super) fn clear(prefix: &str) -> Self {
        Self::DeleteBetween(Table::State, prefix.into(), last(prefix).into())
    }
}

/// The change that puts a text under a key of `state`.
pub(super) fn put(key: &str, text: String) -> Write {
    Write::Put(Table::State, key.into(), text.into())
}

/// When a change counts as made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Durability {
    /// When the browser has it.
    Relaxed,
    /// When the disk has it: for what the person decided.
    Strict,
}

#[wasm_bindgen]
extern "C" {
    #[derive(Debug)]
    type RawDatabase;

    // web-sys binds the options only behind its flag for unstable interfaces, idb not at all.
    #[wasm_bindgen(method, catch, js_name = transaction)]
    fn transaction(
        this: &RawDatabase,
        stores: &Array,
        mode: &str,
        options: &Object,
    ) -> Result<JsValue, JsValue>;
}

/// The open database.
#[derive(Debug)]
pub(super) struct Store {
    database: Database,
    raw: RawDatabase,
}

impl Store {
    /// The database, as extension/first.js opened it.
    pub(super) fn of(database: JsValue) -> Result<Self, BrowserError> {
        Ok(Self { database: Database::try_from(database.clone())?, raw: database.unchecked_into() })
    }

    /// The text under a key.
    pub(super) async fn get(&self, table: Table, key: &str) -> Result<Option<String>, BrowserError> {
        let read = self.reading(table)?;
        let found = read.object_store(table.name())?.get(JsValue::from(key))?.await?;
        match found {
            Some(value) => text_of(value).await,
            None => Ok(None),
        }
    }

    /// What lies under these keys, read in one go.
    pub(super) async fn values(
        &self,
        table: Table,
        keys: &[String],
    ) -> Result<Vec<Option<JsValue>>, BrowserError> {
        let objects = self.reading(table)?.object_store(table.name())?;
        let asked: Result<Vec<_>, _> = keys.iter().map(|key| objects.get(JsValue::from(key))).collect();
        let mut values = Vec::with_capacity(keys.len());
        for asked in asked? {
            values.push(asked.await?);
        }
        Ok(values)
    }

    /// All texts whose key has this beginning, in order of their keys.
    pub(super) async fn get_all(&self, table: Table, prefix: &str) -> Result<Vec<String>, BrowserError> {
        let range = range(prefix)?;
        let read = self.reading(table)?;
        let found = read.object_store(table.name())?.get_all(range, None)?.await?;
        let mut texts = Vec::with_capacity(found.len());
        for value in found {
            texts.extend(text_of(value).await?);
        }
        Ok(texts)
    }

    /// All keys with this beginning, without it.
    pub(super) async fn keys(&self, table: Table, prefix: &str) -> Result<Vec<String>, BrowserError> {
        let range = range(prefix)?;
        let read = self.reading(table)?;
        let keys = read.object_store(table.name())?.get_all_keys(range, None)?.await?;
        let keys = keys.iter().filter_map(JsValue::as_string);
        Ok(keys.filter_map(|key| Some(key.strip_prefix(prefix)?.to_owned())).collect())
    }

    /// How many keys have this beginning.
    pub(super) async fn count(&self, table: Table, prefix: &str) -> Result<u32, BrowserError> {
        let range = range(prefix)?;
        let read = self.reading(table)?;
        Ok(read.object_store(table.name())?.count(range)?.await?)
    }

    /// The keys of `state` from one (included) to another (excluded), in order.
    pub(super) async fn keys_between(&self, from: &str, to: &str) -> Result<Vec<String>, BrowserError> {
        let range = KeyRange::bound(&from.into(), &to.into(), None, Some(true))?;
        let read = self.reading(Table::State)?;
        let keys = read.object_store(Table::State.name())?.get_all_keys(Some(range.into()), None)?.await?;
        Ok(keys.iter().filter_map(JsValue::as_string).collect())
    }

    /// The first chunks of the fact log with their places, in order: so many of those from one place (included) to
    /// another.
    pub(super) async fn chunks(
        &self,
        (from, to): (f64, f64),
        most: u32,
    ) -> Result<Vec<(f64, String)>, BrowserError> {
        let range =
            || KeyRange::bound(&from.into(), &to.into(), None, Some(true)).map(|range| Some(range.into()));
        let read = self.reading(Table::Facts)?;
        let facts = read.object_store(Table::Facts.name())?;
        let keys = facts.get_all_keys(range()?, Some(most))?;
        let texts = facts.get_all(range()?, Some(most))?;
        let (keys, texts) = (keys.await?, texts.await?);
        Ok(keys
            .iter()
            .zip(texts)
            .filter_map(|(key, text)| Some((key.as_f64()?, text.as_string()?)))
            .collect())
    }

    fn reading(&self, table: Table) -> Result<Transaction, BrowserError> {
        Ok(self.database.transaction(&[table.name()], TransactionMode::ReadOnly)?)
    }

    /// Makes all changes, or none.
    pub(super) async fn write(&self, writes: Vec<Write>, durability: Durability) -> Result<(), BrowserError> {
        if writes.is_empty() {
            return Ok(());
        }
        let transaction = self.writing(durability)?;
        for write in writes {
            match write {
                Write::Put(table, key, value) => {
                    transaction.object_store(table.name())?.put(&value, Some(&key))?;
                }
                Write::Delete(table, key) => {
                    transaction.object_store(table.name())?.delete(key)?;
                }
                Write::DeleteBetween(table, from, to) => {
                    let range = KeyRange::bound(&from, &to, None, Some(true))?;
                    transaction.object_store(table.name())?.delete(range)?;
                }
                Write::Clear(table) => {
                    transaction.object_store(table.name())?.clear()?;
                }
            }
        }
        if transaction.await?.is_committed() {
            Ok(())
        } else {
            Err(BrowserError("the disk took nothing".to_owned()))
        }
    }

    fn writing(&self, durability: Durability) -> Result<Transaction, BrowserError> {
        let stores: Array = Table::ALL.iter().map(|table| JsValue::from(table.name())).collect();
        let options = Object::new();
        let durability = match durability {
            Durability::Relaxed => "relaxed",
            Durability::Strict => "strict",
        };
        Reflect::set(&options, &"durability".into(), &durability.into())?;
        Ok(Transaction::try_from(self.raw.transaction(&stores, "readwrite", &options)?)?)
    }
}

/// Keys with this beginning; all for none.
fn range(prefix: &str) -> Result<Option<Query>, BrowserError> {
    if prefix.is_empty() {
        return Ok(None);
    }
    Ok(Some(KeyRange::bound(&prefix.into(), &last(prefix).into(), None, None)?.into()))
}

/// A key behind all with this beginning.
fn last(prefix: &str) -> String {
    format!("{prefix}\u{ffff}")
}
