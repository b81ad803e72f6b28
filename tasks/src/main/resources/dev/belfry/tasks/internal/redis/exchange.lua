-- Forgets tasks that succeeded, and takes the oldest ones that are ready to run, each with a lease.
-- KEYS 1 pending, 2 paused, 3 active, 4 lease, 5 processed
-- ARGV 1 prefix of task records, 2 at most how many to take, 3 seconds of a lease, 4 name of this call, 5 1 if this call may
--      have run before, else 0, 6 1 if it matters how long the tasks waited, else 0, 7 number of successes, then for those
--      with the same end of lease, as the server knows it: that end, how many, their ids; in the end pairs: number of a
--      success, unique lock that it may have
-- Result {end of the new leases (s), or -1 if the queue is paused; now (ms); numbers of the successes that are left
-- for the done script, each followed by ','; then for each task taken: id, message, ns since when it was ready to run (empty:
-- not known, or does not matter)} with the oldest first; the owner of each is the name of the call, and no call takes a task twice
-- Invariant: an id is in active and in lease, or in neither; ids without a record vanish, and so does what is left of their
-- record; an id that a worker has is not given to another; a lock goes with its holder; each success is counted once; a
-- call that runs again takes what it took before.
-- A success is written here only if this is its first try and its lease in Redis is the one that its server knows: nobody
-- else can have had the task in between, as a lease that was taken over ends later. All others need the fence.
-- This is the script that runs most: each number that becomes a text, and each command, counts.
--! include moment
--! include counters
--! include leave
local call = redis.call
local prefix, max, name, again = ARGV[1], ARGV[2], ARGV[4], ARGV[5] == '1'
local waits = ARGV[6] == '1'
local lease_end = now_s + tonumber(ARGV[3])
local until_s = int(lease_end)
local successes = tonumber(ARGV[7])
local written = false

-- Of size successes from ARGV[first] on, the set of those whose leases end then. To read a score costs as much as three ids.
local function still_held(ends, first, size)
  local held = {}
  if redis.call('ZCARD', KEYS[4]) <= 3 * size then
    local ids = call('ZRANGEBYSCORE', KEYS[4], ends, ends)
    for i = 1, #ids do held[ids[i]] = true end
  else
    local scores = call('ZMSCORE', KEYS[4], unpack(ARGV, first, first + size - 1))
    for i = 1, size do held[ARGV[first + i - 1]] = scores[i] == ends end
  end
  return held
end

-- Answers with the numbers of the successes that it leaves.
local function settle()
  if successes == 0 then return '' end
  local ids, keys, place, left = {}, {}, {}, {}
  local at, n = 8, 0
  while n < successes do
    local size = tonumber(ARGV[at + 1])
    local held = again and {} or still_held(ARGV[at], at + 2, size)
    for i = at + 2, at + 1 + size do
      local id = ARGV[i]
      n = n + 1
      if held[id] then
        place[n] = id
        ids[#ids + 1] = id
        keys[#keys + 1] = prefix .. id
      else
        left[#left + 1] = n .. ','
      end
    end
    at = at + 2 + size
  end
  if #ids > 0 then
    for i = at, #ARGV, 2 do
      local id, lock = place[tonumber(ARGV[i])], ARGV[i + 1]
      if id and redis.pcall('GET', lock) == id then keys[#keys + 1] = lock end
    end
    leave(KEYS[3], KEYS[4], ids)
    written = true
    call('DEL', unpack(keys))
    count(KEYS[5], #ids)
  end
  return table.concat(left)
end

-- Adds to the reply what an earlier run of this call took; whether there is anything. It was pushed on the left, in one piece,
-- so the search ends with that piece, and after LOOK ids, some 8 ms.
local LOOK, PORTION = 5000, 250

local function find(reply)
  local found, from = {}, 0
  repeat
    local before = #found
    local ids = call('LRANGE', KEYS[3], from, from + PORTION - 1)
    for _, id in ipairs(ids) do
      local task = redis.pcall('HMGET', prefix .. id, 'belfry_owner', 'belfry_lease', 'msg')
      if task[1] == name and task[2] and task[3] then found[#found + 1] = {id, task[3], task[2]} end
    end
    from = from + PORTION
  until #ids < PORTION or from >= LOOK or before > 0 and #found == before
  for i = #found, 1, -1 do
    reply[1] = tonumber(found[i][3])
    for _, part in ipairs({found[i][1], found[i][2], ''}) do reply[#reply + 1] = part end
  end
  return #found > 0
end

-- Of ids, some of which had a lease already or came twice: those that no worker has. The others have until_s now, unless they
-- had another lease before.
local function unheld(ids)
  local free, seen = {}, {}
  for _, id in ipairs(ids) do
    if not seen[id] then
      seen[id] = true
      local active = redis.pcall('HGET', prefix .. id, 'state') == 'active'
      if not active or call('ZSCORE', KEYS[4], id) == until_s and not call('LPOS', KEYS[3], id) then
        call('ZADD', KEYS[4], until_s, id)
        free[#free + 1] = id
      end
    end
  end
  return free
end

-- A small sorted set is a list that Redis searches from one end for each id. An id that is longer than any in such a list makes
-- it one with an index, for as long as it has ids; that pays from so many on.
local INDEXED, LONG_ID = 24, string.rep('-', 65)

-- Answers with how many of the ids had no lease.
local function lease(ids)
  local indexed = #ids >= INDEXED
  local leases = indexed and {'NX', 0, LONG_ID} or {'NX'}
  for i = 1, #ids do
    leases[#leases + 1] = until_s
    leases[#leases + 1] = ids[i]
  end
  local added = call('ZADD', KEYS[4], unpack(leases))
  if indexed then added = added - call('ZREM', KEYS[4], LONG_ID) end
  return added
end

local function take(reply)
  -- A Redis that is out of memory refuses LPUSH, unless the script has written before; and keys of another type are to be
  -- found out before anything has changed.
  if not written then
    call('LLEN', KEYS[3])
    call('ZREM', KEYS[4], '')
  end
  local ids = call('RPOP', KEYS[1], max)
  if not ids then return end
  if lease(ids) < #ids then ids = unheld(ids) end

  local taken, ghosts, ghost_keys = {}, {}, {}
  local at = #reply
  for i = 1, #ids do
    local id = ids[i]
    local key = prefix .. id
    local message, since
    if waits then
      local task = redis.pcall('HMGET', key, 'msg', 'pending_since')
      message, since = task[1], task[2]
    else
      message = redis.pcall('HGET', key, 'msg')
    end
    if type(message) == 'string' then
      taken[#taken + 1] = id
      reply[at + 1], reply[at + 2], reply[at + 3] = id, message, since or ''
      at = at + 3
      call('HDEL', key, 'pending_since')
      call('HSET', key, 'state', 'active', 'belfry_owner', name, 'belfry_lease', until_s)
    else
      ghosts[#ghosts + 1] = id
      ghost_keys[#ghost_keys + 1] = key
    end
  end
  if #taken > 0 then call('LPUSH', KEYS[3], unpack(taken)) end
  if #ghosts > 0 then
    call('ZREM', KEYS[4], unpack(ghosts))
    call('DEL', unpack(ghost_keys))
  end
end

local reply = {lease_end, now_ms, settle()}
if again and find(reply) then return reply end
if call('EXISTS', KEYS[2]) == 1 then
  reply[1] = -1
elseif max ~= '0' then
  take(reply)
end
return reply
