-- Moves tasks that have become due to where they run, or to the group they belong to.
-- KEYS 1 scheduled, 2 retry, 3 pending, 4 groups
-- ARGV 1 prefix of task records, 2 prefix of groups, 3 at most how many of each set
-- Result {moved, ms until to look for the next one (0: at once, there are more; -1: nothing waits), now (ms)}
-- Invariant: nothing runs early, not even by a part of a second; a group with tasks is registered; ids without a record vanish.
-- A score is the second at or after the moment, so what has the current second's successor may be due already. The moment
-- in a record counts only if it fits the score: a Go server may have set another one since.
--! include clock
local limit = tonumber(ARGV[3])
local moved, next_ms = 0, nil
local function look_again(ms)
  if not next_ms or ms < next_ms then next_ms = ms end
end

local function run(id, group)
  local key = ARGV[1] .. id
  redis.call('HDEL', key, 'belfry_due_ms')
  if group and group ~= '' then
    redis.call('ZADD', ARGV[2] .. group, int(now_s), id)
    redis.call('SADD', KEYS[4], group)
    redis.call('HSET', key, 'state', 'aggregating')
  else
    redis.call('LPUSH', KEYS[3], id)
    redis.call('HSET', key, 'state', 'pending', 'pending_since', now_ns)
  end
end

local function forward(source)
  local entries = redis.call('ZRANGEBYSCORE', source, '-inf', int(now_s + 1), 'WITHSCORES', 'LIMIT', 0, limit)
  local due, ghosts = {}, {}
  for i = 1, #entries, 2 do
    local id, score = entries[i], tonumber(entries[i + 1])
    local task = redis.pcall('HMGET', ARGV[1] .. id, 'msg', 'belfry_due_ms', 'group')
    local moment = score * 1000
    local exact = tonumber(task[2] or '')
    if exact and math.ceil(exact / 1000) == score then moment = exact end
    if not task[1] then
      table.insert(ghosts, id)
    elseif moment <= now_ms then
      table.insert(due, {id, task[3], moment, #due})
    else
      look_again(moment)
    end
  end
  -- Within one second the set is ordered by id; tasks are to run in the order of their moments.
  table.sort(due, function(a, b)
    if a[3] ~= b[3] then return a[3] < b[3] end
    return a[4] < b[4]
  end)

  for _, id in ipairs(ghosts) do
    redis.call('ZREM', source, id)
    redis.call('DEL', ARGV[1] .. id)
  end
  for _, task in ipairs(due) do
    redis.call('ZREM', source, task[1])
    run(task[1], task[2])
  end
  moved = moved + #due

  if #entries < limit * 2 then
    local first = redis.call('ZRANGEBYSCORE', source, int(now_s + 2), '+inf', 'WITHSCORES', 'LIMIT', 0, 1)
    if #first > 0 then look_again((tonumber(first[2]) - 1) * 1000) end
  elseif #due + #ghosts > 0 then
    look_again(now_ms)
  end
end

forward(KEYS[1])
forward(KEYS[2])
return {moved, next_ms and next_ms - now_ms or -1, now_ms}
