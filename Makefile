# gradbook. `make run` needs Go only; everything with Jupyter makes a Python environment in .venv first.

GO      ?= go
PYTHON  ?= python3
BIN      = build/gradbook
VENV     = .venv
PY       = $(VENV)/bin/python
BOOKS    = $(wildcard notebooks/*.ipynb)
APIS     = autograd autograd/anp autograd/anp/FUNCTIONS.md autograd/ndarray autograd/optim autograd/didact plots kernel/display
STATIC   = honnef.co/go/tools/cmd/staticcheck@v0.8.2
export GOFLAGS ?= -buildvcs=false

.PHONY: build run test check cross unit race kernel-test notebooks-test lab soak bench lang test-ui test-front docs wheel clean

build: $(BIN)

# The go command knows what is up to date.
.PHONY: $(BIN)
$(BIN):
	@mkdir -p build
	@$(GO) build -o $(BIN) ./cmd/gradbook

## run: execute the notebooks and write them, with HTML pages, to build/docs
run: build
	@$(BIN) run --html -o build/docs $(BOOKS)
	@echo
	@echo "The executed notebooks and their pages are in build/docs: open build/docs/index.html in a browser."
	@echo "Next: make lab opens them in JupyterLab (needs Python 3.10+); make test runs all tests."

## test: everything that continuous integration checks
test: check unit race kernel-test notebooks-test

check:
	@out="$$(gofmt -l .)"; if [ -n "$$out" ]; then echo "gofmt these files:"; echo "$$out"; exit 1; fi
	$(GO) vet ./...
	$(GO) run $(STATIC) ./...
	@$(MAKE) --no-print-directory cross

## cross: what runs no cells builds for macOS and Windows as well, its tests too
cross:
	GOOS=darwin GOARCH=arm64 $(GO) vet ./...
	GOOS=windows GOARCH=amd64 $(GO) vet ./...

unit:
	$(GO) test -timeout 15m ./...

## race: traces in many goroutines under the race detector, which needs a C compiler
race:
	@if ! command -v "$$($(GO) env CC)" >/dev/null; then echo "left out: the race detector needs a C compiler, such as gcc"; exit 0; fi; set -ex; \
	$(GO) test -race -timeout 10m -run 'Goroutines|Random|Vmap|Compile|Parallel' ./autograd ./autograd/ndarray; \
	$(GO) test -race -timeout 10m -run Concurrently ./autograd/anp

# The stamp holds the environment to the pinned versions.
$(VENV)/.stamp: install/requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(PY) -m pip install -q --disable-pip-version-check -r install/requirements.txt
	@touch $@

.PHONY: kernelspec
kernelspec: build $(VENV)/.stamp
	@$(BIN) install --prefix $(VENV)

## wheel: the kernel as a Python package in build/wheel, for this machine's platform
wheel: $(VENV)/.stamp
	@CGO_ENABLED=0 $(GO) build -o build/static/gradbook ./cmd/gradbook
	@$(PY) install/python/build.py build/static/gradbook build/wheel
	@echo "pip install $$(ls build/wheel/*.whl) brings the program, the kernelspec, and Go for papermill."

## kernel-test: the kernel through real Jupyter clients
kernel-test: kernelspec
	$(PY) -m unittest discover -v -s kernel/testdata -p 'test_*.py'

## notebooks-test: every notebook by our runner, nbclient, nbconvert and papermill, compared with what is committed
notebooks-test: kernelspec
	@rm -rf build/notebooks && mkdir -p build/notebooks
	$(BIN) export --check $(BOOKS)
	$(BIN) run --compare -o build/notebooks $(BOOKS)
	$(PY) install/notebooks_test.py $(BOOKS)

## test-ui: JupyterLab and our pages in a real Chromium (needs Node 20+); SHOTS=folder keeps pictures, UI=lab runs one file
test-ui: kernelspec
	@command -v npm >/dev/null || { echo "make test-ui cannot run: no npm on PATH: install Node 20 or newer"; exit 1; }
	@node tests/ui/needs.mjs
	@cd tests/ui && npm ci --silent --no-audit --no-fund
	cd tests/ui && node --test --test-concurrency=1 --test-reporter=spec $(UI:%=%.test.mjs)

# Front ends beside JupyterLab, each set in an environment of its own.
FRONT = build/front-venv
GATE  = build/gateway-venv
HUB   = build/hub-venv

$(FRONT)/.stamp: install/requirements-front.txt
	$(PYTHON) -m venv $(FRONT)
	$(FRONT)/bin/python -m pip install -q --disable-pip-version-check -r install/requirements-front.txt
	@touch $@

$(GATE)/.stamp: install/requirements-gateway.txt
	$(PYTHON) -m venv $(GATE)
	$(GATE)/bin/python -m pip install -q --disable-pip-version-check -r install/requirements-gateway.txt
	@touch $@

$(HUB)/.stamp: install/requirements-hub.txt install/requirements-server.txt
	$(PYTHON) -m venv $(HUB)
	$(HUB)/bin/python -m pip install -q --disable-pip-version-check -r install/requirements-hub.txt
	@touch $@

## test-front: jupyter console, nbval, Enterprise Gateway; with Node also JupyterHub, VS Code's way, and Notebook 7 in Chromium
test-front: build $(FRONT)/.stamp $(GATE)/.stamp $(HUB)/.stamp kernelspec
	@for env in $(FRONT) $(GATE) $(HUB); do $(BIN) install --prefix $$env; done
	$(FRONT)/bin/python -m unittest -v tests/front/test_console.py tests/front/test_nbval.py
	$(GATE)/bin/python -m unittest discover -v -s tests/front -p test_gateway.py
	@if command -v npm >/dev/null; then node tests/ui/needs.mjs && (cd tests/ui && npm ci --silent --no-audit --no-fund) && \
		$(HUB)/bin/python -m unittest discover -v -s tests/front -p test_hub.py && \
		cd tests/ui && node --test --test-concurrency=1 --test-reporter=spec vscode.test.mjs notebook7.test.mjs; \
	else echo "JupyterHub, VS Code's way and Notebook 7 are not tested: no npm on PATH"; fi

## lab: open JupyterLab on the notebooks
lab: kernelspec
	$(VENV)/bin/jupyter trust $(BOOKS)
	$(VENV)/bin/jupyter lab --notebook-dir=notebooks

## docs: the site of this project in build/docs, from the notebooks as they are committed; needs no network
docs: build
	@$(BIN) docs --strict -o build/docs README.md $(BOOKS) $(APIS) HOW_IT_WORKS.md >/dev/null
	@echo "The site is in build/docs: open build/docs/index.html in a browser."

## soak: the slow tests: garbage collection under stress, thousands of cells, every float32 in every kernel, operators against the whole standard library
soak: build
	GRADBOOK_SOAK=1 $(GO) test -count=1 -v -run ValidGo ./kernel/session/lower
	GRADBOOK_SOAK=1 $(GO) test -count=1 -timeout 2h -v -run Floats ./autograd/ndarray/internal/simd
	GRADBOOK_SOAK=1 $(GO) test -count=1 -timeout 2h -v -run "ManyCells|Damaged" ./kernel/shell ./kernel/engine
	GRADBOOK_SOAK_CELLS=1000 GRADBOOK_SOAK_GODEBUG=gccheckmark=1 $(GO) test -count=1 -timeout 2h -v -run ManyCells ./kernel/shell

## lang: Go's own test programs as cells, all of them
lang: build
	$(GO) test -count=1 -timeout 2h -v -run TestPrograms ./kernel/shell/gotests -all

BENCH_PY = build/bench-venv/bin/python

build/bench-venv/.stamp: install/requirements-oracle.txt
	$(PYTHON) -m venv build/bench-venv
	$(BENCH_PY) -m pip install -q --disable-pip-version-check -r install/requirements-oracle.txt
	@touch $@

## bench: autograd beside HIPS, torch and JAX: times, ratios, memory and growth to build/bench.md and .svg (6 GB of disk for torch); ROWS="3 4" runs some
bench: build/bench-venv/.stamp
	$(GO) test -c -o build/bench.test ./autograd/anp
	@$(BENCH_PY) autograd/anp/testdata/bench_peers.py build/bench.test build/bench $(ROWS)

clean:
	rm -rf build $(VENV)
