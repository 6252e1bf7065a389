"""Files in the widget: chosen, dropped, pasted; previews and progress; both directions."""

import base64

import pytest
from playwright.sync_api import FilePayload, expect

from tests.browser.conftest import Visit
from tests.browser.fake_doors import keep, picture
from tests.browser.fake_service import FakeService, wait_until
from tests.browser.panel import Panel

pytestmark = pytest.mark.browser

PHOTO = FilePayload(name="Placa ñ.png", mimeType="image/png", buffer=picture())
NOTE = FilePayload(name="nota.txt", mimeType="text/plain", buffer=b"LV3-2607-018345")
HUGE = FilePayload(name="video.txt", mimeType="text/plain", buffer=b"x" * 1_000_001)
DROP = """(panel, [name, type, data]) => {
  const bytes = Uint8Array.from(atob(data), each => each.charCodeAt(0));
  const transfer = new DataTransfer();
  transfer.items.add(new File([bytes], name, {type}));
  const go = (what, at) => at.dispatchEvent(new DragEvent(what,
    {bubbles: true, cancelable: true, composed: true, dataTransfer: transfer}));
  go("dragenter", panel); go("dragover", panel);
  const shown = !panel.querySelector(".drop").hidden;
  go("drop", panel);
  return shown && panel.querySelector(".drop").hidden;
}"""
PASTE = """(area, [name, type, data]) => {
  const bytes = Uint8Array.from(atob(data), each => each.charCodeAt(0));
  const transfer = new DataTransfer();
  transfer.items.add(new File([bytes], name, {type}));
  area.dispatchEvent(new ClipboardEvent("paste", {bubbles: true, cancelable: true,
    clipboardData: transfer}));
}"""
DRAWN = """canvas => { const c = canvas.getContext("2d");
  return [...c.getImageData(canvas.width - 5, canvas.height - 5, 1, 1).data].slice(0, 3) }"""


def choose(panel: Panel, *files: FilePayload) -> None:
    """Choose files as with the clip."""
    panel.root.locator("input[type=file]").set_input_files(list(files), timeout=30_000)


def parts(file: FilePayload) -> list[str]:
    """Name, type and bytes for a script of the page."""
    return [file["name"], file["mimeType"], base64.b64encode(file["buffer"]).decode()]


def test_a_picture_is_previewed_sent_and_shown_and_its_name_survives(
    visit: Visit, service: FakeService
) -> None:
    panel = Panel(visit()).open()
    choose(panel, PHOTO)
    expect(panel.root.locator(".tray canvas")).to_be_visible()
    expect(panel.button("Enviar")).to_be_enabled()
    panel.button("Enviar").click()
    expect(panel.root.locator(".tray li")).to_have_count(0)
    photo = panel.messages("customer").get_by_role("button", name="Ampliar la imagen: Placa ñ.png")
    expect(photo).to_be_visible()
    wait_until(lambda: photo.locator("canvas").evaluate(DRAWN) == [20, 90, 120])
    [message] = [one for one in service.talk.messages if one["author"] == "customer"]
    assert message["text"] == ""
    assert message["data"]["files"][0]["name"] == "Placa ñ.png"


def test_a_picture_opens_large_can_be_saved_and_gives_the_focus_back(
    visit: Visit, service: FakeService
) -> None:
    panel = Panel(visit()).open()
    service.post("agent", "La etiqueta", files=[keep(service.talk, "etiqueta.png", picture())])
    photo = panel.button("Ampliar la imagen: etiqueta.png")
    photo.click()
    dialog = panel.root.get_by_role("dialog", name="etiqueta.png")
    expect(dialog.get_by_role("img", name="etiqueta.png")).to_be_visible()
    with panel.page.expect_download() as saved:
        dialog.get_by_role("button", name="Descargar etiqueta.png").click()
    assert saved.value.suggested_filename == "etiqueta.png"
    assert saved.value.path().read_bytes() == picture()
    panel.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(photo).to_be_focused()
    expect(panel.dialog).to_be_visible()


def test_another_file_is_saved_under_its_name(visit: Visit, service: FakeService) -> None:
    panel = Panel(visit()).open()
    service.post("agent", "", files=[keep(service.talk, "serie.txt", NOTE["buffer"])])
    with panel.page.expect_download() as saved:
        panel.messages("agent").get_by_role("button", name="Descargar serie.txt").click()
    assert saved.value.path().read_bytes() == NOTE["buffer"]
    service.talk.files.clear()
    panel.messages("agent").get_by_role("button", name="Descargar serie.txt").click()
    expect(panel.messages("agent")).to_contain_text("El archivo ya no está")


