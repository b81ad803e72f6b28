-- Reads how a queue stands.
-- KEYS 1 pending, 2 active, 3 scheduled, 4 retry, 5 archived, 6 completed, 7 paused, 8 processed, 9 failed, 10 processed today,
--      11 failed today
-- ARGV 1 prefix of task records
-- Result {now (ms), number pending, active, scheduled, retry, archived, completed, paused since (s) or '', four counters,
-- the longest that one of the next to run is waiting (ns since 1970) or ''}
-- Invariant: reads only.
-- Go forgets since when a task is pending that was put back; then those behind it tell.
--! include clock
local result = {now_ms, redis.call('LLEN', KEYS[1]), redis.call('LLEN', KEYS[2])}
for i = 3, 6 do table.insert(result, redis.call('ZCARD', KEYS[i])) end
table.insert(result, redis.call('GET', KEYS[7]) or '')
for i = 8, 11 do table.insert(result, redis.call('GET', KEYS[i]) or '0') end
local since = ''
local next_ids = redis.call('LRANGE', KEYS[1], -20, -1)
for i = #next_ids, 1, -1 do
  local stamp = redis.pcall('HGET', ARGV[1] .. next_ids[i], 'pending_since')
  if type(stamp) == 'string' and #stamp == 19 and (since == '' or stamp < since) then since = stamp end
end
table.insert(result, since)
return result
