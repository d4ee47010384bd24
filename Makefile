.PHONY: run build test test-long lint cross bench tools
.NOTPARALLEL:

# A demo hall in the browser; needs Go alone.
run:
	go run ./cmd/paidui demo

build:
	CGO_ENABLED=0 go build -trimpath -ldflags=-s -o bin/paidui ./cmd/paidui

# With PAIDUI_TEST_ALL a test that lacks a tool fails instead of skipping. What was measured is in docs/reliability.md.
figures = PAIDUI_FIGURES=$(CURDIR)/bin/figures
test: tools lint cross
	$(figures) PAIDUI_TEST_ALL=1 go test -race -timeout 45m ./...
	@cat bin/figures/*

# The same with the long forms: more rounds of kill -9, longer simulations, fuller halls.
test-long: tools
	$(figures) PAIDUI_TEST_ALL=1 PAIDUI_LONG=1 go test -timeout 90m ./...
	@cat bin/figures/*

lint:
	go vet ./...
	go tool staticcheck ./...
	@unformatted=$$(gofmt -l cmd queue display kiosk store assets/*.go); \
		test -z "$$unformatted" || { echo "not formatted by gofmt:" $$unformatted; exit 1; }
	cd assets && npm ci --silent && npx --no-install tsc -p .

cross:
	CGO_ENABLED=0 GOOS=windows GOARCH=amd64 go build -o /dev/null ./cmd/paidui
	CGO_ENABLED=0 GOOS=linux GOARCH=arm64 go build -o /dev/null ./cmd/paidui

bench:
	go test -run '^$$' -bench . -benchmem ./...

# What the tests need beside Go, on Debian.
tools:
	.ci/install
