# Runs one server and ends it when the pipe on standard input closes, which happens
# whenever the process that holds the other end is gone, for whatever reason.
#
# $1  file for the server's output
# $2… the server's command
#
# Standard output: the server's process id, on one line. Standard input: names of signals for
# the server, one a line. Exit code: the server's.
log=$1
shift
exec 3<&0
"$@" </dev/null >>"$log" 2>&1 3<&- &
server=$!
echo "$server"
(
  while read -r signal; do
    kill -s "$signal" "$server"
  done
  kill -s KILL "$server"
) <&3 3<&- >/dev/null 2>&1 &
watcher=$!
exec 3<&-
wait "$server"
code=$?
kill "$watcher" 2>/dev/null
exit "$code"
