//! Enums that are objects, where one field names the variant: `{"type": "tick"}`.
//!
//! What serde derives for these (`tag`) first reads each into a buffer of its own, and all that can be in it is
//! compiled once more to be read from there. Here serde derives what it does for plain enums (`remote = "Self"`),
//! and its source and its target know of the field.

use serde::de::{Deserialize, Deserializer, Error as _, Visitor};
use serde::ser::{Error as _, Impossible, Serialize, SerializeStruct, SerializeStructVariant, Serializer};
use serde_json::Value;

use crate::json::{self, Misfit};

/// Reads and writes an enum with the name of its variant in a field.
/// `#[serde(remote = "Self")]` stands in an attribute of its own: the maker of the types drops a whole one where it does not know a part.
macro_rules! tagged {
    ($name:ident, $tag:literal) => {
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                $crate::tagged::read($tag, from, |plain| $name::deserialize(plain))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                $name::serialize(self, $crate::tagged::Writer::new($tag, to))
            }
        }
    };
}
pub(crate) use tagged;

/// Reads an enum whose variant the field `tag` names, by what reads it as a plain enum.
///
/// # Errors
/// Names the variant, where that is unknown or does not have these fields.
pub(crate) fn read<'de, T, D: Deserializer<'de>>(
    tag: &'static str,
    from: D,
    plain: impl FnOnce(Reader<'_>) -> Result<T, Misfit>,
) -> Result<T, D::Error> {
    let object = Value::deserialize(from)?;
    plain(Reader { tag, object: &object }).map_err(|_| {
        let variant = &object[tag];
        D::Error::custom(format_args!("`{tag}` is {variant}: no such thing, or other fields than it has"))
    })
}

/// An object, and which of its fields names the variant.
pub(crate) struct Reader<'v> {
    tag: &'static str,
    object: &'v Value,
}

