-- Takes an id, and a lock if there is one, for a new task.
-- KEYS none of its own
-- ARGV none of its own
-- Result claim(...), is_finished(state), see below
-- Invariant: a conflict leaves no lock behind
-- Gives:
--   is_finished(state): whether it is that of an archived or completed task
--   claim(queue_prefix, prefix, id, lock, lock_ms, finished), which answers
--     'free'       both were free; the lock is now taken
--     'conflict'   another task has the id
--     'duplicate'  another task has the lock
-- The id is looked at first, so that a conflict never leaves a lock behind. What others left behind is not in the way: an
-- archived or completed task that is in no archive, a lock whose holder is gone or is a task that never asked for it. With
-- finished, an archived or completed task is not in the way either: one with the same id is removed, one with the lock
-- loses it.
-- Whether the key is a record without a message, which is no task, and has been removed.
local function is_leftover(key)
  local has_message = redis.pcall('HEXISTS', key, 'msg')
  if has_message ~= 0 then return false end
  redis.call('DEL', key)
  return true
end

local function is_finished(state) return state == 'archived' or state == 'completed' end

local function gives_way(queue_prefix, id, state, finished)
  return is_finished(state) and (finished or not redis.pcall('ZSCORE', queue_prefix .. state, id))
end

local function is_held(lock, queue_prefix, prefix, finished)
  local holder = redis.pcall('GET', lock)
  if not holder then return false end
  if type(holder) == 'table' then return true end
  local task = redis.pcall('HMGET', prefix .. holder, 'msg', 'state')
  if not task[1] or not string.find(task[1], lock, 1, true) then return false end
  return not gives_way(queue_prefix, holder, task[2], finished)
end

local function claim(queue_prefix, prefix, id, lock, lock_ms, finished)
  local key = prefix .. id
  local old
  if redis.call('EXISTS', key) == 1 and not is_leftover(key) then
    old = redis.pcall('HMGET', key, 'state', 'unique_key')
    if not gives_way(queue_prefix, id, old[1], finished) then return 'conflict' end
  end
  if lock ~= '' and is_held(lock, queue_prefix, prefix, finished) then return 'duplicate' end
  if old then
    redis.call('ZREM', queue_prefix .. old[1], id)
    if old[2] and old[2] ~= '' and redis.pcall('GET', old[2]) == id then redis.call('DEL', old[2]) end
    redis.call('DEL', key)
  end
  if lock ~= '' then redis.call('SET', lock, id, 'EX', string.format('%.0f', math.max(1, math.floor(lock_ms / 1000)))) end
  return 'free'
end
