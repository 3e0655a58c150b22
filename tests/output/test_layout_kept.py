"""Layouts that are kept between builds save work and change nothing, whatever has become of them."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import pygraphviz
import pytest

from site_builder.output.drawing import Rows
from site_builder.output.layout import Layouter, Layouts, plain_rows
from site_builder.problems import EnvironmentProblem, Problem
from tests.output.diagrams import drawn_with_cache, tree


@pytest.fixture
def requests(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What Graphviz is asked, while it answers as ever."""
    asked: list[str] = []
    graph = pygraphviz.AGraph

    def recording(*, string: str) -> Any:
        asked.append(string)
        return graph(string=string)

    monkeypatch.setattr(pygraphviz, "AGraph", recording)
    return asked


def test_a_layout_is_kept_between_builds_and_one_that_is_no_longer_used_is_forgotten(
    tmp_path: Path, requests: list[str]
) -> None:
    one, other = tree("duo_chat"), tree("duo_chat", "explain_code")
    cold = drawn_with_cache(tmp_path, one)

    assert drawn_with_cache(tmp_path, one) == cold
    assert len(requests) == 1
    drawn_with_cache(tmp_path, other)
    drawn_with_cache(tmp_path, one)
    assert len(requests) == 3


def test_layouts_that_are_more_than_any_site_keeps_are_not_read(tmp_path: Path, requests: list[str]) -> None:
    drawn_with_cache(tmp_path, tree("duo_chat"))
    (file,) = tmp_path.glob("*.json")

    for size, asked in ((2 << 20, 1), ((2 << 20) + 1, 2)):
        file.write_bytes(file.read_bytes().ljust(size))
        drawn_with_cache(tmp_path, tree("duo_chat"))
        assert len(requests) == asked


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "null",
        '{"KEY": null}',
        '{"KEY": [1]}',
        '{"KEY": [100, []]}',
        '{"KEY": [100, [1, 2]]}',
        '{"KEY": ["100", [1, 2, 3]]}',
        '{"KEY": [1.5, [1, 2, 3]]}',
        '{"KEY": [Infinity, [1, 2, 3]]}',
        '{"KEY": [100, [1, 2, NaN]]}',
        '{"KEY": [100, "123"]}',
        '{"KEY": [100, [1, 2, 101]]}',
        '{"KEY": [100, [1, 2, -1]]}',
        '{"KEY": [1000001, [1, 2, 3]]}',
        '{"KEY": [true, [true, true, true]]}',
        '{"KEY": [100, [5, 50, 80]]}',
        '{"KEY": [100, [1, 2, 3], []]}',
        "[" * 100_000,
        '{"KEY": ',
        "\x00\x01",
    ],
)
def test_a_broken_cache_is_ignored_and_mended(tmp_path: Path, content: str) -> None:
    diagram = tree("duo_chat")
    expected = drawn_with_cache(tmp_path, diagram)
    (file,) = tmp_path.glob("*.json")
    sound = file.read_bytes()
    (key,) = json.loads(sound)
    file.write_text(content.replace("KEY", key), encoding="utf-8")

    assert drawn_with_cache(tmp_path, diagram) == expected
    assert file.read_bytes() == sound


def test_a_layout_with_one_box_upon_another_is_none(tmp_path: Path) -> None:
    diagram = tree("duo_chat", "explain_code")
    expected = drawn_with_cache(tmp_path, diagram)
    (file,) = tmp_path.glob("*.json")
    ((key, (height, (center, branch, leaf, other))),) = json.loads(file.read_bytes()).items()
    assert leaf < other
    file.write_text(json.dumps({key: [height, [center, branch, other - 25, other]]}), encoding="utf-8")

    assert drawn_with_cache(tmp_path, diagram) == expected


