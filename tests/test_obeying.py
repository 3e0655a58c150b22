"""Whoever stops the program is heard, wherever it is just then."""

import signal
import subprocess
import sys
from textwrap import dedent

import pytest

BEGINNING = """
    import os, signal, sys, time
    from site_builder.obeying import obey_signals

    def stop():
        os.kill(os.getpid(), signal.{signal})

    class Object:
        def __del__(self):
            stop()

    obey_signals()
    try:
        {work}
        time.sleep(60)
    except KeyboardInterrupt:
        sys.exit(130)
    """


def ending(work: str, number: signal.Signals = signal.SIGINT) -> tuple[int, str]:
    """The exit status of a program that tells itself to stop, and what it prints."""
    script = dedent(BEGINNING).format(signal=number.name, work=work)
    done = subprocess.run([sys.executable, "-c", script], stderr=subprocess.PIPE, text=True, check=False, timeout=30)
    return done.returncode, done.stderr


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 143)])
@pytest.mark.parametrize(
    "work",
    ["stop()", "exec('stop()')", "Object()", "exec('Object()')", "[Object() for _ in range(9)]"],
)
def test_what_it_is_told_while_an_object_is_freed_or_a_text_run_ends_it_with_its_status(
    work: str, number: signal.Signals, status: int
) -> None:
    assert ending(work, number) == (status, "")


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_what_it_is_told_while_that_is_seen_to_ends_it_with_its_status_too(number: signal.Signals, status: int) -> None:
    again = (
        "set = signal.setitimer; signal.setitimer = lambda *of: (setattr(signal, 'setitimer', set), set(*of), stop())"
    )

    assert ending(f"{again}; Object()", number) == (status, "")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP])
def test_whoever_started_it_deaf_to_ctrl_c_or_the_end_of_the_terminal_is_not_interrupted(
    number: signal.Signals,
) -> None:
    deaf = f"signal.signal(signal.{number.name}, signal.SIG_IGN); obey_signals(); Object(); sys.exit(7)"

    assert ending(deaf, number) == (7, "")


def test_any_other_exception_that_is_lost_is_told_as_python_does() -> None:
    status, said = ending("del Object.__del__; Object.__del__ = lambda self: 1 / 0; Object(); sys.exit(7)")

    assert (status, said.splitlines()[-1]) == (7, "ZeroDivisionError: division by zero")
