-- Moves tasks that have become due to where they run, or to the group they belong to.
-- KEYS 1 scheduled or retry, 2 pending, 3 groups
-- ARGV 1 prefix of task records, 2 prefix of groups, 3 at most how many, 4 how many to skip of those with the next second,
--      5 channel for due times, 6 name of the caller, 7 channel for groups
-- Result {moved, how many to skip at the next call, which is to come at once (-1: none is needed), Unix ms when to look again
-- as far as this call has seen (-1: nothing waits), now (ms)}
-- Invariant: nothing runs early, not even by a part of a second; a group with tasks is registered; ids without a record vanish.
-- A score is the second at or after the moment, so what has the next second may be due already; a moment in a record counts
-- only if it fits the score: a Go server may have set another one since. Within one second the set is ordered by id, so all of
-- the next second are looked at, portion by portion. Those who wait for the same tasks are told that this look was done.
--! include clock
local limit, skip = tonumber(ARGV[3]), tonumber(ARGV[4])
local due, leaving, grown = {}, {}, {}
-- What was to join a group but ran by itself, because Go forwarded it, goes on so.
local first_run = string.match(KEYS[1], '[^:]+$') == 'scheduled'
local again, look_ms = -1, -1
local function look_at(ms)
  if look_ms < 0 or ms < look_ms then look_ms = ms end
end

local function consider(id, score)
  local key = ARGV[1] .. id
  local task = redis.pcall('HMGET', key, 'state', 'belfry_due_ms', 'group', 'belfry_group')
  if not task[1] and redis.pcall('HEXISTS', key, 'msg') ~= 1 then
    redis.call('DEL', key)
    table.insert(leaving, id)
    return
  end
  local moment = score * 1000
  local exact = tonumber(task[2] or '')
  if exact and math.ceil(exact / 1000) == score then moment = exact end
  if moment > now_ms then return look_at(moment) end
  table.insert(leaving, id)
  table.insert(due, {id, moment, #due, task[2], task[3] or first_run and task[4]})
end

local over = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', int(now_s), 'WITHSCORES', 'LIMIT', 0, limit)
for i = 1, #over, 2 do consider(over[i], tonumber(over[i + 1])) end
if #over == limit * 2 then
  again = 0
else
  local ids = redis.call('ZRANGEBYSCORE', KEYS[1], int(now_s + 1), int(now_s + 1), 'LIMIT', skip, limit)
  local left = #leaving
  for _, id in ipairs(ids) do consider(id, now_s + 1) end
  if #ids == limit then
    again = skip + limit - (#leaving - left)
  else
    local later = redis.call('ZRANGEBYSCORE', KEYS[1], int(now_s + 2), '+inf', 'WITHSCORES', 'LIMIT', 0, 1)
    if #later > 0 then look_at((tonumber(later[2]) - 1) * 1000) end
  end
end

-- Tasks are to run in the order of their moments.
table.sort(due, function(a, b)
  if a[2] ~= b[2] then return a[2] < b[2] end
  return a[3] < b[3]
end)
local pending = {}
for _, task in ipairs(due) do
  local id, exact, group = task[1], task[4], task[5]
  local key = ARGV[1] .. id
  if exact then redis.call('HDEL', key, 'belfry_due_ms') end
  if group and group ~= '' then
    redis.call('ZADD', ARGV[2] .. group, int(now_s), id)
    redis.call('SADD', KEYS[3], group)
    redis.call('HSET', key, 'state', 'aggregating', 'group', group)
    redis.call('HDEL', key, 'belfry_group')
    grown[group] = true
  else
    redis.call('HSET', key, 'state', 'pending', 'pending_since', now_ns)
    table.insert(pending, id)
  end
end
for group in pairs(grown) do
  redis.call('PUBLISH', ARGV[7], redis.call('ZCARD', ARGV[2] .. group) .. ' ' .. group)
end
if #leaving > 0 then redis.call('ZREM', KEYS[1], unpack(leaving)) end
if #pending > 0 then redis.call('LPUSH', KEYS[2], unpack(pending)) end
if again < 0 and (#due > 0 or look_ms >= 0) then
  redis.call('PUBLISH', ARGV[5], string.match(KEYS[1], '[^:]+$') .. ' after ' .. int(look_ms) .. ' ' .. ARGV[6])
end
return {#due, again, look_ms, now_ms}
