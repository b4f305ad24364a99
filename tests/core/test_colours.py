from core.classes import ActionClass, ClassList
from core.colours import BASE, colours, default_colour, ink_on, luminance


def test_each_dozen_repeats_the_hues_in_another_shade() -> None:
    assert [default_colour(n) for n in range(12)] == list(BASE)
    assert default_colour(12) == "#356096"
    assert len({default_colour(n) for n in range(60)}) == 60
    assert default_colour(12 * 5) == default_colour(12 * 9)


def test_classes_have_their_own_or_that_of_their_place() -> None:
    listed = ClassList((ActionClass("walk"), ActionClass("run", "#336699"), ActionClass("sit")))
    assert colours(listed) == {"walk": BASE[0], "run": "#336699", "sit": BASE[2]}


def test_ink_is_what_reads_better() -> None:
    assert (luminance("#000000"), luminance("#ffffff")) == (0, 1)
    for colour in (default_colour(number) for number in range(60)):
        contrasts = {
            "#ffffff": 1.05 / (luminance(colour) + 0.05),
            "#000000": (luminance(colour) + 0.05) / 0.05,
        }
        assert contrasts[ink_on(colour)] == max(contrasts.values())
