# Builds, tests and runs metodden. `make help` lists the targets.
#
# One non-recursive file. Everything generated goes to build/. What stands in fcgi-app/*.c and its
# folders becomes one archive; a program takes from it only what its main reaches, so the worker
# never links FastCGI and the application never links the importers.
CC       ?= cc
CFLAGS   ?= -O2 -g
CPPFLAGS ?= -D_FORTIFY_SOURCE=2
prefix   ?= /usr/local
B        ?= build
export BUILD = $(B)
PKGS     := libpq libcjson cjose libcrypto libcurl zlib libzip pangocairo cairo-pdf libqrencode
VERSION  := 0.1.0

CFLAGS_ALL := -std=c17 -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
	-Wpointer-arith -Wvla -Wformat=2 -Wconversion -Wno-sign-conversion \
	-Wno-missing-field-initializers $(if $(WERROR),-Werror) \
	-fstack-protector-strong -fPIE -ffile-prefix-map=$(CURDIR)=. -MMD -MP -D_GNU_SOURCE \
	-DVERSION='"$(VERSION)"' -Ifcgi-app -Ianalytics -Itests/unit -I$(B) \
	$(shell pkg-config --cflags $(PKGS) 2>/dev/null) $(CPPFLAGS) $(CFLAGS)
LDFLAGS_ALL := -pie -Wl,--as-needed,-z,relro,-z,now $(LDFLAGS)
LIBS     := -lfcgi $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lm

# GSL's own cblas is 20 times slower than OpenBLAS and pkg-config would bring it: hence this order.
ANALIBS := -lgsl -lopenblas -lglpk -lm
# The application takes no matrices from it, so it is spared OpenBLAS and its threads.
APPLIBS := -lgsl -lgslcblas -lm
ANALIB  := $(B)/libmetodden-analytics.a

