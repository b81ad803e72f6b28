-- Takes a set of tasks from a group to be aggregated, if it is time for that.
-- KEYS 1 group, 2 the set to be made (its name is not used by anybody else), 3 groups, 4 sets, 5 rest of the group
-- ARGV 1 name of the group, 2 seconds without a new task, 3 seconds that a task waits at most (0: no such limit), 4 how many
--      tasks are enough (0: no such limit), 5 at most how many to take, 6 seconds after which a set counts as abandoned
-- Result {1, size} the set is made, {0, ms until to look again} it is not time, {-1} the group is empty
-- A set that is there already was made by this very call, repeated after a lost reply.
-- Invariant: a task is in its group or in one set; a set is registered; a group is registered if and only if it has tasks.
--! include clock
local group, set, name = KEYS[1], KEYS[2], ARGV[1]
if redis.call('ZSCORE', KEYS[4], set) then return {1, redis.call('ZCARD', set)} end
local size = redis.call('ZCARD', group)
if size == 0 then
  redis.call('SREM', KEYS[3], name)
  return {-1}
end

local grace, max_delay, enough, most = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
if enough == 0 then enough = most end
local function score_at(rank) return tonumber(redis.call('ZRANGE', group, rank, rank, 'WITHSCORES')[2]) end
local due_s = score_at(-1) + grace
if max_delay > 0 then due_s = math.min(due_s, score_at(0) + max_delay) end
if size >= enough then due_s = now_s end
local due_ms = due_s * 1000
-- The rest is 'failures in a row:end (ms)'.
local rest_ms = tonumber(string.match(redis.call('GET', KEYS[5]) or '', ':(%d+)$') or '0')
due_ms = math.max(due_ms, rest_ms)
if due_ms > now_ms then
  redis.call('SADD', KEYS[3], name)
  return {0, due_ms - now_ms}
end

if size <= enough then
  redis.call('RENAME', group, set)
  redis.call('SREM', KEYS[3], name)
else
  local PORTION = 500
  local entries = redis.call('ZRANGE', group, 0, enough - 1, 'WITHSCORES')
  for first = 1, #entries, PORTION * 2 do
    local arguments = {}
    for i = first, math.min(first + PORTION * 2, #entries + 1) - 1, 2 do
      table.insert(arguments, entries[i + 1])
      table.insert(arguments, entries[i])
    end
    redis.call('ZADD', set, unpack(arguments))
  end
  redis.call('ZREMRANGEBYRANK', group, 0, enough - 1)
  redis.call('SADD', KEYS[3], name)
end
redis.call('ZADD', KEYS[4], int(now_s + tonumber(ARGV[6])), set)
return {1, redis.call('ZCARD', set)}
