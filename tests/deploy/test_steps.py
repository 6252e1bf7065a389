"""Steps of the set-up: redone when what they are made from changed, and only then."""

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from deploy import setup
from deploy.steps import ROOT, Step, StepFailed, command, run_steps


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder below the checkout, where inputs have to be."""
    place = ROOT / "var" / "test-steps" / tmp_path.name
    place.mkdir(parents=True)
    yield place
    for path in sorted(place.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    place.rmdir()


class Recipe:
    """Two steps over two files, the second after the first; remembers what was run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ran: list[str] = []
        self.broken = ""
        self.facts = ["LEVEL=1"]
        for name in ("flour", "sugar"):
            (folder / f"{name}.txt").write_text(name)

    def steps(self) -> list[Step]:
        """A dough from flour, a cake from the dough and sugar."""
        inside = str(self.folder.relative_to(ROOT))
        dough, cake = f"{inside}/dough.out", f"{inside}/cake.out"
        return [
            Step("dough", "a dough", self.does("dough"), [f"{inside}/flour.*"], [dough]),
            Step(
                "cake",
                "a cake",
                self.does("cake"),
                [f"{inside}/sugar.*"],
                [cake],
                after=["dough"],
                facts=self.facts,
            ),
        ]

    def does(self, name: str) -> Callable[[], None]:
        """An action that makes its output."""

        def act() -> None:
            self.ran.append(name)
            (self.folder / f"{name}.out").write_text("half")
            if self.broken == name:
                raise StepFailed(name)

        return act

    def run(self) -> list[str]:
        """What had to be run."""
        self.ran = []
        assert run_steps(self.steps(), self.folder / "stamps") == len(self.ran)
        return self.ran


@pytest.fixture
def recipe(folder: Path) -> Recipe:
    """Steps that were run once."""
    recipe = Recipe(folder)
    assert recipe.run() == ["dough", "cake"]
    return recipe


def test_nothing_is_done_twice(recipe: Recipe, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert recipe.run() == []
    assert capsys.readouterr().out == ""


def test_changed_input_redoes_just_what_is_made_from_it(recipe: Recipe) -> None:
    (recipe.folder / "sugar.txt").write_text("brown")
    assert recipe.run() == ["cake"]
    (recipe.folder / "flour.txt").write_text("rye")
    assert recipe.run() == ["dough", "cake"]
    assert recipe.run() == []


def test_new_and_vanished_inputs_count(recipe: Recipe) -> None:
    (recipe.folder / "sugar.more").write_text("x")
    assert recipe.run() == ["cake"]
    (recipe.folder / "sugar.more").unlink()
    assert recipe.run() == ["cake"]


def test_missing_output_is_made_again(recipe: Recipe) -> None:
    (recipe.folder / "dough.out").unlink()
    assert recipe.run() == ["dough"]


def test_changed_fact_redoes_the_step(recipe: Recipe) -> None:
    recipe.facts = ["LEVEL=2"]
    assert recipe.run() == ["cake"]


def test_failed_step_is_run_again_and_what_follows_waits(recipe: Recipe) -> None:
    (recipe.folder / "flour.txt").write_text("rye")
    recipe.broken = "dough"
    with pytest.raises(StepFailed):
        recipe.run()
    assert recipe.ran == ["dough"]
    recipe.broken = ""
    assert recipe.run() == ["dough", "cake"]


def test_failed_step_is_run_again_also_with_the_old_inputs(recipe: Recipe) -> None:
    (recipe.folder / "flour.txt").write_text("rye")
    recipe.broken = "dough"
    with pytest.raises(StepFailed):
        recipe.run()
    recipe.broken = ""
    (recipe.folder / "flour.txt").write_text("flour")
    assert "dough" in recipe.run(), "its output may be half of something"


def test_failed_command_shows_the_end_of_its_output(tmp_path: Path) -> None:
    log = tmp_path / "log" / "setup-x.log"
    program = "print('\\n'.join(map(str, range(50)))); raise SystemExit(3)"
    with pytest.raises(StepFailed) as failed:
        command("x", [sys.executable, "-c", program], setup.environment(), log)
    said = str(failed.value)
    assert "The step 'x' failed" in said
    assert "\n49\n" in said
    assert "\n20\n" not in said
    assert str(log) in said


def test_first_error_of_actions_side_by_side_is_raised() -> None:
    done: list[int] = []

    def fail() -> None:
        raise StepFailed("no network")

    with pytest.raises(StepFailed, match="no network"):
        setup.together(fail, lambda: done.append(1))()
    assert done == [1]


def test_every_step_has_its_own_name_and_inputs_that_exist() -> None:
    steps = [*setup.steps(), setup.dev_step(), setup.stock_step()]
    names = [step.name for step in steps]
    assert len(set(names)) == len(names)
    for step in steps:
        assert set(step.after) <= set(names)
        missing = [one for one in step.inputs if not any(ROOT.glob(one))]
        assert not missing, step.name


def test_database_that_is_gone_is_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def outputs() -> Sequence[str]:
        return next(step.outputs for step in setup.steps() if step.name == "database")

    monkeypatch.delenv("MOSTRADOR_DATABASE_URL", raising=False)
    monkeypatch.delenv("MOSTRADOR_VAR_DIR", raising=False)
    assert outputs() == ["var/mostrador.db"]
    monkeypatch.setenv("MOSTRADOR_VAR_DIR", "/srv/mostrador")
    assert outputs() == ["/srv/mostrador/mostrador.db"]
    monkeypatch.setenv("MOSTRADOR_DATABASE_URL", "postgresql+asyncpg://db/mostrador")
    assert outputs() == []
