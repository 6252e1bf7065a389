"""Whatever bytes come in, what is read of them can be kept; and a mail's parts are told apart."""

from email.message import EmailMessage

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.mail.reading import beginning, read
from tests.mail.conftest import EVA

SEED = (
    b"From: Eva <eva@mail.example>\nTo: counter+x@shop.example\nSubject: =?utf-8?q?caf=C3=A9?=\n"
    b"Message-ID: <1@mail.example>\nIn-Reply-To: <2@shop.example>\nMIME-Version: 1.0\n"
    b'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain; '
    b"charset=utf-7\nContent-Transfer-Encoding: quoted-printable\n\nHola =C3=A9\n--b\n"
    b"Content-Type: text/html\n\n<p>Hola</p>\n--b\n"
    b"Content-Type: message/rfc822\n\nSubject: x\n\nx\n"
    b'--b\nContent-Type: image/png; name="=?utf-8?b?w6kucG5n?="\nContent-Disposition: attachment\n'
    b"Content-Transfer-Encoding: base64\n\naGVsbG8=\n--b--\n"
)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, len(SEED)), st.binary(max_size=6)), max_size=8),
    st.integers(0, len(SEED)),
)
def test_a_mail_with_any_bytes_changed_gives_words_that_can_be_kept_or_none(
    changes: list[tuple[int, bytes]], end: int
) -> None:
    raw = SEED
    for at, piece in changes:
        raw = raw[:at] + piece + raw[at + len(piece) :]
    for one in (raw, raw[:end]):
        words = [*beginning(one)]
        try:
            mail = read(one)
        except Exception:
            continue
        words += [mail.sender, mail.subject, mail.message_id, mail.text, *mail.recipients]
        words += [*mail.answers, *(file.name for file in mail.attachments)]
        for word in words:
            assert "\0" not in word
            word.encode()


def test_a_text_before_and_after_a_picture_is_one_text() -> None:
    mail = EmailMessage()
    mail["From"] = EVA
    mail.set_content("Antes de la foto")
    mail.add_attachment(b"p" * 10_000, maintype="image", subtype="png", filename="a.png")
    mail.attach(after := EmailMessage())
    after.set_content("Después de la foto")
    found = read(mail.as_bytes())
    assert found.text == "Antes de la foto\n\nDespués de la foto"
    assert [one.name for one in found.attachments] == ["a.png"]


def test_a_mail_that_is_attached_is_a_file_and_none_of_the_senders_words() -> None:
    inner = EmailMessage()
    inner["Subject"] = "Factura"
    inner.set_content("Total: 45 €")
    mail = EmailMessage()
    mail["From"] = EVA
    mail.set_content("Se la reenvío")
    mail.add_attachment(inner)
    found = read(mail.as_bytes())
    assert found.text == "Se la reenvío"
    [file] = found.attachments
    assert file.name == "file.eml"
    assert b"Factura" in file.data


def test_the_small_picture_of_a_signature_is_no_file() -> None:
    mail = EmailMessage()
    mail["From"] = EVA
    mail.set_content("Hola")
    for name, size, cid in (("logo.png", 900, "<l@x>"), ("photo.png", 90_000, "<p@x>")):
        mail.add_attachment(b"p" * size, maintype="image", subtype="png", filename=name, cid=cid)
    assert [one.name for one in read(mail.as_bytes()).attachments] == ["photo.png"]
