-- How many items the inbox has, kept rather than counted: at 50,000 open ones counting took 8 ms of a start.

create table tallies (
    name text primary key,
    amount integer not null
);

insert into tallies (name, amount) select 'open', count(*) from items where is_open = 1;

create trigger items_tally_new after insert on items
when new.is_open = 1
begin
    update tallies set amount = amount + 1 where name = 'open';
end;

create trigger items_tally_changed after update of is_open on items
when new.is_open <> old.is_open
begin
    update tallies set amount = amount + new.is_open - old.is_open where name = 'open';
end;

create trigger items_tally_gone after delete on items
when old.is_open = 1
begin
    update tallies set amount = amount - 1 where name = 'open';
end;
