"""How well what somebody types fits a text. Pure."""

_WORD, _INSIDE, _SCATTERED = 1.0, 0.6, 0.3


def fit(query: str, text: str) -> float:
    """From 0, not at all, to 1: each word of the query begins a word of the text, in any order.

    A word that is found inside another counts less, and least one whose letters are only found in
    order. Of two texts that fit alike the shorter one is meant.
    """
    folded = text.casefold()
    words = folded.replace("…", " ").replace("_", " ").replace("-", " ").split()
    asked = query.casefold().split()
    fits = [_word_fit(one, folded, words) for one in asked]
    if not all(fits):
        return 0.0
    share = sum(map(len, asked)) / max(len(folded), 1)
    return (sum(fits) / len(fits) if fits else 1.0) * (0.9 + 0.1 * min(share, 1.0))


def _word_fit(asked: str, text: str, words: list[str]) -> float:
    if any(word.startswith(asked) for word in words):
        return _WORD
    if asked in text:
        return _INSIDE
    letters = iter(text)
    return _SCATTERED if all(letter in letters for letter in asked) else 0.0
