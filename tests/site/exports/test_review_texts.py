"""The note of a review: what stands in a merge request, however much there is to tell."""

import pytest

from site_builder.problems import Problem
from site_builder.site import review_markdown
from site_builder.site.review import ChangeLine, ChangeSection, Review


def section(title: str, count: int) -> ChangeSection:
    lines = tuple(ChangeLine(name=f"{title}_{number}", kind="", sentence="So.") for number in range(1, count + 1))
    return ChangeSection(key=title, title=title, lines=lines)


def problems(count: int) -> tuple[Problem, ...]:
    return tuple(Problem(path=f"p{number}", code="W309", message="so") for number in range(1, count + 1))


def note(review: Review) -> list[str]:
    return list(review_markdown(review, ()))


def test_a_hundred_changes_of_all_classes_are_told_and_the_others_counted() -> None:
    told = (section("lost", 60), section("new", 60), section("removed", 1))

    lines = note(Review(title="T", notice="", summary="S", sections=told))

    assert len([line for line in lines if line.endswith(": So.")]) == 100
    assert lines[-6:] == [
        "- `new_40`: So.",
        "- … and 20 more: see the page of this review",
        "",
        "### removed (1)",
        "",
        "- … and 1 more: see the page of this review",
    ]


def test_a_hundred_problems_are_told_and_the_others_counted() -> None:
    lines = note(Review(title="T", notice="", summary="S", new_problems=problems(102), gone_problems=problems(100)))

    assert lines[105:110] == [
        "- p100: warning\\[W309\\] so",
        "- … and 2 more: see the page of this review",
        "",
        "### Problems that are gone (100)",
        "",
    ]
    assert lines[-1] == "- p100: warning\\[W309\\] so"


@pytest.mark.parametrize(
    ("touched", "sentence"),
    [(("a.html",), "1 page of the site changes."), (("a.html", "b.html"), "2 pages of the site change.")],
)
def test_pages_that_change_are_counted(touched: tuple[str, ...], sentence: str) -> None:
    assert note(Review(title="T", notice="", summary="S", touched=touched)) == ["## T", "", "S", "", sentence]
