package main

import (
	"github.com/hibiken/asynq"
)

// Task is what the inspector shows of a task.
type Task struct {
	ID          string            `json:"id"`
	Queue       string            `json:"queue"`
	Type        string            `json:"type"`
	Payload     string            `json:"payload"`
	Headers     map[string]string `json:"headers"`
	State       string            `json:"state"`
	MaxRetry    int               `json:"maxRetry"`
	Retried     int               `json:"retried"`
	LastErr     string            `json:"lastErr"`
	Group       string            `json:"group"`
	RetentionMs int64             `json:"retentionMs"`
	TimeoutMs   int64             `json:"timeoutMs"`
	NextMs      int64             `json:"nextMs"`
	Result      string            `json:"result"`
	Orphaned    bool              `json:"orphaned"`
}

func list(inspector *asynq.Inspector, question Question) ([]Task, error) {
	lists := map[string]func(string, ...asynq.ListOption) ([]*asynq.TaskInfo, error){
		"pending":   inspector.ListPendingTasks,
		"active":    inspector.ListActiveTasks,
		"scheduled": inspector.ListScheduledTasks,
		"retry":     inspector.ListRetryTasks,
		"archived":  inspector.ListArchivedTasks,
		"completed": inspector.ListCompletedTasks,
		"aggregating": func(queue string, options ...asynq.ListOption) ([]*asynq.TaskInfo, error) {
			return inspector.ListAggregatingTasks(queue, question.Group, options...)
		},
	}
	infos, err := lists[question.State](question.Queue, asynq.PageSize(question.Size), asynq.Page(question.Page))
	tasks := []Task{}
	for _, info := range infos {
		tasks = append(tasks, show(info))
	}
	return tasks, err
}

func show(info *asynq.TaskInfo) Task {
	next := int64(0)
	if !info.NextProcessAt.IsZero() {
		next = info.NextProcessAt.UnixMilli()
	}
	return Task{
		ID:          info.ID,
		Queue:       info.Queue,
		Type:        info.Type,
		Payload:     string(info.Payload),
		Headers:     info.Headers,
		State:       info.State.String(),
		MaxRetry:    info.MaxRetry,
		Retried:     info.Retried,
		LastErr:     info.LastErr,
		Group:       info.Group,
		RetentionMs: info.Retention.Milliseconds(),
		TimeoutMs:   info.Timeout.Milliseconds(),
		NextMs:      next,
		Result:      string(info.Result),
		Orphaned:    info.IsOrphaned,
	}
}

// Queue is what the inspector shows of a queue. States holds the number of tasks in each.
type Queue struct {
	Size           int            `json:"size"`
	Groups         int            `json:"groups"`
	States         map[string]int `json:"states"`
	Processed      int            `json:"processed"`
	Failed         int            `json:"failed"`
	ProcessedTotal int            `json:"processedTotal"`
	FailedTotal    int            `json:"failedTotal"`
	Paused         bool           `json:"paused"`
	LatencyMs      int64          `json:"latencyMs"`
	Memory         int64          `json:"memory"`
}

func queue(inspector *asynq.Inspector, name string) (*Queue, error) {
	info, err := inspector.GetQueueInfo(name)
	if err != nil {
		return nil, err
	}
	return &Queue{
		Size:   info.Size,
		Groups: info.Groups,
		States: map[string]int{
			"pending":     info.Pending,
			"active":      info.Active,
			"scheduled":   info.Scheduled,
			"retry":       info.Retry,
			"archived":    info.Archived,
			"completed":   info.Completed,
			"aggregating": info.Aggregating,
		},
		Processed:      info.Processed,
		Failed:         info.Failed,
		ProcessedTotal: info.ProcessedTotal,
		FailedTotal:    info.FailedTotal,
		Paused:         info.Paused,
		LatencyMs:      info.Latency.Milliseconds(),
		Memory:         info.MemoryUsage,
	}, nil
}

