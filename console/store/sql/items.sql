-- name: item(id)^
select * from item_wholes where id = :id;

-- name: author(id, since)^
-- With the strikes that still count: those since then.
select
    a.id, a.channel, a.external_id, a.name,
    (select count(*) from strikes as s where s.author_id = a.id and s.withdrawn = 0 and s.at >= :since),
    a.blocked_at, a.items
from authors as a
where a.id = :id;

-- name: findings(item_id)
select rule, level, start_at, end_at, clause, why, score, detail, instead
from findings
where item_id = :item_id
order by place;

-- name: earlier_texts(item_id)
select text from item_texts where item_id = :item_id order by version;

-- name: thread_items_until(thread_id, received_at, id, amount)
-- The newest of a thread up to and including a place in it.
select * from item_wholes
where thread_id = :thread_id and (received_at, id) <= (:received_at, :id)
order by received_at desc, id desc
limit :amount;

-- name: thread_items_after(thread_id, received_at, id, amount)
select * from item_wholes
where thread_id = :thread_id and (received_at, id) > (:received_at, :id)
order by received_at, id
limit :amount;

-- name: earlier_items(author_id, id, amount)
-- What else this author wrote, newest first.
select * from item_lines
where author_id = :author_id and id <> :id
order by received_at desc, id desc
limit :amount;

-- name: raise_version(id)!
update items set version = version + 1 where id = :id;

-- name: set_state(id, state)!
update items set state = :state where id = :id;

-- name: set_rank(id, rank, problem)!
update items set rank = :rank, problem = :problem where id = :id;

-- name: standing(id)^
-- What decides whether an item belongs in the inbox, its clocks aside.
select
    state,
    exists (
        select 1 from deliveries as d where d.item_id = items.id and d.state in ('failed', 'needs-person')
    ) as has_trouble
from items
where id = :id;

-- name: set_next(id, next_due_at, next_clock, is_open)!
update items set next_due_at = :next_due_at, next_clock = :next_clock, is_open = :is_open where id = :id;

-- name: take_claim(item_id, person, console, at, seen, stale_before)$
-- A claim of one's own, or one not seen since `stale_before`, gives way.
insert into claims (item_id, person, console, taken_at, seen_at)
values (:item_id, :person, :console, :at, :seen)
on conflict (item_id) do update set
    taken_at = case when claims.person = excluded.person then claims.taken_at else excluded.taken_at end,
    person = excluded.person,
    console = excluded.console,
    seen_at = excluded.seen_at
where claims.person = excluded.person or claims.seen_at < :stale_before
returning person;

-- name: meet(item_id, person, at)!
-- Whoever takes what is abusive reads it.
insert into met (person, item_id, at)
select :person, :item_id, :at
where exists (select 1 from findings where item_id = :item_id and rule in ('abuse', 'prejudice', 'threat'))
on conflict (person, item_id) do nothing;

-- name: claim_of(item_id)^
select person, console from claims where item_id = :item_id;

-- name: claims(stale_before)
-- With when the holder last did anything to the item, and last saved a draft for it.
select
    c.item_id, c.person, c.taken_at,
    (select max(a.at) from actions as a where a.item_id = c.item_id and a.person = c.person) as acted_at,
    (select max(d.saved_at) from drafts as d where d.item_id = c.item_id and d.person = c.person) as saved_at
from claims as c
where c.seen_at >= :stale_before
order by c.taken_at, c.item_id;

-- name: given_to(person)
-- What somebody gave to the person who has not taken it up yet.
select item_id from claims where person = :person and console = 'assigned' order by item_id;

-- name: release(item_id, person)!
delete from claims where item_id = :item_id and person = :person;

-- name: touch_claims(console, at)!
update claims set seen_at = :at where console = :console;

-- name: claims_of_console(console)
select item_id from claims where console = :console order by item_id;

-- name: release_console(console)!
delete from claims where console = :console;

-- name: unanswered_before(item_id)
select o.id
from items as o
join items as i on i.id = :item_id
where
    o.thread_id = i.thread_id and o.author_id = i.author_id and o.id <> i.id
    and o.state in ('open', 'acting')
    and o.received_at <= i.received_at
order by o.received_at, o.id;

-- name: incoming_after(item_id, amount)
select
    i.id, i.channel, i.external_id, i.kind, a.external_id, i.author_name, i.text, i.received_at, t.external_id,
    i.parent, i.permalink, i.post, i.likes
from items as i
join authors as a on a.id = i.author_id
join threads as t on t.id = i.thread_id
where i.id > :item_id
order by i.id
limit :amount;
