//! Makes datasets of any size from a seed; the same seed gives the same text.

use std::fmt::Write;

use fastrand::Rng;

/// How large a generated dataset is.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    pub organizations: usize,
    pub partnerships: usize,
}

impl Size {
    /// The size by which the loader is measured.
    pub const M: Self = Self {
        organizations: 1_000,
        partnerships: 10_000,
    };

    /// Returns a size that is as many times larger.
    pub fn times(self, factor: usize) -> Self {
        Self {
            organizations: self.organizations * factor,
            partnerships: self.partnerships * factor,
        }
    }
}

/// How many partnerships share an operation, on average.
const PARTNERSHIPS_PER_OPERATION: usize = 5;

const PHASES: [&str; 4] = ["contact", "ad-hoc", "formalized", "institutionalized"];
const CONDITIONS: [&str; 4] = ["active", "strained", "stalled", "dormant"];
const MOTIVES: [&str; 6] = [
    "organizational-survival",
    "neutralizing-competition",
    "resource-dependence",
    "legitimization",
    "shared-values",
    "organizational-learning",
];
const KINDS: [&str; 3] = ["agreement", "declaration", "resolution"];
const ROLES: [&str; 4] = ["lead", "support", "training", "funding"];

/// Writes a sound dataset as one YAML text; a partnership takes about 750 bytes of it.
pub fn dataset(size: Size, seed: u64) -> String {
    let mut rng = Rng::with_seed(seed);
    let mut yaml = String::with_capacity(size.partnerships * 1_100);
    let sources = size.partnerships / 10 + 1;
    organizations(&mut yaml, size.organizations, &mut rng);
    partnerships(&mut yaml, size, sources, &mut rng);
    operations(&mut yaml, size, &mut rng);
    bibliography(&mut yaml, sources);
    yaml
}

fn organizations(yaml: &mut String, count: usize, rng: &mut Rng) {
    line(yaml, format_args!("organizations:"));
    for number in 0..count {
        let founded = rng.u16(1900..1960);
        line(yaml, format_args!("  - id: o{number}"));
        line(yaml, format_args!("    abbreviation: O{number}"));
        line(
            yaml,
            format_args!("    name: Organization for Content {number}"),
        );
        line(yaml, format_args!("    kind: regional"));
        line(yaml, format_args!("    founded: {founded}"));
    }
}

/// Joins each organization to those that follow it on a ring, so that no pair comes twice.
fn partnerships(yaml: &mut String, size: Size, sources: usize, rng: &mut Rng) {
    line(yaml, format_args!("partnerships:"));
    for number in 0..size.partnerships {
        let a = number % size.organizations;
        let b = (a + 1 + number / size.organizations) % size.organizations;
        let source = number % sources;
        line(yaml, format_args!("  - between: [o{a}, o{b}]"));
        line(yaml, format_args!("    phases:"));
        line(yaml, format_args!("      formal:"));
        let mut year = rng.u16(1960..1980);
        for phase in &PHASES[..rng.usize(2..4)] {
            line(yaml, format_args!("        - phase: {phase}"));
            if rng.u8(0..5) == 0 {
                line(
                    yaml,
                    format_args!("          condition: {}", one_of(rng, &CONDITIONS)),
                );
            }
            line(
                yaml,
                format_args!("          from: {year}-0{}", rng.u8(1..10)),
            );
            line(
                yaml,
                format_args!("          because: a text of the year {year}"),
            );
            line(yaml, format_args!("          cite: [s{source}]"));
            year += rng.u16(1..15);
        }
        line(yaml, format_args!("    motives:"));
        for holder in [a, b] {
            line(
                yaml,
                format_args!("      - motive: {}", one_of(rng, &MOTIVES)),
            );
            line(yaml, format_args!("        of: o{holder}"));
            line(
                yaml,
                format_args!("        statement: What it cannot do alone, it does with the other."),
            );
            line(
                yaml,
                format_args!(
                    "        cite: [{{source: s{source}, at: p. {}}}]",
                    rng.u8(1..99)
                ),
            );
        }
        line(yaml, format_args!("    milestones:"));
        for _ in 0..2 {
            let (month, day) = (rng.u8(1..10), rng.u8(10..28));
            line(
                yaml,
                format_args!("      - date: {}-0{month}-{day}", rng.u16(1980..2020)),
            );
            line(yaml, format_args!("        kind: {}", one_of(rng, &KINDS)));
            line(
                yaml,
                format_args!("        title: The two put on paper what they do"),
            );
            line(yaml, format_args!("        cite: [s{source}]"));
        }
    }
}

/// Lets the members of partnerships on the ring take part in operations.
fn operations(yaml: &mut String, size: Size, rng: &mut Rng) {
    line(yaml, format_args!("operations:"));
    for number in 0..size.partnerships / PARTNERSHIPS_PER_OPERATION {
        let start = rng.u16(1990..2010);
        line(yaml, format_args!("  - id: p{number}"));
        line(yaml, format_args!("    name: Operation {number}"));
        line(
            yaml,
            format_args!("    countries: [Country {}]", number % 50),
        );
        line(yaml, format_args!("    start: {start}"));
        line(yaml, format_args!("    end: {}", start + rng.u16(1..15)));
        line(yaml, format_args!("    cite: [s0]"));
        line(yaml, format_args!("    participations:"));
        let first = number % size.organizations;
        for organization in [
            first,
            (first + 1) % size.organizations,
            (first + 3) % size.organizations,
        ] {
            let role = one_of(rng, &ROLES);
            line(
                yaml,
                format_args!("      - {{organization: o{organization}, role: {role}}}"),
            );
        }
    }
}

fn bibliography(yaml: &mut String, count: usize) {
    line(yaml, format_args!("sources:"));
    for number in 0..count {
        line(yaml, format_args!("  s{number}:"));
        line(yaml, format_args!("    type: report"));
        line(yaml, format_args!("    title: Report on Content {number}"));
        line(yaml, format_args!("    date: {}", 1990 + number % 30));
        line(yaml, format_args!("    tier: official"));
    }
}

fn one_of<'t>(rng: &mut Rng, terms: &[&'t str]) -> &'t str {
    terms[rng.usize(..terms.len())]
}

fn line(yaml: &mut String, text: std::fmt::Arguments<'_>) {
    writeln!(yaml, "{text}").expect("a string takes every text");
}
