package main

import (
	"fmt"

	"github.com/hibiken/asynq"
)

// Question asks the inspector. What Ask may be, the functions below tell; the other fields are what that one needs.
type Question struct {
	Ask   string `json:"ask"`
	Queue string `json:"queue"`
	ID    string `json:"id"`
	State string `json:"state"`
	Group string `json:"group"`
	Page  int    `json:"page"`
	Size  int    `json:"size"`
	Text  string `json:"text"`
}

// Answer has the field set that belongs to its question, or Error.
type Answer struct {
	Tasks   []Task          `json:"tasks"`
	Names   []string        `json:"names"`
	Queue   *Queue          `json:"queue"`
	Groups  map[string]int  `json:"groups"`
	Days    []Day           `json:"days"`
	Servers []Server        `json:"servers"`
	Entries []SchedulerView `json:"entries"`
	Events  []Event         `json:"events"`
	Count   int             `json:"count"`
	Error   string          `json:"error"`
}

func inspect(redis asynq.RedisClientOpt) {
	inspector := asynq.NewInspector(redis)
	defer inspector.Close()
	answerLines(func(question Question) any {
		answer, err := look(inspector, question)
		if err == errUnknown {
			answer, err = change(inspector, question)
		}
		if err == errUnknown {
			answer.Count, err = changeAll(inspector, question)
		}
		if err != nil {
			return Answer{Error: err.Error()}
		}
		return answer
	})
}

var errUnknown = fmt.Errorf("no such question")

// look answers questions that change nothing.
func look(inspector *asynq.Inspector, question Question) (answer Answer, err error) {
	switch question.Ask {
	case "task":
		var info *asynq.TaskInfo
		if info, err = inspector.GetTaskInfo(question.Queue, question.ID); err == nil {
			answer.Tasks = []Task{show(info)}
		}
	case "list":
		answer.Tasks, err = list(inspector, question)
	case "queues":
		answer.Names, err = inspector.Queues()
	case "queue":
		answer.Queue, err = queue(inspector, question.Queue)
	case "groups":
		answer.Groups, err = groups(inspector, question.Queue)
	case "history":
		answer.Days, err = history(inspector, question)
	case "servers":
		answer.Servers, err = servers(inspector)
	case "entries":
		answer.Entries, err = entries(inspector)
	case "events":
		answer.Events, err = events(inspector, question)
	default:
		err = errUnknown
	}
	return answer, err
}

// change does something to one task or one queue.
func change(inspector *asynq.Inspector, question Question) (answer Answer, err error) {
	switch question.Ask {
	case "run":
		err = inspector.RunTask(question.Queue, question.ID)
	case "archive":
		err = inspector.ArchiveTask(question.Queue, question.ID)
	case "delete":
		err = inspector.DeleteTask(question.Queue, question.ID)
	case "update":
		err = inspector.UpdateTaskPayload(question.Queue, question.ID, []byte(question.Text))
	case "cancel":
		err = inspector.CancelProcessing(question.ID)
	case "pause":
		err = inspector.PauseQueue(question.Queue)
	case "unpause":
		err = inspector.UnpauseQueue(question.Queue)
	case "deleteQueue":
		err = inspector.DeleteQueue(question.Queue, question.Text == "force")
	default:
		err = errUnknown
	}
	return answer, err
}

// changeAll does something to all tasks of a state, and tells to how many.
func changeAll(inspector *asynq.Inspector, question Question) (int, error) {
	all := map[string]func(string) (int, error){
		"runAll scheduled":     inspector.RunAllScheduledTasks,
		"runAll retry":         inspector.RunAllRetryTasks,
		"runAll archived":      inspector.RunAllArchivedTasks,
		"archiveAll pending":   inspector.ArchiveAllPendingTasks,
		"archiveAll scheduled": inspector.ArchiveAllScheduledTasks,
		"archiveAll retry":     inspector.ArchiveAllRetryTasks,
		"deleteAll pending":    inspector.DeleteAllPendingTasks,
		"deleteAll scheduled":  inspector.DeleteAllScheduledTasks,
		"deleteAll retry":      inspector.DeleteAllRetryTasks,
		"deleteAll archived":   inspector.DeleteAllArchivedTasks,
		"deleteAll completed":  inspector.DeleteAllCompletedTasks,
	}
	ofGroup := map[string]func(string, string) (int, error){
		"runAll":     inspector.RunAllAggregatingTasks,
		"archiveAll": inspector.ArchiveAllAggregatingTasks,
		"deleteAll":  inspector.DeleteAllAggregatingTasks,
	}
	if do := all[question.Ask+" "+question.State]; do != nil {
		return do(question.Queue)
	}
	if do := ofGroup[question.Ask]; do != nil && question.State == "aggregating" {
		return do(question.Queue, question.Group)
	}
	return 0, fmt.Errorf("cannot answer %q of %q", question.Ask, question.State)
}
