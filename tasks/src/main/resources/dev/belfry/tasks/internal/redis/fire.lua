-- Enqueues the task of one moment of a scheduler entry, if nobody has dealt with that moment or a later one.
-- KEYS 1 mark of the entry, 2 pending, 3 scheduled, 4 groups
-- ARGV 1 moment (Unix s), or '' to enqueue now and in any case, 2 name of the caller (without spaces), 3 seconds that the
--      mark lasts, 4 'allow' or 'skip' while the task of the last fire is not done, 5 prefix of the queue's keys, 6 channel
--      for due times, 7 id, 8 message, 9 'derived' if the id follows from entry and moment, else 'chosen', 10 lock ('' for
--      none), 11 ms that the lock outlasts the moment of being due, 12 'finished' if an archived or completed task gives way
--      (else ''), 13 'at', 'in' or 'group', 14 Unix ms, ms from now or the name of the group
-- Result {code, detail or ''}: -1 the moment has not come, 0 dealt with before by another, 1 pending, 2 in its group,
--      3 scheduled for the ms in detail, 4 id conflict, 5 duplicate, 6 skipped as the task in detail is not done, 7 paused.
--      Whoever asks again gets the same result, as long as the moment is among the last ones.
-- Invariant: each moment of an entry enqueues at most one task, whoever asks, however late, and whatever became of the task.
--! include clock
--! include mark
--! include claim
--! include due
local EARLY, BEFORE, PENDING, GROUPED, SCHEDULED, CONFLICT, DUPLICATE, SKIPPED, PAUSED = -1, 0, 1, 2, 3, 4, 5, 6, 7
-- More moments than pass while a lost connection is restored.
local RECENT = 10
local moment = tonumber(ARGV[1])
local prefix, id, lock, when, value = ARGV[5] .. 't:', ARGV[7], ARGV[10], ARGV[13], ARGV[14]
local key = prefix .. id
local due_ms = now_ms
if when == 'at' then due_ms = tonumber(value) elseif when == 'in' then due_ms = now_ms + tonumber(value) end
due_ms = math.max(now_ms, due_ms)

local function unfinished(task_id)
  local task = redis.pcall('HMGET', prefix .. task_id, 'msg', 'state')
  return task[1] and not is_finished(task[2])
end

local dealt_with, _, last_task, recent, paused = read_mark(KEYS[1])
if moment then
  if moment > now_s then return {EARLY, ''} end
  for at, by, code, detail in string.gmatch(recent, '(%d+) (%S+) (%d+) ([^%s;]*);') do
    if at == ARGV[1] and by == ARGV[2] then return {tonumber(code), detail} end
  end
  if moment <= dealt_with then return {BEFORE, ''} end
end

local function judge()
  if moment and paused then return PAUSED end
  if moment and ARGV[4] == 'skip' and last_task and unfinished(last_task) then return SKIPPED end
  local claimed = claim(ARGV[5], prefix, id, lock, tonumber(ARGV[11]) + due_ms - now_ms, ARGV[12] ~= '')
  if claimed == 'conflict' then return ARGV[9] == 'derived' and BEFORE or CONFLICT end
  if claimed == 'duplicate' then return DUPLICATE end
  if when == 'group' then return GROUPED end
  return due_ms > now_ms and SCHEDULED or PENDING
end

local code = judge()
local detail = ''
if code == SKIPPED then detail = last_task end
if code == PENDING or code == GROUPED or code == SCHEDULED then
  redis.call('HSET', key, 'msg', ARGV[8])
  if lock ~= '' then redis.call('HSET', key, 'unique_key', lock) end
  if code == PENDING then
    redis.call('HSET', key, 'state', 'pending', 'pending_since', now_ns)
    redis.call('LPUSH', KEYS[2], id)
  elseif code == GROUPED then
    redis.call('HSET', key, 'state', 'aggregating', 'group', value)
    redis.call('ZADD', ARGV[5] .. 'g:' .. value, int(now_s), id)
    redis.call('SADD', KEYS[4], value)
  else
    redis.call('HSET', key, 'state', 'scheduled')
    detail = int(wait_until(KEYS[3], key, id, due_ms, ARGV[6]))
  end
  redis.call('HSET', KEYS[1], 'task', id)
  if moment then redis.call('HSET', KEYS[1], 'fired', ARGV[1]) end
end
if moment then
  -- What has spaces or a semicolon, as a chosen id may, is no part of a note.
  local note = string.find(detail, '[%s;]') and '' or detail
  local notes, n = {string.format('%s %s %d %s;', ARGV[1], ARGV[2], code, note)}, 1
  for old in string.gmatch(recent, '[^;]+;') do
    n = n + 1
    if n <= RECENT then table.insert(notes, old) end
  end
  redis.call('HSET', KEYS[1], 'moment', ARGV[1], 'recent', table.concat(notes))
end
redis.call('EXPIRE', KEYS[1], ARGV[3])
return {code, detail}
