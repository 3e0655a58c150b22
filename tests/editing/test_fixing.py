"""Fixing: what has one right answer is repaired, everything else is left as it is."""

import os
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from site_builder.editing import fixing, write
from site_builder.problems import EnvironmentProblem, errors_in
from tests.trees import primitive, write_tree

_FIXING = import_module("site_builder.editing.fixing")  # the package gives the function of that name


def fixed(config: Path) -> dict[str, str]:
    return {edit.path: (edit.after or b"").decode() for edit in fixing(config).edits}


BROKEN = """\
# Opens a chat.
name: duo_chat
description: 42   # soon
group: group:ai model validation
feature_category: duo_chat
documentation_url: https://docs.gitlab.com/
milestone: 16.10
cut_off_date: "2024-10-17"
min_gitlab_version: 17
add_ons:
- 'duo_pro'
"""


def test_everything_with_one_right_answer_is_repaired_in_one_run(tmp_path: Path) -> None:
    config = write_tree(
        tmp_path / "config", f"-- add_ons/duo_pro.yml --\nname: duo_pro\n-- unit_primitives/duo_chat.yml --\n{BROKEN}"
    )

    fixes = fixing(config)

    assert [(edit.path, (edit.after or b"").decode()) for edit in fixes.edits] == [
        (
            "unit_primitives/duo_chat.yml",
            BROKEN.replace("42 ", "'42' ")
            .replace("group:ai", "group::ai")
            .replace("16.10", "'16.10'")
            .replace("2024-10-17", "2024-10-17T00:00:00+00:00")
            .replace("version: 17", "version: '17.0'"),
        )
    ]
    assert [problem.code for problem in fixes.fixed] == ["E204", "E215", "E204", "E207", "E204"]
    assert [problem.code for problem in fixes.left] == ["W309"]


def test_what_is_repaired_keeps_its_origin(tmp_path: Path) -> None:
    table = (
        "file,field,value,source,confidence\n"
        'config/unit_primitives/duo_chat.yml,group,group:ai model validation,"Docs, page",stated\n'
        "config/unit_primitives/duo_chat.yml,min_gitlab_version,17,Docs,stated\n"
        "config/unit_primitives/duo_chat.yml,add_ons[],duo_pro,Docs,stated\n"
        "config/unit_primitives/duo_chat.yml,milestone,16.10,Docs,stated\n"
        "config/unit_primitives/other.yml,group,group:ai model validation,Docs,stated\n"
    )
    config = write_tree(
        tmp_path / "config",
        f"-- add_ons/duo_pro.yml --\nname: duo_pro\n-- unit_primitives/duo_chat.yml --\n{BROKEN}"
        f"-- PROVENANCE.csv --\n{table}",
    )

    edits = fixed(config)

    assert [*edits] == ["unit_primitives/duo_chat.yml", "PROVENANCE.csv"]
    assert edits["PROVENANCE.csv"] == table.replace("group:ai", "group::ai", 1).replace("17,Docs", "17.0,Docs")


def test_a_repair_uncovers_what_it_hid(tmp_path: Path) -> None:
    config = write_tree(
        tmp_path / "config",
        primitive("a", "milestone: 16.10\ncut_off_date: 2024-10-17T00:00:00Z\n")
        + primitive("b", "cut_off_date: 2024-10-17T00:00:00Z\n")
        + primitive("c", "cut_off_date: '2024-10-17T00:00:00Z'\n"),
    )

    fixes = fixing(config)

    assert [problem.code for problem in fixes.fixed] == ["E204", "W408"]
    assert (fixes.edits[1].after or b"").decode().endswith("\ncut_off_date: 2024-10-17T00:00:00Z\n")


def test_what_has_no_one_answer_is_left(tmp_path: Path) -> None:
    config = write_tree(
        tmp_path / "config",
        primitive("a", "min_gitlab_version: before 16.9\nadd_ons: [duo_prro]\nintroduced_by_url: http://a.b/\n"),
    )

    fixes = fixing(config)

    assert fixes.edits == ()
    assert [problem.code for problem in fixes.left] == ["E205", "E301", "E208"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("group:\n  group:a\n  b", "group:\n  group::a b"),
        ('group: "group:a\n  b"', 'group: "group::a b"'),
        ("group: 'group:a' # why", "group: 'group::a' # why"),
        ("group: group:a\ncut_off_date: '2024-10-17'", "group: group::a\ncut_off_date: '2024-10-17T00:00:00+00:00'"),
        ("group:\r\n  group:a", "group:\r\n  group::a"),
        ("group:\tgroup:a", "group:\tgroup::a"),
        ("group: |-\n  group:a", "group: group::a"),
        ("group: >  # why\n\n    group:a\n    b\n\n# end", "group: group::a b  # why\n\n# end"),
        ("cut_off_date: >-\n  2024-10-17\ngroup: group:a", "cut_off_date: 2024-10-17T00:00:00+00:00\ngroup: group::a"),
    ],
)
def test_a_value_of_any_form_is_repaired_as_a_whole(tmp_path: Path, before: str, after: str) -> None:
    rest = "name: x\ndescription: D\nfeature_category: c\ndocumentation_url: https://docs.gitlab.com/\n"
    config = write_tree(tmp_path / "config", f"-- unit_primitives/x.yml --\n{rest}{before}\n")

    assert fixed(config) == {"unit_primitives/x.yml": f"{rest}{after}\n"}


