-- Takes an id, and a lock if there is one, for a new task. Needs: clock.
-- KEYS none of its own
-- ARGV none of its own
-- Result claim(...), see below
-- Invariant: a conflict leaves no lock behind
-- Gives: claim(task_key, id, call, lock_key, lock_ttl_ms, prefix), which answers
--   'free'       both were free, and the lock is now taken
--   'stored'     an earlier try of the same call has stored the task
--   'conflict'   another task has the id
--   'duplicate'  another task has the lock
-- The id is looked at first, so that a conflict never leaves a lock behind. A lock whose holder has no record was
-- left behind by somebody else, and is taken over. A record without a message is such a leftover too.
local function claim(task_key, id, call, lock_key, lock_ttl_ms, prefix)
  if redis.call('EXISTS', task_key) == 1 then
    local stored = redis.call('HMGET', task_key, 'msg', 'belfry_call')
    if stored[1] then
      if call == '' or call == stored[2] then return 'stored' end
      return 'conflict'
    end
    redis.call('DEL', task_key)
  end
  if lock_key then
    local ttl = int(math.max(1, math.floor(lock_ttl_ms / 1000)))
    if not redis.call('SET', lock_key, id, 'NX', 'EX', ttl) then
      local holder = redis.call('GET', lock_key)
      if redis.call('EXISTS', prefix .. holder) == 1 then return 'duplicate' end
      redis.call('SET', lock_key, id, 'EX', ttl)
    end
  end
  return 'free'
end
