"""What came of the last build, for every request to see, and a place to wait for the next."""

import secrets
from dataclasses import dataclass
from threading import Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What is shown between two builds."""

    mark: str  # no two editions have the same, not even those of two servers
    has_site: bool = False  # whether any build has succeeded
    report: str = ""  # what is wrong, as plain text; empty when nothing is


class Editions:
    """The edition of this moment. Threads may ask, wait and publish at once."""

    def __init__(self) -> None:
        self._server = secrets.token_hex(4)
        self._number = 0
        self._current = Edition(mark=f"{self._server}-0")
        self._changed = Condition()
        self._is_closed = False

    @property
    def current(self) -> Edition:
        """The newest edition; before the first build ends, one without site and without report."""
        return self._current

    @property
    def is_closed(self) -> bool:
        """Whether there will be no more editions."""
        return self._is_closed

    def publish(self, report: str) -> None:
        """A build has ended: well, or with a report. The same report again makes no new edition."""
        if report and report == self._current.report:
            return
        with self._changed:
            self._number += 1
            mark, has_site = f"{self._server}-{self._number}", self._current.has_site or not report
            self._current = Edition(mark=mark, has_site=has_site, report=report)
            self._changed.notify_all()

    def after(self, mark: str, timeout: float) -> Edition:
        """The newest edition, as soon as it is another than that of the mark, or when `timeout` seconds are over."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_closed or self._current.mark != mark, timeout)
            return self._current

    def close(self) -> None:
        """Let everybody go who waits."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()
