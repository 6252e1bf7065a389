"""The import contracts of `pyproject.toml` hold for every module, also for new ones."""

from pathlib import Path

import tomllib


def test_no_module_is_left_out_of_what_the_nlu_may_not_import() -> None:
    contracts = tomllib.loads(Path("pyproject.toml").read_text())["tool"]["importlinter"]
    [nlu] = [one for one in contracts["contracts"] if one.get("source_modules") == ["bot.nlu"]]
    code = [path for path in Path("bot").rglob("*.py") if path != Path("bot/__init__.py")]
    ours = {f"bot.{path.relative_to('bot').parts[0].removesuffix('.py')}" for path in code}
    # Migrations are scripts that nobody imports.
    assert ours - {"bot.nlu", "bot.migrations"} <= set(nlu["forbidden_modules"])
