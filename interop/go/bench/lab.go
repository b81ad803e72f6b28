package main

import (
	"context"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/hibiken/asynq"
	"github.com/redis/go-redis/v9"
)

const taskType = "bench:task"

var background = context.Background()

// Lab is a Redis to measure on, with queues that nobody else uses and that are gone in the end.
type Lab struct {
	target asynq.RedisConnOpt
	client *asynq.Client
	redis  redis.UniversalClient
	prefix string
	queues []string
	named  int
}

func openLab(uri string) *Lab {
	target, err := asynq.ParseRedisURI(uri)
	check(err)
	lab := &Lab{
		target: target,
		client: asynq.NewClient(target),
		redis:  target.MakeRedisClient().(redis.UniversalClient),
		prefix: fmt.Sprintf("bench-%08x-", rand.Uint32()),
	}
	check(lab.redis.Ping(background).Err())
	return lab
}

func (lab *Lab) close() {
	for _, queue := range append([]string{}, lab.queues...) {
		lab.discard(queue)
	}
	lab.client.Close()
	lab.redis.Close()
}

// queue names a new queue.
func (lab *Lab) queue(name string) string {
	queue := fmt.Sprintf("%s%d-%s", lab.prefix, lab.named, name)
	lab.named++
	lab.queues = append(lab.queues, queue)
	return queue
}

// discard removes a queue with all it has.
func (lab *Lab) discard(queue string) {
	var cursor uint64
	for {
		keys, next, err := lab.redis.Scan(background, cursor, key(queue, "*"), 5000).Result()
		check(err)
		if len(keys) > 0 {
			check(lab.redis.Unlink(background, keys...).Err())
		}
		if cursor = next; cursor == 0 {
			break
		}
	}
	check(lab.redis.SRem(background, "asynq:queues", queue).Err())
	for i, each := range lab.queues {
		if each == queue {
			lab.queues = append(lab.queues[:i], lab.queues[i+1:]...)
			break
		}
	}
}

func key(queue, name string) string {
	return "asynq:{" + queue + "}:" + name
}

// payload has the number of a task, a time, and filling.
func payload(index int32, at int64, size int) []byte {
	bytes := make([]byte, max(size, 12))
	binary.BigEndian.PutUint32(bytes, uint32(index))
	binary.BigEndian.PutUint64(bytes[4:], uint64(at))
	return bytes
}

func read(bytes []byte) (index int32, at int64) {
	return int32(binary.BigEndian.Uint32(bytes)), int64(binary.BigEndian.Uint64(bytes[4:]))
}

func (lab *Lab) enqueue(queue string, bytes []byte, options ...asynq.Option) {
	_, err := lab.client.Enqueue(asynq.NewTask(taskType, bytes), append(options, asynq.Queue(queue))...)
	check(err)
}

// fill enqueues numbered tasks from many goroutines and returns how long that took.
func (lab *Lab) fill(queue string, tasks int, plan Plan, producers int, options ...asynq.Option) time.Duration {
	return produce(producers, tasks, func(index int) {
		lab.enqueue(queue, payload(int32(index), 0, plan.Payload), options...)
	})
}

// produce calls enqueue with each number below count; each goroutine has a range of its own.
func produce(producers, count int, enqueue func(int)) time.Duration {
	begin := time.Now()
	var all sync.WaitGroup
	for i := range producers {
		all.Add(1)
		go func() {
			defer all.Done()
			for index := count * i / producers; index < count*(i+1)/producers; index++ {
				enqueue(index)
			}
		}()
	}
	all.Wait()
	return time.Since(begin)
}

// serve starts a server for a queue, with asynq's own intervals. What it returns stops it.
func (lab *Lab) serve(queue string, concurrency int, handle func(*asynq.Task)) func() {
	server := asynq.NewServer(lab.target, asynq.Config{
		Concurrency: concurrency,
		Queues:      map[string]int{queue: 1},
		LogLevel:    asynq.ErrorLevel,
	})
	check(server.Start(asynq.HandlerFunc(func(_ context.Context, task *asynq.Task) error {
		handle(task)
		return nil
	})))
	return server.Shutdown
}

func (lab *Lab) info(section string) map[string]string {
	text, err := lab.redis.Info(background, section).Result()
	check(err)
	fields := map[string]string{}
	for line := range strings.Lines(text) {
		if name, value, found := strings.Cut(strings.TrimSpace(line), ":"); found {
			fields[name] = value
		}
	}
	return fields
}

func (lab *Lab) number(section, field string) float64 {
	return number(lab.info(section), field)
}

func number(info map[string]string, field string) float64 {
	number, err := strconv.ParseFloat(info[field], 64)
	check(err)
	return number
}

// memory is what data takes: all of the memory but the buffers of connections.
func (lab *Lab) memory() float64 {
	memory := lab.info("memory")
	return number(memory, "used_memory") - number(memory, "mem_clients_normal")
}

// cpuMicros is the CPU time that Redis has used so far.
func (lab *Lab) cpuMicros() float64 {
	cpu := lab.info("cpu")
	return (number(cpu, "used_cpu_user") + number(cpu, "used_cpu_sys")) * 1e6
}

// unfinished counts the tasks that are to be run now or are being run.
func (lab *Lab) unfinished(queue string) int64 {
	return lab.redis.LLen(background, key(queue, "pending")).Val() + lab.redis.LLen(background, key(queue, "active")).Val()
}

// clockOffset is what to add to the local clock for that of Redis, from the quickest of many round trips.
func (lab *Lab) clockOffset() time.Duration {
	best, offset := time.Hour, time.Duration(0)
	for range 200 {
		before := time.Now()
		theirs, err := lab.redis.Time(background).Result()
		check(err)
		if trip := time.Since(before); trip < best {
			best, offset = trip, theirs.Sub(before.Add(trip/2))
		}
	}
	return offset
}

// samples are durations from many goroutines.
type samples struct {
	mutex  sync.Mutex
	values []time.Duration
}

func (all *samples) add(value time.Duration) {
	all.mutex.Lock()
	defer all.mutex.Unlock()
	all.values = append(all.values, value)
}

// put adds percentiles in milliseconds to the figures.
func (all *samples) put(figures Figures, name string) {
	all.mutex.Lock()
	defer all.mutex.Unlock()
	if len(all.values) == 0 {
		return
	}
	sort.Slice(all.values, func(i, j int) bool { return all.values[i] < all.values[j] })
	for suffix, p := range map[string]int{"P50": 50, "P99": 99, "Min": 0, "Max": 100} {
		at := max(0, (p*len(all.values)+99)/100-1)
		figures[name+suffix] = float64(all.values[at].Microseconds()) / 1000
	}
}
