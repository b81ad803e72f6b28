package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"syscall"
	"time"

	"github.com/hibiken/asynq"
)

// Setup is how a server is configured. Aggregate says what becomes of a group: "" nobody cares for groups, "merge" its
// payloads joined by commas are one task of type "merged", "die" the process kills itself when it holds the group.
type Setup struct {
	Concurrency int            `json:"concurrency"`
	Queues      map[string]int `json:"queues"`
	RetryMs     int64          `json:"retryMs"`
	Aggregate   string         `json:"aggregate"`
}

// Attempt is one run of a task, as the handler saw it.
type Attempt struct {
	ID       string            `json:"id"`
	Type     string            `json:"type"`
	Payload  string            `json:"payload"`
	Headers  map[string]string `json:"headers"`
	Queue    string            `json:"queue"`
	Retried  int               `json:"retried"`
	MaxRetry int               `json:"maxRetry"`
	AtMs     int64             `json:"atMs"`
}

// Wish is what a payload may ask of the handler: to fail while fewer than Fail attempts were made, to take its time, to
// go on until it is told to stop.
type Wish struct {
	Fail    int   `json:"fail"`
	SleepMs int64 `json:"sleepMs"`
	Hang    bool  `json:"hang"`
}

func serve(redis asynq.RedisClientOpt, setup Setup) {
	server := asynq.NewServer(redis, asynq.Config{
		Concurrency:              setup.Concurrency,
		Queues:                   setup.Queues,
		LogLevel:                 asynq.FatalLevel,
		TaskCheckInterval:        100 * time.Millisecond,
		DelayedTaskCheckInterval: 200 * time.Millisecond,
		GroupGracePeriod:         time.Second,
		GroupAggregator:          aggregator(setup.Aggregate),
		RetryDelayFunc: func(int, error, *asynq.Task) time.Duration {
			return milliseconds(setup.RetryMs)
		},
	})
	if err := server.Start(asynq.HandlerFunc(handle)); err != nil {
		fail(err)
	}
	ready()
	awaitEnd()
	server.Shutdown()
}

func handle(ctx context.Context, task *asynq.Task) error {
	id, _ := asynq.GetTaskID(ctx)
	queue, _ := asynq.GetQueueName(ctx)
	retried, _ := asynq.GetRetryCount(ctx)
	maxRetry, _ := asynq.GetMaxRetry(ctx)
	say(Attempt{
		ID:       id,
		Type:     task.Type(),
		Payload:  string(task.Payload()),
		Headers:  task.Headers(),
		Queue:    queue,
		Retried:  retried,
		MaxRetry: maxRetry,
		AtMs:     time.Now().UnixMilli(),
	})
	if err := obey(ctx, task, retried); err != nil {
		return err
	}
	_, err := task.ResultWriter().Write([]byte("done in Go"))
	return err
}

func obey(ctx context.Context, task *asynq.Task, retried int) error {
	var wish Wish
	if json.Unmarshal(task.Payload(), &wish) != nil {
		return nil
	}
	if retried < wish.Fail {
		return fmt.Errorf("failing on request, attempt %d", retried)
	}
	enough := make(<-chan time.Time)
	if !wish.Hang {
		enough = time.After(milliseconds(wish.SleepMs))
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-enough:
		return nil
	}
}

func aggregator(what string) asynq.GroupAggregator {
	switch what {
	case "merge":
		return asynq.GroupAggregatorFunc(func(_ string, tasks []*asynq.Task) *asynq.Task {
			var payloads []string
			for _, task := range tasks {
				payloads = append(payloads, string(task.Payload()))
			}
			return asynq.NewTask("merged", []byte(strings.Join(payloads, ",")))
		})
	case "die":
		return asynq.GroupAggregatorFunc(func(string, []*asynq.Task) *asynq.Task {
			_ = syscall.Kill(syscall.Getpid(), syscall.SIGKILL)
			select {}
		})
	}
	return nil
}
