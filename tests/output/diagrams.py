"""What the tests of drawings share: a diagram of any leaves, and what a build with a cache draws."""

from pathlib import Path

from site_builder.output.drawing import Drawing
from site_builder.output.layout import Layouter
from site_builder.site import Box, Diagram, Line

HOSTILE = "\\N </text><script>alert(1)</script> \"'&lt; {{ 7*7 }} <b>x</b>"


def tree(*leaves: str, name: str = "add_ons/duo_pro", kind: str = "unit_primitive") -> Diagram:
    """A centre, one branch, and leaves of these texts."""
    return Diagram(
        name=name,
        title="A tree",
        boxes=(
            Box(id="center", text="Duo Pro", kind="add_on", column=0, center=True),
            Box(id="branch", text="bundles", kind="words", column=1),
            *(Box(id=f"leaf.{place}", text=text, kind=kind, column=2) for place, text in enumerate(leaves)),
        ),
        lines=(
            Line(source="center", target="branch"),
            *(Line(source="branch", target=f"leaf.{place}") for place in range(len(leaves))),
        ),
    )


def drawn_with_cache(cache: Path, diagram: Diagram) -> Drawing:
    """What a build with this cache draws."""
    layouter = Layouter(cache)
    drawing = layouter.draw(diagram)
    layouter.remember()
    return drawing
