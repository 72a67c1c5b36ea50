-- Facts about access: who is restricted, who covers for whom, who broke the glass. Rows are added, never changed; the row
-- of the highest revision of a fact is what stands.
CREATE TABLE register (
    seq SEQUENCE,
    id UUID NOT NULL,
    revision INTEGER NOT NULL,
    body JSON NOT NULL,
    staff TEXT NOT NULL,
    written TEXT NOT NULL,
    why TEXT NOT NULL,
    UNIQUE (id, revision)
) STRICT;
