-- What the supervisor's screen and the figures of a period read without touching the tables.

-- Whose act stopped a clock. Of those that stopped before this was kept: who did last what the clock ended as, else who
-- answered it together with a later message of its conversation.
alter table clocks add column stopped_by text;
update clocks set stopped_by = (
    select a.person from actions as a
    where
        a.item_id = clocks.item_id and a.undone_at is null and a.at <= clocks.stopped_at
        and a.kind = case clocks.outcome
            when 'answered' then 'reply' when 'removed' then 'remove' when 'moved' then 'move-to-private' else 'close'
        end
    order by a.id desc
    limit 1
)
where kind = 'answer' and outcome in ('answered', 'removed', 'moved', 'closed');
update clocks set stopped_by = (
    select a.person
    from items as i
    join items as o on o.thread_id = i.thread_id
    join actions as a on a.item_id = o.id
    where
        i.id = clocks.item_id and a.kind = 'reply' and a.undone_at is null and a.at <= clocks.stopped_at
        and exists (select 1 from json_each(a.details, '$.also') as e where e.value = i.id)
    order by a.id desc
    limit 1
)
where kind = 'answer' and outcome = 'answered' and stopped_by is null;

drop index clocks_running;
create index clocks_running on clocks (kind, due_at, item_id) where stopped_at is null;
drop index clocks_item;
create index clocks_item on clocks (item_id, kind, outcome, stopped_by);

create index items_received on items (received_at, channel, kind, marks);
create index clocks_due on clocks (due_at, kind, stopped_at, outcome, stopped_by, item_id);
create index clocks_stopped on clocks (stopped_at, kind, outcome, elapsed_minutes, stopped_by, item_id)
where stopped_at is not null;
create index actions_at on actions (at, kind, person, item_id, undone_at);
create index deliveries_taken_down on deliveries (delivered_at, item_id, action_id)
where delivered_at is not null and operation in ('hide', 'delete');

-- An item's answer clock, in the words of the figures of a period: how it stands to the moment it was due, and how it
-- ended. One that stopped as anything else than an answer or a closing is none: another was started in its place.
create view answer_clocks as
select
    item_id, due_at, stopped_at, elapsed_minutes, stopped_by,
    case
        when stopped_at is null then 'running'
        when stopped_at > due_at then 'late'
        when outcome = 'closed' then 'closed-before-due'
        else 'in-time'
    end as standing,
    case outcome when 'closed' then 'closed' else 'answered' end as ending
from clocks
where kind = 'answer' and (outcome is null or outcome in ('answered', 'removed', 'moved', 'closed'));

create view answer_clocks_of_items as
select c.*, i.channel, i.kind, i.marks
from answer_clocks as c
join items as i on i.id = c.item_id;

-- An escalation that was put to somebody else keeps its row; the new one has a row of its own.
alter table escalations add column rerouted_at bigint;
alter table escalations add column rerouted_by text;

-- Closures that a supervisor declared beside those of the policy, and of which stretches the notice is posted.
create table closures (
    id integer primary key,
    from_at bigint not null,
    until_at bigint not null,
    reason blob not null,
    declared_by text not null,
    declared_at bigint not null
);
create table closure_notices (
    from_at bigint not null,
    until_at bigint not null,
    posted_by text not null,
    posted_at bigint not null,
    primary key (from_at, until_at)
);

-- Which abusive items each person has taken, and when first: they had to read them, whoever has them now (W14.1).
create table met (
    person text not null,
    item_id integer not null references items (id),
    at bigint not null,
    primary key (person, item_id)
);
create index met_at on met (at, person, item_id);
