"""HTML in, a value out: the elements of a page with their attributes, its text, and what it leads to."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

# Attributes that hold an address within the site or elsewhere.
ADDRESSES = ("href", "src", "action", "data-library", "data-index")
VOID = frozenset("area base br col embed hr img input link meta source track wbr path rect circle use".split())


@dataclass(frozen=True, slots=True)
class Element:
    """An element: its tag, its attributes, the text in it, and the tags it stands in from the outside."""

    tag: str
    attributes: dict[str, str]
    inside: tuple[str, ...]
    texts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text in it."""
        return "".join(self.texts)


class Html(HTMLParser):
    """A page that has been read: every element in order. Refuses tags that do not match."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.declarations: list[str] = []
        self._open: list[Element] = []
        self.feed(text)
        self.close()
        assert not self._open, f"never closed: {[element.tag for element in self._open]}"

    def handle_decl(self, decl: str) -> None:
        self.declarations.append(decl)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"an attribute twice in {self.get_starttag_text()}"
        inside = tuple(element.tag for element in self._open)
        element = Element(tag, {name: value or "" for name, value in attrs}, inside)
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"</{tag}> closes nothing"
        assert self._open.pop().tag == tag, f"</{tag}> where something else is open, {self.getpos()}"

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.texts.append(data)

    def all(self, *tags: str) -> list[Element]:
        """The elements of these tags in order."""
        return [element for element in self.elements if element.tag in tags]

    def one(self, tag: str) -> Element:
        """The only element of a tag."""
        (found,) = self.all(tag)
        return found

    @property
    def ids(self) -> list[str]:
        """Every id in order."""
        return [element.attributes["id"] for element in self.elements if "id" in element.attributes]

    @property
    def addresses(self) -> Iterator[tuple[Element, str]]:
        """Every address that the page names, with the element that does."""
        for element in self.elements:
            for name in ADDRESSES:
                if name in element.attributes:
                    yield element, element.attributes[name]
