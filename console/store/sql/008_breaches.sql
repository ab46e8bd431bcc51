-- What was about to be late, what was, and why: a row for each clock, written once and kept. `ledger` is how its time was
-- counted then, as JSON lines [from, until, minutes, closed because]; `news` numbers what people have to be told of.
-- `lifted_at`: a changed calendar moved the end of what was missed, and since then it is none, unless it is missed anew.

create table breaches (
    clock_id integer primary key references clocks (id),
    item_id integer not null references items (id),
    kind text not null,
    due_at bigint not null,
    warned_at bigint,
    missed_at bigint,
    lifted_at bigint,
    calendar text not null,
    ledger text not null,
    news integer not null,
    cause text,
    cause_note blob,
    cause_by text,
    cause_at bigint
);
create index breaches_item on breaches (item_id);
create index breaches_news on breaches (news);
create index breaches_warned on breaches (warned_at) where warned_at is not null;
create index breaches_missed on breaches (missed_at) where missed_at is not null and lifted_at is null;
-- A platform's window is nobody's promise: it shuts, and nobody is asked why.
create index breaches_unexplained on breaches (missed_at, clock_id, item_id)
where missed_at is not null and lifted_at is null and cause is null and kind <> 'window';

-- Up to which news each person has been told.
create table told (
    person text primary key,
    news integer not null
);

-- How far a clock has come: 0, 1 once it was warned of, 2 once it was missed. What has yet to come is read from the index
-- alone: with a store's worth of old misses, looking each of them up again took longer than all that is new.
alter table clocks add column crossed integer not null default 0;
create index clocks_to_cross on clocks (crossed, kind, due_at) where stopped_at is null and crossed <> 2;
