"""Pieces of HTML written on the server, for long tables: everything in them is escaped.

Lighter than an element of the page for each cell. Depends on nothing.
"""

from html import escape


def text(words: object) -> str:
    """Words as HTML shows them."""
    return escape(str(words))


def tag(element: str, /, *inside: str, **attributes: object) -> str:
    """An element. `inside` is HTML already; attributes are escaped: `class_`, `aria_label`. True is
    an attribute without a value; None and False are left out."""
    given = "".join(_attribute(key, value) for key, value in attributes.items())
    return f"<{element}{given}>{''.join(inside)}</{element}>"


def _attribute(key: str, value: object) -> str:
    name = key.rstrip("_").replace("_", "-")
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'


def cell(title: str, *inside: str, head: bool = False, **attributes: object) -> str:
    """A cell of a table that is read as lines on a phone, each with its `title`."""
    name, role = ("th", "rowheader") if head else ("td", "cell")
    scope = "row" if head else None
    return tag(name, *inside, role=role, scope=scope, data_title=title, **attributes)


def row(*cells: str) -> str:
    """A row of such a table."""
    return tag("tr", *cells, role="row")


def table(name: str, heads: list[str], rows: list[str], class_: str = "lines") -> str:
    """A table called `name`: on a phone its rows are read as lines. It keeps its roles there,
    which a browser takes from what is not laid out as a table."""
    titles = [tag("th", text(one), scope="col", role="columnheader") for one in heads]
    head = tag("thead", row(*titles), role="rowgroup")
    body = tag("tbody", *rows, role="rowgroup")
    return tag("table", head, body, class_=class_, role="table", aria_label=name)


def link(words: str, url: str, **attributes: object) -> str:
    """A link to an address of ours."""
    return tag("a", text(words), href=url, **attributes)
