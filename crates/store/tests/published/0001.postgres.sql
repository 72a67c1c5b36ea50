CREATE TABLE claim (
    contact uuid NOT NULL,
    staff text NOT NULL COLLATE pg_catalog."C",
    since text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE draft (
    id uuid NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    people json NOT NULL,
    staff text NOT NULL COLLATE pg_catalog."C",
    opened text NOT NULL COLLATE pg_catalog."C",
    amends uuid,
    closed text COLLATE pg_catalog."C"
);
CREATE TABLE draft_field (
    draft uuid NOT NULL,
    version bigint NOT NULL,
    path text NOT NULL COLLATE pg_catalog."C",
    answer text NOT NULL COLLATE pg_catalog."C",
    staff text NOT NULL COLLATE pg_catalog."C",
    saved text NOT NULL COLLATE pg_catalog."C",
    state text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE draft_person (
    person uuid NOT NULL,
    draft uuid NOT NULL
);
CREATE TABLE form (
    fingerprint text NOT NULL COLLATE pg_catalog."C",
    form text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE look (
    seq bigint NOT NULL,
    looked text NOT NULL COLLATE pg_catalog."C",
    staff text NOT NULL COLLATE pg_catalog."C",
    person uuid,
    record uuid,
    action text NOT NULL COLLATE pg_catalog."C"
);
ALTER TABLE look ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME look_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE mark (
    slot bigint NOT NULL,
    writes bigint NOT NULL
);
CREATE TABLE migration (
    number bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE record_person (
    person uuid NOT NULL,
    id uuid NOT NULL
);
CREATE TABLE revision (
    seq bigint NOT NULL,
    id uuid NOT NULL,
    revision bigint NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    people json NOT NULL,
    about text NOT NULL COLLATE pg_catalog."C",
    known text NOT NULL COLLATE pg_catalog."C",
    author text NOT NULL COLLATE pg_catalog."C",
    status text NOT NULL COLLATE pg_catalog."C",
    reason text COLLATE pg_catalog."C",
    unusual text COLLATE pg_catalog."C",
    source text COLLATE pg_catalog."C",
    form text NOT NULL COLLATE pg_catalog."C",
    body json NOT NULL
);
ALTER TABLE revision ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME revision_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE session (
    token_hash text NOT NULL COLLATE pg_catalog."C",
    staff text NOT NULL COLLATE pg_catalog."C",
    opened text NOT NULL COLLATE pg_catalog."C",
    seen text NOT NULL COLLATE pg_catalog."C",
    form_token text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE setting (
    name text NOT NULL COLLATE pg_catalog."C",
    json text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE staff (
    id text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    role text NOT NULL COLLATE pg_catalog."C",
    team text COLLATE pg_catalog."C",
    password text NOT NULL COLLATE pg_catalog."C",
    active bigint NOT NULL
);
CREATE TABLE summary (
    person uuid NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    sort text NOT NULL COLLATE pg_catalog."C",
    born text NOT NULL COLLATE pg_catalog."C",
    is_open bigint NOT NULL,
    team text COLLATE pg_catalog."C",
    worker text COLLATE pg_catalog."C",
    body json NOT NULL
);
CREATE TABLE summary_key (
    found_by text NOT NULL COLLATE pg_catalog."C",
    person uuid NOT NULL
);
CREATE TABLE task (
    person uuid NOT NULL,
    place bigint NOT NULL,
    worker text COLLATE pg_catalog."C",
    team text COLLATE pg_catalog."C",
    due_at text NOT NULL COLLATE pg_catalog."C",
    body json NOT NULL
);
CREATE TABLE team (
    id text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE waiting (
    person uuid NOT NULL,
    place bigint NOT NULL,
    contact uuid NOT NULL,
    due_at text NOT NULL COLLATE pg_catalog."C",
    body json NOT NULL
);
CREATE TABLE write_key (
    write_key text NOT NULL COLLATE pg_catalog."C",
    records json NOT NULL
);
INSERT INTO draft VALUES ('01a201c2-baf9-7560-a5bc-4909568fbd5f', 'contact', '["9e363674-de6a-58e5-994c-8d873917ad45"]', 'screener', '2026-11-22T05:37:48.793296760Z', NULL, '2026-11-22T05:37:48.979616609Z');
INSERT INTO draft VALUES ('01a201c2-bbde-7409-ad5c-a78d7ca5d009', 'contact', '["c0166fab-136a-519f-8801-78e6332b6932"]', 'screener', '2026-11-22T05:37:49.022406815Z', NULL, '2026-11-22T05:37:49.114653999Z');
INSERT INTO draft VALUES ('01a201c2-bc56-75be-91d8-ea0b28741a2e', 'contact', '["f350624e-8e5c-5a2a-94d8-a1e2a692fa70"]', 'screener', '2026-11-22T05:37:49.142119537Z', NULL, '2026-11-22T05:37:49.262966943Z');
INSERT INTO draft VALUES ('01a201c2-bcf1-74f4-9487-75befecef598', 'contact', '["63daea40-21bc-59ba-9b03-d63223efe8a9"]', 'screener', '2026-11-22T05:37:49.297944266Z', NULL, '2026-11-22T05:37:49.386371583Z');
INSERT INTO draft VALUES ('01a201c2-bd62-75a3-a6ef-fd5521c1edc4', 'contact', '["b5ba144e-ab59-529b-a105-5306181290ff"]', 'screener', '2026-11-22T05:37:49.410366168Z', NULL, NULL);
INSERT INTO draft VALUES ('01a201c2-bda2-70e8-be6c-de47d2c7755b', 'contact', '["591ffa8c-22ab-5119-8a83-781ff1c913b5"]', 'screener', '2026-11-22T05:37:49.474124366Z', NULL, NULL);
INSERT INTO draft_field VALUES ('01a201c2-baf9-7560-a5bc-4909568fbd5f', 2, 'received.month', '11', 'screener', '2026-11-22T05:37:48.793296760Z', 'current');
INSERT INTO draft_field VALUES ('01a201c2-baf9-7560-a5bc-4909568fbd5f', 4, 'received.year', '2026', 'screener', '2026-11-22T05:37:48.793296760Z', 'current');
INSERT INTO draft_field VALUES ('01a201c2-baf9-7560-a5bc-4909568fbd5f', 5, 'concern', 'Words 0, kept since the first tables', 'screener', '2026-11-22T05:37:48.910301509Z', 'current');
INSERT INTO draft_field VALUES ('01a201c2-baf9-7560-a5bc-4909568fbd5f', 1, 'received.day', '22', 'screener', '2026-11-22T05:37:48.793296760Z', 'old');
INSERT INTO draft_field VALUES ('01a201c2-baf9-7560-a5bc-4909568fbd5f', 3, 'received.time', '05:37', 'screener', '2026-11-22T05:37:48.793296760Z', 'old');
INSERT INTO draft_field VALUES ('01a201c2-baf9-7560-a5bc-4909568fbd5f', 6, 'child_words._', 'not_asked', 'screener', '2026-11-22T05:37:48.943337990Z', 'current');
INSERT INTO draft_field VALUES ('01a201c2-baf9-7560-a5bc-4909568fbd5f', 7, 'danger_now', 'no', 'screener', '2026-11-22T05:37:48.943337990Z', 'current');
INSERT INTO draft_field VALUES ('01a201c2-baf9-7560-a5bc-4909568fbd5f', 8, 'received.day', '16', 'screener', '2026-11-22T05:37:48.943337990Z', 'current');
INSERT INTO draft_field VALUES ('01a201c2-baf9-7560-a5bc-4909568fbd5f', 9, 'received.time', '9:30am', 'screener', '2026-11-22T05:37:48.943337990Z', 'current');
INSERT INTO draft_field VALUES ('01a201c2-baf9-7560-a5bc-4909568fbd5f', 10, 'route', 'public', 'screener', '2026-11-22T05:37:48.943337990Z', 'current');
INSERT INTO draft_field VALUES ('01a201c2-baf9-7560-a5bc-4909568fbd5f', 11, 'source', '1A', 'screener', '2026-11-22T05:37:48.943337990Z', 'current');
INSERT INTO draft_field VALUES ('01a201c2-bbde-7409-ad5c-a78d7ca5d009', 2, 'received.month', '11', 'screener', '2026-11-22T05:37:49.022406815Z', 'current');
INSERT INTO draft_field VALUES ('01a201c2-bbde-7409-ad5c-a78d7ca5d009', 4, 'received.year', '2026', 'screener', '2026-11-22T05:37:49.022406815Z', 'current');
INSERT INTO draft_field VALUES ('01a201c2-bbde-7409-ad5c-a78d7ca5d009', 5, 'concern', 'Words 1, kept since the first tables', 'screener', '2026-11-22T05:37:49.084183220Z', 'current');
INSERT INTO draft_field VALUES ('01a201c2-bbde-7409-ad5c-a78d7ca5d009', 1, 'received.day', '22', 'screener', '2026-11-22T05:37:49.022406815Z', 'old');
INSERT INTO draft_field VALUES ('01a201c2-bbde-7409-ad5c-a78d7ca5d009', 3, 'received.time', '05:37', 'screener', '2026-11-22T05:37:49.022406815Z', 'old');
INSERT INTO draft_field VALUES ('01a201c2-bbde-7409-ad5c-a78d7ca5d009', 6, 'child_words._', 'not_asked', 'screener', '2026-11-22T05:37:49.096321477Z', 'current');
INSERT INTO draft_field VALUES ('01a201c2-bbde-7409-ad5c-a78d7ca5d009', 7, 'danger_now', 'no', 'screener', '2026-11-22T05:37:49.096321477Z', 'current');
INSERT INTO draft_field VALUES ('01a201c2-bbde-7409-ad5c-a78d7ca5d009', 8, 'received.day', '16', 'screener', '2026-11-22T05:37:49.096321477Z', 'current');
INSERT INTO draft_field VALUES ('01a201c2-bbde-7409-ad5c-a78d7ca5d009', 9, 'received.time', '9:30am', 'screener', '2026-11-22T05:37:49.096321477Z', 'current');
INSERT INTO draft_field VALUES ('01a201c2-bbde-7409-ad5c-a78d7ca5d009', 10, 'route', 'public', 'screener', '2026-11-22T05:37:49.096321477Z', 'current');
INSERT INTO draft_field VALUES ('01a201c2-bbde-7409-ad5c-a78d7ca5d009', 11, 'source', '1A', 'screener', '2026-11-22T05:37:49.096321477Z', 'current');
INSERT INTO draft_field VALUES ('01a201c2-bc56-75be-91d8-ea0b28741a2e', 2, 'received.month', '11', 'screener', '2026-11-22T05:37:49.142119537Z', 'current');
INSERT INTO draft_field VALUES ('01a201c2-bc56-75be-91d8-ea0b28741a2e', 4, 'received.year', '2026', 'screener', '2026-11-22T05:37:49.142119537Z', 'current');
INSERT INTO draft_field VALUES ('01a201c2-bc56-75be-91d8-ea0b28741a2e', 5, 'concern', 'Words 2, kept since the first tables', 'screener', '2026-11-22T05:37:49.218493503Z', 'current');
INSERT INTO draft_field VALUES ('01a201c2-bc56-75be-91d8-ea0b28741a2e', 1, 'received.day', '22', 'screener', '2026-11-22T05:37:49.142119537Z', 'old');
INSERT INTO draft_field VALUES ('01a201c2-bc56-75be-91d8-ea0b28741a2e', 3, 'received.time', '05:37', 'screener', '2026-11-22T05:37:49.142119537Z', 'old');
INSERT INTO draft_field VALUES ('01a201c2-bc56-75be-91d8-ea0b28741a2e', 6, 'child_words._', 'not_asked', 'screener', '2026-11-22T05:37:49.239029774Z', 'current');
INSERT INTO draft_field VALUES ('01a201c2-bc56-75be-91d8-ea0b28741a2e', 7, 'danger_now', 'no', 'screener', '2026-11-22T05:37:49.239029774Z', 'current');
INSERT INTO draft_field VALUES ('01a201c2-bc56-75be-91d8-ea0b28741a2e', 8, 'received.day', '16', 'screener', '2026-11-22T05:37:49.239029774Z', 'current');
INSERT INTO draft_field VALUES ('01a201c2-bc56-75be-91d8-ea0b28741a2e', 9, 'received.time', '9:30am', 'screener', '2026-11-22T05:37:49.239029774Z', 'current');
INSERT INTO draft_field VALUES ('01a201c2-bc56-75be-91d8-ea0b28741a2e', 10, 'route', 'public', 'screener', '2026-11-22T05:37:49.239029774Z', 'current');
INSERT INTO draft_field VALUES ('01a201c2-bc56-75be-91d8-ea0b28741a2e', 11, 'source', '1A', 'screener', '2026-11-22T05:37:49.239029774Z', 'current');
INSERT INTO draft_field VALUES ('01a201c2-bcf1-74f4-9487-75befecef598', 2, 'received.month', '11', 'screener', '2026-11-22T05:37:49.297944266Z', 'current');
INSERT INTO draft_field VALUES ('01a201c2-bcf1-74f4-9487-75befecef598', 4, 'received.year', '2026', 'screener', '2026-11-22T05:37:49.297944266Z', 'current');
INSERT INTO draft_field VALUES ('01a201c2-bcf1-74f4-9487-75befecef598', 5, 'concern', 'Words 3, kept since the first tables', 'screener', '2026-11-22T05:37:49.366296228Z', 'current');
INSERT INTO draft_field VALUES ('01a201c2-bcf1-74f4-9487-75befecef598', 1, 'received.day', '22', 'screener', '2026-11-22T05:37:49.297944266Z', 'old');
INSERT INTO draft_field VALUES ('01a201c2-bcf1-74f4-9487-75befecef598', 3, 'received.time', '05:37', 'screener', '2026-11-22T05:37:49.297944266Z', 'old');
INSERT INTO draft_field VALUES ('01a201c2-bcf1-74f4-9487-75befecef598', 6, 'child_words._', 'not_asked', 'screener', '2026-11-22T05:37:49.374799949Z', 'current');
INSERT INTO draft_field VALUES ('01a201c2-bcf1-74f4-9487-75befecef598', 7, 'danger_now', 'no', 'screener', '2026-11-22T05:37:49.374799949Z', 'current');
INSERT INTO draft_field VALUES ('01a201c2-bcf1-74f4-9487-75befecef598', 8, 'received.day', '16', 'screener', '2026-11-22T05:37:49.374799949Z', 'current');
INSERT INTO draft_field VALUES ('01a201c2-bcf1-74f4-9487-75befecef598', 9, 'received.time', '9:30am', 'screener', '2026-11-22T05:37:49.374799949Z', 'current');
INSERT INTO draft_field VALUES ('01a201c2-bcf1-74f4-9487-75befecef598', 10, 'route', 'public', 'screener', '2026-11-22T05:37:49.374799949Z', 'current');
INSERT INTO draft_field VALUES ('01a201c2-bcf1-74f4-9487-75befecef598', 11, 'source', '1A', 'screener', '2026-11-22T05:37:49.374799949Z', 'current');
INSERT INTO draft_field VALUES ('01a201c2-bd62-75a3-a6ef-fd5521c1edc4', 1, 'received.day', '22', 'screener', '2026-11-22T05:37:49.410366168Z', 'current');
INSERT INTO draft_field VALUES ('01a201c2-bd62-75a3-a6ef-fd5521c1edc4', 2, 'received.month', '11', 'screener', '2026-11-22T05:37:49.410366168Z', 'current');
INSERT INTO draft_field VALUES ('01a201c2-bd62-75a3-a6ef-fd5521c1edc4', 3, 'received.time', '05:37', 'screener', '2026-11-22T05:37:49.410366168Z', 'current');
INSERT INTO draft_field VALUES ('01a201c2-bd62-75a3-a6ef-fd5521c1edc4', 4, 'received.year', '2026', 'screener', '2026-11-22T05:37:49.410366168Z', 'current');
INSERT INTO draft_field VALUES ('01a201c2-bd62-75a3-a6ef-fd5521c1edc4', 5, 'concern', 'Words 4, kept since the first tables', 'screener', '2026-11-22T05:37:49.464083670Z', 'current');
INSERT INTO draft_field VALUES ('01a201c2-bda2-70e8-be6c-de47d2c7755b', 1, 'received.day', '22', 'screener', '2026-11-22T05:37:49.474124366Z', 'current');
INSERT INTO draft_field VALUES ('01a201c2-bda2-70e8-be6c-de47d2c7755b', 2, 'received.month', '11', 'screener', '2026-11-22T05:37:49.474124366Z', 'current');
INSERT INTO draft_field VALUES ('01a201c2-bda2-70e8-be6c-de47d2c7755b', 3, 'received.time', '05:37', 'screener', '2026-11-22T05:37:49.474124366Z', 'current');
INSERT INTO draft_field VALUES ('01a201c2-bda2-70e8-be6c-de47d2c7755b', 4, 'received.year', '2026', 'screener', '2026-11-22T05:37:49.474124366Z', 'current');
INSERT INTO draft_field VALUES ('01a201c2-bda2-70e8-be6c-de47d2c7755b', 5, 'concern', 'Words 5, kept since the first tables', 'screener', '2026-11-22T05:37:49.524401209Z', 'current');
INSERT INTO draft_person VALUES ('9e363674-de6a-58e5-994c-8d873917ad45', '01a201c2-baf9-7560-a5bc-4909568fbd5f');
INSERT INTO draft_person VALUES ('c0166fab-136a-519f-8801-78e6332b6932', '01a201c2-bbde-7409-ad5c-a78d7ca5d009');
INSERT INTO draft_person VALUES ('f350624e-8e5c-5a2a-94d8-a1e2a692fa70', '01a201c2-bc56-75be-91d8-ea0b28741a2e');
INSERT INTO draft_person VALUES ('63daea40-21bc-59ba-9b03-d63223efe8a9', '01a201c2-bcf1-74f4-9487-75befecef598');
INSERT INTO draft_person VALUES ('b5ba144e-ab59-529b-a105-5306181290ff', '01a201c2-bd62-75a3-a6ef-fd5521c1edc4');
INSERT INTO draft_person VALUES ('591ffa8c-22ab-5119-8a83-781ff1c913b5', '01a201c2-bda2-70e8-be6c-de47d2c7755b');
INSERT INTO form VALUES ('5fc08c6decbbde81', '{"kind":"person_details","area":"people","title":"Person details","about":"Who someone is. A new name, a birth or a correction is a new record of this kind; the earlier ones stay.","cite":"Working Together 2023, ch.3; CIN census module 1","fields":[{"name":"from","label":"When was this so from?","hint":"","shape":"moment","needed":true,"dates_record":true,"in_line":false,"sensitivity":"normal","cite":""},{"name":"given","label":"Given names","hint":"\"Baby\" for a child not yet born or named. Leave it empty when not known.","shape":"text","needed":false,"dates_record":false,"in_line":true,"sensitivity":"normal","cite":""},{"name":"family","label":"Family name","hint":"","shape":"text","needed":true,"dates_record":false,"in_line":true,"sensitivity":"normal","cite":""},{"name":"known_as","label":"Known as","hint":"","shape":"text","needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"other_names","label":"Other names used","hint":"Earlier names, names used by other agencies, other spellings.","shape":{"list":{"fields":[{"name":"given","label":"Given names","hint":"","shape":"text","needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"family","label":"Family name","hint":"","shape":"text","needed":true,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"used","label":"How is it used?","hint":"For example: name at birth, married name, spelling used by the school.","shape":"text","needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""}]}},"needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"birth","label":"Birth","hint":"","shape":{"choice":{"options":[{"value":"born","label":"Born","hint":"","fields":[{"name":"on","label":"Date of birth","hint":"A month or a year is enough when the day is not known.","shape":"partial_date","needed":true,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""}]},{"value":"expected","label":"Not born yet","hint":"","fields":[{"name":"on","label":"Expected date","hint":"","shape":"partial_date","needed":true,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""}]},{"value":"not_known","label":"Not known","hint":"","fields":[]}]}},"needed":true,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"sex","label":"Sex","hint":"","shape":{"code":{"set":"Sex"}},"needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"ethnicity","label":"Ethnicity","hint":"","shape":{"code":{"set":"Ethnicity"}},"needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"religion","label":"Religion","hint":"","shape":"text","needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"language","label":"First language","hint":"","shape":"text","needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"communication","label":"Is an interpreter or another way of communicating needed?","hint":"","shape":"text","needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"disabilities","label":"Disabilities","hint":"","shape":{"codes":{"set":"Disability"}},"needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"died","label":"Died","hint":"","shape":"partial_date","needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"nhs_number","label":"NHS number","hint":"","shape":"text","needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"upn","label":"Unique pupil number","hint":"","shape":"text","needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"upn_unknown","label":"Why is there no unique pupil number?","hint":"","shape":{"code":{"set":"UPNunknown"}},"needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"school","label":"School or setting","hint":"","shape":"text","needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"telephone","label":"Telephone","hint":"","shape":"text","needed":false,"dates_record":false,"in_line":false,"sensitivity":"third_party","cite":""},{"name":"other_number","label":"Number used by another system","hint":"","shape":"text","needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""}]}');
INSERT INTO form VALUES ('5e01e8a749abc25a', '{"kind":"contact","area":"front_door","title":"Contact","about":"Anyone tells us about a child''s welfare. One contact may be about several children.","cite":"Working Together 2023, ch.3; Children Act 1989 s.17 and s.47","fields":[{"name":"received","label":"When was it received?","hint":"","shape":"moment","needed":true,"dates_record":true,"in_line":false,"sensitivity":"normal","cite":""},{"name":"route","label":"How did it come?","hint":"","shape":{"choice":{"options":[{"value":"public","label":"A member of the public, or the family","hint":"","fields":[]},{"value":"professional","label":"A professional''s referral form","hint":"","fields":[{"name":"agency","label":"Agency","hint":"","shape":{"code":{"set":"Agency"}},"needed":true,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"role","label":"Referrer''s role","hint":"","shape":"text","needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"help_so_far","label":"What help has already been given?","hint":"","shape":"prose","needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"complete","label":"Is the form complete?","hint":"","shape":"yes_no","needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""}]},{"value":"police_notice","label":"A police domestic abuse notice","hint":"","fields":[{"name":"incident","label":"When was the incident?","hint":"","shape":"moment","needed":true,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"grade","label":"The officer''s grade","hint":"","shape":{"choice":{"options":[{"value":"high","label":"High","hint":"","fields":[]},{"value":"medium","label":"Medium","hint":"","fields":[]},{"value":"standard","label":"Standard","hint":"","fields":[]},{"value":"not_graded","label":"Not graded","hint":"","fields":[]}]}},"needed":true,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"reference","label":"Police reference","hint":"","shape":"text","needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""}]},{"value":"out_of_hours","label":"Out of hours","hint":"","fields":[{"name":"ended","label":"When did the out-of-hours work end?","hint":"","shape":"moment","needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"child_seen","label":"Was the child seen?","hint":"","shape":{"asked":{"shape":"yes_no"}},"needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"done","label":"What was done?","hint":"","shape":"prose","needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"manager","label":"Which manager was consulted?","hint":"","shape":"text","needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""}]}]}},"needed":true,"dates_record":false,"in_line":true,"sensitivity":"normal","cite":""},{"name":"source","label":"Who is it from?","hint":"","shape":{"code":{"set":"ReferralSource"}},"needed":true,"dates_record":false,"in_line":true,"sensitivity":"normal","cite":""},{"name":"from_whom","label":"Their name and how to reach them","hint":"Someone from the public may stay unnamed.","shape":"text","needed":false,"dates_record":false,"in_line":false,"sensitivity":"third_party","cite":""},{"name":"concern","label":"What are they worried about?","hint":"Use their words where you can.","shape":"prose","needed":true,"dates_record":false,"in_line":true,"sensitivity":"normal","cite":""},{"name":"child_words","label":"What did the child say?","hint":"","shape":{"asked":{"shape":"prose"}},"needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"danger_now","label":"Is anyone in danger now?","hint":"","shape":{"asked":{"shape":"yes_no"}},"needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"others","label":"Other adults and children mentioned","hint":"","shape":{"list":{"fields":[{"name":"name","label":"Name","hint":"","shape":"text","needed":true,"dates_record":false,"in_line":false,"sensitivity":"third_party","cite":""},{"name":"who","label":"Who are they to the child?","hint":"","shape":"text","needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"born","label":"Date of birth or age, if known","hint":"","shape":"text","needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""}]}},"needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""},{"name":"consent","label":"Consent of the family to share information","hint":"","shape":{"choice":{"options":[{"value":"given","label":"Given","hint":"","fields":[]},{"value":"refused","label":"Refused","hint":"","fields":[{"name":"reason","label":"Is there a lawful reason to go on without it?","hint":"","shape":"prose","needed":true,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""}]},{"value":"set_aside","label":"Not asked, because asking could put a child at risk","hint":"","fields":[{"name":"reason","label":"Why, and under what legal basis?","hint":"","shape":"prose","needed":true,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":""}]},{"value":"not_yet","label":"Not asked yet","hint":"","fields":[]}]}},"needed":false,"dates_record":false,"in_line":false,"sensitivity":"normal","cite":"Data Protection Act 2018 sch.1 para 18; Working Together 2023, ch.1"}]}');
INSERT INTO look OVERRIDING SYSTEM VALUE VALUES (1, '2026-11-22T05:37:48.826043975Z', 'screener', NULL, NULL, 'view_draft');
INSERT INTO look OVERRIDING SYSTEM VALUE VALUES (2, '2026-11-22T05:37:48.879366990Z', 'screener', NULL, NULL, 'view_draft');
INSERT INTO look OVERRIDING SYSTEM VALUE VALUES (3, '2026-11-22T05:37:48.931328054Z', 'screener', '9e363674-de6a-58e5-994c-8d873917ad45', NULL, 'view_draft');
INSERT INTO look OVERRIDING SYSTEM VALUE VALUES (4, '2026-11-22T05:37:48.959950193Z', 'screener', '9e363674-de6a-58e5-994c-8d873917ad45', NULL, 'view_draft');
INSERT INTO look OVERRIDING SYSTEM VALUE VALUES (5, '2026-11-22T05:37:48.967868112Z', 'screener', '9e363674-de6a-58e5-994c-8d873917ad45', NULL, 'view_draft');
INSERT INTO look OVERRIDING SYSTEM VALUE VALUES (6, '2026-11-22T05:37:49.046055365Z', 'screener', NULL, NULL, 'view_draft');
INSERT INTO look OVERRIDING SYSTEM VALUE VALUES (7, '2026-11-22T05:37:49.070710137Z', 'screener', NULL, NULL, 'view_draft');
INSERT INTO look OVERRIDING SYSTEM VALUE VALUES (8, '2026-11-22T05:37:49.094511104Z', 'screener', 'c0166fab-136a-519f-8801-78e6332b6932', NULL, 'view_draft');
INSERT INTO look OVERRIDING SYSTEM VALUE VALUES (9, '2026-11-22T05:37:49.102652946Z', 'screener', 'c0166fab-136a-519f-8801-78e6332b6932', NULL, 'view_draft');
INSERT INTO look OVERRIDING SYSTEM VALUE VALUES (10, '2026-11-22T05:37:49.111817700Z', 'screener', 'c0166fab-136a-519f-8801-78e6332b6932', NULL, 'view_draft');
INSERT INTO look OVERRIDING SYSTEM VALUE VALUES (11, '2026-11-22T05:37:49.166456802Z', 'screener', NULL, NULL, 'view_draft');
INSERT INTO look OVERRIDING SYSTEM VALUE VALUES (12, '2026-11-22T05:37:49.188295901Z', 'screener', NULL, NULL, 'view_draft');
INSERT INTO look OVERRIDING SYSTEM VALUE VALUES (13, '2026-11-22T05:37:49.230509238Z', 'screener', 'f350624e-8e5c-5a2a-94d8-a1e2a692fa70', NULL, 'view_draft');
INSERT INTO look OVERRIDING SYSTEM VALUE VALUES (14, '2026-11-22T05:37:49.246388741Z', 'screener', 'f350624e-8e5c-5a2a-94d8-a1e2a692fa70', NULL, 'view_draft');
INSERT INTO look OVERRIDING SYSTEM VALUE VALUES (15, '2026-11-22T05:37:49.254266110Z', 'screener', 'f350624e-8e5c-5a2a-94d8-a1e2a692fa70', NULL, 'view_draft');
INSERT INTO look OVERRIDING SYSTEM VALUE VALUES (16, '2026-11-22T05:37:49.319708503Z', 'screener', NULL, NULL, 'view_draft');
INSERT INTO look OVERRIDING SYSTEM VALUE VALUES (17, '2026-11-22T05:37:49.337160545Z', 'screener', NULL, NULL, 'view_draft');
INSERT INTO look OVERRIDING SYSTEM VALUE VALUES (18, '2026-11-22T05:37:49.372970788Z', 'screener', '63daea40-21bc-59ba-9b03-d63223efe8a9', NULL, 'view_draft');
INSERT INTO look OVERRIDING SYSTEM VALUE VALUES (19, '2026-11-22T05:37:49.380196076Z', 'screener', '63daea40-21bc-59ba-9b03-d63223efe8a9', NULL, 'view_draft');
INSERT INTO look OVERRIDING SYSTEM VALUE VALUES (20, '2026-11-22T05:37:49.382715464Z', 'screener', '63daea40-21bc-59ba-9b03-d63223efe8a9', NULL, 'view_draft');
INSERT INTO look OVERRIDING SYSTEM VALUE VALUES (21, '2026-11-22T05:37:49.422249226Z', 'screener', NULL, NULL, 'view_draft');
INSERT INTO look OVERRIDING SYSTEM VALUE VALUES (22, '2026-11-22T05:37:49.442945514Z', 'screener', NULL, NULL, 'view_draft');
INSERT INTO look OVERRIDING SYSTEM VALUE VALUES (23, '2026-11-22T05:37:49.490501890Z', 'screener', NULL, NULL, 'view_draft');
INSERT INTO look OVERRIDING SYSTEM VALUE VALUES (24, '2026-11-22T05:37:49.506960454Z', 'screener', NULL, NULL, 'view_draft');
INSERT INTO mark VALUES (4, 0);
INSERT INTO mark VALUES (0, 1);
INSERT INTO mark VALUES (3, 1);
INSERT INTO mark VALUES (6, 1);
INSERT INTO mark VALUES (1, 2);
INSERT INTO mark VALUES (5, 2);
INSERT INTO mark VALUES (7, 1);
INSERT INTO mark VALUES (2, 2);
INSERT INTO migration VALUES (1, '0001_records');
INSERT INTO record_person VALUES ('9e363674-de6a-58e5-994c-8d873917ad45', '01a201c2-bb21-7604-a9a7-9cb154e87065');
INSERT INTO record_person VALUES ('9e363674-de6a-58e5-994c-8d873917ad45', '01a201c2-baf9-7560-a5bc-4909568fbd5f');
INSERT INTO record_person VALUES ('c0166fab-136a-519f-8801-78e6332b6932', '01a201c2-bbfe-7756-aa82-5842b465c348');
INSERT INTO record_person VALUES ('c0166fab-136a-519f-8801-78e6332b6932', '01a201c2-bbde-7409-ad5c-a78d7ca5d009');
INSERT INTO record_person VALUES ('f350624e-8e5c-5a2a-94d8-a1e2a692fa70', '01a201c2-bc72-77ee-ae67-75fab4ac8644');
INSERT INTO record_person VALUES ('f350624e-8e5c-5a2a-94d8-a1e2a692fa70', '01a201c2-bc56-75be-91d8-ea0b28741a2e');
INSERT INTO record_person VALUES ('63daea40-21bc-59ba-9b03-d63223efe8a9', '01a201c2-bd0d-7339-9fb4-aa293ca595a3');
INSERT INTO record_person VALUES ('63daea40-21bc-59ba-9b03-d63223efe8a9', '01a201c2-bcf1-74f4-9487-75befecef598');
INSERT INTO record_person VALUES ('b5ba144e-ab59-529b-a105-5306181290ff', '01a201c2-bd76-71ba-ac52-2b59f9671ded');
INSERT INTO record_person VALUES ('591ffa8c-22ab-5119-8a83-781ff1c913b5', '01a201c2-bdb6-7581-a422-29a6f65790e3');
INSERT INTO revision OVERRIDING SYSTEM VALUE VALUES (1, '01a201c2-bb21-7604-a9a7-9cb154e87065', 1, 'person_details', '["9e363674-de6a-58e5-994c-8d873917ad45"]', '2026-11-22T05:37', '2026-11-22T05:37:48.833750770Z', 'screener', 'finished', NULL, NULL, NULL, '5fc08c6decbbde81', '{"birth":{"is":"born","on":"2015-06-04"},"family":"Fixture","from":"2026-11-22T05:37","given":"Ada0","sex":"U"}');
INSERT INTO revision OVERRIDING SYSTEM VALUE VALUES (2, '01a201c2-baf9-7560-a5bc-4909568fbd5f', 1, 'contact', '["9e363674-de6a-58e5-994c-8d873917ad45"]', '2026-11-16T09:30', '2026-11-22T05:37:48.979616609Z', 'screener', 'finished', NULL, 'x', NULL, '5e01e8a749abc25a', '{"child_words":"not_asked","concern":"Words 0, kept since the first tables","consent":null,"danger_now":false,"from_whom":"","others":[],"received":"2026-11-16T09:30","route":{"is":"public"},"source":"1A"}');
INSERT INTO revision OVERRIDING SYSTEM VALUE VALUES (3, '01a201c2-bbfe-7756-aa82-5842b465c348', 1, 'person_details', '["c0166fab-136a-519f-8801-78e6332b6932"]', '2026-11-22T05:37', '2026-11-22T05:37:49.054211043Z', 'screener', 'finished', NULL, NULL, NULL, '5fc08c6decbbde81', '{"birth":{"is":"born","on":"2015-06-04"},"family":"Fixture","from":"2026-11-22T05:37","given":"Ada1","sex":"U"}');
INSERT INTO revision OVERRIDING SYSTEM VALUE VALUES (4, '01a201c2-bbde-7409-ad5c-a78d7ca5d009', 1, 'contact', '["c0166fab-136a-519f-8801-78e6332b6932"]', '2026-11-16T09:30', '2026-11-22T05:37:49.114653999Z', 'screener', 'finished', NULL, 'x', NULL, '5e01e8a749abc25a', '{"child_words":"not_asked","concern":"Words 1, kept since the first tables","consent":null,"danger_now":false,"from_whom":"","others":[],"received":"2026-11-16T09:30","route":{"is":"public"},"source":"1A"}');
INSERT INTO revision OVERRIDING SYSTEM VALUE VALUES (5, '01a201c2-bc72-77ee-ae67-75fab4ac8644', 1, 'person_details', '["f350624e-8e5c-5a2a-94d8-a1e2a692fa70"]', '2026-11-22T05:37', '2026-11-22T05:37:49.170240891Z', 'screener', 'finished', NULL, NULL, NULL, '5fc08c6decbbde81', '{"birth":{"is":"born","on":"2015-06-04"},"family":"Fixture","from":"2026-11-22T05:37","given":"Ada2","sex":"U"}');
INSERT INTO revision OVERRIDING SYSTEM VALUE VALUES (6, '01a201c2-bc56-75be-91d8-ea0b28741a2e', 1, 'contact', '["f350624e-8e5c-5a2a-94d8-a1e2a692fa70"]', '2026-11-16T09:30', '2026-11-22T05:37:49.262966943Z', 'screener', 'finished', NULL, 'x', NULL, '5e01e8a749abc25a', '{"child_words":"not_asked","concern":"Words 2, kept since the first tables","consent":null,"danger_now":false,"from_whom":"","others":[],"received":"2026-11-16T09:30","route":{"is":"public"},"source":"1A"}');
INSERT INTO revision OVERRIDING SYSTEM VALUE VALUES (7, '01a201c2-bd0d-7339-9fb4-aa293ca595a3', 1, 'person_details', '["63daea40-21bc-59ba-9b03-d63223efe8a9"]', '2026-11-22T05:37', '2026-11-22T05:37:49.325338829Z', 'screener', 'finished', NULL, NULL, NULL, '5fc08c6decbbde81', '{"birth":{"is":"born","on":"2015-06-04"},"family":"Fixture","from":"2026-11-22T05:37","given":"Ada3","sex":"U"}');
INSERT INTO revision OVERRIDING SYSTEM VALUE VALUES (8, '01a201c2-bcf1-74f4-9487-75befecef598', 1, 'contact', '["63daea40-21bc-59ba-9b03-d63223efe8a9"]', '2026-11-16T09:30', '2026-11-22T05:37:49.386371583Z', 'screener', 'finished', NULL, 'x', NULL, '5e01e8a749abc25a', '{"child_words":"not_asked","concern":"Words 3, kept since the first tables","consent":null,"danger_now":false,"from_whom":"","others":[],"received":"2026-11-16T09:30","route":{"is":"public"},"source":"1A"}');
INSERT INTO revision OVERRIDING SYSTEM VALUE VALUES (9, '01a201c2-bd76-71ba-ac52-2b59f9671ded', 1, 'person_details', '["b5ba144e-ab59-529b-a105-5306181290ff"]', '2026-11-22T05:37', '2026-11-22T05:37:49.430408013Z', 'screener', 'finished', NULL, NULL, NULL, '5fc08c6decbbde81', '{"birth":{"is":"born","on":"2015-06-04"},"family":"Fixture","from":"2026-11-22T05:37","given":"Ada4","sex":"U"}');
INSERT INTO revision OVERRIDING SYSTEM VALUE VALUES (10, '01a201c2-bdb6-7581-a422-29a6f65790e3', 1, 'person_details', '["591ffa8c-22ab-5119-8a83-781ff1c913b5"]', '2026-11-22T05:37', '2026-11-22T05:37:49.494295383Z', 'screener', 'finished', NULL, NULL, NULL, '5fc08c6decbbde81', '{"birth":{"is":"born","on":"2015-06-04"},"family":"Fixture","from":"2026-11-22T05:37","given":"Ada5","sex":"U"}');
INSERT INTO staff VALUES ('screener', 'Screener', 'screener', 'hub', 'x', 1);
INSERT INTO staff VALUES ('hub.manager', 'Hub manager', 'hub_manager', 'hub', 'x', 1);
INSERT INTO staff VALUES ('out.of.hours', 'Out of hours', 'out_of_hours', 'out-of-hours', 'x', 1);
INSERT INTO staff VALUES ('early.help.lead', 'Early help lead', 'early_help_lead', 'early-help', 'x', 1);
INSERT INTO staff VALUES ('social.worker', 'Social worker', 'social_worker', 'north-1', 'x', 1);
INSERT INTO staff VALUES ('team.manager', 'Team manager', 'team_manager', 'north-1', 'x', 1);
INSERT INTO staff VALUES ('conference.chair', 'Conference chair', 'conference_chair', 'reviewing', 'x', 1);
INSERT INTO staff VALUES ('administrator', 'Administrator', 'administrator', NULL, 'x', 1);
INSERT INTO summary VALUES ('9e363674-de6a-58e5-994c-8d873917ad45', 'Ada0 Fixture', 'fixture ada0', '2015-06-04', 1, NULL, NULL, '{"person":"9e363674-de6a-58e5-994c-8d873917ad45","name":"Ada0 Fixture","sort":"fixture ada0","born":"2015-06-04","open":true,"team":null,"worker":null,"stages":["contact"],"keys":["b:AT:2015-06-04","d:2015-06-04","n:AT+FKSTR","y:FKSTR:2015","z:FKSTR"],"detail":{"asked":[],"category":null,"contacts":[["01a201c2-baf9-7560-a5bc-4909568fbd5f","2026-11-16T09:30"]],"expected":null,"home":null,"kin":{"children":[],"parents":[],"siblings":[]},"last_seen":null,"names":[["Ada0","Fixture"]],"recent":[["01a201c2-baf9-7560-a5bc-4909568fbd5f","contact","2026-11-22T05:37:48.979616609Z","screener"],["01a201c2-bb21-7604-a9a7-9cb154e87065","person_details","2026-11-22T05:37:48.83375077Z","screener"]],"sex":"U"},"tasks":[{"clock":"CLK-FD-01","record":"01a201c2-baf9-7560-a5bc-4909568fbd5f","due":"2026-11-17","due_at":"2026-11-17T23:59:59Z","what":"Decide what should follow the contact","form":"screening_decision"},{"clock":"CLK-FD-11","record":"01a201c2-baf9-7560-a5bc-4909568fbd5f","due":"2026-11-17","due_at":"2026-11-17T23:59:59Z","what":"Record the family''s consent, or why it is set aside","form":"consent_decision"}],"waiting":[{"contact":"01a201c2-baf9-7560-a5bc-4909568fbd5f","received":"2026-11-16T09:30","due":"2026-11-17","due_at":"2026-11-17T23:59:59Z","detail":{"arrived":"2026-11-22T05:37:48.979616609Z","concern":"Words 0, kept since the first tables","danger":false,"route":"public","source":"Individual: family or carer","taken_by":"screener"}}]}');
INSERT INTO summary VALUES ('c0166fab-136a-519f-8801-78e6332b6932', 'Ada1 Fixture', 'fixture ada1', '2015-06-04', 1, NULL, NULL, '{"person":"c0166fab-136a-519f-8801-78e6332b6932","name":"Ada1 Fixture","sort":"fixture ada1","born":"2015-06-04","open":true,"team":null,"worker":null,"stages":["contact"],"keys":["b:AT:2015-06-04","d:2015-06-04","n:AT+FKSTR","y:FKSTR:2015","z:FKSTR"],"detail":{"asked":[],"category":null,"contacts":[["01a201c2-bbde-7409-ad5c-a78d7ca5d009","2026-11-16T09:30"]],"expected":null,"home":null,"kin":{"children":[],"parents":[],"siblings":[]},"last_seen":null,"names":[["Ada1","Fixture"]],"recent":[["01a201c2-bbde-7409-ad5c-a78d7ca5d009","contact","2026-11-22T05:37:49.114653999Z","screener"],["01a201c2-bbfe-7756-aa82-5842b465c348","person_details","2026-11-22T05:37:49.054211043Z","screener"]],"sex":"U"},"tasks":[{"clock":"CLK-FD-01","record":"01a201c2-bbde-7409-ad5c-a78d7ca5d009","due":"2026-11-17","due_at":"2026-11-17T23:59:59Z","what":"Decide what should follow the contact","form":"screening_decision"},{"clock":"CLK-FD-11","record":"01a201c2-bbde-7409-ad5c-a78d7ca5d009","due":"2026-11-17","due_at":"2026-11-17T23:59:59Z","what":"Record the family''s consent, or why it is set aside","form":"consent_decision"}],"waiting":[{"contact":"01a201c2-bbde-7409-ad5c-a78d7ca5d009","received":"2026-11-16T09:30","due":"2026-11-17","due_at":"2026-11-17T23:59:59Z","detail":{"arrived":"2026-11-22T05:37:49.114653999Z","concern":"Words 1, kept since the first tables","danger":false,"route":"public","source":"Individual: family or carer","taken_by":"screener"}}]}');
INSERT INTO summary VALUES ('f350624e-8e5c-5a2a-94d8-a1e2a692fa70', 'Ada2 Fixture', 'fixture ada2', '2015-06-04', 1, NULL, NULL, '{"person":"f350624e-8e5c-5a2a-94d8-a1e2a692fa70","name":"Ada2 Fixture","sort":"fixture ada2","born":"2015-06-04","open":true,"team":null,"worker":null,"stages":["contact"],"keys":["b:AT:2015-06-04","d:2015-06-04","n:AT+FKSTR","y:FKSTR:2015","z:FKSTR"],"detail":{"asked":[],"category":null,"contacts":[["01a201c2-bc56-75be-91d8-ea0b28741a2e","2026-11-16T09:30"]],"expected":null,"home":null,"kin":{"children":[],"parents":[],"siblings":[]},"last_seen":null,"names":[["Ada2","Fixture"]],"recent":[["01a201c2-bc56-75be-91d8-ea0b28741a2e","contact","2026-11-22T05:37:49.262966943Z","screener"],["01a201c2-bc72-77ee-ae67-75fab4ac8644","person_details","2026-11-22T05:37:49.170240891Z","screener"]],"sex":"U"},"tasks":[{"clock":"CLK-FD-01","record":"01a201c2-bc56-75be-91d8-ea0b28741a2e","due":"2026-11-17","due_at":"2026-11-17T23:59:59Z","what":"Decide what should follow the contact","form":"screening_decision"},{"clock":"CLK-FD-11","record":"01a201c2-bc56-75be-91d8-ea0b28741a2e","due":"2026-11-17","due_at":"2026-11-17T23:59:59Z","what":"Record the family''s consent, or why it is set aside","form":"consent_decision"}],"waiting":[{"contact":"01a201c2-bc56-75be-91d8-ea0b28741a2e","received":"2026-11-16T09:30","due":"2026-11-17","due_at":"2026-11-17T23:59:59Z","detail":{"arrived":"2026-11-22T05:37:49.262966943Z","concern":"Words 2, kept since the first tables","danger":false,"route":"public","source":"Individual: family or carer","taken_by":"screener"}}]}');
INSERT INTO summary VALUES ('63daea40-21bc-59ba-9b03-d63223efe8a9', 'Ada3 Fixture', 'fixture ada3', '2015-06-04', 1, NULL, NULL, '{"person":"63daea40-21bc-59ba-9b03-d63223efe8a9","name":"Ada3 Fixture","sort":"fixture ada3","born":"2015-06-04","open":true,"team":null,"worker":null,"stages":["contact"],"keys":["b:AT:2015-06-04","d:2015-06-04","n:AT+FKSTR","y:FKSTR:2015","z:FKSTR"],"detail":{"asked":[],"category":null,"contacts":[["01a201c2-bcf1-74f4-9487-75befecef598","2026-11-16T09:30"]],"expected":null,"home":null,"kin":{"children":[],"parents":[],"siblings":[]},"last_seen":null,"names":[["Ada3","Fixture"]],"recent":[["01a201c2-bcf1-74f4-9487-75befecef598","contact","2026-11-22T05:37:49.386371583Z","screener"],["01a201c2-bd0d-7339-9fb4-aa293ca595a3","person_details","2026-11-22T05:37:49.325338829Z","screener"]],"sex":"U"},"tasks":[{"clock":"CLK-FD-01","record":"01a201c2-bcf1-74f4-9487-75befecef598","due":"2026-11-17","due_at":"2026-11-17T23:59:59Z","what":"Decide what should follow the contact","form":"screening_decision"},{"clock":"CLK-FD-11","record":"01a201c2-bcf1-74f4-9487-75befecef598","due":"2026-11-17","due_at":"2026-11-17T23:59:59Z","what":"Record the family''s consent, or why it is set aside","form":"consent_decision"}],"waiting":[{"contact":"01a201c2-bcf1-74f4-9487-75befecef598","received":"2026-11-16T09:30","due":"2026-11-17","due_at":"2026-11-17T23:59:59Z","detail":{"arrived":"2026-11-22T05:37:49.386371583Z","concern":"Words 3, kept since the first tables","danger":false,"route":"public","source":"Individual: family or carer","taken_by":"screener"}}]}');
INSERT INTO summary VALUES ('b5ba144e-ab59-529b-a105-5306181290ff', 'Ada4 Fixture', 'fixture ada4', '2015-06-04', 0, NULL, NULL, '{"person":"b5ba144e-ab59-529b-a105-5306181290ff","name":"Ada4 Fixture","sort":"fixture ada4","born":"2015-06-04","open":false,"team":null,"worker":null,"stages":[],"keys":["b:AT:2015-06-04","d:2015-06-04","n:AT+FKSTR","y:FKSTR:2015","z:FKSTR"],"detail":{"asked":[],"category":null,"contacts":[],"expected":null,"home":null,"kin":{"children":[],"parents":[],"siblings":[]},"last_seen":null,"names":[["Ada4","Fixture"]],"recent":[["01a201c2-bd76-71ba-ac52-2b59f9671ded","person_details","2026-11-22T05:37:49.430408013Z","screener"]],"sex":"U"},"tasks":[],"waiting":[]}');
INSERT INTO summary VALUES ('591ffa8c-22ab-5119-8a83-781ff1c913b5', 'Ada5 Fixture', 'fixture ada5', '2015-06-04', 0, NULL, NULL, '{"person":"591ffa8c-22ab-5119-8a83-781ff1c913b5","name":"Ada5 Fixture","sort":"fixture ada5","born":"2015-06-04","open":false,"team":null,"worker":null,"stages":[],"keys":["b:AT:2015-06-04","d:2015-06-04","n:AT+FKSTR","y:FKSTR:2015","z:FKSTR"],"detail":{"asked":[],"category":null,"contacts":[],"expected":null,"home":null,"kin":{"children":[],"parents":[],"siblings":[]},"last_seen":null,"names":[["Ada5","Fixture"]],"recent":[["01a201c2-bdb6-7581-a422-29a6f65790e3","person_details","2026-11-22T05:37:49.494295383Z","screener"]],"sex":"U"},"tasks":[],"waiting":[]}');
INSERT INTO summary_key VALUES ('b:AT:2015-06-04', '9e363674-de6a-58e5-994c-8d873917ad45');
INSERT INTO summary_key VALUES ('d:2015-06-04', '9e363674-de6a-58e5-994c-8d873917ad45');
INSERT INTO summary_key VALUES ('n:AT+FKSTR', '9e363674-de6a-58e5-994c-8d873917ad45');
INSERT INTO summary_key VALUES ('y:FKSTR:2015', '9e363674-de6a-58e5-994c-8d873917ad45');
INSERT INTO summary_key VALUES ('z:FKSTR', '9e363674-de6a-58e5-994c-8d873917ad45');
INSERT INTO summary_key VALUES ('b:AT:2015-06-04', 'c0166fab-136a-519f-8801-78e6332b6932');
INSERT INTO summary_key VALUES ('d:2015-06-04', 'c0166fab-136a-519f-8801-78e6332b6932');
INSERT INTO summary_key VALUES ('n:AT+FKSTR', 'c0166fab-136a-519f-8801-78e6332b6932');
INSERT INTO summary_key VALUES ('y:FKSTR:2015', 'c0166fab-136a-519f-8801-78e6332b6932');
INSERT INTO summary_key VALUES ('z:FKSTR', 'c0166fab-136a-519f-8801-78e6332b6932');
INSERT INTO summary_key VALUES ('b:AT:2015-06-04', 'f350624e-8e5c-5a2a-94d8-a1e2a692fa70');
INSERT INTO summary_key VALUES ('d:2015-06-04', 'f350624e-8e5c-5a2a-94d8-a1e2a692fa70');
INSERT INTO summary_key VALUES ('n:AT+FKSTR', 'f350624e-8e5c-5a2a-94d8-a1e2a692fa70');
INSERT INTO summary_key VALUES ('y:FKSTR:2015', 'f350624e-8e5c-5a2a-94d8-a1e2a692fa70');
INSERT INTO summary_key VALUES ('z:FKSTR', 'f350624e-8e5c-5a2a-94d8-a1e2a692fa70');
INSERT INTO summary_key VALUES ('b:AT:2015-06-04', '63daea40-21bc-59ba-9b03-d63223efe8a9');
INSERT INTO summary_key VALUES ('d:2015-06-04', '63daea40-21bc-59ba-9b03-d63223efe8a9');
INSERT INTO summary_key VALUES ('n:AT+FKSTR', '63daea40-21bc-59ba-9b03-d63223efe8a9');
INSERT INTO summary_key VALUES ('y:FKSTR:2015', '63daea40-21bc-59ba-9b03-d63223efe8a9');
INSERT INTO summary_key VALUES ('z:FKSTR', '63daea40-21bc-59ba-9b03-d63223efe8a9');
INSERT INTO summary_key VALUES ('b:AT:2015-06-04', 'b5ba144e-ab59-529b-a105-5306181290ff');
INSERT INTO summary_key VALUES ('d:2015-06-04', 'b5ba144e-ab59-529b-a105-5306181290ff');
INSERT INTO summary_key VALUES ('n:AT+FKSTR', 'b5ba144e-ab59-529b-a105-5306181290ff');
INSERT INTO summary_key VALUES ('y:FKSTR:2015', 'b5ba144e-ab59-529b-a105-5306181290ff');
INSERT INTO summary_key VALUES ('z:FKSTR', 'b5ba144e-ab59-529b-a105-5306181290ff');
INSERT INTO summary_key VALUES ('b:AT:2015-06-04', '591ffa8c-22ab-5119-8a83-781ff1c913b5');
INSERT INTO summary_key VALUES ('d:2015-06-04', '591ffa8c-22ab-5119-8a83-781ff1c913b5');
INSERT INTO summary_key VALUES ('n:AT+FKSTR', '591ffa8c-22ab-5119-8a83-781ff1c913b5');
INSERT INTO summary_key VALUES ('y:FKSTR:2015', '591ffa8c-22ab-5119-8a83-781ff1c913b5');
INSERT INTO summary_key VALUES ('z:FKSTR', '591ffa8c-22ab-5119-8a83-781ff1c913b5');
INSERT INTO task VALUES ('9e363674-de6a-58e5-994c-8d873917ad45', 0, NULL, NULL, '2026-11-17T23:59:59.000000000Z', '{"clock":"CLK-FD-01","record":"01a201c2-baf9-7560-a5bc-4909568fbd5f","due":"2026-11-17","due_at":"2026-11-17T23:59:59Z","what":"Decide what should follow the contact","form":"screening_decision"}');
INSERT INTO task VALUES ('9e363674-de6a-58e5-994c-8d873917ad45', 1, NULL, NULL, '2026-11-17T23:59:59.000000000Z', '{"clock":"CLK-FD-11","record":"01a201c2-baf9-7560-a5bc-4909568fbd5f","due":"2026-11-17","due_at":"2026-11-17T23:59:59Z","what":"Record the family''s consent, or why it is set aside","form":"consent_decision"}');
INSERT INTO task VALUES ('c0166fab-136a-519f-8801-78e6332b6932', 0, NULL, NULL, '2026-11-17T23:59:59.000000000Z', '{"clock":"CLK-FD-01","record":"01a201c2-bbde-7409-ad5c-a78d7ca5d009","due":"2026-11-17","due_at":"2026-11-17T23:59:59Z","what":"Decide what should follow the contact","form":"screening_decision"}');
INSERT INTO task VALUES ('c0166fab-136a-519f-8801-78e6332b6932', 1, NULL, NULL, '2026-11-17T23:59:59.000000000Z', '{"clock":"CLK-FD-11","record":"01a201c2-bbde-7409-ad5c-a78d7ca5d009","due":"2026-11-17","due_at":"2026-11-17T23:59:59Z","what":"Record the family''s consent, or why it is set aside","form":"consent_decision"}');
INSERT INTO task VALUES ('f350624e-8e5c-5a2a-94d8-a1e2a692fa70', 0, NULL, NULL, '2026-11-17T23:59:59.000000000Z', '{"clock":"CLK-FD-01","record":"01a201c2-bc56-75be-91d8-ea0b28741a2e","due":"2026-11-17","due_at":"2026-11-17T23:59:59Z","what":"Decide what should follow the contact","form":"screening_decision"}');
INSERT INTO task VALUES ('f350624e-8e5c-5a2a-94d8-a1e2a692fa70', 1, NULL, NULL, '2026-11-17T23:59:59.000000000Z', '{"clock":"CLK-FD-11","record":"01a201c2-bc56-75be-91d8-ea0b28741a2e","due":"2026-11-17","due_at":"2026-11-17T23:59:59Z","what":"Record the family''s consent, or why it is set aside","form":"consent_decision"}');
INSERT INTO task VALUES ('63daea40-21bc-59ba-9b03-d63223efe8a9', 0, NULL, NULL, '2026-11-17T23:59:59.000000000Z', '{"clock":"CLK-FD-01","record":"01a201c2-bcf1-74f4-9487-75befecef598","due":"2026-11-17","due_at":"2026-11-17T23:59:59Z","what":"Decide what should follow the contact","form":"screening_decision"}');
INSERT INTO task VALUES ('63daea40-21bc-59ba-9b03-d63223efe8a9', 1, NULL, NULL, '2026-11-17T23:59:59.000000000Z', '{"clock":"CLK-FD-11","record":"01a201c2-bcf1-74f4-9487-75befecef598","due":"2026-11-17","due_at":"2026-11-17T23:59:59Z","what":"Record the family''s consent, or why it is set aside","form":"consent_decision"}');
INSERT INTO team VALUES ('hub', 'Multi-agency hub');
INSERT INTO team VALUES ('out-of-hours', 'Out of hours');
INSERT INTO team VALUES ('early-help', 'Early help');
INSERT INTO team VALUES ('north-1', 'North safeguarding 1');
INSERT INTO team VALUES ('reviewing', 'Conference and review service');
INSERT INTO waiting VALUES ('9e363674-de6a-58e5-994c-8d873917ad45', 0, '01a201c2-baf9-7560-a5bc-4909568fbd5f', '2026-11-17T23:59:59.000000000Z', '{"contact":"01a201c2-baf9-7560-a5bc-4909568fbd5f","received":"2026-11-16T09:30","due":"2026-11-17","due_at":"2026-11-17T23:59:59Z","detail":{"arrived":"2026-11-22T05:37:48.979616609Z","concern":"Words 0, kept since the first tables","danger":false,"route":"public","source":"Individual: family or carer","taken_by":"screener"}}');
INSERT INTO waiting VALUES ('c0166fab-136a-519f-8801-78e6332b6932', 0, '01a201c2-bbde-7409-ad5c-a78d7ca5d009', '2026-11-17T23:59:59.000000000Z', '{"contact":"01a201c2-bbde-7409-ad5c-a78d7ca5d009","received":"2026-11-16T09:30","due":"2026-11-17","due_at":"2026-11-17T23:59:59Z","detail":{"arrived":"2026-11-22T05:37:49.114653999Z","concern":"Words 1, kept since the first tables","danger":false,"route":"public","source":"Individual: family or carer","taken_by":"screener"}}');
INSERT INTO waiting VALUES ('f350624e-8e5c-5a2a-94d8-a1e2a692fa70', 0, '01a201c2-bc56-75be-91d8-ea0b28741a2e', '2026-11-17T23:59:59.000000000Z', '{"contact":"01a201c2-bc56-75be-91d8-ea0b28741a2e","received":"2026-11-16T09:30","due":"2026-11-17","due_at":"2026-11-17T23:59:59Z","detail":{"arrived":"2026-11-22T05:37:49.262966943Z","concern":"Words 2, kept since the first tables","danger":false,"route":"public","source":"Individual: family or carer","taken_by":"screener"}}');
INSERT INTO waiting VALUES ('63daea40-21bc-59ba-9b03-d63223efe8a9', 0, '01a201c2-bcf1-74f4-9487-75befecef598', '2026-11-17T23:59:59.000000000Z', '{"contact":"01a201c2-bcf1-74f4-9487-75befecef598","received":"2026-11-16T09:30","due":"2026-11-17","due_at":"2026-11-17T23:59:59Z","detail":{"arrived":"2026-11-22T05:37:49.386371583Z","concern":"Words 3, kept since the first tables","danger":false,"route":"public","source":"Individual: family or carer","taken_by":"screener"}}');
INSERT INTO write_key VALUES ('01a201c2-baf9-7560-a5bc-4909568fbd5f 93e3c285-5852-4a97-b7e6-334134b1bb1f', '["01a201c2-bb21-7604-a9a7-9cb154e87065"]');
INSERT INTO write_key VALUES ('01a201c2-baf9-7560-a5bc-4909568fbd5f', '["01a201c2-baf9-7560-a5bc-4909568fbd5f"]');
INSERT INTO write_key VALUES ('01a201c2-bbde-7409-ad5c-a78d7ca5d009 f9dcb297-da2c-457b-9f70-af208ee40ed3', '["01a201c2-bbfe-7756-aa82-5842b465c348"]');
INSERT INTO write_key VALUES ('01a201c2-bbde-7409-ad5c-a78d7ca5d009', '["01a201c2-bbde-7409-ad5c-a78d7ca5d009"]');
INSERT INTO write_key VALUES ('01a201c2-bc56-75be-91d8-ea0b28741a2e 5509eecc-3014-46e4-9625-3b4af4b292a6', '["01a201c2-bc72-77ee-ae67-75fab4ac8644"]');
INSERT INTO write_key VALUES ('01a201c2-bc56-75be-91d8-ea0b28741a2e', '["01a201c2-bc56-75be-91d8-ea0b28741a2e"]');
INSERT INTO write_key VALUES ('01a201c2-bcf1-74f4-9487-75befecef598 dd6ff4c6-ca2f-458a-9bd6-f471b2e623a5', '["01a201c2-bd0d-7339-9fb4-aa293ca595a3"]');
INSERT INTO write_key VALUES ('01a201c2-bcf1-74f4-9487-75befecef598', '["01a201c2-bcf1-74f4-9487-75befecef598"]');
INSERT INTO write_key VALUES ('01a201c2-bd62-75a3-a6ef-fd5521c1edc4 94023998-d195-492b-b742-363608d45dbe', '["01a201c2-bd76-71ba-ac52-2b59f9671ded"]');
INSERT INTO write_key VALUES ('01a201c2-bda2-70e8-be6c-de47d2c7755b cf51eb0d-6304-4a7e-8dee-33fedf3015ec', '["01a201c2-bdb6-7581-a422-29a6f65790e3"]');
SELECT pg_catalog.setval('look_seq_seq', 24, true);
SELECT pg_catalog.setval('revision_seq_seq', 10, true);
ALTER TABLE ONLY claim
    ADD CONSTRAINT claim_pkey PRIMARY KEY (contact);
ALTER TABLE ONLY draft_field
    ADD CONSTRAINT draft_field_pkey PRIMARY KEY (draft, version);
ALTER TABLE ONLY draft_person
    ADD CONSTRAINT draft_person_pkey PRIMARY KEY (person, draft);
ALTER TABLE ONLY draft
    ADD CONSTRAINT draft_pkey PRIMARY KEY (id);
ALTER TABLE ONLY form
    ADD CONSTRAINT form_pkey PRIMARY KEY (fingerprint);
ALTER TABLE ONLY look
    ADD CONSTRAINT look_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY mark
    ADD CONSTRAINT mark_pkey PRIMARY KEY (slot);
ALTER TABLE ONLY migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY (number);
ALTER TABLE ONLY record_person
    ADD CONSTRAINT record_person_pkey PRIMARY KEY (person, id);
ALTER TABLE ONLY revision
    ADD CONSTRAINT revision_id_revision_key UNIQUE (id, revision);
ALTER TABLE ONLY revision
    ADD CONSTRAINT revision_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY session
    ADD CONSTRAINT session_pkey PRIMARY KEY (token_hash);
ALTER TABLE ONLY setting
    ADD CONSTRAINT setting_pkey PRIMARY KEY (name);
ALTER TABLE ONLY staff
    ADD CONSTRAINT staff_pkey PRIMARY KEY (id);
ALTER TABLE ONLY summary_key
    ADD CONSTRAINT summary_key_pkey PRIMARY KEY (found_by, person);
ALTER TABLE ONLY summary
    ADD CONSTRAINT summary_pkey PRIMARY KEY (person);
ALTER TABLE ONLY task
    ADD CONSTRAINT task_pkey PRIMARY KEY (person, place);
ALTER TABLE ONLY team
    ADD CONSTRAINT team_pkey PRIMARY KEY (id);
ALTER TABLE ONLY waiting
    ADD CONSTRAINT waiting_pkey PRIMARY KEY (person, place);
ALTER TABLE ONLY write_key
    ADD CONSTRAINT write_key_pkey PRIMARY KEY (write_key);
CREATE INDEX draft_by_opened ON draft USING btree (opened, id) WHERE (closed IS NULL);
CREATE INDEX draft_by_staff ON draft USING btree (staff, closed);
CREATE INDEX draft_field_by_staff ON draft_field USING btree (staff, draft);
CREATE INDEX draft_person_by_draft ON draft_person USING btree (draft);
CREATE INDEX look_by_person ON look USING btree (person, looked);
CREATE INDEX summary_by_name ON summary USING btree (is_open, sort);
CREATE INDEX summary_by_team ON summary USING btree (team, is_open, sort);
CREATE INDEX summary_by_worker ON summary USING btree (worker, is_open, sort);
CREATE INDEX summary_key_by_person ON summary_key USING btree (person);
CREATE INDEX task_by_due ON task USING btree (due_at);
CREATE INDEX task_by_team ON task USING btree (team, due_at);
CREATE INDEX task_by_worker ON task USING btree (worker, due_at);
CREATE INDEX waiting_by_due ON waiting USING btree (due_at, contact);
ALTER TABLE ONLY draft_field
    ADD CONSTRAINT draft_field_draft_fkey FOREIGN KEY (draft) REFERENCES draft(id);
ALTER TABLE ONLY draft_person
    ADD CONSTRAINT draft_person_draft_fkey FOREIGN KEY (draft) REFERENCES draft(id);
