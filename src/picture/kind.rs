//! A picture of any kind.

use super::caption::Caption;
use super::evolution::{self, Evolution};
use super::fit::{self, PageTooSmall};
use super::legend::Row;
use super::matrix::{self, MatrixPicture};
use super::network::{self, Network, Plan};
use super::options::DrawOptions;
use super::scene::Scene;
use super::style::Theme;
use super::timeline::{self, Timeline};
use crate::choice::choices;

choices! {
    /// A kind of picture.
    #[derive(Default)]
    pub enum PictureKind {
        #[default]
        Network = "network": "Who is tied to whom at a date",
        Timeline = "timeline": "The phases of each dyad over time",
        Evolution = "evolution": "The network at several dates, side by side",
        Matrix = "matrix": "A table: dyads by motives, dyads by years, or operations by organizations",
    }
}

/// A picture of any kind, as plain data: what it shows is decided, and nothing is drawn yet.
///
/// ```
/// use interorg::graph::Graph;
/// use interorg::picture::{self, DrawOptions, NetworkOptions, Picture};
/// use interorg::query::Filter;
///
/// let graph = Graph::new(interorg::dataset::builtin());
/// let selection = Filter::default().resolve(&graph)?.select();
/// let network = picture::network(&selection, NetworkOptions::default());
/// let picture = Picture::from(network);
/// assert!(!picture.is_empty());
/// let scene = picture.draw(&DrawOptions::default())?;
/// assert_eq!(scene.title, picture.caption().title);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Picture {
    /// A network.
    Network(Network),
    /// A timeline.
    Timeline(Timeline),
    /// A network at several dates.
    Evolution(Evolution),
    /// A table.
    Matrix(MatrixPicture),
}

impl Picture {
    /// Returns the kind.
    pub fn kind(&self) -> PictureKind {
        match self {
            Self::Network(_) => PictureKind::Network,
            Self::Timeline(_) => PictureKind::Timeline,
            Self::Evolution(_) => PictureKind::Evolution,
            Self::Matrix(_) => PictureKind::Matrix,
        }
    }

    /// Returns the text around the picture.
    pub fn caption(&self) -> &Caption {
        match self {
            Self::Network(network) => &network.caption,
            Self::Timeline(timeline) => &timeline.caption,
            Self::Evolution(evolution) => &evolution.caption,
            Self::Matrix(matrix) => &matrix.caption,
        }
    }

    /// Returns `true` if there is nothing to draw: no tie, no lane or no square.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Network(network) => network.ties.is_empty(),
            Self::Timeline(timeline) => timeline.lanes.is_empty(),
            Self::Evolution(evolution) => {
                evolution.facets.iter().all(|facet| facet.ties.is_empty())
            }
            Self::Matrix(matrix) => matrix.rows.is_empty() || matrix.columns.is_empty(),
        }
    }

    /// Returns the legend in words, one sentence per row.
    pub(crate) fn legend_sentences(&self, theme: &Theme) -> Vec<String> {
        let rows = match self {
            Self::Network(network) => network::legend_rows(&network.legend, theme),
            Self::Timeline(timeline) => timeline::legend_rows(timeline, theme),
            Self::Evolution(evolution) => network::legend_rows(&evolution.legend, theme),
            Self::Matrix(matrix) => matrix::legend_rows(matrix, theme),
        };
        rows.iter().filter_map(Row::sentence).collect()
    }

    /// Draws the picture with caption and legend on a page.
    ///
    /// # Errors
    /// Fails if the options have a page that is too small; without one the page is as large as the picture.
    pub fn draw(&self, options: &DrawOptions) -> Result<Scene, PageTooSmall> {
        let Some(page) = options.page else {
            return Ok(self.scene(options));
        };
        fit::fitted(page, |page| {
            self.scene(&DrawOptions {
                page: Some(page),
                ..options.clone()
            })
        })
    }

    /// Draws the picture; the scene is larger than the page if the picture does not fit.
    fn scene(&self, options: &DrawOptions) -> Scene {
        match self {
            Self::Network(network) => {
                let plan = Plan::for_page(network, options);
                network::draw(network, &plan, options)
            }
            Self::Timeline(timeline) => timeline::draw(timeline, options),
            Self::Evolution(evolution) => evolution::draw(evolution, options),
            Self::Matrix(matrix) => matrix::draw(matrix, options),
        }
    }
}

impl From<Network> for Picture {
    fn from(network: Network) -> Self {
        Self::Network(network)
    }
}

impl From<Timeline> for Picture {
    fn from(timeline: Timeline) -> Self {
        Self::Timeline(timeline)
    }
}

impl From<Evolution> for Picture {
    fn from(evolution: Evolution) -> Self {
        Self::Evolution(evolution)
    }
}

impl From<MatrixPicture> for Picture {
    fn from(matrix: MatrixPicture) -> Self {
        Self::Matrix(matrix)
    }
}
