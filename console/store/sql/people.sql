-- name: person(id)^
select id, name, role, department, absent_from, absent_until, deputy from people where id = :id;

-- name: people()
select id, name, role, department, absent_from, absent_until, deputy from people order by name, id;

-- name: save_person(id, name, role, department, absent_from, absent_until, deputy)!
insert into people (id, name, role, department, absent_from, absent_until, deputy)
values (:id, :name, :role, :department, :absent_from, :absent_until, :deputy)
on conflict (id) do update set
    name = excluded.name, role = excluded.role, department = excluded.department,
    absent_from = excluded.absent_from, absent_until = excluded.absent_until, deputy = excluded.deputy;

-- name: has_read(person, policy, version)$
select count(*) from readings where person = :person and policy = :policy and version = :version;

-- name: save_reading(person, policy, version, at)!
insert into readings (person, policy, version, at)
values (:person, :policy, :version, :at)
on conflict (person, policy, version) do nothing;

-- name: setting(key)$
select value from settings where key = :key;

-- name: save_setting(key, value)!
insert into settings (key, value) values (:key, :value) on conflict (key) do update set value = excluded.value;

-- name: channels()
select name, state, reason, fetched_at, looked_at, until_at, cursor from channels order by name;

-- name: channel(name)^
select name, state, reason, fetched_at, looked_at, until_at, cursor from channels where name = :name;

-- name: save_channel(name, state, reason, fetched_at, looked_at, until_at, cursor)!
insert into channels (name, state, reason, fetched_at, looked_at, until_at, cursor)
values (:name, :state, :reason, :fetched_at, :looked_at, :until_at, :cursor)
on conflict (name) do update set
    state = excluded.state, reason = excluded.reason, fetched_at = excluded.fetched_at,
    looked_at = excluded.looked_at, until_at = excluded.until_at, cursor = excluded.cursor;

-- name: closures()
select id, from_at, until_at, reason, declared_by, declared_at from closures order by from_at, id;

-- name: add_closure(from_at, until_at, reason, person, at)<!
insert into closures (from_at, until_at, reason, declared_by, declared_at)
values (:from_at, :until_at, :reason, :person, :at);

-- name: end_closure(id, until_at)!
update closures set until_at = :until_at where id = :id;

-- name: drop_closure(id)!
delete from closures where id = :id;

-- name: is_notice_posted(from_at, until_at)$
select count(*) from closure_notices where from_at = :from_at and until_at = :until_at;

-- name: note_notice(from_at, until_at, person, at)!
insert into closure_notices (from_at, until_at, posted_by, posted_at)
values (:from_at, :until_at, :person, :at)
on conflict (from_at, until_at) do nothing;
