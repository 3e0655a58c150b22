"""Names through renames: what was called so at a step, by what it is called today."""

import pytest

from site_builder.catalog import LaterNames, Ref


def ref(name: str) -> Ref:
    return Ref(kind="add_on", name=name)


def names(*renamed: tuple[int, str]) -> LaterNames:
    """What was renamed at which step: `a>b c>d`; `a>` went as something new got its name."""
    pairs = {step: [pair.split(">") for pair in text.split()] for step, text in renamed}
    return LaterNames.of(
        {step: {ref(old): ref(new) if new else None for old, new in found} for step, found in pairs.items()}
    )


@pytest.mark.parametrize(
    ("renamed", "name", "called"),
    [
        ((), "a", "aaaaaaa"),
        (((3, "a>b"),), "a", "bbbaaaa"),
        (((3, "a>b"),), "b", "bbbbbbb"),
        (((2, "a>b"), (4, "b>c")), "a", "ccaaaaa"),
        (((2, "a>b"), (4, "b>c")), "b", "bbccbbb"),
        (((3, "a>b b>a"),), "a", "bbbaaaa"),
        (((3, "a>b b>c"),), "b", "cccbbbb"),
        (((2, "a>b"), (4, "b>a")), "a", "aaaaaaa"),
        (((2, "a>b"), (5, "a>c")), "a", "bbcccaa"),
        (((2, "a>b"), (5, "a>c"), (6, "c>d")), "a", "bbdddaa"),
        (((3, "a>b"), (5, "a>c")), "a", "bbbccaa"),
    ],
)
def test_a_name_is_what_it_stood_for_then(renamed: tuple[tuple[int, str], ...], name: str, called: str) -> None:
    found = names(*renamed)

    assert [found.after(ref(name), step)[0].name for step in range(7)] == [*called]
    assert [found.before(ref(name), step)[0].name for step in range(1, 8)] == [*called]


@pytest.mark.parametrize(
    ("renamed", "name", "taken"),
    [
        ((), "a", "0000000"),
        (((3, "a>b"),), "a", "0000000"),
        (((3, "a>b"),), "b", "3330000"),
        (((3, "a>b b>a"),), "a", "0000000"),
        (((2, "a>b"), (4, "c>b")), "a", "4400000"),
        (((2, "a>b"), (4, "c>b")), "b", "2244000"),
        (((2, "a>b"), (4, "b>c")), "b", "2200000"),
        (((5, "a>b"),), "a", "0000000"),
        (((3, "a>"),), "a", "3330000"),
        (((3, "a>"), (5, "a>b")), "a", "3330000"),
        (((2, "a>b"), (4, "b>")), "a", "4400000"),
    ],
)
def test_a_name_that_another_has_now_says_since_when(
    renamed: tuple[tuple[int, str], ...], name: str, taken: str
) -> None:
    found = names(*renamed)

    assert [found.before(ref(name), step)[1] for step in range(1, 8)] == [int(it) for it in taken]


def test_another_kind_has_names_of_its_own() -> None:
    license_type = Ref(kind="license_type", name="a")

    assert names((1, "a>b")).before(license_type, 1) == (license_type, 0)
