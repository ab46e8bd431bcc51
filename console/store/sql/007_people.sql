-- Who works when: a week of their own, absences with their deputies, what they are trained in, and when they left.

alter table people add column works text not null default '';
alter table people add column left_at bigint;

create table absences (
    id integer primary key,
    person text not null references people (id),
    from_at bigint not null,
    until_at bigint,
    deputy text,
    noted_by text not null,
    noted_at bigint not null
);
create index absences_person on absences (person, from_at);

insert into absences (person, from_at, until_at, deputy, noted_by, noted_at)
select id, absent_from, absent_until, deputy, 'halfday', absent_from from people where absent_from is not null;

create table trainings (
    person text not null references people (id),
    course text not null,
    passed_at bigint not null,
    lapses_at bigint,
    primary key (person, course)
);
