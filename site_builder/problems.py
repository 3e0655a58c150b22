"""What is wrong with a configuration, as values: problems, their codes, and the exception that carries them.

Nothing here prints or exits; `cli.report` turns problems into text or JSON.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """Whether a problem stops the build (error) or is reported beside a good one (warning)."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Where a value stands in its file: line and column count characters from 1, width is in characters."""

    line: int
    column: int
    width: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing the author of a configuration file should fix.

    `path` is as shown to the author, with `/`. `line` and `column` count characters from 1; both are None when the
    problem is about the file as a whole. `excerpt` is the text of that line and `width` how much of it is meant;
    `replacement` is what belongs in the place of that much, where there is one right answer. `about` is what a message
    says that counts or lists names, without these: with one more it is still the same problem.
    """

    path: str
    line: int | None = None
    column: int | None = None
    code: str
    field: str = ""
    message: str
    suggestion: str = ""
    help: str = ""
    excerpt: str | None = None
    width: int = 1
    replacement: str = ""
    about: str = ""

    @property
    def identity(self) -> tuple[str, str, str, str]:
        """What is wrong where, whatever line it stands in, and however many it names."""
        return self.path, self.code, self.field, self.about or self.message

    @property
    def severity(self) -> Severity:
        """Warning for W codes, error for E codes."""
        return severity_of(self.code)

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)
        subject = f" {self.field}:" if self.field else ""
        hint = f" ({self.suggestion})" if self.suggestion else ""
        return visible(f"{place}: {self.severity}[{self.code}]{subject} {self.message}{hint}")

    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Order of a report: path, line, column, code; then the field, so that order never depends on chance."""
        return (self.path, self.line or 0, self.column or 0, self.code, self.field)


def severity_of(code: str) -> Severity:
    """What its first letter says."""
    return Severity.WARNING if code.startswith("W") else Severity.ERROR


def errors_in(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Those that stop the build."""
    return tuple(problem for problem in problems if problem.severity is Severity.ERROR)


def visible(text: str) -> str:
    """The text on one line: what cannot be seen, or what a terminal would obey, stands there as an escape."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def printable(text: str) -> str:
    """A path or name with control characters and bytes that are not UTF-8 shown as escapes."""
    return visible(text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace"))


# What each code stands for, for lists of findings. Codes are never reused; a W has the number its E would have.
CODES = {
    "E100": "not YAML",
    "E101": "file too large",
    "E102": "not UTF-8",
    "W103": "byte order mark",
    "E103": "forbidden character",
    "E104": "nested too deeply",
    "E105": "second document",
    "E106": "directive",
    "E107": "anchor, alias or merge key",
    "E108": "tag",
    "E109": "key that is no plain text",
    "E110": "duplicate key",
    "E111": "empty file",
    "E112": "not a mapping",
    "E113": "not a regular file",
    "E114": "file not readable",
    "W115": "file ignored",
    "E116": "edit not ended",
    "E117": "no unit primitives at all",
    "E118": "merge conflict",
    "E119": "marks of what is internal not read",
    "E201": "required field missing",
    "E202": "unknown field",
    "E203": "wrong type",
    "E204": "ambiguous bare value",
    "E205": "not a version",
    "E206": "no such date or time",
    "E207": "date without a time zone",
    "E208": "not an https address",
    "E209": "name not of the allowed form",
    "E210": "name and file name differ",
    "E211": "same item twice",
    "E212": "not one of the allowed values",
    "E213": "text too long",
    "E214": "reserved page name",
    "E215": "group not of the form group::…",
    "W216": "nothing but a stand-in value",
    "E301": "reference to nothing",
    "E302": "names that look alike",
    "W306": "nothing refers to it",
    "E307": "reference to another kind",
    "E308": "basic unit primitive is no member",
    "W309": "no backend service",
    "E310": "alias already taken",
    "W401": "cut-off date without add-on",
    "W402": "add-ons without cut-off date",
    "E403": "free access needs a later version than paid",
    "W404": "members of a service disagree",
    "W405": "deprecated and still bundled",
    "W406": "half a deprecation",
    "W407": "two spellings of one owner",
    "W408": "date written unlike the others",
    "W409": "two services disagree",
    "E410": "would open to everybody",
    "W410": "opened to everybody",
    "E411": "another answer without what is internal",
    "E412": "names what is internal",
    "E501": "broken template",
    "E601": "output holds files of others",
    "E602": "output would overwrite its input",
    "E603": "output not writable",
    "E604": "disk full",
    "E605": "another build is publishing",
    "E606": "output is a link",
    "E608": "site too large for GitLab Pages",
    "E609": "another edit is under way",
    "E610": "changed meanwhile",
    "E611": "written in a form that cannot be edited",
    "E612": "changed by hand since an edit was killed",
    "E701": "Graphviz cannot be used",
    "W701": "diagrams drawn without Graphviz",
    "E703": "config directory missing",
    "W704": "unknown directory",
    "E706": "not a date",
    "E707": "git cannot tell",
    "E708": "port cannot be used",
}


class InvalidConfig(Exception):
    """The input is wrong and its author can mend it: carries every problem that the stage found, in report order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(problems, key=Problem.sort_key))
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[object, ...]:
        """For pickle: what comes from another process carries the same."""
        return type(self), (self.problems,)


class EnvironmentProblem(Exception):
    """The machine, not the configuration, stands in the way: E6xx and E7xx. Carries one problem."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


class BrokenTemplate(Exception):
    """A template failed: a bug of the templates, not of the configuration. Carries one problem (E501)."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))
