-- Takes an id, and a lock if there is one, for a new task.
-- KEYS none of its own
-- ARGV none of its own
-- Result is_leftover(...), claim(...), see below
-- Invariant: a conflict leaves no lock behind
-- Gives:
--   is_leftover(key): whether the key is a record without a message, which is no task and has been removed
--   claim(queue_prefix, prefix, id, lock, lock_ms, finished), which answers
--     'free'       both were free; the lock is now taken
--     'conflict'   another task has the id
--     'duplicate'  another task has the lock
-- The id is looked at first, so that a conflict never leaves a lock behind. A lock whose holder has no record was left
-- behind by somebody else, and is taken over. With finished, an archived or completed task is not in the way: one with the
-- same id is removed, one with the lock loses it.
local function is_leftover(key)
  local has_message = redis.pcall('HEXISTS', key, 'msg')
  if has_message ~= 0 then return false end
  redis.call('DEL', key)
  return true
end

local function is_finished(state) return state == 'archived' or state == 'completed' end

local function is_held(lock, prefix, finished)
  local holder = redis.pcall('GET', lock)
  if not holder then return false end
  if type(holder) == 'table' then return true end
  local task = redis.pcall('HMGET', prefix .. holder, 'msg', 'state')
  return task[1] and not (finished and is_finished(task[2]))
end

local function claim(queue_prefix, prefix, id, lock, lock_ms, finished)
  local key = prefix .. id
  local old
  if redis.call('EXISTS', key) == 1 and not is_leftover(key) then
    old = redis.pcall('HMGET', key, 'state', 'unique_key')
    if not (finished and is_finished(old[1])) then return 'conflict' end
  end
  if lock ~= '' and is_held(lock, prefix, finished) then return 'duplicate' end
  if old then
    redis.call('ZREM', queue_prefix .. old[1], id)
    if old[2] and old[2] ~= '' and redis.pcall('GET', old[2]) == id then redis.call('DEL', old[2]) end
    redis.call('DEL', key)
  end
  if lock ~= '' then redis.call('SET', lock, id, 'EX', string.format('%.0f', math.max(1, math.floor(lock_ms / 1000)))) end
  return 'free'
end
