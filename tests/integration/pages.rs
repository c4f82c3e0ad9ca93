//! Pictures laid out for pages of a given size: no text is too small, and none is off the page.

use std::collections::{BTreeMap, BTreeSet};

use interorg::dataset;
use interorg::graph::Graph;
use interorg::picture::geometry::Point;
use interorg::picture::matrix::SquareFill;
use interorg::picture::scene::{Anchor, Item, Scene};
use interorg::picture::{
    self, DrawOptions, EvolutionOptions, MatrixContent, MatrixOptions, MilestoneDisplay,
    NetworkOptions, PageSize, Picture, TimelineOptions,
};
use interorg::query::{Filter, Selection};

/// Points per centimetre.
const CM: f64 = 72.0 / 2.54;

fn at<'g>(graph: &'g Graph, year: &str) -> Selection<'g> {
    let filter = Filter {
        at: Some(year.parse().expect("a year is a date")),
        ..Filter::default()
    };
    filter.resolve(graph).expect("nothing is named").select()
}

/// Returns pictures of every kind, each with the width in centimetres from which it fits a page.
fn pictures(graph: &Graph) -> Vec<(&'static str, Picture, f64)> {
    let all = Filter::default()
        .resolve(graph)
        .expect("nothing is named")
        .select();
    let matrix = |content| {
        let options = MatrixOptions {
            content,
            ..MatrixOptions::default()
        };
        Picture::from(picture::matrix(&all, options))
    };
    let network = |motives, operations| {
        let options = NetworkOptions {
            motives,
            operations,
            ..NetworkOptions::default()
        };
        Picture::from(picture::network(&at(graph, "2008"), options))
    };
    let timeline = |milestones| {
        let options = TimelineOptions {
            milestones,
            ..TimelineOptions::default()
        };
        Picture::from(picture::timeline(&all, options))
    };
    let dates = ["1990", "2000", "2010", "2020"].map(|year| at(graph, year));
    let evolution = picture::evolution(&dates, EvolutionOptions::default());
    vec![
        ("network", network(false, false), 8.5),
        ("motives on lines", network(true, false), 8.5),
        ("operations in a network", network(false, true), 18.9),
        ("timeline", timeline(None), 8.5),
        (
            "timeline with a key",
            timeline(Some(MilestoneDisplay::Key)),
            8.5,
        ),
        ("evolution", evolution.into(), 8.5),
        ("motives", matrix(MatrixContent::Motives), 13.5),
        ("phases", matrix(MatrixContent::Phases), 8.5),
        ("roles", matrix(MatrixContent::Operations), 12.0),
    ]
}

fn on_page(width: f64, height: Option<f64>) -> DrawOptions {
    DrawOptions {
        page: Some(PageSize {
            width: width * CM,
            height: height.map(|height| height * CM),
        }),
        ..DrawOptions::default()
    }
}

/// Asserts that no text of a scene is below 6 points or off the page.
#[track_caller]
fn assert_legible(scene: &Scene, name: &str) {
    assert!(
        scene.smallest_font_size() > 5.99,
        "{name}: {}",
        scene.smallest_font_size()
    );
    assert_inside(&scene.items, Point::default(), scene, name);
}

fn assert_inside(items: &[Item], origin: Point, scene: &Scene, name: &str) {
    for item in items {
        match item {
            Item::Group(group) => assert_inside(&group.items, origin + group.shift, scene, name),
            Item::Text(text) => {
                let width = picture::text::width(&text.content, text.size, text.weight);
                let left = origin.x
                    + text.at.x
                    + match text.anchor {
                        Anchor::Start => 0.0,
                        Anchor::Middle => -width / 2.0,
                        Anchor::End => -width,
                    };
                let baseline = origin.y + text.at.y;
                let is_inside = left > -0.5
                    && left + width < scene.size.width + 0.5
                    && baseline > 0.0
                    && baseline < scene.size.height;
                assert!(is_inside, "{name}: {text:?} at {left} {baseline}");
            }
            Item::Box(_) | Item::Line(_) => {}
        }
    }
}

#[test]
fn every_kind_is_legible_in_a_column_and_across_a_page() {
    let graph = Graph::new(dataset::builtin());
    for (name, picture, smallest) in pictures(&graph) {
        for width in [8.5, 12.0, 16.0, 30.0] {
            let drawn = picture.draw(&on_page(width, None));
            let Ok(scene) = drawn else {
                assert!(width < smallest, "{name}: {drawn:?}");
                continue;
            };
            assert!(width >= smallest, "{name} fits {width}");
            assert!(
                (scene.size.width - width * CM).abs() < 0.01,
                "{name} {width}"
            );
            assert_legible(&scene, name);
        }
    }
}

#[test]
fn a_refusal_names_a_width_at_which_the_picture_is_legible() {
    let graph = Graph::new(dataset::builtin());
    let (name, picture, _) = pictures(&graph).remove(6);
    let error = picture
        .draw(&on_page(8.5, None))
        .expect_err("six motives need more");
    let width = error.smallest_width.expect("it fits a larger page") / CM;
    // Six columns for `Organizational` in 6 points, 46 points wide, and the names of dyads.
    assert!((12.0..14.0).contains(&width), "{name}: {width}");
    let scene = picture
        .draw(&on_page(width, None))
        .expect("the error says so");
    assert_legible(&scene, name);
    let narrower = picture.draw(&on_page(width - 0.11, None));
    assert!(narrower.is_err(), "it is the smallest");
}

