-- Takes a task away from where it is, by hand. Needs: clock, place, locks.
-- KEYS none of its own
-- ARGV none of its own
-- Result refusal(queue, id), uproot(queue, id), to_pending(queue, id), to_archive(queue, id), erase(queue, id), see below
-- Invariant: what a worker has, or an aggregator, stays with it; a group is registered if and only if it has tasks
-- Gives, with queue as the prefix of the queue's keys:
--   refusal(queue, id): why nothing can be done to the task, 'missing', 'active' or 'staged', else nil; and its state
--   uproot(queue, id, state): takes the id out of the list or set that has it
--   to_pending, to_archive(queue, id): puts an id that was taken out there
--   erase(queue, id): forgets the record and the lock of an id that was taken out
-- A task that is not where its state says is looked for everywhere, so that any task can be dealt with.
local function refusal(queue, id)
  local task = redis.pcall('HMGET', queue .. 't:' .. id, 'msg', 'state', 'group')
  if not task[1] then return 'missing', '' end
  if has_worker(queue, id) then return 'active', task[2] end
  if task[2] == 'aggregating' and not score_in(queue .. 'g:' .. (task[3] or ''), id) and staged_in(queue, id) then
    return 'staged', task[2]
  end
  return nil, task[2]
end

local function uproot(queue, id, state)
  local taken = 0
  if state == 'pending' then
    taken = redis.call('LREM', queue .. 'pending', 0, id)
  elseif state == 'aggregating' then
    local group = redis.call('HGET', queue .. 't:' .. id, 'group') or ''
    taken = redis.call('ZREM', queue .. 'g:' .. group, id)
    if redis.call('EXISTS', queue .. 'g:' .. group) == 0 then redis.call('SREM', queue .. 'groups', group) end
  elseif state and state ~= 'active' then
    taken = redis.call('ZREM', queue .. state, id)
  end
  if taken == 0 then take_out(locate(queue, id, ''), nil) end
end

local function to_pending(queue, id)
  local key = queue .. 't:' .. id
  redis.call('LPUSH', queue .. 'pending', id)
  redis.call('HSET', key, 'state', 'pending', 'pending_since', now_ns)
  redis.call('HDEL', key, 'group', 'belfry_group', 'belfry_owner', 'belfry_lease', 'belfry_due_ms', 'belfry_crashes')
end

local function to_archive(queue, id)
  local key = queue .. 't:' .. id
  redis.call('ZADD', queue .. 'archived', int(now_s), id)
  redis.call('HSET', key, 'state', 'archived')
  redis.call('HDEL', key, 'pending_since', 'belfry_owner', 'belfry_lease', 'belfry_due_ms', 'belfry_crashes')
end

local function erase(queue, id)
  local lock = lock_of(queue .. 't:' .. id, id)
  if lock then redis.call('DEL', lock) end
  redis.call('DEL', queue .. 't:' .. id)
end
