-- When each person last moved through the inbox: who is here, though they may have done nothing yet.
create table looks (
    person text primary key references people (id),
    at bigint not null
);

-- Which abusive items each person has met, and when: has taken, or did something to that one reads it for. Whoever only
-- gives it to somebody has not.
create view met_abuse as
select person, item_id, at from actions
where
    kind in (
        'reply', 'remove', 'move-to-private', 'log-complaint', 'escalate', 'note', 'ask', 'advise', 'close', 'block',
        'correct'
    )
    and exists (
        select 1 from findings as f where f.item_id = actions.item_id and f.rule in ('abuse', 'prejudice', 'threat')
    )
union all
select person, item_id, at from met
where exists (
    select 1 from findings as f where f.item_id = met.item_id and f.rule in ('abuse', 'prejudice', 'threat')
);

-- Items to which an answer is on its way: they want no hand any more, although the clock runs until it has arrived.
create view answers_on_their_way as
select d.item_id
from deliveries as d
join items as i on i.id = d.item_id
where d.state in ('waiting', 'trying', 'unknown') and i.state = 'acting';

-- Which items missed a deadline, and when: what is written down, and what runs on past its end because no console that
-- writes has been open since.
create view missed as
select item_id, missed_at as at, 1 as is_written from breaches
where missed_at is not null and lifted_at is null
union all
select c.item_id, c.due_at, 0
from clocks as c
join items as i on i.id = c.item_id
where
    c.stopped_at is null and c.crossed <> 2 and c.crossed in (0, 1)
    and c.kind in ('answer', 'promise', 'case-stage', 'escalation', 'window')
    and (c.kind not in ('answer', 'window') or i.state in ('open', 'acting'));

-- A closure's number is never given twice: somebody may still have the older one of that number before them.
create table numbered_closures (
    id integer primary key autoincrement,
    from_at bigint not null,
    until_at bigint not null,
    reason blob not null,
    declared_by text not null,
    declared_at bigint not null
);
insert into numbered_closures (id, from_at, until_at, reason, declared_by, declared_at)
select id, from_at, until_at, reason, declared_by, declared_at from closures;
drop table closures;
alter table numbered_closures rename to closures;
