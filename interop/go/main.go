// Command peer is the other side of the tests in this module: the real asynq, driven by lines of JSON.
//
//	peer enqueue ADDRESS          a client: one task a line in, what became of it a line out
//	peer serve ADDRESS SETUP      a server: one line out for each attempt
//	peer inspect ADDRESS          an inspector: one question a line in, one answer a line out
//	peer schedule ADDRESS ENTRIES a scheduler with these entries
//	peer monitor ADDRESS SETUP    asynqmon: one line out, with where it is
//
// ADDRESS is HOST:PORT of a Redis without a password, SETUP and ENTRIES are JSON. Each command ends when standard input
// ends.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"sync"

	"github.com/hibiken/asynq"
)

// The longest line of input.
const maxLine = 1 << 20

func main() {
	if len(os.Args) < 3 {
		fail(fmt.Errorf("usage: peer enqueue|serve|inspect|schedule|monitor HOST:PORT [JSON]"))
	}
	redis := asynq.RedisClientOpt{Addr: os.Args[2]}
	switch os.Args[1] {
	case "enqueue":
		enqueue(redis)
	case "serve":
		serve(redis, argument[Setup]())
	case "inspect":
		inspect(redis)
	case "schedule":
		schedule(redis, argument[[]Entry]())
	case "monitor":
		monitor(redis, argument[Monitored]())
	default:
		fail(fmt.Errorf("unknown command %q", os.Args[1]))
	}
}

// argument decodes the JSON after the address.
func argument[T any]() (value T) {
	if len(os.Args) != 4 {
		fail(fmt.Errorf("%s needs JSON after the address", os.Args[1]))
	}
	if err := json.Unmarshal([]byte(os.Args[3]), &value); err != nil {
		fail(fmt.Errorf("%s: %w", os.Args[3], err))
	}
	return value
}

// ready tells that the command is at work.
func ready() {
	say(map[string]string{"event": "ready"})
}

// awaitEnd returns when standard input ends.
func awaitEnd() {
	if _, err := io.Copy(io.Discard, os.Stdin); err != nil {
		fail(err)
	}
}

// answerLines decodes each line of standard input as a Q and prints what answer makes of it.
func answerLines[Q any](answer func(Q) any) {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, maxLine)
	for lines.Scan() {
		var question Q
		if err := json.Unmarshal(lines.Bytes(), &question); err != nil {
			fail(fmt.Errorf("%s: %w", lines.Text(), err))
		}
		say(answer(question))
	}
}

var out sync.Mutex

// say prints a value as one line. Safe for concurrent use.
func say(value any) {
	line, err := json.Marshal(value)
	if err != nil {
		fail(err)
	}
	out.Lock()
	defer out.Unlock()
	fmt.Println(string(line))
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "peer:", err)
	os.Exit(2)
}
