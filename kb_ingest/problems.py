"""What readers say of a file they cannot read, in Spanish.

Readers speak English where the fault is found; here stand the same sentences in Spanish, with
the same values. A sentence that is missing here is shown in English. Depends on nothing.
"""

import re
from functools import lru_cache
from typing import Literal

SPANISH: dict[str, str] = {
    # What the file is
    "does not exist; check the path": "no existe; revise la ruta",
    "is a folder, not a file; give the files in it":
        "es una carpeta, no un archivo; indique los archivos que contiene",
    "is not an ordinary file; copy its content into one":
        "no es un archivo corriente; copie su contenido en uno",
    "has the unsupported type {type}; save it as PDF, HTML, DOCX, EPUB, Markdown or text":
        "es del tipo {type}, que no se admite; guárdelo como PDF, HTML, DOCX, EPUB, Markdown o "
        "texto",
    "has {size} MB, more than the limit of {limit} MB; split it or make its pictures smaller":
        "ocupa {size} MB, más del límite de {limit} MB; divídalo o reduzca sus imágenes",
    "cannot be opened ({why}); check its permissions":
        "no se puede abrir ({why}); revise sus permisos",
    "cannot be read ({why}); check its permissions":
        "no se puede leer ({why}); revise sus permisos",
    "is empty; export it again": "está vacío; expórtelo de nuevo",
    "has no text besides headings; check that it was exported whole":
        "no tiene texto aparte de los títulos; compruebe que se exportó entero",
    "has the id {id} that {first} already has; rename one":
        "tiene el identificador {id}, que ya tiene {first}; cambie el nombre de uno de los dos",
    # Another type than its name says
    "is {kind} although its name ends in {end}; rename it to {name}":
        "es {kind} aunque su nombre termina en {end}; cámbielo a {name}",
    "is an old Word file (.doc) or is protected by a password; save it as DOCX without a password":
        "es un archivo antiguo de Word (.doc) o está protegido con contraseña; guárdelo como DOCX "
        "sin contraseña",
    "is {kind}; text in pictures is not read, give the text as a file":
        "es {kind}; el texto de las imágenes no se lee: entregue el texto en un archivo",
    "is an archive but not a Word document or EPUB; save it as DOCX or PDF":
        "es un archivo comprimido, pero no un documento de Word ni un EPUB; guárdelo como DOCX "
        "o PDF",
    "is a web page under another name; rename it to .html or export it again":
        "es una página web con otro nombre; cámbielo a .html o expórtelo de nuevo",
    "is not {kind} or is damaged from its first bytes; export it again":
        "no es {kind} o está dañado desde el principio; expórtelo de nuevo",
    "is not text: its bytes are binary; check that the right file was given":
        "no es texto: su contenido es binario; compruebe que es el archivo correcto",
    # Damaged or locked
    "is damaged: its archive cannot be opened; export it again":
        "está dañado: no se puede descomprimir; expórtelo de nuevo",
    "unpacks to more than {limit} MB; it is not a sound document, export it again":
        "ocupa más de {limit} MB descomprimido; no es un documento correcto, expórtelo de nuevo",
    "is damaged: it does not follow its own encoding mark; save it as UTF-8":
        "está dañado: no respeta su propia marca de codificación; guárdelo como UTF-8",
    "is a damaged Word document; open it in Word or LibreOffice and save it again":
        "es un documento de Word dañado; ábralo en Word o LibreOffice y guárdelo de nuevo",
    "is a damaged EPUB; export it again from its source":
        "es un EPUB dañado; expórtelo de nuevo desde el original",
    "is protected against copying (DRM); ask for a file without protection":
        "está protegido contra copia (DRM); pida un archivo sin protección",
    "is protected by a password; save it without one":
        "está protegido con contraseña; guárdelo sin ella",
    "is a damaged PDF; export it again from its source":
        "es un PDF dañado; expórtelo de nuevo desde el original",
    "is a damaged PDF: page {page} cannot be read; export it again from its source":
        "es un PDF dañado: la página {page} no se puede leer; expórtelo de nuevo desde el original",
    "is a PDF without pages; export it again from its source":
        "es un PDF sin páginas; expórtelo de nuevo desde el original",
    "has {count} pages, more than the limit of {limit}; split it":
        "tiene {count} páginas, más del límite de {limit}; divídalo",
    # Scans
    "has hardly any text (on {filled} of {all} pages); check that it was exported whole":
        "apenas tiene texto (en {filled} de {all} páginas); compruebe que se exportó entero",
    "has hardly any text (on {filled} of {all} pages): it is a scan in which no words could be "
    "recognised; scan it again, upright and with 300 dots per inch":
        "apenas tiene texto (en {filled} de {all} páginas): es un escaneo en el que no se reconoce "
        "ninguna palabra; escanéelo de nuevo, derecho y a 300 puntos por pulgada",
    "has hardly any text (on {filled} of {all} pages): it is a scan or its letters are drawings; "
    "{advice}":
        "apenas tiene texto (en {filled} de {all} páginas): es un escaneo o sus letras son "
        "dibujos; instale tesseract-ocr y tesseract-ocr-spa (o `pip install rapidocr`) para que se "
        "reconozca, o pásele antes un reconocimiento de texto (por ejemplo, ocrmypdf)",
    "could not be read by tesseract ({why}); check its installation":
        "tesseract no pudo leerlo ({why}); revise su instalación",
    # Front matter
    "has front matter that is not YAML: {place}; correct it":
        "tiene una cabecera que no es YAML: {place}; corríjala",
    "has front matter without names; write lines such as `title: ...`":
        "tiene una cabecera sin nombres; escriba líneas como «title: ...»",
    "asks for the format {kind}; write one of {formats}":
        "pide el formato {kind}; escriba uno de {formats}",
    "lacks `title` or `language` in its front matter; add them":
        "no tiene `title` o `language` en su cabecera; añádalos",
    "has the character {letter} ({code}) in {text}, which the PDF's fonts lack; write it otherwise "
    "or choose the format html or docx":
        "tiene el carácter {letter} ({code}) en {text}, que falta en las letras del PDF; escríbalo "
        "de otro modo o elija el formato html o docx",
    "asks for the figure {name}, which is missing or has no `size` and `shapes`":
        "pide la figura {name}, que no existe o no tiene `size` y `shapes`",
    "has the figure {name}, whose shape {number} is not whole":
        "tiene la figura {name}, cuya forma {number} está incompleta",
    "has the figure {name}, whose shape {number} is of no known kind":
        "tiene la figura {name}, cuya forma {number} es de un tipo desconocido",
    # Web sites on disk
    "is not there although {sitemap} names it ({address}); add the page or take it out":
        "no está aunque {sitemap} la nombra ({address}); añada la página o quítela de ahí",
    "is a sitemap, not a page; give it to the build, which reads the pages it lists":
        "es un mapa de sitio, no una página; déselo a la construcción, que lee las páginas que "
        "enumera",
    "is a sitemap without pages; list them as <url><loc>...</loc></url>":
        "es un mapa de sitio sin páginas; indíquelas como <url><loc>...</loc></url>",
    "lists {count} pages, more than {limit}; split it":
        "enumera {count} páginas, más de {limit}; divídalo",
    "lists {count} pages, none of which is below its folder; put the pages beside it, {first} "
    "first":
        "enumera {count} páginas y ninguna está bajo su carpeta; ponga las páginas a su lado, "
        "primero {first}",
    "names the sitemap {address}, which is not below its folder":
        "nombra el mapa de sitio {address}, que no está bajo su carpeta",
    "is not a sitemap that can be read ({why}); export it again":
        "no es un mapa de sitio legible ({why}); expórtelo de nuevo",
    "is XML but not a sitemap: its outermost element is not urlset":
        "es XML, pero no un mapa de sitio: su elemento exterior no es urlset",
    "is damaged: it cannot be unpacked; export it again":
        "está dañado: no se puede descomprimir; expórtelo de nuevo",
    "unpacks to more than {limit} MB; split it":
        "ocupa más de {limit} MB descomprimido; divídalo",
}  # fmt: skip

VALUES = {
    "a PDF": "un PDF",
    "a Word document (DOCX)": "un documento de Word (DOCX)",
    "an EPUB": "un EPUB",
    "a web page (HTML)": "una página web (HTML)",
    "a web page": "una página web",
    "a PNG picture": "una imagen PNG",
    "a JPEG picture": "una imagen JPEG",
    "a GIF picture": "una imagen GIF",
    "(no extension)": "(sin extensión)",
    "unknown line": "línea desconocida",
}
"""Values of the sentences that are words themselves."""


def in_language(problem: str, language: Literal["es", "en"]) -> str:
    """`problem` as a reader said it, in `language`."""
    if language == "en" or not problem:
        return problem
    for english, spanish in SPANISH.items():
        if found := _pattern(english).fullmatch(problem):
            values = {name: VALUES.get(text, text) for name, text in found.groupdict().items()}
            return spanish.format(**values)
    return problem


@lru_cache
def _pattern(english: str) -> re.Pattern[str]:
    """The expression that finds the values of a sentence."""
    escaped = re.escape(english).replace(r"\{", "{").replace(r"\}", "}")
    return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>.+?)", escaped), re.DOTALL)
