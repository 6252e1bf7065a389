"""Charts: what is drawn is what was counted, and is said in words too."""

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from bot.console.standards_page.charts import HIGH, Mark, bars, line, rounded_up, scale_of

POINTS = (Mark("1", 2.0, "2 s"), Mark("2", None, "–"), Mark("3", 4.0, "4 s"), Mark("4", 6.0, "6 s"))


def drawn(made: str) -> ElementTree.Element:
    """The picture, read again."""
    return ElementTree.fromstring(made)


def test_a_line_breaks_where_nothing_was_counted() -> None:
    picture = drawn(line(POINTS, "Trend", "It grows", ("1", "4"), scale_of([6.0])))
    [stroke] = picture.findall("polyline")
    assert len(stroke.attrib["points"].split()) == 2, "the first point stands alone"
    assert [one.findtext("title") for one in picture.findall("circle")] == [
        "1: 2 s", "3: 4 s", "4: 6 s",
    ]  # fmt: skip
    assert (picture.findtext("title"), picture.findtext("desc")) == ("Trend", "It grows")
    assert picture.attrib["role"] == "img"


def test_points_are_where_their_values_are() -> None:
    scale = scale_of([10.0])
    assert (scale.low, scale.high) == (0.0, 10.0)
    assert scale.y(0.0) > scale.y(5.0) > scale.y(10.0) >= 0
    middle = (scale.y(0.0) + scale.y(10.0)) / 2
    assert abs(scale.y(5.0) - middle) < 1e-9
    picture = drawn(line(POINTS, "t", "d", ("", ""), scale, [(5.0, "5 s")], target=10.0))
    [grid, held] = picture.findall("line")
    assert (grid.attrib["class"], held.attrib["class"]) == ("grid", "held")
    assert float(held.attrib["y1"]) == round(scale.y(10.0), 1)


def test_words_cannot_become_markup() -> None:
    made = line([Mark("<b>", 1.0, "&")], "<i>", '"', ("<", ">"), scale_of([1.0]))
    assert drawn(made).findtext("title") == "<i>"
    assert "<b>" not in made


def test_bars_are_as_long_as_their_values() -> None:
    made = drawn(bars([Mark("a", 4, "80 %"), Mark("b", 1, "20 %")], "Reasons", "a: 80 %"))
    wide = [float(one.attrib["width"]) for one in made.findall("rect[@class='part']")]
    assert abs(wide[0] / wide[1] - 4) < 0.05


def test_times_end_at_round_minutes_and_hours() -> None:
    assert [rounded_up(one, "s") for one in (61, 290, 3000)] == [120, 300, 3600]
    assert rounded_up(0.73) == 1.0
    assert (scale_of([3.0], "score").low, scale_of([], "s").high) == (1.0, 1.0)


@given(st.lists(st.floats(-1e6, 1e6, allow_subnormal=False), max_size=8))
def test_every_value_is_inside_the_picture(values: list[float]) -> None:
    scale = scale_of(values)
    assert all(-1 <= scale.y(one) <= HIGH for one in values)
    assert scale.low <= 0 <= scale.high
