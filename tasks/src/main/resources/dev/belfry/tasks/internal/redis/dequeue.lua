-- Takes the oldest tasks that are ready to run, each with a lease.
-- KEYS 1 pending, 2 paused, 3 active, 4 lease
-- ARGV 1 prefix of task records, 2 at most how many, 3 seconds of a lease, 4 name of this call, which ends with '/'
-- Result {-1} paused, else {end of the leases (s), now (ms), id, owner, message, id, owner, message, ...} with the oldest
-- first; an owner is the name of the call and the task's number in it, so that no two attempts have the same
-- If the newest task of the workers was taken by this very call, this is the call repeated after a lost reply: it is
-- answered with what it took before.
-- Invariant: an id is in active and in lease, or in neither; ids without a record vanish, and so does what is left of their
-- record; an id that a worker has is not given to another.
--! include clock
local newest = redis.call('LINDEX', KEYS[3], 0)
local function is_own(owner) return owner and string.sub(owner, 1, #ARGV[4]) == ARGV[4] end
if newest and is_own(redis.call('HGET', ARGV[1] .. newest, 'belfry_owner')) then
  local again = {0, now_ms}
  local held = redis.call('LRANGE', KEYS[3], 0, tonumber(ARGV[2]) - 1)
  for i = #held, 1, -1 do
    local task = redis.call('HMGET', ARGV[1] .. held[i], 'belfry_owner', 'belfry_lease', 'msg')
    if is_own(task[1]) and task[2] and task[3] then
      again[1] = tonumber(task[2])
      table.insert(again, held[i])
      table.insert(again, task[1])
      table.insert(again, task[3])
    end
  end
  return again
end
if redis.call('EXISTS', KEYS[2]) == 1 then return {-1} end
local until_s = int(now_s + tonumber(ARGV[3]))
local result = {tonumber(until_s), now_ms}
local ids = redis.call('LRANGE', KEYS[1], -tonumber(ARGV[2]), -1)
if #ids == 0 then return result end

local taken, leases, ghosts, seen = {}, {}, {}, {}
for i = #ids, 1, -1 do
  local id = ids[i]
  local task = redis.pcall('HMGET', ARGV[1] .. id, 'msg', 'state')
  if not task[1] then
    table.insert(ghosts, ARGV[1] .. id)
  elseif not seen[id] and not (task[2] == 'active' and redis.call('ZSCORE', KEYS[4], id)) then
    seen[id] = true
    table.insert(taken, id)
    table.insert(leases, until_s)
    table.insert(leases, id)
    table.insert(result, id)
    table.insert(result, ARGV[4] .. #taken)
    table.insert(result, task[1])
  end
end

redis.call('LTRIM', KEYS[1], 0, -#ids - 1)
if #ghosts > 0 then redis.call('DEL', unpack(ghosts)) end
if #taken == 0 then return result end
redis.call('LPUSH', KEYS[3], unpack(taken))
redis.call('ZADD', KEYS[4], unpack(leases))
for n, id in ipairs(taken) do
  local key = ARGV[1] .. id
  redis.call('HSET', key, 'state', 'active', 'belfry_owner', ARGV[4] .. n, 'belfry_lease', until_s)
  redis.call('HDEL', key, 'pending_since')
end
return result
