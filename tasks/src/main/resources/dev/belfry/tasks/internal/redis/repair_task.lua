-- Puts a task in exactly one place, which is the one that its state says.
-- KEYS 1 task record
-- ARGV 1 id, 2 prefix of the queue's keys, 3 a group to look in (may be empty)
-- Result 0 there was nothing to repair, 1 repaired, and it is a task, 2 repaired, and there is no such task now
-- Invariant: what a worker may have stays with it; nothing runs early: a delayed task whose time is lost is archived; a task
-- that was to be forgotten is not run again.
--! include clock
--! include place
--! include locks
local at = locate(ARGV[2], ARGV[1], ARGV[3])
local found = verdict(at)
if found == 'fits' then return 0 end
local queue, id, key = at.queue, at.id, at.key

local function forget()
  local lock = at.message and lock_of(key, id)
  take_out(at, nil)
  if lock then redis.call('DEL', lock) end
  redis.call('DEL', key)
  return 2
end

local function set_state(state)
  redis.call('HSET', key, 'state', state)
  return 1
end

local function run()
  take_out(at, nil)
  redis.call('RPUSH', queue .. 'pending', id)
  redis.call('HDEL', key, 'belfry_owner', 'belfry_lease', 'belfry_due_ms')
  redis.call('HSET', key, 'pending_since', now_ns)
  return set_state('pending')
end

if found == 'GHOST_ID' or found == 'BARE_RECORD' then return forget() end

if at.lease and at.lease > now_s - SLACK then
  take_out(at, 'worker')
  if at.active ~= 1 then
    redis.call('LREM', queue .. 'active', 0, id)
    redis.call('LPUSH', queue .. 'active', id)
  end
  return set_state('active')
end

if #at.names > 0 then
  local stay = place_of(at, at.state)
  if stay == 'worker' or not stay then
    stay = nil
    for _, name in ipairs(at.names) do
      if name ~= 'worker' then stay = stay or name end
    end
  end
  if not stay then return run() end
  take_out(at, stay)
  if stay == 'pending' and at.pending > 1 then
    redis.call('LREM', queue .. 'pending', 0, id)
    redis.call('RPUSH', queue .. 'pending', id)
  end
  if stay == 'staged' then return set_state('aggregating') end
  if string.sub(stay, 1, 2) == 'g:' then
    redis.call('HSET', key, 'group', string.sub(stay, 3))
    redis.call('SADD', queue .. 'groups', string.sub(stay, 3))
    return set_state('aggregating')
  end
  return set_state(stay)
end

if at.state == 'archived' or at.state == 'completed' then return forget() end
if at.state == 'scheduled' then
  if at.due_ms then
    redis.call('ZADD', queue .. 'scheduled', int(math.ceil(at.due_ms / 1000)), id)
  else
    redis.call('ZADD', queue .. 'archived', int(now_s), id)
    return set_state('archived')
  end
elseif at.state == 'retry' then
  redis.call('ZADD', queue .. 'retry', int(now_s), id)
elseif at.state == 'aggregating' and at.group and at.group ~= '' then
  redis.call('ZADD', queue .. 'g:' .. at.group, int(now_s), id)
  redis.call('SADD', queue .. 'groups', at.group)
else
  return run()
end
return 1