def test_no_address_carries_the_token(visit: Visit, service: FakeService) -> None:
    panel = Panel(visit()).open()
    asked: list[str] = []
    panel.page.on("request", lambda request: asked.append(request.url))
    with panel.page.expect_request(lambda request: "/current/files/" in request.url):
        service.post("agent", "", files=[keep(service.talk, "a.png", picture())])
    token = next(iter(service.talks))
    assert not any(token in url for url in asked)


@pytest.mark.parametrize("way", [DROP, PASTE], ids=["dropped", "pasted"])
def test_a_file_may_be_dropped_or_pasted(visit: Visit, way: str) -> None:
    panel = Panel(visit()).open()
    at = panel.dialog if way is DROP else panel.field
    assert at.evaluate(way, parts(PHOTO)) in (True, None)
    expect(panel.root.locator(".tray li")).to_contain_text("Placa ñ.png")
    panel.say("Así llegó")
    expect(panel.messages("customer").last.locator(".photo")).to_be_visible()
    expect(panel.messages("customer").last).to_contain_text("Así llegó")


def test_what_is_too_large_is_refused_before_it_is_sent(visit: Visit, service: FakeService) -> None:
    service.max_file_mb = 1
    panel = Panel(visit()).open()
    asked: list[str] = []
    panel.page.on("request", lambda request: asked.append(request.url))
    choose(panel, HUGE)
    expect(panel.root.locator(".tray li")).to_contain_text("Ocupa más de 1 MB")
    expect(panel.button("Enviar")).to_be_disabled()
    assert not any(url.endswith("/files") for url in asked)
    panel.button("Quitar video.txt").click()
    expect(panel.root.locator(".tray li")).to_have_count(0)


def test_a_refusal_of_the_service_stands_beside_the_file(
    visit: Visit, service: FakeService
) -> None:
    panel = Panel(visit()).open()
    service.refusal = (422, "El archivo «nota.txt» no es lo que dice su nombre.")
    choose(panel, NOTE)
    entry = panel.root.locator(".tray li")
    expect(entry).to_contain_text("no es lo que dice su nombre")
    expect(entry.get_by_role("button", name="Volver a subir")).to_be_hidden()
    panel.say("Va sin archivo")
    wait_until(lambda: service.texts("customer") == ["Va sin archivo"])
    assert "files" not in service.talk.messages[-2]["data"]


def test_an_upload_that_was_cut_off_can_be_tried_again(visit: Visit, service: FakeService) -> None:
    panel = Panel(visit()).open()
    service.refusal = (503, "")
    choose(panel, NOTE)
    entry = panel.root.locator(".tray li")
    expect(entry).to_contain_text("No se ha podido subir")
    service.refusal = None
    entry.get_by_role("button", name="Volver a subir nota.txt").click()
    expect(panel.button("Enviar")).to_be_enabled()


def test_nothing_is_sent_while_a_file_is_on_its_way_and_it_says_how_far(
    visit: Visit, service: FakeService
) -> None:
    panel = Panel(visit()).open()
    service.upload_s = 1.0
    choose(panel, NOTE)
    panel.field.fill("aquí va")
    expect(panel.button("Enviar")).to_be_disabled()
    expect(panel.root.get_by_role("progressbar", name="Subiendo nota.txt")).to_be_visible()
    expect(panel.button("Enviar")).to_be_enabled()


def test_a_message_with_files_waits_for_the_line_and_is_sent_once(
    visit: Visit, service: FakeService
) -> None:
    panel = Panel(visit()).open()
    choose(panel, NOTE)
    expect(panel.button("Enviar")).to_be_enabled()
    panel.page.context.set_offline(True)
    service.cut_sockets()
    panel.say("sin línea")
    expect(panel.messages("customer")).to_contain_text("No enviado")
    panel.page.context.set_offline(False)
    wait_until(lambda: service.texts("customer") == ["sin línea"], 15)
    [message] = [one for one in service.talk.messages if one["author"] == "customer"]
    assert [one["name"] for one in message["data"]["files"]] == ["nota.txt"]


def test_nothing_is_offered_where_no_files_are_taken(visit: Visit, service: FakeService) -> None:
    service.max_file_mb = 0
    panel = Panel(visit()).open()
    expect(panel.button("Adjuntar archivos")).to_be_hidden()
