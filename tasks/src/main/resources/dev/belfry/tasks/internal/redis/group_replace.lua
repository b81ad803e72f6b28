-- Replaces a set by the task that its tasks were aggregated to, or by nothing.
-- KEYS 1 set, 2 sets, 3 rest of the group, 4 groups, 5 pending, 6 scheduled, 7 record of the new task, 8 group of the new
--      task, 9 unique lock of the new task (only if it has one)
-- ARGV 1 prefix of task records, 2 id of the new task (empty: there is none), 3 its message, 4 name of this call, 5 name of
--      its group (empty: none), 6 ms that its lock outlasts the moment of being due, 7 'at' or 'in', 8 Unix ms or ms from
--      now, 9 channel for due times, 10 channel for groups, then for each old task with a lock: id, lock
-- Result 1 replaced (now or by an earlier try of this call), 0 the id is taken, -1 the lock is taken, -2 the set is gone
-- Invariant: either the set and its tasks are there or the new task is; a lock goes with its holder.
--! include clock
--! include due
--! include locks
local set, record, id, lock = KEYS[1], KEYS[7], ARGV[2], KEYS[9]
if not redis.call('ZSCORE', KEYS[2], set) then
  if id ~= '' and redis.call('HGET', record, 'belfry_call') == ARGV[4] then return 1 end
  return -2
end
local function leaves(other) return redis.call('ZSCORE', set, other) and true or false end
if id ~= '' then
  if not leaves(id) and redis.call('HEXISTS', record, 'msg') == 1 then return 0 end
  local holder = lock and redis.pcall('GET', lock)
  if holder and holder ~= id and (type(holder) == 'table' or not leaves(holder)
      and redis.call('EXISTS', ARGV[1] .. holder) == 1) then
    return -1
  end
end

for i = 11, #ARGV, 2 do
  if holds(ARGV[i + 1], ARGV[i]) then redis.call('DEL', ARGV[i + 1]) end
end
local PORTION = 1000
local ids = redis.call('ZRANGE', set, 0, -1)
for first = 1, #ids, PORTION do
  local keys = {}
  for i = first, math.min(first + PORTION, #ids + 1) - 1 do table.insert(keys, ARGV[1] .. ids[i]) end
  redis.call('UNLINK', unpack(keys))
end
redis.call('DEL', set, KEYS[3])
redis.call('ZREM', KEYS[2], set)
if id == '' then return 1 end

local due_ms = tonumber(ARGV[8])
if ARGV[7] == 'in' then due_ms = now_ms + math.max(0, due_ms) end
local group, later = ARGV[5], due_ms > now_ms
redis.call('DEL', record)
redis.call('HSET', record, 'msg', ARGV[3], 'belfry_call', ARGV[4])
if lock then
  local ttl_ms = tonumber(ARGV[6]) + math.max(0, due_ms - now_ms)
  redis.call('SET', lock, id, 'EX', int(math.max(1, math.floor(ttl_ms / 1000))))
  redis.call('HSET', record, 'unique_key', lock)
end
if later then
  redis.call('HSET', record, 'state', 'scheduled')
  if group ~= '' then redis.call('HSET', record, 'belfry_group', group) end
  wait_until(KEYS[6], record, id, due_ms, ARGV[9])
elseif group ~= '' then
  redis.call('HSET', record, 'state', 'aggregating', 'group', group)
  redis.call('ZADD', KEYS[8], int(now_s), id)
  redis.call('SADD', KEYS[4], group)
  redis.call('PUBLISH', ARGV[10], redis.call('ZCARD', KEYS[8]) .. ' ' .. group)
else
  redis.call('HSET', record, 'state', 'pending', 'pending_since', now_ns)
  redis.call('LPUSH', KEYS[5], id)
end
return 1