def test_what_the_site_is_called_is_repaired_and_what_is_wrong_with_its_settings_is_left(tmp_path: Path) -> None:
    write_tree(tmp_path, primitive() + "-- site.yml --\ntitle: 16.10\ntitel: x\n")

    found = fixing(tmp_path)

    assert [(edit.path, edit.after) for edit in found.edits] == [("site.yml", b"title: '16.10'\ntitel: x\n")]
    assert [problem.code for problem in errors_in(found.left)] == ["E202"]


def test_what_was_written_above_after_the_files_were_read_does_not_move_the_repair(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_tree(tmp_path, primitive(more="milestone: 16.10\n"))
    file = tmp_path / "unit_primitives/duo_chat.yml"
    text = file.read_text("utf-8")
    reading = _FIXING._read

    def writing(config: Path, path: str) -> Any:
        file.write_text(f"status: beta\n{text}", "utf-8")
        return reading(config, path)

    monkeypatch.setattr(_FIXING, "_read", writing)

    assert fixed(tmp_path) == {"unit_primitives/duo_chat.yml": f"status: beta\n{text}".replace("16.10", "'16.10'")}


def test_what_was_written_while_a_repair_was_tried_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_tree(tmp_path, primitive(more="milestone: 16.10\n"))
    file = tmp_path / "unit_primitives/duo_chat.yml"
    trying = _FIXING._problems

    def writing(*given: Any) -> Any:
        if b"'16.10'" in b"".join(given[-1].values()):
            file.write_text("name: duo_chat # Ask Ada.\n", "utf-8")
        return trying(*given)

    monkeypatch.setattr(_FIXING, "_problems", writing)

    fixes = fixing(tmp_path)
    with pytest.raises(EnvironmentProblem, match="E610"):
        write(tmp_path, fixes.edits, fixes.beside)
    assert file.read_text("utf-8") == "name: duo_chat # Ask Ada.\n"


def test_a_repair_that_misses_the_table_of_origins_which_is_away_for_a_moment_is_stopped(tmp_path: Path) -> None:
    config = write_tree(tmp_path / "config", primitive(more="milestone: 16.10\n"))
    file = config / "unit_primitives/duo_chat.yml"
    before = file.read_bytes()
    fixes = fixing(config)
    (config / "PROVENANCE.csv").write_text("file,field,value,source,confidence\n", "utf-8")

    with pytest.raises(EnvironmentProblem, match=r"PROVENANCE\.csv: error\[E610\]"):
        write(config, fixes.edits, fixes.beside)
    assert file.read_bytes() == before


def test_a_repair_that_was_tried_while_site_yml_was_away_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = write_tree(tmp_path / "config", primitive(more="milestone: 16.10\n"))
    trying = _FIXING._problems

    def coming_back(*given: Any) -> Any:
        found = trying(*given)
        (config / "site.yml").write_text("titles: {duo_chat: Chat}\n", "utf-8")
        return found

    monkeypatch.setattr(_FIXING, "_problems", coming_back)

    fixes = fixing(config)
    with pytest.raises(EnvironmentProblem, match=r"site\.yml: error\[E610\]"):
        write(config, fixes.edits, fixes.beside)


def test_a_byte_order_mark_and_letters_of_any_width_do_not_move_the_repair(tmp_path: Path) -> None:
    text = "\ufeffname: {name}\n"
    config = write_tree(tmp_path / "config", primitive("a"))
    file = config / "unit_primitives/a.yml"
    file.write_text(
        "\ufeff{group: group:a, description: 'é😀', name: a, feature_category: c, documentation_url: 'https://a.b/'}\n",
        "utf-8",
    )

    assert fixed(config)["unit_primitives/a.yml"].startswith("\ufeff{group: group::a, description")
    assert text


@pytest.mark.parametrize("name", [b"\xff.yml", b"a\tb.yml"])
def test_a_file_whose_name_cannot_be_shown_is_left_with_its_own_problems(tmp_path: Path, name: bytes) -> None:
    config = write_tree(tmp_path / "config", primitive("a", "milestone: 16.10\n"))
    file = config / "unit_primitives/a.yml"
    file.rename(file.with_name(os.fsdecode(name)))

    fixes = fixing(config)

    assert (fixes.edits, fixes.fixed) == ((), ())
    codes = {problem.code for problem in fixes.left}
    assert "E204" in codes
    assert "E111" not in codes


def test_repairs_are_written_together(tmp_path: Path) -> None:
    config = write_tree(
        tmp_path / "config", primitive("a", "milestone: 16.10\n") + primitive("b", "milestone: 16.10\n")
    )

    fixes = fixing(config)
    write(config, fixes.edits, fixes.beside)

    assert fixing(config).edits == ()
    assert (config / "unit_primitives/b.yml").read_text("utf-8").endswith("milestone: '16.10'\n")


def test_without_a_directory_there_is_nothing_to_repair(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="E703"):
        fixing(tmp_path / "none")


def test_a_date_that_only_quotes_can_hold_keeps_them(tmp_path: Path) -> None:
    config = write_tree(
        tmp_path / "config",
        primitive("a", 'cut_off_date: "2024-10-17T00:00:00\\x5a"\n')
        + primitive("b", "cut_off_date: 2024-10-17T00:00:00Z\n")
        + primitive("c", "cut_off_date: 2024-10-17T00:00:00Z\n"),
    )

    assert fixing(config).edits == ()
    assert "W408" in [problem.code for problem in fixing(config).left]


def test_a_repair_that_would_make_a_file_worse_is_not_made(tmp_path: Path) -> None:
    config = write_tree(tmp_path / "config", primitive("a", "milestone: 16.10\n").replace("name: a", "name: on"))

    assert fixed(config) == {}
    assert [problem.code for problem in fixing(config).left] == ["E204", "E204"]
