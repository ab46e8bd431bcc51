-- When each person last moved through the inbox: who is here, though they may have done nothing yet.
create table looks (
    person text primary key references people (id),
    at bigint not null
);
