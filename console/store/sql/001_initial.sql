-- The first schema. Times are UTC epoch milliseconds; texts of people are blobs (UTF-8, lone surrogates passed), because
-- no database text type holds every string that a platform can deliver (NUL, lone surrogates).
-- Written in what SQLite >= 3.35 and PostgreSQL share, but for the full-text table.

create table settings (
    key text primary key,
    value text not null
);

create table channels (
    name text primary key,
    state text not null default 'up',
    reason text not null default '',
    fetched_at bigint,
    looked_at bigint,
    until_at bigint,
    cursor text
);

create table people (
    id text primary key,
    name text not null,
    role text not null,
    department text,
    absent_from bigint,
    absent_until bigint,
    deputy text
);

create table readings (
    person text not null,
    policy text not null,
    version text not null,
    at bigint not null,
    primary key (person, policy, version)
);

create table authors (
    id integer primary key,
    channel text not null,
    external_id text not null,
    name blob not null,
    items integer not null default 0,
    blocked_at bigint,
    unique (channel, external_id)
);

create table threads (
    id integer primary key,
    channel text not null,
    external_id text not null,
    unique (channel, external_id)
);

-- Texts stand last: what is read of every row is then found without following a long text's pages.
-- next_due_at is never null, so that an item without a clock sorts behind all others from the index alone.
create table items (
    id integer primary key,
    channel text not null,
    external_id text not null,
    kind text not null,
    thread_id integer not null references threads (id),
    author_id integer not null references authors (id),
    received_at bigint not null,
    arrived_at bigint not null,
    state text not null default 'open',
    version integer not null default 1,
    is_open integer not null default 1,
    rank integer not null default 2,
    is_flagged integer not null default 0,
    next_due_at bigint not null default 9223372036854775807,
    next_clock text,
    likes integer,
    gone_at bigint,
    edited_at bigint,
    marks text not null default '',
    problem text,
    parent text,
    permalink text,
    author_name blob not null,
    post blob,
    text blob not null,
    unique (channel, external_id)
);
-- The inbox in its order, and each of its views, without touching the table: is_open is among the columns because
-- SQLite before 3.42 otherwise looks it up in the table although the condition already says it.
create index items_inbox on items (rank, next_due_at, id, is_open, next_clock, kind, state, is_flagged)
where is_open = 1;
create index items_thread on items (thread_id, received_at);
create index items_author on items (author_id, received_at);

create table item_texts (
    item_id integer not null references items (id),
    version integer not null,
    text blob not null,
    until_at bigint not null,
    primary key (item_id, version)
);

create table findings (
    item_id integer not null references items (id),
    place integer not null,
    rule text not null,
    level text not null,
    start_at integer not null,
    end_at integer not null,
    clause text not null,
    why blob not null,
    score real not null,
    detail blob,
    instead blob,
    primary key (item_id, place)
);

create table clocks (
    id integer primary key,
    item_id integer not null references items (id),
    kind text not null,
    label text not null,
    started_at bigint not null,
    due_at bigint not null,
    clause text not null,
    assumed integer not null,
    stopped_at bigint,
    elapsed_minutes real,
    outcome text,
    ref_id integer
);
create index clocks_item on clocks (item_id);
create index clocks_running on clocks (kind, due_at) where stopped_at is null;

create table claims (
    item_id integer primary key references items (id),
    person text not null,
    console text not null,
    taken_at bigint not null,
    seen_at bigint not null
);
create index claims_console on claims (console);
create index claims_person on claims (person);

create table drafts (
    item_id integer not null references items (id),
    kind text not null,
    person text not null,
    text blob not null,
    saved_at bigint not null,
    primary key (item_id, kind)
);

create table actions (
    id integer primary key,
    item_id integer not null references items (id),
    kind text not null,
    person text not null,
    at bigint not null,
    reason blob,
    details text not null default '{}',
    undo_until bigint,
    undone_at bigint
);
create index actions_item on actions (item_id, id);

create table deliveries (
    id integer primary key,
    action_id integer not null references actions (id),
    item_id integer not null references items (id),
    channel text not null,
    operation text not null,
    target text not null,
    body blob not null,
    state text not null default 'waiting',
    not_before bigint not null,
    attempts integer not null default 0,
    after_id integer references deliveries (id),
    console text,
    lease_until bigint,
    attempted_at bigint,
    delivered_at bigint,
    receipt text,
    problem text
);
create index deliveries_item on deliveries (item_id, id);
create index deliveries_action on deliveries (action_id, id);
create index deliveries_due on deliveries (state, not_before) where state in ('waiting', 'trying', 'unknown');

