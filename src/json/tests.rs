//! What is read is what `serde_json` reads, and what it refuses is refused.

use super::*;
use crate::fact::{Fact, What};
use crate::memory::{Settings, Tab};

/// Reads as `serde_json` does, or neither reads it.
fn same<T: DeserializeOwned + PartialEq + fmt::Debug>(text: &str) -> bool {
    let theirs = serde_json::from_str::<T>(text).ok();
    assert_eq!(read::<T>(text).ok(), theirs, "{text}");
    theirs.is_some()
}

#[test]
fn reads_what_serde_json_reads() {
    let facts = [
        r#"{"type":"tick"}"#,
        r#"{"type":"navigated","url":"https://a.example/","parent":1099511627776}"#,
        r#"{"type":"ended","request":"1","outcome":{"type":"finished","status":200}}"#,
        r#"{"type":"ended","request":"1","outcome":{"type":"blocked"}}"#,
        r#"{"type":"set","name":"keep_days","value":30}"#,
        r#"{"value":30,"new":[],"name":"keep_days","type":"set"}"#,
        r#"{"from_here_on":true,"new":{},"parent":null,"url":"https://a.example/","type":"navigated"}"#,
        r#"{"type":"decided","scope":{"type":"brand","brand":"b.example"},"choice":"allow"}"#,
        r#"{"type":"together","said":[{"type":"tick","new":1},{"type":"forget","forget":"everything"}]}"#,
        r#"{"type":"forget","forget":"between","from":-5,"to":7}"#,
        r#"{"type":"paused","site":"a.example","pause":{"until":9}}"#,
        r#"{"type":"page","title":"t","microdata":[{"types":["Product"],"props":[["name","x"],["offers",{"types":[],"props":[]}]]}]}"#,
    ];
    for what in facts {
        same::<What>(what);
        assert!(
            same::<Fact>(&format!(
                r#"{{"seq":1,"time":2,"tz":-60,"tab":3,"regime":{{"mode":"strict","rules":"r","other_blocker":true}},"what":{what},"new":[1.5e300,{{}}]}}"#
            )) == same::<What>(what)
        );
    }
    let mut tab = Tab::default();
    tab.frames.insert(crate::id::FrameId(1 << 40), crate::memory::Frame::default());
    assert!(same::<Tab>(&serde_json::to_string(&tab).expect("writes")), "keys that are numbers");
    assert!(same::<Settings>(r#"{"mode":"balanced","pauses":{}}"#));
}

#[test]
fn refuses_what_is_another_type() {
    for text in
        ["", "{", "[]", "null", "7", r#"{"type":"navigated"}"#, r#"{"type":"no_such"}"#, r#"{"type":7}"#]
    {
        assert!(!same::<What>(text), "{text}");
    }
    for text in [r#"{"id":[]}"#, r#"{"frames":{"x":{}}}"#, r#"{"frames":[]}"#, r#"{"id":1e300}"#] {
        assert!(!same::<Tab>(text), "{text}");
    }
}
