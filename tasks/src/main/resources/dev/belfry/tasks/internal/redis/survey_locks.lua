-- Looks at unique locks and at those who have them.
-- KEYS the locks, all of one queue
-- ARGV 1 prefix of task records
-- Result for each lock {1 there is a holder, 0 it is free, 2 it is no lock; holder, message, state, lock in the record}
-- Invariant: reads only.
local results = {}
for _, lock in ipairs(KEYS) do
  local holder = redis.pcall('GET', lock)
  if type(holder) == 'table' then
    table.insert(results, {2, '', '', '', ''})
  elseif not holder then
    table.insert(results, {0, '', '', '', ''})
  else
    local task = redis.pcall('HMGET', ARGV[1] .. holder, 'msg', 'state', 'unique_key')
    table.insert(results, {1, holder, task[1] or '', task[2] or '', task[3] or ''})
  end
end
return results
