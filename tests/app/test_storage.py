"""What is said of saving: nothing while all is well, and all that a person needs when it is not."""

import pytest

from app.storage import sentence, word
from core.writer import Saving


@pytest.mark.parametrize(
    ("saving", "read_only", "said"),
    [
        (Saving(), "", "saved"),
        (Saving(2), "", "saving…"),
        (Saving(1, "disk full"), "", "1 edit not saved"),
        (Saving(), "process 7 has it", "read only"),
    ],
)
def test_one_word_says_how_labels_are_kept(saving: Saving, read_only: str, said: str) -> None:
    assert word(saving, read_only) == said


def test_the_sentence_says_why_and_what_becomes_of_edits() -> None:
    assert sentence(Saving(3), "") == ""
    told = sentence(Saving(1200, "No space left on device"), "")
    assert told.startswith("1,200 edits cannot be written: No space left on device.")
    assert "kept in memory" in told
    assert "Edits are kept in memory" in sentence(Saving(0, "Read-only file system"), "")
    assert "Open in another window" in sentence(Saving(), "process 7 has it")
