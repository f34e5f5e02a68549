//! How a record changed: a line over the last days with a dot where something moved it, and the same as a table.

use leptos::prelude::*;

use crate::explain::Arg;
use crate::order::Order;
use crate::pages::when;
use crate::pages::words::{count, fill, say, text};
use crate::view::{CoursePoint, FindingView, PrincipleView};

/// The drawing's own units: as wide as that, and a belief from 0 to 1000 as high.
const WIDTH: i64 = 300;
const HEIGHT: i64 = 100;

/// Most rows of the table: the greatest moves.
const ROWS: usize = 8;

/// A place in the drawing.
type Place = (i64, i64);

fn place(at: usize, of: usize, belief: u16) -> Place {
    let last = of.saturating_sub(1).max(1) as i64;
    (at as i64 * WIDTH / last, HEIGHT - i64::from(belief) * HEIGHT / 1000)
}

/// The section; none where there is nothing to compare with.
pub(super) fn course(points: &[CoursePoint]) -> Option<AnyView> {
    let (first, last) = (points.first()?, points.last()?);
    if points.len() < 2 {
        return None;
    }
    let places: Vec<Place> =
        points.iter().enumerate().map(|(at, point)| place(at, points.len(), point.belief)).collect();
    let known = places.iter().zip(points).skip_while(|(_, point)| !point.enough).map(|(place, _)| *place);
    let known: Vec<Place> = known.collect();
    let dots: Vec<(Place, bool)> = places
        .iter()
        .zip(points)
        .filter_map(|(place, point)| Some((*place, point.moved_by.as_ref()?.against)))
        .collect();
    let label = fill(
        "course_label",
        [count(points.len() as u32), Arg::Phrase(first.grade.clone()), Arg::Phrase(last.grade.clone())],
    );
    Some(
        view! {
            <section data-test="course">
                <h2>{text("course_title")}</h2>
                <p class="lead">{text("course_lead")}</p>
                <div class="course">
                    <span>{text("grade_careful")}</span>
                    <span>{text("grade_mixed")}</span>
                    <span>{text("grade_pushy")}</span>
                    {drawing(&places, &known, &dots, true, label)}
                    <p class="apart small soft">
                        <span>{when::day(first.time)}</span>
                        <span>{text("course_today")}</span>
                    </p>
                </div>
                {table(points)}
            </section>
        }
        .into_any(),
    )
}

/// A principle's own line, small, with a dot for each of its findings.
pub(super) fn of_principle(row: &PrincipleView, points: &[CoursePoint]) -> Option<AnyView> {
    if points.len() < 2 || row.course.len() != points.len() || row.findings.is_empty() {
        return None;
    }
    let places: Vec<Place> =
        row.course.iter().enumerate().map(|(at, belief)| place(at, points.len(), *belief)).collect();
    let dots: Vec<(Place, bool)> = row
        .findings
        .iter()
        .filter_map(|finding| {
            let after =
                points.partition_point(|point| when::days_ago(point.time) > when::days_ago(finding.time));
            Some((*places.get(after)?, finding.against))
        })
        .collect();
    Some(drawing(&places, &places, &dots, false, text("course_of")))
}

/// The line: thin where too little was known, with its dots on top. Strokes keep their width however
/// wide the drawing is stretched, so a dot is a line without length. It is one text, of
/// nothing but numbers: no part of it changes by itself.
fn drawing(all: &[Place], known: &[Place], dots: &[(Place, bool)], bands: bool, label: String) -> AnyView {
    let line = |class: &str, places: &[Place]| {
        let points: Vec<String> = places.iter().map(|(x, y)| format!("{x},{y}")).collect();
        format!(r#"<polyline class="{class}" points="{}"/>"#, points.join(" "))
    };
    let mut inside = String::new();
    if bands {
        inside.push_str(&format!(r#"<path class="band" d="M0 35H{WIDTH}M0 65H{WIDTH}"/>"#));
    }
    inside.push_str(&line("guess", all));
    inside.push_str(&line("known", known));
    for ((x, y), against) in dots {
        let classes: &[&str] = if *against { &["dot against", "hollow"] } else { &["dot"] };
        for class in classes {
            inside.push_str(&format!(r#"<path class="{class}" d="M{x} {y}h0"/>"#));
        }
    }
    let size = format!("0 0 {WIDTH} {HEIGHT}");
    view! { <svg viewBox=size preserveAspectRatio="none" role="img" aria-label=label inner_html=inside></svg> }
        .into_any()
}

/// What moved it, in words: the newest first.
fn table(points: &[CoursePoint]) -> AnyView {
    let before = std::iter::once(500).chain(points.iter().map(|point| point.belief));
    let mut moves: Vec<(u16, &CoursePoint, &FindingView)> = points
        .iter()
        .zip(before)
        .filter_map(|(point, before)| Some((point.belief.abs_diff(before), point, point.moved_by.as_ref()?)))
        .collect();
    moves.order_by_key(|(by, ..)| std::cmp::Reverse(*by));
    moves.truncate(ROWS);
    moves.order_by_key(|(_, point, _)| std::cmp::Reverse(point.time));
    if moves.is_empty() {
        return ().into_any();
    }
    let rows = moves.into_iter().map(|(_, point, finding)| {
        let (sign, side) = if finding.against { ("−", "speaks_against") } else { ("+", "speaks_for") };
        view! {
            <tr data-test="moved">
                <td><time datetime=when::iso(finding.time)>{when::day(finding.time)}</time></td>
                <th scope="row">
                    <span class="sign" role="img" aria-label=text(side)>{sign}</span>" "{say(&finding.what)}
                </th>
                <td data-name=text("course_then")>{say(&point.grade)}</td>
            </tr>
        }
    });
    view! {
        <table class="stacks">
            <caption class="unseen">{text("course_moved")}</caption>
            <thead>
                <tr>
                    <th scope="col">{text("course_day")}</th>
                    <th scope="col">{text("course_moved")}</th>
                    <th scope="col">{text("course_then")}</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}
