"""Saving an edit: whatever happens, all files are as they were or all are as they shall be."""

import json
import shutil
from pathlib import Path

import pytest

from site_builder.problems import EnvironmentProblem
from site_builder.source.saving import FileEdit, editing, save
from tests.output.publishing import names, run, running, state
from tests.trees import write_tree

TREE = """
    -- add_ons/duo_core.yml --
    name: duo_core
    -- unit_primitives/duo_chat.yml --
    name: duo_chat
    """
EDITS = (
    FileEdit(path="add_ons/duo_core.yml", before=b"name: duo_core\n", after=b"name: duo_core\ndescription: D\n"),
    FileEdit(path="services/chat.yml", before=None, after=b"name: chat\n"),
    FileEdit(path="unit_primitives/duo_chat.yml", before=b"name: duo_chat\n", after=None),
)
OLD = {"add_ons/duo_core.yml": "name: duo_core\n", "unit_primitives/duo_chat.yml": "name: duo_chat\n"}
NEW = {"add_ons/duo_core.yml": "name: duo_core\ndescription: D\n", "services/chat.yml": "name: chat\n"}


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return write_tree(tmp_path / "config", TREE)


def files(config: Path) -> dict[str, str]:
    return {
        path.relative_to(config).as_posix(): path.read_text("utf-8") for path in config.rglob("*.*") if path.is_file()
    }


def test_every_file_holds_what_it_shall(config: Path) -> None:
    (config / "add_ons/duo_core.yml").chmod(0o640)

    with editing(config, "config"):
        save(config, EDITS, "config")

    assert files(config) == NEW
    assert names(config) == ["add_ons", "services", "unit_primitives"]
    assert (config / "add_ons/duo_core.yml").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("path", "now"),
    [
        ("add_ons/duo_core.yml", b"name: duo_core # mended\n"),
        ("add_ons/duo_core.yml", None),
        ("services/chat.yml", b"name: chat\n"),
        ("unit_primitives/duo_chat.yml", b""),
    ],
)
def test_a_file_that_somebody_has_changed_meanwhile_stops_the_whole_edit(
    config: Path, path: str, now: bytes | None
) -> None:
    (config / path).parent.mkdir(exist_ok=True)
    if now is None:
        (config / path).unlink()
    else:
        (config / path).write_bytes(now)
    before = state(config)

    with editing(config, "my/config"), pytest.raises(EnvironmentProblem) as caught:
        save(config, EDITS, "my/config")

    assert str(caught.value) == (
        f"my/config/{path}: error[E610] changed since this edit was made from it; nothing was written"
    )
    assert state(config) == before


