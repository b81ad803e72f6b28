package main

import (
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/hibiken/asynq"
)

// So long may no task run before the rest counts as lost.
const patience = 45 * time.Second

func measureEnqueue(lab *Lab, plan Plan, figures Figures) {
	memory := lab.memory()
	one := enqueueFrom(1, lab, plan, figures)
	figures["memoryBytesPerTask"] = (lab.memory() - memory) / float64(plan.Tasks)
	lab.discard(one)
	lab.discard(enqueueFrom(plan.Producers, lab, plan, figures))
}

func enqueueFrom(producers int, lab *Lab, plan Plan, figures Figures) string {
	queue := lab.queue("enqueue")
	cpu := lab.cpuMicros()
	elapsed := lab.fill(queue, plan.Tasks, plan, producers)
	rate := float64(plan.Tasks) / elapsed.Seconds()
	figures["enqueuePerSecond"+strconv.Itoa(producers)] = rate
	figures["redisCpuMicrosPerEnqueue"+strconv.Itoa(producers)] = (lab.cpuMicros() - cpu) / float64(plan.Tasks)
	say("enqueue, %d producers: %.0f/s", producers, rate)
	return queue
}

// tally counts the runs of numbered tasks.
type tally struct {
	runs []atomic.Int32
	open atomic.Int64
	done chan struct{}
}

func newTally(tasks int) *tally {
	counts := &tally{runs: make([]atomic.Int32, tasks), done: make(chan struct{})}
	counts.open.Store(int64(tasks))
	return counts
}

func (counts *tally) ran(index int32) {
	if counts.runs[index].Add(1) == 1 && counts.open.Add(-1) == 0 {
		close(counts.done)
	}
}

// wait waits until each has run once, or none has for too long.
func (counts *tally) wait() bool {
	for before := int64(-1); before != counts.open.Load(); {
		before = counts.open.Load()
		select {
		case <-counts.done:
			return true
		case <-time.After(patience):
		}
	}
	return false
}

func (counts *tally) addTo(figures Figures) {
	for i := range counts.runs {
		switch runs := int(counts.runs[i].Load()); {
		case runs == 0:
			figures.add("lost", 1)
		case runs > 1:
			figures.add("duplicated", runs-1)
		}
	}
}

func measureDrain(lab *Lab, plan Plan, figures Figures) {
	queue := lab.queue("drain")
	lab.fill(queue, plan.Tasks, plan, plan.Producers)
	elapsed, cpu, counts := drain(lab, queue, plan)
	counts.addTo(figures)
	figures["drainPerSecond"] = float64(plan.Tasks) / elapsed.Seconds()
	figures["redisCpuMicrosPerDrain"] = cpu / float64(plan.Tasks)
	say("drain: %.0f/s", figures["drainPerSecond"])
	lab.discard(queue)
}

// drain lets a server empty a queue: from the first run until Redis has no task of the queue any more.
func drain(lab *Lab, queue string, plan Plan) (elapsed time.Duration, redisMicros float64, counts *tally) {
	counts = newTally(plan.Tasks)
	var once sync.Once
	var first time.Time
	cpu := lab.cpuMicros()
	stop := lab.serve(queue, plan.Concurrency, func(task *asynq.Task) {
		once.Do(func() { first = time.Now() })
		index, _ := read(task.Payload())
		counts.ran(index)
	})
	if counts.wait() {
		lab.awaitEmpty(queue)
	}
	elapsed = time.Since(first)
	redisMicros = lab.cpuMicros() - cpu
	stop()
	return elapsed, redisMicros, counts
}

func (lab *Lab) awaitEmpty(queue string) {
	for lab.unfinished(queue) > 0 {
		time.Sleep(time.Millisecond)
	}
}

// The number of a task that is held.
const held = -1

// measureInFlight drains through the usual slots of a server that holds many more tasks; and without them.
func measureInFlight(lab *Lab, plan Plan, figures Figures) {
	alone := drainAmong(0, lab, plan, figures)
	among := drainAmong(plan.Held, lab, plan, figures)
	figures["inFlight"] = plan.Held
	figures["drainPerSecondWith0InFlight"] = alone
	figures["drainPerSecondInFlight"] = among
	say("drain: %.0f/s; with %d in flight %.0f/s", alone, plan.Held, among)
}

func drainAmong(holding int, lab *Lab, plan Plan, figures Figures) float64 {
	queue := lab.queue("inflight")
	produce(plan.Producers, holding, func(int) { lab.enqueue(queue, payload(held, 0, plan.Payload)) })
	var all sync.WaitGroup
	all.Add(holding)
	release := make(chan struct{})
	counts := newTally(plan.Tasks)
	var once sync.Once
	var first time.Time
	stop := lab.serve(queue, plan.Concurrency+holding, func(task *asynq.Task) {
		if index, _ := read(task.Payload()); index == held {
			all.Done()
			<-release
		} else {
			once.Do(func() { first = time.Now() })
			counts.ran(index)
		}
	})
	all.Wait()
	check(lab.redis.Set(background, key(queue, "paused"), 1, 0).Err())
	time.Sleep(1500 * time.Millisecond)
	lab.fill(queue, plan.Tasks, plan, plan.Producers)
	check(lab.redis.Del(background, key(queue, "paused")).Err())
	counts.wait()
	rate := float64(plan.Tasks) / time.Since(first).Seconds()
	close(release)
	lab.awaitEmpty(queue)
	stop()
	counts.addTo(figures)
	lab.discard(queue)
	return rate
}
