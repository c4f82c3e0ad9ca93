//! Pictures laid out for pages of a given size: no text is too small, and none is off the page.

use interorg::dataset;
use interorg::graph::Graph;
use interorg::picture::geometry::Point;
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
        ("operations in a network", network(false, true), 8.5),
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
            assert!(
                ["roles", "timeline with a key"].contains(&name),
                "{name}"
            );
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
