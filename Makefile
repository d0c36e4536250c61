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
PKGS     := libpq libcjson cjose libcrypto zlib libzip
VERSION  := 0.1.0

CFLAGS_ALL := -std=c17 -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
	-Wpointer-arith -Wvla -Wformat=2 -Wconversion -Wno-sign-conversion \
	-Wno-missing-field-initializers $(if $(WERROR),-Werror) \
	-fstack-protector-strong -fPIE -ffile-prefix-map=$(CURDIR)=. -MMD -MP -D_GNU_SOURCE \
	-DVERSION='"$(VERSION)"' -Ifcgi-app -Ianalytics -Itests/unit -I$(B) \
	$(shell pkg-config --cflags $(PKGS) 2>/dev/null) $(CPPFLAGS) $(CFLAGS)
LDFLAGS_ALL := -pie -Wl,--as-needed,-z,relro,-z,now $(LDFLAGS)
LIBS     := -lfcgi $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lm

SRC   := $(sort $(filter-out %_main.c,$(wildcard fcgi-app/*.c fcgi-app/resources/*.c \
	fcgi-app/jobs/*.c fcgi-app/imports/*.c fcgi-app/commands/*.c \
	analytics/cli/csv.c)))
QUERY := $(sort $(wildcard sql/queries/*.sql))
MIGR  := $(sort $(wildcard sql/migrations/*.sql))
OBJ    = $(patsubst %.c,$(B)/%.o,$(1))
SEED  := sql/migrations.sql $(sort $(wildcard sql/seed/*.csv sql/seed/*/*))
GEN   := $(B)/queries.h
LIB   := $(B)/libmetodden.a

UNIT  := $(patsubst %.c,$(B)/%,$(sort $(wildcard tests/unit/test_*.c)))
RES   := $(patsubst %.c,$(B)/%,$(sort $(wildcard tests/resources/test_*.c)))
SQLT  := $(sort $(wildcard tests/sql/*.sh))
IMPT  := $(sort $(wildcard tests/imports/*.sh))

all: programs                      ## build the programs
programs: $(if $(wildcard fcgi-app/app_main.c),$(B)/metodden-app) \
	$(if $(wildcard fcgi-app/worker_main.c),$(B)/metodden-worker) \
	$(if $(wildcard fcgi-app/metodden_main.c),$(B)/metodden)

$(B)/metodden-app: $(B)/fcgi-app/app_main.o $(LIB)
$(B)/metodden-worker: $(B)/fcgi-app/worker_main.o $(LIB)
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
# GSL's own cblas is 20 times slower than OpenBLAS and pkg-config would bring it: hence this order.
ANALIBS := -lgsl -lopenblas -lglpk -lm
# Threads gain nothing on a district's matrices, and lose much where tests share the processors.
export OPENBLAS_NUM_THREADS := 1
ANALIB  := $(B)/libmetodden-analytics.a
ANASRC  := $(sort $(wildcard analytics/*.c))
ANATEST := $(patsubst %.c,$(B)/%,$(sort $(wildcard tests/analytics/test_*.c)))
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
$(B)/tests/bench/growth_time $(B)/tests/bench/calibration: $(B)/tests/bench/%: $(B)/tests/bench/%.o $(ANACLI) $(ANALIB)
	$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(shell pkg-config --libs libcjson zlib) $(ANALIBS)
$(B)/tests/bench/district: $(B)/tests/bench/district.o
	$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ -lm
bench-growth: metodden-growth $(addprefix $(B)/tests/bench/,growth_time district)   ## the growth engine beside R's lme4
	deploy/packages.sh run bench
	tests/bench/growth.sh $(BENCH)
calibrate-growth: $(B)/tests/bench/calibration   ## coverage of intervals, share of wrong flags
	$(B)/tests/bench/calibration
FUZZ_SECONDS ?= 60
fuzz-table:                        ## fuzz the growth engine's CSV reader for FUZZ_SECONDS
	@mkdir -p $(B)/fuzz/table
	clang -std=c17 -g -O1 -D_GNU_SOURCE -DVERSION='"fuzz"' -fsanitize=fuzzer,address,undefined \
		-fno-sanitize-recover=undefined -Ianalytics -o $(B)/fuzz/fuzz_table tests/fuzz/fuzz_table.c \
		$(addprefix analytics/,status.c $(addprefix cli/,table.c source.c csv.c levels.c number.c command.c)) -lz
	$(B)/fuzz/fuzz_table -max_total_time=$(FUZZ_SECONDS) -max_len=4096 -close_fd_mask=2 $(B)/fuzz/table tests/fuzz/corpus/table
.PHONY: bench-growth calibrate-growth fuzz-table
.PHONY: metodden-growth analytics install-growth

# ---- tests ----------------------------------------------------------------------------------
$(B)/tests/unit/test_%: $(B)/tests/unit/test_%.o $(LIB)
	$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(LIBS) $(shell pkg-config --libs check)
$(B)/tests/resources/test_%: $(B)/tests/resources/test_%.o $(B)/tests/resources/harness.o $(LIB)
	$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(LIBS) $(shell pkg-config --libs check)

quick: programs $(UNIT) $(ANATEST) metodden-growth $(ANASO) ## unit, sql, layers: before each commit (<= 2 min)
	tests/with-postgres tests/run $(UNIT) $(ANATEST) $(ANASH) $(SQLT) $(IMPT) tests/layers.sh
unit: $(UNIT)
	tests/run $(UNIT)
resources: $(RES)                  ## handlers on a real PostgreSQL
	tests/with-postgres tests/run $(RES)
WIRE  := $(patsubst %.c,$(B)/%,$(sort $(wildcard tests/wire/test_*.c)))
$(B)/tests/wire/test_%: $(B)/tests/wire/test_%.o $(call OBJ,$(addprefix tests/wire/,client.c \
	database.c server.c)) $(LIB)
	$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(LIBS) $(shell pkg-config --libs check)
wire: $(B)/metodden-app $(B)/metodden-worker $(WIRE)    ## the program as a process: FastCGI, signals, the database away
	tests/with-postgres tests/run $(WIRE)
.PHONY: wire

# ---- web: screens (TypeScript), bundled into build/web; the bundle is never committed ---------
WEB      := plugin-shim/web
WEBSRC   := $(shell find $(WEB)/src -type f 2>/dev/null) $(WEB)/build.mjs $(WEB)/tsconfig.json
NODE     ?= node
web: $(B)/web/.stamp               ## bundle the screens
$(WEB)/node_modules/.stamp: $(WEB)/package.json $(WEB)/package-lock.json
	cd $(WEB) && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@
$(B)/web/.stamp: $(WEB)/node_modules/.stamp $(WEBSRC)
	cd $(WEB) && $(NODE) build.mjs $(abspath $(B)/web)
web-lint: $(WEB)/node_modules/.stamp ## Biome and the type checker over the screens
	cd $(WEB) && npx biome check . ../../tests/web && npx tsc --noEmit
web-test: $(B)/web/.stamp          ## unit tests of the screens, no browser
	WEB_OUT=$(abspath $(B)/web) tests/run $(sort $(wildcard $(WEB)/test/*.test.mjs))
BROWSER  := $(filter-out tests/web/browser.mjs,$(sort $(wildcard tests/web/*.mjs)))
web-browser: $(WEB)/node_modules/.stamp ## screens in a browser; BASE_URL names a running demo
	tests/run $(BROWSER)
browser: demo-programs             ## the same beside a demo of its own
	tests/with-server tests/run $(BROWSER)
.PHONY: web web-lint web-test web-browser browser

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
portal:                            ## the portal plugin's own logic
	tests/run $(sort $(wildcard tests/portal/*.sh))
setup: demo-programs               ## make demo: as root and not, in a closed folder, on a taken port, broken off
	tests/run $(sort $(wildcard tests/setup/*.sh))
.PHONY: portal setup

# ---- tiers: what is run when ---------------------------------------------------------------
CHECK := quick resources wire portal web-test browser setup
check:                             ## README's test command (<= 15 min on 2 cores)
	deploy/packages.sh run test lint
	tests/tier $(CHECK)
.PHONY: check

clean:                             ## remove build/
	rm -rf $(B)
help:                              ## this list
	@awk -F'## ' '/^[a-z-]+:.*## /{split($$1,t,":"); printf "  %-14s %s\n", t[1], $$2}' Makefile

-include $(shell find $(B) -name '*.d' 2>/dev/null)
.PHONY: all programs schema quick unit resources demo-district clean help
.SECONDARY:
.DELETE_ON_ERROR:
