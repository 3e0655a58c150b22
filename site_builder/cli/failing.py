"""Changes in, an exit status out: `--fail-on`, its classes, its help, and what is said where it decides."""

from collections.abc import Iterable, Sequence

import click

from ..catalog import Change, ChangeClass
from ..suggestions import did_you_mean
from .report import echo_aside, visible

LOSSES = "losses"  # all classes in which customers lose something, or need something more
WORDS = {
    LOSSES: (ChangeClass.LOST, ChangeClass.BECAME_PAID, ChangeClass.VERSION_RAISED, ChangeClass.REMOVED),
    **{str(sort): (sort,) for sort in ChangeClass},
}


def _classes(context: click.Context, parameter: click.Parameter, texts: Sequence[str]) -> frozenset[ChangeClass]:
    """The classes of words with commas. BadParameter for a word that there is not."""
    return frozenset(
        sort for text in texts for word in text.split(",") if word.strip() for sort in _named(word.strip())
    )


def _named(word: str) -> Iterable[ChangeClass]:
    if word not in WORDS:
        hint = did_you_mean(word, WORDS) or f"there are {', '.join(WORDS)}"
        raise click.BadParameter(f"unknown class of change '{visible(word)}' ({hint})")
    return WORDS[word]


fail_on_option = click.option(
    "--fail-on", metavar="CLASS[,CLASS]", multiple=True, callback=_classes,
    help=f"Exit with 1 where a change is of such a class: {', '.join(ChangeClass)}; "
    f"{LOSSES} stands for {', '.join(WORDS[LOSSES])}.",
)  # fmt: skip


def failing(changes: Iterable[Change], classes: frozenset[ChangeClass]) -> tuple[Change, ...]:
    """The changes of classes to fail on."""
    return tuple(change for change in changes if change.sort in classes)


def fail_for(found: Sequence[Change]) -> None:
    """Ends a command with 1 where there are such changes, and says so on the standard error stream."""
    if found:
        are = "is" if len(found) == 1 else "are"
        names = ", ".join(dict.fromkeys(change.sort for change in found))
        echo_aside(f"{len(found):,} of the changes {are} of a class to fail on: {names}")
        raise click.exceptions.Exit(1)
