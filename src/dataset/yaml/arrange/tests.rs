//! Comments, anchors and marks on their way.

use super::{ArrangeError, arrange};

#[test]
fn comments_move_with_what_they_stand_above_or_beside() {
    let text = "\
# About this file.

sources:
  # second
  b: {title: B, type: web}
  # first
  a:
    title: A
organizations:
  # The Union.
  - name: African Union # short: AU
    # lower case
    id: au

  - id: un
    name: United Nations
partnerships:
  - milestones:
      # later
      - title: |
          # no comment
          two
        kind: summit
        date: 2003
      - {title: One, kind: summit, date: 2002-05, cite: [a]} # earlier
    between: [un, au]
";
    let arranged = arrange("text", text).expect("it is sound");
    let expected = "\
# About this file.

organizations:
  # The Union.
  - # lower case
    id: au
    name: African Union # short: AU

  - id: un
    name: United Nations
partnerships:
  - between: [un, au]
    milestones:
      - {date: 2002-05, kind: summit, title: One, cite: [a]} # earlier
      # later
      - date: 2003
        kind: summit
        title: |
          # no comment
          two
sources:
  # first
  a:
    title: A
  # second
  b: {type: web, title: B}
";
    assert_eq!(arranged, expected);
    assert_eq!(arrange("text", &arranged).expect("it is sound"), arranged);
}

#[test]
fn only_what_an_empty_line_separates_from_the_first_part_stays_at_the_top() {
    let text = "\
# Licence CC-BY

# Bibliography
sources:
  # All were read twice.

  # second
  b: {title: B}
  a: {title: A}
# The members
organizations: []
";
    let expected = "\
# Licence CC-BY

# The members
organizations: []
# Bibliography
sources:
  # All were read twice.

  a: {title: A}
  # second
  b: {title: B}
";
    for end in ["\n", "\r\n"] {
        let text = text.replace('\n', end);
        let arranged = arrange("text", &text).expect("it is sound");
        assert_eq!(arranged, expected.replace('\n', end), "{end:?}");
        assert_eq!(arrange("text", &arranged).expect("it is sound"), arranged);
    }
    let without_head = "# b\n# B\nsources: {}\n\n# a\norganizations: []\n";
    assert_eq!(
        arrange("text", without_head).expect("it is sound"),
        "# a\norganizations: []\n# b\n# B\nsources: {}\n"
    );
}

#[test]
fn a_comment_below_an_item_stays_with_it() {
    let text = "\
organizations:
  - name: African Union
    # after the name
    id: au
    # end of au

partnerships:
  - between: [un, au]
    milestones:
      - title: Two
        date: 2005
        kind: summit
        # note of the 2005 milestone
      - date: 2001
        kind: summit
        title: One
        # note of the 2001 milestone
      # - {date: 1999, kind: summit, title: Left out}
sources:
  b:
    type: web
    title: B
    # end of b
  # above a
  a:
    title: A
    # after title
  # right below a

  c: {title: C}
    # further in than c
# the end
";
    let expected = "\
organizations:
  - # after the name
    id: au
    name: African Union
    # end of au

partnerships:
  - between: [un, au]
    milestones:
      - date: 2001
        kind: summit
        title: One
        # note of the 2001 milestone
      - date: 2005
        kind: summit
        title: Two
        # note of the 2005 milestone
      # - {date: 1999, kind: summit, title: Left out}
sources:
  # above a
  a:
    title: A
    # after title
  # right below a
  b:
    type: web
    title: B
    # end of b

  c: {title: C}
    # further in than c
# the end
";
    let arranged = arrange("text", text).expect("it is sound");
    assert_eq!(arranged, expected);
    assert_eq!(arrange("text", &arranged).expect("it is sound"), arranged);
}

#[test]
fn a_value_between_brackets_moves_without_the_blanks_around_it() {
    let text = "organizations:\n  - { id: un, name: U, founded: 1945, aliases: [UNO] }\n";
    let expected = "organizations:\n  - { id: un, name: U, aliases: [UNO], founded: 1945 }\n";
    assert_eq!(arrange("text", text).expect("it is sound"), expected);
}

#[test]
fn a_byte_order_mark_is_kept() {
    let text = "\u{FEFF}sources:\n  a: {title: A}\n";
    assert_eq!(arrange("text", text).expect("it is sound"), text);
}

/// Arranges a text, and again what comes of it, which must stay the same.
#[track_caller]
fn arranged(text: &str) -> String {
    let arranged = arrange("text", text).expect("it is sound");
    assert_eq!(arrange("text", &arranged).expect("it is sound"), arranged);
    arranged
}

#[test]
fn comments_in_brackets_move_with_what_they_are_above_or_beside() {
    let text = "\
sources: { # all of them
  # Books

  # second
  b: {title: B}, # beside b
  c: {title: C}, a: {title: A} # beside a
  # at the end
  }
organizations:
  - {
    name: U, id: un, # two in a line
    # since
    founded: 1945
    ,
    aliases: [UNO], # with comma
    }
";
    let expected = "\
organizations:
  - { id: un, # two in a line
    name: U,
    aliases: [UNO], # with comma
    # since
    founded: 1945
    ,
    }
