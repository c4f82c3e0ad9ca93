//! A graph as every format writes it: columns, and rows of nodes and edges.

use std::borrow::Cow;

use super::cell::{Cell, CellType, Column};
use crate::analysis::elements::{
    Attribute, EdgeDirection, EdgeElement, EdgeKind, ElementSpell, Elements, NodeElement, SpellEnd,
    merged,
};
use crate::analysis::how_to_cite;
use crate::export::table::MissingStyle;
use crate::graph::TimeFilter;
use crate::model::{Day, Identified as _, Known, Missing, Value};
use crate::picture::geometry::Size;
use crate::picture::network::{Places, fills, places, strokes};
use crate::picture::style::{Colour, Dash, Stroke, ThemeName};
use crate::query::Selection;

/// How a graph is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct GraphOptions {
    /// Whether every edge is an arc, so that an undirected one becomes a pair of arcs. If not, every edge is undirected.
    pub directed: bool,
    /// How missing values are written; if `None`, they are left out, and are `NA` in tables.
    pub missing: Option<MissingStyle>,
    /// Whether node-link JSON names its list of edges `links`, as D3 and networkx before 3.4 read it.
    pub links_key: bool,
    /// Whether the texts of tables that a spreadsheet would evaluate are written without the apostrophe that prevents it.
    pub raw: bool,
    /// Whether tables begin with a byte order mark.
    pub byte_order_mark: bool,
}

/// The nodes and edges of a selection with their positions and colours, as every graph format writes them.
#[derive(Debug, Clone)]
pub struct GraphDocument<'g> {
    /// What is known of the graph as a whole, by name.
    pub(super) about: Vec<(&'static str, String)>,
    pub(super) node_columns: Vec<Column>,
    pub(super) edge_columns: Vec<Column>,
    pub(super) options: GraphOptions,
    elements: Elements<'g>,
    /// The indices of the attributes that are columns.
    node_attributes: Vec<usize>,
    edge_attributes: Vec<usize>,
    layout: GraphLayout,
    strokes: Vec<Stroke>,
    /// The day at which the graph is seen: the last one of the requested time, or the as-of date.
    seen_on: Day,
    /// The last day that is shown, if a time is requested.
    last_shown: Option<Day>,
    /// The day on which nodes are said to exist or not, in one network of several.
    day: Option<Day>,
}

/// Where the nodes of a graph are, and their colours.
#[derive(Debug, Clone)]
pub struct GraphLayout {
    places: Option<Places>,
    fills: Vec<Colour>,
}

impl GraphLayout {
    /// Lays out a graph as the picture of the selection does.
    pub fn new(selection: &Selection<'_>, elements: &Elements<'_>) -> Self {
        Self {
            places: places(selection, elements),
            fills: fills(selection, elements, &ThemeName::Light.theme()),
        }
    }

    /// Returns `true` if nodes have positions. They have none if there are too many of them.
    pub fn has_positions(&self) -> bool {
        self.places.is_some()
    }
}

/// A node as it is written.
pub(super) struct NodeRow<'a> {
    pub(super) id: &'a str,
    pub(super) label: &'a str,
    pub(super) cells: Vec<Known<Cell<'a>>>,
    /// The spells up to the end of the requested time.
    pub(super) spells: Vec<ElementSpell<'a>>,
    pub(super) colour: Colour,
    /// The centre and the size, in points from the top left corner.
    pub(super) place: Option<[f64; 3]>,
}

/// An edge as it is written.
pub(super) struct EdgeRow<'a> {
    pub(super) id: Cow<'a, str>,
    pub(super) source: usize,
    pub(super) target: usize,
    pub(super) label: &'a str,
    pub(super) weight: f64,
    /// Whether it exists at the time at which the graph is seen.
    pub(super) is_current: bool,
    pub(super) kind: EdgeKind,
    /// The spells up to the end of the requested time.
    pub(super) spells: Vec<ElementSpell<'a>>,
    pub(super) cells: Vec<Known<Cell<'a>>>,
    pub(super) stroke: Stroke,
}

impl EdgeRow<'_> {
    /// Returns the weight, and 0 for an edge that does not exist at the time at which the graph is seen.
    pub(super) fn current_weight(&self) -> f64 {
        if self.is_current { self.weight } else { 0.0 }
    }
}

