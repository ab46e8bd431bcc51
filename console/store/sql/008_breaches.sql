-- What was about to be late, what was, and why: a row for each clock, written once and kept.

create table breaches (
    clock_id integer primary key references clocks (id),
    item_id integer not null references items (id),
    kind text not null,
    due_at bigint not null,
    warned_at bigint,
    missed_at bigint,
    calendar text not null,
    cause text,
    cause_note blob,
    cause_by text,
    cause_at bigint
);
create index breaches_item on breaches (item_id);
create index breaches_missed on breaches (missed_at) where missed_at is not null;
