"""Moving a file: whole or not at all, and nothing stays beside its place."""

from pathlib import Path

import pytest

from site_builder.source.moving import put_new, put_over
from tests.output.publishing import can_refuse_calls, names, run
from tests.trees import write_tree


@pytest.mark.skipif(not can_refuse_calls(), reason="no seccomp filter known for this machine")
def test_a_file_that_came_meanwhile_is_not_replaced_where_the_file_system_gives_no_second_names(tmp_path: Path) -> None:
    write_tree(tmp_path, "-- new --\nnew\n-- there --\nof another\n")
    program = """
from site_builder.source.moving import put_new, put_over
directory = Path(sys.argv[1])
refuse_calls("link", "linkat")
def late(event, arguments):
    if event == "os.link" and str(arguments[0]).endswith("copy"):
        (directory / "late").write_text("of another\\n")
sys.addaudithook(late)
for place in ("there", "there", "late", "free"):
    print(put_new(directory / "new", directory / place, "copy"))
    (directory / "late").unlink(missing_ok=True) if place == "free" else None
"""

    assert run(program, tmp_path) == ["False", "False", "False", "True"]
    assert (tmp_path / "there").read_text("utf-8") == "of another\n"
    assert (tmp_path / "free").read_text("utf-8") == "new\n"
    assert names(tmp_path) == ["free", "new", "there"]


@pytest.mark.skipif(not can_refuse_calls(), reason="no seccomp filter known for this machine")
def test_a_copy_for_which_there_is_no_room_does_not_stay(tmp_path: Path) -> None:
    write_tree(tmp_path, "-- new --\nnew\n")
    program = """
import resource
from site_builder.source.moving import put_new, put_over
directory = Path(sys.argv[1])
refuse_calls("link", "linkat")
resource.setrlimit(resource.RLIMIT_FSIZE, (2, 2))
for _ in range(2):
    try:
        put_new(directory / "new", directory / "there", "copy")
    except OSError as error:
        print(errno.errorcode[error.errno], Path(error.filename).name)
"""

    assert run(program, tmp_path) == ["EFBIG there", "EFBIG there"]
    assert names(tmp_path) == ["new"]


def test_a_file_that_cannot_be_read_is_told_by_its_own_name(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        put_new(tmp_path / "gone", tmp_path / "there", "copy")

    assert caught.value.filename == str(tmp_path / "gone")
    assert names(tmp_path) == []


def test_a_place_at_which_nothing_can_be_made_is_told_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "new").write_text("new\n", "utf-8")

    with pytest.raises(FileNotFoundError) as caught:
        put_new(tmp_path / "new", tmp_path / "none/there", "copy")

    assert caught.value.filename == str(tmp_path / "none/there")


def test_of_two_that_are_saved_in_the_moment_the_newest_stays(tmp_path: Path) -> None:
    write_tree(tmp_path, "-- new --\nof the edit\n-- there --\nsaved first\n-- late --\nsaved last\n")

    def is_as_before(file: Path) -> bool:
        (tmp_path / "late").replace(tmp_path / "there")  # somebody saves while this is looked at
        return file.read_text("utf-8") == "as before\n"

    assert not put_over(tmp_path / "new", tmp_path / "there", "copy", is_as_before)
    assert (tmp_path / "there").read_text("utf-8") == "saved last\n"