impl<'g> GraphDocument<'g> {
    /// Prepares the elements of a selection for writing.
    pub fn new(
        selection: &Selection<'g>,
        elements: Elements<'g>,
        layout: GraphLayout,
        options: GraphOptions,
    ) -> Self {
        let node_attributes = applicable(&elements.node_attributes, || {
            elements.nodes.iter().map(|node| &node.values)
        });
        let edge_attributes = applicable(&elements.edge_attributes, || {
            elements.edges.iter().map(|edge| &edge.values)
        });
        let last_shown = selection.time().last_day();
        let as_of = selection.graph().as_of();
        Self {
            about: about(selection),
            node_columns: node_columns(&elements, &node_attributes, layout.has_positions()),
            edge_columns: edge_columns(&elements, &edge_attributes),
            options,
            strokes: strokes(selection, &elements, &ThemeName::Light.theme()),
            elements,
            node_attributes,
            edge_attributes,
            layout,
            seen_on: last_shown.map_or(as_of, |last| last.min(as_of)),
            last_shown,
            day: None,
        }
    }

    /// Adds a column that says which nodes exist on a day.
    pub fn on(mut self, day: Day) -> Self {
        let meaning = "1 if it exists on the date of the network, 0 if not.";
        let column = Column::new("exists", CellType::Integer, meaning);
        self.node_columns.push(column);
        self.about.push(("date", day.to_string()));
        self.day = Some(day);
        self
    }

    /// Returns the number of nodes.
    pub fn node_count(&self) -> usize {
        self.elements.nodes.len()
    }

    /// Returns the number of edges, of which each may be a pair of arcs.
    pub fn edge_count(&self) -> usize {
        self.elements.edges.len()
    }

    /// Returns the number of edges whose weight is unknown, so that it is written as 0.
    pub fn unknown_weights(&self) -> usize {
        let edges = self.elements.edges.iter();
        edges.filter(|edge| edge.weight.is_err()).count()
    }

    pub(super) fn id(&self, node: usize) -> &str {
        &self.elements.nodes[node].id
    }

    /// Returns how missing values are written in formats that can leave a value out.
    pub(super) fn missing(&self) -> MissingStyle {
        self.options.missing.unwrap_or(MissingStyle::Empty)
    }

    /// Returns the width and height of the layout, in points.
    pub(super) fn extent(&self) -> [f64; 2] {
        let extent = self.layout.places.as_ref();
        let extent = extent.map_or_else(Size::default, |places| places.extent);
        [extent.width, extent.height]
    }

