-- The mark of a scheduler entry: which of its moments were dealt with. Needs: clock.
-- KEYS none of its own
-- ARGV none of its own
-- Result read_mark(...), see below
-- Invariant: reads only
-- Gives: read_mark(key), which answers with moment (Unix s; every moment up to it is dealt with), and with the fields fired
-- (the last moment that enqueued), task (the task of the last fire), recent (notes on the last moments) and paused.
-- A mark that is further ahead than TRUSTED_S was written while the clock of Redis was wrong, and counts no more.
local TRUSTED_S = 300

local function read_mark(key)
  local mark = redis.call('HMGET', key, 'moment', 'fired', 'task', 'recent', 'paused')
  local moment = tonumber(mark[1] or '') or -1
  if moment > now_s + TRUSTED_S then moment = -1 end
  return moment, mark[2], mark[3], mark[4] or '', mark[5]
end
