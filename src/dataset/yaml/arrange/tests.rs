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

#[test]
fn what_cannot_be_moved_is_left_alone_with_a_reason() {
    for anchor in [
        "organizations:\n  - {id: un, name: &n U}\n  - {id: au, name: *n}\n",
        "sources:\n  a: &x {title: A}\n  b: *x\n",
    ] {
        assert!(matches!(
            arrange("text", anchor),
            Err(ArrangeError::Anchor { line: 2 })
        ));
    }
    let explicit = "organizations:\n  - ? name\n    : U\n    ? id\n    : un\n";
    assert!(matches!(
        arrange("text", explicit),
        Err(ArrangeError::NotAtLineStart { .. })
    ));
    assert!(matches!(
        arrange("text", "organisations: []\n"),
        Err(ArrangeError::Unsound(_))
    ));
}
