"""Rasa's command line without TensorFlow: `python -m bot.nlu run|train|test|data validate ...`.

Depends on Rasa, and only when it runs.
"""

import gc
import os

from bot.nlu.no_tensorflow import leave_out
from bot.nlu.schemas import check_once

ENVIRONMENT = {
    # One thread a message: short texts gain nothing from more, busy cores lose much.
    "OMP_NUM_THREADS": "1",
    "OMP_WAIT_POLICY": "passive",
    "RASA_TELEMETRY_ENABLED": "false",
    "RASA_CACHE_DIRECTORY": "var/rasa-cache",
}


def main() -> None:
    """Rasa's own `main`; what the caller's environment sets already stays."""
    for name, value in ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    leave_out()
    check_once()
    # Most objects live as long as the process: looking through them for rubbish costs turns.
    gc.set_threshold(20_000, 20, 100)
    from rasa.__main__ import main as rasa

    from bot.nlu.sessions import keep_open

    keep_open()
    rasa()


if __name__ == "__main__":
    main()
