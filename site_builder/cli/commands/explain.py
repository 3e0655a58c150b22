"""`site-builder explain`"""

import click

from ...explanations import EXPLANATIONS, Explanation, texts
from ...problems import CODES
from ...suggestions import did_you_mean
from ..completion import complete_words
from ..report import echo_document, visible

_ONE = {"text": texts.as_text, "markdown": texts.as_markdown, "json": texts.as_json}
_ALL = {"text": texts.list_as_text, "markdown": texts.list_as_markdown, "json": texts.list_as_json}


@click.command("explain")
@click.argument("code", required=False, shell_complete=complete_words(CODES.items()))
@click.option("--format", "form", type=click.Choice(list(_ONE)), default="text", show_default=True)
def explain_command(code: str | None, form: str) -> None:
    """Explain a code: its meaning, who is hurt, an example, the fix. Without one, list all.

    \b
    Examples:
      site-builder explain E301
      site-builder explain
      site-builder explain W402 --format markdown
    """  # noqa: D301 click keeps the lines after this control character as they are
    if code is None:
        echo_document(_ALL[form](EXPLANATIONS.values()))
    else:
        echo_document(_ONE[form](_explanation(code)))


def _explanation(code: str) -> Explanation:
    """By its code, in whatever letters, or by its number where only one code has it."""
    word = code.strip().upper()
    same = [known for known in EXPLANATIONS if word in (known, known[1:])] or [
        known for known in EXPLANATIONS if word[1:] == known[1:] and word[:1] in ("E", "W")
    ]
    if len(same) == 1:
        return EXPLANATIONS[same[0]]
    hint = f"did you mean {' or '.join(same)}?" if same else did_you_mean(word, EXPLANATIONS)
    advice = f" ({hint})" if hint else ""
    raise click.UsageError(f"there is no code '{visible(code)}'{advice}; site-builder explain lists all of them")