def test_a_link_in_the_place_of_a_file_is_not_followed(config: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.yml").write_bytes(b"name: duo_core\n")
    (config / "add_ons/duo_core.yml").unlink()
    (config / "add_ons/duo_core.yml").symlink_to(tmp_path / "elsewhere.yml")

    with editing(config, "config"), pytest.raises(EnvironmentProblem, match="E610"):
        save(config, EDITS, "config")

    assert (tmp_path / "elsewhere.yml").read_bytes() == b"name: duo_core\n"


SECOND = """
from site_builder.source.saving import editing
with editing(Path(sys.argv[1]), "config"):
    print("editing", flush=True)
    sys.stdin.read()
"""


def test_a_second_edit_at_the_same_time_is_refused(config: Path) -> None:
    before = state(config)
    with running(SECOND, config) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "editing\n"

        with pytest.raises(EnvironmentProblem) as caught, editing(config, "config"):
            pytest.fail("two edits at once")

    assert str(caught.value) == "config: error[E609] another edit of this configuration is under way"
    assert state(config) == before
    with editing(config, "config"):
        save(config, EDITS, "config")
    assert files(config) == NEW


def test_there_must_be_a_directory(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="E703"), editing(tmp_path / "none", "none"):
        pytest.fail("nothing to edit")


STOPPED = """
from site_builder.source.saving import editing, save
from tests.source.test_saving import EDITS, NEW, OLD, TREE, files
from tests.trees import write_tree

reaching, reached = os.pipe()
for step in count(1):
    config = Path(sys.argv[1], str(step))
    write_tree(config, TREE)
    before = state(config)
    child = os.fork()
    if child == 0:
        def stopping():
            os.write(reached, b"x")
            {how}()
        try:
            with editing(config, "config"):
                at_step(step, stopping)
                save(config, EDITS, "config")
        except (KeyboardInterrupt, EnvironmentProblem):
            pass
        os._exit(0)
    os.waitpid(child, 0)
    if not (select.select([reaching], [], [], 0)[0] and os.read(reaching, 1)):
        break
    found = files(config)
    at_once = "old" if found == OLD else "new" if found == NEW else "mixture"
    with editing(config, "config"):
        pass
    found = files(config)
    afterwards = "old" if found == OLD else "new" if found == NEW else "mixture"
    kept = afterwards == "new" or {{p: s[1:] for p, s in state(config).items() if ".yml" in p}} == {{
        p: s[1:] for p, s in before.items() if ".yml" in p}}
    print(at_once, afterwards, "" if kept else "touched", *[n for n in names(config) if n.startswith(".")])
"""


def _stopped(tmp_path: Path, how: str) -> list[str]:
    return [line.strip() for line in run(STOPPED.format(how=how), tmp_path)]


def test_a_killed_edit_is_undone_by_the_next(tmp_path: Path) -> None:
    found = _stopped(tmp_path, "die")

    assert len(found) > 20
    assert {line.split(maxsplit=1)[1] for line in found} == {"old", "new"}
    assert "mixture old" in found


@pytest.mark.parametrize("how", ["interrupt", "fill_the_disk"])
def test_an_edit_that_is_interrupted_or_fails_undoes_itself(tmp_path: Path, how: str) -> None:
    found = _stopped(tmp_path, how)

    assert len(found) > 20
    # What comes while it undoes itself is left to the next edit.
    assert {line.split(maxsplit=1)[1] for line in found} == {"old", "new"}
    undoing = [number for number, line in enumerate(found) if line.startswith("mixture")]
    assert all(number > len(found) // 2 for number in undoing)


def test_a_directory_that_cannot_be_written_is_told(config: Path) -> None:
    (config / ".site-builder-edit").write_text("in the way", "utf-8")

    with editing(config, "config"), pytest.raises(EnvironmentProblem) as caught:
        save(config, EDITS, "config")

    assert str(caught.value) == "config: error[E603] cannot be written: not a directory"
    assert files(config) == {**OLD, ".site-builder-edit": "in the way"}


@pytest.mark.parametrize(
    "path", ["../outside.yml", "/etc/passwd", "a/b/c.yml", ".git/config", "add_ons/../../x", "", 7]
)
def test_what_a_stranger_left_leads_nowhere_else(config: Path, tmp_path: Path, path: object) -> None:
    workshop = config / ".site-builder-edit"
    (workshop / "old").mkdir(parents=True)
    (workshop / "old/0").write_text("evil", "utf-8")
    (workshop / "exchange.json").write_text(json.dumps([{"path": path, "existed": True, "sha256": None}]), "utf-8")
    before = state(tmp_path)

    with pytest.raises(EnvironmentProblem) as caught, editing(config, "config"):
        pytest.fail("taken for ours")

    assert caught.value.problem.message == "what an earlier edit left in .site-builder-edit cannot be made sense of"
    assert state(tmp_path) == before


def test_what_is_not_ours_stays_where_edits_are_prepared(config: Path) -> None:
    workshop = config / ".site-builder-edit"
    workshop.mkdir()
    (workshop / "notes.txt").write_text("mine", "utf-8")

    with editing(config, "config"):
        save(config, EDITS, "config")

    assert files(config) == {**NEW, ".site-builder-edit/notes.txt": "mine"}
    shutil.rmtree(workshop)
    assert files(config) == NEW
