-- What a forecast is made from: counts by hour of the epoch, and moments of the queue, never an item itself.

-- name: arrived_by_hour(since, until)
select received_at / 3600000 as hour, count(*)
from items
where received_at >= :since and received_at < :until
group by received_at / 3600000
order by hour;

-- name: answered_by_hour(since, until, kinds)
select person, at / 3600000 as hour, count(*)
from actions
where
    at >= :since and at < :until and undone_at is null
    and kind in (select value from json_each(:kinds))
group by person, at / 3600000
order by hour, person;

-- name: due_by(now, until)
-- To the minute, rounded up: what is late already, at minute 0, and what will be due. What an answer is on its way to
-- wants no hand any more, although its clock runs until the answer has arrived.
select
    case when due_at <= :now then 0 else (due_at + 59999) / 60000 end as due_minute,
    count(*)
from clocks
where
    stopped_at is null and kind = 'answer' and due_at <= :until
    and item_id not in (
        select d.item_id
        from deliveries as d
        join items as i on i.id = d.item_id
        where d.state in ('waiting', 'trying', 'unknown') and i.state = 'acting'
    )
group by case when due_at <= :now then 0 else (due_at + 59999) / 60000 end
order by due_minute;

-- name: active_since(since, beside)
-- Who did something with an item since then, or holds one with a console that was there since then.
select person, max(at)
from (
    select person, at from actions where at >= :since and kind not in (select value from json_each(:beside))
    union all
    select person, seen_at from claims where seen_at >= :since
) as seen
group by person
order by person;
