"""The CSV file: out and back the same, faults named with their place, nothing published."""

import csv
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.editorial import Editorial, Wording, csv_file
from bot.faqs import Faqs
from tests.editorial.conftest import ANA, EVA, KETTLE, Make, about
from tests.people.conftest import Clock

SAMPLE = Path("data/sample/faq.csv")
HEAD = "id,topic,question_es,answer_es,question_en,answer_en,variants_es,variants_en"
GOOD = "kettle,care,¿Uno?,Sí.,One?,Yes.,a|b,c"


def file(*lines: str, head: str = HEAD) -> bytes:
    return "\n".join((head, *lines)).encode()


def sample_lines() -> dict[str, dict[str, str]]:
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        return {one["id"]: one for one in csv.DictReader(file)}


async def test_the_sample_comes_out_as_it_went_in(office: Editorial, faqs: Faqs) -> None:
    await faqs.seed(SAMPLE)
    out = await office.exchange.export()
    rows = {one["id"]: one for one in csv.DictReader(StringIO(out))}
    sample = sample_lines()
    assert rows == sample
    plan = await office.exchange.plan(out.encode(), EVA)
    assert len(plan.of("same")) == len(sample)
    assert (plan.work, plan.faults, plan.absent) == ([], (), ())


async def test_what_would_change_is_told_before_anything_happens(
    office: Editorial, make: Make, faqs: Faqs
) -> None:
    await make("kettle", "published")
    await make("gone", "published")
    retired = await make("old", "published")
    await office.releasing.retire(retired, 1, EVA)
    before = await faqs.revision()
    out = csv_file.written(
        [
            ("kettle", replace(KETTLE, answer_en="Other.")),
            ("fresh", KETTLE),
            ("old", about("old")),
        ]
    )
    plan = await office.exchange.plan(out.encode(), EVA)
    kinds = {one.line.faq_id: (one.kind, one.fields) for one in plan.planned}
    assert kinds == {
        "kettle": ("changed", ("answer_en",)),
        "fresh": ("new", ()),
        "old": ("retired", ()),
    }
    assert [one.faq_id for one in plan.absent] == ["gone"]
    assert await faqs.revision() == before


async def test_importing_makes_drafts_and_publishes_nothing(
    office: Editorial, make: Make, faqs: Faqs, clock: Clock
) -> None:
    kettle = await make("kettle", "published")
    clock.pass_by(minutes=1)
    before = await faqs.revision()
    out = csv_file.written([("kettle", replace(KETTLE, answer_en="Other.")), ("new", KETTLE)])
    done = await office.exchange.take((await office.exchange.plan(out.encode(), EVA)).work, EVA)
    assert len(done.drafts) == 2
    draft = (await office.reading.entry(kettle)).draft
    assert (draft.state, draft.version, draft.live_version) == ("draft", 2, 1)
    newest = await office.reading.history(kettle)
    assert (newest[0].kind, newest[0].number) == ("imported", 2)
    assert await faqs.revision() == before
    again = await office.exchange.plan(out.encode(), EVA)
    assert again.work == []


async def test_an_entry_changed_between_plan_and_import_is_left_alone(
    office: Editorial, make: Make
) -> None:
    kettle = await make("kettle", "published")
    out = csv_file.written([("kettle", replace(KETTLE, answer_en="File.")), ("new", KETTLE)])
    plan = await office.exchange.plan(out.encode(), EVA)
    await office.writing.save(kettle, replace(KETTLE, answer_en="Ana's."), 1, ANA)
    await office.writing.begin("new", KETTLE, ANA)
    done = await office.exchange.take(plan.work, EVA)
    assert (done.drafts, done.conflicts) == ((), ("kettle", "new"))
    assert (await office.reading.entry(kettle)).wording.answer_en == "Ana's."


async def test_half_written_drafts_go_out_and_come_back_too(office: Editorial, make: Make) -> None:
    await make("half", says=replace(KETTLE, question_en="", answer_en="", variants_en=()))
    out = await office.exchange.export(live=False)
    plan = await office.exchange.plan(out.encode(), EVA)
    assert [one.kind for one in plan.planned] == ["same"]
    assert csv_file.read((await office.exchange.export()).encode()).lines == ()