SRC   := $(sort $(filter-out %_main.c,$(wildcard fcgi-app/*.c fcgi-app/resources/*.c \
	fcgi-app/jobs/*.c fcgi-app/imports/*.c fcgi-app/commands/*.c fcgi-app/paper/*.c fcgi-app/lti/*.c \
	analytics/cli/csv.c)))
QUERY := $(sort $(wildcard sql/queries/*.sql))
MIGR  := $(sort $(wildcard sql/migrations/*.sql))
OBJ    = $(patsubst %.c,$(B)/%.o,$(1))
SEED  := sql/migrations.sql $(sort $(wildcard sql/seed/*.csv sql/seed/*/*))
GEN   := $(B)/queries.h
LIB   := $(B)/libmetodden.a

# Readers that are fuzzed, of the engine and of requests; their corpora are replayed with the tests.
ANAFUZZ := csv plan_problem table
APPFUZZ := body url
UNIT  := $(patsubst %.c,$(B)/%,$(sort $(wildcard tests/unit/test_*.c))) $(APPFUZZ:%=$(B)/tests/fuzz/replay_%)
RES   := $(patsubst %.c,$(B)/%,$(sort $(wildcard tests/resources/test_*.c)))
SQLT  := $(sort $(wildcard tests/sql/*.sh))
IMPT  := $(sort $(wildcard tests/imports/*.sh tests/commands/*.sh))

all: programs                      ## build the programs
programs: $(if $(wildcard fcgi-app/app_main.c),$(B)/metodden-app) \
	$(if $(wildcard fcgi-app/worker_main.c),$(B)/metodden-worker) \
	$(if $(wildcard fcgi-app/metodden_main.c),$(B)/metodden)

$(B)/metodden-app: $(B)/fcgi-app/app_main.o $(LIB) $(ANALIB)
$(B)/metodden-app: LIBS += $(APPLIBS)
$(B)/metodden-worker: $(B)/fcgi-app/worker_main.o $(LIB) $(ANALIB)
$(B)/metodden-worker: LIBS += $(ANALIBS)
$(B)/metodden: $(B)/fcgi-app/metodden_main.o $(LIB)
$(B)/metodden-app $(B)/metodden-worker $(B)/metodden:
	$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(LIBS)

$(LIB): $(call OBJ,$(SRC)) $(B)/queries.o $(B)/migrations.o $(B)/transition.o $(B)/seeds.o
	@rm -f $@
	$(AR) rcsD $@ $^
$(B)/%.o: %.c | $(GEN)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) -c -o $@ $<
$(B)/%.o: $(B)/%.c
	$(CC) $(CFLAGS_ALL) -c -o $@ $<
$(B)/queries.h $(B)/queries.c: $(B)/queries.%: sql/embed.awk $(QUERY)
	@mkdir -p $(@D)
	awk -v mode=$* -f sql/embed.awk $(QUERY) > $@.new && mv $@.new $@
$(B)/migrations.c: sql/embed-files.awk $(MIGR)
	@mkdir -p $(@D)
	awk -f sql/embed-files.awk $(MIGR) > $@.new && mv $@.new $@

$(B)/seeds.c: sql/embed-seeds.awk $(SEED)
	@mkdir -p $(@D)
	awk -f sql/embed-seeds.awk $(SEED) > $@.new && mv $@.new $@
$(B)/transition.c: sql/transition.awk fcgi-app/workflow.def
	@mkdir -p $(@D)
	awk -v mode=c -f sql/transition.awk fcgi-app/workflow.def > $@.new && mv $@.new $@
schema:                            ## refresh sql/schema.sql from the migrations
	tests/with-postgres tests/dump-schema > sql/schema.sql.new && mv sql/schema.sql.new sql/schema.sql

# ---- the demo district: files for the importers, of no use outside the demo -------------------
DISTRICT := $(call OBJ,$(sort $(wildcard deploy/demo/district/*.c)))
# Without it a compiler may join * and + into one step that rounds once: other bytes elsewhere.
$(DISTRICT): CFLAGS_ALL += -ffp-contract=off
$(B)/demo-district: $(DISTRICT)
	$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(shell pkg-config --libs libcjson libzip) -lm
demo-district: $(B)/demo-district    ## the program that makes up a demo district
$(B)/tests/unit/test_district $(B)/tests/unit/test_district_visits: \
	$(B)/tests/unit/district_files.o $(B)/tests/unit/district_table.o | $(B)/demo-district

# ---- the growth engine: a library over GSL, and its command line ------------------------------
# Threads gain nothing on a district's matrices, and lose much where tests share the processors.
export OPENBLAS_NUM_THREADS := 1
ANASRC  := $(sort $(wildcard analytics/*.c))
ANATEST := $(patsubst %.c,$(B)/%,$(sort $(wildcard tests/analytics/test_*.c))) $(ANAFUZZ:%=$(B)/tests/fuzz/replay_%)
$(ANALIB): $(call OBJ,$(ANASRC))
	@rm -f $@
	$(AR) rcsD $@ $^
metodden-growth: $(B)/metodden-growth    ## the growth engine on its own, over CSV
$(B)/metodden-growth: $(call OBJ,$(sort $(wildcard analytics/cli/*.c))) $(ANALIB)
	$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(shell pkg-config --libs libcjson zlib) $(ANALIBS)
ANASO   := $(B)/libmetodden-analytics.so.0
ANASH   := $(sort $(wildcard tests/analytics/*.sh))
ANACLI  := $(call OBJ,$(sort $(filter-out %_main.c,$(wildcard analytics/cli/*.c))))
$(B)/tests/analytics/test_%: $(B)/tests/analytics/test_%.o $(ANACLI) $(ANALIB)
	$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(shell pkg-config --libs check libcjson zlib) $(ANALIBS)
analytics: $(ANATEST) metodden-growth $(ANASO)   ## tests of the growth engine
	tests/run $(ANATEST) $(ANASH)

ANAHDR := analytics/analytics.h $(shell sed -n 's,^\#include "\(.*\)",analytics/\1,p' analytics/analytics.h)
$(B)/pic/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) -fPIC -fvisibility=default -c -o $@ $<
$(ANASO): $(patsubst %.c,$(B)/pic/%.o,$(ANASRC)) analytics/libmetodden-analytics.map
	$(CC) $(CFLAGS_ALL) $(LDFLAGS) -shared -Wl,-soname,$(@F),--version-script=$(filter %.map,$^),-z,defs \
		-o $@ $(filter %.o,$^) $(ANALIBS)
install-growth: $(ANALIB) $(ANASO) $(B)/metodden-growth   ## the growth engine alone: DESTDIR= prefix=
	install -d $(addprefix $(DESTDIR)$(prefix)/,bin lib/pkgconfig include/metodden share/man/man1)
	install -m 755 $(B)/metodden-growth $(DESTDIR)$(prefix)/bin
	install -m 644 $(ANALIB) $(DESTDIR)$(prefix)/lib
	install -m 755 $(ANASO) $(DESTDIR)$(prefix)/lib
	ln -sf $(notdir $(ANASO)) $(DESTDIR)$(prefix)/lib/libmetodden-analytics.so
	install -m 644 $(ANAHDR) $(DESTDIR)$(prefix)/include/metodden
	sed 's,@prefix@,$(prefix),; s,@version@,$(VERSION),' analytics/metodden-analytics.pc.in \
		> $(DESTDIR)$(prefix)/lib/pkgconfig/metodden-analytics.pc
	install -m 644 analytics/metodden-growth.1 $(DESTDIR)$(prefix)/share/man/man1
# The programs, the screens as files, and what a server is set up from.
SHARE = $(DESTDIR)$(prefix)/share/metodden
install: programs web              ## the programs and the screens: DESTDIR= prefix=
	install -d $(DESTDIR)$(prefix)/bin $(SHARE)/nginx
	install -m 755 $(addprefix $(B)/,metodden metodden-app metodden-worker) $(DESTDIR)$(prefix)/bin
	rm -rf $(SHARE)/web
	cp -R $(B)/web $(SHARE)/web && rm -f $(SHARE)/web/.stamp
	install -m 644 $(filter-out %/demo.conf,$(wildcard deploy/nginx/*.conf)) $(SHARE)/nginx
	cp -R sql/seed/rubrics $(SHARE)
	chmod -R u=rwX,go=rX $(SHARE)
uninstall:                         ## take away what install and install-growth have put there
	rm -f $(addprefix $(DESTDIR)$(prefix)/bin/,metodden metodden-app metodden-worker metodden-growth)
	rm -f $(addprefix $(DESTDIR)$(prefix)/lib/,$(notdir $(ANALIB) $(ANASO)) libmetodden-analytics.so pkgconfig/metodden-analytics.pc)
	rm -f $(DESTDIR)$(prefix)/share/man/man1/metodden-growth.1
	rm -rf $(SHARE) $(DESTDIR)$(prefix)/include/metodden
.PHONY: install uninstall
$(B)/tests/bench/growth_time $(B)/tests/bench/calibration: $(B)/tests/bench/%: $(B)/tests/bench/%.o $(ANACLI) $(ANALIB)
	$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(shell pkg-config --libs libcjson zlib) $(ANALIBS)
$(B)/tests/bench/district: $(B)/tests/bench/district.o
	$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ -lm
bench-growth: metodden-growth $(addprefix $(B)/tests/bench/,growth_time district plan_time)   ## the growth engine beside R's lme4 and CBC
	deploy/packages.sh run bench
	$(NODE) tests/bench/references.mjs tests/fixtures/growth $(B)/metodden-growth
	tests/bench/growth.sh $(BENCH)
bench-launch: programs               ## what a launch by LTI costs us: below 50 ms or it fails
	deploy/packages.sh run test
	tests/with-postgres $(NODE) tests/bench/launch.mjs $(BENCH)
calibrate-growth: $(B)/tests/bench/calibration   ## coverage of intervals, share of wrong flags
	$(B)/tests/bench/calibration
.PHONY: bench-growth bench-launch calibrate-growth
.PHONY: metodden-growth analytics install-growth

$(B)/tests/bench/plan_time: $(B)/tests/bench/plan_time.o $(ANALIB)
	$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(ANALIBS)
bench-plan: $(B)/tests/bench/plan_time    ## plans against CBC alone: seconds and objective
	deploy/packages.sh run bench
	tests/bench/plan.sh
bench: bench-growth                ## all of it
.PHONY: bench-plan bench

# ---- fuzzing: clang's libFuzzer over the readers, FUZZ_SECONDS each ---------------------------
FUZZ_SECONDS ?= 60
FUZZSAN  := -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined
FUZZLINK := -fsanitize=fuzzer,address,undefined
FUZZ      = $(patsubst %,$(B)/tests/fuzz/$(1)_%,$(2))
$(call FUZZ,replay,$(ANAFUZZ)): $(B)/tests/fuzz/replay_%: $(B)/tests/fuzz/replay.o $(B)/tests/fuzz/fuzz_%.o $(ANACLI) $(ANALIB)
$(call FUZZ,replay,$(APPFUZZ)): $(B)/tests/fuzz/replay_%: $(B)/tests/fuzz/replay.o $(B)/tests/fuzz/fuzz_%.o $(LIB) $(ANALIB)
$(call FUZZ,fuzz,$(ANAFUZZ)): $(B)/tests/fuzz/fuzz_%: $(B)/tests/fuzz/fuzz_%.o $(ANACLI) $(ANALIB)
$(call FUZZ,fuzz,$(APPFUZZ)): $(B)/tests/fuzz/fuzz_%: $(B)/tests/fuzz/fuzz_%.o $(LIB) $(ANALIB)
$(call FUZZ,replay,$(APPFUZZ)) $(call FUZZ,fuzz,$(APPFUZZ)): FUZZLIBS = $(LIBS)
$(call FUZZ,replay,$(ANAFUZZ) $(APPFUZZ)) $(call FUZZ,fuzz,$(ANAFUZZ) $(APPFUZZ)):
	$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(FUZZLIBS) $(shell pkg-config --libs check libcjson zlib) $(ANALIBS)
fuzz:                              ## fuzz the readers, by hand: FUZZ_SECONDS=60 each
	$(call OTHERWISE,fuzz,CC=clang CFLAGS="-O1 -g $(FUZZSAN)" LDFLAGS=$(FUZZLINK))
fuzz-tests: $(call FUZZ,fuzz,$(ANAFUZZ) $(APPFUZZ))
	@set -e; for f in $(ANAFUZZ) $(APPFUZZ); do \
		mkdir -p $(B)/found/$$f; \
		$(B)/tests/fuzz/fuzz_$$f -max_total_time=$(FUZZ_SECONDS) -max_len=8192 -timeout=20 -print_final_stats=1 \
			-artifact_prefix=$(B)/$$f- -close_fd_mask=2 $(B)/found/$$f tests/fuzz/corpus/$$f; \
	done
.PHONY: fuzz fuzz-tests

WEB := plugin-shim/web

# ---- tests ----------------------------------------------------------------------------------
$(B)/tests/unit/test_%: $(B)/tests/unit/test_%.o $(LIB)
	$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(LIBS) $(shell pkg-config --libs check)
$(B)/tests/unit/test_growth_says: $(ANALIB)
$(B)/tests/unit/test_growth_says: LIBS += $(APPLIBS)
$(B)/tests/resources/test_%: $(B)/tests/resources/test_%.o $(B)/tests/resources/harness.o $(LIB) $(ANALIB)
	$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(LIBS) $(APPLIBS) $(shell pkg-config --libs check)

$(B)/tests/resources/test_lti $(B)/tests/resources/test_lti_tool: $(B)/tests/resources/platform.o

quick: programs $(UNIT) $(ANATEST) metodden-growth $(ANASO) ## unit, sql, layers: before each commit (<= 2 min)
	tests/with-postgres tests/run $(UNIT) $(ANATEST) $(ANASH) $(SQLT) $(IMPT) tests/layers.sh
unit: $(UNIT)
	tests/run $(UNIT)
resources: $(RES) $(WEB)/node_modules/.stamp ## handlers on a real PostgreSQL; their answers and the contract
	@rm -f $(B)/answers
	ANSWERS=$(abspath $(B))/answers tests/with-postgres tests/run $(RES) tests/resources/interface.mjs
WIRE  := $(patsubst %.c,$(B)/%,$(sort $(wildcard tests/wire/test_*.c)))
$(B)/tests/wire/test_%: $(B)/tests/wire/test_%.o $(call OBJ,$(addprefix tests/wire/,client.c portal.c \
	database.c server.c)) $(LIB)
	$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(LIBS) $(shell pkg-config --libs check)
wire: $(B)/metodden-app $(B)/metodden-worker $(WIRE)    ## the program as a process: FastCGI, signals, the database away
	tests/with-postgres tests/run $(WIRE)
.PHONY: wire
DOCT  := $(sort $(wildcard tests/documents/*.sh))
$(B)/tests/documents/render: $(B)/tests/documents/render.o $(LIB)
	$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(LIBS)
documents: $(B)/tests/documents/render    ## papers as PDF, read back as text and as codes
	tests/run $(DOCT)
.PHONY: documents

# ---- web: screens (TypeScript), bundled into build/web; the bundle is never committed ---------
WEBSRC   := $(shell find $(WEB)/src -type f 2>/dev/null) $(WEB)/build.mjs $(WEB)/tsconfig.json
NODE     ?= node
web: $(B)/web/.stamp               ## bundle the screens
$(WEB)/node_modules/.stamp: $(WEB)/package.json $(WEB)/package-lock.json
	cd $(WEB) && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@
$(B)/web/.stamp: $(WEB)/node_modules/.stamp $(WEBSRC)
	cd $(WEB) && $(NODE) build.mjs $(abspath $(B)/web)
web-lint: $(WEB)/node_modules/.stamp ## Biome and the type checker over the screens
	cd $(WEB) && npx biome check . ../../tests/web ../../tests/resources ../../tests/portal && npx tsc --noEmit
web-test: $(B)/web/.stamp          ## unit tests of the screens, no browser
	WEB_OUT=$(abspath $(B)/web) tests/run $(sort $(wildcard $(WEB)/test/*.test.mjs))
YEART    := $(sort $(wildcard tests/year/*.sh))
WHOLE    := tests/web/keyboard.mjs tests/web/keyboard-year.mjs tests/web/handbook.mjs
LARGE    := tests/web/slow.mjs
BROWSER  := $(filter-out tests/web/browser.mjs tests/web/device.mjs tests/web/keys.mjs $(WHOLE) $(LARGE),$(sort $(wildcard tests/web/*.mjs)))
web-browser: $(WEB)/node_modules/.stamp ## screens in a browser; BASE_URL names a running demo
	tests/run $(BROWSER)
screens: $(WEB)/node_modules/.stamp ## pictures of the screens into build/screens; BASE_URL names a running demo
	@mkdir -p $(B)/screens
	LOOKS=pictures SCREENS=$(abspath $(B)/screens) tests/run tests/web/screens.mjs
pictures: $(WEB)/node_modules/.stamp ## the handbook's pictures, taken anew; BASE_URL names a running demo
	PICTURES=$(CURDIR)/docs/ru/handbook/pictures tests/run tests/web/handbook.mjs
# What make check has time for: the whole cycle by every role, the sheet without a network, the portal, and
# each screen in the two looks that differ most.
CYCLE := $(addprefix tests/web/,cycle.mjs materials.mjs offline.mjs portal.mjs screens.mjs sheet.mjs year.mjs)
browser: demo-programs             ## the cycle, the sheet without a network, each screen; beside a demo of its own
	tests/with-server tests/run $(YEART) $(CYCLE)
# What takes minutes more: every look of every screen, the whole cycle by keyboard alone, and a district
# of 3000 teachers over a slow line.
web-whole: demo-programs
	LOOKS=all tests/with-server tests/run $(YEART) $(BROWSER) $(WHOLE)
web-large: demo-programs
	SIZE=7 YEARS=0 TLS=1 tests/with-server tests/run $(LARGE)
check-web: demo-programs           ## screens: every look, keyboard alone, budgets, a slow line, a large district
	tests/tier web-test web-whole web-large
.PHONY: web web-lint web-test web-browser browser screens pictures check-web web-whole web-large

# ---- the demonstration ------------------------------------------------------------------------
demo-programs: programs web $(B)/demo-district
demo:                              ## a whole district on this machine: PORT= HOST= TLS=1
	@BUILD=$(B) deploy/demo/demo.sh up
stop:                              ## stop the demonstration
	@BUILD=$(B) deploy/demo/demo.sh stop
demo-reset:                        ## stop it and forget its data
	@BUILD=$(B) deploy/demo/demo.sh reset
.PHONY: demo-programs demo stop demo-reset

# ---- tests of the whole -------------------------------------------------------------------
portal: programs plugin web ## the portal plugin's own logic; LTI beside a small platform, in a browser too
	tests/run $(sort $(wildcard tests/portal/*.sh))
	tests/with-postgres tests/run $(addprefix tests/portal/,lti.mjs roster.mjs nginx.mjs frames.mjs mount.mjs)
# The same bytes from the same files, whoever packs them and when. Times are the release's own: PHP's cache
# of compiled files tells by them that a file has changed.
plugin:                            ## the portal plugin as a zip that a portal installs
	@rm -rf $(B)/plugin $(B)/local_metodden-*.zip && mkdir -p $(B)/plugin
	cp -R plugin-shim/moodle/local_metodden $(B)/plugin/metodden
	@find $(B)/plugin -type d -exec chmod 755 {} + , -type f -exec chmod 644 {} + , -exec touch -d "$$(sed -n 's/.*->version = \(....\)\(..\)\(..\).*/\1-\2-\3/p' $(B)/plugin/metodden/version.php)T00:00:00Z" {} +
	cd $(B)/plugin && find metodden -type f ! -name '.*' | LC_ALL=C sort | TZ=UTC zip -X -D -q -9 -@ ../local_metodden-$(VERSION).zip
setup: demo-programs               ## make demo: as root and not, in a closed folder, on a taken port, broken off
	tests/run $(sort $(wildcard tests/setup/*.sh))
big: programs                      ## files of 100 MB: some four minutes, in check-all
	tests/with-postgres tests/run $(sort $(wildcard tests/big/*.sh))
check-portal: plugin demo-programs  ## the plugin on a live portal: MOODLE_URL= MOODLE_ROOT= (tests/portal/live/check.sh)
	tests/run tests/portal/live/check.sh
.PHONY: portal plugin check-portal setup big

# ---- lint: what tools find without running anything -----------------------------------------
# One stamp per file, beside its object: whatever rebuilds the object has it looked at again. One
# clang-tidy per file, for its analyzer confuses va_lists when it sees several.
LINTSRC := $(sort $(shell find fcgi-app analytics deploy tests -name '*.c'))
TIDYFLAGS = $(filter-out -W% -f% -M% -O% -g -D_FORTIFY_SOURCE%,$(CFLAGS_ALL))
$(B)/%.tidy: %.c $(B)/%.o .clang-tidy
	clang-tidy --quiet '--checks=-clang-analyzer-*' $< -- $(TIDYFLAGS) 2>/dev/null
	@touch $@
tidy: $(patsubst %.c,$(B)/%.tidy,$(LINTSRC))
# The analyzer walks every path of every function, which takes several times as long: before a release.
$(B)/%.analysed: %.c $(B)/%.o .clang-tidy
	clang-tidy --quiet $< -- $(TIDYFLAGS) 2>/dev/null
	@touch $@
analysed: $(patsubst %.c,$(B)/%.analysed,$(LINTSRC))
cppcheck:
	cppcheck --quiet --std=c11 -j2 --enable=warning,performance,portability --error-exitcode=1 \
		--suppress=missingIncludeSystem --suppress=varFuncNullUB --inline-suppr \
		$(filter -I% -D%,$(TIDYFLAGS)) '-DcJSON_ArrayForEach(e,a)=while((e=a))' $(LINTSRC)
lint: $(GEN) $(WEB)/node_modules/.stamp ## clang-format, clang-tidy, cppcheck, shellcheck, layers, Biome, tsc
	tests/run tests/lint.sh tests/layers.sh
format:                            ## format all C
	clang-format -i $$(git ls-files '*.[ch]')
format-check:                      ## is all C formatted?
	clang-format --dry-run --Werror $$(git ls-files '*.[ch]')
.PHONY: lint tidy analysed cppcheck format format-check

# ---- for whoever reads or edits ---------------------------------------------------------------
routes:                            ## every address: method, path, handler, capability, largest body
	@sed -n 's/^ROUTE(\(.*\))$$/\1/p' fcgi-app/routes.def | tr -d '" ' | column -t -s,
dist:                              ## the committed source as one archive
	@mkdir -p $(B)
	git archive --prefix=metodden-$(VERSION)/ -o $(B)/metodden-$(VERSION).tar.gz HEAD
tags:                              ## an index of C and TypeScript for editors
	ctags -f $@ $$(git ls-files '*.[ch]' '*.ts' '*.tsx')
compile_commands.json: export COMPILE = $(CC) $(CFLAGS_ALL)
compile_commands.json:             ## how each file of C is compiled, for clangd
	@printf '%s\n' $(LINTSRC) | awk -v dir='$(CURDIR)' 'BEGIN { c = ENVIRON["COMPILE"]; gsub(/["\\]/, "\\\\&", c); printf "[" } \
		{ printf "%s\n{\"directory\": \"%s\", \"file\": \"%s\", \"command\": \"%s -c %s\"}", (NR > 1 ? "," : ""), dir, $$0, c, $$0 } END { print "\n]" }' > $@
.PHONY: routes dist tags compile_commands.json

# ---- tiers: what is run when ---------------------------------------------------------------
# Programs built otherwise stand in a build folder of their own, and the same tests are run there.
SAN := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
OTHERWISE = $(MAKE) -s -j$(shell nproc) B=$(B)/$(1) CPPFLAGS= $(2) $(1)-tests
sanitize:                          ## tests of the programs under ASan and UBSan
	ASAN_OPTIONS=detect_leaks=0 UBSAN_OPTIONS=print_stacktrace=1 \
		LSAN_OPTIONS=suppressions=$(CURDIR)/tests/leaks.txt:print_suppressions=0 \
		$(call OTHERWISE,asan,CFLAGS="-O1 -g $(SAN)" LDFLAGS="$(SAN)")
asan-tests: asan-unit asan-served # side by side: the first needs a processor, the second mostly waits
# test_memory puts its own malloc() in place of the sanitizer's, which would then see nothing.
ASANANA := $(filter-out %/test_memory,$(ANATEST))
asan-unit: $(UNIT) $(ASANANA) $(B)/demo-district
	tests/run $(UNIT) $(ASANANA)
asan-served: programs $(RES) $(WIRE)
	tests/with-postgres tests/run $(RES) $(WIRE)
	ASAN_OPTIONS=detect_leaks=1 tests/with-postgres tests/run $(IMPT)
all-programs: programs $(B)/demo-district
# Three lanes side by side, each about as long: compilers, a browser, servers. What they need in common is
# built before them.
BUILT := programs demo-programs metodden-growth $(UNIT) $(ANATEST) $(ANASO) $(RES) $(WIRE) \
	$(B)/tests/documents/render $(patsubst %.c,$(B)/%.o,$(LINTSRC))
built: $(BUILT)
BUSY := lint portal sanitize
PATIENT := web-test documents browser
WAITING := quick resources wire setup
check:                             ## README's test command (<= 15 min on 2 cores)
	deploy/packages.sh run test lint
	$(MAKE) -s -j2 built
	tests/tier $(BUSY) // $(PATIENT) // $(WAITING)
check-all:                         ## before a release: check, check-web, two compilers, valgrind, reproducible, coverage, big
	deploy/packages.sh run test lint
	$(MAKE) -s -j2 built
	TIDY=analysed tests/tier $(BUSY) strict clang valgrind reproducible coverage // $(PATIENT:browser=web-whole) web-large // $(WAITING) big
strict:                            ## gcc, a warning is an error
	$(call OTHERWISE,strict,WERROR=1 CPPFLAGS=-D_FORTIFY_SOURCE=2)
strict-tests: all-programs $(UNIT) $(ANATEST) $(RES) $(WIRE)
	tests/run $(UNIT) $(ANATEST)
clang:                             ## clang, a warning is an error
	$(call OTHERWISE,clang,CC=clang WERROR=1)
clang-tests: all-programs $(UNIT) $(ANATEST) $(RES) $(WIRE)
	tests/with-postgres tests/run $(UNIT) $(ANATEST) $(RES) $(WIRE)
valgrind:                          ## unit tests under valgrind (made-up districts and InstEval are too large for it)
	$(call OTHERWISE,valgrind,CFLAGS="-O1 -g")
valgrind-tests: $(filter-out %/test_district %/test_district_visits,$(UNIT)) $(filter-out %/test_growth_insteval,$(ASANANA))
	CK_FORK=no WITH="valgrind -q --error-exitcode=9 --leak-check=no" tests/run $^
reproducible:                      ## two builds in different folders have the same bytes
	tests/run tests/reproducible.sh
coverage:                          ## which lines the tests run: a table, and build/coverage/lines.txt
	$(call OTHERWISE,coverage,CFLAGS="-O0 -g --coverage" LDFLAGS=--coverage)
coverage-tests: all-programs $(UNIT) $(ANATEST) $(RES) $(WIRE)
	tests/with-postgres tests/run $(UNIT) $(ANATEST) $(RES) $(WIRE)
	tests/coverage $(B)
.PHONY: strict clang valgrind reproducible coverage strict-tests clang-tests valgrind-tests coverage-tests
.PHONY: check check-all built sanitize asan-tests asan-unit asan-served all-programs

clean:                             ## remove build/
	rm -rf $(B)
help:                              ## this list
	@awk -F'## ' '/^[a-z_.-]+:.*## /{split($$1,t,":"); printf "  %-21s %s\n", t[1], $$2}' Makefile

-include $(shell find $(B) -name '*.d' 2>/dev/null)
.PHONY: all programs schema quick unit resources demo-district clean help
.SECONDARY:
.DELETE_ON_ERROR:
