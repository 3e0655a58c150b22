"""Saving an edit: whatever happens, all files are as they were or all are as they shall be."""

import errno
import hashlib
import json
import os
import shutil
import subprocess
import tracemalloc
from pathlib import Path

import pytest

from site_builder.problems import EnvironmentProblem
from site_builder.source.exchange_list import Row, make_workshop, write_list
from site_builder.source.saving import FileEdit, locked, save
from tests.output.publishing import can_refuse_calls, mounting, names, run, running, state
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
NOT_OURS = "nothing shows that what lies in .site-builder-edit was left by an edit of this directory"
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

    with locked(config, "config"):
        save(config, EDITS, "config")

    assert files(config) == NEW
    assert names(config) == ["add_ons", "services", "unit_primitives"]
    assert (config / "add_ons/duo_core.yml").stat().st_mode & 0o777 == 0o640


def test_a_file_that_moves_keeps_its_mode(config: Path) -> None:
    (config / "add_ons/duo_core.yml").chmod(0o640)
    old = b"name: duo_core\n"
    edits = (
        FileEdit(path="add_ons/duo_core.yml", before=old, after=None),
        FileEdit(path="add_ons/duo_max.yml", before=None, after=b"name: duo_max\n", moved_from="add_ons/duo_core.yml"),
    )

    with locked(config, "config"):
        save(config, edits, "config")

    assert (config / "add_ons/duo_max.yml").stat().st_mode & 0o777 == 0o640


def test_a_file_keeps_its_attributes_and_gets_a_new_moment(config: Path) -> None:
    """Lists of access are such attributes."""
    file = config / "add_ons/duo_core.yml"
    os.utime(file, (0, 0))
    try:
        os.setxattr(file, "user.origin", b"here")
    except OSError:
        pytest.skip("this file system keeps no attributes")

    with locked(config, "config"):
        save(config, EDITS, "config")

    assert os.getxattr(file, "user.origin") == b"here"
    assert file.stat().st_mtime > 0


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

    with locked(config, "my/config"), pytest.raises(EnvironmentProblem) as caught:
        save(config, EDITS, "my/config")

    assert str(caught.value) == (
        f"my/config/{path}: error[E610] changed since this edit was made from it; nothing was written"
    )
    assert state(config) == before