    /// Returns the nodes, in the order of the dataset.
    pub(super) fn nodes(&self) -> impl Iterator<Item = NodeRow<'_>> {
        let nodes = self.elements.nodes.iter().enumerate();
        nodes.map(|(row, node)| self.node(row, node))
    }

    fn node<'a>(&'a self, row: usize, node: &'a NodeElement<'g>) -> NodeRow<'a> {
        let frame = self.layout.places.as_ref().map(|places| places.frames[row]);
        let place = frame.map(|frame| {
            let center = frame.center();
            [center.x, center.y, frame.size.height / 2.0]
        });
        let colour = self.layout.fills[row];
        let mut cells = vec![Cell::text(node.label), Cell::text(node.kind.name())];
        cells.extend(self.years(&node.spells));
        let attributes = self.node_attributes.iter();
        cells.extend(attributes.map(|index| Cell::of(&node.values[*index])));
        if let Some([x, y, _]) = place {
            cells.extend([x, y].map(|number| Ok(Cell::Real(rounded(number)))));
        }
        cells.push(Cell::text(colour.hex()));
        if let Some(day) = self.day {
            let mut spells = node.spells.iter().map(ElementSpell::days);
            let exists = spells.any(|days| days.first <= day && day <= days.last);
            cells.push(Ok(Cell::Integer(exists.into())));
        }
        NodeRow {
            id: &node.id,
            label: node.label,
            cells,
            spells: self.shown(&node.spells),
            colour,
            place,
        }
    }

    /// Returns the edges, in the order of the elements. Of a pair of arcs, that from the second member comes second.
    pub(super) fn edges(&self) -> impl Iterator<Item = EdgeRow<'_>> {
        let edges = self.elements.edges.iter().zip(&self.strokes);
        edges.flat_map(|(edge, stroke)| {
            let arcs: &[bool] = match edge.direction {
                _ if !self.options.directed => &[false],
                EdgeDirection::Forward => &[false],
                EdgeDirection::Backward => &[true],
                EdgeDirection::Both => &[false, true],
            };
            let arcs = arcs.iter();
            arcs.map(|is_reversed| self.edge(edge, *stroke, *is_reversed))
        })
    }

    fn edge<'a>(
        &'a self,
        edge: &'a EdgeElement<'g>,
        stroke: Stroke,
        is_reversed: bool,
    ) -> EdgeRow<'a> {
        let weight = edge.weight.unwrap_or(0.0);
        let mut cells = vec![
            Cell::text(&*edge.label),
            Cell::text(edge.kind.name()),
            Ok(Cell::Real(weight)),
        ];
        cells.extend(self.years(&edge.spells));
        cells.push(Ok(Cell::Integer(edge.is_current.into())));
        let attributes = self.edge_attributes.iter();
        cells.extend(attributes.map(|index| {
            let index = if is_reversed {
                other_side(&self.elements.edge_attributes, *index)
            } else {
                *index
            };
            Cell::of(&edge.values[index])
        }));
        cells.push(Cell::text(stroke.colour.hex()));
        let (source, target) = if is_reversed {
            (edge.target, edge.source)
        } else {
            (edge.source, edge.target)
        };
        EdgeRow {
            id: if is_reversed {
                format!("{}--reversed", edge.id).into()
            } else {
                Cow::Borrowed(&edge.id)
            },
            source,
            target,
            label: &edge.label,
            weight,
            is_current: edge.is_current,
            kind: edge.kind,
            spells: self.shown(&edge.spells),
            cells,
            stroke,
        }
    }

    /// Returns spells up to the end of the requested time: what comes after it is not shown.
    fn shown<'a>(&self, spells: &'a [ElementSpell<'g>]) -> Vec<ElementSpell<'a>> {
        let shown = spells.iter().cloned().map(|mut spell| {
            let last = self.last_shown.filter(|last| spell.end.last() > *last);
            spell.end = last.map_or(spell.end, SpellEnd::On);
            spell
        });
        shown.collect()
    }

    /// Returns the first and the last year, and whether it goes on. What goes on has the year in which the graph is seen.
    fn years(&self, spells: &[ElementSpell<'_>]) -> [Known<Cell<'static>>; 3] {
        let presence = merged(spells.iter().cloned());
        let (Some(first), Some(last)) = (presence.first(), presence.last()) else {
            return [(); 3].map(|()| Err(Missing::Unknown));
        };
        let year = |day: Option<Day>| {
            let day = day.and_then(Day::bounded).ok_or(Missing::Unknown)?;
            Ok(Cell::Integer(day.year().into()))
        };
        let flag = |flag: bool| Ok(Cell::Integer(flag.into()));
        let from = year(first.first);
        let lasts = last.end.last() >= self.seen_on;
        match last.end {
            SpellEnd::Unknown { .. } if lasts => [from, year(None), Err(Missing::Unknown)],
            SpellEnd::Unknown { .. } => [from, year(None), flag(false)],
            SpellEnd::On(day) if !lasts => [from, year(Some(day)), flag(false)],
            SpellEnd::On(_) | SpellEnd::Ongoing => {
                let seen_on = first
                    .first
                    .map_or(self.seen_on, |day| day.max(self.seen_on));
                [from, year(Some(seen_on)), flag(true)]
            }
        }
    }
}

/// Returns the indices of the attributes that have something to say of any of some rows: they apply to it, and are not an
/// empty list. What they say of the source of an edge and of its target goes together.
fn applicable<'v, 'g: 'v, I: Iterator<Item = &'v Vec<Value<'g>>>>(
    attributes: &[Attribute],
    rows: impl Fn() -> I,
) -> Vec<usize> {
    let applies = |value: &Value<'_>| match value {
        Value::Missing(reason) => *reason != Missing::NotApplicable,
        Value::List(items) => !items.is_empty(),
        _ => true,
    };
    let is_used = |index: usize| rows().any(|values| applies(&values[index]));
    let indices = 0..attributes.len();
    indices
        .filter(|index| is_used(*index) || is_used(other_side(attributes, *index)))
        .collect()
}

/// Returns the index of the attribute that says of the target what this one says of the source, or the reverse; its own if
/// there is none.
fn other_side(attributes: &[Attribute], index: usize) -> usize {
    let name = attributes[index].name;
    let other = match name.strip_prefix("source-") {
        Some(what) => format!("target-{what}"),
        None => match name.strip_prefix("target-") {
            Some(what) => format!("source-{what}"),
            None => return index,
        },
    };
    let found = attributes.iter().position(|one| one.name == other);
    found.unwrap_or(index)
}

