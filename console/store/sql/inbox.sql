-- name: lines(ids)
-- The rows of a page, in no order; `ids` is a JSON array.
select * from item_lines where id in (select value from json_each(:ids));

-- name: turns(ids)
-- Of open private messages, where each stands among those of its author in the conversation that nobody has answered,
-- and how many those are; nothing of the only one. The plus signs keep SQLite to the conversation, which is short: an
-- author may have written thousands of other things.
select id, place, among
from (
    select
        i.id,
        (
            select count(*) from items as o
            where
                o.thread_id = i.thread_id and +o.author_id = i.author_id and o.state in ('open', 'acting')
                and (o.received_at, o.id) <= (i.received_at, i.id)
        ) as place,
        (
            select count(*) from items as o
            where o.thread_id = i.thread_id and +o.author_id = i.author_id and o.state in ('open', 'acting')
        ) as among
    from items as i
    where i.id in (select value from json_each(:ids)) and i.kind = 'message' and i.state = 'open'
) as counted
where among > 1;

-- name: order_all(most)
select id from items where is_open = 1 order by rank, next_due_at, id limit :most;

-- name: put_to(title)
-- What is put to a role and not yet acknowledged or answered.
select item_id from escalations where put_to = :title and acknowledged_at is null and rerouted_at is null
union
select item_id from questions where put_to = :title and answered_at is null;

-- name: order_mine(person, title, most)
-- What the person has claimed, and what is put to their role and not yet acknowledged or answered.
select id
from items
where
    is_open = 1
    and id in (
        select item_id from claims where person = :person
        union all
        select item_id from escalations
        where put_to = :title and acknowledged_at is null and rerouted_at is null
        union all
        select item_id from questions where put_to = :title and answered_at is null
    )
order by rank, next_due_at, id
limit :most;

-- name: order_unclaimed(stale_before, most)
select id
from items
where is_open = 1 and id not in (select item_id from claims where seen_at >= :stale_before)
order by rank, next_due_at, id
limit :most;

-- name: free_to_take(stale_before, most)
-- What waits for an answer and is nobody's, due soonest first whatever its rank.
select id
from items
where
    is_open = 1 and rank in (0, 1, 2) and state = 'open'
    and id not in (select item_id from claims where seen_at >= :stale_before)
order by next_due_at, rank, id
limit :most;

-- name: count_free(stale_before, until)$
select count(*)
from items
where
    is_open = 1 and rank in (0, 1, 2) and next_due_at <= :until and state = 'open'
    and id not in (select item_id from claims where seen_at >= :stale_before);

-- name: order_private(most)
select id from items where is_open = 1 and kind = 'message' order by rank, next_due_at, id limit :most;

-- name: order_flagged(most)
select id from items where is_open = 1 and is_flagged = 1 order by rank, next_due_at, id limit :most;

-- name: order_failed(most)
select id from items where is_open = 1 and rank = 0 order by rank, next_due_at, id limit :most;

-- name: order_waiting(most)
-- Waiting for somebody else: an answer on its way, an open question, or a commitment still running after the answer.
select id
from items
where
    is_open = 1
    and (
        state = 'acting'
        or (state <> 'open' and next_clock is not null)
        or id in (select item_id from questions where answered_at is null)
        or id in (select item_id from escalations where acknowledged_at is null and rerouted_at is null)
    )
order by rank, next_due_at, id
limit :most;

-- name: order_drafts(most)
-- What somebody began to write for, and has not finished.
select id from items where is_open = 1 and id in (select item_id from drafts) order by rank, next_due_at, id limit :most;

-- name: drafted(person)
select distinct item_id from drafts where person = :person;

-- name: order_done(most)
-- What acts have ended and nothing has opened again, by the newest of these acts, with what one answer ended beside its
-- own item. Read from the newest act backwards; four for each item, because one may have been ended several times.
with endings as (
    select id, item_id, details
    from actions
    where kind in ('reply', 'remove', 'move-to-private', 'close') and undone_at is null
    order by id desc
    limit 4 * :most
),
ended as (
    select item_id, id as act from endings
    union all
    select also.value, endings.id from endings, json_each(endings.details, '$.also') as also
)
select i.id
from ended as e
join items as i on i.id = e.item_id
where i.state not in ('open', 'acting')
group by i.id
order by max(e.act) desc, i.id desc
limit :most;

-- name: counts(now, soon)^
-- A platform window that has shut is not overdue: nothing was promised.
select
    (select amount from tallies where name = 'open'),
    (
        select count(*) from items
        where is_open = 1 and rank in (0, 1, 2) and next_due_at <= :now and next_clock <> 'window'
    ),
    (
        select count(*) from items
        where is_open = 1 and rank in (0, 1, 2) and next_due_at > :now and next_due_at <= :soon
    ),
    (select count(*) from items where is_open = 1 and rank = 0);
