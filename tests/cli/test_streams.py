"""The streams that a program was started with: what is printed comes when whoever reads expects it."""

from io import FileIO, TextIOWrapper
from pathlib import Path

import pytest

from site_builder.cli.streams import whole


@pytest.mark.parametrize(
    ("line_buffering", "write_through", "there"),
    [
        (False, False, b""),  # to a file or a pipe
        (True, False, b"printed\n"),  # to a terminal
        (False, True, b"printed\n"),  # as PYTHONUNBUFFERED wants it
    ],
)
def test_a_line_comes_at_once_where_python_itself_would_not_keep_it_back(
    tmp_path: Path, line_buffering: bool, write_through: bool, there: bytes
) -> None:
    file = tmp_path / "out"
    with TextIOWrapper(
        FileIO(file, "w"),  # what Python itself writes to without a buffer
        encoding="utf-8",
        line_buffering=line_buffering,
        write_through=write_through,
    ) as stream:
        stream_of_ours = whole(stream)

        stream_of_ours.write("printed\n")

        assert file.read_bytes() == there
        stream_of_ours.flush()
        assert file.read_bytes() == b"printed\n"
