"""Files made by the tests: pictures and PDFs, good and bad."""

import io
import zlib

from PIL import Image
from reportlab.pdfgen.canvas import Canvas

BLUE, CLEAR = (20, 60, 160), (0, 0, 0, 0)
GPS, ORIENTATION, MAKER = 0x8825, 0x0112, 0x010F


def picture(form: str = "JPEG", size: tuple[int, int] = (60, 40), **options: object) -> bytes:
    """A blue picture of `form` with a place, a maker and an orientation in it where it can."""
    found = Image.new("RGB", size, BLUE)
    exif = Image.Exif()
    exif[MAKER] = "a camera of theirs"
    exif[ORIENTATION] = 6
    exif[GPS] = {1: "N", 2: (40.0, 25.0, 0.0)}
    written = io.BytesIO()
    found.save(written, form, **({"exif": exif} if form in ("JPEG", "WEBP") else {}), **options)
    return written.getvalue()


def clear_picture() -> bytes:
    """A PNG that lets the ground through."""
    written = io.BytesIO()
    Image.new("RGBA", (30, 30), CLEAR).save(written, "PNG")
    return written.getvalue()


def opened(data: bytes) -> Image.Image:
    """A picture as a reader has it."""
    found = Image.open(io.BytesIO(data))
    found.load()
    return found


def pdf(script: str = "", password: str = "") -> bytes:
    """A PDF of one page; with `script` it runs it when opened, with `password` it asks for one."""
    written = io.BytesIO()
    canvas = Canvas(written, encrypt=password or None)
    canvas.drawString(80, 700, "Factura TR-104388")
    canvas.showPage()
    canvas.save()
    action = f"/OpenAction <</S/JavaScript/JS({script})>> /PageMode" if script else "/PageMode"
    return written.getvalue().replace(b"/PageMode", action.encode(), 1)


def hidden_script() -> bytes:
    """A PDF whose JavaScript stands in a compressed stream of objects."""
    inner = zlib.compress(b"7 0 <</S/#4aavaScript/JS(app.alert(1))>>")
    head = b"6 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>" % len(inner)
    stream = head + b"stream\n" + inner + b"\nendstream endobj\n"
    good = pdf()
    at = good.index(b"xref")
    return good[:at] + stream + good[at:]