create table cases (
    id integer primary key,
    item_id integer not null references items (id),
    prefix text not null,
    number integer not null,
    reference text not null unique,
    is_complaint integer not null,
    category text not null,
    stage text not null,
    opened_at bigint not null,
    opened_by text not null,
    text blob not null,
    note blob not null,
    closed_at bigint,
    unique (prefix, number)
);
create index cases_item on cases (item_id);

create table escalations (
    id integer primary key,
    item_id integer not null references items (id),
    department text not null,
    put_to text not null,
    reason blob not null,
    at bigint not null,
    raised_by text not null,
    acknowledged_at bigint,
    acknowledged_by text
);
create index escalations_item on escalations (item_id);

create table questions (
    id integer primary key,
    item_id integer not null references items (id),
    asked_by text not null,
    put_to text not null,
    text blob not null,
    at bigint not null,
    answer blob,
    answered_by text,
    answered_at bigint
);
create index questions_item on questions (item_id);
create index questions_open on questions (item_id) where answered_at is null;

create table promises (
    id integer primary key,
    item_id integer not null references items (id),
    what blob not null,
    due_at bigint not null,
    made_by text not null,
    made_at bigint not null,
    kept_at bigint
);
create index promises_item on promises (item_id);

create table notes (
    id integer primary key,
    item_id integer not null references items (id),
    person text not null,
    text blob not null,
    at bigint not null
);
create index notes_item on notes (item_id);

create table strikes (
    id integer primary key,
    author_id integer not null references authors (id),
    item_id integer not null references items (id),
    action_id integer not null,
    reason blob not null,
    at bigint not null,
    withdrawn integer not null default 0
);
create index strikes_author on strikes (author_id);
create index strikes_action on strikes (action_id);

create table evidence (
    id integer primary key,
    item_id integer not null references items (id),
    action_id integer not null,
    document blob not null,
    at bigint not null
);

-- What other consoles must hear of, in order.
create table changes (
    seq integer primary key autoincrement,
    item_id integer not null,
    what text not null,
    person text
);

-- Append-only and chained: digest = sha256 over this row's canonical JSON, the previous digest included.
create table audit (
    seq integer primary key,
    at bigint not null,
    person text not null,
    event text not null,
    item_id integer,
    details text not null,
    previous text not null,
    digest text not null
);
create trigger audit_keeps_rows before delete on audit begin
    select raise (abort, 'the audit chain is append-only');
end;
create trigger audit_keeps_words before update on audit begin
    select raise (abort, 'the audit chain is append-only');
end;

-- An item as it is shown, its columns in the order of the record; item_lines has the first 300 characters of the text,
-- which 1,204 bytes always hold whole.
create view item_wholes as
select
    i.id, i.channel, i.external_id, i.kind, i.thread_id, i.author_id, i.author_name, i.text, i.received_at,
    i.arrived_at, i.state, i.version, i.rank, i.next_due_at, i.next_clock, t.external_id as thread, i.parent,
    i.permalink, i.post, i.likes, i.marks, c.person as claimed_by, c.taken_at as claimed_at, i.gone_at, i.edited_at,
    i.problem
from items as i
join threads as t on t.id = i.thread_id
left join claims as c on c.item_id = i.id;

create view item_lines as
select
    i.id, i.channel, i.external_id, i.kind, i.thread_id, i.author_id, i.author_name, substr(i.text, 1, 1204) as text,
    i.received_at, i.arrived_at, i.state, i.version, i.rank, i.next_due_at, i.next_clock, t.external_id as thread,
    i.parent, i.permalink, i.post, i.likes, i.marks, c.person as claimed_by, c.taken_at as claimed_at, i.gone_at,
    i.edited_at, i.problem
from items as i
join threads as t on t.id = i.thread_id
left join claims as c on c.item_id = i.id;

-- A delivery with who asked for it, its columns in the order of the record.
create view delivery_wholes as
select
    d.id, d.action_id, d.item_id, d.channel, d.operation, d.target, d.body, d.state, d.not_before, d.attempts,
    d.after_id, d.attempted_at, d.receipt, d.problem, a.person, d.delivered_at, d.lease_until, a.at as asked_at
from deliveries as d
join actions as a on a.id = d.action_id;

-- Contentless: the words are found here, the texts stay where they are. Old words are taken out with 'delete'.
create virtual table search using fts5 (
    text, author, post, reference, content = '', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
-- Every word the index holds: a longer prefix is spelled out into words with it, because the index would merge the whole
-- lists of all of them first (10-100 ms at a million items) where whole words are read from the newest on (0.2 ms).
create table search_words (
    word text primary key
) without rowid;
