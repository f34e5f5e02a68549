//! What arrives by message, and who may say what. The sender is what the browser says it is, never
//! what the message says of itself.

use serde::{Deserialize, Serialize};

use super::token::Signer;
use crate::fact::{TabState, What};
use crate::id::{AdId, DocumentId, FrameId, Millis, TabId};
use crate::view::Ask;

/// The panel's page: the one that the web can show, so it needs a token.
pub const PANEL: &str = "/panel.html";

/// The note in the place of a hidden ad.
pub const NOTE: &str = "/note.html";

/// A message, as sent by a content script or by one of our own pages.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(try_from = "Parts")]
pub enum Message {
    /// A frame asks for its signed name.
    Hello {
        /// Always `true`.
        hello: bool,
    },
    /// A frame asks which frames signed names belong to.
    Whose {
        /// The names.
        whose: Vec<String>,
    },
    /// A person clicked a label: the panel will ask about this ad.
    Open {
        /// The ad.
        open: AdId,
    },
    /// An e-mail field of a page: whether it is to be watched, what stands in it, or that it was sent.
    Typed {
        /// Which of these.
        typed: Typed,
    },
    /// Things happened in a page: what is seen together is told together.
    Tell {
        /// Each, in its order.
        told: Vec<Told>,
    },
    /// A page of ours asks.
    Ask {
        /// What.
        ask: Ask,
    },
}

/// Something that happened in a page.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Told {
    what: What,
    /// When, by the clock of the page's frame: a worker that has to wake up hears of it late, and a
    /// choice must not seem to come after what it led to.
    at: Option<Millis>,
}

/// What a content script says of an e-mail field. Empty, it only asks whether to watch. It is written
/// nowhere, so it cannot be.
#[derive(Clone, PartialEq, Eq, Deserialize)]
pub struct Typed {
    /// What stands in the field.
    pub value: Option<String>,
    /// When the person sent it, or pressed what may have sent it.
    pub sent: Option<Millis>,
}

impl std::fmt::Debug for Typed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Typed")
    }
}

/// The parts that messages are made of. An untagged enum would read each message as each kind in
/// turn, with code for every turn.
#[derive(Deserialize)]
struct Parts {
    hello: Option<bool>,
    whose: Option<Vec<String>>,
    open: Option<AdId>,
    typed: Option<Typed>,
    told: Option<Vec<Told>>,
    ask: Option<Ask>,
}

impl TryFrom<Parts> for Message {
    type Error = &'static str;

    fn try_from(parts: Parts) -> Result<Self, Self::Error> {
        Ok(match parts {
            Parts { hello: Some(hello), .. } => Self::Hello { hello },
            Parts { whose: Some(whose), .. } => Self::Whose { whose },
            Parts { open: Some(open), .. } => Self::Open { open },
            Parts { typed: Some(typed), .. } => Self::Typed { typed },
            Parts { told: Some(told), .. } => Self::Tell { told },
            Parts { ask: Some(ask), .. } => Self::Ask { ask },
            _ => return Err("no message"),
        })
    }
}

/// Who sent a message, as the browser says.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Sender {
    /// When it was sent.
    pub time: Millis,
    /// The person's time zone: minutes east of UTC.
    pub tz: i16,
    /// Its tab, where it has one.
    pub tab: Option<TabId>,
    /// Its frame.
    pub frame: FrameId,
    /// Its document.
    pub document: DocumentId,
    /// The path of our own page that sent it; none for a content script in a page of the web.
    pub page: Option<String>,
}

/// What to do with a message.
#[derive(Debug, Clone, PartialEq)]
pub enum Task {
    /// Answer at once.
    Reply(Reply),
    /// Take facts about the sender's document, each of its moment.
    Facts(Vec<(What, Millis)>),
    /// Watch for what was typed, where that is switched on.
    Typed(TabId, Typed),
    /// Answer a page.
    Answer(Ask),
    /// Nothing: the sender may not say that.
    Refuse,
}

/// An answer that needs no state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// To `hello`.
    Nonce(String),
    /// To `whose`: one for each name, none where it was not signed for this tab.
    Frames(Vec<Option<FrameId>>),
    /// To `open`.
    Token(String),
}

/// Most names or facts in one message: a script collects no more of either.
const MOST_TOGETHER: usize = 300;

/// What `message` from `sender` leads to.
#[must_use]
pub fn judge(message: Message, sender: &Sender, signer: &Signer) -> Task {
    match (message, sender.page.as_deref(), sender.tab) {
        (Message::Hello { hello: true }, None, Some(tab)) => {
            Task::Reply(Reply::Nonce(signer.nonce(tab, sender.frame)))
        }
        (Message::Whose { whose }, None, Some(tab)) if whose.len() <= MOST_TOGETHER => {
            Task::Reply(Reply::Frames(whose.iter().map(|name| signer.frame(tab, name)).collect()))
        }
        (Message::Open { open }, None, Some(tab)) => Task::Reply(Reply::Token(signer.token(tab, &open))),
        (Message::Typed { typed }, None, Some(tab)) if sender.frame == FrameId(0) => Task::Typed(tab, typed),
        (Message::Tell { told }, None, Some(_))
            if told.len() <= MOST_TOGETHER && told.iter().all(|one| a_page_may_say(&one.what)) =>
        {
            Task::Facts(told.into_iter().map(|one| (one.what, moment(sender.time, one.at))).collect())
        }
        (Message::Ask { ask }, Some(page @ (PANEL | NOTE)), Some(tab)) => {
            inside_the_web(ask, page, |token| signer.ad(tab, token)).map_or(Task::Refuse, Task::Answer)
        }
        (Message::Ask { ask }, Some(page), _) if ![PANEL, NOTE].contains(&page) && a_person_may_ask(&ask) => {
            Task::Answer(ask)
        }
        _ => Task::Refuse,
    }
}

