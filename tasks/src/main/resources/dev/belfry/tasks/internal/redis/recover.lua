-- Puts tasks back whose worker died, and clears away what crashes left behind.
-- KEYS 1 active, 2 lease, 3 pending, 4 archived, 5 processed, 6 failed
-- ARGV 1 prefix of task records, 2 how often a task may lose its worker in a row, 3 seconds to wait after the end of a
--      lease of Belfry, 4 the same for a lease of Go (whose clock may differ), 5 bytes that, appended to a message, set its
--      error and the time of its failure, 6 prefix of the queue's keys, 7 at most how many leases to look at,
--      8 what follows the time (ms) in the note on an attempt that lost its worker
-- Result {put back, archived, cleared away}
-- Invariant: an id is in active and in lease, or in neither; a task is where its state says; no retry is burned. A task that
-- takes its worker down each time is archived.
--! include clock
--! include attempts
--! include counters
--! include locks
--! include archive
local prefix, queue = ARGV[1], ARGV[6]
local budget, own_slack, foreign_slack = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local requeue, doomed, leftovers, phantoms = {}, {}, {}, {}

-- Whether the id is where the state of its record says, which then is not with a worker.
local function in_place(id, key, state)
  if state == 'active' or not state then return false end
  if state == 'pending' then
    local at = redis.pcall('LPOS', KEYS[3], id)
    -- LPOS came with Redis 6.0.6; an error is a table.
    if type(at) ~= 'table' then return at and true or false end
    for _, other in ipairs(redis.call('LRANGE', KEYS[3], 0, -1)) do
      if other == id then return true end
    end
    return false
  end
  if state == 'aggregating' then
    return redis.call('ZSCORE', queue .. 'g:' .. (redis.call('HGET', key, 'group') or ''), id) and true or false
  end
  return redis.call('ZSCORE', queue .. state, id) and true or false
end

local function examine(id, score)
  local key = prefix .. id
  local task = redis.pcall('HMGET', key, 'msg', 'state', 'belfry_lease', 'belfry_crashes')
  if not task[1] then
    table.insert(phantoms, id)
    return
  end
  if score and score ~= task[3] and tonumber(score) > now_s - foreign_slack then return end
  local crashes = (tonumber(task[4] or '0') or 0) + 1
  if in_place(id, key, task[2]) then
    table.insert(leftovers, id)
  elseif crashes > budget then
    table.insert(doomed, {id, task[1]})
  else
    table.insert(requeue, {id, crashes})
  end
end

local overdue = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', int(now_s - own_slack), 'WITHSCORES', 'LIMIT', 0, ARGV[7])
for i = 1, #overdue, 2 do examine(overdue[i], overdue[i + 1]) end
if redis.call('LLEN', KEYS[1]) ~= redis.call('ZCARD', KEYS[2]) then
  local seen = {}
  local active = redis.call('LRANGE', KEYS[1], 0, -1)
  for i = #active, 1, -1 do
    local id = active[i]
    if not seen[id] and not redis.call('ZSCORE', KEYS[2], id) then examine(id, nil) end
    seen[id] = true
  end
end

local function leave(id)
  redis.call('LREM', KEYS[1], 0, id)
  redis.call('ZREM', KEYS[2], id)
end
for _, id in ipairs(phantoms) do
  leave(id)
  redis.call('DEL', prefix .. id)
end
for _, id in ipairs(leftovers) do leave(id) end
for _, task in ipairs(doomed) do
  local key = prefix .. task[1]
  leave(task[1])
  redis.call('ZADD', KEYS[4], int(now_s), task[1])
  redis.call('HSET', key, 'msg', task[2] .. ARGV[5], 'state', 'archived')
  redis.call('HDEL', key, 'belfry_owner', 'belfry_lease', 'belfry_crashes', 'belfry_due_ms')
  note_attempt(key, int(now_ms) .. ARGV[8])
end
for i = #requeue, 1, -1 do
  local id, key = requeue[i][1], prefix .. requeue[i][1]
  leave(id)
  redis.call('RPUSH', KEYS[3], id)
  redis.call('HSET', key, 'state', 'pending', 'pending_since', now_ns, 'belfry_crashes', requeue[i][2])
  redis.call('HDEL', key, 'belfry_owner', 'belfry_lease')
  note_attempt(key, int(now_ms) .. ARGV[8])
end
if #doomed > 0 then
  trim_archive(KEYS[4], prefix)
  count_failures(KEYS[5], KEYS[6], #doomed)
end
return {#requeue, #doomed, #phantoms + #leftovers}
