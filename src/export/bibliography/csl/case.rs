//! Changes of case (CSL 1.0.2, `text-case`).

use hayagriva::citationberg::TextCase;

use super::quotes;

/// The words that titles in English keep in lower case (CSL 1.0.2, "Title Case Conversion").
const STOP_WORDS: &str = " a about above across afore after against al along alongside amid amidst among amongst an and \
    anenst apropos apud around as aside astride at athwart atop barring before behind below beneath beside besides \
    between beyond but by c ca circa d' de despite down during et except for forenenst from given in inside into lest \
    like modulo near next nor notwithstanding of off on onto or out over per plus pro qua sans since so than the through \
    throughout thruout till to toward towards under underneath until unto up upon v van versus via vis-à-vis von vs with \
    within without yet ";

/// Returns a text in another case. Titles in other languages than English keep their case.
pub(super) fn in_case(text: &str, case: TextCase, is_english: bool) -> String {
    match case {
        TextCase::Lowercase => text.to_lowercase(),
        TextCase::Uppercase => text.to_uppercase(),
        TextCase::CapitalizeFirst => capitalize_first(text),
        TextCase::CapitalizeAll => text
            .split(' ')
            .map(capitalize_first)
            .collect::<Vec<_>>()
            .join(" "),
        TextCase::SentenceCase => sentence_case(text),
        TextCase::TitleCase if is_english => title_case(text),
        TextCase::TitleCase => text.to_owned(),
    }
}

/// Capitalizes the first word, unless it has a capital already.
pub(super) fn capitalize_first(text: &str) -> String {
    let first_word = words(text).next();
    let Some((start, word)) = first_word.filter(|(_, word)| *word == word.to_lowercase()) else {
        return text.to_owned();
    };
    let rest = &text[start + word.len()..];
    format!("{}{}{rest}", &text[..start], capitalized(word))
}

/// Capitalizes the first word; of a text in capitals, lowers the others.
fn sentence_case(text: &str) -> String {
    if text.chars().any(char::is_lowercase) {
        capitalize_first(text)
    } else {
        capitalize_first(&text.to_lowercase())
    }
}

/// Capitalizes all words except stop words in the middle. A word with a capital is left as it is.
fn title_case(text: &str) -> String {
    let words: Vec<(usize, &str)> = words(text).collect();
    let mut title = String::with_capacity(text.len());
    let mut end = 0;
    for (index, (start, word)) in words.iter().copied().enumerate() {
        let between = &text[end..start];
        let is_end = index == 0 || index + 1 == words.len() || between.contains([':', '?', '!']);
        let is_lower = word == word.to_lowercase();
        let is_capitalized = is_end || (word.chars().count() > 1 && !is_stop_word(word));
        title.push_str(between);
        if is_lower && is_capitalized {
            title.push_str(&capitalized(word));
        } else {
            title.push_str(word);
        }
        end = start + word.len();
    }
    title + &text[end..]
}

fn is_stop_word(word: &str) -> bool {
    STOP_WORDS.contains(&format!(" {word} "))
}

/// Returns the words of a text with their places.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let start = text.as_ptr() as usize;
    text.split(separates_words)
        .filter(|word| !word.is_empty())
        .map(move |word| (word.as_ptr() as usize - start, word))
}

fn separates_words(character: char) -> bool {
    character.is_whitespace()
        || quotes::is_mark(character)
        || "-–—/.,;?!:[]()\"“”‘".contains(character)
}

fn capitalized(word: &str) -> String {
    let mut characters = word.chars();
    let first = characters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(characters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_capitalized_except_stop_words_in_the_middle() {
        for (text, title) in [
            ("the road to addis", "The Road to Addis"),
            ("who leads? the delegation", "Who Leads? The Delegation"),
            ("what we rely on", "What We Rely On"),
            ("the EU’s policy in the DRC", "The EU’s Policy in the DRC"),
            ("co-operation and follow-up", "Co-Operation and Follow-Up"),
            ("iPhone sales", "iPhone Sales"),
        ] {
            assert_eq!(in_case(text, TextCase::TitleCase, true), title);
        }
        assert_eq!(
            in_case("die rolle der nachbarn", TextCase::TitleCase, false),
            "die rolle der nachbarn"
        );
    }

    #[test]
    fn sentences_keep_the_case_of_other_words() {
        assert_eq!(
            in_case("the UN in africa", TextCase::SentenceCase, true),
            "The UN in africa"
        );
        assert_eq!(
            in_case("A REPORT ON PEACE", TextCase::SentenceCase, true),
            "A report on peace"
        );
    }
}
