//! The tables of a property graph: nodes with one label, and relationships of one type.

/// A dataset as a property graph.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct PropertyGraph {
    /// The nodes, one table per label.
    pub nodes: Vec<PropertyTable>,
    /// The relationships, one table per type and pair of labels.
    pub relationships: Vec<PropertyTable>,
}

/// Nodes with one label, or relationships of one type between nodes of two labels.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct PropertyTable {
    /// The label of the nodes, such as `Organization`, or the type of the relationships, such as `HOLDS`.
    pub name: &'static str,
    /// The labels of the nodes from which and to which relationships lead; `None` for nodes.
    pub ends: Option<[&'static str; 2]>,
    /// The properties that a row may have: name and type. Those of nodes begin with `id`.
    pub columns: Vec<(&'static str, PropertyType)>,
    /// The rows. Those of relationships begin with the ids of the two nodes, which are not properties.
    pub rows: Vec<PropertyRow>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct PropertyRow {
    /// The ids of the nodes from which and to which a relationship leads.
    pub ends: Option<[String; 2]>,
    /// The values, in the order of the columns; `None` if there is none.
    pub values: Vec<Option<Property>>,
}

/// The type of a property.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PropertyType {
    /// A text.
    Text,
    /// A whole number.
    Integer,
    /// A truth value.
    Boolean,
    /// A day.
    Date,
    /// A list of texts.
    Texts,
}

/// The value of a property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Property {
    /// A text, or a day as `YYYY-MM-DD`.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A truth value.
    Boolean(bool),
    /// A list of texts.
    Texts(Vec<String>),
}

impl PropertyType {
    /// Returns the name of the type in the header of a file for Neo4j.
    pub(super) fn in_neo4j(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Integer => "long",
            Self::Boolean => "boolean",
            Self::Date => "date",
            Self::Texts => "string[]",
        }
    }
}

impl PropertyTable {
    /// Creates a table of nodes.
    pub(super) fn nodes(name: &'static str, columns: &[(&'static str, PropertyType)]) -> Self {
        let id = std::iter::once(("id", PropertyType::Text));
        Self {
            name,
            ends: None,
            columns: id.chain(columns.iter().copied()).collect(),
            rows: Vec::new(),
        }
    }

    /// Creates a table of relationships.
    pub(super) fn relationships(
        name: &'static str,
        ends: [&'static str; 2],
        columns: &[(&'static str, PropertyType)],
    ) -> Self {
        Self {
            name,
            ends: Some(ends),
            columns: columns.to_vec(),
            rows: Vec::new(),
        }
    }

    /// Returns the name of the file of the table, such as `Organization.csv` or `Partnership-HAS_MEMBER-Organization.csv`.
    pub fn file_name(&self) -> String {
        match self.ends {
            None => format!("{}.csv", self.name),
            Some([from, to]) => format!("{from}-{}-{to}.csv", self.name),
        }
    }

    /// Adds a node. Values that are not given are missing.
    pub(super) fn node(&mut self, id: String, values: Vec<(&'static str, Option<Property>)>) {
        let id = ("id", Some(Property::Text(id)));
        self.row(None, std::iter::once(id).chain(values).collect());
    }

    /// Adds a relationship.
    pub(super) fn relationship(
        &mut self,
        ends: [String; 2],
        values: Vec<(&'static str, Option<Property>)>,
    ) {
        self.row(Some(ends), values);
    }

    fn row(&mut self, ends: Option<[String; 2]>, given: Vec<(&'static str, Option<Property>)>) {
        debug_assert!(given.iter().all(|(name, _)| {
            let mut columns = self.columns.iter();
            columns.any(|(column, _)| column == name)
        }));
        let columns = self.columns.iter();
        let values = columns.map(|(column, _)| {
            let mut given = given.iter();
            given.find(|(name, _)| name == column)?.1.clone()
        });
        let values = values.collect();
        self.rows.push(PropertyRow { ends, values });
    }
}