fn node_columns(elements: &Elements<'_>, attributes: &[usize], has_places: bool) -> Vec<Column> {
    use CellType::{Integer, Real, Text};
    let first = [
        Column::new("label", Text, "The short name."),
        Column::new("kind", Text, "`organization` or `operation`."),
        Column::new("from_year", Integer, "The first year in which it exists."),
        Column::new("to_year", Integer, TO_YEAR),
        Column::new("ongoing", Integer, ONGOING),
    ];
    let places = [
        Column::new("x", Real, "The position from the left, in points."),
        Column::new("y", Real, "The position from the top, in points."),
    ];
    let places = places.into_iter().filter(|_| has_places);
    let colour = Column::new("color", Text, "The colour of the kind of organization.");
    first
        .into_iter()
        .chain(columns(&elements.node_attributes, attributes))
        .chain(places)
        .chain([colour])
        .collect()
}

const TO_YEAR: &str = "The last year in which it exists; if it goes on, the year in which the graph is seen: the last of \
                       the requested time, or that of the as-of date.";

const ONGOING: &str = "1 if it goes on then, 0 if it has ended.";

fn edge_columns(elements: &Elements<'_>, attributes: &[usize]) -> Vec<Column> {
    use CellType::{Integer, Real, Text};
    let kinds = "The kind: `partnership`, `derived-tie`, `membership`, `shared-operation` or `participation`.";
    let weight = "The rung of a partnership counted from 1, the number of shared operations, or the requested amount.";
    let current = "1 if it exists at the requested time, 0 if not. Without one, a partnership exists if it does on the as-of \
                   date, and all else if it ever did.";
    let colour = "The colour of the phase and condition, or of the weight.";
    let first = [
        Column::new("label", Text, "The label."),
        Column::new("kind", Text, kinds),
        Column::new("weight", Real, weight),
        Column::new("from_year", Integer, "The first year in which it exists."),
        Column::new("to_year", Integer, TO_YEAR),
        Column::new("ongoing", Integer, ONGOING),
        Column::new("current", Integer, current),
    ];
    first
        .into_iter()
        .chain(columns(&elements.edge_attributes, attributes))
        .chain([Column::new("color", Text, colour)])
        .collect()
}

fn columns(attributes: &[Attribute], indices: &[usize]) -> impl Iterator<Item = Column> {
    indices.iter().map(|index| {
        let attribute = attributes[*index];
        let cell_type = CellType::of(attribute.value_type);
        Column::new(attribute.name, cell_type, attribute.meaning)
    })
}

/// Returns what is known of a graph as a whole: the dataset, the time, and the program.
fn about(selection: &Selection<'_>) -> Vec<(&'static str, String)> {
    let graph = selection.graph();
    let dataset = graph.dataset();
    let about = dataset.about();
    let text = |text: &Option<Box<str>>| text.as_deref().map(str::to_owned);
    let coding = selection.coding().map(|coding| {
        let codings = &dataset.vocabularies().codings;
        codings[coding].id().to_string()
    });
    let (at, during) = match selection.time() {
        TimeFilter::Always => (None, None),
        TimeFilter::At(day) => (Some(day.to_string()), None),
        time @ TimeFilter::During(..) => {
            let days = time.days();
            let bound = |day: Day| day.bounded().map_or(String::new(), |day| day.to_string());
            (
                None,
                Some(format!("{}..{}", bound(days.first), bound(days.last))),
            )
        }
    };
    let [source, _] = how_to_cite(dataset);
    let entries = [
        ("title", text(&about.title)),
        ("version", text(&about.version)),
        ("as_of", graph.as_of().bounded().map(|day| day.to_string())),
        ("source", Some(source.reference())),
        ("licence", text(&about.licence)),
        ("at", at),
        ("during", during),
        ("coding", coding),
        (
            "generator",
            Some(concat!("interorg ", env!("CARGO_PKG_VERSION")).to_owned()),
        ),
    ];
    let known = entries
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)));
    known.collect()
}

/// Returns a number of points with two decimals.
fn rounded(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}

/// Returns the style of a line by the names that graph formats share: `solid`, `dashed` or `dotted`.
pub(super) fn line_style(dash: Dash) -> &'static str {
    match dash {
        Dash::Solid => "solid",
        Dash::Dotted => "dotted",
        _ => "dashed",
    }
}
