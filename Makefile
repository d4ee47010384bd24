.PHONY: run build dist test test-long lint bench vuln tools
.NOTPARALLEL:
# A demo hall in the browser; needs Go alone.
run:
	go run ./cmd/paidui demo

release = CGO_ENABLED=0 go build -trimpath -ldflags=-s
build:
	$(release) -o bin/paidui ./cmd/paidui

# One file each, everything inside, for the machines that halls have.
dist: dist/linux-amd64 dist/linux-arm64 dist/linux-loong64 dist/windows-amd64.exe
dist/%:
	GOOS=$(firstword $(subst -, ,$*)) GOARCH=$(basename $(lastword $(subst -, ,$*))) $(release) -o bin/paidui-$* ./cmd/paidui

# With PAIDUI_TEST_ALL a test that lacks a tool fails instead of skipping. What was measured is in docs/reliability.md.
# Packages that reckon on one goroutine alone are spared the race detector, which would take minutes over them.
figures = PAIDUI_FIGURES=$(CURDIR)/bin/figures PAIDUI_TEST_ALL=1
test: tools lint
	for system in windows/amd64 linux/arm64; do CGO_ENABLED=0 GOOS=$${system%/*} GOARCH=$${system#*/} go build -o /dev/null ./cmd/paidui || exit 1; done
	$(figures) go test ./assets ./queue/simulate
	$(figures) go test -race -timeout 45m $$(go list ./... | grep -v '/assets$$\|/queue/simulate$$')
	@cat bin/figures/*
# The same with the long forms.
test-long: tools
	$(figures) PAIDUI_LONG=1 go test -timeout 90m ./...
	@cat bin/figures/*
lint:
	go vet ./...
	go tool staticcheck ./...
	@unformatted=$$(gofmt -l cmd queue display kiosk store assets/*.go); \
		test -z "$$unformatted" || { echo "not formatted by gofmt:" $$unformatted; exit 1; }
	cd assets && npm ci --silent && npx --no-install tsc -p .
# What the README's table and docs/performance.md say, and whether a ratio is worse than when they were written.
bench: build
	go test -run '^$$' -bench . -benchmem -count 5 ./queue ./display ./store > bin/bench.txt
	go tool benchstat bin/bench.txt
	bin/paidui bench --dir bin --save bin/bench.json --against docs/performance.json
	go run ./cmd/plots bin/bench.json bin/bench.txt docs/img/performance
# Where the database of known faults can be reached.
vuln:
	go run golang.org/x/vuln/cmd/govulncheck@v1.9.0 ./...
# What the tests need beside Go, on Debian.
tools:
	.ci/install