func groups(inspector *asynq.Inspector, queue string) (map[string]int, error) {
	sizes := map[string]int{}
	infos, err := inspector.Groups(queue)
	for _, info := range infos {
		sizes[info.Group] = info.Size
	}
	return sizes, err
}

// Day is what was processed in a queue on one day.
type Day struct {
	Date      string `json:"date"`
	Processed int    `json:"processed"`
	Failed    int    `json:"failed"`
}

func history(inspector *asynq.Inspector, question Question) ([]Day, error) {
	stats, err := inspector.History(question.Queue, question.Size)
	days := []Day{}
	for _, day := range stats {
		days = append(days, Day{day.Date.Format("2006-01-02"), day.Processed, day.Failed})
	}
	return days, err
}

// Server is what the inspector shows of a running server.
type Server struct {
	Host        string         `json:"host"`
	PID         int            `json:"pid"`
	Concurrency int            `json:"concurrency"`
	Queues      map[string]int `json:"queues"`
	Strict      bool           `json:"strict"`
	Status      string         `json:"status"`
	StartedMs   int64          `json:"startedMs"`
	Workers     []Worker       `json:"workers"`
}

// Worker is what the inspector shows of a running task.
type Worker struct {
	TaskID     string `json:"taskId"`
	Type       string `json:"type"`
	Payload    string `json:"payload"`
	Queue      string `json:"queue"`
	StartedMs  int64  `json:"startedMs"`
	DeadlineMs int64  `json:"deadlineMs"`
}

func servers(inspector *asynq.Inspector) ([]Server, error) {
	infos, err := inspector.Servers()
	views := []Server{}
	for _, info := range infos {
		view := Server{
			Host:        info.Host,
			PID:         info.PID,
			Concurrency: info.Concurrency,
			Queues:      info.Queues,
			Strict:      info.StrictPriority,
			Status:      info.Status,
			StartedMs:   info.Started.UnixMilli(),
			Workers:     []Worker{},
		}
		for _, worker := range info.ActiveWorkers {
			view.Workers = append(view.Workers, Worker{
				TaskID:     worker.TaskID,
				Type:       worker.TaskType,
				Payload:    string(worker.TaskPayload),
				Queue:      worker.Queue,
				StartedMs:  worker.Started.UnixMilli(),
				DeadlineMs: worker.Deadline.UnixMilli(),
			})
		}
		views = append(views, view)
	}
	return views, err
}

// SchedulerView is what the inspector shows of a scheduler's entry; PrevMs is 0 if it has never fired.
type SchedulerView struct {
	ID      string   `json:"id"`
	Spec    string   `json:"spec"`
	Type    string   `json:"type"`
	Payload string   `json:"payload"`
	Options []string `json:"options"`
	NextMs  int64    `json:"nextMs"`
	PrevMs  int64    `json:"prevMs"`
}

func entries(inspector *asynq.Inspector) ([]SchedulerView, error) {
	infos, err := inspector.SchedulerEntries()
	views := []SchedulerView{}
	for _, info := range infos {
		view := SchedulerView{
			ID:      info.ID,
			Spec:    info.Spec,
			Type:    info.Task.Type(),
			Payload: string(info.Task.Payload()),
			Options: []string{},
			NextMs:  info.Next.UnixMilli(),
		}
		if !info.Prev.IsZero() {
			view.PrevMs = info.Prev.UnixMilli()
		}
		for _, option := range info.Opts {
			view.Options = append(view.Options, option.String())
		}
		views = append(views, view)
	}
	return views, err
}

// Event is what the inspector shows of one fire of a scheduler's entry.
type Event struct {
	TaskID string `json:"taskId"`
	AtMs   int64  `json:"atMs"`
}

func events(inspector *asynq.Inspector, question Question) ([]Event, error) {
	infos, err := inspector.ListSchedulerEnqueueEvents(question.ID, asynq.PageSize(question.Size))
	views := []Event{}
	for _, info := range infos {
		views = append(views, Event{info.TaskID, info.EnqueuedAt.UnixMilli()})
	}
	return views, err
}
