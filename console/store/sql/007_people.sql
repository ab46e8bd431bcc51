-- Who works when: a week of their own, absences with their deputies, what they are trained in, when they left, and what
-- is then to be done by hand.

alter table people add column works text not null default '';
alter table people add column left_at bigint;

-- is_past: over when a later one was noted, so that what is read of a person does not grow with the years.
create table absences (
    id integer primary key,
    person text not null references people (id),
    from_at bigint not null,
    until_at bigint,
    deputy text,
    noted_by text not null,
    noted_at bigint not null,
    is_past integer not null default 0
);
create index absences_person on absences (person, from_at) where is_past = 0;

insert into absences (person, from_at, until_at, deputy, noted_by, noted_at)
select id, absent_from, absent_until, deputy, 'halfday', absent_from from people where absent_from is not null;

alter table people drop column absent_from;
alter table people drop column absent_until;
alter table people drop column deputy;

create table trainings (
    person text not null references people (id),
    course text not null,
    passed_at bigint not null,
    lapses_at bigint,
    primary key (person, course)
);

create table leaver_tasks (
    id integer primary key,
    person text not null references people (id),
    channel text not null,
    title text not null,
    clause text not null,
    opened_at bigint not null,
    done_at bigint,
    done_by text
);
create index leaver_tasks_person on leaver_tasks (person);
