-- What somebody wrote, latest last: the list of what was done today.
CREATE INDEX revision_by_author ON revision (author, known);
