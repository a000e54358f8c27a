# Everything one does with a checkout. A fresh Debian 12 needs only git and make; the rest is installed (as root) or
# named. Each target can be repeated, and is quick when there is nothing to do.
#
#   make build      only builds: build/mingzhang
#   make test       installs what is missing, builds, runs all tests (the browser's where Node and Chromium are)
#   make demo       installs what is missing, builds, shows the program on the examples
#   make web        builds the browser application: web/dist (needs Node)
#   make bench      builds and runs the benchmarks
#   make sanitize   builds into build-asan with AddressSanitizer and UBSan, runs all tests
#   make docs       writes the pages of docs/ that are made from the sources
#   make bootstrap  installs the packages of tools/packages.txt, fetches the library for roll-ups
#   make clean      removes build and build-asan
#   make help       prints this

.DEFAULT_GOAL := build
.PHONY: build test demo web bench sanitize docs bootstrap check-packages clean help
MAKEFLAGS += --no-print-directory

build: build/build.ninja
	@cmake --build --preset release

test: bootstrap
	@$(MAKE) build
	@tools/web.sh --to-test || true
	@ctest --preset release

demo: bootstrap
	@$(MAKE) build
	@tools/web.sh || true
	@tools/demo.sh

web:
	@tools/web.sh

bench: bootstrap
	@$(MAKE) build
	@cmake --build --preset release --target benches
	@for program in build/bench/*_bench; do if [ -x $$program ]; then echo "== $$program"; $$program || exit 1; fi; done

sanitize: bootstrap build-asan/build.ninja
	@cmake --build --preset asan
	@ctest --preset asan

docs: build
	@build/mingzhang explain --all --format markdown > docs/checks.md
	@build/mingzhang explain --all --format markdown --lang en > docs/checks.en.md

check-packages:
	@tools/bootstrap.sh --check

bootstrap:
	@tools/bootstrap.sh
	@tools/fetch_duckdb.sh build

clean:
	@rm -rf build build-asan

help:
	@sed -n '/^#/!q; s/^# \{0,1\}//p' Makefile

# Later changes of the build description are seen by Ninja itself.
build/build.ninja: | check-packages
	@cmake --preset release

build-asan/build.ninja: | bootstrap
	@cmake --preset asan
