"""Waiting for a change ends with one, also with one from before, and when told to."""

from pathlib import Path
from threading import Event, Thread

import pytest

from site_builder.serving.watcher import SETTLING, wait_for_change
from site_builder.source import Sources, look
from tests.serving.served import DEADLINE


class Waits(Event):
    """Tells for how long was to be waited, and waits for nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds: list[float | None] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.seconds.append(timeout)
        return self.is_set()


@pytest.fixture
def watched(tmp_path: Path) -> Sources:
    (tmp_path / "config").mkdir()
    (tmp_path / "config/site.yml").write_text("text")
    return Sources(configs=(tmp_path / "config",))


def test_waiting_ends_with_a_change_also_with_one_from_before(tmp_path: Path, watched: Sources) -> None:
    seen = look(watched)
    waiting = Thread(target=wait_for_change, args=(watched, seen, Event(), 0.01))
    waiting.start()
    (tmp_path / "config/site.yml").unlink()
    waiting.join(DEADLINE)

    assert not waiting.is_alive()
    wait_for_change(watched, seen, Event(), 0.01)


def test_waiting_ends_when_told_to_stop(watched: Sources) -> None:
    stop = Event()
    waiting = Thread(target=wait_for_change, args=(watched, look(watched), stop, DEADLINE))
    waiting.start()
    stop.set()
    waiting.join(DEADLINE)

    assert not waiting.is_alive()


@pytest.mark.parametrize(("interval", "settling"), [(0.01, 0.01), (DEADLINE, SETTLING)])
def test_what_has_changed_is_given_time_to_settle(watched: Sources, interval: float, settling: float) -> None:
    stop = Waits()
    wait_for_change(watched, {}, stop, interval)

    assert stop.seconds == [settling]


def test_waiting_ends_after_so_many_looks(watched: Sources) -> None:
    stop = Waits()
    wait_for_change(watched, look(watched), stop, DEADLINE, most=3)

    assert stop.seconds == [DEADLINE, DEADLINE, DEADLINE, SETTLING]
