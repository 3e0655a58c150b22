"""Parts of a work that several processes take in turn: whatever becomes of workers, all results come once."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from site_builder.output.sharing import MOST_PARTS, shared_out
from tests.cli.running import ROOT

Word = tuple[int, int, int]  # part, place in it, process
ALONE, TOGETHER = 1, (2, 3, 5)
HERE = os.getpid()


def parts(
    count: int, then: Callable[[int], None] = lambda _: None, length: int = 40
) -> list[Callable[[], Iterator[Word]]]:
    """Parts that give some words and then do something, each in the process that it is in."""

    def part(number: int) -> Iterator[Word]:
        for place in range(length):
            yield number, place, os.getpid()
        then(number)

    return [lambda number=number: part(number) for number in range(count)]  # type: ignore[misc]


def words(asked: list[Callable[[], Iterator[Word]]], processes: int) -> list[Word]:
    with shared_out(asked, processes) as results:
        return list(results)


def whole(count: int, length: int = 40) -> list[tuple[int, int]]:
    return [(number, place) for number in range(count) for place in range(length)]


def processes_of_ours() -> set[str]:
    """Those that this one has started and not waited for, other tests' among them."""
    return {number for file in Path("/proc/self/task").glob("*/children") for number in file.read_text().split()}


@pytest.fixture(autouse=True)
def no_process_is_left() -> Iterator[None]:
    """None of the workers outlives a test."""
    before = processes_of_ours()
    yield
    assert processes_of_ours() == before


@pytest.mark.parametrize("processes", [ALONE, *TOGETHER])
@pytest.mark.parametrize("count", [0, 1, 2, 100, MOST_PARTS, MOST_PARTS + 1])
def test_every_result_comes_once_and_those_of_a_part_in_their_order(count: int, processes: int) -> None:
    found = words(parts(count, length=20), processes)

    assert sorted(found, key=lambda word: word[0]) == sorted(found)
    assert sorted(word[:2] for word in found) == whole(count, length=20)


def test_a_worker_begins_with_the_last_part() -> None:
    found = words(parts(20), 2)

    assert {process for number, _, process in found if number == 19}.isdisjoint({HERE})
    assert {process for _, _, process in words(parts(20), ALONE)} == {HERE}


@pytest.mark.parametrize("processes", [ALONE, *TOGETHER])
def test_a_part_is_done_once_by_whoever_took_it(processes: int) -> None:
    done_here: list[int] = []
    found = words(parts(20, done_here.append, length=2_000), processes)

    by = {number: {process for part, _, process in found if part == number} for number in range(20)}
    assert {number: len(them) for number, them in by.items()} == dict.fromkeys(range(20), 1)
    assert done_here == [number for number, them in by.items() if them == {HERE}]


def test_what_a_worker_is_at_is_waited_for() -> None:
    short, long = parts(1, length=1)[0], parts(2, length=100_000)[1]

    found = words([short, long], 2)

    assert HERE not in {process for number, _, process in found if number == 1}
    assert len(found) == 100_001


def test_no_more_workers_than_there_are_parts_to_take() -> None:
    before = processes_of_ours()

    with shared_out(parts(3), 10) as results:
        assert len(processes_of_ours() - before) == 2
        assert len(list(results)) == 120


@pytest.mark.parametrize("processes", TOGETHER)
@pytest.mark.parametrize("fails", [0, 1, 50, 99])
def test_where_a_part_fails_the_error_is_that_of_the_first(fails: int, processes: int) -> None:
    def fail(number: int) -> None:
        if number >= fails:
            raise LookupError(f"part {number}")

    seen: list[Word] = []
    with pytest.raises(LookupError, match=f"^part {fails}$"), shared_out(parts(100, fail), processes) as results:
        seen.extend(results)

    assert len({word[:2] for word in seen}) == len(seen)
    assert {word[:2] for word in seen} >= set(whole(fails))


@pytest.mark.parametrize("processes", TOGETHER)
@pytest.mark.parametrize("dies", [0, 1, 7])
def test_what_a_worker_does_not_live_to_finish_is_done_here(dies: int, processes: int) -> None:
    def die(number: int) -> None:
        if number >= dies and os.getpid() != HERE:
            os.kill(os.getpid(), signal.SIGKILL)

    found = words(parts(30, die), processes)

    assert sorted(word[:2] for word in found) == whole(30)


def test_what_cannot_be_sent_is_done_here() -> None:
    found: list[object] = []
    with shared_out([lambda: iter([1, lambda: 2]), lambda: iter([3])], 2) as results:
        found.extend(results)

    assert [it for it in found if isinstance(it, int)] in ([1, 3], [3, 1])
    assert len(found) == 3


def test_more_than_a_pipe_holds_comes_whole() -> None:
    large = [lambda number=number: iter([bytes([number]) * 5_000_000]) for number in range(4)]

    with shared_out(large, 2) as results:
        assert sorted(results) == [bytes([number]) * 5_000_000 for number in range(4)]


def test_whoever_stops_asking_leaves_no_process_behind() -> None:
    with suppress(KeyboardInterrupt), shared_out(parts(100), 3) as results:
        next(results)
        raise KeyboardInterrupt


def test_where_no_process_is_to_be_had_everything_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", refuse)

    assert words(parts(5), 3) == [(number, place, HERE) for number in range(5) for place in range(40)]
    assert signal.pthread_sigmask(signal.SIG_BLOCK, ()).isdisjoint({signal.SIGINT, signal.SIGTERM, signal.SIGHUP})


def test_a_worker_that_has_gone_unheard_is_not_killed_for_its_number_may_be_that_of_another_by_now() -> None:
    program = """
import os, signal
from contextlib import suppress
from site_builder.output.sharing import shared_out
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
os.kill = lambda *killed: print("killed", killed)
with shared_out([lambda: iter(range(10))] * 3, 3) as results:
    print(sorted(results) == sorted([*range(10)] * 3))
    with suppress(ChildProcessError):
        os.waitpid(-1, 0)  # until all have gone
"""
    ended = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )

    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "True\n", "")


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_workers_do_not_outlive_whom_they_work_for(ending: signal.Signals) -> None:
    """Output ends when the last process that could write to it has gone."""
    program = f"""
import os, signal
from site_builder.output.sharing import shared_out
def forever():
    while True: yield b"x" * 1000
with shared_out([forever] * 3, 3) as results:
    for number, _ in enumerate(results):
        if number == 1000: os.kill(os.getpid(), signal.{ending.name})
"""
    ended = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )

    assert ended.returncode == -ending
    assert ended.stderr.count("Traceback") <= 1


def test_ctrl_c_at_the_very_beginning_of_a_worker_does_not_make_it_go_on_as_whom_it_works_for() -> None:
    program = """
import os, signal
from site_builder.output.sharing import shared_out
os.register_at_fork(after_in_child=lambda: os.kill(os.getpid(), signal.SIGINT))
with shared_out([lambda: iter(range(10))] * 3, 2) as results:
    print(sorted(results) == sorted([*range(10)] * 3))
"""
    ended = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )

    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "True\n", "")


def test_ctrl_c_reaches_workers_and_is_left_to_whom_they_work_for() -> None:
    program = """
import os, signal
from site_builder.output.sharing import shared_out
try:
    with shared_out([lambda: iter(range(10**9))] * 3, 3) as results:
        for number, _ in enumerate(results):
            if number == 1000: os.killpg(0, signal.SIGINT)
except KeyboardInterrupt:
    print("stopped")
"""
    ended = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT, capture_output=True, text=True, timeout=60, start_new_session=True, check=False,
    )  # fmt: skip

    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "stopped\n", "")
