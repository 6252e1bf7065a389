"""Documents made on the spot: a manual in Markdown, and the same typeset in each format."""

from pathlib import Path

import pytest

from bot.knowledge.documents import Document
from kb_ingest.readers import read
from kb_ingest.typeset import typeset

MANUAL = """---
title: "Horno Brisa BR-60. Manual de uso"
product: brisa
language: es
version: "3.2"
date: "2026-05"
format: {format}
---

## 1. Antes de empezar

### 1.1 Seguridad

Conecte el horno a un enchufe de 230 V. No lo use con el cable dañado: pida un cable nuevo al
servicio técnico.

- No tape la salida de vapor.
- Deje 10 cm libres por detrás, porque el panel trasero alcanza unos 70 °C y se deforma si toca
  la pared durante mucho tiempo.

**Aviso:** No toque la puerta mientras el horno está encendido.

### 1.2 Primer uso

Siga estos pasos:

1. Saque las bandejas.
2. Ponga el horno a 200 °C durante 20 minutos, con la ventana abierta, para que se queme la grasa
   de fábrica.
3. Deje que se enfríe.

Después limpie el interior con un paño.

## 2. Programas

| Programa | Temperatura | Para qué sirve |
|---|---|---|
| Pan | 220 °C | Panes y bollos de masa dura |
| Pizza | 250 °C | Masas finas; ponga la bandeja abajo |
{rows}
## 3. Averías

El código **E2** indica que la sonda no responde. Desenchufe el horno 5 minutos.
"""
MANY_ROWS = "\n".join(f"| Programa {n} | {100 + n} °C | Receta número {n} |" for n in range(40))


def write_manual(folder: Path, kind: str, rows: str = MANY_ROWS) -> Path:
    path = folder / "brisa.es.md"
    path.write_text(MANUAL.format(format=kind, rows=rows + "\n"), encoding="utf-8")
    return path


@pytest.fixture(params=["pdf", "html", "docx"])
def typeset_manual(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Document, Document]:
    """(the Markdown as read, the same manual typeset and read)."""
    source = write_manual(tmp_path, request.param)
    (outcome,) = typeset([source], tmp_path / "out")
    assert outcome.output is not None
    return read(source), read(outcome.output)