/// Longest that a message is under way, in milliseconds: time enough to wake a worker.
const UNDER_WAY: i64 = 5000;

/// When something was, that is said to have been `at` and was heard of `now`.
fn moment(now: Millis, at: Option<Millis>) -> Millis {
    at.filter(|at| (0..=UNDER_WAY).contains(&now.since(*at))).unwrap_or(now)
}

/// What a content script can know. Requests and navigations are the browser's to tell, decisions
/// the person's.
fn a_page_may_say(what: &What) -> bool {
    match what {
        What::Page(_)
        | What::Ads { .. }
        | What::Slots { .. }
        | What::Prompt(_)
        | What::ShownOnce { .. }
        | What::Stopped { .. }
        | What::Consent(_)
        | What::RouteChanged { .. } => true,
        What::Tab { state } => *state != TabState::Closed,
        _ => false,
    }
}

/// Panel and note are the pages of ours that stand inside pages of the web: they ask by a token, and what
/// the panel shows by that is all that a person can answer to there. The note only names the brand.
fn inside_the_web(ask: Ask, page: &str, ad: impl Fn(&str) -> Option<AdId>) -> Option<Ask> {
    match ask {
        Ask::Why { ad: token } => Some(Ask::Why { ad: ad(&token.0)? }),
        Ask::Tell { what: What::Decided { .. } | What::Corrected { .. } } if page == PANEL => Some(ask),
        _ => None,
    }
}