impl<'de> Deserializer<'de> for Reader<'_> {
    type Error = Misfit;

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        json::variant(self.object[self.tag].as_str().ok_or(Misfit)?, self.object, visitor)
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Misfit> {
        Err(Misfit)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// Writes a variant's fields behind the one that names it; where that is known already, those of a struct which is
/// all that the variant holds.
pub(crate) struct Writer<S> {
    tag: &'static str,
    variant: Option<&'static str>,
    to: S,
}

impl<S: Serializer> Writer<S> {
    /// Writes an enum.
    pub(crate) fn new(tag: &'static str, to: S) -> Self {
        Self { tag, variant: None, to }
    }

    /// Begins an object with this many more fields.
    fn begin(self, variant: &'static str, fields: usize) -> Result<S::SerializeStruct, S::Error> {
        let mut object = self.to.serialize_struct(variant, fields + 1)?;
        object.serialize_field(self.tag, variant)?;
        Ok(object)
    }
}

/// Not one of the core's types: a variant holds nothing, fields, or a struct or enum with fields.
macro_rules! no_object {
    ($($method:ident($($given:ty),*) -> $ok:ty,)*) => {
        $(fn $method(self, $(_: $given),*) -> Result<$ok, S::Error> {
            Err(S::Error::custom(Misfit))
        })*
    };
}

impl<S: Serializer> Serializer for Writer<S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Impossible<S::Ok, S::Error>;
    type SerializeTuple = Impossible<S::Ok, S::Error>;
    type SerializeTupleStruct = Impossible<S::Ok, S::Error>;
    type SerializeTupleVariant = Impossible<S::Ok, S::Error>;
    type SerializeMap = Impossible<S::Ok, S::Error>;
    type SerializeStruct = S::SerializeStruct;
    type SerializeStructVariant = Fields<S::SerializeStruct>;

    fn serialize_unit_variant(self, _: &str, _: u32, variant: &'static str) -> Result<S::Ok, S::Error> {
        self.begin(variant, 0)?.end()
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &str,
        _: u32,
        variant: &'static str,
        held: &T,
    ) -> Result<S::Ok, S::Error> {
        held.serialize(Self { variant: Some(variant), ..self })
    }

    fn serialize_struct_variant(
        self,
        _: &str,
        _: u32,
        variant: &'static str,
        fields: usize,
    ) -> Result<Fields<S::SerializeStruct>, S::Error> {
        self.begin(variant, fields).map(Fields)
    }

    fn serialize_struct(self, _: &str, fields: usize) -> Result<S::SerializeStruct, S::Error> {
        let variant = self.variant.ok_or_else(|| S::Error::custom(Misfit))?;
        self.begin(variant, fields)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, _: &T) -> Result<S::Ok, S::Error> {
        Err(S::Error::custom(Misfit))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &str, held: &T) -> Result<S::Ok, S::Error> {
        held.serialize(self)
    }

    no_object! {
        serialize_bool(bool) -> S::Ok, serialize_char(char) -> S::Ok, serialize_str(&str) -> S::Ok,
        serialize_i8(i8) -> S::Ok, serialize_i16(i16) -> S::Ok, serialize_i32(i32) -> S::Ok, serialize_i64(i64) -> S::Ok,
        serialize_u8(u8) -> S::Ok, serialize_u16(u16) -> S::Ok, serialize_u32(u32) -> S::Ok, serialize_u64(u64) -> S::Ok,
        serialize_f32(f32) -> S::Ok, serialize_f64(f64) -> S::Ok, serialize_bytes(&[u8]) -> S::Ok,
        serialize_none() -> S::Ok, serialize_unit() -> S::Ok, serialize_unit_struct(&'static str) -> S::Ok,
        serialize_seq(Option<usize>) -> Self::SerializeSeq, serialize_map(Option<usize>) -> Self::SerializeMap,
        serialize_tuple(usize) -> Self::SerializeTuple,
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct,
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant,
    }
}

/// The fields of a variant, as those of a struct.
pub(crate) struct Fields<T>(T);

impl<T: SerializeStruct> SerializeStructVariant for Fields<T> {
    type Ok = T::Ok;
    type Error = T::Error;

    fn serialize_field<V: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &V,
    ) -> Result<(), T::Error> {
        self.0.serialize_field(name, value)
    }

    fn skip_field(&mut self, name: &'static str) -> Result<(), T::Error> {
        self.0.skip_field(name)
    }

    fn end(self) -> Result<T::Ok, T::Error> {
        self.0.end()
    }
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    /// The same enums as serde derives them and as they are read and written here.
    macro_rules! enums {
        ($module:ident, $inner:meta, $outer:meta, $($tagged:item)*) => {
            mod $module {
                use super::*;
                #[derive(Debug, PartialEq, Serialize, Deserialize)]
                pub(super) struct Held {
                    some: Option<u8>,
                    #[serde(default, skip_serializing_if = "Option::is_none")]
                    may: Option<bool>,
                }
                #[derive(Debug, PartialEq, Serialize, Deserialize)]
                #[$inner]
                pub(super) enum Inner {
                    Nothing,
                    Fields { text: String },
                }
                #[derive(Debug, PartialEq, Serialize, Deserialize)]
                #[$outer]
                pub(super) enum Outer {
                    Nothing,
                    Fields { inner: Inner, #[serde(default)] often: Vec<Outer> },
                    Held(Box<Held>),
                    Inner(Inner),
                }
                $($tagged)*
            }
        };
    }
    enums! { derived, serde(tag = "kind"), serde(tag = "type"), }
    enums! {
        ours, serde(remote = "Self"), serde(remote = "Self"),
        crate::tagged::tagged!(Inner, "kind");
        crate::tagged::tagged!(Outer, "type");
    }

    #[test]
    fn reads_and_writes_as_serde_derives_it() {
        let rows = [
            (r#"{"type":"Nothing"}"#, true),
            (r#"{"type":"Nothing","more":1}"#, true),
            (r#"{"inner":{"text":"t","kind":"Fields"},"type":"Fields"}"#, true),
            (
                r#"{"type":"Fields","inner":{"kind":"Nothing"},"often":[{"type":"Nothing"},{"type":"Held"}]}"#,
                true,
            ),
            (r#"{"type":"Held","some":3,"may":true}"#, true),
            (r#"{"type":"Inner","kind":"Fields","text":"t"}"#, true),
            (r#"{"type":"Inner","kind":"Nothing"}"#, true),
            (r#"{"type":"Inner"}"#, false),
            (r#"{"type":"Fields"}"#, false),
            (r#"{"type":"Held","some":"3"}"#, false),
            (r#"{"type":"Other"}"#, false),
            (r#"{"type":{"Nothing":null}}"#, false),
            (r#"{"Nothing":null}"#, false),
            (r#""Nothing""#, false),
            ("[]", false),
        ];
        for (text, fits) in rows {
            let theirs = serde_json::from_str::<derived::Outer>(text).ok();
            assert_eq!(theirs.is_some(), fits, "{text}");
            let ours = serde_json::from_str::<ours::Outer>(text).ok();
            assert_eq!(format!("{ours:?}"), format!("{theirs:?}"), "{text}");
            assert_eq!(crate::json::read::<ours::Outer>(text).ok(), ours, "{text}");
            let written = serde_json::to_string(&ours).expect("writes");
            assert_eq!(written, serde_json::to_string(&theirs).expect("writes"), "{text}");
        }
    }
}
