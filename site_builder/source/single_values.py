"""One value of one field in, what is wrong with it out: the rules of a whole file, for answers asked one by one."""

from ..problems import Problem, errors_in
from .author import scalar
from .editor import Value
from .loader import NAMES, complain_of_name
from .reader import read
from .schema_errors import problem_at
from .schemas import Schema
from .validator import validate


def complain_of_value(schema: Schema, field: str, value: Value) -> Problem | None:
    """The first thing that is wrong with a value, as it would stand on a line of a file; None where nothing is."""
    stated = scalar(value) if isinstance(value, str) else f"[{', '.join(scalar(it, in_flow=True) for it in value)}]"
    document, problems = read("", f"{field}: {stated}\n".encode("utf-8", "surrogatepass"))
    if document is None:
        return problems[0]
    for problem in errors_in(validate(document, schema).problems):
        if problem.field.partition("[")[0] == field:
            return problem
    if field in NAMES and isinstance(value, str) and (complaint := complain_of_name(value)):
        return problem_at(document, document.root.span, complaint, field=field)
    return None
