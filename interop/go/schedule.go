package main

import (
	"github.com/hibiken/asynq"
)

// Entry is a task and when to enqueue it.
type Entry struct {
	Spec  string `json:"spec"`
	Order Order  `json:"order"`
}

func schedule(redis asynq.RedisClientOpt, entries []Entry) {
	scheduler := asynq.NewScheduler(redis, &asynq.SchedulerOpts{
		LogLevel:          asynq.FatalLevel,
		HeartbeatInterval: milliseconds(1000),
	})
	for _, entry := range entries {
		task := asynq.NewTask(entry.Order.Type, []byte(entry.Order.Payload))
		if _, err := scheduler.Register(entry.Spec, task, entry.Order.options()...); err != nil {
			fail(err)
		}
	}
	if err := scheduler.Start(); err != nil {
		fail(err)
	}
	ready()
	awaitEnd()
	scheduler.Shutdown()
}
