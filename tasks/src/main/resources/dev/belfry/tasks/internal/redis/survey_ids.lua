-- Looks whether ids have records that fit the list or set that they were found in.
-- KEYS 1 that list or set
-- ARGV 1 prefix of task records, 2 the state that the records should have, then ids
-- Result the ids whose records do not fit, or are not there
-- Invariant: reads only.
local results = {}
for i = 3, #ARGV do
  local task = redis.pcall('HMGET', ARGV[1] .. ARGV[i], 'state', 'msg')
  if task[1] ~= ARGV[2] or not task[2] then table.insert(results, ARGV[i]) end
end
return results
