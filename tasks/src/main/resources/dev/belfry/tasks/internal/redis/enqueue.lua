-- Stores new tasks, each judged by itself.
-- KEYS 1 pending, 2 scheduled, 3 groups, 4 what the client's last call brought
-- ARGV 1 prefix of task records, 2 prefix of groups, 3 prefix of the queue's keys, 4 channel for due times,
--      5 number of this call among those of the client for this queue, 6 channel for groups, 7 prefix of ids that are remembered,
--      then for each task: id, message, and '' if it runs at once, by itself, has no lock and replaces nothing; else 'and',
--      lock ('' for none), ms that the lock outlasts the moment of being due, 'finished' if an archived or completed task
--      gives way (else ''), 'at' or 'in', Unix ms or ms from now, group that it then joins ('' for none), ms that its id is remembered
--      although the task is gone ('' for not at all)
-- Result now (ms), then for each task: 0 id conflict, -1 duplicate, 1 pending, 2 in its group, else it is scheduled for that
-- Unix ms. A call that comes again after its reply was lost gets the same result and changes nothing; one that comes after a
-- later one gets only the time: nobody waits for it any more.
-- Invariant: a record exists if and only if its id is in the list or set that its state names; a group with tasks is
-- registered; a call takes effect once; an id that is remembered is stored once.
--! include clock
--! include claim
--! include due
local CONFLICT, DUPLICATE, PENDING, GROUPED = 0, -1, 1, 2
-- Far longer than any client waits for a reply.
local REMEMBER_SECONDS = 300
local prefix, call = ARGV[1], tonumber(ARGV[5])

local results = {now_ms}
local last = redis.call('GET', KEYS[4])
if last then
  local numbers = {}
  for number in string.gmatch(last, '%S+') do table.insert(numbers, tonumber(number)) end
  if call < numbers[1] then return results end
  if call == numbers[1] then
    numbers[1] = now_ms
    return numbers
  end
end

local pending, waiting, grown = {}, {}, {}
local first_due

-- A task with a group and a delay joins its group when it is due.
local function store(id, message, lock, lock_ms, finished, due_ms, group, once_ms)
  if once_ms ~= '' and redis.call('EXISTS', ARGV[7] .. id) == 1 then return CONFLICT end
  local claimed = claim(ARGV[3], prefix, id, lock, lock_ms + due_ms - now_ms, finished)
  if claimed ~= 'free' then return claimed == 'conflict' and CONFLICT or DUPLICATE end

  local key = prefix .. id
  if once_ms ~= '' then redis.call('SET', ARGV[7] .. id, '', 'PX', once_ms) end
  if lock ~= '' then redis.call('HSET', key, 'unique_key', lock) end
  if due_ms > now_ms then
    redis.call('HSET', key, 'msg', message, 'state', 'scheduled')
    if group ~= '' then redis.call('HSET', key, 'belfry_group', group) end
    due_ms = keep_due(key, due_ms)
    table.insert(waiting, due_score(due_ms))
    table.insert(waiting, id)
    if not first_due or due_ms < first_due then first_due = due_ms end
    return due_ms
  end
  if group ~= '' then
    redis.call('HSET', key, 'msg', message, 'state', 'aggregating', 'group', group)
    redis.call('ZADD', ARGV[2] .. group, int(now_s), id)
    redis.call('SADD', KEYS[3], group)
    grown[group] = true
    return GROUPED
  end
  redis.call('HSET', key, 'msg', message, 'state', 'pending', 'pending_since', now_ns)
  table.insert(pending, id)
  return PENDING
end

-- Whether all tasks are of the most common kind, and nothing is in the way of any, by one look at all.
local function all_free()
  local keys, seen = {}, {}
  for i = 8, #ARGV, 3 do
    local id = ARGV[i]
    if ARGV[i + 2] ~= '' or seen[id] then return false end
    seen[id] = true
    keys[#keys + 1] = prefix .. id
  end
  return #keys > 0 and #keys <= 1000 and redis.call('EXISTS', unpack(keys)) == 0
end

local free = all_free()
local i = 8
while i <= #ARGV do
  local id, message = ARGV[i], ARGV[i + 1]
  if ARGV[i + 2] == '' then
    local key = prefix .. id
    if not free and redis.call('EXISTS', key) == 1 and claim(ARGV[3], prefix, id, '', 0, false) ~= 'free' then
      table.insert(results, CONFLICT)
    else
      redis.call('HSET', key, 'msg', message, 'state', 'pending', 'pending_since', now_ns)
      pending[#pending + 1] = id
      results[#results + 1] = PENDING
    end
    i = i + 3
  else
    local due_ms = tonumber(ARGV[i + 7])
    if ARGV[i + 6] == 'in' then due_ms = now_ms + due_ms end
    table.insert(results, store(id, message, ARGV[i + 3], tonumber(ARGV[i + 4]), ARGV[i + 5] ~= '',
        math.max(now_ms, due_ms), ARGV[i + 8], ARGV[i + 9]))
    i = i + 10
  end
end

if #pending > 0 then redis.call('LPUSH', KEYS[1], unpack(pending)) end
if #waiting > 0 then
  redis.call('ZADD', KEYS[2], unpack(waiting))
  tell_due(KEYS[2], first_due, ARGV[4])
end
for group in pairs(grown) do
  redis.call('PUBLISH', ARGV[6], redis.call('ZCARD', ARGV[2] .. group) .. ' ' .. group)
end
local remembered = {ARGV[5]}
for n = 2, #results do remembered[n] = results[n] == PENDING and '1' or int(results[n]) end
redis.call('SET', KEYS[4], table.concat(remembered, ' '), 'EX', REMEMBER_SECONDS)
return results
