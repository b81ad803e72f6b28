-- Reads the numbers of a queue that are watched over time.
-- KEYS 1 active, 2 pending, 3 scheduled, 4 retry, 5 archived, 6 completed, 7 groups, 8 processed, 9 failed, 10 paused
-- ARGV 1 prefix of task records, 2 prefix of groups, 3 how many records of each state to measure (0: none)
-- Result {number active, pending, scheduled, retry, archived, completed, aggregating, processed, failed, 1 if paused,
-- ms that the next task to run is waiting, bytes or -1 if they were not measured}
-- Invariant: reads only.
-- The size of a record is taken to be that of the first ones, so the number of commands does not grow with the queue.
--! include clock
local MOST_GROUPS = 1000
local sample = tonumber(ARGV[3])
local bytes = sample > 0 and 0 or -1

local function memory(key)
  local size = redis.pcall('MEMORY', 'USAGE', key)
  if type(size) == 'table' then bytes = -1 end
  return type(size) == 'number' and size or 0
end

local function measure(key, size, ids)
  if bytes < 0 or size == 0 then return end
  local sum = 0
  for _, id in ipairs(ids) do sum = sum + memory(ARGV[1] .. id) end
  local container = memory(key)
  if bytes >= 0 then bytes = bytes + container + math.floor(sum / math.max(1, #ids) * size) end
end

local result = {}
for i = 1, 2 do
  local size = redis.call('LLEN', KEYS[i])
  table.insert(result, size)
  if bytes >= 0 then measure(KEYS[i], size, redis.call('LRANGE', KEYS[i], 0, sample - 1)) end
end
for i = 3, 6 do
  local size = redis.call('ZCARD', KEYS[i])
  table.insert(result, size)
  if bytes >= 0 then measure(KEYS[i], size, redis.call('ZRANGE', KEYS[i], 0, sample - 1)) end
end
local aggregating = 0
for n, group in ipairs(redis.call('SMEMBERS', KEYS[7])) do
  if n > MOST_GROUPS then break end
  aggregating = aggregating + redis.call('ZCARD', ARGV[2] .. group)
end
table.insert(result, aggregating)
for i = 8, 9 do table.insert(result, tonumber(redis.call('GET', KEYS[i]) or '') or 0) end
table.insert(result, redis.call('EXISTS', KEYS[10]))

local waiting = 0
local next_id = redis.call('LINDEX', KEYS[2], -1)
local since = next_id and redis.pcall('HGET', ARGV[1] .. next_id, 'pending_since')
if type(since) == 'string' and tonumber(since) then waiting = math.max(0, now_ms - tonumber(since) / 1e6) end
table.insert(result, waiting)
table.insert(result, bytes)
return result
