-- What the supervisor's screen and the figures of a period read without touching the tables.

drop index clocks_running;
create index clocks_running on clocks (kind, due_at, item_id) where stopped_at is null;

create index items_received on items (received_at, channel, kind);
create index clocks_due on clocks (due_at, kind, stopped_at, elapsed_minutes, outcome, item_id);
create index clocks_stopped on clocks (stopped_at, kind, due_at, elapsed_minutes, outcome, item_id)
where stopped_at is not null;
create index actions_at on actions (at, kind, person, item_id);

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
