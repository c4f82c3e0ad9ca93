//! Evidence: which sources an answer rests on, numbered in the order in which they are first cited.

use std::collections::{HashMap, HashSet};

use super::cell::Cell;
use super::table::Reference;
use crate::graph::{Graph, JointParticipationRef};
use crate::model::{Citation, Claim, Dataset, Identified, Key, Source, Value};
use crate::query::Selection;

/// Numbers sources as they are cited.
pub(super) struct Bibliography<'g> {
    graph: &'g Graph,
    numbers: HashMap<Key<Source>, usize>,
    cited: Vec<Key<Source>>,
}

impl<'g> Bibliography<'g> {
    /// Begins a list of sources if evidence is asked for.
    pub(super) fn asked(graph: &'g Graph, evidence: bool) -> Option<Self> {
        evidence.then(|| Self {
            graph,
            numbers: HashMap::new(),
            cited: Vec::new(),
        })
    }

    /// Makes the cell of the evidence of claims: what each supports, its source and place in it.
    pub(super) fn cell<'n, 'c>(
        &mut self,
        claims: impl IntoIterator<Item = (&'n str, &'c Claim)>,
    ) -> Cell {
        let mut items = Items::default();
        for (supports, claim) in claims {
            for citation in &claim.citations {
                items.push(self.record(supports, claim.confidence.as_str(), citation));
            }
        }
        items.cell()
    }

    /// Makes the cell of a claim that is told with its rival readings, which have sources of their own.
    pub(super) fn told(&mut self, supports: &str, claim: &Claim) -> Cell {
        let mut items = Items::default();
        let confidence = claim.confidence.as_str();
        for citation in &claim.citations {
            items.push(self.record(supports, confidence, citation));
        }
        for citation in claim.rivals.iter().flat_map(|rival| &rival.citations) {
            items.push(self.record("rival", "", citation));
        }
        items.cell()
    }

    /// Makes the cell of citations that stand outside a claim.
    pub(super) fn citations(&mut self, citations: &[Citation]) -> Cell {
        let mut items = Items::default();
        for citation in citations {
            items.push(self.record("record", "", citation));
        }
        items.cell()
    }

    fn record(&mut self, supports: &str, confidence: &str, citation: &Citation) -> Numbered {
        let next = self.cited.len() + 1;
        let number = *self.numbers.entry(citation.source).or_insert(next);
        if number == next {
            self.cited.push(citation.source);
        }
        let source = &self.graph.dataset().sources()[citation.source];
        let confidence = (!confidence.is_empty()).then_some(confidence);
        let record = Value::Record(vec![
            ("supports", Value::text(supports)),
            ("source", Value::text(source.id().as_str())),
            ("at", citation.at.as_deref().into()),
            ("quote", citation.quote.as_deref().into()),
            ("confidence", confidence.into()),
            ("title", Value::text(&*source.title)),
            ("url", source.url.as_deref().into()),
        ])
        .into_owned();
        (number, citation.at.as_deref().map(str::to_owned), record)
    }

    /// Returns the sources that were cited, by number.
    pub(super) fn references(self) -> Vec<Reference> {
        let sources = self.graph.dataset().sources();
        let cited = self.cited.iter().enumerate();
        cited
            .map(|(place, key)| Reference {
                number: place + 1,
                id: sources[*key].id().to_string(),
                text: sources[*key].reference(),
            })
            .collect()
    }
}

/// Returns the sources that a selection rests on, in the order in which they are first cited: for each
/// partnership all that its dossier cites at the time of the selection (phases under every coding,
/// motives, milestones, lessons, shared operations with the parts of the two in them); where all
/// partnerships are selected, the literature of the definitions comes last.
pub fn sources<'g>(selection: &Selection<'g>) -> Vec<&'g Source> {
    let sources = selection.graph().dataset().sources();
    let mut seen = HashSet::new();
    let mut cited = Vec::new();
    let mut cite = |citation: &Citation| {
        let is_new = seen.insert(citation.source);
        cited.extend(is_new.then(|| &sources[citation.source]));
    };
    for selected in selection.iter() {
        for coding in selection.graph().dataset().vocabularies().codings.keys() {
            let spells = selected.course(coding);
            spells.for_each(|spell| spell.record().claim.all_citations().for_each(&mut cite));
        }
        let motives = selected.motives().map(|motive| &motive.claim);
        let milestones = selected.milestones().map(|milestone| &milestone.claim);
        let lessons = selected.lessons().map(|lesson| &lesson.claim);
        let told = motives.chain(milestones).chain(lessons);
        told.flat_map(Claim::all_citations).for_each(&mut cite);
        let shared = selected
            .joint_participations()
            .flat_map(JointParticipationRef::claims);
        shared.for_each(|(_, claim)| claim.citations.iter().for_each(&mut cite));
    }
    if !selection.is_narrowed() {
        let terms = selection.graph().dataset().vocabularies().all_terms();
        terms.for_each(|(_, term)| term.citations.iter().for_each(&mut cite));
    }
    cited
}

