"""Characters that may not be in a text, because nobody sees them or they change what others look like.

Text in; where such characters stand, their names, and text that is safe to show out.
"""

import re
import unicodedata
from collections.abc import Iterator

# Standing for a character that may not be there: visible, one wide, and allowed itself.
REPLACEMENT = "\ufffd"

_CONTROLS = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
# NEL (a control), line and paragraph separator end a line for some programs and not for others.
_SEPARATORS = r"\u2028\u2029"
_DIRECTIONS = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_INVISIBLE = (
    r"\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164\ufe00-\ufe0d\ufeff"
    r"\uffa0\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# Letters, and a sign of Braille, that may look like a space.
_BLANKS = re.compile(r"[\u115f\u1160\u2800\u3164\uffa0]")
# Behind a character that has two looks, as a text and as an emoji: they choose one.
_LOOKS = r"\ufe0e\ufe0f"
_NONCHARACTERS = r"\ufdd0-\ufdef" + "".join(rf"\U{plane:04x}fffe\U{plane:04x}ffff" for plane in range(17))
_SURROGATES = r"\ud800-\udfff"

_FORBIDDEN = _CONTROLS + _SEPARATORS + _DIRECTIONS + _INVISIBLE + _NONCHARACTERS + _SURROGATES
_RUN = re.compile(rf"([{_FORBIDDEN}])\1*")
_UNSEEN = re.compile(rf"[{_DIRECTIONS}{_INVISIBLE}{_LOOKS}]")
_UNSHOWN = re.compile(rf"[{_FORBIDDEN}\t\n\r]")
# Emoji of several parts are held together by a joiner that is seen in its effect: person, joiner, laptop.
_EMOJI = r"[\u2190-\u2bff\U0001f000-\U0001faff]"
_JOINED = re.compile(rf"(?<=[\u2190-\u2bff\U0001f000-\U0001faff\ufe0f])\u200d(?={_EMOJI})")

_CONTROL_NAMES = {
    "\x00": "NUL",
    "\x07": "bell",
    "\x08": "backspace",
    "\x0b": "vertical tab",
    "\x0c": "form feed",
    "\r": "carriage return",
    "\x1b": "escape",
    "\x7f": "delete",
    "\x85": "next line",
}


def forbidden_runs(text: str) -> Iterator[tuple[int, str]]:
    """Where a character that may not be there stands, and the run of the same character that begins there."""
    for match in _RUN.finditer(text):
        if not _JOINED.match(text, match.start()):
            yield match.start(), match.group()


def is_forbidden(character: str) -> bool:
    """Whether the character may not be in a text at all."""
    return _RUN.match(character) is not None


def without_forbidden(text: str) -> str:
    """The same text, of the same length, with a replacement character for each one that may not be there."""
    parts, done = [], 0
    for start, run in forbidden_runs(text):
        parts += [text[done:start], REPLACEMENT * len(run)]
        done = start + len(run)
    return "".join([*parts, text[done:]])


def without_unseen(text: str) -> str:
    """What is read of a text: all but what nobody sees, also where it may be there."""
    return _UNSEEN.sub("", text)


def with_spaces(text: str) -> str:
    """The same text with spaces for what may look like one."""
    return _BLANKS.sub(" ", text)


def character_name(character: str) -> str:
    """`U+200B (zero width space)`."""
    return f"U+{ord(character):04X} ({_name(character)})"


def _name(character: str) -> str:
    if "\ud800" <= character <= "\udfff":
        return "half of a surrogate pair"
    if character in _CONTROL_NAMES or unicodedata.category(character) == "Cc":
        return _CONTROL_NAMES.get(character, "control character")
    unnamed = "noncharacter" if re.match(f"[{_NONCHARACTERS}]", character) else "unnamed"
    return unicodedata.name(character, unnamed).lower()


def quotable(text: str, limit: int = 60) -> str:
    r"""The text to show in a message: on a line, unseen characters escaped (`\u202e`), cut after `limit` characters."""
    shown = _UNSHOWN.sub(lambda match: match.group().encode("unicode_escape").decode(), text[:limit])
    return shown + "…" if len(text) > limit else shown
