# Runs one server and ends it when the pipe on standard input closes, which happens
# whenever the process that holds the other end is gone, for whatever reason.
#
# $1  file for the server's output
# $2  directory to remove when the pipe closes, or empty
# $3… the server's command
#
# Standard output: the server's process id, on one line. Standard input: names of signals for
# the server, one a line. Exit code: the server's.
log=$1
doomed=$2
shift 2
exec 3<&0
"$@" </dev/null >>"$log" 2>&1 3<&- &
server=$!
echo "$server"
(
  while read -r signal; do
    kill -s "$signal" "$server"
  done
  # The end of the server ends the script below, which must not end this part before it has cleaned up.
  trap '' TERM
  kill -s KILL "$server"
  [ -z "$doomed" ] || rm -rf -- "$doomed"
) <&3 3<&- >/dev/null 2>&1 &
watcher=$!
exec 3<&-
wait "$server"
code=$?
kill "$watcher" 2>/dev/null
exit "$code"
