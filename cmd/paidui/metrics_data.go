package main

import "github.com/prometheus/client_golang/prometheus"

// dataCollector looks at backups and data when it is asked.
type dataCollector struct{ nights *nights }

var (
	backupAgeDesc   = prometheus.NewDesc("paidui_backup_age_seconds", "Age of the newest backup; -1 when there is none.", nil, nil)
	backupWrongDesc = prometheus.NewDesc("paidui_backup_wrong", "1 for what is wrong with backups.", []string{"trouble"}, nil)
	dataDesc        = prometheus.NewDesc("paidui_data_bytes", "Length of the data: of the live file, and of the archives.", []string{"part"}, nil)
	perDayDesc      = prometheus.NewDesc("paidui_data_day_bytes", "What a business day costs on average; nothing as long as that is unknown.", nil, nil)
	freeDesc        = prometheus.NewDesc("paidui_disk_free_bytes", "Room that the disk with the data has.", nil, nil)
	notMovedDesc    = prometheus.NewDesc("paidui_archive_failed", "1 when closed days could not be moved to the archive.", nil, nil)
)

// Describe implements prometheus.Collector.
func (dataCollector) Describe(descs chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{backupAgeDesc, backupWrongDesc, dataDesc, perDayDesc, freeDesc, notMovedDesc} {
		descs <- d
	}
}

// Collect implements prometheus.Collector.
func (c dataCollector) Collect(all chan<- prometheus.Metric) {
	value := func(desc *prometheus.Desc, v float64, labels ...string) {
		all <- prometheus.MustNewConstMetric(desc, prometheus.GaugeValue, v, labels...)
	}
	age, wrong := -1.0, map[trouble]float64{}
	if c.nights.folder != "" {
		if old, ok := c.nights.age(); ok {
			age = old.Seconds()
		}
	}
	value(backupAgeDesc, age)
	is, _ := c.nights.wrong()
	wrong[is] = 1
	for _, t := range []trouble{troubleUnset, troubleUnreachable, troubleFull, troubleFailed, troubleMissing} {
		value(backupWrongDesc, wrong[t], string(t))
	}
	data, err := c.nights.sizes()
	if err != nil {
		return
	}
	archived := int64(0)
	for _, a := range data.Archives {
		archived += a.Bytes
	}
	value(dataDesc, float64(data.Live), "live")
	value(dataDesc, float64(archived), "archive")
	value(freeDesc, float64(data.Free))
	if data.PerDay != nil {
		value(perDayDesc, float64(*data.PerDay))
	}
	failed := 0.0
	if data.Trouble != "" {
		failed = 1
	}
	value(notMovedDesc, failed)
}
