-- name: running(kind)
-- When each running clock of a kind ends, and whose it is: from the index alone, soonest first.
select due_at, item_id from clocks where stopped_at is null and kind = :kind order by due_at, item_id;

-- name: loud()
-- What failed, and of what waits for an answer, where triage was loud about danger or offence. Two statements in one:
-- each reads the index of the inbox, and findings only of what is flagged.
select id, rank, null from items where is_open = 1 and rank = 0
union all
select i.id, i.rank, f.rule
from items as i
join findings as f on f.item_id = i.id
where
    i.is_open = 1 and i.rank in (0, 1, 2) and i.is_flagged = 1 and i.state in ('open', 'acting')
    and f.level in ('now', 'soon') and f.rule in ('safeguarding', 'urgent', 'abuse', 'prejudice', 'threat');

-- name: running_of(item_ids)
select item_id, kind, due_at from clocks
where item_id in (select value from json_each(:item_ids)) and stopped_at is null
order by item_id, due_at;

-- name: loud_of(item_ids)
select id, rank, null from items
where id in (select value from json_each(:item_ids)) and is_open = 1 and rank = 0
union all
select i.id, i.rank, f.rule
from items as i
join findings as f on f.item_id = i.id
where
    i.id in (select value from json_each(:item_ids)) and i.is_open = 1 and i.is_flagged = 1
    and i.state in ('open', 'acting')
    and f.level in ('now', 'soon') and f.rule in ('safeguarding', 'urgent', 'abuse', 'prejudice', 'threat');

-- name: longest_waiting(item_ids)
-- Which of these was received first: its id, and when.
select id, received_at from items
where id in (select value from json_each(:item_ids))
order by received_at, id
limit 1;

-- name: holding(stale_before)
-- Who holds how many items, since when the oldest, and how many of them they were only given. What would give way by now
-- is held by nobody.
select person, count(*), min(taken_at), sum(console = 'assigned')
from claims
where seen_at >= :stale_before
group by person;

-- name: done_since(since)
-- How many items' answer clocks each person's acts have stopped since then: what did not arrive, was taken back or
-- opened again has its clock running.
select stopped_by, count(distinct item_id) from answer_clocks
where stopped_at >= :since and stopped_by is not null
group by stopped_by;

-- name: exposed_since(since)
-- How many abusive items each person has met since then.
select person, count(distinct item_id) from met_abuse where at >= :since group by person;

-- name: held_now(person, stale_before)
select c.item_id from claims as c join items as i on i.id = c.item_id
where c.person = :person and c.seen_at >= :stale_before
order by i.rank, i.next_due_at, i.id;

-- name: done_by(person, since)
select item_id from answer_clocks
where stopped_at >= :since and stopped_by = :person
group by +item_id  -- without the plus SQLite walks all clocks in the order of their items
order by max(stopped_at) desc, item_id desc;

-- name: met_by(person, since)
select distinct item_id from met_abuse where at >= :since and person = :person order by item_id desc;

-- name: note_look(at)!
-- Somebody reads what the channels brought: those that could be fetched have been looked at.
update channels set looked_at = :at where state = 'up' and fetched_at is not null;

-- name: note_look_of(person, at)!
insert into looks (person, at) values (:person, :at)
on conflict (person) do update set at = excluded.at;

-- name: looked_since(since, now)
-- When each person who has moved through the inbox since then last did; what a clock that was ahead noted is no sign.
select person, at from looks where at >= :since and at <= :now;
