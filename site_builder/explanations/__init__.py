"""What every code means, who is hurt, an example and the same repaired, and the fix: a module a family of codes."""

from collections.abc import Mapping

from . import texts
from .contradictions import CONTRADICTIONS
from .explanation import Explanation, Part
from .files import FILES
from .forms import FORMS
from .machine import MACHINE
from .publishing import PUBLISHING
from .references import REFERENCES
from .syntax import SYNTAX
from .values import VALUES

__all__ = ["EXPLANATIONS", "Explanation", "Part", "texts"]

# By the number of the code: E103 follows W103.
EXPLANATIONS: Mapping[str, Explanation] = {
    explanation.code: explanation
    for explanation in sorted(
        (*FILES, *SYNTAX, *VALUES, *FORMS, *REFERENCES, *CONTRADICTIONS, *PUBLISHING, *MACHINE),
        key=lambda explanation: (explanation.code[1:], explanation.code),
    )
}
