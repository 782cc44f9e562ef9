// What a switch and an unbuffered hand-off cost in Go, on one thread: the same counts as in scheduler_costs.ts.
// Prints the medians in nanoseconds as JSON.
package main

import (
	"fmt"
	"runtime"
	"sort"
	"sync"
	"time"
)

const tasks, turns, rounds = 1000, 100, 9

func main() {
	runtime.GOMAXPROCS(1)
	switchNs := medianEach(tasks*turns, func(all *sync.WaitGroup) {
		for task := 0; task < tasks; task++ {
			start(all, func() {
				for turn := 0; turn < turns; turn++ {
					runtime.Gosched()
				}
			})
		}
	})
	handOffNs := medianEach(tasks/2*turns, func(all *sync.WaitGroup) {
		for pair := 0; pair < tasks/2; pair++ {
			values := make(chan int)
			start(all, func() {
				for value := 0; value < turns; value++ {
					values <- value
				}
			})
			start(all, func() {
				for value := 0; value < turns; value++ {
					<-values
				}
			})
		}
	})
	fmt.Printf("{\"switchNs\":%.1f,\"handOffNs\":%.1f}\n", switchNs, handOffNs)
}

func start(all *sync.WaitGroup, body func()) {
	all.Add(1)
	go func() {
		body()
		all.Done()
	}()
}

// medianEach spawns, and times the run from then on; one thread runs nothing of it before it waits.
func medianEach(count int, spawnAll func(*sync.WaitGroup)) float64 {
	each := make([]float64, rounds)
	for round := range each {
		var all sync.WaitGroup
		spawnAll(&all)
		started := time.Now()
		all.Wait()
		each[round] = float64(time.Since(started).Nanoseconds()) / float64(count)
	}
	sort.Float64s(each)
	return each[rounds/2]
}
