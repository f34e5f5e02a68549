//! The dashboard: one section at a time, named by the address after the `#`.

use leptos::prelude::*;

use super::words::text;
use crate::id::TabId;
use crate::site::Site;

mod ads;
mod backup;
mod brand;
mod brands;
mod bulk;
mod companies;
mod company;
mod course;
mod effect;
mod forget_me;
mod lists;
mod log;
mod matters;
mod mirror;
mod redaction;
mod rules;
mod settings;
mod site;
mod statement;
mod switch;
mod waterfall;

/// Where the dashboard stands.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    Brands,
    Brand(Site),
    Ads,
    Companies,
    Company(String),
    Site(Option<TabId>),
    Log,
    Settings,
}

/// Sections in the order of the list, with their address.
const SECTIONS: [(&str, Place); 6] = [
    ("brands", Place::Brands),
    ("ads", Place::Ads),
    ("companies", Place::Companies),
    ("site", Place::Site(None)),
    ("log", Place::Log),
    ("settings", Place::Settings),
];

impl Place {
    /// Reads `#/brand/shop.example`; what is no address is the first section.
    fn read(hash: &str) -> Self {
        let mut parts = hash.trim_start_matches("#/").splitn(2, '/');
        let (section, rest) = (parts.next().unwrap_or_default(), parts.next());
        match (section, rest) {
            ("brand", Some(site)) => Self::Brand(Site(site.to_owned())),
            ("company", Some(name)) => Self::Company(company::name_in(name)),
            ("site", Some(tab)) => Self::Site(tab.parse().ok().map(TabId)),
            _ => SECTIONS
                .into_iter()
                .find(|(name, _)| *name == section)
                .map_or(Self::Brands, |(_, place)| place),
        }
    }

    /// The section of the list that this place belongs to.
    const fn section(&self) -> &'static str {
        match self {
            Self::Brands | Self::Brand(_) => "brands",
            Self::Ads => "ads",
            Self::Companies | Self::Company(_) => "companies",
            Self::Site(_) => "site",
            Self::Log => "log",
            Self::Settings => "settings",
        }
    }
}

/// The page.
pub(super) fn page() -> AnyView {
    let here = || Place::read(&window().location().hash().unwrap_or_default());
    let place = RwSignal::new(here());
    let listener = window_event_listener(leptos::ev::hashchange, move |_| {
        place.set(here());
        window().scroll_to_with_x_and_y(0.0, 0.0);
    });
    on_cleanup(move || listener.remove());
    let place = Memo::new(move |_| place.get());
    Effect::new(move |_| {
        let section = text(&format!("nav_{}", place.get().section()));
        document().set_title(&format!("{section} – Candor"));
    });
    let section = move || match place.get() {
        Place::Brands => brands::section(),
        Place::Brand(site) => brand::section(site),
        Place::Ads => ads::section(),
        Place::Companies => companies::section(),
        Place::Company(name) => company::section(name),
        Place::Site(tab) => site::section(tab),
        Place::Log => log::section(),
        Place::Settings => settings::section(),
    };
    let link = move |name: &'static str| {
        let current = move || (place.get().section() == name).then_some("page");
        view! {
            <li>
                <a href=format!("#/{name}") data-test=format!("nav-{name}") aria-current=current>
                    {text(&format!("nav_{name}"))}
                </a>
            </li>
        }
    };
    view! {
        <header class="side">
            <div class="name"><img class="mark" src="icons/candor.svg" alt="" />"Candor"</div>
            <nav aria-label=text("nav")>
                <ul>{SECTIONS.map(|(name, _)| link(name)).into_iter().collect_view()}</ul>
            </nav>
            <p class="promise">{text("nothing_leaves")}</p>
        </header>
        <main>{section}</main>
    }
    .into_any()
}

/// A section's title and what it is for.
fn title(id: &str, lead: &str) -> AnyView {
    view! { <h1>{text(id)}</h1> <p class="lead">{text(lead)}</p> }.into_any()
}

/// What stands where there is nothing yet: what would put something there.
fn empty(title: &str, what: &str) -> AnyView {
    view! {
        <div class="empty" data-test="empty">
            <h2>{text(title)}</h2>
            <p>{text(what)}</p>
        </div>
    }
    .into_any()
}