def test_a_cache_that_cannot_be_read_or_written_stops_nothing(tmp_path: Path) -> None:
    diagram = tree("duo_chat")
    (tmp_path / "file").write_text("", encoding="utf-8")
    (tmp_path / "bytes").mkdir()
    drawn_with_cache(tmp_path / "bytes", diagram)
    (cache,) = (tmp_path / "bytes").glob("*.json")
    cache.write_bytes(b"\xff\xfe")

    assert drawn_with_cache(tmp_path / "file", diagram) == drawn_with_cache(tmp_path / "bytes", diagram)
    cache.unlink()
    cache.mkdir()
    assert drawn_with_cache(tmp_path / "bytes", diagram) == Layouter().draw(diagram)


def test_without_graphviz_a_drawing_is_a_problem_of_the_machine_unless_its_layout_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = drawn_with_cache(tmp_path, tree("duo_chat"))
    monkeypatch.setitem(sys.modules, "pygraphviz", None)

    with pytest.raises(EnvironmentProblem) as caught:
        Layouter().draw(tree("duo_chat"))

    assert str(caught.value).startswith("pygraphviz: error[E701] Graphviz cannot be used: ")
    assert caught.value.problem.help == "install the package pygraphviz, which brings Graphviz along"
    assert drawn_with_cache(tmp_path, tree("duo_chat")) == kept


def test_where_graphviz_is_not_required_boxes_stand_in_order_and_nothing_of_it_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pygraphviz", None)
    layouter = Layouter(tmp_path, required=False)

    drawing = layouter.draw(tree("duo_chat", "explain_code", "complete_code"))
    layouter.remember()

    assert [(box.text, box.y) for box in drawing.boxes] == [
        ("Duo Pro", 32),
        ("bundles", 32),
        ("duo_chat", 0),
        ("explain_code", 32),
        ("complete_code", 64),
    ]
    assert drawing.height == 90
    assert layouter.warning
    assert str(layouter.warning).startswith("pygraphviz: warning[W701] Graphviz cannot be used: ")
    assert list(tmp_path.iterdir()) == []


def test_what_another_process_laid_out_is_kept_and_its_warning_is_told(tmp_path: Path) -> None:
    diagram = tree("duo_chat")
    other, here, warned = Layouter(), Layouter(tmp_path), Problem(path="pygraphviz", code="W701", message="so")
    drawing = other.draw(diagram)

    here.learn(other.news())
    here.remember()
    assert (other.news().rows, drawn_with_cache(tmp_path, diagram)) == ({}, drawing)
    here.learn(Layouts({}, warned))
    here.learn(Layouts({}, None))
    assert here.warning == warned


def test_plain_columns_stand_in_the_middle_of_the_highest_and_no_two_boxes_in_one_place() -> None:
    assert plain_rows((0, 1, 1, 1, 2, 2)) == Rows(90, (45, 13, 45, 77, 29, 61))
    assert plain_rows(()) == Rows(0, ())


def test_what_a_killed_build_left_in_the_cache_goes_and_other_files_stay(tmp_path: Path) -> None:
    (tmp_path / ".layouts-2.json.site-builder-x1y2z3w4").write_text("{", encoding="utf-8")
    for name in (".partial-film", "notes"):
        (tmp_path / name).write_text("mine", encoding="utf-8")

    drawn_with_cache(tmp_path, tree("duo_chat"))

    assert sorted(it.name for it in tmp_path.iterdir()) == [".partial-film", "layouts-2.json", "notes"]


def test_a_link_or_pipe_in_the_cache_neither_leads_out_nor_hangs(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious", encoding="utf-8")
    cache = tmp_path / "cache"
    Layouter(cache).remember()
    filled = Layouter(cache)
    filled.draw(tree("duo_chat"))
    filled.remember()
    (kept,) = cache.glob("*.json")
    kept.unlink()
    for name in (kept.name, f"{kept.stem}.partial"):
        (cache / name).symlink_to(victim)

    again = Layouter(cache)
    again.draw(tree("duo_chat"))
    again.remember()

    assert victim.read_text(encoding="utf-8") == "precious"
    assert kept.is_file()
    assert not kept.is_symlink()
    kept.unlink()
    os.mkfifo(kept)
    assert Layouter(cache).draw(tree("duo_chat")).boxes
