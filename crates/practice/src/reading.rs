//! How old a reader must be to read a text: a nudge to whoever writes it, never a wall.
//!
//! The Coleman-Liau index counts letters and sentences, which a program counts exactly where it can only guess at
//! syllables: M. Coleman and T. L. Liau, "A computer readability formula designed for machine scoring", Journal of
//! Applied Psychology 60(2), 1975, pp. 283-284. It gives a school grade of the United States, whose children are five
//! years older than their grade.

/// Letters, words and sentences of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Reading {
    /// Letters and digits.
    pub letters: usize,
    /// Words.
    pub words: usize,
    /// Sentences: each ends with a full stop or the like, or with its paragraph.
    pub sentences: usize,
}

/// Fewer words than this say too little about how hard a text is.
const FEWEST_WORDS: usize = 30;

/// Years between a school grade of the United States and the age of those in it.
const AGE_IN_GRADE_NONE: f64 = 5.0;

impl Reading {
    /// Counts the letters, words and sentences of texts that stand apart.
    pub fn of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Reading {
        let mut counted = Reading::default();
        for sentence in texts.into_iter().flat_map(sentences) {
            let words = sentence.split_whitespace().filter(|word| word.contains(char::is_alphanumeric));
            counted.words += words.count();
            counted.letters += sentence.chars().filter(|sign| sign.is_alphanumeric()).count();
            counted.sentences += 1;
        }
        counted
    }

    /// The index: a school grade. None when there is no word.
    pub fn grade(&self) -> Option<f64> {
        let per_hundred = |count: usize| 100.0 * count as f64 / self.words as f64;
        (self.words > 0).then(|| 0.0588 * per_hundred(self.letters) - 0.296 * per_hundred(self.sentences) - 15.8)
    }

    /// The age, in whole years, from which most children can read it; never under 5. None when there are too few words
    /// to say.
    pub fn age(&self) -> Option<u32> {
        let grade = self.grade().filter(|_| self.words >= FEWEST_WORDS)?;
        Some((grade + AGE_IN_GRADE_NONE).round().max(5.0) as u32)
    }
}

/// The sentences of a text, each without the space round it.
pub fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut from = 0;
    let mut signs = text.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        let after = signs.peek().map(|(_, next)| *next);
        let ends = sign == '\n' || (matches!(sign, '.' | '!' | '?') && after.is_none_or(char::is_whitespace));
        if ends {
            found.push(&text[from..at + sign.len_utf8()]);
            from = at + sign.len_utf8();
        }
    }
    found.push(&text[from..]);
    found.into_iter().map(str::trim).filter(|one| one.contains(char::is_alphanumeric)).collect()
}

/// The longest sentences of some texts, longest first, at most this many, each of more than a dozen words.
pub fn longest<'t>(texts: impl IntoIterator<Item = &'t str>, most: usize) -> Vec<&'t str> {
    let words = |sentence: &str| sentence.split_whitespace().count();
    let mut all: Vec<&str> = texts.into_iter().flat_map(sentences).filter(|one| words(one) > 12).collect();
    all.sort_by_key(|one| std::cmp::Reverse(words(one)));
    all.truncate(most);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_is_that_of_the_paper() {
        // The sample that the formula's own abstract makes: 119 words, 639 letters, 5 sentences; grade 14.5.
        let abstract_itself = Reading { letters: 639, words: 119, sentences: 5 };
        let grade = abstract_itself.grade().unwrap();
        assert!((grade - 14.5).abs() < 0.05, "{grade}");
        assert_eq!(abstract_itself.age(), Some(20), "14.5 and five years, rounded");
    }

    #[test]
    fn letters_words_and_sentences_are_counted() {
        let counted = Reading::of(["Nan will ring at 3.30 on Monday. Is that OK?", "School - every day"]);
        // Nan will ring at 330 on Monday, Is that OK, School every day.
        assert_eq!(
            counted,
            Reading { letters: 3 + 4 + 4 + 2 + 3 + 2 + 6 + 2 + 4 + 2 + 6 + 5 + 3, words: 13, sentences: 3 }
        );
        assert_eq!(sentences("Yes!\n\nNo... Then?"), ["Yes!", "No...", "Then?"]);
        assert_eq!(Reading::of([]).age(), None);
        assert_eq!(Reading::of(["Mum drinks less."]).age(), None, "three words say nothing");
    }

    #[test]
    fn plain_words_are_for_younger_readers_than_ours() {
        let plain = "We worry that you are home on your own at night. Your mum will be home by nine. If she is not, you \
            can ring Nan. We will ask you each week how it is going.";
        let ours = "Professionals remain concerned regarding the inadequate supervision arrangements throughout the \
            evening period, notwithstanding considerable parental engagement with commissioned interventions designed to \
            strengthen protective capacity within the wider household environment and community.";
        let (young, old) = (Reading::of([plain]).age().unwrap(), Reading::of([ours]).age().unwrap());
        assert!(young <= 9, "{young}");
        assert!(old >= 18, "{old}");
        assert_eq!(longest([plain, ours], 1), [ours]);
        assert!(longest([plain], 3).iter().all(|one| one.split_whitespace().count() > 12));
    }
}
