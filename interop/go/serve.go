package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/hibiken/asynq"
)

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

// Wish is what a payload may ask of the handler: to fail while fewer than Fail attempts were made.
type Wish struct {
	Fail int `json:"fail"`
}

func serve(redis asynq.RedisClientOpt) {
	server := asynq.NewServer(redis, asynq.Config{
		Concurrency:              10,
		Queues:                   map[string]int{"default": 2, "critical": 3},
		LogLevel:                 asynq.ErrorLevel,
		TaskCheckInterval:        100 * time.Millisecond,
		DelayedTaskCheckInterval: 200 * time.Millisecond,
		RetryDelayFunc: func(int, error, *asynq.Task) time.Duration {
			return time.Second
		},
	})
	if err := server.Start(asynq.HandlerFunc(handle)); err != nil {
		fail(err)
	}
	say(map[string]string{"event": "ready"})
	if _, err := io.Copy(io.Discard, os.Stdin); err != nil {
		fail(err)
	}
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
	var wish Wish
	if json.Unmarshal(task.Payload(), &wish) == nil && retried < wish.Fail {
		return fmt.Errorf("failing on request, attempt %d", retried)
	}
	_, err := task.ResultWriter().Write([]byte("done in Go"))
	return err
}
