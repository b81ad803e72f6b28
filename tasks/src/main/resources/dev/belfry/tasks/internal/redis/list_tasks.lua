-- Reads one page of a list or set of tasks.
-- KEYS 1 the list or set, 2 lease
-- ARGV 1 prefix of task records, 2 'pending' or 'active' for a list (its right end is its beginning), else anything, 3 index of
--      the first, 4 index of the last
-- Result {now (ms), how many there are in all, then for each {id, score, message, state, result, pending since (ns), due (ms),
-- end of the lease (s)}}; what is not there is empty
-- Invariant: reads only.
--! include clock
local from, to = tonumber(ARGV[3]), tonumber(ARGV[4])
local ids, scores, total = {}, {}, 0
if ARGV[2] == 'pending' or ARGV[2] == 'active' then
  total = redis.call('LLEN', KEYS[1])
  local found = redis.call('LRANGE', KEYS[1], -to - 1, -from - 1)
  for i = #found, 1, -1 do table.insert(ids, found[i]) end
else
  total = redis.call('ZCARD', KEYS[1])
  local found = redis.call('ZRANGE', KEYS[1], from, to, 'WITHSCORES')
  for i = 1, #found, 2 do
    table.insert(ids, found[i])
    table.insert(scores, found[i + 1])
  end
end
local result = {now_ms, total}
for i, id in ipairs(ids) do
  local task = redis.pcall('HMGET', ARGV[1] .. id, 'msg', 'state', 'result', 'pending_since', 'belfry_due_ms')
  local lease = ARGV[2] == 'active' and redis.call('ZSCORE', KEYS[2], id)
  table.insert(result, {id, scores[i] or '', task[1] or '', task[2] or '', task[3] or '', task[4] or '', task[5] or '',
      lease or ''})
end
return result
