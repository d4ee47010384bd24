package main

import (
	"net/http"
	"net/http/pprof"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/paidui/paidui/queue"
)

// metrics are what the second listener tells about the hall and the process.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	took     *prometheus.HistogramVec
}

func newMetrics(s *server) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "paidui_http_requests_total", Help: "Requests answered.",
		}, []string{"route", "method", "code"}),
		took: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "paidui_http_request_seconds", Help: "Time to answer a request.",
			Buckets: []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10},
		}, []string{"route"}),
	}
	m.registry.MustRegister(
		m.requests, m.took, &hallCollector{s.cfg.Hall}, dataCollector{s.nights},
		gauge("paidui_screens", "Screens connected.", func() float64 { return float64(s.hub.Screens()) }),
		gauge("paidui_kiosk_agents", "Agents of kiosks connected.", func() float64 { return float64(s.agents.Connected()) }),
		prometheus.NewCounterFunc(prometheus.CounterOpts{
			Name: "paidui_commits_total", Help: "Transactions written to the disk.",
		}, func() float64 { return float64(s.cfg.Store.Commits()) }),
		commitCollector{s.cfg.Store},
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	)
	return m
}

func gauge(name, help string, value func() float64) prometheus.Collector {
	return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, value)
}

// answered counts a request. Sockets, which last, have no time to answer.
func (m *metrics) answered(route, method string, code int, took time.Duration) {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodOptions:
	default:
		method = "other"
	}
	m.requests.WithLabelValues(route, method, strconv.Itoa(code)).Inc()
	if code != http.StatusSwitchingProtocols {
		m.took.WithLabelValues(route).Observe(took.Seconds())
	}
}

// handler serves metrics and the runtime's profiles.
func (m *metrics) handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{DisableCompression: true}))
	mux.HandleFunc("/debug/pprof/", pprof.Index)
	mux.HandleFunc("/debug/pprof/cmdline", pprof.Cmdline)
	mux.HandleFunc("/debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("/debug/pprof/symbol", pprof.Symbol)
	mux.HandleFunc("/debug/pprof/trace", pprof.Trace)
	return mux
}

// commitCollector tells how long the transactions took that commits_total counts, and when the last was durable.
type commitCollector struct{ store hallStore }

var (
	commitDesc  = prometheus.NewDesc("paidui_commit_seconds", "Time to write a transaction to the disk.", nil, nil)
	durableDesc = prometheus.NewDesc("paidui_last_commit_timestamp_seconds", "When the last transaction was durable, since 1970.", nil, nil)
)

// Describe implements prometheus.Collector.
func (c commitCollector) Describe(descs chan<- *prometheus.Desc) {
	descs <- commitDesc
	descs <- durableDesc
}

// Collect implements prometheus.Collector.
func (c commitCollector) Collect(all chan<- prometheus.Metric) {
	all <- prometheus.MustNewConstSummary(commitDesc, c.store.Commits(), c.store.CommitTime().Seconds(), nil)
	all <- prometheus.MustNewConstMetric(durableDesc, prometheus.GaugeValue, float64(c.store.LastCommit().UnixNano())/1e9)
}

// hallCollector reads the hall when it is asked.
type hallCollector struct{ hall *queue.Hall }

var (
	seqDesc     = prometheus.NewDesc("paidui_journal_seq", "Sequence number of the last durable entry.", nil, nil)
	waitingDesc = prometheus.NewDesc("paidui_waiting", "People waiting for a service.", []string{"service"}, nil)
	openDesc    = prometheus.NewDesc("paidui_windows_open", "Windows that are open.", nil, nil)
)

// Describe implements prometheus.Collector.
func (h *hallCollector) Describe(descs chan<- *prometheus.Desc) {
	descs <- seqDesc
	descs <- waitingDesc
	descs <- openDesc
}

// Collect implements prometheus.Collector.
func (h *hallCollector) Collect(all chan<- prometheus.Metric) {
	at := h.hall.Now()
	var found []prometheus.Metric
	value := func(desc *prometheus.Desc, v int, labels ...string) {
		found = append(found, prometheus.MustNewConstMetric(desc, prometheus.GaugeValue, float64(v), labels...))
	}
	h.hall.View(func(s *queue.State) {
		value(seqDesc, int(s.Seq()))
		l := s.Layout()
		for i := range l.Services {
			value(waitingDesc, s.WaitingCount(l.Services[i].ID), string(l.Services[i].ID))
		}
		open := 0
		for i := range l.Windows {
			if w := s.Window(l.Windows[i].Number); w.StatusAt(at) == queue.WindowOpen {
				open++
			}
		}
		value(openDesc, open)
	})
	for _, metric := range found {
		all <- metric
	}
}
