-- Words that somebody typed on a page and that came to nothing yet: put back when the page is opened again.
CREATE TABLE words (
    staff TEXT NOT NULL,
    page TEXT NOT NULL,
    typed JSON NOT NULL,
    kept TEXT NOT NULL,
    PRIMARY KEY (staff, page)
) STRICT, WITHOUT ROWID;
