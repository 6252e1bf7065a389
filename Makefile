# The two commands: `make run` and `make test`. Everything else is for those who change things.
PYTHON ?= python3

.PHONY: run setup demo test bench lock clean
.DEFAULT_GOAL := run

run:    ## set up what is missing, then serve until Ctrl-C
	@$(PYTHON) -m deploy run

setup:  ## set up what is missing, and stop there
	@$(PYTHON) -m deploy setup

demo:   ## fill var/demo with a simulated month, then serve it: make demo [FRESH=1]
	@$(PYTHON) -m deploy demo $(if $(FRESH),fresh)

test:   ## every check: lint, types, imports, units, Rasa, journeys, browser
	@$(PYTHON) -m deploy test

bench:  ## measure, side by side: make bench [PART=retrieval|intents|turn|scale|ingest|grounding|handoff|console|day|groups|simulated|standards|demand|pages|help|search]
	@$(PYTHON) -m deploy bench $(PART)

lock:   ## make the locks again from requirements/*.in
	@$(PYTHON) -m deploy lock $(PART)

clean:  ## remove everything made at run time, the database too
	rm -rf var .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
