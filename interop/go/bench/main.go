// Command bench measures asynq the way "belfry bench tasks" measures Belfry: the same subjects, by the same method,
// under the same names. It takes the same options and prints one JSON object.
//
//	bench --redis URI [--scenario enqueue,drain,...] [--n N] [--concurrency N] ...
//	bench --redis URI --send QUEUE [--pickups N] [--pickup-gap D]
//
// The second form enqueues tasks after random pauses for a server that runs elsewhere.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"time"
)

// Plan says how much of what is measured; the names of the options say what each is.
type Plan struct {
	Tasks       int           `json:"tasks"`
	Payload     int           `json:"payloadBytes"`
	Producers   int           `json:"producers"`
	Concurrency int           `json:"concurrency"`
	Waiting     int           `json:"waiting"`
	Pickups     int           `json:"pickups"`
	PickupGap   time.Duration `json:"pickupGapNanos"`
	Delayed     int           `json:"delayed"`
	Idle        time.Duration `json:"idleNanos"`
	WarmUp      int           `json:"warmUp"`
	Held        int           `json:"held"`
}

// Figures are what was measured, by name.
type Figures map[string]any

func (figures Figures) add(name string, value int) {
	before, _ := figures[name].(int)
	figures[name] = before + value
}

// The subjects in the order in which they are measured.
var subjects = []struct {
	name    string
	measure func(*Lab, Plan, Figures)
}{
	{"enqueue", measureEnqueue},
	{"drain", measureDrain},
	{"pickup", measurePickup},
	{"delayed", measureDelayed},
	{"idle", measureIdle},
	{"sizes", measureSizes},
	{"inflight", measureInFlight},
}

func main() {
	var plan Plan
	uri := flag.String("redis", "", "the Redis to measure on")
	scenario := flag.String("scenario", "enqueue,drain,pickup,delayed,idle", "what to measure")
	turns := flag.Bool("turns", false, "say 'ready' when warmed up, then measure once for each line of standard input")
	send := flag.String("send", "", "only enqueue tasks to this queue")
	flag.IntVar(&plan.Tasks, "n", 100_000, "tasks to enqueue and to drain")
	flag.IntVar(&plan.Payload, "payload", 100, "bytes of each payload")
	flag.IntVar(&plan.Producers, "producers", 32, "goroutines that enqueue at the same time")
	flag.IntVar(&plan.Concurrency, "concurrency", 10, "slots of the server")
	flag.IntVar(&plan.Waiting, "waiting", 0, "scheduled tasks that wait beside the delayed ones")
	flag.IntVar(&plan.Pickups, "pickups", 200, "tasks enqueued for an idle server")
	flag.DurationVar(&plan.PickupGap, "pickup-gap", 200*time.Millisecond, "the longest pause between them")
	flag.IntVar(&plan.Delayed, "delayed", 2000, "delayed tasks, spread over ten seconds")
	flag.DurationVar(&plan.Idle, "idle", 25*time.Second, "how long an idle server is watched")
	flag.IntVar(&plan.WarmUp, "warm-up", 30_000, "tasks to enqueue and drain twice before measuring")
	flag.IntVar(&plan.Held, "in-flight", 5000, "tasks held by the server in the scenario inflight")
	flag.Parse()

	lab := openLab(*uri)
	defer lab.close()
	if *send != "" {
		lab.send(*send, plan)
		return
	}
	warmUp(lab, plan)
	if !*turns {
		measure(lab, plan, *scenario)
		return
	}
	fmt.Println("ready")
	for asked := bufio.NewScanner(os.Stdin); asked.Scan(); {
		measure(lab, plan, *scenario)
	}
}

func measure(lab *Lab, plan Plan, scenario string) {
	figures := Figures{
		"engine": "asynq " + asynqVersion(), "runtime": runtime.Version(), "redis": lab.info("server")["redis_version"],
		"plan": plan, "lost": 0, "duplicated": 0,
	}
	for _, subject := range subjects {
		if strings.Contains(","+scenario+",", ","+subject.name+",") {
			subject.measure(lab, plan, figures)
		}
	}
	check(json.NewEncoder(os.Stdout).Encode(figures))
}

// warmUp runs the same code as the measurement, for the sake of equal treatment: Go compiles ahead.
func warmUp(lab *Lab, plan Plan) {
	if plan.WarmUp == 0 {
		return
	}
	few := plan
	few.Tasks = plan.WarmUp
	queue := lab.queue("warmup")
	for _, producers := range []int{1, plan.Producers} {
		lab.fill(queue, few.Tasks, few, producers)
		drain(lab, queue, few)
	}
	lab.discard(queue)
}

func asynqVersion() string {
	if build, ok := debug.ReadBuildInfo(); ok {
		for _, module := range build.Deps {
			if module.Path == "github.com/hibiken/asynq" {
				return module.Version
			}
		}
	}
	return "unknown"
}

func say(format string, values ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", values...)
}

func check(err error) {
	if err != nil {
		say("bench: %v", err)
		os.Exit(1)
	}
}
