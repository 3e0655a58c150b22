"""Colours: light and dark say the same names, the two dark lists are one, everything can be told from its ground."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ASSETS = Path(__file__).parents[1] / "templates" / "assets"
STATES = ("included", "free", "needs", "unavailable", "unstated")
GROUNDS = ("bg", "bg-subtle", "bg-strong", "surface", "row-hover", "code-bg")
TEXT = 4.5  # WCAG 2.2, 1.4.3: text of any size
SHAPE = 3.0  # WCAG 2.2, 1.4.11: marks, controls, focus

Tokens = dict[str, str]


def tokens() -> tuple[Tokens, Tokens, Tokens]:
    """The three lists: light, dark by the system, dark by choice."""
    text = (ASSETS / "tokens.css").read_text(encoding="utf-8")
    lists = [dict(re.findall(r"--([\w-]+): (#\w+);", block)) for block in re.findall(r":root[^{]*\{([^}]*)\}", text)]
    light, dark_by_system, dark_by_choice = lists
    return light, dark_by_system, dark_by_choice


def pairs(light: Tokens) -> Iterator[tuple[str, str, float]]:
    """What stands on what, and how much they must differ."""
    for text in ("text", "text-muted", "text-strong", "link", "link-hover"):
        yield from ((text, ground, TEXT) for ground in GROUNDS)
    for state in STATES:
        yield from ((state, ground, TEXT) for ground in ("bg", "bg-subtle", "surface", "row-hover", f"{state}-bg"))
        yield from ((text, f"{state}-bg", TEXT) for text in ("text", "text-strong", "text-muted", "link"))
    yield from (("accent", "bg", TEXT), ("accent", "surface", TEXT), ("on-accent", "accent", TEXT))
    yield from (("mark-text", "mark-bg", TEXT), ("node-text", "node-bg", TEXT))
    yield from (("focus", ground, SHAPE) for ground in GROUNDS)
    yield from (("border-control", ground, SHAPE) for ground in ("bg", "bg-subtle", "surface"))
    kinds = (name for name in light if name.startswith("kind-"))
    for shape in ("node-border", "edge", *kinds):
        yield from ((shape, ground, SHAPE) for ground in ("bg", "bg-subtle", "node-bg"))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG defines it: 1 to 21."""
    dim, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dim + 0.05)


def luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels)
    return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_black_and_white_differ_most() -> None:
    assert round(contrast("#000000", "#ffffff"), 6) == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


def test_both_dark_lists_are_the_same_and_name_what_the_light_one_names() -> None:
    light, dark_by_system, dark_by_choice = tokens()

    assert dark_by_system == dark_by_choice
    assert list(light) == list(dark_by_system)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_everything_can_be_told_from_what_it_stands_on(theme: int) -> None:
    light = tokens()[0]
    colours = tokens()[theme]
    found = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in pairs(light)}

    assert {pair: ratio for pair, ratio in found.items() if ratio < pair[2]} == {}
    assert len(found) > 100


def test_lines_of_diagrams_are_seen_although_ink_shows_through_them() -> None:
    opacity = float(re.findall(r"\.lines path \{[^}]*var\(--edge\); opacity: ([\d.]+);", rules())[0])
    for colours in tokens():
        for ground in ("bg", "bg-subtle", "node-bg"):
            assert contrast(mixed(colours["edge"], colours[ground], opacity), colours[ground]) >= SHAPE


def mixed(ink: str, ground: str, share: float) -> str:
    """The colour of ink through which so much of the ground is seen."""
    pairs = ((int(ink[at : at + 2], 16), int(ground[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(share * one + (1 - share) * other):02x}" for one, other in pairs)


def test_rules_name_tokens_and_no_colours() -> None:
    declared = re.sub(r"[^{}]*\{", "{", rules())

    assert re.findall(r"#[0-9a-f]{3,8}\b", declared) == []
    assert set(re.findall(r"var\(--([\w-]+)\)", declared)) <= set(tokens()[0])


def rules() -> str:
    """All style sheets but the tokens, which they name."""
    sheets = sorted(path for path in ASSETS.glob("*.css") if path.name != "tokens.css")
    return "\n".join(path.read_text(encoding="utf-8") for path in sheets)