/// Only the person's own kinds of facts come from our pages.
fn a_person_may_ask(ask: &Ask) -> bool {
    match ask {
        Ask::Tell { what } => what.is_the_persons(),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    const SIGNER: Signer = Signer::new([1; 16]);

    fn sender(page: Option<&str>) -> Sender {
        Sender {
            time: Millis(0),
            tz: 0,
            tab: Some(TabId(3)),
            frame: FrameId(0),
            document: DocumentId::default(),
            page: page.map(str::to_owned),
        }
    }

    fn outcome(message: &Value, page: Option<&str>) -> &'static str {
        let Ok(message) = serde_json::from_value(message.clone()) else { return "not a message" };
        match judge(message, &sender(page), &SIGNER) {
            Task::Reply(_) => "reply",
            Task::Facts(_) => "fact",
            Task::Typed(..) => "typed",
            Task::Answer(_) => "answer",
            Task::Refuse => "refuse",
        }
    }

    #[test]
    fn when_it_was() {
        for (at, expected) in [(None, 9000), (Some(8990), 8990), (Some(9001), 9000), (Some(3999), 9000)] {
            assert_eq!(moment(Millis(9000), at.map(Millis)), Millis(expected), "{at:?}");
        }
    }

    #[test]
    fn whose_a_signed_name_is() {
        let ours = SIGNER.nonce(TabId(3), FrameId(4));
        let elsewhere = SIGNER.nonce(TabId(9), FrameId(4));
        let whose = Message::Whose { whose: vec![elsewhere, ours, "candor:4:0".to_owned()] };
        let frames = Reply::Frames(vec![None, Some(FrameId(4)), None]);
        assert_eq!(judge(whose, &sender(None), &SIGNER), Task::Reply(frames));
    }

    #[test]
    fn what_is_told_together_keeps_its_order_and_its_moments() {
        let told = json!({"told": [
            {"what": {"type": "tab", "state": "shown"}, "at": 8990},
            {"what": {"type": "ads", "candidates": []}},
        ]});
        let message = serde_json::from_value(told).expect("a message");
        let first = (What::Tab { state: TabState::Shown }, Millis(8990));
        let second = (What::Ads { candidates: Vec::new() }, Millis(9000));
        let facts = Task::Facts(vec![first, second]);
        assert_eq!(judge(message, &Sender { time: Millis(9000), ..sender(None) }, &SIGNER), facts);
    }

    fn told(what: &Value) -> Value {
        json!({"told": [{"what": what}]})
    }

    #[test]
    fn who_may_say_what() {
        let ad = AdId("a1".into());
        let token = SIGNER.token(TabId(3), &ad);
        let nonce = SIGNER.nonce(TabId(3), FrameId(4));
        let decided =
            json!({"type": "decided", "scope": {"type": "brand", "brand": "b.example"}, "choice": "allow"});
        let tick = json!({"type": "tick"});
        let request = json!({"type": "request", "request": "1", "url": "https://a.example/", "method": "GET", "kind": "image"});
        let (web, popup, panel, note) = (None, Some("/popup.html"), Some(PANEL), Some(NOTE));
        let rows = [
            (json!({"hello": true}), web, "reply"),
            (json!({"hello": true}), popup, "refuse"),
            (json!({"whose": [nonce]}), web, "reply"),
            (json!({"whose": [nonce]}), popup, "refuse"),
            (json!({"whose": vec![""; MOST_TOGETHER + 1]}), web, "refuse"),
            (json!({"open": "a1"}), web, "reply"),
            (told(&json!({"type": "page", "title": "t"})), web, "fact"),
            (told(&json!({"type": "ads", "candidates": []})), web, "fact"),
            (told(&json!({"type": "consent", "state": "asked"})), web, "fact"),
            (told(&json!({"type": "prompt", "covers": 500})), web, "fact"),
            (told(&json!({"type": "stopped", "element": 3})), web, "fact"),
            (told(&json!({"type": "shown_once", "ad": "a1"})), web, "fact"),
            (told(&json!({"type": "shown_once", "ad": "a1"})), note, "refuse"),
            (
                told(&json!({"type": "typed", "request": "1", "encoding": "md5", "before": true})),
                web,
                "refuse",
            ),
            (told(&json!({"type": "detail", "said": [{"slot": "a"}]})), web, "refuse"),
            (json!({"ask": {"ask": "tell", "what": {"type": "detail", "said": []}}}), popup, "refuse"),
            (json!({"typed": {}}), web, "typed"),
            (json!({"typed": {"value": "a@b.example"}}), web, "typed"),
            (json!({"typed": {"value": "a@b.example"}}), popup, "refuse"),
            (told(&json!({"type": "tab", "state": "hidden"})), web, "fact"),
            (told(&json!({"type": "tab", "state": "closed"})), web, "refuse"),
            (told(&decided), web, "refuse"),
            (told(&request), web, "refuse"),
            (told(&tick), web, "refuse"),
            (json!({"told": [{"what": {"type": "page"}}, {"what": tick}]}), web, "refuse"),
            (told(&json!({"type": "page"})), popup, "refuse"),
            (json!({"ask": {"ask": "settings"}}), web, "refuse"),
            (json!({"ask": {"ask": "settings"}}), popup, "answer"),
            (json!({"ask": {"ask": "why", "ad": "a1"}}), popup, "answer"),
            (json!({"ask": {"ask": "why", "ad": "a1"}}), panel, "refuse"),
            (json!({"ask": {"ask": "why", "ad": token}}), panel, "answer"),
            (json!({"ask": {"ask": "settings"}}), panel, "refuse"),
            (json!({"ask": {"ask": "why", "ad": "a1"}}), note, "refuse"),
            (json!({"ask": {"ask": "why", "ad": token}}), note, "answer"),
            (json!({"ask": {"ask": "settings"}}), note, "refuse"),
            (json!({"ask": {"ask": "tell", "what": decided}}), note, "refuse"),
            (json!({"ask": {"ask": "statement", "site": "b.example"}}), web, "refuse"),
            (json!({"ask": {"ask": "statement", "site": "b.example"}}), panel, "refuse"),
            (json!({"ask": {"ask": "statement", "site": "b.example"}}), popup, "answer"),
            (json!({"ask": {"ask": "lists"}}), web, "refuse"),
            (json!({"ask": {"ask": "lists"}}), panel, "refuse"),
            (json!({"ask": {"ask": "lists"}}), popup, "answer"),
            (told(&json!({"type": "statement", "site": "b.example", "gpc": true})), web, "refuse"),
            (
                json!({"ask": {"ask": "tell", "what": {"type": "statement", "site": "b.example", "gpc": true}}}),
                popup,
                "refuse",
            ),
            (json!({"ask": {"ask": "tell", "what": decided}}), panel, "answer"),
            (
                json!({"ask": {"ask": "tell", "what": {"type": "forget", "forget": "everything"}}}),
                panel,
                "refuse",
            ),
            (
                json!({"ask": {"ask": "tell", "what": {"type": "forget", "forget": "everything"}}}),
                popup,
                "answer",
            ),
            (json!({"ask": {"ask": "tell", "what": decided}}), popup, "answer"),
            (json!({"ask": {"ask": "tell", "what": request}}), popup, "refuse"),
            (
                json!({"ask": {"ask": "tell", "what": {"type": "together", "said": [decided]}}}),
                popup,
                "answer",
            ),
            (
                json!({"ask": {"ask": "tell", "what": {"type": "together", "said": [decided]}}}),
                panel,
                "refuse",
            ),
            (told(&json!({"type": "together", "said": [decided]})), web, "refuse"),
            (json!({"ask": {"ask": "tell", "what": tick}}), popup, "refuse"),
            (json!({"mark": 1}), web, "not a message"),
        ];
        for (message, page, expected) in rows {
            assert_eq!(outcome(&message, page), expected, "{message} from {page:?}");
        }
    }
}
