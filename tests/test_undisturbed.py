"""What ends a program waits for the end of what must not be left half done."""

import os
import signal
from contextlib import suppress
from threading import Thread

import pytest

from site_builder.undisturbed import undisturbed


def test_ctrl_c_comes_at_the_end() -> None:
    done = []
    with suppress(KeyboardInterrupt), undisturbed():
        os.kill(os.getpid(), signal.SIGINT)
        done.append("half")
        os.kill(os.getpid(), signal.SIGINT)
        done.append("whole")
    done.append("after")

    assert done == ["half", "whole", "after"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_handlers_are_what_they_were(number: signal.Signals) -> None:
    told: list[int] = []
    before = signal.signal(number, lambda number, _: told.append(number))
    try:
        with undisturbed():
            os.kill(os.getpid(), number)
            assert told == []
        assert told == [number]
        os.kill(os.getpid(), number)
        assert told == [number, number]
    finally:
        signal.signal(number, before)


def test_what_the_program_is_deaf_to_is_not_told() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with undisturbed() as told:
            os.kill(os.getpid(), signal.SIGHUP)
            assert told == []
    finally:
        signal.signal(signal.SIGHUP, before)


def test_of_several_the_first_counts() -> None:
    told: list[int] = []
    numbers = (signal.SIGTERM, signal.SIGINT)
    before = {number: signal.signal(number, lambda number, _: told.append(number)) for number in numbers}
    try:
        with undisturbed():
            for number in numbers:
                os.kill(os.getpid(), number)
        assert told == [signal.SIGTERM]
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def test_what_came_can_be_forgotten() -> None:
    with undisturbed() as told:
        os.kill(os.getpid(), signal.SIGTERM)
        assert told == [signal.SIGTERM]
        told.clear()


def test_what_goes_wrong_within_is_told_and_ctrl_c_with_it() -> None:
    def fail() -> None:
        with undisturbed():
            os.kill(os.getpid(), signal.SIGINT)
            raise OSError("no room")

    with pytest.raises(KeyboardInterrupt) as caught:
        fail()

    assert isinstance(caught.value.__context__, OSError)


def test_another_thread_is_not_told_anyway() -> None:
    handler, done = signal.getsignal(signal.SIGINT), []

    def work() -> None:
        with undisturbed():
            done.append(signal.getsignal(signal.SIGINT) is handler)

    thread = Thread(target=work)
    thread.start()
    thread.join()

    assert done == [True]
