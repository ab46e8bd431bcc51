-- name: person(id)
select id, name, role, department, works, left_at from people where id = :id;

-- name: people()
select id, name, role, department, works, left_at from people order by name, id;

-- name: absences()
select person, from_at, until_at, deputy, id from absences where is_past = 0 order by from_at, id;

-- name: absences_of(person)
select person, from_at, until_at, deputy, id
from absences
where person = :person and is_past = 0
order by from_at, id;

-- name: trainings()
select person, course, passed_at, lapses_at from trainings order by person, course;

-- name: trainings_of(person)
select person, course, passed_at, lapses_at from trainings where person = :person order by course;

-- name: keeps_trainings()$
select exists (select 1 from trainings);

-- name: save_person(id, name, role, department, works, left_at)!
-- Who somebody is: of one who is known, only what a sign-in can change.
insert into people (id, name, role, department, works, left_at)
values (:id, :name, :role, :department, :works, :left_at)
on conflict (id) do update set name = excluded.name, role = excluded.role;

-- name: save_terms(id, department, works, left_at)!
update people set department = :department, works = :works, left_at = :left_at where id = :id;

-- name: add_absence(person, from_at, until_at, deputy, noted_by, noted_at)!
insert into absences (person, from_at, until_at, deputy, noted_by, noted_at)
values (:person, :from_at, :until_at, :deputy, :noted_by, :noted_at);

-- name: end_absence(id, at)!
-- One that has not begun ends as it begins.
update absences set until_at = max(from_at, :at), is_past = 1 where id = :id;

-- name: put_away_absences(person, before)!
update absences set is_past = 1 where person = :person and is_past = 0 and until_at <= :before;

-- name: save_training(person, course, passed_at, lapses_at)!
insert into trainings (person, course, passed_at, lapses_at)
values (:person, :course, :passed_at, :lapses_at)
on conflict (person, course) do update set passed_at = excluded.passed_at, lapses_at = excluded.lapses_at;

-- name: leaver_tasks()
select id, person, channel, title, clause, opened_at, done_at, done_by from leaver_tasks order by id;

-- name: add_leaver_task(person, channel, title, clause, at)!
insert into leaver_tasks (person, channel, title, clause, opened_at) values (:person, :channel, :title, :clause, :at);

-- name: tick_leaver_task(id, person, at)$
update leaver_tasks set done_at = :at, done_by = :person where id = :id and done_at is null returning id;

-- name: drop_leaver_tasks(person)!
-- What was not done yet when somebody came back.
delete from leaver_tasks where person = :person and done_at is null;

-- name: held_by_each(stale_before)
select person, count(*) from claims where seen_at >= :stale_before group by person order by person;

-- name: held_by(person)
select item_id from claims where person = :person order by item_id;

-- name: release_person(person)!
delete from claims where person = :person;

-- name: hand_over_drafts(person, heir)!
update drafts set person = :heir where person = :person;

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
select id, from_at, until_at, reason, declared_by from closures order by from_at, id;

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