sources: { # all of them
  # Books

  a: {title: A}, # beside a
  # second
  b: {title: B}, # beside b
  c: {title: C}
  # at the end
  }
";
    for end in ["\n", "\r\n"] {
        let text = text.replace('\n', end);
        assert_eq!(arranged(&text), expected.replace('\n', end), "{end:?}");
    }
}

#[test]
fn a_comment_beside_the_last_part_in_quotes_moves_too() {
    for value in ["'it''s'", "\"a \\\" b\"", "!!str 'V'"] {
        let text =
            format!("dataset: {{\n  as-of: 2020, # it's\n  version: {value} # \"v\"\n  }}\n");
        assert_eq!(
            arranged(&text),
            format!("dataset: {{\n  version: {value}, # \"v\"\n  as-of: 2020 # it's\n  }}\n")
        );
    }
}

#[test]
fn an_alias_stays_below_its_anchor() {
    let cases = [
        // The parts that have them keep their order, and the others are arranged.
        (
            "sources:\n  b: &x {title: B}\n  c: {title: C}\n  a: *x\n  aa: {title: A}\n",
            "sources:\n  aa: {title: A}\n  b: &x {title: B}\n  a: *x\n  c: {title: C}\n",
        ),
        (
            "organizations:\n  - {name: &n U, id: un}\n  - {name: *n, id: au}\n",
            "organizations:\n  - {id: un, name: &n U}\n  - {id: au, name: *n}\n",
        ),
        (
            "sources: &s\n  b: {title: B}\n  a: {title: A}\norganizations: &o\n- name: U\n  id: un\n",
            "sources: &s\n  a: {title: A}\n  b: {title: B}\norganizations: &o\n- id: un\n  name: U\n",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(arranged(text), expected);
    }
}

#[test]
fn explicit_keys_tags_and_dashes_on_lines_of_their_own_are_moved() {
    let cases = [
        (
            "organizations:\n  - ? name\n    # the name\n    : U\n    ? id\n    : un\n",
            "organizations:\n  - ? id\n    : un\n    ? name\n    # the name\n    : U\n",
        ),
        (
            "organizations:\n- !!str name: U\n  !!str id: un\n",
            "organizations:\n- !!str id: un\n  !!str name: U\n",
        ),
        (
            "organizations:\n# one\n-\n  # the name\n  name: U\n  id: un\n",
            "organizations:\n# one\n-\n  id: un\n  # the name\n  name: U\n",
        ),
        (
            "sources: {}\norganizations:\n- {name: U, id: un} # c\n",
            "organizations:\n- {id: un, name: U} # c\nsources: {}\n",
        ),
        (
            "sources:\n  {b: {title: B}, a: {title: A}} # c\norganizations: []\n",
            "organizations: []\nsources:\n  {a: {title: A}, b: {title: B}} # c\n",
        ),
        (
            "partnerships:\n- milestones:\n  - !!str kind: summit\n    date: 2001\n    title: T\n  - date: 2000\n    kind: summit\n    title: T\n  between: [a, b]\n",
            "partnerships:\n- between: [a, b]\n  milestones:\n  - date: 2000\n    kind: summit\n    title: T\n  - date: 2001\n    !!str kind: summit\n    title: T\n",
        ),
        (
            "organizations:\n-\n  # the name\n  name: U\n  id: un\n- # second\n\n  # other\n  name: V\n  id: v\n",
            "organizations:\n-\n  id: un\n  # the name\n  name: U\n- # second\n\n  id: v\n  # other\n  name: V\n",
        ),
        (
            "organizations:\n- name: |+\n    U\n\n  # c\n  id: un\n",
            "organizations:\n- # c\n  id: un\n  name: |+\n    U\n\n",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(arranged(text), expected);
    }
}

#[test]
fn the_ending_of_the_last_line_stays() {
    for end in ["\n", "\r\n"] {
        let lines = ["sources: {}", "# members", "organizations: []"];
        let expected = [lines[1], lines[2], lines[0]].join(end);
        assert_eq!(arranged(&lines.join(end)), expected);
        assert_eq!(
            arranged(&format!("{}{end}", lines.join(end))),
            format!("{expected}{end}")
        );
    }
    // An empty line below a text in a block does not become the last one.
    let sources = "organizations:\n- name: |-\n    U\n\n  id: un\nsources: {}\n";
    assert_eq!(
        arranged(sources),
        "organizations:\n- id: un\n  name: |-\n    U\nsources: {}\n"
    );
    // The line break is a part of the text that becomes the last one.
    let text = "organizations:\n- {id: un, name: U}\nsources:\n  b:\n    publisher: |\n      P\n    title: B";
    let expected = "organizations:\n- {id: un, name: U}\nsources:\n  b:\n    title: B\n    publisher: |\n      P\n";
    assert_eq!(arranged(text), expected);
}

#[test]
fn a_text_without_parts_is_in_order() {
    for text in ["", "\n", "# c", "# c\n\n", "---\n# c\n...\n"] {
        assert_eq!(arranged(text), text);
    }
}

#[test]
fn an_unsound_text_is_left_alone() {
    assert!(matches!(
        arrange("text", "organisations: []\n"),
        Err(ArrangeError::Unsound(_))
    ));
}
