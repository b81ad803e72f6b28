-- Reads the record of a task.
-- KEYS 1 task record
-- ARGV 1 id, 2 prefix of the queue's keys
-- Result {now (ms)} if there is none, else {now (ms), {id, score, message, state, result, pending since (ns), due (ms), end of the
-- lease (s)}}; what is not there is empty
-- Invariant: reads only.
--! include clock
local task = redis.call('HMGET', KEYS[1], 'msg', 'state', 'result', 'pending_since', 'belfry_due_ms')
if not task[1] then return {now_ms} end
local score
if task[2] and task[2] ~= 'active' and task[2] ~= 'pending' and task[2] ~= 'aggregating' then
  score = redis.call('ZSCORE', ARGV[2] .. task[2], ARGV[1])
end
local lease = task[2] == 'active' and redis.call('ZSCORE', ARGV[2] .. 'lease', ARGV[1])
return {now_ms, {ARGV[1], score or '', task[1], task[2] or '', task[3] or '', task[4] or '', task[5] or '', lease or ''}}
