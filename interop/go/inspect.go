package main

import (
	"github.com/hibiken/asynq"
)

// Question asks the inspector: Ask is "task" (of Queue and ID), "list" (of Queue and State), "queues",
// "servers", or "run" (the task of Queue and ID, now).
type Question struct {
	Ask   string `json:"ask"`
	Queue string `json:"queue"`
	ID    string `json:"id"`
	State string `json:"state"`
}

// Answer has one field set.
type Answer struct {
	Tasks   []Task   `json:"tasks"`
	Queues  []string `json:"queues"`
	Servers []Server `json:"servers"`
	Error   string   `json:"error"`
}

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
	RetentionMs int64             `json:"retentionMs"`
	TimeoutMs   int64             `json:"timeoutMs"`
	NextMs      int64             `json:"nextMs"`
	Result      string            `json:"result"`
	Orphaned    bool              `json:"orphaned"`
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
	Active      int            `json:"active"`
}

func inspect(redis asynq.RedisClientOpt) {
	inspector := asynq.NewInspector(redis)
	defer inspector.Close()
	answerLines(func(question Question) any {
		answer, err := reply(inspector, question)
		if err != nil {
			return Answer{Error: err.Error()}
		}
		return answer
	})
}

func reply(inspector *asynq.Inspector, question Question) (answer Answer, err error) {
	switch question.Ask {
	case "task":
		var info *asynq.TaskInfo
		if info, err = inspector.GetTaskInfo(question.Queue, question.ID); err == nil {
			answer.Tasks = []Task{show(info)}
		}
	case "list":
		answer.Tasks, err = list(inspector, question)
	case "queues":
		answer.Queues, err = inspector.Queues()
	case "servers":
		var servers []*asynq.ServerInfo
		servers, err = inspector.Servers()
		for _, server := range servers {
			answer.Servers = append(answer.Servers, Server{
				Host:        server.Host,
				PID:         server.PID,
				Concurrency: server.Concurrency,
				Queues:      server.Queues,
				Strict:      server.StrictPriority,
				Status:      server.Status,
				StartedMs:   server.Started.UnixMilli(),
				Active:      len(server.ActiveWorkers),
			})
		}
	case "run":
		err = inspector.RunTask(question.Queue, question.ID)
	default:
		answer.Error = "cannot answer " + question.Ask
	}
	return answer, err
}

func list(inspector *asynq.Inspector, question Question) ([]Task, error) {
	lists := map[string]func(string, ...asynq.ListOption) ([]*asynq.TaskInfo, error){
		"pending":   inspector.ListPendingTasks,
		"active":    inspector.ListActiveTasks,
		"scheduled": inspector.ListScheduledTasks,
		"retry":     inspector.ListRetryTasks,
		"archived":  inspector.ListArchivedTasks,
		"completed": inspector.ListCompletedTasks,
	}
	infos, err := lists[question.State](question.Queue, asynq.PageSize(1000))
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
		RetentionMs: info.Retention.Milliseconds(),
		TimeoutMs:   info.Timeout.Milliseconds(),
		NextMs:      next,
		Result:      string(info.Result),
		Orphaned:    info.IsOrphaned,
	}
}
