-- Stores one new task that runs at once, by itself, has no lock and replaces nothing: the most common kind, at least cost.
-- KEYS 1 record of the task, 2 pending, 3 what the client's last call brought
-- ARGV 1 id, 2 message, 3 ns since when it is ready to run, 4 number of this call among those of the client for this queue
-- Result 1 if it is stored; 0 if something is in the way that the enqueue script has to judge, and nothing was changed. A
-- call that comes again after its reply was lost, or after a later one, changes nothing.
-- Invariant: a record exists if and only if its id is in the list; a call takes effect once.
local REMEMBER_SECONDS = 300
local call = redis.call

local last = call('GET', KEYS[3])
if last and tonumber(string.match(last, '^%d+')) >= tonumber(ARGV[4]) then return 1 end
if call('EXISTS', KEYS[1]) == 1 then return 0 end
call('HSET', KEYS[1], 'msg', ARGV[2], 'state', 'pending', 'pending_since', ARGV[3])
call('LPUSH', KEYS[2], ARGV[1])
call('SET', KEYS[3], ARGV[4] .. ' 1', 'EX', REMEMBER_SECONDS)
return 1
