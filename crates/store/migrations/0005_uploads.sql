-- Files sent in drafts: which draft may name which file. The bytes are kept beside the database, by their hash.
CREATE TABLE upload (
    seq SEQUENCE,
    draft UUID NOT NULL,
    hash TEXT NOT NULL,
    preview TEXT,
    size INTEGER NOT NULL,
    staff TEXT NOT NULL,
    sent TEXT NOT NULL,
    file TEXT NOT NULL
) STRICT;
CREATE INDEX upload_by_draft ON upload (draft);