@pytest.mark.parametrize(
    ("data", "line", "column", "said"),
    [
        (b"\xff\xfe", 1, "", "UTF-8"),
        (b"\x89PNG\r\n\x1a\n\xd3", 1, "", "UTF-8"),
        (b"\0" * 90, 1, "", "answer_en, answer_es"),
        (file("k,t,q," + "a" * 20_001 + ",q,a,,"), 2, "answer_es", "demasiado larga"),
        (b"", 1, "", "vacío"),
        (file(head="id,topic"), 1, "", "answer_en, answer_es"),
        (file(GOOD, "Bad Id,t,q,a,q,a,,"), 3, "id", "«Bad Id» no sirve"),
        (file(GOOD, GOOD), 3, "id", "está ya en la línea 2"),
        (file("k,,q,a,q,a,,"), 2, "topic", "falta el tema"),
        (file("k," + "t" * 41 + ",q,a,q,a,,"), 2, "topic", "40"),
        (file("k,t,,,,,,"), 2, "question_es", "en ningún idioma"),
        (file("k,t,q,,q,a,,"), 2, "answer_es", "no respuesta"),
        (file("k,t,q"), 2, "", "3 celdas y hacen falta 8"),
        (file('k,t,"q', GOOD), 2, "", "no es CSV válido"),
        (file('k,t,"q\nq",a,q,a,,', "Ñ,t,q,a,q,a,,"), 4, "id", "«Ñ»"),
    ],
)
def test_a_bad_line_is_named_with_line_and_column(
    data: bytes, line: int, column: str, said: str
) -> None:
    [fault, *_] = csv_file.read(data).faults
    assert (fault.line, fault.column) == (line, column)
    told = fault.said("es")
    assert said in told or all(one in told for one in said.split(", "))
    assert told.startswith(f"Línea {line}")
    assert fault.said("en").startswith(f"Line {line}")


async def test_signs_that_nobody_can_read_are_left_out(office: Editorial) -> None:
    data = file("k\0,t,q\x1b[1m,\x07a\0,q,a,v\0w,")
    plan = await office.exchange.plan(data, EVA)
    assert plan.faults == ()
    [draft] = (await office.exchange.take(plan.work, EVA)).drafts
    says = (await office.reading.entry(draft)).wording
    assert (says.question_es, says.answer_es) == ("q[1m", "a")
    assert (says.variants_es, says.variants_en) == (("vw",), ())


def test_good_lines_are_taken_beside_bad_ones_and_all_bad_ones_are_named() -> None:
    sheet = csv_file.read(file("A,t,q,a,q,a,,", GOOD, "B,,q,a,q,a,,"))
    assert [one.faq_id for one in sheet.lines] == ["kettle"]
    assert [(one.line, one.column) for one in sheet.faults] == [(2, "id"), (4, "id"), (4, "topic")]


def test_a_spreadsheets_semicolons_and_byte_order_mark_are_understood() -> None:
    data = "\ufeff" + "\n".join((HEAD, GOOD)).replace(",", ";")
    [line] = csv_file.read(data.encode()).lines
    assert line.wording == Wording("care", "¿Uno?", "One?", "Sí.", "Yes.", ("a", "b"), ("c",))


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)
WORDINGS = st.builds(
    Wording,
    topic=st.sampled_from(["a", "envíos"]),
    question_es=TEXT.filter(str.strip),
    question_en=TEXT,
    answer_es=TEXT.filter(str.strip),
    answer_en=TEXT.filter(str.strip),
    variants_es=st.lists(TEXT, max_size=3).map(tuple),
    variants_en=st.lists(TEXT, max_size=3).map(tuple),
).map(Wording.tidy)


@given(st.lists(WORDINGS, max_size=4))
def test_whatever_is_written_comes_back_the_same(wordings: list[Wording]) -> None:
    entries = [(f"e{number}", one) for number, one in enumerate(wordings)]
    sheet = csv_file.read(csv_file.written(entries).encode())
    assert sheet.faults == ()
    assert [(one.faq_id, one.wording) for one in sheet.lines] == entries
