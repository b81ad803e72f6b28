package main

import (
	"math/rand/v2"
	"strconv"
	"time"

	"github.com/hibiken/asynq"
)

// measurePickup enqueues one task at a time for an idle server, after random pauses.
func measurePickup(lab *Lab, plan Plan, figures Figures) {
	queue := lab.queue("pickup")
	begun := make(chan time.Duration)
	var taken samples
	stop := lab.serve(queue, plan.Concurrency, func(task *asynq.Task) {
		_, at := read(task.Payload())
		begun <- time.Since(time.Unix(0, at))
	})
	for i := range plan.Pickups {
		time.Sleep(rand.N(plan.PickupGap + 1))
		lab.enqueue(queue, payload(int32(i), time.Now().UnixNano(), plan.Payload))
		select {
		case latency := <-begun:
			taken.add(latency)
		case <-time.After(patience):
			figures.add("lost", 1)
		}
	}
	stop()
	taken.put(figures, "pickupMs")
	say("idle pick-up: p50 %v ms, p99 %v ms", figures["pickupMsP50"], figures["pickupMsP99"])
	lab.discard(queue)
}

// send enqueues tasks with the time in nanoseconds since 1970, after random pauses, for a server elsewhere.
func (lab *Lab) send(queue string, plan Plan) {
	for i := range plan.Pickups {
		time.Sleep(rand.N(plan.PickupGap + 1))
		lab.enqueue(queue, payload(int32(i), time.Now().UnixNano(), plan.Payload))
	}
}

// measureDelayed runs delayed tasks, each with a moment of its own, in a queue that may hold many more for another
// day. Lateness is the time of Redis at the first line of the handler, less the moment.
func measureDelayed(lab *Lab, plan Plan, figures Figures) {
	queue := lab.queue("delayed")
	lab.fill(queue, plan.Waiting, plan, plan.Producers, asynq.ProcessIn(24*time.Hour))
	counts := newTally(plan.Delayed)
	var late samples
	offset := lab.clockOffset()
	stop := lab.serve(queue, plan.Concurrency, func(task *asynq.Task) {
		now := time.Now().Add(offset)
		index, at := read(task.Payload())
		late.add(now.Sub(time.UnixMilli(at)))
		counts.ran(index)
	})
	start := time.Now().Add(offset + 3*time.Second).UnixMilli()
	produce(plan.Producers, plan.Delayed, func(index int) {
		due := start + rand.Int64N(10_000)
		lab.enqueue(queue, payload(int32(index), due, plan.Payload), asynq.ProcessAt(time.UnixMilli(due)))
	})
	counts.wait()
	stop()
	counts.addTo(figures)
	late.put(figures, "latenessMs")
	say("lateness: p50 %v ms, p99 %v ms, least %v ms",
		figures["latenessMsP50"], figures["latenessMsP99"], figures["latenessMsMin"])
	lab.discard(queue)
}

// measureIdle counts what Redis processes while a server of one queue has nothing to do.
func measureIdle(lab *Lab, plan Plan, figures Figures) {
	queue := lab.queue("idle")
	lab.enqueue(queue, payload(0, 0, plan.Payload))
	stop := lab.serve(queue, plan.Concurrency, func(*asynq.Task) {})
	time.Sleep(3 * time.Second)
	before, begin := lab.number("stats", "total_commands_processed"), time.Now()
	time.Sleep(plan.Idle)
	// The INFO of this program is one of them.
	commands := lab.number("stats", "total_commands_processed") - before - 1
	figures["idleCommandsPerSecond"] = commands / time.Since(begin).Seconds()
	say("idle: %.2f commands/s", figures["idleCommandsPerSecond"])
	stop()
	lab.discard(queue)
}

// measureSizes schedules and forwards with more and more tasks waiting; the queue is paused while it forwards.
func measureSizes(lab *Lab, plan Plan, figures Figures) {
	const moved = 20_000
	queue := lab.queue("sizes")
	filled := 0
	for _, waiting := range []int{10_000, 100_000, 1_000_000} {
		lab.fill(queue, waiting-filled, plan, plan.Producers, asynq.ProcessIn(24*time.Hour))
		elapsed := lab.fill(queue, moved, plan, plan.Producers, asynq.ProcessIn(48*time.Hour))
		filled = waiting + moved
		label := "At" + strconv.Itoa(waiting)
		figures["schedulePerSecond"+label] = moved / elapsed.Seconds()
		figures["forwardPerSecond"+label] = forward(moved, lab, queue, plan)
		say("%d waiting: schedule %.0f/s, forward %.0f/s", waiting, figures["schedulePerSecond"+label],
			figures["forwardPerSecond"+label])
	}
	lab.discard(queue)
}

func forward(moved int, lab *Lab, queue string, plan Plan) float64 {
	check(lab.redis.Set(background, key(queue, "paused"), 1, 0).Err())
	stop := lab.serve(queue, plan.Concurrency, func(*asynq.Task) {})
	defer stop()
	second := time.Now().Add(lab.clockOffset()).Unix() + 4
	lab.fill(queue, moved, plan, plan.Producers, asynq.ProcessAt(time.Unix(second, 0)))
	due := func() int64 {
		return lab.redis.ZCount(background, key(queue, "scheduled"), "-inf", strconv.FormatInt(second, 10)).Val()
	}
	limit := time.Now().Add(60 * time.Second)
	for due() == int64(moved) && time.Now().Before(limit) {
		time.Sleep(time.Millisecond)
	}
	begin, left := time.Now(), due()
	for due() > 0 && time.Now().Before(limit) {
		time.Sleep(time.Millisecond)
	}
	return float64(left) / time.Since(begin).Seconds()
}
