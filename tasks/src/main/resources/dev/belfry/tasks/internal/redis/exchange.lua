-- Forgets tasks that succeeded, and takes the oldest ones that are ready to run, each with a lease.
-- KEYS 1 pending, 2 paused, 3 active, 4 lease, 5 processed
-- ARGV 1 prefix of task records, 2 at most how many to take, 3 seconds of a lease, 4 name of this call, which ends with
--      '/', 5 1 if this call may have run before, else 0, 6 number of successes, then their ids, then for each of them the
--      end of its lease as the server knows it, then pairs: number of a success, unique lock that it may have
-- Result {end of the new leases (s), or -1 if the queue is paused; now (ms); numbers of the successes that are left
-- for the done script, each followed by ','; then for each task taken: its number, id, message, ns since when it was
-- ready to run (empty: not known)} with the oldest first; the owner of a task is the name of the call and the task's number, so that
-- no two attempts have the same
-- Invariant: an id is in active and in lease, or in neither; ids without a record vanish, and so does what is left of their
-- record; an id that a worker has is not given to another; a lock goes with its holder; each success is counted once; a
-- call that runs again takes what it took before.
-- A success is written here only if this is its first try and its lease in Redis is the one that its server knows: nobody
-- else can have had the task in between, as a lease that was taken over ends later. All others need the fence.
--! include clock
--! include counters
--! include leave
--! include locks
local prefix, max, call, again = ARGV[1], tonumber(ARGV[2]), ARGV[4], ARGV[5] == '1'
local until_s = int(now_s + tonumber(ARGV[3]))
local successes, BEFORE = tonumber(ARGV[6]), 6
local written = false

-- Answers with the numbers of the successes that it leaves.
local function settle()
  if successes == 0 then return '' end
  local known = BEFORE + successes
  local leases = again and {} or redis.call('ZMSCORE', KEYS[4], unpack(ARGV, BEFORE + 1, known))
  local ids, keys, left = {}, {}, {}
  for n = 1, successes do
    local id = ARGV[BEFORE + n]
    if leases[n] and leases[n] == ARGV[known + n] then
      ids[#ids + 1] = id
      keys[#keys + 1] = prefix .. id
    else
      left[n] = n .. ','
    end
  end
  if #ids > 0 then
    for i = known + successes + 1, #ARGV, 2 do
      local n = tonumber(ARGV[i])
      if not left[n] and holds(ARGV[i + 1], ARGV[BEFORE + n]) then keys[#keys + 1] = ARGV[i + 1] end
    end
    leave(KEYS[3], KEYS[4], ids)
    written = true
    redis.call('DEL', unpack(keys))
    count(KEYS[5], #ids)
  end
  local text = ''
  for n = 1, successes do text = text .. (left[n] or '') end
  return text
end

-- Adds to the reply what an earlier run of this call took; whether there is anything. It was pushed on the left, in one piece,
-- so the search ends with that piece, and after LOOK ids, some 8 ms.
local LOOK, PORTION = 5000, 250

local function find(reply)
  local found, from = {}, 0
  repeat
    local before = #found
    local ids = redis.call('LRANGE', KEYS[3], from, from + PORTION - 1)
    for _, id in ipairs(ids) do
      local task = redis.pcall('HMGET', prefix .. id, 'belfry_owner', 'belfry_lease', 'msg')
      if task[1] and task[2] and task[3] and string.sub(task[1], 1, #call) == call then
        found[#found + 1] = {tonumber(string.sub(task[1], #call + 1)), id, task[3], task[2]}
      end
    end
    from = from + PORTION
  until #ids < PORTION or from >= LOOK or before > 0 and #found == before
  for i = #found, 1, -1 do
    local task = found[i]
    reply[1] = tonumber(task[4])
    for _, part in ipairs({task[1], task[2], task[3], ''}) do reply[#reply + 1] = part end
  end
  return #found > 0
end

local function take(reply)
  local ids = redis.call('LRANGE', KEYS[1], -max, -1)
  if #ids == 0 then return end
  local taken, leases, ghosts, seen = {}, {}, {}, {}
  local at = #reply
  for i = #ids, 1, -1 do
    local id = ids[i]
    local task = redis.pcall('HMGET', prefix .. id, 'msg', 'state', 'pending_since')
    if not task[1] then
      ghosts[#ghosts + 1] = prefix .. id
    elseif not seen[id] and not (task[2] == 'active' and redis.call('ZSCORE', KEYS[4], id)) then
      local n = #taken + 1
      seen[id] = true
      taken[n] = id
      leases[2 * n - 1] = until_s
      leases[2 * n] = id
      reply[at + 1], reply[at + 2], reply[at + 3], reply[at + 4] = n, id, task[1], task[3] or ''
      at = at + 4
    end
  end

  if #taken > 0 then
    -- A Redis that is out of memory refuses LPUSH, unless the script has written before; and a lease key of another type
    -- is to be found out before anything has changed.
    if not written then redis.call('ZREM', KEYS[4], '') end
    redis.call('LPUSH', KEYS[3], unpack(taken))
    redis.call('ZADD', KEYS[4], unpack(leases))
  end
  redis.call('LTRIM', KEYS[1], 0, -#ids - 1)
  if #ghosts > 0 then redis.call('DEL', unpack(ghosts)) end
  for n, id in ipairs(taken) do
    local key = prefix .. id
    redis.call('HDEL', key, 'pending_since')
    redis.call('HSET', key, 'state', 'active', 'belfry_owner', call .. n, 'belfry_lease', until_s)
  end
end

local reply = {tonumber(until_s), now_ms, settle()}
if again and find(reply) then return reply end
if redis.call('EXISTS', KEYS[2]) == 1 then
  reply[1] = -1
elseif max > 0 then
  take(reply)
end
return reply
