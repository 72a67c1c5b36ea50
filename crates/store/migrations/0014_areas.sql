-- In whose area a placement is that is not in our own, or that it is kept from somebody: list 8 of an inspection asks.
ALTER TABLE gt_placement_areas ADD COLUMN gtpl_area TEXT;

DELETE FROM facts_stale;
INSERT INTO facts_stale (person) SELECT DISTINCT person FROM record_person;
