-- Looks at records of tasks, and whether each is where its state says.
-- KEYS 1 lease
-- ARGV 1 prefix of the queue's keys, then ids
-- Result for each id {number, message, pending since (ns)}: 0 it fits, 1 it seems not to, 2 it should be pending, where this
-- does not look for it, 3 there is none, 4 its key holds something else; then what is not known is empty
-- Invariant: reads only.
--! include clock
--! include place
local queue, results = ARGV[1], {}
for i = 2, #ARGV do
  local id = ARGV[i]
  local task = redis.pcall('HMGET', queue .. 't:' .. id, 'msg', 'state', 'group', 'pending_since')
  local state, sign = task[2], 1
  if task.err then
    sign = 4
  elseif not task[1] then
    sign = redis.call('EXISTS', queue .. 't:' .. id) == 1 and 1 or 3
  elseif state == 'pending' then
    sign = 2
  elseif state == 'active' then
    local lease = score_in(KEYS[1], id)
    if lease and lease >= now_s - OVERDUE then sign = 0 end
  elseif state == 'aggregating' then
    if score_in(queue .. 'g:' .. (task[3] or ''), id) or staged_in(queue, id) then sign = 0 end
  elseif state and score_in(queue .. state, id) then
    sign = 0
  end
  table.insert(results, {sign, task[1] or '', task[4] or ''})
end
return results