def test_a_link_in_the_place_of_a_file_is_not_followed(config: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.yml").write_bytes(b"name: duo_core\n")
    (config / "add_ons/duo_core.yml").unlink()
    (config / "add_ons/duo_core.yml").symlink_to(tmp_path / "elsewhere.yml")

    with locked(config, "config"), pytest.raises(EnvironmentProblem, match="E610"):
        save(config, EDITS, "config")

    assert (tmp_path / "elsewhere.yml").read_bytes() == b"name: duo_core\n"


SECOND = """
from site_builder.source.saving import locked
with locked(Path(sys.argv[1]), "config"):
    print("editing", flush=True)
    sys.stdin.read()
"""


@pytest.mark.parametrize("code", [errno.EPERM, errno.EINVAL])
def test_a_file_stays_with_its_group_where_it_cannot_stay_with_its_owner(
    config: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    """Nobody may be that in a container."""
    given: list[tuple[int, int]] = []

    def chown(path: Path, owner: int, group: int) -> None:
        if owner != -1:
            raise OSError(code, os.strerror(code))
        given.append((path.stat().st_ino, group))

    monkeypatch.setattr(os, "chown", chown)
    with locked(config, "config"):
        save(config, EDITS, "config")

    status = (config / "add_ons/duo_core.yml").stat()
    assert (status.st_ino, status.st_gid) in given


def test_a_second_edit_at_the_same_time_is_refused(config: Path) -> None:
    before = state(config)
    with running(SECOND, config) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "editing\n"

        with pytest.raises(EnvironmentProblem) as caught, locked(config, "config"):
            pytest.fail("two edits at once")

    assert str(caught.value) == "config: error[E609] another edit of this configuration is under way"
    assert state(config) == before
    with locked(config, "config"):
        save(config, EDITS, "config")
    assert files(config) == NEW


def test_there_must_be_a_directory(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="E703"), locked(tmp_path / "none", "none"):
        pytest.fail("nothing to edit")


STOPPED = """
from site_builder.source.saving import locked, save
from tests.source.test_saving import EDITS, NEW, OLD, TREE, files
from tests.trees import write_tree

reaching, reached = os.pipe()
for step in count(1):
    config = Path(sys.argv[1], str(step))
    write_tree(config, TREE)
    {mounts}
    before = state(config)
    child = os.fork()
    if child == 0:
        def stopping():
            os.write(reached, b"x")
            {how}()
        try:
            with locked(config, "config"):
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
    with locked(config, "config"):
        pass
    found = files(config)
    afterwards = "old" if found == OLD else "new" if found == NEW else "mixture"
    kept = afterwards == "new" or {{p: {same} for p, s in state(config).items() if ".yml" in p}} == {{
        p: {same} for p, s in before.items() if ".yml" in p}}
    print(at_once, afterwards, "" if kept else "touched", *[p.name for p in config.rglob(".*")])
"""
MOUNTS = """
    for name in ("add_ons", "services", "unit_primitives"):
        Path(config, name).mkdir(exist_ok=True)
        subprocess.run(["mount", "--bind", Path(config, name), Path(config, name)], check=True)
"""

OF_A_COPY = "(s[0], *s[2:])"  # mode, time and bytes: it has another number


def _stopped(tmp_path: Path, how: str) -> list[str]:
    return [line.strip() for line in run(STOPPED.format(how=how, mounts="", same="s[1:]"), tmp_path)]


def _stopped_on_mounts(tmp_path: Path, how: str) -> list[str]:
    program = STOPPED.format(how=how, mounts=MOUNTS.strip(), same=OF_A_COPY)
    return [line.strip() for line in run(program, tmp_path, prefix=mounting() or ())]


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


@pytest.mark.skipif(mounting() is None, reason="nothing can be mounted here")
def test_an_edit_of_directories_that_are_mounts_is_done_whole(config: Path) -> None:
    (config / "add_ons/duo_core.yml").chmod(0o640)
    (config / "services").mkdir()
    program = """
from site_builder.source.saving import locked, save
from tests.source.test_saving import EDITS
config = Path(sys.argv[1])
for name in ("add_ons", "services", "unit_primitives"):
    subprocess.run(["mount", "--bind", config / name, config / name], check=True)
with locked(config, "config"):
    save(config, EDITS, "config")
"""

    assert run(program, config, prefix=mounting() or ()) == []
    assert files(config) == NEW
    assert [path.name for path in config.rglob(".*")] == []
    assert (config / "add_ons/duo_core.yml").stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(mounting() is None, reason="nothing can be mounted here")
@pytest.mark.parametrize("how", ["die", "interrupt", "fill_the_disk"])
def test_an_edit_of_directories_that_are_mounts_is_undone_wherever_it_stops(tmp_path: Path, how: str) -> None:
    found = _stopped_on_mounts(tmp_path, how)

    assert len(found) > 40
    assert {line.split(maxsplit=1)[1] for line in found} == {"old", "new"}


REFUSED = """
from site_builder.source.saving import locked, save
from tests.source.test_saving import EDITS
config = Path(sys.argv[1])
mounted = config / sys.argv[2]
subprocess.run(["mount", "--bind", mounted, mounted], check=True)
if mounted.is_dir():
    subprocess.run(["mount", "-o", "remount,ro,bind", mounted], check=True)
try:
    with locked(config, "config"):
        save(config, EDITS, "config")
except EnvironmentProblem as error:
    print(str(error).replace(str(config), "config"), error.problem.help, sep="\\n")
"""


@pytest.mark.skipif(mounting() is None, reason="nothing can be mounted here")
@pytest.mark.parametrize("refused", [edit.path for edit in EDITS])
def test_an_edit_that_a_read_only_mount_refuses_leaves_nothing_and_tells_the_file(config: Path, refused: str) -> None:
    (config / "services").mkdir()

    assert run(REFUSED, config, Path(refused).parent, prefix=mounting() or ()) == [
        f"config: error[E603] cannot be written: read-only file system (config/{refused})",
        "mount it so that it can be written, and edit again",
    ]
    assert files(config) == OLD
    assert [path.name for path in config.rglob(".*")] == []


@pytest.mark.skipif(mounting() is None, reason="nothing can be mounted here")
@pytest.mark.parametrize("mounted", OLD)
def test_an_edit_of_a_file_that_is_a_mount_point_leaves_nothing_and_tells_it(config: Path, mounted: str) -> None:
    assert run(REFUSED, config, mounted, prefix=mounting() or ()) == [
        f"config: error[E603] cannot be written: device or resource busy (config/{mounted})",
        "it is a mount point: mount its directory in its place, and edit again",
    ]
    assert files(config) == OLD
    assert [path.name for path in config.rglob(".*")] == []


@pytest.mark.skipif(mounting() is None, reason="nothing can be mounted here")
def test_an_edit_for_which_a_mount_has_no_room_undoes_what_it_made_room_for(config: Path) -> None:
    """In files of 3, 1 and 3 pages where 3 are free: the second grows to 2, and then there is none for the third."""
    program = """
from site_builder.problems import EnvironmentProblem
from site_builder.source.saving import FileEdit, locked, save
config = Path(sys.argv[1])
mounted = config / "add_ons"
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=40k", "tmpfs", mounted], check=True)
sizes = {"a": (12000, 12001), "b": (4000, 5000), "c": (12000, 12001)}
edits = [FileEdit(path=f"add_ons/{n}.yml", before=b"#" * was, after=b"#" * now) for n, (was, now) in sizes.items()]
for edit in edits:
    (config / edit.path).write_bytes(edit.before)
try:
    with locked(config, "config"):
        save(config, edits, "config")
except EnvironmentProblem as error:
    print(error.problem.code)
print([(config / edit.path).read_bytes() == edit.before for edit in edits])
print([path.name for path in config.rglob(".*")])
"""

    assert run(program, config, prefix=mounting() or ()) == ["E604", "[True, True, True]", "[]"]


@pytest.mark.skipif(not can_refuse_calls(), reason="no seccomp filter known for this machine")
@pytest.mark.parametrize("refused", ["'link', 'linkat'", "'renameat2'"])
def test_a_killed_edit_is_undone_also_where_the_file_system_gives_no_second_names_or_exchanges_none(
    tmp_path: Path, refused: str
) -> None:
    program = f"refuse_calls({refused})\n" + STOPPED.format(how="die", mounts="", same=OF_A_COPY)

    found = [line.strip() for line in run(program, tmp_path)]

    assert len(found) > 20
    assert {line.split(maxsplit=1)[1] for line in found} == {"old", "new"}


def test_a_directory_that_cannot_be_written_is_told(config: Path) -> None:
    (config / ".site-builder-edit").write_text("in the way", "utf-8")

    with pytest.raises(EnvironmentProblem) as caught, locked(config, "config"):
        pytest.fail("in spite of it")

    assert str(caught.value) == ("config/.site-builder-edit: error[E603] this is no directory, and stands in the way")
    assert files(config) == {**OLD, ".site-builder-edit": "in the way"}


@pytest.mark.parametrize("name", ["new", "old"])
@pytest.mark.parametrize("depth", [1, 1_500])
def test_a_directory_among_the_files_of_an_edit_is_told_however_deep_it_is(config: Path, name: str, depth: int) -> None:
    deep = config / ".site-builder-edit" / name / ("a/" * depth)
    subprocess.run(["mkdir", "-p", deep], check=True)

    with pytest.raises(EnvironmentProblem) as caught, locked(config, "config"):
        pytest.fail("in spite of it")

    assert str(caught.value) == (
        f"config/.site-builder-edit/{name}/a: error[E603] no edit made this, and it stands in the way"
    )
    assert deep.exists()
    subprocess.run(["rm", "-rf", config], check=True)  # pytest could not


@pytest.mark.parametrize("name", ["new", "old"])
def test_a_file_among_those_of_an_edit_that_is_none_of_them_is_not_removed_with_them(config: Path, name: str) -> None:
    workshop = left_over(config, "add_ons/duo_pro.yml", "name: duo_pro\n", "name: duo_pro\n")
    (workshop / name).mkdir(exist_ok=True)
    (workshop / name / "notes.txt").write_text("mine\n", "utf-8")
    before = files(config)

    with pytest.raises(EnvironmentProblem) as caught, locked(config, "config"):
        pytest.fail("in spite of it")

    assert str(caught.value) == (
        f"config/.site-builder-edit/{name}/notes.txt: error[E603] no edit made this, and it stands in the way"
    )
    assert files(config) == before


def left_over(config: Path, path: str, before: str | None, after: str | None, old: str = "old\n") -> Path:
    """What an edit that was killed may have left: its list, and the old file."""
    workshop = config / ".site-builder-edit"
    make_workshop(config)
    (workshop / "old").mkdir()
    (workshop / "old/0").write_text(old, "utf-8")
    write_list(config, [Row(path=path, before=_digest(before), after=_digest(after))])
    return workshop


def _digest(text: str | None) -> str | None:
    return None if text is None else hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize(
    "path",
    [
        "../outside.yml",
        "/etc/passwd",
        "a/b/c.yml",
        ".git/config",
        "add_ons/../../x.yml",
        "README.md",
        "x/y.yml",
        "add_ons/.x.yml",
    ],
)
def test_what_a_stranger_left_leads_nowhere_else(config: Path, tmp_path: Path, path: str) -> None:
    left_over(config, path, "old\n", None)
    before = state(tmp_path)

    with pytest.raises(EnvironmentProblem) as caught, locked(config, "config"):
        pytest.fail("taken for ours")

    assert caught.value.problem.message == NOT_OURS
    assert caught.value.problem.help == (
        "restore the files, as from Git; as they were before the edit they are in config/.site-builder-edit/old, numbered by "
        "the rows of exchange.json; then remove config/.site-builder-edit"
    )
    assert state(tmp_path) == before


def test_what_came_with_a_copy_is_not_undone_there(config: Path, tmp_path: Path) -> None:
    left_over(config, "add_ons/duo_core.yml", "old\n", "name: duo_core\n")
    copy = Path(shutil.copytree(config, tmp_path / "copy"))

    with pytest.raises(EnvironmentProblem, match=NOT_OURS), locked(copy, "copy"):
        pytest.fail("undone")

    with locked(config, "config"):
        assert (config / "add_ons/duo_core.yml").read_text("utf-8") == "old\n"


KILLED = """
from site_builder.source.saving import locked, save
from tests.source.test_saving import EDITS
config = Path(sys.argv[1])
def killing(event, arguments):
    if event == "os.rename" and str(arguments[1]).endswith("duo_core.yml"):
        die()
sys.addaudithook(killing)
if os.fork() == 0:
    with locked(config, "config"):
        save(config, EDITS, "config")
os.wait()
"""


def test_where_an_edit_was_made_is_told_by_what_stays_the_same_when_the_disk_is_mounted_anew(config: Path) -> None:
    run(KILLED, config)

    listed = json.loads((config / ".site-builder-edit/exchange.json").read_text("utf-8"))
    first = (config / ".site-builder-edit/.gitignore").stat()
    number, changed = listed["made_here"].split()
    assert (int(number), int(changed.replace(".", ""))) == (first.st_ino, first.st_ctime_ns)  # st_dev is another then


def test_where_an_edit_was_made_is_not_told_by_a_number_that_could_be_foretold(config: Path) -> None:
    run(KILLED, config)
    (config / ".site-builder-edit/.gitignore").chmod(0o600)  # as any file of this number that came later
    before = state(config)

    with pytest.raises(EnvironmentProblem, match=NOT_OURS), locked(config, "config"):
        pytest.fail("believed")

    assert state(config) == before


def test_a_list_without_the_file_that_was_made_before_it_is_not_believed(config: Path) -> None:
    run(KILLED, config)
    (config / ".site-builder-edit/.gitignore").unlink()

    with pytest.raises(EnvironmentProblem, match=NOT_OURS), locked(config, "config"):
        pytest.fail("believed")


def test_a_list_of_others_is_not_read_beyond_its_beginning(config: Path) -> None:
    make_workshop(config)
    (config / ".site-builder-edit/exchange.json").write_text("[" + '{"":0},' * 500_000 + "0]", "utf-8")

    tracemalloc.start()
    try:
        with pytest.raises(EnvironmentProblem, match=NOT_OURS), locked(config, "config"):
            pytest.fail("believed")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < 2_000_000


@pytest.mark.parametrize("name", ["", "new", "old", "kept", "kept/add_ons", "kept/unit_primitives"])
@pytest.mark.parametrize("is_killed", [False, True])
def test_a_link_in_the_place_of_a_directory_of_ours_is_not_followed(
    config: Path, tmp_path: Path, name: str, is_killed: bool
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    for file in ("0", "duo_core.yml"):
        (outside / file).write_text("theirs", "utf-8")
    if is_killed and name.startswith("kept"):
        left_over(config, "add_ons/duo_core.yml", "old\n", "new\n")
    link = config / ".site-builder-edit" / name
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(outside)
    before = state(outside)

    with pytest.raises(EnvironmentProblem, match=r"E603.*this is no directory"), locked(config, "config"):
        save(config, EDITS, "config")

    assert state(outside) == before
    assert files(config) | OLD == files(config)


@pytest.mark.parametrize("target", ["nowhere", pytest.param("exchange.json", id="itself"), "list.json"])
def test_a_link_in_the_place_of_the_list_is_not_followed_wherever_it_leads(config: Path, target: str) -> None:
    workshop = left_over(config, "add_ons/duo_core.yml", "old\n", "name: duo_core\n")
    (workshop / "exchange.json").rename(workshop / "list.json")
    (workshop / "exchange.json").symlink_to(target)
    before = state(config)

    with pytest.raises(EnvironmentProblem, match=NOT_OURS), locked(config, "config"):
        pytest.fail("followed, or passed over")

    assert state(config) == before


def test_a_link_in_the_place_of_an_old_file_is_not_put_back(config: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.yml"
    outside.write_text("theirs", "utf-8")
    old = left_over(config, "add_ons/duo_core.yml", "old\n", "name: duo_core\n") / "old/0"
    old.unlink()
    old.symlink_to(outside)

    with pytest.raises(EnvironmentProblem, match="E612"), locked(config, "config"):
        pytest.fail("told nothing")

    assert not (config / "add_ons/duo_core.yml").is_symlink()


@pytest.mark.parametrize(
    ("before", "after", "now", "then", "kept"),
    [
        ("old\n", "new\n", "new\n", "old\n", False),  # as the edit made it
        ("old\n", "new\n", "old\n", "old\n", False),  # not reached
        ("old\n", None, None, "old\n", False),
        (None, "new\n", "new\n", None, False),
        ("old\n", "new\n", "by hand\n", "by hand\n", True),
        ("old\n", None, "by hand\n", "by hand\n", True),
        ("old\n", "new\n", None, None, True),
        (None, "new\n", "by hand\n", "by hand\n", None),
    ],
)
def test_a_late_undo_overrules_nobody_who_has_written_since(
    config: Path, before: str | None, after: str | None, now: str | None, then: str | None, kept: bool | None
) -> None:
    left_over(config, "add_ons/x.yml", before, after)
    file = config / "add_ons/x.yml"
    if now is not None:
        file.write_text(now, "utf-8")

    if kept is False:
        with locked(config, "config"):
            pass
    else:
        with pytest.raises(EnvironmentProblem) as caught, locked(config, "config"):
            pytest.fail("told nothing")
        assert caught.value.problem.code == "E612"
        assert caught.value.problem.message.endswith("but for what was changed since: add_ons/x.yml")
        with locked(config, "config"):  # told once
            pass

    assert (file.read_text("utf-8") if file.exists() else None) == then
    copy = config / ".site-builder-edit/kept/add_ons/x.yml"
    assert (copy.read_text("utf-8") if copy.exists() else None) == ("old\n" if kept else None)


def test_what_is_kept_is_not_overwritten_by_what_is_kept_later(config: Path) -> None:
    for old in ("first\n", "second\n", "third\n"):
        left_over(config, "add_ons/duo_core.yml", old, "new\n", old=old)
        with pytest.raises(EnvironmentProblem, match="E612"), locked(config, "config"):
            pytest.fail("told nothing")

    kept = config / ".site-builder-edit/kept/add_ons"
    assert {path.name: path.read_text("utf-8") for path in kept.iterdir()} == {
        "duo_core.yml": "first\n",
        "duo_core.yml.2": "second\n",
        "duo_core.yml.3": "third\n",
    }


def test_thousands_of_files_are_put_back_as_well(config: Path) -> None:
    edits = []
    for number in range(3_000):
        (config / f"add_ons/a_name_of_some_length_{number}.yml").write_bytes(b"old")
        edits.append(FileEdit(path=f"add_ons/a_name_of_some_length_{number}.yml", before=b"old", after=b"new"))
    (config / "services").write_text("in the way", "utf-8")
    edits.append(FileEdit(path="services/b.yml", before=None, after=b"new"))  # no directory for it can be made

    with locked(config, "config"), pytest.raises(EnvironmentProblem, match="E603"):
        save(config, edits, "config")

    assert {path.read_bytes() for path in (config / "add_ons").glob("a_name*.yml")} == {b"old"}
    assert names(config) == ["add_ons", "services", "unit_primitives"]


@pytest.mark.parametrize(("was_there", "is_used"), [(False, False), (False, True), (True, False)])
def test_a_directory_stays_where_it_was_there_or_somebody_uses_it_and_else_goes_with_the_edit(
    config: Path, was_there: bool, is_used: bool
) -> None:
    if was_there:
        (config / "services").mkdir()
    program = f"""
from site_builder.source.saving import locked, save
from tests.source.test_saving import EDITS
config = Path(sys.argv[1])
def late(event, arguments):
    if event == "os.rename" and str(arguments[0]).endswith("duo_chat.yml"):
        if {is_used}:
            (config / "services/notes.txt").write_text("mine")
        (config / "unit_primitives/duo_chat.yml").write_bytes(b"# by hand")
sys.addaudithook(late)
try:
    with locked(config, "config"):
        save(config, EDITS, "config")
except EnvironmentProblem as error:
    print(error.problem.code)
"""

    assert run(program, config) == ["E610"]
    assert (config / "services").exists() == (was_there or is_used)


def test_a_file_that_an_editor_saves_during_the_exchange_stays(config: Path) -> None:
    saved = b"name: duo_chat # saved meanwhile\n"

    program = """
from site_builder.source.saving import locked, save
from tests.source.test_saving import EDITS
config = Path(sys.argv[1])
def late(event, arguments):
    if event == "os.rename" and str(arguments[1]).endswith("duo_core.yml"):
        (config / "unit_primitives/duo_chat.yml").write_bytes(b"name: duo_chat # saved meanwhile\\n")
sys.addaudithook(late)
try:
    with locked(config, "config"):
        save(config, EDITS, "config")
except EnvironmentProblem as error:
    print(error.problem.code)
"""

    assert run(program, config) == ["E610"]
    assert (config / "unit_primitives/duo_chat.yml").read_bytes() == saved
    assert (config / "add_ons/duo_core.yml").read_bytes() == EDITS[0].before
    assert not (config / "services/chat.yml").exists()


# Another program at work in the moment before an operation on a file, by name, that this one comes to the Nth time; the
# file is told by its end. `then` is what comes of this one at its next look at any file.
MEANWHILE = """
from site_builder.source.saving import locked, save
from tests.source.test_saving import EDITS
config, then = Path(sys.argv[1]), lambda: None
for name in {mounted}:
    (config / name).mkdir(exist_ok=True)
    subprocess.run(["mount", "--bind", config / name, config / name], check=True)

def saved_by_rename(path, text):
    draft = (config / path).with_name("draft")
    draft.write_text(text)
    draft.rename(config / path)

left, is_at_work = {moments}, False
def meanwhile(event, arguments):
    global is_at_work
    if is_at_work:
        return
    is_at_work = True
    if event == "open" and not left:
        then()
    for moment in [*left]:
        operation, path, times, text = moment
        if event == operation and any(str(it).endswith(path) for it in arguments):
            left.remove(moment)
            if times > 1:
                left.append((operation, path, times - 1, text))
            else:
                saved_by_rename(path, text)
    is_at_work = False
sys.addaudithook(meanwhile)
{then}
try:
    with locked(config, "config"):
        save(config, EDITS, "config")
except EnvironmentProblem as error:
    print(error)
"""
KILL = "then = lambda: os._exit(0)"
ALL_MOUNTED = ("add_ons", "services", "unit_primitives")
ON_MOUNTS = pytest.mark.skipif(mounting() is None, reason="nothing can be mounted here")


def edit_meanwhile(
    config: Path, *moments: tuple[str, str, int, str], mounted: tuple[str, ...] = (), then: str = ""
) -> list[str]:
    program = MEANWHILE.format(moments=list(moments), mounted=mounted, then=then)
    return run(program, config, prefix=(mounting() or ()) if mounted else ())


@pytest.mark.parametrize(
    ("operation", "path", "text"),
    [
        ("os.rename", "add_ons/duo_core.yml", "name: duo_core # by hand\n"),
        ("os.rename", "add_ons/duo_core.yml", NEW["add_ons/duo_core.yml"]),
        ("os.link", "services/chat.yml", "name: chat # by hand\n"),
        ("os.link", "services/chat.yml", NEW["services/chat.yml"]),
        ("os.rename", "unit_primitives/duo_chat.yml", "name: duo_chat # by hand\n"),
    ],
)
@pytest.mark.parametrize(
    ("times", "mounted"),
    [(1, ()), pytest.param(1, ALL_MOUNTED, marks=ON_MOUNTS), pytest.param(2, ALL_MOUNTED, marks=ON_MOUNTS)],
)
def test_what_an_editor_saves_by_rename_in_the_moment_of_the_exchange_stays(
    config: Path, operation: str, path: str, text: str, times: int, mounted: tuple[str, ...]
) -> None:
    (config / "services").mkdir()

    assert edit_meanwhile(config, (operation, path, times, text), mounted=mounted) == [
        f"config/{path}: error[E610] changed since this edit was made from it; nothing was written"
    ]
    assert files(config) == {**OLD, path: text}
    assert [path.name for path in config.rglob(".*")] == []


@pytest.mark.parametrize(
    ("path", "times", "mounted"),
    [
        ("add_ons/duo_core.yml", 1, ()),
        ("unit_primitives/duo_chat.yml", 1, ()),
        pytest.param("add_ons/duo_core.yml", 2, ALL_MOUNTED, marks=ON_MOUNTS),
        pytest.param("unit_primitives/duo_chat.yml", 2, ALL_MOUNTED, marks=ON_MOUNTS),
    ],
)
def test_what_an_editor_saved_in_the_moment_of_the_exchange_comes_back_also_where_the_edit_is_killed_then(
    config: Path, path: str, times: int, mounted: tuple[str, ...]
) -> None:
    assert edit_meanwhile(config, ("os.rename", path, times, "# by hand\n"), mounted=mounted, then=KILL) == []
    taken = files(config).get(path)

    with pytest.raises(EnvironmentProblem) as caught, locked(config, "config"):
        pytest.fail("told nothing")

    assert taken == NEW.get(path)
    assert caught.value.problem.code == "E612"
    assert caught.value.problem.message.endswith(f"but for what was changed since: {path}")
    kept = {".site-builder-edit/.gitignore": "*\n", f".site-builder-edit/kept/{path}": OLD[path]}
    assert files(config) == {**OLD, **kept, path: "# by hand\n"}


@pytest.mark.parametrize(
    ("path", "kept"), [("add_ons/duo_core.yml", OLD["add_ons/duo_core.yml"]), ("services/chat.yml", None)]
)
@pytest.mark.parametrize(
    ("times", "mounted"), [(1, ()), pytest.param(2, ALL_MOUNTED, marks=ON_MOUNTS)], ids=["here", "on mounts"]
)
def test_what_an_editor_saved_in_the_moment_of_an_undo_comes_back_also_where_that_is_killed_then(
    config: Path, path: str, kept: str | None, times: int, mounted: tuple[str, ...]
) -> None:
    (config / "services").mkdir()
    stopped = edit_meanwhile(config, ("os.rename", "unit_primitives/duo_chat.yml", 1, "#"), mounted=mounted, then=KILL)
    assert stopped == []
    times = 1 if path.startswith("services") else times  # nothing is copied there first
    assert edit_meanwhile(config, ("os.rename", path, times, "# by hand\n"), mounted=mounted, then=KILL) == []
    taken = files(config).get(path)

    with pytest.raises(EnvironmentProblem) as caught, locked(config, "config"):
        pytest.fail("told nothing")

    assert taken == OLD.get(path)
    assert caught.value.problem.code == "E612"
    assert path in caught.value.problem.message
    found = files(config)
    assert found[path] == "# by hand\n"
    assert found.get(f".site-builder-edit/kept/{path}") == kept


@pytest.mark.parametrize(
    "moment",
    [
        ("os.rename", "add_ons/duo_core.yml", 2, "name: duo_core # by hand\n"),  # the first is the exchange
        ("os.rename", "services/chat.yml", 1, "name: chat # by hand\n"),
    ],
)
def test_what_an_editor_saves_by_rename_while_an_edit_is_undone_stays(
    config: Path, moment: tuple[str, str, int, str]
) -> None:
    refused = "unit_primitives/duo_chat.yml"

    assert edit_meanwhile(config, moment, ("os.rename", refused, 1, "# by hand\n")) == [
        f"config/{refused}: error[E610] changed since this edit was made from it; nothing was written"
    ]
    _, path, _, text = moment
    assert files(config) == {**OLD, refused: "# by hand\n", path: text}


@pytest.mark.parametrize("path", OLD)
def test_what_is_removed_in_the_moment_of_the_exchange_is_told(config: Path, path: str) -> None:
    program = """
from site_builder.source.saving import locked, save
from tests.source.test_saving import EDITS
config = Path(sys.argv[1])
def late(event, arguments):
    file = config / sys.argv[2]
    if event == "os.rename" and str(file) in map(str, arguments) and file.exists():
        file.unlink()
sys.addaudithook(late)
try:
    with locked(config, "config"):
        save(config, EDITS, "config")
except EnvironmentProblem as error:
    print(error)
"""

    assert run(program, config, path) == [
        f"config/{path}: error[E610] changed since this edit was made from it; nothing was written"
    ]
    assert files(config) == {name: text for name, text in OLD.items() if name != path}


@pytest.mark.parametrize("name", ["new/0", "exchange.json.new", ".gitignore", ".site-builder-edit"])
@pytest.mark.parametrize(
    ("in_the_way", "told", "then"),
    [
        ([], [], NEW),
        (["services"], ["config: error[E603] cannot be written: file exists (config/services)"], OLD),
    ],
    ids=["done", "undone"],
)
def test_an_edit_ends_as_it_would_also_where_what_it_needed_cannot_be_removed(
    config: Path, name: str, in_the_way: list[str], told: list[str], then: dict[str, str]
) -> None:
    for path in in_the_way:
        (config / path).write_text("in the way", "utf-8")
    program = f"""
from site_builder.source.saving import locked, save
from tests.source.test_saving import EDITS
config = Path(sys.argv[1])
def failing(event, arguments):
    if event in ("os.remove", "os.rmdir") and str(arguments[0]).endswith({name!r}):
        raise OSError(errno.EIO, os.strerror(errno.EIO))
sys.addaudithook(failing)
try:
    with locked(config, "config"):
        save(config, EDITS, "config")
except EnvironmentProblem as error:
    print(str(error).replace(str(config), "config"))
"""

    assert run(program, config) == told
    assert {path: text for path, text in files(config).items() if path[0] != "."} == then
    with locked(config, "config"):
        pass
    assert files(config) == then


def test_an_edit_that_is_done_stays_so_where_somebody_has_put_something_among_its_files(config: Path) -> None:
    program = """
from site_builder.source.saving import locked, save
from tests.source.test_saving import EDITS
config = Path(sys.argv[1])
def late(event, arguments):
    if event == "os.remove" and str(arguments[0]).endswith("exchange.json"):
        (config / ".site-builder-edit/new/notes").mkdir()
sys.addaudithook(late)
with locked(config, "config"):
    save(config, EDITS, "config")
print("done")
"""

    assert run(program, config) == ["done"]
    with pytest.raises(EnvironmentProblem) as caught, locked(config, "config"):
        pytest.fail("in spite of it")
    assert str(caught.value) == (
        "config/.site-builder-edit/new/notes: error[E603] no edit made this, and it stands in the way"
    )
    shutil.rmtree(config / ".site-builder-edit")
    assert files(config) == NEW


def test_what_stands_in_the_way_of_a_directory_is_told_with_what_helps(config: Path) -> None:
    (config / "services").write_text("in the way", "utf-8")

    with locked(config, "config"), pytest.raises(EnvironmentProblem) as caught:
        save(config, EDITS, "config")

    problem = caught.value.problem
    assert (problem.code, problem.message, problem.help) == (
        "E603",
        f"cannot be written: file exists ({config}/services)",
        "move elsewhere what stands there, and edit again",
    )
    assert files(config) == OLD


def test_a_file_that_nobody_may_write_is_not_written(config: Path) -> None:
    (config / "add_ons/duo_core.yml").chmod(0o444)
    before = state(config)

    with locked(config, "config"), pytest.raises(EnvironmentProblem, match=r"E603.*nobody may write this file"):
        save(config, EDITS, "config")

    assert state(config) == before


def test_an_interruption_that_comes_when_all_is_done_is_passed_over(config: Path) -> None:
    program = """
from site_builder.source.saving import locked, save
from tests.source.test_saving import EDITS
config = Path(sys.argv[1])
def late(event, arguments):
    if event == "os.remove" and str(arguments[0]).endswith("exchange.json"):
        os.kill(os.getpid(), signal.SIGINT)
sys.addaudithook(late)
with locked(config, "config"):
    save(config, EDITS, "config")
print("done")
"""

    assert run(program, config) == ["done"]
    assert files(config) == NEW


@pytest.mark.parametrize(
    ("number", "told"),
    [("SIGINT", "KeyboardInterrupt()"), ("SIGTERM", "SystemExit(143)")],
    ids=["ctrl-c", "terminated"],
)
def test_an_interruption_during_the_exchange_undoes_it_and_is_obeyed_as_what_it_is(
    config: Path, number: str, told: str
) -> None:
    program = f"""
from site_builder.source.saving import locked, save
from tests.source.test_saving import EDITS
config = Path(sys.argv[1])
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
def early(event, arguments):
    if event == "os.rename" and str(arguments[1]).endswith("duo_core.yml"):
        os.kill(os.getpid(), signal.{number})
sys.addaudithook(early)
try:
    with locked(config, "config"):
        save(config, EDITS, "config")
except BaseException as error:
    print(repr(error))
"""

    assert run(program, config) == [told]
    assert files(config) == OLD
    assert names(config) == ["add_ons", "unit_primitives"]


def test_what_is_not_ours_stays_where_edits_are_prepared(config: Path) -> None:
    workshop = config / ".site-builder-edit"
    workshop.mkdir()
    (workshop / "notes.txt").write_text("mine", "utf-8")

    with locked(config, "config"):
        save(config, EDITS, "config")

    assert files(config) == {**NEW, ".site-builder-edit/notes.txt": "mine"}


def test_git_does_not_see_what_an_edit_left(config: Path) -> None:
    run(KILLED, config)
    subprocess.run(["git", "init", "-q", config], check=True)

    status = subprocess.run(
        ["git", "status", "--short", "-uall"], cwd=config, capture_output=True, text=True, check=True
    )

    assert (config / ".site-builder-edit/exchange.json").exists()
    assert ".site-builder-edit" not in status.stdout
