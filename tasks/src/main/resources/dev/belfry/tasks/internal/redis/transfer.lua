-- Puts a task elsewhere, with another message: into another state, or into another queue of the same slot.
-- KEYS 1 task record
-- ARGV 1 id, 2 prefix of the queue's keys, 3 the same of the queue it goes to, 4 the message that was read, 5 the state that was
--      read, 6 the new message, 7 the new state, 8 Unix ms of its time ('' for the one it has), 9 its group, 10 its lock ('' for
--      the one it has, if any), 11 channel for due times
-- Result 'done', 'changed', 'missing', 'staged', 'active', 'conflict' (the other queue has a task of that id) or 'duplicate'
-- (another task has the lock)
-- Invariant: an id is in one place; a lock that the task has goes with it, for the rest of its time; nothing runs early.
--! include clock
--! include due
--! include place
--! include locks
--! include archive
--! include move
local id, from, to, new, lock = ARGV[1], ARGV[2], ARGV[3], ARGV[7], ARGV[10]
local refused, state = refusal(from, id)
if refused then return refused end
if state ~= ARGV[5] or redis.call('HGET', KEYS[1], 'msg') ~= ARGV[4] then return 'changed' end
local key = to .. 't:' .. id
if from ~= to and redis.call('EXISTS', key) == 1 then return 'conflict' end
local had, ttl = lock_of(KEYS[1], id), nil
if had and lock ~= '' and had ~= lock then
  ttl = redis.call('PTTL', had)
  if redis.call('EXISTS', lock) == 1 then return 'duplicate' end
end

local due_ms = tonumber(ARGV[8]) or (score_in(from .. state, id) or now_s) * 1000
uproot(from, id, state)
if from ~= to then redis.call('RENAME', KEYS[1], key) end
redis.call('HSET', key, 'msg', ARGV[6], 'state', new)
redis.call('HDEL', key, 'group', 'pending_since', 'belfry_group', 'belfry_owner', 'belfry_lease', 'belfry_due_ms',
    'belfry_crashes')
if ttl then
  redis.call('DEL', had)
  redis.call('HSET', key, 'unique_key', lock)
  if ttl > 0 then redis.call('SET', lock, id, 'PX', int(ttl)) else redis.call('SET', lock, id) end
end
if new == 'scheduled' and due_ms <= now_ms then new = 'pending' end
if new == 'pending' then
  to_pending(to, id)
elseif new == 'archived' then
  redis.call('ZADD', to .. 'archived', int(math.floor(due_ms / 1000)), id)
  trim_archive(to .. 'archived', to .. 't:', 300)
elseif new == 'aggregating' then
  redis.call('HSET', key, 'group', ARGV[9])
  redis.call('ZADD', to .. 'g:' .. ARGV[9], int(now_s), id)
  redis.call('SADD', to .. 'groups', ARGV[9])
else
  wait_until(to .. new, key, id, due_ms, ARGV[11])
end
return 'done'
