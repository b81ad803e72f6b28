-- Where a task is, and where it should be. Needs: clock.
-- KEYS none of its own
-- ARGV none of its own
-- Result locate(queue, id, group), verdict(at), take_out(at, stay), see below
-- Invariant: locate and verdict read only
-- Gives, with queue as the prefix of the queue's keys:
--   has_worker(queue, id): whether a worker's lease of the task may still count: it is not over for 30 s
--   staged_in(queue, id): the key of the aggregation set that has the task, or nil
--   locate(queue, id, group): all places that have the id; group is one to look in beside that of the record
--   verdict(at): what is wrong with what locate found, or 'fits'
--   take_out(at, stay): removes the id from all places but the one named stay
-- The places are 'worker' (active and lease), 'pending', 'scheduled', 'retry', 'archived', 'completed', 'g:' with the name
-- of a group, and 'staged' (an aggregation set).
local SLACK, OVERDUE = 30, 180
local SETS = {'scheduled', 'retry', 'archived', 'completed'}

local function score_in(set, id)
  local score = redis.pcall('ZSCORE', set, id)
  return type(score) == 'string' and tonumber(score) or nil
end

local function times_in(list, id)
  local found = redis.pcall('LPOS', list, id, 'COUNT', 2)
  return found.err and 0 or #found
end

local function has_worker(queue, id)
  local lease = score_in(queue .. 'lease', id)
  return lease and lease > now_s - SLACK
end

local function staged_in(queue, id)
  local sets = redis.pcall('ZRANGE', queue .. 'aggregation_sets', 0, 999)
  if sets.err then return nil end
  for _, set in ipairs(sets) do
    if score_in(set, id) then return set end
  end
  return nil
end

local function locate(queue, id, group)
  local key = queue .. 't:' .. id
  local task = redis.pcall('HMGET', key, 'msg', 'state', 'group', 'belfry_due_ms')
  local at = {queue = queue, id = id, key = key, places = {}, names = {}}
  at.exists = redis.call('EXISTS', key) == 1
  at.message, at.state, at.group, at.due_ms = task[1], task[2], task[3], tonumber(task[4] or '')
  local function found(name)
    if not at.places[name] then table.insert(at.names, name) end
    at.places[name] = true
  end
  at.lease, at.active = score_in(queue .. 'lease', id), times_in(queue .. 'active', id)
  at.pending = times_in(queue .. 'pending', id)
  if at.lease or at.active > 0 then found('worker') end
  if at.pending > 0 then found('pending') end
  for _, set in ipairs(SETS) do
    if score_in(queue .. set, id) then found(set) end
  end
  for _, name in ipairs({at.group or '', group or ''}) do
    if name ~= '' and score_in(queue .. 'g:' .. name, id) then found('g:' .. name) end
  end
  at.staged = staged_in(queue, id)
  if at.staged then found('staged') end
  return at
end

-- The place that a state stands for, as far as the id is there.
local function place_of(at, state)
  if state == 'active' then return at.places['worker'] and 'worker' end
  if state ~= 'aggregating' then return at.places[state] and state end
  if at.group and at.places['g:' .. at.group] then return 'g:' .. at.group end
  if at.staged then return 'staged' end
  for _, name in ipairs(at.names) do
    if string.sub(name, 1, 2) == 'g:' then return name end
  end
  return nil
end

local function verdict(at)
  if not at.message then
    if at.exists then return 'BARE_RECORD' end
    return #at.names > 0 and 'GHOST_ID' or 'fits'
  end
  if #at.names == 0 then return 'TASK_NOWHERE' end
  if #at.names > 1 or at.pending > 1 or at.active > 1 then return 'SEVERAL_PLACES' end
  if at.places['worker'] then
    if not at.lease then return 'ACTIVE_WITHOUT_LEASE' end
    if at.active == 0 then return 'LEASE_WITHOUT_ACTIVE' end
    if at.state == 'active' and at.lease < now_s - OVERDUE then return 'LEASE_OVERDUE' end
  end
  return place_of(at, at.state) and 'fits' or 'STATE_MISMATCH'
end

local function take_out(at, stay)
  for _, name in ipairs(at.names) do
    if name ~= stay then
      if name == 'worker' then
        redis.call('LREM', at.queue .. 'active', 0, at.id)
        redis.call('ZREM', at.queue .. 'lease', at.id)
      elseif name == 'pending' then
        redis.call('LREM', at.queue .. 'pending', 0, at.id)
      elseif name == 'staged' then
        redis.call('ZREM', at.staged, at.id)
        if redis.call('EXISTS', at.staged) == 0 then
          redis.call('ZREM', at.queue .. 'aggregation_sets', at.staged)
        end
      else
        redis.call('ZREM', at.queue .. name, at.id)
        if string.sub(name, 1, 2) == 'g:' and redis.call('EXISTS', at.queue .. name) == 0 then
          redis.call('SREM', at.queue .. 'groups', string.sub(name, 3))
        end
      end
    end
  end
end
