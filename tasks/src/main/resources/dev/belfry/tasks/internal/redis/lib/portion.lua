-- Takes the first tasks out of a list or set. Needs: clock, place.
-- KEYS none of its own
-- ARGV none of its own
-- Result take_portion(queue, state, group, most)
-- Invariant: a group is registered if and only if it has tasks
-- Gives: take_portion(queue, state, group, most): the ids that it took, those that are next to run first. Ids without a
-- record are taken and left out, records that a worker has too.
local function take_portion(queue, state, group, most)
  local source, ids = queue .. state, nil
  if state == 'pending' then
    local found = redis.call('LRANGE', source, -most, -1)
    ids = {}
    for i = #found, 1, -1 do table.insert(ids, found[i]) end
    if #ids > 0 then redis.call('LTRIM', source, 0, -#ids - 1) end
  else
    if state == 'aggregating' then source = queue .. 'g:' .. group end
    ids = redis.call('ZRANGE', source, 0, most - 1)
    if #ids > 0 then redis.call('ZREM', source, unpack(ids)) end
    if state == 'aggregating' and redis.call('EXISTS', source) == 0 then
      redis.call('SREM', queue .. 'groups', group)
    end
  end
  local tasks, seen = {}, {}
  for _, id in ipairs(ids) do
    local task = redis.pcall('HMGET', queue .. 't:' .. id, 'state', 'msg')
    if task[2] and not seen[id] and not (task[1] == 'active' and has_worker(queue, id)) then
      table.insert(tasks, id)
    end
    seen[id] = true
  end
  return tasks, #ids
end
