-- Reads the record of a task.
-- KEYS 1 task record
-- ARGV 1 id, 2 prefix of the queue's keys
-- Result {} if there is none, else {message, state, result, due ms or ''}
-- Invariant: reads only.
local task = redis.call('HMGET', KEYS[1], 'msg', 'state', 'result', 'belfry_due_ms')
if not task[1] then return {} end
local due = ''
if task[2] == 'scheduled' or task[2] == 'retry' then
  local score = redis.call('ZSCORE', ARGV[2] .. task[2], ARGV[1])
  if score then
    due = string.format('%.0f', tonumber(score) * 1000)
    local exact = tonumber(task[4] or '')
    if exact and math.ceil(exact / 1000) == tonumber(score) then due = task[4] end
  end
end
return {task[1], task[2] or '', task[3] or '', due}
