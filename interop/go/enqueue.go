package main

import (
	"errors"
	"time"

	"github.com/hibiken/asynq"
)

// Order is a task to enqueue. Options left out are not set.
type Order struct {
	Type        string            `json:"type"`
	Payload     string            `json:"payload"`
	Headers     map[string]string `json:"headers"`
	Queue       string            `json:"queue"`
	TaskID      string            `json:"taskId"`
	ProcessInMs int64             `json:"processInMs"`
	UniqueMs    int64             `json:"uniqueMs"`
	RetentionMs int64             `json:"retentionMs"`
	TimeoutMs   int64             `json:"timeoutMs"`
	MaxRetry    *int              `json:"maxRetry"`
	Group       string            `json:"group"`
}

// Receipt says what became of an order; Error is "duplicate", "id conflict" or a text.
type Receipt struct {
	ID    string `json:"id"`
	State string `json:"state"`
	Error string `json:"error"`
}

func enqueue(redis asynq.RedisClientOpt) {
	client := asynq.NewClient(redis)
	defer client.Close()
	answerLines(func(order Order) any {
		task := asynq.NewTaskWithHeaders(order.Type, []byte(order.Payload), order.Headers)
		info, err := client.Enqueue(task, order.options()...)
		switch {
		case errors.Is(err, asynq.ErrDuplicateTask):
			return Receipt{Error: "duplicate"}
		case errors.Is(err, asynq.ErrTaskIDConflict):
			return Receipt{Error: "id conflict"}
		case err != nil:
			return Receipt{Error: err.Error()}
		}
		return Receipt{ID: info.ID, State: info.State.String()}
	})
}

func (order Order) options() []asynq.Option {
	var options []asynq.Option
	if order.Queue != "" {
		options = append(options, asynq.Queue(order.Queue))
	}
	if order.TaskID != "" {
		options = append(options, asynq.TaskID(order.TaskID))
	}
	if order.ProcessInMs > 0 {
		options = append(options, asynq.ProcessIn(milliseconds(order.ProcessInMs)))
	}
	if order.UniqueMs > 0 {
		options = append(options, asynq.Unique(milliseconds(order.UniqueMs)))
	}
	if order.RetentionMs > 0 {
		options = append(options, asynq.Retention(milliseconds(order.RetentionMs)))
	}
	if order.TimeoutMs > 0 {
		options = append(options, asynq.Timeout(milliseconds(order.TimeoutMs)))
	}
	if order.MaxRetry != nil {
		options = append(options, asynq.MaxRetry(*order.MaxRetry))
	}
	if order.Group != "" {
		options = append(options, asynq.Group(order.Group))
	}
	return options
}

func milliseconds(n int64) time.Duration {
	return time.Duration(n) * time.Millisecond
}
