# `make` lists the targets. Needed: make and Python 3.11 or newer; all else is installed
# into .venv, in the versions of requirements.lock.

VENV    := .venv
BIN     := $(VENV)/bin
CONTENT ?= content
SITE    ?= build/site
# PYTHON=python3.12 chooses another interpreter, STRICT=1 makes warnings fail the build,
# ADDR=127.0.0.1:9000 moves the preview, PYTEST_ARGS and BENCH_ARGS are
# handed on.
PYTHON      ?=
STRICT      ?=
ADDR        ?=
PYTEST_ARGS ?=
BENCH_ARGS  ?=

PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
INSTALL := $(PIP) install --quiet --constraint requirements.lock

# Material announces at every build that MkDocs 2 will not run it; pyproject.toml pins 1.x.
export NO_MKDOCS_2_WARNING := true
export HYPOTHESIS_STORAGE_DIRECTORY := .cache/hypothesis

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: capture-tools help site serve test lint format quality bench lock wheel vendor clean distclean

help: ## 列出可用的目标 | list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

site: $(VENV)/.runtime vendor ## 生成网站到 build/site | build the site
	$(BIN)/site-builder build $(CONTENT) -d $(SITE) $(if $(filter 1 true yes,$(STRICT)),--strict)
	@echo
	@echo "网站已生成:$(SITE)/。查看:make serve,或 $(BIN)/python -m http.server -d $(SITE) 8000 后打开 http://localhost:8000/"
	@echo "The site is in $(SITE)/. To look at it: make serve, or $(BIN)/python -m http.server -d $(SITE) 8000, then open http://localhost:8000/"

serve: $(VENV)/.runtime vendor ## 边写边看 | live preview
	$(BIN)/site-builder serve $(CONTENT) $(if $(ADDR),-a $(ADDR))

# All checks run before the first failure counts, and pytest comes last: one run tells all.
test: $(VENV)/.dev vendor ## 全部检查和测试 | every check and test
	@status=0; \
	$(MAKE) --no-print-directory lint || status=1; \
	$(BIN)/python tools/vendor.py axe && \
	browser=$$($(BIN)/python tools/ensure_browser.py) && echo "==> pytest (browser: $$browser)" && \
	SITE_BUILDER_CHROMIUM="$$browser" $(BIN)/python -m pytest -n auto --dist loadfile --cov --cov-report=term $(PYTEST_ARGS) \
	|| status=1; \
	exit $$status

lint: $(VENV)/.dev ## 风格、类型、依赖方向 | style, types, import direction
	@status=0; \
	run() { echo "==> $$*"; "$$@" || status=1; }; \
	run $(BIN)/ruff check; \
	run $(BIN)/ruff format --check; \
	run $(BIN)/mypy; \
	run $(BIN)/lint-imports --no-logo --cache-dir .cache/import-linter; \
	exit $$status

format: $(VENV)/.dev ## 自动整理格式 | format and fix what can be fixed
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

quality: $(VENV)/.runtime vendor ## 质量指标 | measure against the hand-made labels
	$(BIN)/python benchmarks/quality.py

# An hour or two on two cores. BENCH_ARGS="--only cold --lessons 183" measures a part.
bench: $(VENV)/.dev vendor ## 构建速度 | measure the speed of builds, side by side
	@browser=$$($(BIN)/python tools/ensure_browser.py) && \
	SITE_BUILDER_CHROMIUM="$$browser" $(BIN)/python benchmarks/build_speed.py --write $(BENCH_ARGS)

lock: $(BIN)/python ## 更新 requirements.lock | resolve all versions anew
	$(BIN)/python tools/lock.py

wheel: $(VENV)/.runtime ## 打包 | pack sdist and wheel into dist/
	$(BIN)/python -m hatchling build

capture-tools: $(VENV)/.runtime ## 安装保存网页的工具 | install what `snapshot capture` needs
	@$(BIN)/python tools/vendor.py capture

vendor: $(VENV)/.runtime
	@$(BIN)/python tools/vendor.py

clean: ## 删除生成物 | remove what was built
	rm -rf build dist .cache

distclean: clean ## 连同环境一起删除 | remove the environment as well
	rm -rf $(VENV) site_builder/web/vendored

# A dangling link, left by a Python that was removed, counts as missing here, which is right.
$(BIN)/python:
	@python=$$(sh tools/find_python.sh $(PYTHON)) && \
	echo "==> $$python -m venv $(VENV)" && \
	"$$python" -m venv --clear $(VENV) || { rm -rf $(VENV); exit 1; }

# The build backend first, of the locked version too: an isolated build would fetch its own.
$(VENV)/.runtime: pyproject.toml requirements.lock | $(BIN)/python
	@echo "==> 安装依赖(第一次约一分钟) | installing what is needed (about a minute the first time)"
	@$(INSTALL) hatchling
	@$(INSTALL) --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime
	@echo "==> 安装测试工具 | installing what the tests need"
	@$(INSTALL) --no-build-isolation --editable '.[dev,copies]'
	@touch $@
