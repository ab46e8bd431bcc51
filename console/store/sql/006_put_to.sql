-- What waits for somebody in a role is looked up with every change of the inbox.

create index escalations_waiting on escalations (put_to) where acknowledged_at is null;
create index questions_waiting on questions (put_to) where answered_at is null;
