-- Puts tasks where they wait for their time. Needs: clock.
-- KEYS none of its own
-- ARGV none of its own
-- Result keep_due(...), due_score(...), tell_due(...), wait_until(...), see below
-- Invariant: nobody runs a task early
-- Gives:
--   keep_due(key, due_ms): writes the moment to the record if the score cannot tell it, and answers with the moment that holds
--   due_score(due_ms): the score, the second at or after the moment, so that no reader runs the task early
--   tell_due(zset, due_ms, channel): tells whoever waits for the next task, if none there is due earlier
--   wait_until(zset, key, id, due_ms, channel): all of that for one task; answers with the moment that holds
-- A moment within the next hour is kept to the millisecond. A later one is rounded up to a second, because the field would
-- cost each waiting task about 64 bytes, a tenth of it.
local EXACT_WITHIN_MS = 3600 * 1000

local function due_score(due_ms) return int(math.ceil(due_ms / 1000)) end

local function keep_due(key, due_ms)
  local rounded_ms = math.ceil(due_ms / 1000) * 1000
  if rounded_ms == due_ms or due_ms - now_ms >= EXACT_WITHIN_MS then return rounded_ms end
  redis.call('HSET', key, 'belfry_due_ms', int(due_ms))
  return due_ms
end

local function tell_due(zset, due_ms, channel)
  local first = redis.call('ZRANGE', zset, 0, 0, 'WITHSCORES')
  if tonumber(first[2]) * 1000 >= due_ms then
    redis.call('PUBLISH', channel, string.match(zset, '[^:]+$') .. ' at ' .. int(due_ms))
  end
end

local function wait_until(zset, key, id, due_ms, channel)
  due_ms = keep_due(key, due_ms)
  redis.call('ZADD', zset, due_score(due_ms), id)
  tell_due(zset, due_ms, channel)
  return due_ms
end