#[test]
fn slides_have_their_size_and_larger_text_where_it_fits() {
    let graph = Graph::new(dataset::builtin());
    for (name, picture, _) in pictures(&graph) {
        let Ok(scene) = picture.draw(&on_page(33.867, Some(19.05))) else {
            assert!(["roles", "timeline with a key"].contains(&name), "{name}");
            continue;
        };
        assert!((scene.size.width - 960.0).abs() < 0.1, "{name}");
        assert!((scene.size.height - 540.0).abs() < 0.1, "{name}");
        assert_legible(&scene, name);
    }
    let (_, network, _) = pictures(&graph).remove(0);
    let natural = network
        .draw(&DrawOptions::default())
        .expect("it has a page of its own");
    let slide = network
        .draw(&on_page(33.867, Some(19.05)))
        .expect("it fits a slide");
    assert!(slide.smallest_font_size() > 1.3 * natural.smallest_font_size());
}

#[test]
fn every_colour_of_a_role_is_explained_and_no_two_roles_share_one() {
    let graph = Graph::new(dataset::builtin());
    let selection = Filter::default()
        .resolve(&graph)
        .expect("nothing is named")
        .select();
    let options = MatrixOptions {
        content: MatrixContent::Operations,
        ..MatrixOptions::default()
    };
    let matrix = picture::matrix(&selection, options);
    let theme = DrawOptions::default().theme;
    let tints = &matrix.legend.tints;
    assert_eq!(tints.len(), theme.tints.len());
    let mut explained: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    for square in matrix.squares.iter().flatten() {
        if let SquareFill::Tint(tint) = square.fill {
            let first = square
                .text
                .split(", ")
                .next()
                .unwrap_or_default()
                .to_owned();
            explained.entry(tint).or_default().insert(first);
        }
    }
    for (tint, roles) in explained {
        let label = &tints[tint].label;
        let is_named = roles.iter().all(|role| *role == label.to_lowercase());
        assert!(is_named || label == "Another role", "{label}: {roles:?}");
    }
}

#[test]
fn dyads_without_motives_are_counted_and_not_drawn() {
    let text = "organizations: [{id: a, name: A}, {id: b, name: B}, {id: c, name: C}]\n\
                partnerships: [{between: [a, b]}, {between: [b, c]}]\n";
    let graph = Graph::new(dataset::parse(text).expect("the dataset is sound"));
    let selection = Filter::default()
        .resolve(&graph)
        .expect("nothing is named")
        .select();
    let picture = Picture::from(picture::matrix(&selection, MatrixOptions::default()));
    assert!(picture.is_empty());
    let note = "Left out: 2 partnerships without a motive.";
    assert_eq!(picture.caption().left_out, [note]);
}

/// Returns the centers of the boxes of organizations in a network, by id.
fn centers(graph: &Graph, filter: &Filter, operations: bool) -> BTreeMap<String, Point> {
    let selection = filter.resolve(graph).expect("the names are known").select();
    let options = NetworkOptions {
        operations,
        ..NetworkOptions::default()
    };
    let picture = Picture::from(picture::network(&selection, options));
    let scene = picture
        .draw(&DrawOptions::default())
        .expect("it has a page of its own");
    let mut centers = BTreeMap::new();
    collect_nodes(&scene.items, &mut centers);
    centers
}

fn collect_nodes(items: &[Item], centers: &mut BTreeMap<String, Point>) {
    for item in items {
        let Item::Group(group) = item else { continue };
        let name = group.items.iter().find_map(|item| match item {
            Item::Text(text) => Some(text.at),
            _ => None,
        });
        if let ("node", Some(key), Some(at)) = (group.class, &group.key, name) {
            centers.insert(key.clone(), at);
        }
        collect_nodes(&group.items, centers);
    }
}

#[test]
fn organizations_keep_their_corners_whatever_is_left_out() {
    let graph = Graph::new(dataset::builtin());
    let between = |names: &[&str]| Filter {
        between: names.iter().map(|name| (*name).to_owned()).collect(),
        ..Filter::default()
    };
    let at = Filter {
        at: Some("2005".parse().expect("a year is a date")),
        ..Filter::default()
    };
    let all = centers(&graph, &Filter::default(), false);
    assert_eq!(all.len(), 4);
    for (filter, operations) in [
        (at, false),
        (Filter::default(), true),
        (between(&["UN", "EU", "AU"]), false),
        (between(&["NATO", "EU", "AU"]), false),
        (between(&["UN", "NATO"]), false),
    ] {
        let some = centers(&graph, &filter, operations);
        let known: Vec<_> = some
            .iter()
            .filter(|(id, _)| all.contains_key(*id))
            .collect();
        assert!(known.len() >= 2, "{filter:?}");
        for (a, place_a) in &known {
            for (b, place_b) in &known {
                let (home, here) = (all[*a] - all[*b], **place_a - **place_b);
                if home.x.abs() > 100.0 {
                    assert!(home.x * here.x > 0.0, "{a} {b} {filter:?}");
                }
                if home.y.abs() > 100.0 {
                    assert!(home.y * here.y > 0.0, "{a} {b} {filter:?}");
                }
            }
        }
    }
}