/// Makes the entries by which the dataset and the program are cited themselves, each with its version;
/// how to cite the dataset, its coverage and its licence are remarks on its entry.
pub fn how_to_cite(dataset: &Dataset) -> [Source; 2] {
    let about = dataset.about();
    let entry = |id: &str, version: Option<&str>| Source {
        serial_numbers: version
            .map(|version| ("version".into(), version.into()))
            .into_iter()
            .collect(),
        ..Source::untitled(id.parse().expect("the two ids are well formed"))
    };
    let licence = about
        .licence
        .as_deref()
        .map(|licence| format!("Licence: {licence}."));
    let coverage = about
        .coverage
        .as_deref()
        .map(|coverage| format!("Coverage: {coverage}"));
    let remarks = [
        about.citation.as_deref().map(str::to_owned),
        coverage,
        licence,
    ];
    let remarks = remarks.into_iter().flatten().collect::<Vec<_>>().join(" ");
    [
        Source {
            kind: "dataset".into(),
            title: about.title.as_deref().unwrap_or("Untitled dataset").into(),
            authors: about.authors.clone(),
            date: about.as_of,
            url: about.url.clone(),
            note: (!remarks.is_empty()).then(|| remarks.into()),
            ..entry("dataset", about.version.as_deref())
        },
        Source {
            kind: "repository".into(),
            title: PROGRAM.into(),
            authors: ["The interorg contributors".into()].into(),
            date: RELEASED.parse().ok(),
            url: Some(env!("CARGO_PKG_REPOSITORY"))
                .filter(|url| !url.is_empty())
                .map(Into::into),
            note: Some(concat!("Licence: ", env!("CARGO_PKG_LICENSE")).into()),
            ..entry("program", Some(env!("CARGO_PKG_VERSION")))
        },
    ]
}

/// The title of the program, as `CITATION.cff` has it.
const PROGRAM: &str =
    "interorg: knowledge graphs of partnerships between international organizations";

/// The day of this version, as `CITATION.cff` has it.
const RELEASED: &str = "2026-11-24";

/// A citation with the number of its source and the place in it.
type Numbered = (usize, Option<String>, Value<'static>);

/// The citations of one cell.
#[derive(Default)]
struct Items {
    records: Vec<Value<'static>>,
    /// Numbers of sources that are cited as a whole.
    numbers: Vec<usize>,
    /// Numbers of sources with a place in them.
    places: Vec<(usize, String)>,
}

impl Items {
    fn push(&mut self, (number, at, record): Numbered) {
        match at {
            Some(at) => self.places.push((number, at)),
            None => self.numbers.push(number),
        }
        if !self.records.contains(&record) {
            self.records.push(record);
        }
    }

    fn cell(mut self) -> Cell {
        self.numbers.sort_unstable();
        self.numbers.dedup();
        self.places.sort_unstable();
        self.places.dedup();
        let whole = ranges(&self.numbers).join(", ");
        let whole = (!whole.is_empty()).then(|| format!("[{whole}]"));
        let places = self
            .places
            .iter()
            .map(|(number, at)| format!("[{number}, {at}]"));
        let text = whole
            .into_iter()
            .chain(places)
            .collect::<Vec<_>>()
            .join(" ");
        Cell::evidence(self.records, text)
    }
}

/// Spells rising numbers, three or more in a row as a range.
fn ranges(numbers: &[usize]) -> Vec<String> {
    let runs = numbers.chunk_by(|a, b| a + 1 == *b);
    runs.flat_map(|run| match run {
        [first, .., last] if run.len() > 2 => vec![format!("{first}–{last}")],
        few => few.iter().map(ToString::to_string).collect(),
    })
    .collect()
}
