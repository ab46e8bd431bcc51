-- name: lines(ids)
-- The rows of a page, in no order; `ids` is a JSON array.
select * from item_lines where id in (select value from json_each(:ids));

-- name: order_all()
select id from items where is_open = 1 order by rank, next_due_at, id;

-- name: order_mine(person)
select i.id
from claims as c
join items as i on i.id = c.item_id
where c.person = :person and i.is_open = 1
order by i.rank, i.next_due_at, i.id;

-- name: order_unclaimed(stale_before)
select id
from items
where is_open = 1 and id not in (select item_id from claims where seen_at >= :stale_before)
order by rank, next_due_at, id;

-- name: order_private()
select id from items where is_open = 1 and kind = 'message' order by rank, next_due_at, id;

-- name: order_flagged()
select id from items where is_open = 1 and is_flagged = 1 order by rank, next_due_at, id;

-- name: order_failed()
select id from items where is_open = 1 and rank = 0 order by rank, next_due_at, id;

-- name: order_waiting()
-- Waiting for somebody else: an answer on its way, an open question, or a commitment still running after the answer.
select id
from items
where
    is_open = 1
    and (
        state = 'acting'
        or (state <> 'open' and next_clock is not null)
        or id in (select item_id from questions where answered_at is null)
    )
order by rank, next_due_at, id;

-- name: counts(now, soon)^
-- A platform window that has shut is not overdue: nothing was promised.
select
    (select count(*) from items where is_open = 1),
    (
        select count(*) from items
        where is_open = 1 and rank in (0, 1, 2) and next_due_at <= :now and next_clock <> 'window'
    ),
    (
        select count(*) from items
        where is_open = 1 and rank in (0, 1, 2) and next_due_at > :now and next_due_at <= :soon
    ),
    (select count(*) from items where is_open = 1 and rank = 0);
