"""Manual to a web page that stands alone. Depends on source."""

import base64
from html import escape

from kb_ingest.typeset import figure
from kb_ingest.typeset.source import (
    Drawing,
    Grid,
    Heading,
    Listing,
    Manual,
    Node,
    Paragraph,
    Spans,
    plain,
)

_CSS = """
:root { color-scheme: light dark; --ink: #1c2429; --paper: #fff; --accent: #1d5c63;
  --rule: #b9c3c9; --tint: #fbf3df; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e9ec; --paper: #14191c;
  --accent: #7fc4cb; --rule: #46525a; --tint: #332c18; } }
body { margin: 0; font: 1rem/1.55 system-ui, sans-serif; color: var(--ink);
  background: var(--paper); }
header, main, footer { max-width: 46rem; margin: 0 auto; padding: 1rem; }
header { border-bottom: 3px solid var(--accent); }
nav ul { columns: 2; padding-left: 1.2rem; }
a { color: var(--accent); }
h1, h2 { color: var(--accent); line-height: 1.2; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
th, td { border: 1px solid var(--rule); padding: .4rem .6rem; text-align: left;
  vertical-align: top; }
.note { background: var(--tint); border-left: 4px solid var(--accent); padding: .6rem .9rem; }
figure { margin: 1.5rem 0; }
figure img { max-width: 100%; background: #fff; }
li { margin: .25rem 0; }
footer { color: var(--rule); font-size: .85rem; }
"""
_CONTENTS = {"es": "Contenido", "en": "Contents"}
_VERSION = {"es": "Versión", "en": "Version"}


def write(manual: Manual) -> bytes:
    """The page: UTF-8, no outside resources, metadata in `mostrador:` meta tags."""
    top = min((node.level for node in manual.nodes if isinstance(node, Heading)), default=1)
    body = "\n".join(_node(node, top, number) for number, node in enumerate(manual.nodes))
    metadata = manual.metadata
    title = escape(metadata.title)
    return f"""<!doctype html>
<html lang="{escape(metadata.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
{_meta(manual)}
<style>{_CSS}</style>
</head>
<body>
<header>
<p><strong>Tramontana</strong></p>
{_contents(manual, top)}
</header>
<main>
<h1>{title}</h1>
{body}
</main>
<footer>{title}. {_VERSION.get(metadata.language, "Version")} {escape(metadata.version)}, \
{escape(metadata.date)}</footer>
</body>
</html>
""".encode()


def _meta(manual: Manual) -> str:
    pairs = (pair.split("=", 1) for pair in manual.keywords.split("; ") if pair)
    return "\n".join(
        f'<meta name="mostrador:{name}" content="{escape(value)}">' for name, value in pairs
    )


def _contents(manual: Manual, top: int) -> str:
    links = "\n".join(
        f'<li><a href="#s{number}">{escape(plain(node.spans))}</a></li>'
        for number, node in enumerate(manual.nodes)
        if isinstance(node, Heading) and node.level == top
    )
    name = _CONTENTS.get(manual.metadata.language, "Contents")
    return f'<nav aria-label="{name}">\n<ul>\n{links}\n</ul>\n</nav>'


def _node(node: Node, top: int, number: int) -> str:
    if isinstance(node, Heading):
        level = min(node.level - top + 2, 6)
        return f'<h{level} id="s{number}">{_spans(node.spans)}</h{level}>'
    if isinstance(node, Paragraph):
        kind = ' class="note"' if node.note else ""
        return f"<p{kind}>{_spans(node.spans)}</p>"
    if isinstance(node, Drawing):
        return _figure(node)
    return _listing(node) if isinstance(node, Listing) else _table(node)


def _figure(node: Drawing) -> str:
    data = base64.b64encode(figure.png(figure.load(node.path))).decode()
    alt = escape(node.alt)
    return f'<figure><img alt="{alt}" src="data:image/png;base64,{data}"></figure>'


def _listing(node: Listing) -> str:
    tag = "ol" if node.ordered else "ul"
    start = f' start="{node.start}"' if node.ordered and node.start != 1 else ""
    entries = "\n".join(f"<li>{_entry(entry)}</li>" for entry in node.entries)
    return f"<{tag}{start}>\n{entries}\n</{tag}>"


def _entry(nodes: tuple[Node, ...]) -> str:
    if len(nodes) == 1 and isinstance(nodes[0], Paragraph):
        return _spans(nodes[0].spans)
    return "\n".join(_node(node, 1, 0) for node in nodes)


def _table(node: Grid) -> str:
    head = "".join(f'<th scope="col">{_spans(cell)}</th>' for cell in node.header)
    rows = "\n".join(
        "<tr>" + "".join(f"<td>{_spans(cell)}</td>" for cell in row) + "</tr>" for row in node.rows
    )
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"


def _spans(spans: Spans) -> str:
    parts: list[str] = []
    for span in spans:
        text = escape(span.text, quote=False)
        text = f"<em>{text}</em>" if span.italic else text
        parts.append(f"<strong>{text}</strong>" if span.bold else text)
    return "".join(parts)
