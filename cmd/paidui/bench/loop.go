package bench

import (
	"context"
	"slices"
	"sync"
	"time"
)

// load is what a closed loop of callers has reached.
type load struct {
	count    int
	rate     float64 // a second
	p50, p99 time.Duration
}

// drive has callers repeat ask, each as soon as it is answered, for as long as slice, and gives what they reached. The first
// error ends it.
func drive(ctx context.Context, callers int, slice time.Duration, ask func(caller int) error) (load, error) {
	ctx, stop := context.WithTimeout(ctx, slice)
	defer stop()
	waits := make([][]time.Duration, callers)
	errs := make([]error, callers)
	began := time.Now()
	var asking sync.WaitGroup
	for n := range callers {
		asking.Go(func() {
			for ctx.Err() == nil {
				sent := time.Now()
				if errs[n] = ask(n); errs[n] != nil {
					stop()
					return
				}
				waits[n] = append(waits[n], time.Since(sent))
			}
		})
	}
	asking.Wait()
	took := time.Since(began)
	for _, err := range errs {
		if err != nil {
			return load{}, err
		}
	}
	all := slices.Concat(waits...)
	slices.Sort(all)
	return load{len(all), float64(len(all)) / took.Seconds(), at(all, 0.5), at(all, 0.99)}, nil
}

// at gives the quantile q of sorted waits; zero of none.
func at(sorted []time.Duration, q float64) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[int(q*float64(len(sorted)-1))]
}
